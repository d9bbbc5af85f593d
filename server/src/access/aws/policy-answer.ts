/** What policies of one kind say to a request: whether they deny it, and how far they allow it. */
import type { Unknown } from '../decision.ts';
import type { Answer } from '../facts.ts';
import { allOf, anyOf } from './answers.ts';
import type { PolicyRole, UnknownPolicyLink } from './aws-reason.ts';
import { type Grade, nameOfCaller, type PrincipalMatch } from './caller.ts';
import type { AttachedPolicy, Policy } from './policy.ts';
import { type AccessRequest, compilePolicy, type StatementMatch } from './statement.ts';

export interface PolicyAnswer {
  readonly policy: PolicyRole;
  readonly deny: Answer;
  /** By how much the statements say by themselves; policies without principals say all `direct`. */
  readonly allow: PrincipalMatch;
  /** Every statement, in order. */
  readonly matches: readonly StatementMatch[];
  /** The policies that no file has, or not whole. */
  readonly gaps: readonly UnknownPolicyLink[];
}

/** What a policy of a resource says. */
export function askResourcePolicy(role: PolicyRole, policy: Policy | undefined, request: AccessRequest): PolicyAnswer {
  const gap: UnknownPolicyLink = { id: 'aws/unknown-policy', effect: 'none', policy: role, name: policy?.name ?? '' };
  const gaps = policy?.complete ? [] : [policy ? { ...gap, origin: policy.origin } : gap];
  return answer(role, policy ? [policy] : [], gaps, request, true);
}

/** What the policies of an identity say. */
export function askIdentityPolicies(
  role: PolicyRole,
  policies: readonly AttachedPolicy[],
  areAll: boolean,
  request: AccessRequest,
): PolicyAnswer {
  const gaps = policies
    .filter(({ document }) => !document?.complete)
    .map(
      ({ name, origin }): UnknownPolicyLink => ({
        id: 'aws/unknown-policy',
        effect: 'none',
        policy: role,
        name,
        origin,
      }),
    );
  const rest: readonly UnknownPolicyLink[] = areAll
    ? []
    : [{ id: 'aws/unknown-policy', effect: 'none', policy: role, name: '' }];
  const documents = policies.flatMap(({ document }) => document ?? []);
  return answer(role, documents, [...gaps, ...rest], request, false);
}

function answer(
  role: PolicyRole,
  policies: readonly Policy[],
  gaps: readonly UnknownPolicyLink[],
  request: AccessRequest,
  hasPrincipals: boolean,
): PolicyAnswer {
  const matches = policies.flatMap((policy) =>
    compilePolicy(policy).map((statement) => statement.match(request, hasPrincipals)),
  );
  const doubt: Answer = gaps.length > 0 ? 'unknown' : 'no';
  const allows = matches.filter(({ statement }) => statement.effect === 'allow');
  const denies = matches.filter(({ statement }) => statement.effect === 'deny');
  const grade = (name: Grade, other: Answer) => anyOf([...allows.map((match) => gradeOf(match, name)), other]);
  return {
    policy: role,
    deny: anyOf([...denies.map((match) => match.answer), doubt]),
    allow: { direct: grade('direct', doubt), role: grade('role', 'no'), account: grade('account', 'no') },
    matches,
    gaps,
  };
}

function gradeOf({ answer: whole, grades, parts }: StatementMatch, name: Grade): Answer {
  if (!grades) {
    return name === 'direct' ? whole : 'no';
  }
  return allOf([grades[name], parts.action, parts.resource, parts.condition]);
}

/** What is not known of policies that no file has. */
export function unknownsOfGaps(
  gaps: readonly UnknownPolicyLink[],
  { caller, resource }: AccessRequest,
): readonly Unknown[] {
  return gaps.map(({ policy, name }) => {
    const isOwn = policy === 'identity-policy' || policy === 'permissions-boundary';
    return { kind: policy, subject: name !== '' ? name : isOwn ? nameOfCaller(caller) : (resource ?? '') };
  });
}
