/** What STS refuses an assertion for, before it asks any trust policy. */
import type { Origin, Unknown } from '../decision.ts';
import type { Assertion } from './assertion.ts';
import { attributeNamed } from './assertion.ts';
import type { AwsReason } from './aws-reason.ts';
import type { AwsRole } from './policy.ts';
import {
  isSessionName,
  isSourceIdentity,
  type RolePair,
  SESSION_NAME_ATTRIBUTE,
  SOURCE_IDENTITY_ATTRIBUTE,
} from './role-attribute.ts';

/** What files say of a SAML provider of an account. */
export interface SamlProvider {
  readonly arn: string;
  /** The issuer of the metadata, where a file has it. */
  readonly entityId?: string;
  /** Until when the metadata are valid, in milliseconds of epoch time. */
  readonly validUntil?: number;
  readonly origin?: Origin;
}

/** What is known of the accounts. */
export interface FederationFacts {
  /** `none` where all roles of its account are known and it is not among them. */
  role(arn: string): AwsRole | 'none' | 'unknown';
  /** A role whose ARN differs by case only. */
  roleInOtherCase(arn: string): string | undefined;
  /** `none` where all providers of its account are known and it is not among them. */
  provider(arn: string): SamlProvider | 'none' | 'unknown';
  /** Milliseconds of epoch time; undefined where nobody asks whether something is still valid. */
  readonly now?: number;
}

/** What is wrong with the assertion itself, whatever the role. */
export function checkTokens(assertion: Assertion, { now }: FederationFacts): AwsReason | undefined {
  const { notBefore, notOnOrAfter } = assertion;
  const at = assertion.origin ? { origin: assertion.origin } : {};
  if (now !== undefined && notOnOrAfter !== undefined && notOnOrAfter <= now) {
    return { id: 'aws/assertion', effect: 'deny', part: 'expired', ...at };
  }
  if (now !== undefined && notBefore !== undefined && notBefore > now) {
    return { id: 'aws/assertion', effect: 'deny', part: 'not-yet-valid', ...at };
  }
  return (
    checkAttribute(assertion, SESSION_NAME_ATTRIBUTE, true, isSessionName) ??
    checkAttribute(assertion, SOURCE_IDENTITY_ATTRIBUTE, false, isSourceIdentity)
  );
}

/** An attribute that has exactly one value of a form. */
function checkAttribute(
  assertion: Assertion,
  name: string,
  isRequired: boolean,
  isRight: (value: string) => boolean,
): AwsReason | undefined {
  const attribute = attributeNamed(assertion, name);
  const certain = attribute?.values.filter((one) => one.certain) ?? [];
  const link = { id: 'aws/assertion-attribute', effect: 'deny', attribute: name } as const;
  const at = attribute?.origin ? { origin: attribute.origin } : {};
  const areAll = attribute
    ? attribute.complete && certain.length === attribute.values.length
    : assertion.hasAllAttributes;
  if (certain.length === 0) {
    return areAll && (isRequired || attribute) ? { ...link, flaw: 'missing', ...at } : undefined;
  }
  if (certain.length > 1) {
    return { ...link, flaw: 'several', ...at };
  }
  const [value] = certain;
  return value && areAll && !isRight(value.text) ? { ...link, flaw: 'form', value: value.text, ...at } : undefined;
}

export interface CheckedProvider {
  /** With effect `deny` where STS refuses it. */
  readonly reason: AwsReason | undefined;
  readonly unknowns: readonly Unknown[];
}

/**
 * Whether there is such a provider and the assertion is from it. Where no file says anything of it, it is taken to be right;
 * what is unknown is told.
 */
export function checkProvider(
  { provider: arn }: RolePair,
  { issuer, origin }: Assertion,
  { provider, now }: FederationFacts,
): CheckedProvider {
  const found = provider(arn);
  if (typeof found === 'string') {
    const isNone = found === 'none';
    return {
      reason: {
        id: 'aws/unknown-provider',
        effect: isNone ? 'deny' : 'none',
        provider: arn,
        exists: isNone ? 'no' : 'unknown',
      },
      unknowns: isNone ? [] : [{ kind: 'saml-provider', subject: arn }],
    };
  }
  const { entityId, validUntil } = found;
  const at = origin ? { origin } : {};
  if (issuer !== undefined && entityId !== undefined && issuer !== entityId) {
    const reason: AwsReason = {
      id: 'aws/assertion',
      effect: 'deny',
      part: 'issuer',
      value: issuer,
      wanted: entityId,
      ...at,
    };
    return { reason, unknowns: [] };
  }
  if (now !== undefined && validUntil !== undefined && validUntil <= now) {
    const place = found.origin ? { origin: found.origin } : {};
    return { reason: { id: 'aws/assertion', effect: 'deny', part: 'metadata', ...place }, unknowns: [] };
  }
  return { reason: undefined, unknowns: [] };
}
