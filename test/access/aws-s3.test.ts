/** What sessions of roles may do in S3, with the examples of the documentation. */
import { describe, expect, test } from 'vitest';
import { contextOf, type KeyValues } from '../../server/src/access/aws/request-context.ts';
import { type Bucket, decideS3 } from '../../server/src/access/aws/s3-decision.ts';
import { type PolicyJson, policyOf, roleOf, type StatementJson } from './policy-of.ts';

const ACCOUNT = '111111111111';
const OTHER = '222222222222';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/role-a`;

function allow(Action: string | string[], Resource: string | string[], more: Partial<StatementJson> = {}): PolicyJson {
  return { Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource, ...more } };
}

interface Asked {
  readonly policies?: readonly PolicyJson[];
  readonly boundary?: PolicyJson;
  readonly bucket?: Bucket;
  readonly known?: Record<string, KeyValues>;
  readonly arn?: string;
}

function ask(action: string, resource: string, { policies = [], boundary, bucket, known = {}, arn = ROLE }: Asked) {
  return decideS3({
    role: roleOf({ arn, policies, ...(boundary ? { boundary } : {}) }),
    sessionName: 'alice',
    action,
    resource,
    bucket,
    context: contextOf(known, () => 'absent'),
  });
}

function bucketOf(policy: PolicyJson | 'none' | 'unknown', account: string | undefined = ACCOUNT): Bucket {
  const document = policy === 'none' || policy === 'unknown' ? policy : policyOf(policy, 'b');
  return account === '' ? { name: 'b', policy: document } : { name: 'b', account, policy: document };
}

/** The policy of Databricks for federated roles. */
const DATABRICKS: PolicyJson = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::b'] },
    {
      Effect: 'Allow',
      Action: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:PutObjectAcl'],
      Resource: ['arn:aws:s3:::b/*'],
    },
  ],
};

describe('the policy of Databricks', () => {
  test.each([
    ['s3:ListBucket', 'arn:aws:s3:::b', 'allowed'],
    ['s3:GetObject', 'arn:aws:s3:::b/x/y.csv', 'allowed'],
    ['S3:getobject', 'arn:aws:s3:::b/', 'allowed'],
    ['s3:GetObject', 'arn:aws:s3:::bb/x', 'denied'],
    ['s3:GetObjectVersion', 'arn:aws:s3:::b/x', 'denied'],
    ['s3:GetObject', 'arn:aws-cn:s3:::b/x', 'denied'],
    ['s3:ListBucket', 'arn:aws:s3:::b/x', 'denied'],
    ['s3:GetObject', 'arn:aws:s3:::b', 'denied'],
    ['s3:GetObject', 'b/x', 'denied'],
  ])('%s on %s is %s', (action, resource, outcome) => {
    expect(ask(action, resource, { policies: [DATABRICKS], bucket: bucketOf('none') }).outcome).toBe(outcome);
  });

  test('is said to be taken for one of the same account where no file knows the bucket', () => {
    const decision = ask('s3:GetObject', 'arn:aws:s3:::b/x', { policies: [DATABRICKS] });
    expect(decision.reasons.map(({ id }) => id)).toEqual(['aws/assumed-bucket', 'aws/statement']);
  });
});

describe('what does not fit is named', () => {
  test.each([
    ['s3:GetObject', 'arn:aws:s3:::b/x', 'arn:aws:s3:::b', 'bucket-for-object'],
    ['s3:ListBucket', 'arn:aws:s3:::b', 'arn:aws:s3:::b/*', 'object-for-bucket'],
    ['s3:GetObject', 'arn:aws:s3:::b/x', 'arn:aws:s3:::c/*', 'other-bucket'],
    ['s3:GetObject', 'arn:aws:s3:::b/x', 'arn:aws:s3:::b/y/*', 'other-key'],
    ['s3:GetObject', 'arn:aws:s3:::b/x', 'arn:aws-us-gov:s3:::b/*', 'other-partition'],
  ])('%s on %s with %s: %s', (action, resource, written, hint) => {
    const decision = ask(action, resource, { policies: [allow(action, written)], bucket: bucketOf('none') });
    expect(decision.outcome).toBe('denied');
    expect(decision.reasons[1]).toMatchObject({ id: 'aws/resource', wanted: resource, written: [written], hint });
  });

  test('the nearest statement is the one with the fewest parts that do not fit', () => {
    const decision = ask('s3:PutObject', 'arn:aws:s3:::b/x', {
      policies: [allow('s3:GetObject', 'arn:aws:s3:::c/*'), allow(['s3:GetObject'], 'arn:aws:s3:::b/*')],
      bucket: bucketOf('none'),
    });
    expect(decision.reasons).toMatchObject([
      { id: 'aws/statement', name: 'policy-1' },
      { id: 'aws/action', wanted: 's3:PutObject', written: ['s3:GetObject'] },
    ]);
  });
});

describe('examples of the user guide', () => {
  const pattern = 'arn:aws:s3:::DOC-EXAMPLE-BUCKET/*/test/*';

  test.each([
    ['1/test/object.jpg', 'allowed'],
    ['1/2/test/object.jpg', 'allowed'],
    ['1/2/test/3/object.jpg', 'allowed'],
    ['1/2/3/test/4/object.jpg', 'allowed'],
    ['1///test///object.jpg', 'allowed'],
    ['1/test/.jpg', 'allowed'],
    ['/test/object.jpg', 'allowed'],
    ['1/test/', 'allowed'],
    ['1-test/object.jpg', 'denied'],
    ['test/object.jpg', 'denied'],
    ['1/2/test.jpg', 'denied'],
  ])('reference_policies_elements_resource: %s', (key, outcome) => {
    const asked = { policies: [allow('s3:GetObject', pattern)], bucket: bucketOf('none') };
    expect(ask('s3:GetObject', `arn:aws:s3:::DOC-EXAMPLE-BUCKET/${key}`, asked).outcome).toBe(outcome);
  });

  test.each([
    [['_cbb88'], ['persistent'], 'allowed'],
    [['_other'], ['persistent'], 'denied'],
    [['_cbb88'], ['transient'], 'denied'],
    ['absent' as const, ['persistent'], 'denied'],
    ['unknown' as const, ['persistent'], 'undetermined'],
  ])('id_roles_providers_saml: subject %s, %s', (sub, type, outcome) => {
    const folder = 'arn:aws:s3:::exampleorgBucket/backup/${saml:namequalifier}/${saml:sub}';
    const policy = allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], [folder, `${folder}/*`], {
      Condition: { StringEquals: { 'saml:sub_type': 'persistent' } },
    });
    const known = { 'saml:namequalifier': ['q'], 'saml:sub': sub, 'saml:sub_type': type };
    const resource = 'arn:aws:s3:::exampleorgBucket/backup/q/_cbb88/x';
    expect(ask('s3:GetObject', resource, { policies: [policy], known, bucket: bucketOf('none') }).outcome).toBe(
      outcome,
    );
  });

  test.each([
    [['yellow'], 'DOC-EXAMPLE-BUCKET-yellow', 'allowed'],
    [['yellow'], 'DOC-EXAMPLE-BUCKET-red', 'denied'],
    ['absent' as const, 'DOC-EXAMPLE-BUCKET-company-wide', 'allowed'],
  ])('reference_policies_variables: team %s, %s', (team, bucket, outcome) => {
    const policy = allow('s3:ListBucket', "arn:aws:s3:::DOC-EXAMPLE-BUCKET-${aws:PrincipalTag/team, 'company-wide'}");
    const asked = { policies: [policy], known: { 'aws:PrincipalTag/team': team }, bucket: bucketOf('none') };
    expect(ask('s3:ListBucket', `arn:aws:s3:::${bucket}`, asked).outcome).toBe(outcome);
  });
});

const READ = allow('s3:GetObject', 'arn:aws:s3:::b/*');
const given = (AWS: string) => allow('s3:GetObject', 'arn:aws:s3:::b/*', { Principal: { AWS } });
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/role-a/alice`;

describe('identity and bucket policies', () => {
  test.each<[string, Asked, string]>([
    ['one of both within an account: the role', { policies: [READ], bucket: bucketOf(given(OTHER)) }, 'allowed'],
    ['one of both within an account: the bucket', { bucket: bucketOf(given(ROLE)) }, 'allowed'],
    ['the account by itself gives nothing', { bucket: bucketOf(given(ACCOUNT)) }, 'denied'],
    ['everybody', { bucket: bucketOf(given('*')) }, 'allowed'],
    ['both across accounts', { policies: [READ], bucket: bucketOf(given(ROLE), OTHER) }, 'allowed'],
    ['the account is enough there', { policies: [READ], bucket: bucketOf(given(ACCOUNT), OTHER) }, 'allowed'],
    ['only the role, across', { policies: [READ], bucket: bucketOf('none', OTHER) }, 'denied'],
    ['only the bucket, across', { bucket: bucketOf(given(ROLE), OTHER) }, 'denied'],
    ['both, and nobody knows whose it is', { policies: [READ], bucket: bucketOf(given(ROLE), '') }, 'allowed'],
    ['one, and nobody knows whose it is', { policies: [READ], bucket: bucketOf('none', '') }, 'undetermined'],
    ['nobody knows the policy', { policies: [READ], bucket: bucketOf('unknown') }, 'undetermined'],
    [
      'a boundary limits the role',
      { policies: [READ], boundary: allow('s3:PutObject', '*'), bucket: bucketOf('none') },
      'denied',
    ],
    [
      'and what the bucket gives the role',
      { boundary: allow('s3:PutObject', '*'), bucket: bucketOf(given(ROLE)) },
      'denied',
    ],
    [
      'not what it gives the session',
      { boundary: allow('s3:PutObject', '*'), bucket: bucketOf(given(SESSION)) },
      'allowed',
    ],
    ['a boundary gives nothing', { boundary: READ, bucket: bucketOf('none') }, 'denied'],
  ])('%s', (_, asked, outcome) => {
    expect(ask('s3:GetObject', 'arn:aws:s3:::b/x', asked).outcome).toBe(outcome);
  });
});

describe('lists turned round, and what nobody knows', () => {
  test('NotResource and NotAction turn the lists round', () => {
    const policy: PolicyJson = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', NotAction: 's3:Delete*', NotResource: 'arn:aws:s3:::b/secret/*' },
        { Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] },
      ],
    };
    const outcome = (action: string, resource: string) =>
      ask(action, resource, { policies: [policy], bucket: bucketOf('none') }).outcome;
    expect(outcome('s3:GetObject', 'arn:aws:s3:::b/x')).toBe('allowed');
    expect(outcome('s3:DeleteObject', 'arn:aws:s3:::b/x')).toBe('denied');
    expect(outcome('s3:GetObject', 'arn:aws:s3:::b/secret/x')).toBe('denied');
    expect(outcome('s3:GetObject', 'arn:aws:s3:::c/x')).toBe('denied');
  });

  test('what is filled in later decides nothing', () => {
    const { policies } = roleOf({ arn: ROLE, policies: [READ] });
    const [first] = policies;
    const statements = first?.document?.statements.map((statement) => ({
      ...statement,
      resources: {
        negated: false,
        entries: (statement.resources?.entries ?? []).map((one) => ({ ...one, known: false })),
      },
    }));
    const document = first?.document && { ...first.document, statements: statements ?? [] };
    const role = { ...roleOf({ arn: ROLE }), policies: first ? [{ ...first, document }] : [] };
    const decision = decideS3({
      role,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/x',
      bucket: bucketOf('none'),
      context: contextOf({}),
    });
    expect(decision).toMatchObject({
      outcome: 'undetermined',
      unknowns: [{ kind: 'policy-text', subject: 'arn:aws:s3:::b/*' }],
    });
  });

  test('a policy that no file has leaves it open', () => {
    const managed = { name: 'arn:aws:iam::aws:policy/ReadOnlyAccess', document: undefined };
    const role = { ...roleOf({ arn: ROLE }), policies: [{ ...managed, origin: { uri: 'file:///x', offset: 0 } }] };
    const asked = { role, action: 's3:GetObject', resource: 'arn:aws:s3:::b/x', context: contextOf({}) };
    expect(decideS3({ ...asked, bucket: bucketOf('none') })).toMatchObject({
      outcome: 'undetermined',
      unknowns: [{ kind: 'identity-policy', subject: managed.name }],
    });
  });
});
