/** The facts about access to secrets that the files of a workspace tell, put together from what each of them says. */
import type {
  IdentityAlias,
  SecretAccessFacts,
  SecretFactState,
  WorkspaceGroup,
} from '../access/databricks/secret-access-facts.ts';
import type { Origin } from '../access/decision.ts';
import type { SaidPermission, SaidScope, ScopePlaces, SecretContribution } from './databricks-secret-contribution.ts';

/** What the files say so far; it grows file by file. */
type GatheredFacts = { -readonly [Name in keyof SecretAccessFacts]: Growing<SecretAccessFacts[Name]> };

type Growing<T> = T extends readonly (infer Item)[] ? Item[] : T;

/**
 * @param files in the order in which what they say counts
 * @param fileBeside what stands in a file that another one names
 */
export function gatherSecretAccess(
  files: readonly (readonly [uri: string, said: SecretContribution])[],
  fileBeside: (uri: string, name: string) => readonly [uri: string, said: SecretContribution | undefined],
  hasAllScopes: boolean,
): SecretAccessFacts {
  const facts: GatheredFacts = {
    scopes: [],
    hasAllScopes,
    permissions: [],
    initialManagers: [],
    groups: [],
    admins: undefined,
    aliases: [],
    clusterOwners: [],
    clusters: [],
  };
  for (const [uri, said] of files) {
    for (const [scope, places] of inOrderOfPlace(said)) {
      addScope(facts, uri, scope, places, said.isDeclaration);
      if (scope.aclFile !== undefined) {
        const [aclUri, list] = fileBeside(uri, scope.aclFile);
        addBareAcls(facts, scope, { uri, offset: places.start }, aclUri, list);
      }
    }
    addIdentities(facts, uri, said);
    addClusters(facts, uri, said);
  }
  return facts;
}

const NOWHERE: ScopePlaces = { start: 0, permissions: [] };

/** What is put later replaces what is put before, so that the order in the text counts. */
function inOrderOfPlace({ scopes, places }: SecretContribution): readonly (readonly [SaidScope, ScopePlaces])[] {
  return scopes
    .map((scope, index) => [scope, places.scopes[index] ?? NOWHERE] as const)
    .sort(([, a], [, b]) => a.start - b.start);
}

function addScope(
  facts: GatheredFacts,
  uri: string,
  said: SaidScope,
  places: ScopePlaces,
  isDeclaration: boolean,
): void {
  const { name: scope, hasAllPermissions, creator, isOpenToAll } = said;
  const origin = { uri, offset: places.start };
  const backend = said.backend ?? (said.hasDefaultBackend ? 'DATABRICKS' : undefined);
  facts.scopes.push({ scope, ...(backend === undefined ? {} : { backend }), hasAllPermissions, origin });
  if (creator !== undefined) {
    facts.initialManagers.push({ scope, principal: creator, as: 'creator', origin });
  }
  if (isOpenToAll) {
    facts.initialManagers.push({ scope, principal: 'users', as: 'initial-manage-principal', origin });
  }
  addPermissions(facts, said, said.permissions, uri, places.permissions, isDeclaration ? 'declared' : 'deployed');
}

function addPermissions(
  facts: GatheredFacts,
  { name: scope, principalKind }: SaidScope,
  permissions: readonly SaidPermission[],
  uri: string,
  places: readonly number[],
  state: SecretFactState,
): void {
  const kind = principalKind ? { principalKind } : {};
  for (const [index, { principal, permission }] of permissions.entries()) {
    const origin = { uri, offset: places[index] ?? 0 };
    facts.permissions.push({ scope, principal, ...kind, permission, state, origin });
  }
}

/** An export of permissions does not say of which scope they are: the file that names it does. */
function addBareAcls(
  facts: GatheredFacts,
  said: SaidScope,
  origin: Origin,
  uri: string,
  list: SecretContribution | undefined,
): void {
  if (list?.bareAcls) {
    facts.scopes.push({ scope: said.name, hasAllPermissions: true, origin });
    addPermissions(facts, said, list.bareAcls, uri, list.places.bareAcls, 'deployed');
  }
}

function addIdentities(
  facts: GatheredFacts,
  uri: string,
  { groups, aliases, admins, places }: SecretContribution,
): void {
  for (const [group, members] of groups) {
    const origin = { uri, offset: places.groups.get(group) ?? 0 };
    const fact: WorkspaceGroup = { group, members, closed: true, origin };
    facts.groups.push(fact);
  }
  for (const [name, others] of aliases) {
    const origin = { uri, offset: places.aliases.get(name) ?? 0 };
    const fact: IdentityAlias = { names: [name, ...others], origin };
    facts.aliases.push(fact);
  }
  if (admins) {
    const told = admins.map((principal, index) => ({ principal, origin: { uri, offset: places.admins[index] ?? 0 } }));
    facts.admins = [...(facts.admins ?? []), ...told];
  }
}

function addClusters(facts: GatheredFacts, uri: string, { owners, clusters, places }: SecretContribution): void {
  for (const [cluster, owner] of owners) {
    facts.clusterOwners.push({ cluster, owner, origin: { uri, offset: places.owners.get(cluster) ?? 0 } });
  }
  for (const { name: cluster, owner, secrets, closed, start } of clusters) {
    if (owner) {
      facts.clusterOwners.push({ cluster, owner: owner.name, origin: { uri, offset: owner.start } });
    }
    facts.clusters.push({
      cluster,
      closed,
      origin: { uri, offset: start },
      secrets: secrets.map(({ scope, key, start: offset }) => ({ scope, key, origin: { uri, offset } })),
    });
  }
}
