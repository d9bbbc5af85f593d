/**
 * Puts together what the policies of who asks and of what is asked for say: explicit deny first, one of both within an
 * account, both across accounts
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
import type { Decision, Unknown } from '../decision.ts';
import type { Answer } from '../facts.ts';
import { allOf, anyOf, opposite } from './answers.ts';
import { appendAll } from './append-all.ts';
import type { AwsReason } from './aws-reason.ts';
import { explainMiss, findNearest, linkStatement, linkTests } from './nearest-miss.ts';
import { type PolicyAnswer, unknownsOfGaps } from './policy-answer.ts';
import type { AccessRequest, StatementMatch } from './statement.ts';

export interface DecidingPolicies {
  /** Undefined for callers that have none of their own. */
  readonly identity: PolicyAnswer | undefined;
  readonly boundary: PolicyAnswer | undefined;
  /** Undefined where the resource has none. */
  readonly resource: PolicyAnswer | undefined;
  readonly relation: 'same-account' | 'cross-account' | 'unknown';
  /** Whether nothing goes without the resource's policy, as with the trust policy of a role. */
  readonly needsResource: boolean;
}

/** What the identity itself has, and what the resource gives it. */
interface Allowance {
  readonly own: Answer;
  /** From the resource's policy, without anything of the identity's. */
  readonly alone: Answer;
  /** From the resource's policy, at all. */
  readonly some: Answer;
  readonly total: Answer;
}

const NONE: PolicyAnswer['allow'] = { direct: 'no', role: 'no', account: 'no' };

export function decideRequest(policies: DecidingPolicies, request: AccessRequest): Decision<AwsReason> {
  const parties = [policies.identity, policies.boundary, policies.resource].filter((one) => one !== undefined);
  const deny = anyOf(parties.map((party) => party.deny));
  const allowance = allow(policies);
  const answer = allOf([opposite(deny), allowance.total]);
  if (answer === 'yes') {
    return { outcome: 'allowed', reasons: explainAllowed(policies, allowance), unknowns: [] };
  }
  if (deny === 'yes') {
    return { outcome: 'denied', reasons: explainDenied(parties, request), unknowns: [] };
  }
  if (answer === 'no') {
    return { outcome: 'denied', reasons: explainMissing(policies, allowance, request), unknowns: [] };
  }
  return explainOpen(policies, parties, allowance, request);
}

function allow({ identity, boundary, resource, relation, needsResource }: DecidingPolicies): Allowance {
  const limit = boundary?.allow.direct ?? 'yes';
  const own = identity ? allOf([identity.allow.direct, limit]) : 'no';
  const { direct, role, account } = resource?.allow ?? NONE;
  // A boundary limits what is given to the role, not what is given to its session or to everybody.
  const alone = anyOf([direct, allOf([role, limit])]);
  const some = anyOf([alone, account]);
  const same = anyOf([alone, allOf([own, needsResource ? some : 'yes'])]);
  const cross = identity ? allOf([own, some]) : some;
  const total = relation === 'same-account' ? same : relation === 'cross-account' || same === cross ? cross : 'unknown';
  return { own, alone, some, total };
}

function explainAllowed(policies: DecidingPolicies, { own, alone }: Allowance): readonly AwsReason[] {
  const { identity, boundary, resource, relation, needsResource } = policies;
  const links: AwsReason[] = [];
  const both = relation !== 'same-account' || needsResource;
  if (identity && own === 'yes') {
    appendAll(links, linkApplying(identity, 'allow'));
    appendAll(links, boundary ? linkApplying(boundary, 'allow') : []);
  }
  if (resource && (both || own !== 'yes' || (needsResource && alone === 'yes'))) {
    appendAll(links, linkApplying(resource, 'allow'));
  }
  return links;
}

/** The first statement of a kind that applies. */
function linkApplying({ policy, matches }: PolicyAnswer, effect: 'allow' | 'deny'): readonly AwsReason[] {
  const match = matches.find(({ statement, answer }) => statement.effect === effect && answer === 'yes');
  return match ? [linkStatement(policy, match, effect)] : [];
}

function explainDenied(parties: readonly PolicyAnswer[], request: AccessRequest): readonly AwsReason[] {
  for (const { policy, matches } of parties) {
    const match = matches.find(({ statement, answer }) => statement.effect === 'deny' && answer === 'yes');
    if (match) {
      return [linkStatement(policy, match, 'deny'), ...linkTests(match, request, 'yes')];
    }
  }
  return [];
}

function explainMissing(
  policies: DecidingPolicies,
  { own, some }: Allowance,
  request: AccessRequest,
): readonly AwsReason[] {
  const { identity, boundary, resource, relation, needsResource } = policies;
  const links: AwsReason[] = [];
  const allowed = (party: PolicyAnswer | undefined) => party?.allow.direct === 'yes';
  if (identity && own !== 'yes') {
    appendAll(links, allowed(identity) ? linkApplying(identity, 'allow') : explainParty(identity, request));
    appendAll(links, boundary && !allowed(boundary) ? explainParty(boundary, request) : []);
  }
  if (resource && some !== 'yes') {
    appendAll(links, explainParty(resource, request));
  } else if (!resource && (relation === 'cross-account' || needsResource)) {
    links.push({ id: 'aws/no-statement', effect: 'deny', policy: 'bucket-policy' });
  }
  return links;
}

function explainParty({ policy, matches }: PolicyAnswer, request: AccessRequest): readonly AwsReason[] {
  const nearest = findNearest(matches);
  return nearest ? explainMiss(policy, nearest, request) : [{ id: 'aws/no-statement', effect: 'deny', policy }];
}

function explainOpen(
  policies: DecidingPolicies,
  parties: readonly PolicyAnswer[],
  allowance: Allowance,
  request: AccessRequest,
): Decision<AwsReason> {
  const reasons: AwsReason[] = [];
  const unknowns: Unknown[] = [];
  if (allowance.total === 'yes') {
    appendAll(reasons, explainAllowed(policies, allowance));
  }
  for (const { policy, matches, gaps } of parties) {
    const open = matches.filter((match) => isOpen(match, allowance));
    for (const match of open) {
      reasons.push(linkStatement(policy, match, 'none'), ...linkTests(match, request, 'unknown'));
      appendAll(unknowns, match.unknowns);
    }
    appendAll(reasons, gaps);
    appendAll(unknowns, unknownsOfGaps(gaps, request));
  }
  if (policies.relation === 'unknown' && allowance.total === 'unknown') {
    unknowns.push({ kind: 'bucket-account', subject: request.resource ?? '' });
  }
  return { outcome: 'undetermined', reasons, unknowns: withoutRepeats(unknowns) };
}

/** What might deny, and what might allow where that is not settled. */
function isOpen({ statement, answer }: StatementMatch, { total }: Allowance): boolean {
  return answer === 'unknown' && (statement.effect === 'deny' || total !== 'yes');
}

export function withoutRepeats(unknowns: readonly Unknown[]): readonly Unknown[] {
  const seen = new Set<string>();
  return unknowns.filter(({ kind, subject }) => {
    const key = `${kind}\n${subject}`;
    return !seen.has(key) && seen.add(key);
  });
}
