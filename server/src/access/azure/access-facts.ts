/**
 * The facts that decide about access in Azure, as files tell them. A fact is what some file says, with the place where
 * it says so; whether facts fit together is for the evaluator and for what it reports as problems.
 *
 * What nobody says is unknown where a fact has a way to be incomplete: the members of a group, the parent of a management
 * group, the definition of a custom role, a vault. Role assignments and deny assignments have no such way: those that are
 * told are taken for all there are.
 */
import type { Origin } from '../decision.ts';
import type { Permission } from '../facts.ts';

/** Written in a template to be deployed, or exported from what is deployed. */
export type FactState = 'declared' | 'deployed';

/** Every kind that can have no members is the same to the evaluator. */
export type PrincipalKind = 'group' | 'other';

interface Fact {
  readonly origin: Origin;
}

export interface RoleAssignment extends Fact {
  /** Name or resource id, as it is written; what `without` names. Empty where the file gives none. */
  readonly id: string;
  readonly principalId: string;
  /** Where the file says it. A principal that no fact calls a group is none. */
  readonly principalKind?: PrincipalKind;
  /** A resource id that ends in a GUID, a GUID, or the name of a role where the file gives only that. */
  readonly roleDefinitionId: string;
  readonly scope: string;
  readonly condition?: string;
  readonly conditionVersion?: string;
  readonly state: FactState;
}

export interface RoleDefinition extends Fact {
  /** A GUID or a resource id that ends in one. */
  readonly id: string;
  readonly name?: string;
  readonly permissions: readonly Permission[];
  readonly state: FactState;
}

export interface DenyPrincipal {
  readonly id: string;
  readonly kind?: PrincipalKind;
}

/** https://learn.microsoft.com/azure/role-based-access-control/deny-assignments */
export interface DenyAssignment extends Fact {
  readonly id: string;
  readonly name?: string;
  readonly permissions: readonly Permission[];
  readonly scope: string;
  readonly doNotApplyToChildScopes: boolean;
  /** The all-zero GUID stands for everyone. */
  readonly principals: readonly DenyPrincipal[];
  readonly excludePrincipals: readonly DenyPrincipal[];
  /** `audit` only writes a log. */
  readonly effect: 'enforced' | 'audit';
  readonly state: FactState;
}

export interface Group extends Fact {
  readonly id: string;
  /** Principals and groups. One that no fact calls a group is none. */
  readonly members: readonly string[];
  /** Whether these are all members. */
  readonly closed: boolean;
}

export interface ManagementGroupParent extends Fact {
  /** The scope of a management group or of a subscription. */
  readonly child: string;
  /** The scope of a management group; `/` says that the child is the root management group. */
  readonly parent: string;
}

/**
 * Names of one identity: object id, user principal name, display name. A display name that several identities have stands
 * for none of them.
 */
export interface Alias extends Fact {
  readonly names: readonly string[];
}

/** https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
export interface AccessPolicy extends Fact {
  readonly objectId: string;
  /** With it, the policy holds only for the principal when it comes through this application. */
  readonly applicationId?: string;
  readonly keys: readonly string[];
  readonly secrets: readonly string[];
  readonly certificates: readonly string[];
  readonly storage: readonly string[];
}

export type PermissionModel = 'rbac' | 'policy' | 'unknown';

export interface Vault extends Fact {
  readonly scope: string;
  readonly permissionModel: PermissionModel;
  /** Undefined where the file does not say whether there are any, for instance in a list of vaults. */
  readonly accessPolicies: readonly AccessPolicy[] | undefined;
  readonly isHsm: boolean;
}

/** What one source tells. */
export interface AccessFacts {
  readonly roleAssignments?: readonly RoleAssignment[];
  readonly roleDefinitions?: readonly RoleDefinition[];
  readonly denyAssignments?: readonly DenyAssignment[];
  readonly groups?: readonly Group[];
  readonly managementGroupParents?: readonly ManagementGroupParent[];
  readonly aliases?: readonly Alias[];
  readonly vaults?: readonly Vault[];
}
