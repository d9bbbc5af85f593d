/**
 * What may be asked about the world outside one file. The catalogue and the inventory answer; the server and the
 * command line inject them. A fact is yes, no or unknown, and only a definite no may lead to a finding.
 */
import type { AccessPort } from './access-port.ts';
import type { OperationPattern, Plane } from './azure/operation-pattern.ts';

/** A published operation of Azure. */
export interface Operation {
  /** The name as Azure writes it, for instance `Microsoft.KeyVault/vaults/read`. */
  readonly name: string;
  /** One plane, or both: 13 names are in both. */
  readonly planes: readonly Plane[];
  /** False where the plane was inferred and not read from Azure: never the ground of a finding. */
  readonly planeVerified: boolean;
}

/** An operation that Azure once published and does not any more. */
export interface RetiredOperation {
  readonly name: string;
  readonly plane: Plane;
  /** The last day on which it was seen, `YYYY-MM-DD`. */
  readonly lastSeen: string;
}

/** How many published operations an entry matches. */
export interface OperationCount {
  readonly control: number;
  readonly data: number;
  /** How many of all these have a plane that is only inferred. */
  readonly unverified: number;
}

/** A name that may follow in a path of an operation. */
export interface OperationSegment {
  /** One segment, or several where there is no choice between them. */
  readonly text: string;
  /** The whole operation, where one ends with this segment. */
  readonly operation?: Operation;
  /** How many operations begin with the path up to and including this segment. */
  readonly count: number;
}

export interface OperationFacts {
  /** The day of the list, `YYYY-MM-DD`. */
  readonly date: string;
  /** @param key a name in lower case */
  find(key: string): Operation | undefined;
  /** How many operations there are. */
  readonly size: number;
  /** The operation with a number, from 0 and below `size`. */
  at(number: number): Operation | undefined;
  /** @param key a name in lower case */
  numberOf(key: string): number | undefined;
  /**
   * Gives the numbers and planes of the operations that a pattern matches, as it stands: here a star is never no segment.
   */
  visit(pattern: OperationPattern, visit: (number: number, planes: readonly Plane[]) => void): void;
  /** Counts what a pattern matches; where nothing does, in the reading that lets a star segment stand for none. */
  count(pattern: OperationPattern): OperationCount;
  /** The operations of a plane that a pattern matches, in the order of the list. */
  list(pattern: OperationPattern, plane: Plane): readonly Operation[];
  /** Published names within a typing error of a name or pattern, best first. */
  nearest(pattern: OperationPattern, plane: Plane): readonly string[];
  /** The retired operation that an entry names, or the last retired one of those that it matches. */
  retired(pattern: OperationPattern): RetiredOperation | undefined;
  /**
   * What may follow a path in a plane.
   * @param path segments in lower case, each closed by a slash; empty for the providers
   */
  segments(path: string, plane: Plane): readonly OperationSegment[];
}

/** One block of a role: what it grants, less what it excludes. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
  readonly condition?: string;
  readonly conditionVersion?: string;
}

export interface BuiltInRole {
  /** GUID in lower case. */
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/** A name that a role had until a day. */
export interface FormerName {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** `YYYY-MM-DD`; empty where all that is known is that it was before 2022. */
  readonly date: string;
}

/** A built-in role that lists once had and do not have now. */
export interface UnlistedRole {
  readonly id: string;
  readonly name: string;
}

export interface RoleFacts {
  readonly date: string;
  /** Every built-in role, sorted by name. */
  all(): readonly BuiltInRole[];
  byId(id: string): BuiltInRole | undefined;
  /** Compares without case and without blanks around. */
  byName(name: string): BuiltInRole | undefined;
  /** The roles that had a name before; several where it was given on. */
  byFormerName(name: string): readonly FormerName[];
  /** The names a role had, oldest first. */
  formerNames(id: string): readonly FormerName[];
  unlisted(id: string): UnlistedRole | undefined;
  /** Those that lists do not have now, by their last name. Compares as `byName` does. */
  unlistedByName(name: string): readonly UnlistedRole[];
  /** Every name that a role has or had. */
  everyName(): readonly string[];
}

/** Yes, no, or that nobody knows. */
export type Answer = 'yes' | 'no' | 'unknown';

/** A permission on a secret scope, as it is given. */
export interface ScopePermission {
  readonly principal: string;
  /** READ, WRITE or MANAGE. */
  readonly permission: string;
}

/** What is known of a secret scope. Names compare without case. */
export interface KnownSecretScope {
  /** As it was first written. */
  readonly name: string;
  /** `DATABRICKS` or `AZURE_KEYVAULT`, where that is known. */
  readonly backend: string | undefined;
  /** The keys that are known, as they were first written, in order. */
  readonly keys: readonly string[];
  /** Whether these are all keys it has. */
  readonly hasAllKeys: boolean;
  readonly permissions: readonly ScopePermission[];
  /** Whether these are all permissions on it. */
  readonly hasAllPermissions: boolean;
}

/** What the files of a workspace say about its Databricks secrets. */
export interface SecretFacts {
  /** The scopes that are known, sorted by name. */
  scopes(): readonly KnownSecretScope[];
  scope(name: string): KnownSecretScope | undefined;
  hasScope(name: string): Answer;
  hasKey(scope: string, key: string): Answer;
  /** Whether a principal may read the scope, through groups and as an administrator. */
  mayRead(principal: string, scope: string): Answer;
  /** Who owns a cluster, where a file says so. */
  ownerOf(cluster: string): string | undefined;
}

/** Facts of somebody who knows of no secrets. */
const NO_SECRETS: SecretFacts = {
  scopes: () => [],
  scope: () => undefined,
  hasScope: () => 'unknown',
  hasKey: () => 'unknown',
  mayRead: () => 'unknown',
  ownerOf: () => undefined,
};

/** A role that a file of the workspace defines. */
export interface CustomRole {
  /** The file. */
  readonly uri: string;
  /** GUID in lower case, where the file says it. */
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** The scopes where it may be assigned that are known, in lower case and without a slash at the end. */
  readonly scopes: readonly string[];
  /** Whether these are all. */
  readonly hasAllScopes: boolean;
  readonly hasDataActions: boolean;
}

/** What a custom role grants, as its definition says it. */
export interface CustomGrants {
  /** What is known. */
  readonly permissions: readonly Permission[];
  /** Whether that is all: nothing of it is filled in elsewhere. */
  readonly complete: boolean;
}

/** What the files of a workspace say of custom roles. That one is not among them says nothing. */
export interface CustomRoleFacts {
  all(): readonly CustomRole[];
  byId(id: string): readonly CustomRole[];
  /** Compares without case and without blanks around. */
  byName(name: string): readonly CustomRole[];
  /** What one of these roles grants. Its change alone is no change of the role. */
  grantsOf(role: CustomRole): CustomGrants;
}

const NO_CUSTOM_ROLES: CustomRoleFacts = {
  all: () => [],
  byId: () => [],
  byName: () => [],
  grantsOf: () => ({ permissions: [], complete: false }),
};

/** What files say of the identity provider. */
export interface FederationGroups {
  /** The groups that are known, as they are written, in order. Nobody says that these are all. */
  groupNames(): readonly string[];
}

const NO_GROUPS: FederationGroups = { groupNames: () => [] };

/** What the files of a workspace say of each other. */
export interface WorkspaceFacts {
  readonly secrets: SecretFacts;
  readonly customRoles: CustomRoleFacts;
  readonly federation: FederationGroups;
}

/** Facts of somebody who knows no other file. */
export const NO_WORKSPACE: WorkspaceFacts = {
  secrets: NO_SECRETS,
  customRoles: NO_CUSTOM_ROLES,
  federation: NO_GROUPS,
};

/** Everything a rule may ask. */
export interface Facts extends WorkspaceFacts {
  readonly operations: OperationFacts;
  readonly roles: RoleFacts;
  readonly access: AccessPort;
}

/** The same facts with what is known of a workspace; nothing is asked of them yet. */
export function withWorkspace(facts: Facts, { secrets, customRoles, federation }: WorkspaceFacts): Facts {
  return {
    secrets,
    customRoles,
    federation,
    access: facts.access,
    get operations() {
      return facts.operations;
    },
    get roles() {
      return facts.roles;
    },
  };
}

/** The same facts with somebody who answers questions about access. */
export function withAccess(facts: Facts, access: AccessPort): Facts {
  return { ...withWorkspace(facts, facts), access };
}
