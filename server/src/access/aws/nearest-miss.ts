/** The statement that comes nearest to allowing a request, and what of it does not fit. */
import { parseArn, parseIamArn } from './arn.ts';
import type { AwsReason, PolicyRole, PrincipalHint, ResourceHint } from './aws-reason.ts';
import { nameOfCaller } from './caller.ts';
import type { PolicyElement, PolicyPrincipal, PolicyText } from './policy.ts';
import type { AccessRequest, StatementMatch, StatementPart } from './statement.ts';

const PARTS: readonly StatementPart[] = ['principal', 'action', 'resource', 'condition'];

/** Of the statements that could allow, the one with the fewest parts that do not fit, and those as far back as can be. */
export function findNearest(matches: readonly StatementMatch[]): StatementMatch | undefined {
  let nearest: StatementMatch | undefined;
  let best = Number.POSITIVE_INFINITY;
  for (const match of matches) {
    if (match.statement.effect === 'allow') {
      const distance = distanceOf(match);
      if (distance < best) {
        best = distance;
        nearest = match;
      }
    }
  }
  return nearest;
}

function distanceOf({ parts, tests }: StatementMatch): number {
  const failing = PARTS.filter((part) => parts[part] === 'no');
  const [first] = failing;
  const place = first === undefined ? 0 : PARTS.length - PARTS.indexOf(first);
  const failingTests = tests.filter(({ answer }) => answer === 'no').length;
  return failing.length * 1e6 + place * 1e5 + Math.min(failingTests, 1e4);
}

/** The links of a statement that does not apply: itself and what of it does not fit. */
export function explainMiss(policy: PolicyRole, match: StatementMatch, request: AccessRequest): readonly AwsReason[] {
  const { statement, parts } = match;
  const links: AwsReason[] = [linkStatement(policy, match, 'none')];
  if (parts.principal === 'no') {
    const written = statement.principals?.entries ?? [];
    const wanted = nameOfCaller(request.caller);
    const hint = hintPrincipal(written, wanted, request);
    links.push({
      id: 'aws/principal',
      effect: 'deny',
      ...elementLink(statement.principals, statement.origin),
      wanted,
      ...(hint ? { hint } : {}),
    });
  }
  if (parts.action === 'no') {
    links.push({
      id: 'aws/action',
      effect: 'deny',
      ...elementLink(statement.actions, statement.origin),
      wanted: request.action,
    });
  }
  if (parts.resource === 'no') {
    const wanted = request.resource ?? '';
    const hint = hintResource(statement.resources, wanted);
    links.push({
      id: 'aws/resource',
      effect: 'deny',
      ...elementLink(statement.resources, statement.origin),
      wanted,
      ...(hint ? { hint } : {}),
    });
  }
  return [...links, ...linkTests(match, request, 'no')];
}

function elementLink(element: PolicyElement<PolicyText> | undefined, fallback: PolicyText['origin']) {
  return {
    written: element?.entries.map(({ text }) => text) ?? [],
    negated: element?.negated ?? false,
    origin: element?.entries[0]?.origin ?? fallback,
  };
}

export function linkStatement(policy: PolicyRole, match: StatementMatch, effect: AwsReason['effect']): AwsReason {
  const { statement } = match;
  return {
    id: 'aws/statement',
    effect,
    policy,
    name: match.policy.name,
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    index: match.policy.statements.indexOf(statement),
    statementEffect: statement.effect,
    value: match.answer,
    origin: statement.origin,
  };
}

/** The tests of a condition that have an answer. */
export function linkTests(
  { tests }: StatementMatch,
  { context }: AccessRequest,
  wanted: 'yes' | 'no' | 'unknown',
): readonly AwsReason[] {
  return tests
    .filter(({ answer }) => answer === wanted)
    .map(({ test: { source }, answer }) => ({
      id: 'aws/condition',
      effect: wanted === 'no' ? 'deny' : 'none',
      operator: source.operator,
      key: source.key,
      written: source.values.map(({ text }) => text),
      actual: context.valuesOf(source.key),
      value: answer,
      origin: source.origin,
    }));
}

function hintPrincipal(
  written: readonly PolicyPrincipal[],
  wanted: string,
  { caller }: AccessRequest,
): PrincipalHint | undefined {
  const right = caller.kind === 'saml' ? 'Federated' : caller.kind === 'service' ? 'Service' : 'AWS';
  if (written.some(({ text, kind }) => text === wanted && kind !== right)) {
    return 'wrong-key';
  }
  if (written.some(({ text }) => text.toLowerCase() === wanted.toLowerCase())) {
    return 'case';
  }
  const arn = parseIamArn(wanted);
  const alike = written
    .map(({ text }) => parseIamArn(text))
    .find((one) => arn && one?.kind === arn.kind && one.name === arn.name);
  return !arn || !alike
    ? undefined
    : alike.partition !== arn.partition
      ? 'other-partition'
      : alike.account !== arn.account
        ? 'other-account'
        : undefined;
}

function hintResource(element: PolicyElement<PolicyText> | undefined, wanted: string): ResourceHint | undefined {
  if (!element || element.negated) {
    return undefined;
  }
  const hints = element.entries.map(({ text }) => hintOf(text, wanted));
  const order: readonly ResourceHint[] = [
    'bucket-for-object',
    'object-for-bucket',
    'other-partition',
    'other-key',
    'other-bucket',
  ];
  return order.find((hint) => hints.includes(hint));
}

function hintOf(written: string, wanted: string): ResourceHint | undefined {
  const one = parseArn(written);
  const other = parseArn(wanted);
  if (one?.service !== 's3' || other?.service !== 's3') {
    return undefined;
  }
  const [bucket, key] = splitBucket(one.resource);
  const [wantedBucket, wantedKey] = splitBucket(other.resource);
  if (bucket !== wantedBucket) {
    return 'other-bucket';
  }
  if (one.partition !== other.partition) {
    return 'other-partition';
  }
  if (key === undefined) {
    return wantedKey === undefined ? undefined : 'bucket-for-object';
  }
  return wantedKey === undefined ? 'object-for-bucket' : 'other-key';
}

/** The bucket and, where there is a slash, the key. */
export function splitBucket(resource: string): readonly [string, string | undefined] {
  const slash = resource.indexOf('/');
  return slash < 0 ? [resource, undefined] : [resource.slice(0, slash), resource.slice(slash + 1)];
}
