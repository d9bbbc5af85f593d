/**
 * What the permissions of a vault's access policies allow, as data actions of Azure RBAC. After the table of Microsoft's
 * own comparison tool (https://github.com/Azure/KeyVault-AccessPolicyToRBAC-CompareTool) and the operations' pages
 * (https://learn.microsoft.com/azure/key-vault/general/rbac-migration). Whether a deleted object may be looked at under
 * RBAC is nowhere said for certain, so `get` is the object itself and no more.
 */

/** The objects of a vault, as access policies name them. */
export type VaultObjectKind = 'keys' | 'secrets' | 'certificates' | 'storage';

export const VAULT_OBJECT_KINDS: readonly VaultObjectKind[] = ['keys', 'secrets', 'certificates', 'storage'];

/** The permissions of an access policy, as they are written. */
export type VaultPermissions = Readonly<Partial<Record<VaultObjectKind, readonly string[]>>>;

export const VAULT_PREFIX = 'Microsoft.KeyVault/vaults/';

type Table = Readonly<Record<string, readonly string[]>>;

const KEEPING: Table = {
  backup: ['backup/action'],
  delete: ['delete'],
  purge: ['purge/action'],
  recover: ['recover/action'],
  restore: ['restore/action'],
};

/** Data actions behind the name of the type of object. */
function below(type: string, table: Table): Table {
  return Object.fromEntries(
    Object.entries(table).map(([permission, actions]) => [permission, actions.map((action) => `${type}/${action}`)]),
  );
}

const TABLES: Readonly<Record<VaultObjectKind, Table>> = {
  keys: {
    ...below('keys', {
      ...KEEPING,
      create: ['create/action'],
      decrypt: ['decrypt/action'],
      encrypt: ['encrypt/action'],
      get: ['read'],
      import: ['import/action'],
      list: ['read'],
      release: ['release/action'],
      rotate: ['rotate/action'],
      sign: ['sign/action'],
      unwrapkey: ['unwrap/action'],
      update: ['update/action'],
      verify: ['verify/action'],
      wrapkey: ['wrap/action'],
    }),
    ...below('keyrotationpolicies', { getrotationpolicy: ['read'], setrotationpolicy: ['write'] }),
  },
  secrets: below('secrets', {
    ...KEEPING,
    get: ['getSecret/action'],
    list: ['readMetadata/action'],
    set: ['setSecret/action', 'update/action'],
  }),
  certificates: {
    ...below('certificates', {
      ...KEEPING,
      create: ['create/action'],
      get: ['read'],
      import: ['import/action'],
      list: ['read'],
      update: ['update/action'],
    }),
    ...below('certificatecas', {
      deleteissuers: ['delete'],
      getissuers: ['read'],
      listissuers: ['read'],
      manageissuers: ['delete', 'read', 'write'],
      setissuers: ['write'],
    }),
    ...below('certificatecontacts', { managecontacts: ['write'] }),
  },
  storage: below('storageaccounts', {
    ...KEEPING,
    deletesas: ['sas/delete'],
    get: ['read'],
    getsas: ['sas/read'],
    list: ['read'],
    listsas: ['sas/read'],
    regeneratekey: ['regeneratekey/action'],
    set: ['set/action'],
    setsas: ['sas/set/action'],
    update: ['set/action'],
  }),
};

/** The types of objects that `all` of a kind is about. */
const TYPES: Readonly<Record<VaultObjectKind, readonly string[]>> = {
  keys: ['keys', 'keyrotationpolicies'],
  secrets: ['secrets'],
  certificates: ['certificates', 'certificatecas', 'certificatecontacts'],
  storage: ['storageaccounts'],
};

/** The permissions that there are, in lower case. */
export function permissionsOf(kind: VaultObjectKind): readonly string[] {
  return ['all', ...Object.keys(TABLES[kind])];
}

/**
 * What a permission allows, or undefined where there is none of that name. Names compare without case.
 * @param published the data actions of vaults that Azure publishes, which `all` is all of
 */
export function dataActionsOf(
  kind: VaultObjectKind,
  permission: string,
  published: readonly string[],
): readonly string[] | undefined {
  const name = permission.trim().toLowerCase();
  if (name === 'all') {
    const prefixes = TYPES[kind].map((type) => `${VAULT_PREFIX}${type}/`);
    return published.filter((action) => prefixes.some((prefix) => action.startsWith(prefix)));
  }
  const table = TABLES[kind];
  return Object.hasOwn(table, name) ? table[name]?.map((action) => VAULT_PREFIX + action) : undefined;
}
