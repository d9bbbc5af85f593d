/** Roles that are assumed from other roles, and how long sessions last. */
import { describe, expect, test } from 'vitest';
import { contextOf, type KeyValues } from '../../server/src/access/aws/request-context.ts';
import { decideRoleChain } from '../../server/src/access/aws/role-chain.ts';
import { decideDuration } from '../../server/src/access/aws/session-duration.ts';
import { decideTrust } from '../../server/src/access/aws/trust-decision.ts';
import { type PolicyJson, roleOf, type StatementJson } from './policy-of.ts';

const ACCOUNT = '123456789012';
const OTHER = '210987654321';
const META = `arn:aws:iam::${ACCOUNT}:role/databricks/meta`;
const DATA = `arn:aws:iam::${ACCOUNT}:role/data-a`;
const nothing = contextOf({}, () => 'absent');

function policy(...statements: StatementJson[]): PolicyJson {
  return { Version: '2012-10-17', Statement: statements };
}

function trusting(...names: string[]): PolicyJson {
  return policy({ Effect: 'Allow', Principal: { AWS: names }, Action: 'sts:AssumeRole' });
}

function assuming(...arns: string[]): PolicyJson {
  return policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: arns });
}

function chain(trust: PolicyJson, policies: readonly PolicyJson[], data = DATA) {
  return decideRoleChain(roleOf({ arn: META, policies }), roleOf({ arn: data, trust }), nothing).decision;
}

describe('a meta instance profile', () => {
  test('reaches the data role where both name each other', () => {
    const decision = chain(trusting(META), [assuming(DATA)]);
    expect(decision.outcome).toBe('allowed');
    expect(decision.reasons.map(({ id, effect }) => `${id} ${effect}`)).toEqual([
      'aws/role-chain none',
      'aws/statement allow',
      'aws/statement allow',
    ]);
  });

  test.each<[string, PolicyJson, PolicyJson[], string]>([
    ['named by the role itself, in the same account, nothing else is needed', trusting(META), [], 'allowed'],
    ['named by the account, the meta role has to have it', trusting(ACCOUNT), [], 'denied'],
    ['and then it goes', trusting(`arn:aws:iam::${ACCOUNT}:root`), [assuming('*')], 'allowed'],
    ['the trust policy is never dispensable', trusting(OTHER), [assuming(DATA)], 'denied'],
    ['nor is there a wildcard in a principal', trusting(`arn:aws:iam::${ACCOUNT}:role/*`), [assuming(DATA)], 'denied'],
    ['the ARN of a role has its path', trusting(`arn:aws:iam::${ACCOUNT}:role/meta`), [assuming(DATA)], 'denied'],
    [
      'the ARN of a session has not, and nobody knows its name',
      trusting(`arn:aws:sts::${ACCOUNT}:assumed-role/meta/job`),
      [assuming(DATA)],
      'undetermined',
    ],
  ])('%s', (_, trust, policies, outcome) => {
    expect(chain(trust, policies).outcome).toBe(outcome);
  });

  test.each<[string, PolicyJson[], string]>([
    ['both have to allow', [assuming(DATA.replace(ACCOUNT, OTHER))], 'allowed'],
    ['naming the role is not enough', [], 'denied'],
    ['nor is another role', [assuming(DATA)], 'denied'],
  ])('across accounts %s', (_, policies, outcome) => {
    expect(chain(trusting(META), policies, DATA.replace(ACCOUNT, OTHER)).outcome).toBe(outcome);
  });

  test('says what is missing on which side', () => {
    const decision = chain(trusting(ACCOUNT), [assuming(`${DATA}b`)]);
    expect(decision.reasons.slice(1)).toMatchObject([
      { id: 'aws/statement', policy: 'identity-policy' },
      { id: 'aws/resource', wanted: DATA, written: [`${DATA}b`] },
    ]);
  });

  test('reaches into no other partition', () => {
    const decision = chain(trusting(META), [assuming('*')], DATA.replace('arn:aws:', 'arn:aws-cn:'));
    expect(decision.reasons[1]).toMatchObject({ id: 'aws/partition', from: 'aws', to: 'aws-cn' });
  });

  test('lasts an hour, whatever the data role allows', () => {
    const data = roleOf({ arn: DATA, trust: trusting(META), maxSessionDuration: 28_800 });
    const { duration } = decideRoleChain(roleOf({ arn: META }), data, nothing);
    expect(duration).toMatchObject({ seconds: 3600, limits: [{ kind: 'role-chain' }, { kind: 'role' }] });
  });
});

describe('a session', () => {
  test.each([
    ['lasts an hour where nothing is said', {}, 3600, undefined],
    ['lasts as long as the role allows', { maxSessionDuration: 28_800 }, 28_800, undefined],
    [
      'is shortened by the assertion',
      { maxSessionDuration: 28_800, sessionDurationAttribute: 14_400, sessionNotOnOrAfter: 900 },
      900,
      undefined,
    ],
    ['fails where more is asked for', { maxSessionDuration: 14_400, requested: 43_200 }, 14_400, 14_400],
    ['fails in a chain too', { maxSessionDuration: 14_400, isChained: true, requested: 7200 }, 3600, 3600],
  ])('%s', (_, facts, seconds, exceeded) => {
    expect(decideDuration(facts)).toMatchObject({ seconds, exceeded });
  });
});

describe('id_session-tags', () => {
  const user = `arn:aws:iam::${ACCOUNT}:user/test-session-tags`;
  const role = { arn: `arn:aws:iam::${ACCOUNT}:role/my-role-example` };
  const policy: PolicyJson = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AllowIamUserAssumeRole',
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: user },
        Condition: {
          StringLike: {
            'aws:RequestTag/Project': '*',
            'aws:RequestTag/CostCenter': '*',
            'aws:RequestTag/Department': '*',
          },
          StringEquals: { 'sts:ExternalId': 'Example987' },
        },
      },
      {
        Sid: 'AllowPassSessionTagsAndTransitive',
        Effect: 'Allow',
        Action: 'sts:TagSession',
        Principal: { AWS: user },
        Condition: {
          StringLike: { 'aws:RequestTag/Project': '*', 'aws:RequestTag/CostCenter': '*' },
          StringEquals: { 'aws:RequestTag/Department': ['Engineering', 'Marketing'] },
          'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': ['Project', 'Department'] },
        },
      },
    ],
  };
  const known: Record<string, KeyValues> = {
    'aws:RequestTag/Project': ['Automation'],
    'aws:RequestTag/CostCenter': ['12345'],
    'aws:RequestTag/Department': ['Engineering'],
    'sts:TransitiveTagKeys': ['Project', 'Department'],
    'sts:ExternalId': ['Example987'],
  };

  test.each([
    ['the sample call', known, 'allowed'],
    ['another department', { ...known, 'aws:RequestTag/Department': ['Sales'] }, 'denied'],
    ['no transitive tags', { ...known, 'sts:TransitiveTagKeys': 'absent' as const }, 'allowed'],
    ['one that may not be transitive', { ...known, 'sts:TransitiveTagKeys': ['CostCenter'] }, 'denied'],
    ['no external id', { ...known, 'sts:ExternalId': 'absent' as const }, 'denied'],
  ])('%s', (_, context, outcome) => {
    const decision = decideTrust({
      role: roleOf({ ...role, trust: policy }),
      caller: { kind: 'user', arn: user },
      callerRole: roleOf({ arn: user }),
      actions: ['sts:AssumeRole', 'sts:TagSession'],
      context: contextOf(context, () => 'absent'),
    });
    expect(decision.outcome).toBe(outcome);
  });
});
