/**
 * Everything that is worked out from facts once and used by many decisions. It is thrown away as a whole when a fact changes,
 * and grows with what is asked, not with what there is.
 */
import type { AzureReason } from '../azure-reason.ts';
import type { Plane } from '../operation-pattern.ts';
import type { DenyEntry, GrantEntry } from './fact-entries.ts';
import type { FactView } from './fact-view.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { type Closure, IdentityGraph } from './identity-graph.ts';
import { type KnownPrincipal, knownPrincipals } from './known-principals.ts';
import { ManagementTree } from './management-tree.ts';
import { type BlockMatch, matchBlocks, OperationMatcher } from './operation-matcher.ts';
import { Reach } from './reach.ts';
import { type BuiltInRoles, blocksOf, RoleBook } from './role-book.ts';
import { ScopeChains } from './scope-chains.ts';
import { NO_SCOPE } from './scope-table.ts';
import { SlotMemory, SlotTable } from './slot-table.ts';
import { NO } from './truth.ts';
import { type VaultFacts, vaultFactsOf } from './vault-facts.ts';

/** Role assignments held in profiles before all profiles are dropped: bounds the memory that questions take. */
const PROFILE_LIMIT = 4_000_000;
const MATCHER_LIMIT = 20_000;

/** What of all that a principal holds grants an operation at some scope. */
export interface HeldElsewhere {
  /** The assignment that is written first. */
  readonly first: GrantEntry | undefined;
  /** The links to it. */
  readonly chain: readonly AzureReason[];
  /** Those that hang on a condition of their role, of which the request decides. */
  readonly conditional: readonly GrantEntry[];
}

/** What a principal holds, by scope. */
export interface Profile {
  readonly name: number;
  readonly closure: Closure;
  /** By membership that is certain. */
  readonly slots: SlotTable;
  /** If an ambiguous name means this principal. */
  readonly doubtful: SlotTable;
  /** Worked out when a reason first asks for it: how the principal comes to a name, */
  readonly links: Map<number, readonly AzureReason[]>;
  /** what grants an operation at any other scope, */
  readonly elsewhere: Map<OperationMatcher, HeldElsewhere>;
  /** and whether any fact names the principal. */
  isKnown: boolean | undefined;
}

const UNASKED = -9;

const noGroups = (): number => 0;

export interface DenyMatch {
  readonly entry: DenyEntry;
  readonly blocks: readonly BlockMatch[];
}

export type DenySlots = ReadonlyMap<number, readonly DenyMatch[]>;

export class AccessState {
  readonly view: FactView;
  readonly identities: IdentityGraph;
  readonly tree: ManagementTree;
  readonly chains: ScopeChains;
  readonly roles: RoleBook;
  /** The version of the view that this was worked out from. */
  readonly version: number;
  readonly #matchers = { control: new Map<string, OperationMatcher>(), data: new Map<string, OperationMatcher>() };
  readonly #profiles = new Map<string, Profile>();
  readonly #profilesByName = new Map<number, Profile>();
  readonly #denies = new Map<OperationMatcher, DenySlots>();
  readonly #openSlotsFor = new Map<OperationMatcher, Map<number, readonly GrantEntry[]>>();
  /** By scope; what every question asks first is in one place. */
  readonly #places = new GrowingNumbers(UNASKED);
  readonly #vaults = new Map<number, VaultFacts>();
  #principals: readonly KnownPrincipal[] | undefined;
  #reach: Reach | undefined;
  #held = 0;
  #slotMemory = new SlotMemory();
  #openSlots: SlotTable | undefined;

  constructor(view: FactView, builtIn: BuiltInRoles) {
    this.view = view;
    this.version = view.version;
    this.identities = new IdentityGraph(view);
    this.tree = new ManagementTree(view);
    this.chains = new ScopeChains(view, this.tree);
    this.roles = new RoleBook(view, builtIn);
  }

  matcherOf(operation: string, plane: Plane): OperationMatcher {
    const matchers = this.#matchers[plane];
    let matcher = matchers.get(operation);
    if (!matcher) {
      if (matchers.size >= MATCHER_LIMIT) {
        matchers.clear();
        this.#denies.clear();
        this.#openSlotsFor.clear();
      }
      const key = operation.trim().toLowerCase();
      matcher = key === operation ? new OperationMatcher(key, plane, this.roles) : this.matcherOf(key, plane);
      matchers.set(operation, matcher);
    }
    return matcher;
  }

  profileOf(principal: string): Profile {
    let profile = this.#profiles.get(principal);
    if (!profile) {
      profile = this.profileOfName(this.view.tables.names.add(principal));
      this.#profiles.set(principal, profile);
    }
    return profile;
  }

  profileOfName(name: number): Profile {
    let profile = this.#profilesByName.get(name);
    if (!profile) {
      if (this.#held > PROFILE_LIMIT) {
        this.#profiles.clear();
        this.#profilesByName.clear();
        this.#slotMemory = new SlotMemory();
        this.#held = 0;
      }
      profile = this.#readProfile(name);
      this.#profilesByName.set(name, profile);
    }
    return profile;
  }

  #readProfile(name: number): Profile {
    const closure = this.identities.closureOf(name);
    const open = this.identities.openNames();
    const slots = this.#collect(closure.certain.keys(), (one) => closure.certain.get(one)?.groups ?? 0);
    // What anybody may hold stands in the slots of open groups.
    const doubtful = this.#collect(
      [...closure.maybe].filter((one) => !open.has(one)),
      noGroups,
    );
    this.#held += 1 + closure.certain.size;
    return { name, closure, slots, doubtful, links: new Map(), elsewhere: new Map(), isKnown: undefined };
  }

  #collect(principals: Iterable<number>, groupsOf: (name: number) => number, memory = this.#slotMemory): SlotTable {
    const entries: GrantEntry[] = [];
    for (const principal of principals) {
      for (const entry of this.view.grantsOf(principal)) {
        entries.push(entry);
      }
    }
    this.#held += entries.length;
    return new SlotTable(entries, groupsOf, this.view.tables.scopes, memory);
  }

  /** Whether any fact names a principal. */
  isKnown(profile: Profile): boolean {
    profile.isKnown ??= [...this.identities.namesOf(profile.name)].some(
      (name) =>
        this.view.grantsOf(name).length > 0 ||
        this.view.groupsNamed(name).length > 0 ||
        this.view.groupsWith(name).length > 0 ||
        this.view.aliasesOf(name).length > 0,
    );
    return profile.isKnown;
  }

  /** Every principal that some fact names. */
  get principals(): readonly KnownPrincipal[] {
    this.#principals ??= knownPrincipals(this.view, this.identities);
    return this.#principals;
  }

  /** Who of them comes to a name. */
  get reach(): Reach {
    this.#reach ??= new Reach(this.view, this.identities, this.principals);
    return this.#reach;
  }

  /** Whether role assignments decide about the data of the vault that a scope is or is in, or is in none. */
  hasRolesOnly(scope: number): boolean {
    return (this.#placeOf(scope) & 1) === 1;
  }

  /** Where in `chains` the scopes begin that matter to one. */
  chainOf(scope: number): number {
    return this.#placeOf(scope) >> 1;
  }

  /** Twice where the chain of a scope begins, and one more where role assignments alone decide. */
  #placeOf(scope: number): number {
    let place = this.#places.get(scope);
    if (place === UNASKED) {
      const { scopes } = this.view.tables;
      const vault = scopes.vaultOf(scope);
      const facts = vault === NO_SCOPE ? undefined : this.vaultOf(vault);
      const isPlain = facts ? facts.model === 'rbac' && !facts.isHsm : scopes.hsmOf(scope) === NO_SCOPE;
      place = 2 * this.chains.startOf(scope) + (isPlain ? 1 : 0);
      this.#places.set(scope, place);
    }
    return place;
  }

  vaultOf(vault: number): VaultFacts {
    let facts = this.#vaults.get(vault);
    if (!facts) {
      facts = vaultFactsOf(this.view, vault);
      this.#vaults.set(vault, facts);
    }
    return facts;
  }

  /** What groups hold that anybody may be in, by scope. */
  get openSlots(): SlotTable {
    this.#openSlots ??= this.#collect(this.identities.openNames(), noGroups, new SlotMemory());
    return this.#openSlots;
  }

  /** Of the open slot of a scope, the assignments whose role may grant the operation. */
  openSlotFor(matcher: OperationMatcher, scope: number): readonly GrantEntry[] {
    let slots = this.#openSlotsFor.get(matcher);
    if (!slots) {
      slots = new Map();
      this.#openSlotsFor.set(matcher, slots);
    }
    let slot = slots.get(scope);
    if (!slot) {
      slot = this.openSlots.at(scope).filter(({ role }) => matcher.matchOf(role).value !== NO);
      slots.set(scope, slot);
    }
    return slot;
  }

  /** The deny assignments that may block the operation, by scope. */
  deniesFor(matcher: OperationMatcher): DenySlots {
    let slots = this.#denies.get(matcher);
    if (!slots) {
      slots = this.#readDenies(matcher);
      this.#denies.set(matcher, slots);
    }
    return slots;
  }

  #readDenies({ operation, plane }: OperationMatcher): DenySlots {
    const slots = new Map<number, DenyMatch[]>();
    for (const entry of this.view.denies()) {
      if (entry.fact.effect === 'audit') {
        continue;
      }
      const blocks = matchBlocks(blocksOf(entry.fact.permissions), operation, plane);
      if (blocks.length > 0) {
        const slot = slots.get(entry.scope);
        if (slot) {
          slot.push({ entry, blocks });
        } else {
          slots.set(entry.scope, [{ entry, blocks }]);
        }
      }
    }
    return slots;
  }
}
