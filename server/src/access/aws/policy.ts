/**
 * Policies of AWS as files say them, whatever file that is: identity policies, bucket policies, and the trust policies of
 * roles (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html). What is wrong in one is not
 * put right here; a reader leaves out what has no meaning.
 */
import type { Origin } from '../decision.ts';

/** A text of a policy, and where it stands. */
export interface PolicyText {
  readonly text: string;
  /** False where a part of it is filled in later: nobody knows what it matches. */
  readonly known: boolean;
  readonly origin: Origin;
}

export type PrincipalKind = 'AWS' | 'Federated' | 'Service' | 'CanonicalUser';

/** An entry of Principal; `*` where Principal is that and no map. */
export interface PolicyPrincipal extends PolicyText {
  readonly kind: PrincipalKind | '*';
}

/** Action or NotAction, Resource or NotResource, Principal or NotPrincipal. */
export interface PolicyElement<Entry> {
  /** For NotAction, NotResource and NotPrincipal. */
  readonly negated: boolean;
  readonly entries: readonly Entry[];
}

/** One key below one operator. */
export interface ConditionTest {
  /** As it is written, for instance `ForAllValues:StringLike`. */
  readonly operator: string;
  readonly key: string;
  /** False where the operator or the key is filled in later. */
  readonly known: boolean;
  readonly values: readonly PolicyText[];
  readonly origin: Origin;
}

export interface Statement {
  readonly sid?: string;
  readonly effect: 'allow' | 'deny';
  /** Undefined where the element is missing, as it is in identity policies. */
  readonly principals?: PolicyElement<PolicyPrincipal>;
  /** Undefined where the element is missing: the statement then does nothing. */
  readonly actions?: PolicyElement<PolicyText>;
  /** Undefined where the element is missing, as it is in trust policies. */
  readonly resources?: PolicyElement<PolicyText>;
  /** All of them have to hold. */
  readonly conditions: readonly ConditionTest[];
  readonly origin: Origin;
}

export interface Policy {
  /** What it is called, for instance the name of an inline policy or the ARN of a managed one; empty where it has no name. */
  readonly name: string;
  /** Undefined where the element is missing, which AWS takes for 2008-10-17. */
  readonly version: string | undefined;
  readonly statements: readonly Statement[];
  /** False where statements are filled in later or could not be read. */
  readonly complete: boolean;
  readonly origin: Origin;
}

/** A policy of a role. */
export interface AttachedPolicy {
  readonly name: string;
  /** Undefined where no file has the document. */
  readonly document: Policy | undefined;
  readonly origin: Origin;
}

/** What files say of a role or of a user. */
export interface AwsIdentity {
  readonly arn: string;
  readonly policies: readonly AttachedPolicy[];
  /** Whether these are all policies it has. */
  readonly hasAllPolicies: boolean;
  readonly boundary?: AttachedPolicy;
  readonly origin: Origin;
}

export interface AwsRole extends AwsIdentity {
  /** Undefined where no file has it. */
  readonly trust: Policy | undefined;
  /** Seconds; undefined where no file says it, which AWS takes for an hour. */
  readonly maxSessionDuration?: number;
}

/** Only policies of this version have variables; in others `${aws:username}` is just a text. */
export const CURRENT_VERSION = '2012-10-17';
