/**
 * The links of the chain from a principal to what decides about secrets in Databricks, told apart by their ids. Wording is
 * elsewhere.
 *
 * A chain leads from the principal through names and groups to a permission. When access is denied, the chain of what comes
 * nearest is followed by the one link, with effect `deny`, that it fails at.
 */
import type { Effect, Origin } from '../decision.ts';
import type { SecretFactState } from './secret-access-facts.ts';
import type { SecretOperation, SecretPermissionLevel } from './secret-access-request.ts';

interface Link<Id extends string> {
  readonly id: `databricks/${Id}`;
  readonly effect: Effect;
  readonly origin?: Origin;
}

/** The principal has another name. */
export interface AliasLink extends Link<'alias'> {
  readonly name: string;
  readonly otherName: string;
}

export interface GroupMembershipLink extends Link<'group-membership'> {
  readonly member: string;
  readonly group: string;
  /** Whether no file says so: everybody in a workspace is in its group `users`. */
  readonly everybody: boolean;
}

/** Whether the principal belongs to it is unknown, or the name fits several identities. */
export interface DoubtfulMembershipLink extends Link<'doubtful-membership'> {
  readonly principal: string;
  readonly group: string;
}

/** Administrators may manage every scope without a permission on it. */
export interface WorkspaceAdminLink extends Link<'workspace-admin'> {
  readonly principal: string;
}

/** A permission on a scope. */
export interface AclLink extends Link<'acl'> {
  readonly scope: string;
  readonly principal: string;
  readonly permission: string;
  readonly state: SecretFactState;
}

/** A permission that was put before and holds no longer, since the same principal was given another one. */
export interface OverwrittenAclLink extends Link<'overwritten-acl'> {
  readonly scope: string;
  readonly principal: string;
  readonly permission: string;
}

/** Who creates a scope may manage it. */
export interface CreatorLink extends Link<'creator'> {
  readonly scope: string;
  readonly principal: string;
}

/** The scope was created so that everybody may manage it. */
export interface InitialManagerLink extends Link<'initial-manager'> {
  readonly scope: string;
  readonly principal: string;
}

/** What was given at the creation is no longer among the permissions. */
export interface WithdrawnLink extends Link<'withdrawn'> {
  readonly scope: string;
  readonly principal: string;
}

/** The permission is there and does not suffice. */
export interface WeakerPermissionLink extends Link<'weaker-permission'> {
  readonly scope: string;
  readonly has: SecretPermissionLevel;
  readonly needs: SecretPermissionLevel;
}

/** Nobody knows what a permission of this name gives. */
export interface UnknownPermissionLink extends Link<'unknown-permission'> {
  readonly permission: string;
}

/** The permission is on another scope than the one asked about. */
export interface OtherScopeLink extends Link<'other-scope'> {
  readonly scope: string;
  readonly asked: string;
}

/** Nothing comes near. */
export interface NoAclLink extends Link<'no-acl'> {
  readonly scope: string;
  readonly principal: string;
  readonly needs: SecretPermissionLevel;
  /** Whether any fact names the principal at all. */
  readonly principalKnown: boolean;
}

/** Not all permissions on the scope are told. */
export interface IncompleteAclsLink extends Link<'incomplete-acls'> {
  readonly scope: string;
}

/** The request is permitted and fails all the same: the principal has no entry of its own. */
export interface MissingEntryLink extends Link<'missing-entry'> {
  readonly scope: string;
  readonly principal: string;
}

/** There is no such scope, or nobody says that there is. */
export interface UnknownScopeLink extends Link<'unknown-scope'> {
  readonly scope: string;
}

/** What keeps the secrets of a scope, where that matters. */
export interface BackendLink extends Link<'backend'> {
  readonly scope: string;
  /** Undefined where nobody says it, or files say different things. */
  readonly backend: string | undefined;
  readonly operation: SecretOperation;
}

export interface ClusterOwnerLink extends Link<'cluster-owner'> {
  readonly cluster: string;
  /** Undefined where nobody says who it is, or files say different things. */
  readonly owner: string | undefined;
}

/** What the configuration of a cluster refers to. */
export interface ClusterSecretLink extends Link<'cluster-secret'> {
  readonly cluster: string;
  readonly scope: string;
  readonly key: string;
}

export interface MalformedResourceLink extends Link<'malformed-resource'> {
  readonly resource: string;
}

export type SecretReason =
  | AliasLink
  | GroupMembershipLink
  | DoubtfulMembershipLink
  | WorkspaceAdminLink
  | AclLink
  | OverwrittenAclLink
  | CreatorLink
  | InitialManagerLink
  | WithdrawnLink
  | WeakerPermissionLink
  | UnknownPermissionLink
  | OtherScopeLink
  | NoAclLink
  | IncompleteAclsLink
  | MissingEntryLink
  | UnknownScopeLink
  | BackendLink
  | ClusterOwnerLink
  | ClusterSecretLink
  | MalformedResourceLink;
