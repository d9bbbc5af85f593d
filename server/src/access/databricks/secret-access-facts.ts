/**
 * The facts that decide about secrets in a Databricks workspace, as files tell them. A fact is what some file says, with the
 * place where it says so.
 *
 * The order of facts counts: a permission that is put replaces the one that the same principal had
 * (https://docs.databricks.com/aws/en/security/secrets/secrets-acl), so of several the last one holds.
 */
import type { Origin } from '../decision.ts';

/** Written to be deployed, or printed by a workspace. */
export type SecretFactState = 'declared' | 'deployed';

interface Fact {
  readonly origin: Origin;
}

/** What one place says of a secret scope. Names compare without case. */
export interface SecretScopeFact extends Fact {
  readonly scope: string;
  /** `DATABRICKS` or `AZURE_KEYVAULT`, where that is said. */
  readonly backend?: string;
  /** Whether all permissions on it are told. */
  readonly hasAllPermissions: boolean;
}

export interface SecretPermission extends Fact {
  readonly scope: string;
  /** E-mail of a user, application id of a service principal, or name of a group. */
  readonly principal: string;
  /** Where the file says what it is. Every kind that can have no members is the same to the evaluator. */
  readonly principalKind?: 'group' | 'other';
  /**
   * As it is written: READ, WRITE or MANAGE. Whether Databricks takes these in another case is not known; anything else it
   * refuses, so that nothing changes.
   */
  readonly permission: string;
  readonly state: SecretFactState;
}

/**
 * Who may manage a scope from the start: who created it, or everybody where it was created with
 * `initial_manage_principal: users`. It is a permission like others, which may be replaced or deleted afterwards.
 */
export interface InitialManager extends Fact {
  readonly scope: string;
  readonly principal: string;
  readonly as: 'creator' | 'initial-manage-principal';
}

export interface WorkspaceGroup extends Fact {
  readonly group: string;
  /** Principals and groups. */
  readonly members: readonly string[];
  /** Whether these are all members. */
  readonly closed: boolean;
}

/** One that is told to be an administrator of the workspace, or a group of such. */
export interface WorkspaceAdmin extends Fact {
  readonly principal: string;
}

/** Names of one identity in different systems. The first is what it is known by: an e-mail there says that it is a user. */
export interface IdentityAlias extends Fact {
  readonly names: readonly string[];
}

export interface ClusterOwner extends Fact {
  readonly cluster: string;
  readonly owner: string;
}

/** A secret that the configuration of a cluster refers to. */
export interface ClusterSecret extends Fact {
  readonly scope: string;
  readonly key: string;
}

export interface ClusterConfiguration extends Fact {
  readonly cluster: string;
  readonly secrets: readonly ClusterSecret[];
  /** Whether it can refer to no others: nothing is merged into it and nothing worked out later. */
  readonly closed: boolean;
}

export interface SecretAccessFacts {
  readonly scopes: readonly SecretScopeFact[];
  /** Whether these are all scopes that there are. */
  readonly hasAllScopes: boolean;
  readonly permissions: readonly SecretPermission[];
  readonly initialManagers: readonly InitialManager[];
  readonly groups: readonly WorkspaceGroup[];
  /** All of them; undefined where nobody says who they are. */
  readonly admins: readonly WorkspaceAdmin[] | undefined;
  readonly aliases: readonly IdentityAlias[];
  readonly clusterOwners: readonly ClusterOwner[];
  readonly clusters: readonly ClusterConfiguration[];
}

/** Of somebody who knows nothing. */
export const NO_SECRET_FACTS: SecretAccessFacts = {
  scopes: [],
  hasAllScopes: false,
  permissions: [],
  initialManagers: [],
  groups: [],
  admins: undefined,
  aliases: [],
  clusterOwners: [],
  clusters: [],
};
