/** The facts about access to secrets that the files of a workspace tell, put together from what each of them says. */
import type {
  ClusterConfiguration,
  ClusterOwner,
  IdentityAlias,
  InitialManager,
  SecretAccessFacts,
  SecretPermission,
  SecretScopeFact,
  WorkspaceAdmin,
  WorkspaceGroup,
} from '../access/databricks/secret-access-facts.ts';
import type { Origin } from '../access/decision.ts';
import type { SaidCluster } from './databricks-cluster-contribution.ts';
import type { SaidPermission, SaidScope, ScopePlaces } from './databricks-said-scope.ts';
import type { SecretContribution } from './databricks-secret-contribution.ts';

/**
 * @param files in the order in which what they say counts
 * @param fileBeside what stands in a file that another one names
 */
export function gatherSecretAccess(
  files: readonly (readonly [uri: string, said: SecretContribution])[],
  fileBeside: (uri: string, name: string) => readonly [uri: string, said: SecretContribution | undefined],
  hasAllScopes: boolean,
): SecretAccessFacts {
  const parts = files.flatMap(([uri, said]) => [
    factsOfFile(uri, said),
    ...said.scopes.flatMap((scope, index) =>
      scope.aclFile === undefined ? [] : namedAcls(uri, said, index, ...fileBeside(uri, scope.aclFile)),
    ),
  ]);
  const admins = parts.flatMap((part) => (part.admins ? [part.admins] : []));
  return {
    scopes: parts.flatMap(({ scopes }) => scopes),
    hasAllScopes,
    permissions: parts.flatMap(({ permissions }) => permissions),
    initialManagers: parts.flatMap(({ initialManagers }) => initialManagers),
    groups: parts.flatMap(({ groups }) => groups),
    admins: admins.length > 0 ? admins.flat() : undefined,
    aliases: parts.flatMap(({ aliases }) => aliases),
    clusterOwners: parts.flatMap(({ clusterOwners }) => clusterOwners),
    clusters: parts.flatMap(({ clusters }) => clusters),
  };
}

type PartialFacts = Omit<SecretAccessFacts, 'hasAllScopes'>;

const NOTHING_TOLD: PartialFacts = {
  scopes: [],
  permissions: [],
  initialManagers: [],
  groups: [],
  admins: undefined,
  aliases: [],
  clusterOwners: [],
  clusters: [],
};

// What a file says stays the same until it changes, and one file changes at a time.
const known = new WeakMap<SecretContribution, PartialFacts>();

function factsOfFile(uri: string, said: SecretContribution): PartialFacts {
  const facts = known.get(said) ?? readFacts(uri, said);
  known.set(said, facts);
  return facts;
}

function readFacts(uri: string, said: SecretContribution): PartialFacts {
  const places = said.places();
  const at = (offset: number | undefined): Origin => ({ uri, offset: offset ?? 0 });
  const clusters = said.clusters();
  const scopes = inOrderOfPlace(said.scopes, places.scopes);
  return {
    scopes: scopes.map(([scope, { start }]) => scopeFact(scope, at(start))),
    permissions: scopes.flatMap(([scope, { permissions }]) =>
      permissionFacts(uri, scope, scope.permissions, permissions, said.isDeclaration),
    ),
    initialManagers: scopes.flatMap(([scope, { start }]) => initialManagersOf(scope, at(start))),
    groups: [...said.groups].map(
      ([group, members]): WorkspaceGroup => ({ group, members, closed: true, origin: at(places.groups.get(group)) }),
    ),
    admins: said.admins?.map((principal, index): WorkspaceAdmin => ({ principal, origin: at(places.admins[index]) })),
    aliases: [...said.aliases].map(
      ([name, others]): IdentityAlias => ({ names: [name, ...others], origin: at(places.aliases.get(name)) }),
    ),
    clusterOwners: [
      ...[...said.owners].map(([cluster, owner]) => ({ cluster, owner, origin: at(places.owners.get(cluster)) })),
      ...clusters.flatMap((cluster) => ownerOf(uri, cluster) ?? []),
    ],
    clusters: clusters.map((cluster) => configurationOf(uri, cluster)),
  };
}

const NOWHERE: ScopePlaces = { start: 0, permissions: [] };

/** What is put later replaces what is put before, so that the order in the text counts. */
function inOrderOfPlace(
  scopes: readonly SaidScope[],
  places: readonly ScopePlaces[],
): readonly (readonly [SaidScope, ScopePlaces])[] {
  return scopes
    .map((scope, index) => [scope, places[index] ?? NOWHERE] as const)
    .sort(([, a], [, b]) => a.start - b.start);
}

function scopeFact({ name, hasAllPermissions, ...said }: SaidScope, origin: Origin): SecretScopeFact {
  const backend = said.backend ?? (said.hasDefaultBackend ? 'DATABRICKS' : undefined);
  return { scope: name, ...(backend === undefined ? {} : { backend }), hasAllPermissions, origin };
}

function permissionFacts(
  uri: string,
  { name: scope, principalKind }: SaidScope,
  permissions: readonly SaidPermission[],
  places: readonly number[],
  isDeclaration: boolean,
): readonly SecretPermission[] {
  return permissions.map(({ principal, permission }, index) => ({
    scope,
    principal,
    ...(principalKind ? { principalKind } : {}),
    permission,
    state: isDeclaration ? 'declared' : 'deployed',
    origin: { uri, offset: places[index] ?? 0 },
  }));
}

function initialManagersOf({ name: scope, creator, isOpenToAll }: SaidScope, origin: Origin): InitialManager[] {
  return [
    ...(creator === undefined ? [] : [{ scope, principal: creator, as: 'creator', origin } as const]),
    ...(isOpenToAll ? [{ scope, principal: 'users', as: 'initial-manage-principal', origin } as const] : []),
  ];
}

/** An export of permissions does not say of which scope they are: the file that names it does. */
function namedAcls(
  uri: string,
  { scopes, places }: SecretContribution,
  index: number,
  listUri: string,
  list: SecretContribution | undefined,
): readonly PartialFacts[] {
  const scope = scopes[index];
  if (!scope || !list?.bareAcls) {
    return [];
  }
  const origin = { uri, offset: places().scopes[index]?.start ?? 0 };
  return [
    {
      ...NOTHING_TOLD,
      scopes: [{ scope: scope.name, hasAllPermissions: true, origin }],
      permissions: permissionFacts(listUri, scope, list.bareAcls, list.places().bareAcls, false),
    },
  ];
}

function ownerOf(uri: string, { name: cluster, owner }: SaidCluster): ClusterOwner | undefined {
  return owner && { cluster, owner: owner.name, origin: { uri, offset: owner.start } };
}

function configurationOf(uri: string, { name: cluster, secrets, closed, start }: SaidCluster): ClusterConfiguration {
  return {
    cluster,
    secrets: secrets.map(({ scope, key, start: offset }) => ({ scope, key, origin: { uri, offset } })),
    closed,
    origin: { uri, offset: start },
  };
}
