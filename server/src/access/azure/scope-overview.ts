/**
 * The scopes that facts name, as a tree, and what stands at each of them. Of management groups, what files agree on; a
 * subscription of which nobody says what is above it stands below the root.
 */
import type { AccessPolicy, DenyAssignment, RoleAssignment, Vault } from './access-facts.ts';
import type { AccessIndex } from './access-index.ts';
import type { AccessState } from './evaluation/access-state.ts';
import { isWrittenEarlier } from './evaluation/fact-entries.ts';
import { calledName } from './evaluation/known-principals.ts';
import { NO_SCOPE, ROOT, UNTOLD } from './evaluation/scope-table.ts';
import { parseScope, type ScopeKind } from './scope.ts';
import { heldNames } from './what-can.ts';

/** Undefined where the facts are all looked at, else only what one principal may hold. */
type Wanted = ReadonlyMap<number, boolean> | undefined;

interface Standing {
  /** The scope it is written for. */
  readonly scope: string;
}

export interface StandingRole extends Standing {
  readonly kind: 'role-assignment';
  readonly assignment: RoleAssignment;
  /** What people call it; the id where no fact and no catalogue has a name. */
  readonly principal: string;
  readonly roleName: string | undefined;
}

export interface StandingDeny extends Standing {
  readonly kind: 'deny-assignment';
  readonly assignment: DenyAssignment;
  readonly principals: readonly string[];
  readonly everyone: boolean;
}

export interface StandingPolicy extends Standing {
  readonly kind: 'access-policy';
  readonly policy: AccessPolicy;
  readonly principal: string;
  /** Unknown where nobody says which permission model the vault uses. */
  readonly effective: 'yes' | 'no' | 'unknown';
}

export type StandingFact = StandingRole | StandingDeny | StandingPolicy;

export interface ScopeStation {
  /** The path as it was first written. */
  readonly scope: string;
  readonly kind: ScopeKind;
  /** Where a file describes the thing itself. */
  readonly vault: Vault | undefined;
  /** Whether the management group above it is not known. */
  readonly isParentUnknown: boolean;
}

export class ScopeOverview {
  readonly #state: AccessState;
  readonly #wanted: Wanted;
  readonly #children = new Map<number, number[]>();
  readonly #parents = new Map<number, number>();

  /** @param principal shows only what this one holds or may hold, and the scopes that lead there */
  constructor({ state }: AccessIndex, principal?: string) {
    this.#state = state;
    this.#wanted = principal === undefined ? undefined : new Map(heldNames(state, state.profileOf(principal)));
    for (const scope of this.#namedScopes()) {
      this.#place(scope);
    }
  }

  /** Whether any scope is named, beside the root. */
  get isEmpty(): boolean {
    return this.#children.size === 0 && this.#factsAt(ROOT).length === 0;
  }

  /** Sorted as people look for them: management groups first, then by name. */
  below(scope: string): readonly ScopeStation[] {
    const children = this.#children.get(this.#numberOf(scope)) ?? [];
    return children.map((child) => this.#station(child)).sort(compareStations);
  }

  /** Whether anything stands below a scope. */
  hasBelow(scope: string): boolean {
    return this.#children.has(this.#numberOf(scope));
  }

  station(scope: string): ScopeStation {
    return this.#station(this.#numberOf(scope));
  }

  /** What stands at a scope itself, in the order in which it is written. */
  standingAt(scope: string): readonly StandingFact[] {
    return this.#factsAt(this.#numberOf(scope));
  }

  /** What holds at a scope and stands above it, nearest first. */
  inheritedAt(scope: string): readonly StandingFact[] {
    const found: StandingFact[] = [];
    for (let above = this.#parentOf(this.#numberOf(scope)); above !== NO_SCOPE; above = this.#parentOf(above)) {
      const facts = this.#factsAt(above);
      found.push(...facts.filter((one) => !(one.kind === 'deny-assignment' && one.assignment.doNotApplyToChildScopes)));
    }
    return found;
  }

  #numberOf(scope: string): number {
    return this.#state.view.tables.scopes.add(scope);
  }

  #parentOf(scope: number): number {
    return scope === NO_SCOPE || scope === ROOT ? NO_SCOPE : this.#aboveOf(scope);
  }

  #aboveOf(scope: number): number {
    const above = this.#state.view.tables.scopes.above(scope);
    return above === UNTOLD ? (this.#state.tree.lineageOf(scope).above[0] ?? ROOT) : above;
  }

  #namedScopes(): ReadonlySet<number> {
    const { view } = this.#state;
    const denied = view.denies().map(({ scope }) => scope);
    const places = this.#wanted ? [] : [...view.childScopes()].filter((scope) => view.parentsOf(scope).length > 0);
    const facts = new Set([...view.grantScopes(), ...view.vaultScopes(), ...denied]);
    return new Set([...[...facts].filter((scope) => this.#isWorthShowing(scope)), ...places]);
  }

  /** Scopes of sources that are gone have nothing any more; a vault is worth showing though nobody has anything there. */
  #isWorthShowing(scope: number): boolean {
    const hasVault = !this.#wanted && this.#state.view.vaultsAt(scope).length > 0;
    return scope !== NO_SCOPE && (hasVault || this.#factsAt(scope).length > 0);
  }

  #place(scope: number): void {
    let child = scope;
    while (child !== NO_SCOPE && child !== ROOT && !this.#parents.has(child)) {
      const parent = this.#aboveOf(child);
      this.#parents.set(child, parent);
      const children = this.#children.get(parent);
      if (children) {
        children.push(child);
      } else {
        this.#children.set(parent, [child]);
      }
      child = parent;
    }
  }

  #station(scope: number): ScopeStation {
    const { view, tree } = this.#state;
    const text = view.tables.scopes.text(scope);
    const isTop = view.tables.scopes.above(scope) === UNTOLD;
    return {
      scope: text,
      kind: parseScope(text).kind,
      vault: view.vaultsAt(scope)[0]?.fact,
      isParentUnknown: isTop && tree.lineageOf(scope).gap === scope,
    };
  }

  #factsAt(scope: number): readonly StandingFact[] {
    const found = [...this.#rolesAt(scope), ...this.#deniesAt(scope), ...this.#policiesAt(scope)];
    return found.sort((a, b) => rank(a) - rank(b) || (isWrittenEarlier(originOf(a), originOf(b)) ? -1 : 1));
  }

  #rolesAt(scope: number): readonly StandingRole[] {
    const { view, roles } = this.#state;
    return view.grantsAt(scope).flatMap(({ fact, principal, role }): StandingRole[] =>
      this.#isWanted(principal)
        ? [
            {
              kind: 'role-assignment',
              scope: fact.scope,
              assignment: fact,
              principal: this.#called(principal),
              roleName: roles.definitionsOf(role)[0]?.name,
            },
          ]
        : [],
    );
  }

  #deniesAt(scope: number): readonly StandingDeny[] {
    const { view } = this.#state;
    return view.denies().flatMap(({ fact, scope: at, everyone, principals }): StandingDeny[] =>
      at === scope && (everyone || principals.length === 0 || principals.some((one) => this.#isWanted(one)))
        ? [
            {
              kind: 'deny-assignment',
              scope: fact.scope,
              assignment: fact,
              everyone,
              principals: everyone ? [] : principals.map((one) => this.#called(one)),
            },
          ]
        : [],
    );
  }

  #policiesAt(scope: number): readonly StandingPolicy[] {
    const { view } = this.#state;
    const vaults = view.vaultsAt(scope);
    if (vaults.length === 0) {
      return [];
    }
    const { model } = this.#state.vaultOf(scope);
    const effective = model === 'policy' ? 'yes' : model === 'rbac' ? 'no' : 'unknown';
    return vaults.flatMap(({ fact: vault, policies }) =>
      (policies ?? []).flatMap(({ fact: policy, principal }): StandingPolicy[] =>
        this.#isWanted(principal)
          ? [
              {
                kind: 'access-policy',
                scope: vault.scope,
                policy,
                principal: this.#called(principal),
                effective,
              },
            ]
          : [],
      ),
    );
  }

  #isWanted(name: number): boolean {
    return this.#wanted === undefined || this.#wanted.has(name);
  }

  #called(name: number): string {
    return this.#state.view.tables.names.text(calledName(this.#state.view, this.#state.identities, name));
  }
}

export function originOf(standing: StandingFact): RoleAssignment['origin'] {
  return standing.kind === 'access-policy' ? standing.policy.origin : standing.assignment.origin;
}

const RANKS: Readonly<Record<StandingFact['kind'], number>> = {
  'deny-assignment': 0,
  'role-assignment': 1,
  'access-policy': 2,
};

function rank({ kind }: StandingFact): number {
  return RANKS[kind];
}

const ORDER: readonly ScopeKind[] = ['root', 'management-group', 'subscription', 'resource-group', 'resource', 'other'];

function compareStations(a: ScopeStation, b: ScopeStation): number {
  const [one, other] = [a.scope.toLowerCase(), b.scope.toLowerCase()];
  return ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (one === other ? 0 : one < other ? -1 : 1);
}
