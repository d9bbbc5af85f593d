/** What a file says of one secret scope. */

export interface SaidPermission {
  readonly principal: string;
  readonly permission: string;
}

export interface SaidScope {
  readonly name: string;
  readonly backend: string | undefined;
  /** Whether it is made without saying what keeps its secrets, so that Databricks does. */
  readonly hasDefaultBackend: boolean;
  readonly creator: string | undefined;
  /** Whether it is made for everybody to manage. */
  readonly isOpenToAll: boolean;
  readonly keys: readonly string[];
  readonly hasAllKeys: boolean;
  readonly permissions: readonly SaidPermission[];
  /** What has the permissions, where the place takes only one kind. */
  readonly principalKind: 'group' | 'other' | undefined;
  readonly hasAllPermissions: boolean;
  /** The export that lists its keys, or its permissions. */
  readonly keyFile: string | undefined;
  readonly aclFile: string | undefined;
}

/** Offsets in the file of a scope and of the permissions on it. */
export interface ScopePlaces {
  readonly start: number;
  readonly permissions: readonly number[];
}

/** A scope of which only some is said. */
export function said(name: string, more: Partial<SaidScope>): SaidScope {
  return {
    name,
    backend: undefined,
    hasDefaultBackend: false,
    creator: undefined,
    isOpenToAll: false,
    keys: [],
    hasAllKeys: false,
    permissions: [],
    principalKind: undefined,
    hasAllPermissions: false,
    keyFile: undefined,
    aclFile: undefined,
    ...more,
  };
}
