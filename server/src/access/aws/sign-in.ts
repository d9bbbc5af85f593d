/**
 * Plays the federation of Databricks with AWS for an assertion: every role that it names is tried as STS would, and what comes
 * back is the value of `X-Databricks-PassThrough-Error`
 * (https://docs.databricks.com/archive/credential-passthrough/iam-federation.html#troubleshooting).
 */
import type { Unknown } from '../decision.ts';
import { withoutRepeats } from './access-decision.ts';
import { parseIamArn } from './arn.ts';
import { type Assertion, attributeNamed, contextOfAssertion, sessionTagsOf } from './assertion.ts';
import { checkProvider, checkTokens, type FederationFacts } from './assertion-check.ts';
import type { AwsReason } from './aws-reason.ts';
import type { AwsRole } from './policy.ts';
import {
  isReservedRole,
  parseRoleValue,
  ROLE_ATTRIBUTE,
  type RolePair,
  SESSION_DURATION_ATTRIBUTE,
  SESSION_NAME_ATTRIBUTE,
  SOURCE_IDENTITY_ATTRIBUTE,
} from './role-attribute.ts';
import { decideDuration, type SessionDuration } from './session-duration.ts';
import { type AssumeAction, decideTrust } from './trust-decision.ts';

/** The four values of the header. What the last one is called in English is not documented: it is a sentence there. */
export type HeaderValue = 'ValidationError' | 'InvalidIdentityToken' | 'AccessDenied' | 'MalformedRoleAttribute';
export type SignInOutcome = 'assumed' | HeaderValue | 'undetermined';

export interface SignInRole {
  /** The value of the attribute. */
  readonly value: string;
  /** False where it hangs on what is not known whether the value is sent at all. */
  readonly certain: boolean;
  readonly role: string | undefined;
  readonly provider: string | undefined;
  readonly outcome: SignInOutcome;
  readonly reasons: readonly AwsReason[];
  readonly unknowns: readonly Unknown[];
  /** How long the session lasts, where it begins. */
  readonly duration: SessionDuration | undefined;
}

export interface SignIn {
  /** That of the first role that fails; null where none does. */
  readonly header: HeaderValue | null;
  /** Whether what is not known might change the header. */
  readonly isOpen: boolean;
  /** In the order of the attribute. */
  readonly roles: readonly SignInRole[];
  /** What is to be said of the whole. */
  readonly reasons: readonly AwsReason[];
  readonly unknowns: readonly Unknown[];
}

export interface SignInOptions {
  /** Whether the provider may stand first, as it may for the console of AWS; Databricks wants the role first. */
  readonly order?: 'role-first' | 'either';
}

export function signIn(assertion: Assertion, facts: FederationFacts, options: SignInOptions = {}): SignIn {
  const attribute = attributeNamed(assertion, ROLE_ATTRIBUTE);
  const values = attribute?.values ?? [];
  const roles = values.map(({ text, certain }, index): SignInRole => {
    const tried = tryRole(text, assertion, facts, options);
    const isRepeated = values.findIndex((one) => one.text === text) < index;
    const repeated: AwsReason = { id: 'aws/role-attribute', effect: 'none', value: text, flaw: 'duplicate' };
    return { value: text, certain, ...tried, reasons: isRepeated ? [repeated, ...tried.reasons] : tried.reasons };
  });
  const failed = roles.find(({ certain, outcome }) => certain && isHeader(outcome));
  const isSettled = attribute ? attribute.complete : assertion.hasAllAttributes;
  const reasons: readonly AwsReason[] =
    attribute || !assertion.hasAllAttributes
      ? []
      : [{ id: 'aws/assertion-attribute', effect: 'none', attribute: ROLE_ATTRIBUTE, flaw: 'missing' }];
  return {
    header: failed && isHeader(failed.outcome) ? failed.outcome : null,
    isOpen: !isSettled || roles.some(({ certain, outcome }) => !certain || outcome === 'undetermined'),
    roles,
    reasons,
    unknowns: withoutRepeats([...(attribute?.missing ?? []), ...roles.flatMap(({ unknowns }) => unknowns)]),
  };
}

function isHeader(outcome: SignInOutcome): outcome is HeaderValue {
  return outcome !== 'assumed' && outcome !== 'undetermined';
}

type Tried = Omit<SignInRole, 'value' | 'certain'>;

function tryRole(value: string, assertion: Assertion, facts: FederationFacts, options: SignInOptions): Tried {
  const parsed = parseRoleValue(value);
  const { pair } = parsed;
  const origin = attributeNamed(assertion, ROLE_ATTRIBUTE)?.origin;
  const at = origin ? { origin } : {};
  const fail = (outcome: HeaderValue, reasons: readonly AwsReason[], unknowns: readonly Unknown[] = []): Tried => {
    return { role: pair?.role, provider: pair?.provider, outcome, reasons, unknowns, duration: undefined };
  };
  if (!pair || parsed.flaws.length > 0) {
    return fail(
      'MalformedRoleAttribute',
      parsed.flaws.map((flaw) => ({ id: 'aws/role-attribute', effect: 'deny', value, flaw, ...at })),
    );
  }
  const { role, provider } = pair;
  if (pair.order === 'provider-first' && options.order !== 'either') {
    return fail('ValidationError', [{ id: 'aws/role-order', effect: 'deny', role, provider, ...at }]);
  }
  if (parsed.arnFlaws.length > 0) {
    return fail(
      'ValidationError',
      parsed.arnFlaws.map(({ part, flaw }) => ({
        id: 'aws/arn',
        effect: 'deny',
        arn: part.text,
        kind: part.kind === 'role' ? 'role' : 'saml-provider',
        flaw,
        ...at,
      })),
    );
  }
  const token = checkTokens(assertion, facts);
  if (token) {
    return fail('InvalidIdentityToken', [token]);
  }
  const checked = checkProvider(pair, assertion, facts);
  if (checked.reason?.effect === 'deny') {
    return fail('InvalidIdentityToken', [checked.reason]);
  }
  const before = checked.reason ? [checked.reason] : [];
  const refusal = refuseRole(pair, assertion);
  return refusal
    ? fail('AccessDenied', [...before, refusal])
    : assume(pair, assertion, facts, { reasons: before, unknowns: checked.unknowns });
}

/** What cannot be, whatever the trust policy says. */
function refuseRole({ role, provider }: RolePair, assertion: Assertion): AwsReason | undefined {
  const one = parseIamArn(role);
  const other = parseIamArn(provider);
  if (one && isReservedRole(one.name)) {
    return { id: 'aws/reserved-role', effect: 'deny', role };
  }
  if (one && other && (one.account !== other.account || one.partition !== other.partition)) {
    const differs = one.partition === other.partition ? 'account' : 'partition';
    return { id: 'aws/provider-elsewhere', effect: 'deny', role, provider, differs };
  }
  return assertion.nameId === undefined && assertion.complete
    ? { id: 'aws/assertion', effect: 'deny', part: 'subject' }
    : undefined;
}

interface Before {
  readonly reasons: readonly AwsReason[];
  readonly unknowns: readonly Unknown[];
}

function assume(pair: RolePair, assertion: Assertion, facts: FederationFacts, before: Before): Tried {
  const { role: arn, provider } = pair;
  const role = facts.role(arn);
  if (typeof role === 'string') {
    const otherCase = facts.roleInOtherCase(arn);
    const exists = role === 'none' ? 'no' : 'unknown';
    const link: AwsReason = {
      id: 'aws/unknown-role',
      effect: exists === 'no' ? 'deny' : 'none',
      role: arn,
      exists,
      ...(otherCase === undefined ? {} : { otherCase }),
    };
    return {
      role: arn,
      provider,
      outcome: exists === 'no' ? 'AccessDenied' : 'undetermined',
      reasons: [...before.reasons, link],
      unknowns: exists === 'no' ? [] : [...before.unknowns, { kind: 'role', subject: arn }],
      duration: undefined,
    };
  }
  const { outcome, reasons, unknowns } = decideTrust({
    role,
    caller: { kind: 'saml', provider },
    actions: actionsOf(assertion),
    context: contextOfAssertion(assertion, pair),
  });
  const isDenied = outcome === 'denied';
  const doubts = isDenied ? [] : doubtsOfSession(assertion);
  return {
    role: arn,
    provider,
    outcome: isDenied ? 'AccessDenied' : outcome === 'allowed' && doubts.length === 0 ? 'assumed' : 'undetermined',
    reasons: [...before.reasons, ...reasons],
    unknowns: isDenied ? [] : withoutRepeats([...before.unknowns, ...doubts, ...unknowns]),
    duration: isDenied ? undefined : durationOf(role, assertion, facts.now),
  };
}

/** What is not known of the name that the session has to have. */
function doubtsOfSession(assertion: Assertion): readonly Unknown[] {
  const attribute = attributeNamed(assertion, SESSION_NAME_ATTRIBUTE);
  const isSettled = !attribute || (attribute.complete && attribute.values.every(({ certain }) => certain));
  return isSettled ? [] : attribute.missing;
}

/** Tags and a source identity need actions of their own. */
function actionsOf(assertion: Assertion): readonly AssumeAction[] {
  const hasTags = sessionTagsOf(assertion).length > 0;
  const hasIdentity = attributeNamed(assertion, SOURCE_IDENTITY_ATTRIBUTE) !== undefined;
  return [
    'sts:AssumeRoleWithSAML',
    ...(hasTags ? (['sts:TagSession'] as const) : []),
    ...(hasIdentity ? (['sts:SetSourceIdentity'] as const) : []),
  ];
}

function durationOf(role: AwsRole, assertion: Assertion, now: number | undefined): SessionDuration {
  const { sessionNotOnOrAfter } = assertion;
  const [written] = attributeNamed(assertion, SESSION_DURATION_ATTRIBUTE)?.values ?? [];
  const attribute = written && /^\d{1,6}$/.test(written.text) ? Number(written.text) : undefined;
  return decideDuration({
    ...(role.maxSessionDuration === undefined ? {} : { maxSessionDuration: role.maxSessionDuration }),
    ...(attribute === undefined ? {} : { sessionDurationAttribute: attribute }),
    ...(sessionNotOnOrAfter === undefined || now === undefined
      ? {}
      : { sessionNotOnOrAfter: Math.max(0, Math.floor((sessionNotOnOrAfter - now) / 1000)) }),
  });
}
