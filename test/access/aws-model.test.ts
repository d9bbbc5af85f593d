/**
 * The evaluator against a naive model, on random policies. Where everything is known both say the same; where something is
 * not, whatever the evaluator says holds in every world that there may be.
 *
 * GRANTSCOPE_MODEL_RUNS says how many policies, GRANTSCOPE_MODEL_SEED from where.
 */
import { expect, test } from 'vitest';
import { contextOf } from '../../server/src/access/aws/request-context.ts';
import { decideS3 } from '../../server/src/access/aws/s3-decision.ts';
import { decideTrust } from '../../server/src/access/aws/trust-decision.ts';
import type { Outcome } from '../../server/src/access/decision.ts';
import {
  ACCOUNT,
  type Draw,
  drawContext,
  drawFrom,
  drawPolicy,
  OTHER_ACCOUNT,
  PROVIDER,
  ROLE,
  ROOT,
  SESSION,
  type StatementPool,
  worldsOf,
} from './draw-policy.ts';
import { askNaively, type NaiveRequest, passesNaively, type World } from './naive-policy.ts';
import { policyOf, roleOf } from './policy-of.ts';

const RUNS = Number(process.env.GRANTSCOPE_MODEL_RUNS ?? 20_000);
const SEED = Number(process.env.GRANTSCOPE_MODEL_SEED ?? 20_261_122);

const TRUST: StatementPool = {
  actions: ['sts:AssumeRoleWithSAML', 'STS:assumerole*', 'sts:AssumeRole', 'sts:*', 'sts:TagSession', '*'],
  resources: [],
  principals: [
    { Federated: PROVIDER },
    { Federated: [PROVIDER, `${PROVIDER}2`] },
    { Federated: PROVIDER.toUpperCase() },
    { AWS: PROVIDER },
    { AWS: '*' },
    '*',
    { AWS: ROOT, Federated: PROVIDER },
  ],
};
const S3_TEXTS = {
  actions: ['s3:GetObject', 's3:*', 's3:Get*', 'S3:GETOBJECT', 's3:PutObject', 's3:?etObject', '*'],
  resources: [
    'arn:aws:s3:::b/*',
    'arn:aws:s3:::b',
    'arn:aws:s3:::*',
    '*',
    'arn:aws:s3:::b/${saml:sub}/*',
    'arn:aws:s3:::b/a*/?.csv',
    'arn:*:s3:*:*:b/*',
    'arn:aws:sns:::b/*',
    'arn:aws:s3:eu-west-1::b/*',
    'arn:aws-cn:s3:::b/*',
    "arn:aws:s3:::b/${saml:aud, 'alice'}/x.csv",
  ],
};
const IDENTITY: StatementPool = { ...S3_TEXTS, principals: [] };
const BUCKET: StatementPool = {
  ...S3_TEXTS,
  principals: [
    { AWS: ROLE },
    { AWS: SESSION },
    { AWS: ACCOUNT },
    { AWS: ROOT },
    '*',
    { AWS: '*' },
    { AWS: `${ROLE}b` },
  ],
};

type Tally = Record<Outcome, number>;

function compare(outcome: Outcome, worlds: readonly World[], passes: (world: World) => boolean, tally: Tally): boolean {
  tally[outcome]++;
  return outcome === 'undetermined'
    ? worlds.length > 1
    : worlds.every((world) => passes(world) === (outcome === 'allowed'));
}

function runTrust(draw: Draw, tally: Tally): unknown {
  const policy = drawPolicy(draw, TRUST);
  const context = drawContext(draw, draw.chance(0.6) ? 0 : 2);
  const { outcome } = decideTrust({
    role: { ...roleOf({ arn: ROLE }), trust: policyOf(policy) },
    caller: { kind: 'saml', provider: PROVIDER },
    actions: ['sts:AssumeRoleWithSAML'],
    context: contextOf(context, () => 'absent'),
  });
  const request: NaiveRequest = {
    principals: [{ kind: 'Federated', name: PROVIDER }],
    action: 'sts:AssumeRoleWithSAML',
    resource: undefined,
  };
  const passes = (world: World) => {
    const { allowed, denied } = askNaively(policy, request, world, true);
    return allowed.size > 0 && !denied;
  };
  return compare(outcome, worldsOf(context), passes, tally) ? undefined : { policy, context, outcome };
}

function runS3(draw: Draw, tally: Tally): unknown {
  const identity = Array.from({ length: draw.below(3) }, () => drawPolicy(draw, IDENTITY));
  const boundary = draw.chance(0.3) ? drawPolicy(draw, IDENTITY) : undefined;
  const bucket = draw.chance(0.7) ? drawPolicy(draw, BUCKET) : undefined;
  const sameAccount = draw.chance(0.6);
  const context = drawContext(draw, draw.chance(0.6) ? 0 : 2);
  const [resource = ''] = draw.some(['arn:aws:s3:::b/alice/x.csv', 'arn:aws:s3:::b/x/y', 'arn:aws:s3:::c/x'], 1);
  const action = 's3:GetObject';
  const { outcome } = decideS3({
    role: roleOf({ arn: ROLE, policies: identity, ...(boundary ? { boundary } : {}) }),
    sessionName: 'alice',
    action,
    resource,
    bucket: { name: 'b', account: sameAccount ? ACCOUNT : OTHER_ACCOUNT, policy: bucket ? policyOf(bucket) : 'none' },
    context: contextOf(context, () => 'absent'),
  });
  const names = [SESSION, ROLE, ACCOUNT, ROOT].map((name) => ({ kind: 'AWS', name }));
  const request: NaiveRequest = { principals: names, action, resource };
  const parties = {
    identity,
    ...(boundary ? { boundary } : {}),
    ...(bucket ? { resource: bucket } : {}),
    sameAccount,
    session: SESSION,
    role: ROLE,
  };
  const passes = (world: World) => passesNaively(parties, request, world);
  return compare(outcome, worldsOf(context), passes, tally) ? undefined : { parties, context, outcome, resource };
}

test.each([
  ['trust policies', runTrust],
  ['policies of S3', runS3],
])(
  'an independent model agrees on random %s',
  (_, run) => {
    const draw = drawFrom(SEED);
    const tally: Tally = { allowed: 0, denied: 0, undetermined: 0 };
    const differences: unknown[] = [];
    for (let count = 0; count < RUNS / 2 && differences.length < 3; count++) {
      const difference = run(draw, tally);
      if (difference !== undefined) {
        differences.push(difference);
      }
    }
    expect(differences).toEqual([]);
    // Each answer comes often enough to mean something.
    expect(Math.min(tally.allowed, tally.denied, tally.undetermined)).toBeGreaterThan(RUNS / 200);
  },
  3_600_000,
);
