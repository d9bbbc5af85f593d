/**
 * Which permission of an access policy a data operation of Azure RBAC corresponds to: the mapping of Microsoft's
 * AccessPolicy-to-RBAC comparison tool (https://github.com/Azure/KeyVault-AccessPolicyToRBAC-CompareTool) and of the REST
 * reference.
 */
import type { AccessPolicy } from '../access-facts.ts';

type Kind = 'keys' | 'secrets' | 'certificates' | 'storage';

export interface PermissionNeed {
  readonly kind: Kind;
  /** One of these is enough. */
  readonly anyOf: readonly string[];
  /**
   * The operation stands for two requests, to get one thing and to list all. At a single thing only the first can be meant;
   * elsewhere both are.
   */
  readonly alsoOf?: readonly string[];
  /** One of these is enough by some of what Microsoft writes, and not by the rest. */
  readonly doubtful?: readonly string[];
}

const need = (kind: Kind, ...anyOf: readonly string[]): PermissionNeed => ({ kind, anyOf });
const getAndList = (kind: Kind): PermissionNeed => ({ kind, anyOf: ['get'], alsoOf: ['list'] });

/** Operations whose last segments name the permission, as in `keys/backup/action`. */
const SAME_NAME: readonly (readonly [Kind, string, readonly string[]])[] = [
  [
    'keys',
    'keys',
    [
      'create',
      'import',
      'rotate',
      'update',
      'recover',
      'purge',
      'backup',
      'restore',
      'encrypt',
      'decrypt',
      'sign',
      'verify',
      'release',
    ],
  ],
  ['secrets', 'secrets', ['recover', 'purge', 'backup', 'restore']],
  ['certificates', 'certificates', ['create', 'import', 'update', 'recover', 'purge', 'backup', 'restore']],
  ['storage', 'storageaccounts', ['regeneratekey', 'recover', 'purge', 'backup', 'restore']],
];

const NEEDS: ReadonlyMap<string, PermissionNeed> = new Map<string, PermissionNeed>([
  ...SAME_NAME.flatMap(([kind, type, permissions]) =>
    permissions.map((permission) => [`${type}/${permission}/action`, need(kind, permission)] as const),
  ),
  ['secrets/setsecret/action', need('secrets', 'set')],
  ['secrets/getsecret/action', need('secrets', 'get')],
  ['secrets/update/action', need('secrets', 'set')],
  ['secrets/readmetadata/action', need('secrets', 'list')],
  ['secrets/delete', need('secrets', 'delete')],
  ['keys/read', getAndList('keys')],
  ['keys/delete', need('keys', 'delete')],
  ['keys/wrap/action', need('keys', 'wrapkey')],
  ['keys/unwrap/action', need('keys', 'unwrapkey')],
  // The reference of the client libraries says get and update, the list of permissions has its own two.
  ['keyrotationpolicies/read', { ...need('keys', 'getrotationpolicy'), doubtful: ['get'] }],
  ['keyrotationpolicies/write', { ...need('keys', 'setrotationpolicy'), doubtful: ['update'] }],
  ['certificates/read', getAndList('certificates')],
  ['certificates/delete', need('certificates', 'delete')],
  ['certificatecontacts/write', need('certificates', 'managecontacts')],
  [
    'certificatecas/read',
    { kind: 'certificates', anyOf: ['getissuers', 'manageissuers'], alsoOf: ['listissuers', 'manageissuers'] },
  ],
  ['certificatecas/write', need('certificates', 'setissuers', 'manageissuers')],
  ['certificatecas/delete', need('certificates', 'deleteissuers', 'manageissuers')],
  ['storageaccounts/read', getAndList('storage')],
  ['storageaccounts/set/action', { kind: 'storage', anyOf: ['set'], alsoOf: ['update'] }],
  ['storageaccounts/delete', need('storage', 'delete')],
  ['storageaccounts/sas/read', { kind: 'storage', anyOf: ['getsas'], alsoOf: ['listsas'] }],
  ['storageaccounts/sas/set/action', need('storage', 'setsas')],
  ['storageaccounts/sas/delete', need('storage', 'deletesas')],
]);

export const VAULT_OPERATIONS = 'microsoft.keyvault/vaults/';
export const HSM_OPERATIONS = 'microsoft.keyvault/managedhsms/';

/** @param operation a data operation in lower case */
export function permissionNeed(operation: string): PermissionNeed | undefined {
  return NEEDS.get(operation.slice(VAULT_OPERATIONS.length));
}

/** The permissions of one kind that a policy gives, in lower case. */
export function permissionsOf(policy: AccessPolicy, kind: Kind): readonly string[] {
  return policy[kind].map((permission) => permission.trim().toLowerCase());
}

export function holdsAny(held: ReadonlySet<string>, wanted: readonly string[]): boolean {
  return held.has('all') || wanted.some((permission) => held.has(permission));
}
