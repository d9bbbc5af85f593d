/** What is asked about access to secrets in Databricks: operations, the permission that each needs, and resources. */

/**
 * From the weakest to the strongest: each gives what those before it give
 * (https://docs.databricks.com/aws/en/security/secrets/secrets-acl).
 */
export const SECRET_PERMISSIONS = ['READ', 'WRITE', 'MANAGE'] as const;

export type SecretPermissionLevel = (typeof SECRET_PERMISSIONS)[number];

/** The operations of the Secrets API on a scope, and the weakest permission that allows them. */
export const SECRET_OPERATIONS = {
  'secrets/get': 'READ',
  'secrets/list': 'READ',
  'secrets/put': 'WRITE',
  'secrets/delete': 'WRITE',
  'acls/put': 'MANAGE',
  'acls/get': 'MANAGE',
  'acls/list': 'MANAGE',
  'acls/delete': 'MANAGE',
} as const satisfies Readonly<Record<string, SecretPermissionLevel>>;

export type SecretOperation = keyof typeof SECRET_OPERATIONS;

export interface SecretAccessRequest {
  /** E-mail, application id, or name of a group; compared without case. */
  readonly principal: string;
  readonly operation: SecretOperation;
  /**
   * `databricks:/secrets/SCOPE` or `databricks:/secrets/SCOPE/KEY`. Permissions hold for the whole scope, so the key changes
   * nothing. `databricks:/secrets/SCOPE/acls/PRINCIPAL` is the entry of a principal, for the operations on entries.
   */
  readonly resource: string;
}

export interface SecretResource {
  readonly scope: string;
  readonly key?: string;
  /** Whose permission it is about. */
  readonly entry?: string;
}

const ROOT = 'databricks:/secrets/';
const ENTRY = 'acls/';

/** The operation of that name, in any case. */
export function readSecretOperation(text: string): SecretOperation | undefined {
  const wanted = text.toLowerCase();
  return isSecretOperation(wanted) ? wanted : undefined;
}

function isSecretOperation(text: string): text is SecretOperation {
  return Object.hasOwn(SECRET_OPERATIONS, text);
}

export function isSecretPermission(text: string): text is SecretPermissionLevel {
  return SECRET_PERMISSIONS.some((permission) => permission === text);
}

/** Whether a text may be taken for a permission: that it is one in another case, nobody has verified. */
export function mayBeSecretPermission(text: string): boolean {
  return isSecretPermission(text.trim().toUpperCase());
}

/** Undefined where a text is the address of no scope, secret or entry. */
export function readSecretResource(text: string): SecretResource | undefined {
  if (!text.toLowerCase().startsWith(ROOT)) {
    return undefined;
  }
  const path = text.slice(ROOT.length);
  const slash = path.indexOf('/');
  const [scope, rest] = slash < 0 ? [path, ''] : [path.slice(0, slash), path.slice(slash + 1)];
  if (scope === '' || (slash >= 0 && rest === '')) {
    return undefined;
  }
  if (rest.startsWith(ENTRY)) {
    const entry = rest.slice(ENTRY.length);
    return entry.trim() === '' ? undefined : { scope, entry };
  }
  return rest.includes('/') ? undefined : { scope, ...(rest === '' ? {} : { key: rest }) };
}

/** The address of a scope. */
export function addressOfScope(scope: string): string {
  return ROOT + scope;
}
