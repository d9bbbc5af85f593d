/**
 * The links of the chain from a principal to what decides in Azure, told apart by their ids. Wording is elsewhere.
 *
 * A chain leads from the principal through names and groups to the assignment, the entry of its role and its condition. When
 * access is denied, the chain of what comes nearest is followed by the one link, with effect `deny`, that it fails at.
 */
import type { Effect, Origin } from '../decision.ts';
import type { Answer } from '../facts.ts';
import type { FactState, PermissionModel } from './access-facts.ts';
import type { Plane } from './operation-pattern.ts';

interface Link<Id extends string> {
  readonly id: `azure/${Id}`;
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
}

/** Whether the principal belongs to it is unknown, or the name fits several identities. */
export interface DoubtfulMembershipLink extends Link<'doubtful-membership'> {
  readonly principal: string;
  readonly group: string;
}

export interface RoleAssignmentLink extends Link<'role-assignment'> {
  readonly assignment: string;
  readonly principal: string;
  readonly roleDefinition: string;
  readonly roleName?: string;
  readonly scope: string;
  /** Whether the scope is above the resource. */
  readonly inherited: boolean;
  readonly state: FactState;
}

/** A file says that a management group, or a subscription, is below another. */
export interface ManagementGroupParentLink extends Link<'management-group-parent'> {
  readonly child: string;
  readonly parent: string;
}

/** Where the tree of management groups ends for want of facts. */
export interface ManagementGroupGapLink extends Link<'management-group-gap'> {
  readonly child: string;
}

/** The entry of the role that gives the operation. */
export interface RoleEntryLink extends Link<'role-entry'> {
  readonly role: string;
  readonly roleName?: string;
  readonly entry: string;
  readonly plane: Plane;
  /** Which block of the role, from 0. */
  readonly block: number;
  readonly builtIn: boolean;
}

export interface UnknownRoleLink extends Link<'unknown-role'> {
  readonly roleDefinition: string;
  /** Whether files say different things of it, so that none of them is believed. */
  readonly contradictory: boolean;
}

export interface ConditionLink extends Link<'condition'> {
  readonly condition: string;
  readonly on: 'role-assignment' | 'role' | 'deny-assignment';
  readonly value: Answer;
  readonly missing: readonly string[];
}

/** A grant with a condition where only an unconditioned one will do. */
export interface RestrictedLink extends Link<'restricted'> {
  readonly condition: string;
  readonly on: 'role-assignment' | 'role';
}

export interface ExcludedLink extends Link<'excluded'> {
  readonly role: string;
  readonly roleName?: string;
  /** The entry that grants, and the one that takes it away again. */
  readonly entry: string;
  readonly exclusion: string;
  readonly plane: Plane;
}

export interface WrongPlaneLink extends Link<'wrong-plane'> {
  readonly role: string;
  readonly roleName?: string;
  readonly entry: string;
  /** The plane of the entry, which is not the one that was asked for. */
  readonly plane: Plane;
}

/** The assignment is at a scope that does not hold the resource. */
export interface OtherScopeLink extends Link<'other-scope'> {
  readonly scope: string;
  readonly resource: string;
  readonly relation: 'below' | 'elsewhere';
}

export interface DenyAssignmentLink extends Link<'deny-assignment'> {
  readonly assignment: string;
  readonly name?: string;
  readonly scope: string;
  readonly everyone: boolean;
  /** Unknown: facts are missing that would say whether it applies. */
  readonly applies: 'yes' | 'unknown';
}

export interface AccessPolicyLink extends Link<'access-policy'> {
  readonly vault: string;
  readonly principal: string;
  /** For instance `secrets/get`. */
  readonly permissions: readonly string[];
  readonly applicationId?: string;
}

/** Which model a vault uses, where that matters. */
export interface PermissionModelLink extends Link<'permission-model'> {
  readonly vault: string;
  readonly model: PermissionModel;
}

/** Decided by something that is no part of Azure RBAC. */
export interface OutOfScopeLink extends Link<'out-of-scope'> {
  readonly subject: 'managed-hsm';
  readonly resource: string;
}

/** One of several operations that a question needs; the links up to the next of these are its chain. */
export interface RequiredOperationLink extends Link<'required-operation'> {
  readonly operation: string;
  /** Only a grant without a condition will do. */
  readonly unrestricted: boolean;
}

/** Nothing comes near. */
export interface NoGrantLink extends Link<'no-grant'> {
  readonly principal: string;
  /** Whether any fact names the principal at all. */
  readonly principalKnown: boolean;
}

export interface MalformedResourceLink extends Link<'malformed-resource'> {
  readonly resource: string;
}

export type AzureReason =
  | AliasLink
  | GroupMembershipLink
  | DoubtfulMembershipLink
  | RoleAssignmentLink
  | ManagementGroupParentLink
  | ManagementGroupGapLink
  | RoleEntryLink
  | UnknownRoleLink
  | ConditionLink
  | RestrictedLink
  | ExcludedLink
  | WrongPlaneLink
  | OtherScopeLink
  | DenyAssignmentLink
  | AccessPolicyLink
  | PermissionModelLink
  | OutOfScopeLink
  | RequiredOperationLink
  | NoGrantLink
  | MalformedResourceLink;
