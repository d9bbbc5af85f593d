/** The facts about secrets in Databricks, ordered so that a decision looks only at the scope it is about. */
import type { Answer } from '../../facts.ts';
import type {
  ClusterConfiguration,
  ClusterOwner,
  InitialManager,
  SecretAccessFacts,
  SecretPermission,
  SecretScopeFact,
} from '../secret-access-facts.ts';
import { isSecretPermission, mayBeSecretPermission } from '../secret-access-request.ts';
import { addTo } from './grouping.ts';
import { knownSecretPrincipals } from './known-secret-principals.ts';
import { nameKey } from './names.ts';
import { WorkspaceIdentities } from './workspace-identities.ts';

/** The permission of a principal on a scope that holds, and those that it replaced, oldest first. */
export interface AclEntry {
  readonly principal: string;
  readonly fact: SecretPermission;
  readonly replaced: readonly SecretPermission[];
}

/** Who may manage a scope since it was created. */
export interface InitialEntry {
  readonly principal: string;
  readonly fact: InitialManager;
  /** False where other facts say that it is no longer so. */
  readonly holds: boolean;
}

export interface SecretScopeState {
  /** As it is first written. */
  readonly name: string;
  readonly facts: readonly SecretScopeFact[];
  readonly entries: ReadonlyMap<string, AclEntry>;
  /** Permissions that are none in the words of Databricks. */
  readonly odd: readonly SecretPermission[];
  readonly initial: readonly InitialEntry[];
  readonly hasAllPermissions: boolean;
  /** Every backend that some file says it has. */
  readonly backends: readonly string[];
}

export class SecretAccessState {
  readonly facts: SecretAccessFacts;
  readonly identities: WorkspaceIdentities;
  /** By name in lower case, sorted by it. */
  readonly scopes: ReadonlyMap<string, SecretScopeState>;
  readonly owners: ReadonlyMap<string, readonly ClusterOwner[]>;
  readonly clusters: ReadonlyMap<string, readonly ClusterConfiguration[]>;

  #principals: readonly string[] | undefined;
  #scopesByName: ReadonlyMap<string, readonly SecretScopeState[]> | undefined;

  constructor(facts: SecretAccessFacts) {
    this.facts = facts;
    this.identities = new WorkspaceIdentities(facts, namesIn(facts));
    this.scopes = readScopes(facts);
    this.owners = groupBy(facts.clusterOwners, ({ cluster }) => cluster.toLowerCase());
    this.clusters = groupBy(facts.clusters, ({ cluster }) => cluster.toLowerCase());
  }

  /** Every principal that some fact names. */
  get principals(): readonly string[] {
    this.#principals ??= knownSecretPrincipals(this.identities);
    return this.#principals;
  }

  /** The scopes on which a name has something, sorted. */
  scopesWith(name: string): readonly SecretScopeState[] {
    this.#scopesByName ??= this.#readScopesByName();
    return this.#scopesByName.get(name) ?? [];
  }

  scope(name: string): SecretScopeState | undefined {
    return this.scopes.get(name.toLowerCase());
  }

  hasScope(name: string): Answer {
    return this.scope(name) ? 'yes' : this.facts.hasAllScopes ? 'no' : 'unknown';
  }

  #readScopesByName(): ReadonlyMap<string, readonly SecretScopeState[]> {
    const found = new Map<string, SecretScopeState[]>();
    for (const scope of this.scopes.values()) {
      for (const name of new Set([...scope.entries.keys(), ...scope.initial.map(({ principal }) => principal)])) {
        addTo(found, name, scope);
      }
    }
    return found;
  }
}

const states = new WeakMap<SecretAccessFacts, SecretAccessState>();

/** Worked out once for the same facts. */
export function stateOf(facts: SecretAccessFacts): SecretAccessState {
  const state = states.get(facts) ?? new SecretAccessState(facts);
  states.set(facts, state);
  return state;
}

/** Principals that facts about something else name. */
function* namesIn({ initialManagers, clusterOwners }: SecretAccessFacts): Generator<string> {
  for (const { principal } of initialManagers) {
    yield principal;
  }
  for (const { owner } of clusterOwners) {
    yield owner;
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const lists = new Map<string, T[]>();
  for (const item of items) {
    addTo(lists, keyOf(item), item);
  }
  return lists;
}

function readScopes({ scopes, permissions, initialManagers }: SecretAccessFacts): Map<string, SecretScopeState> {
  const keyOf = ({ scope }: { readonly scope: string }): string => scope.toLowerCase();
  const [told, put, initial] = [groupBy(scopes, keyOf), groupBy(permissions, keyOf), groupBy(initialManagers, keyOf)];
  const keys = [...new Set([...told.keys(), ...put.keys(), ...initial.keys()])].sort();
  return new Map(keys.map((key) => [key, readScope(told.get(key) ?? [], put.get(key) ?? [], initial.get(key) ?? [])]));
}

function readScope(
  facts: readonly SecretScopeFact[],
  permissions: readonly SecretPermission[],
  managers: readonly InitialManager[],
): SecretScopeState {
  const entries = readEntries(permissions);
  const hasAllPermissions = facts.some((fact) => fact.hasAllPermissions);
  return {
    name: (facts[0] ?? permissions[0] ?? managers[0])?.scope ?? '',
    facts,
    entries,
    odd: permissions.filter(({ permission }) => !isSecretPermission(permission)),
    initial: managers.map((fact): InitialEntry => {
      const principal = nameKey(fact.principal);
      // What was given at the creation was the first of all: any other word on it is a later one.
      return { principal, fact, holds: !hasAllPermissions && !entries.has(principal) };
    }),
    hasAllPermissions,
    backends: [...new Set(facts.flatMap(({ backend }) => backend ?? []))],
  };
}

function readEntries(permissions: readonly SecretPermission[]): ReadonlyMap<string, AclEntry> {
  const entries = new Map<string, AclEntry>();
  // What Databricks refuses replaces nothing.
  const taken = permissions.filter(({ permission }) => mayBeSecretPermission(permission));
  for (const [principal, facts] of groupBy(taken, (fact) => nameKey(fact.principal))) {
    const fact = facts.at(-1);
    if (fact && principal !== '') {
      entries.set(principal, { principal, fact, replaced: facts.slice(0, -1) });
    }
  }
  return entries;
}
