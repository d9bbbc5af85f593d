/**
 * What the evaluator looks facts up in: a store, or a store under another with some facts left out. A view copies nothing, so
 * that asking "what if" costs what is asked and not what there is.
 */
import type { Origin } from '../../decision.ts';
import type {
  AliasEntry,
  DefinitionEntry,
  DenyEntry,
  GrantEntry,
  GroupEntry,
  ParentEntry,
  Tables,
  VaultEntry,
} from './fact-entries.ts';
import type { FactStore } from './fact-store.ts';
import type { SourcedMap } from './sourced-map.ts';

const ALL = 0;

function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

function placeKey({ uri, offset }: Origin): string {
  return `at ${uri} ${offset}`;
}

export class FactView {
  readonly tables: Tables;
  /** Later ones replace sources of the same name in earlier ones. */
  readonly #layers: readonly FactStore[];
  /** Ids of role assignments that are left out, in lower case, and places where such are written. */
  readonly #without: ReadonlySet<string>;

  constructor(tables: Tables, layers: readonly FactStore[], without: ReadonlySet<string>) {
    this.tables = tables;
    this.#layers = layers;
    this.#without = without;
  }

  /** A number that is another one after every change. */
  get version(): number {
    let version = 0;
    for (const layer of this.#layers) {
      version += layer.version;
    }
    return version;
  }

  /** @param ids ids of role assignments, or their last segments */
  without(ids: Iterable<string>): FactView {
    const more = [...ids].flatMap((text) => {
      const id = text.trim().toLowerCase();
      return [id, `name ${lastSegment(id)}`];
    });
    return new FactView(this.tables, this.#layers, new Set([...this.#without, ...more]));
  }

  /** @param origins where the role assignments are written that are left out */
  withoutAt(origins: Iterable<Origin>): FactView {
    const more = [...origins].map(placeKey);
    return new FactView(this.tables, this.#layers, new Set([...this.#without, ...more]));
  }

  over(layer: FactStore): FactView {
    return new FactView(this.tables, [...this.#layers, layer], this.#without);
  }

  grantsOf(principal: number): readonly GrantEntry[] {
    return this.#kept(this.#find(principal, (store) => store.grantsByPrincipal));
  }

  grantsAt(scope: number): readonly GrantEntry[] {
    return this.#kept(this.#find(scope, (store) => store.grantsByScope));
  }

  /** Also where what is assigned is left out of this view. */
  hasGrantsAt(scope: number): boolean {
    return this.#layers.some((layer) => layer.grantsByScope.get(scope) !== undefined);
  }

  /** Every principal that a role assignment names. */
  grantPrincipals(): ReadonlySet<number> {
    return this.#keys((store) => store.grantsByPrincipal);
  }

  /** Every scope that a role assignment names. */
  grantScopes(): ReadonlySet<number> {
    return this.#keys((store) => store.grantsByScope);
  }

  /** Every management group that a role assignment names. */
  grantManagementGroups(): ReadonlySet<number> {
    return this.#keys((store) => store.managementGroupGrants);
  }

  denies(): readonly DenyEntry[] {
    return this.#find(ALL, (store) => store.denies);
  }

  definitions(role: number): readonly DefinitionEntry[] {
    return this.#find(role, (store) => store.definitions);
  }

  groupsNamed(name: number): readonly GroupEntry[] {
    return this.#find(name, (store) => store.groups);
  }

  groupsWith(member: number): readonly GroupEntry[] {
    return this.#find(member, (store) => store.groupsByMember);
  }

  /** Every name that a fact calls a group. */
  groupNames(): ReadonlySet<number> {
    return new Set([...this.#keys((store) => store.groups), ...this.#keys((store) => store.groupMentions)]);
  }

  members(): ReadonlySet<number> {
    return this.#keys((store) => store.groupsByMember);
  }

  aliasesOf(name: number): readonly AliasEntry[] {
    return this.#find(name, (store) => store.aliases);
  }

  aliasNames(): ReadonlySet<number> {
    return this.#keys((store) => store.aliases);
  }

  parentsOf(scope: number): readonly ParentEntry[] {
    return this.#find(scope, (store) => store.parents);
  }

  childScopes(): ReadonlySet<number> {
    return this.#keys((store) => store.parents);
  }

  vaultsAt(scope: number): readonly VaultEntry[] {
    return this.#find(scope, (store) => store.vaults);
  }

  vaultScopes(): ReadonlySet<number> {
    return this.#keys((store) => store.vaults);
  }

  #kept(entries: readonly GrantEntry[]): readonly GrantEntry[] {
    if (this.#without.size === 0) {
      return entries;
    }
    return entries.filter(({ fact: { id, origin } }) => {
      if (this.#without.has(placeKey(origin))) {
        return false;
      }
      const key = id.trim().toLowerCase();
      const isNamed = this.#without.has(key) || this.#without.has(lastSegment(key));
      // A file may give the name alone where the id was asked for.
      return key === '' || !(isNamed || (!key.includes('/') && this.#without.has(`name ${key}`)));
    });
  }

  #isReplaced(source: string, layer: number): boolean {
    return this.#layers.some((store, index) => index > layer && store.sources.has(source));
  }

  #find<V>(key: number, mapOf: (store: FactStore) => SourcedMap<V>): readonly V[] {
    const found: (readonly V[])[] = [];
    for (const [index, store] of this.#layers.entries()) {
      for (const [source, values] of mapOf(store).get(key) ?? []) {
        if (!this.#isReplaced(source, index)) {
          found.push(values);
        }
      }
    }
    return found.length === 1 ? (found[0] ?? []) : found.flat();
  }

  /** Keys under which a layer has something; of replaced sources too, so that what is found there may be nothing. */
  #keys<V>(mapOf: (store: FactStore) => SourcedMap<V>): ReadonlySet<number> {
    const keys = new Set<number>();
    for (const store of this.#layers) {
      for (const key of mapOf(store).keys()) {
        keys.add(key);
      }
    }
    return keys;
  }
}
