/**
 * The links of the chain from who asks to what decides in AWS, told apart by their ids. Wording is elsewhere.
 *
 * When access is denied, the statement that comes nearest is followed by one link, with effect `deny`, for each part of
 * it that does not fit. When it is open, the links that hang on what is not known have effect `none`.
 */
import type { Effect, Origin } from '../decision.ts';
import type { Answer } from '../facts.ts';
import type { ArnFlaw, IamKind } from './arn.ts';

/** Which of the policies that decide together. */
export type PolicyRole = 'trust-policy' | 'identity-policy' | 'bucket-policy' | 'permissions-boundary';

interface Link<Id extends string> {
  readonly id: `aws/${Id}`;
  readonly effect: Effect;
  readonly origin?: Origin;
}

/** A statement: one that decides, or the one that comes nearest. */
export interface StatementLink extends Link<'statement'> {
  readonly policy: PolicyRole;
  /** Empty where it has no name. */
  readonly name: string;
  readonly sid?: string;
  /** From 0. */
  readonly index: number;
  readonly statementEffect: 'allow' | 'deny';
  /** Whether it applies. */
  readonly value: Answer;
}

export type PrincipalHint =
  /** The same text but for the case of letters. */
  | 'case'
  /** A provider or role of another account. */
  | 'other-account'
  | 'other-partition'
  /** The right ARN below the wrong key, such as a provider below AWS. */
  | 'wrong-key';

export interface PrincipalLink extends Link<'principal'> {
  /** By which text the statement would have to name who asks. */
  readonly wanted: string;
  readonly written: readonly string[];
  readonly negated: boolean;
  readonly hint?: PrincipalHint;
}

export interface ActionLink extends Link<'action'> {
  readonly wanted: string;
  readonly written: readonly string[];
  readonly negated: boolean;
}

export type ResourceHint =
  /** The ARN of the bucket where the action needs that of an object. */
  | 'bucket-for-object'
  /** The ARN of objects where the action needs that of the bucket. */
  | 'object-for-bucket'
  | 'other-bucket'
  | 'other-key'
  | 'other-partition';

export interface ResourceLink extends Link<'resource'> {
  readonly wanted: string;
  readonly written: readonly string[];
  readonly negated: boolean;
  readonly hint?: ResourceHint;
}

/** One test of a condition. */
export interface ConditionLink extends Link<'condition'> {
  readonly operator: string;
  readonly key: string;
  readonly written: readonly string[];
  readonly actual: readonly string[] | 'absent' | 'unknown';
  readonly value: Answer;
}

/** A policy has no statement that could allow. */
export interface NoStatementLink extends Link<'no-statement'> {
  readonly policy: PolicyRole;
}

/** No file has the document of a policy, or not all of it, or not all policies of a role. */
export interface UnknownPolicyLink extends Link<'unknown-policy'> {
  readonly policy: PolicyRole;
  readonly name: string;
}

/** No file says anything of the bucket: it is taken for one of the role's account that has no policy. */
export interface AssumedBucketLink extends Link<'assumed-bucket'> {
  readonly bucket: string;
}

/** Who asks and what is asked for are in different accounts, so that both have to allow. */
export interface CrossAccountLink extends Link<'cross-account'> {
  readonly from: string;
  readonly to: string;
}

/** Nothing reaches from one partition into another. */
export interface PartitionLink extends Link<'partition'> {
  readonly from: string;
  readonly to: string;
}

/** The action is about buckets and the resource an object, or the other way round. */
export interface ResourceKindLink extends Link<'resource-kind'> {
  readonly action: string;
  readonly resource: string;
  readonly wanted: 'bucket' | 'object';
}

export interface MalformedResourceLink extends Link<'malformed-resource'> {
  readonly resource: string;
}

/** A role that is assumed from another role. */
export interface ChainLink extends Link<'role-chain'> {
  readonly from: string;
  readonly to: string;
}

/** No file says anything of the role. */
export interface UnknownRoleLink extends Link<'unknown-role'> {
  readonly role: string;
  /** Yes: nobody knows. No: it is known that there is none. */
  readonly exists: 'unknown' | 'no';
  /** A role whose name differs by case only, which AWS does not find. */
  readonly otherCase?: string;
}

export interface UnknownProviderLink extends Link<'unknown-provider'> {
  readonly provider: string;
  readonly exists: 'unknown' | 'no';
}

/** The role and the provider are in different accounts or partitions. */
export interface ProviderElsewhereLink extends Link<'provider-elsewhere'> {
  readonly role: string;
  readonly provider: string;
  readonly differs: 'account' | 'partition';
}

/** A value of the role attribute that is no pair. */
export interface RoleAttributeLink extends Link<'role-attribute'> {
  readonly value: string;
  readonly flaw: string;
}

/** The provider stands before the role. */
export interface RoleOrderLink extends Link<'role-order'> {
  readonly role: string;
  readonly provider: string;
}

export interface ArnLink extends Link<'arn'> {
  readonly arn: string;
  readonly kind: IamKind;
  readonly flaw: ArnFlaw;
}

/** A role that IAM Identity Center manages: nobody assumes it with SAML. */
export interface ReservedRoleLink extends Link<'reserved-role'> {
  readonly role: string;
}

/** An attribute of the assertion that STS does not take. */
export interface AttributeLink extends Link<'assertion-attribute'> {
  readonly attribute: string;
  readonly flaw: 'missing' | 'several' | 'form' | 'reserved';
  readonly value?: string;
}

/** A part of the assertion that STS does not take. */
export interface AssertionLink extends Link<'assertion'> {
  readonly part: 'subject' | 'issuer' | 'metadata' | 'expired' | 'not-yet-valid';
  readonly value?: string;
  readonly wanted?: string;
}

export type AwsReason =
  | StatementLink
  | PrincipalLink
  | ActionLink
  | ResourceLink
  | ConditionLink
  | NoStatementLink
  | UnknownPolicyLink
  | AssumedBucketLink
  | CrossAccountLink
  | PartitionLink
  | ResourceKindLink
  | MalformedResourceLink
  | ChainLink
  | UnknownRoleLink
  | UnknownProviderLink
  | ProviderElsewhereLink
  | RoleAttributeLink
  | RoleOrderLink
  | ArnLink
  | ReservedRoleLink
  | AttributeLink
  | AssertionLink;
