/**
 * The examples of federation in the IAM user guide (https://docs.aws.amazon.com/IAM/latest/UserGuide/, by the names of its
 * pages) and of Databricks, decided as they are documented.
 */
import { describe, expect, test } from 'vitest';
import type { Caller } from '../../server/src/access/aws/caller.ts';
import { contextOf, type KeyValues } from '../../server/src/access/aws/request-context.ts';
import { type AssumeAction, decideTrust } from '../../server/src/access/aws/trust-decision.ts';
import { type PolicyJson, roleOf } from './policy-of.ts';

const ACCOUNT = '123456789012';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/ExampleOrgSSOProvider`;
const CONSOLE = 'https://signin.aws.amazon.com/saml';
const WORKSPACE = 'https://xxxxxx.cloud.databricks.com/saml/consume';

function trust(
  policy: PolicyJson | undefined,
  known: Record<string, KeyValues>,
  actions: readonly AssumeAction[] = ['sts:AssumeRoleWithSAML'],
  caller: Caller = { kind: 'saml', provider: PROVIDER },
) {
  const role = roleOf({ arn: `arn:aws:iam::${ACCOUNT}:role/federated`, ...(policy ? { trust: policy } : {}) });
  return decideTrust({ role, caller, actions, context: contextOf(known, () => 'absent') });
}

function idsOf({ reasons }: ReturnType<typeof trust>) {
  return reasons.map(({ id, effect }) => `${id} ${effect}`);
}

const DATABRICKS: PolicyJson = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: PROVIDER },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': WORKSPACE } },
    },
  ],
};

describe('the trust policy of Databricks', () => {
  test('lets in who comes with an assertion for the workspace', () => {
    const decision = trust(DATABRICKS, { 'saml:aud': [WORKSPACE] });
    expect(decision).toMatchObject({ outcome: 'allowed', unknowns: [] });
    expect(idsOf(decision)).toEqual(['aws/statement allow']);
  });

  test.each([
    ['another workspace', [`${WORKSPACE}/`]],
    ['the console', [CONSOLE]],
    ['other letters', [WORKSPACE.toUpperCase()]],
    ['no recipient', 'absent' as const],
  ])('refuses %s and says which value was there', (_, aud) => {
    const decision = trust(DATABRICKS, { 'saml:aud': aud });
    expect(decision.outcome).toBe('denied');
    expect(idsOf(decision)).toEqual(['aws/statement none', 'aws/condition deny']);
    expect(decision.reasons[1]).toMatchObject({ key: 'SAML:aud', written: [WORKSPACE], actual: aud, value: 'no' });
  });

  test('is open where nobody knows the recipient', () => {
    const decision = trust(DATABRICKS, { 'saml:aud': 'unknown' });
    expect(decision).toMatchObject({
      outcome: 'undetermined',
      unknowns: [{ kind: 'condition-key', subject: 'SAML:aud' }],
    });
  });

  test.each([
    [{ Federated: PROVIDER.replace('Example', 'example') }, 'case'],
    [{ Federated: PROVIDER.replace(ACCOUNT, '210987654321') }, 'other-account'],
    [{ Federated: PROVIDER.replace('arn:aws:', 'arn:aws-cn:') }, 'other-partition'],
    [{ AWS: PROVIDER }, 'wrong-key'],
    [{ Federated: 'cognito-identity.amazonaws.com' }, undefined],
  ])('names the principal that does not fit: %j', (Principal, hint) => {
    const statement = {
      ...DATABRICKS.Statement,
      ...[DATABRICKS.Statement].flat()[0],
      Effect: 'Allow' as const,
      Principal,
    };
    const decision = trust({ Version: '2012-10-17', Statement: [statement] }, { 'saml:aud': [WORKSPACE] });
    expect(decision.outcome).toBe('denied');
    expect(decision.reasons[1]).toMatchObject({ id: 'aws/principal', wanted: PROVIDER, ...(hint ? { hint } : {}) });
  });
});

describe('the parts of the trust policy of Databricks', () => {
  test('needs the action for assertions', () => {
    const statement = { ...[DATABRICKS.Statement].flat()[0], Effect: 'Allow' as const, Action: 'sts:AssumeRole' };
    const decision = trust({ Version: '2012-10-17', Statement: [statement] }, { 'saml:aud': [WORKSPACE] });
    expect(decision.outcome).toBe('denied');
    expect(decision.reasons[1]).toMatchObject({
      id: 'aws/action',
      wanted: 'sts:AssumeRoleWithSAML',
      written: ['sts:AssumeRole'],
    });
  });

  test('takes several workspaces', () => {
    const decision = trust(
      {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: [PROVIDER] },
          Action: ['sts:TagSession', 'STS:assumerolewithsaml'],
          Condition: { StringEquals: { 'saml:AUD': ['https://other/saml/consume', WORKSPACE] } },
        },
      },
      { 'saml:aud': [WORKSPACE] },
    );
    expect(decision.outcome).toBe('allowed');
  });

  test('says so where no file has it', () => {
    expect(trust(undefined, {})).toMatchObject({
      outcome: 'undetermined',
      unknowns: [{ kind: 'trust-policy', subject: `arn:aws:iam::${ACCOUNT}:role/federated` }],
    });
  });

  test('refuses all where it has no statement', () => {
    const decision = trust({ Version: '2012-10-17', Statement: [] }, {});
    expect(decision.outcome).toBe('denied');
    expect(idsOf(decision)).toEqual(['aws/no-statement deny']);
  });

  test('gives way to a statement that denies', () => {
    const deny = {
      Sid: 'NotTheOthers',
      Effect: 'Deny' as const,
      Principal: '*' as const,
      Action: 'sts:*',
      Condition: { StringNotEquals: { 'saml:iss': 'https://idp.example.com' } },
    };
    const policy = { Version: '2012-10-17', Statement: [...[DATABRICKS.Statement].flat(), deny] };
    const known = { 'saml:aud': [WORKSPACE] };
    expect(trust(policy, { ...known, 'saml:iss': ['https://idp.example.com'] }).outcome).toBe('allowed');
    const denied = trust(policy, known);
    expect(denied.outcome).toBe('denied');
    expect(denied.reasons[0]).toMatchObject({ id: 'aws/statement', effect: 'deny', sid: 'NotTheOthers' });
    expect(trust(policy, { ...known, 'saml:iss': 'unknown' }).outcome).toBe('undetermined');
  });
});

describe('id_roles_create_for-idp_saml', () => {
  const policy: PolicyJson = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithSAML',
      Principal: { Federated: PROVIDER },
      Condition: { StringEquals: { 'SAML:aud': CONSOLE } },
    },
  };

  test('is for the console and for nothing else', () => {
    expect(trust(policy, { 'saml:aud': [CONSOLE] }).outcome).toBe('allowed');
    expect(trust(policy, { 'saml:aud': [WORKSPACE] }).outcome).toBe('denied');
  });
});

describe('id_roles_providers_saml', () => {
  const policy: PolicyJson = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: PROVIDER },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: {
          StringEquals: { 'saml:aud': CONSOLE, 'saml:iss': 'https://openidp.feide.no' },
          'ForAllValues:StringLike': { 'saml:edupersonaffiliation': ['staff'] },
        },
      },
    ],
  };
  const known = { 'saml:aud': [CONSOLE], 'saml:iss': ['https://openidp.feide.no'] };

  test.each([
    ['staff', { ...known, 'saml:eduPersonAffiliation': ['staff'] }, 'allowed'],
    ['staff who study', { ...known, 'saml:eduPersonAffiliation': ['staff', 'student'] }, 'denied'],
    ['somebody without affiliation: ForAllValues takes them', known, 'allowed'],
    ['another issuer', { ...known, 'saml:iss': ['https://elsewhere'] }, 'denied'],
  ])('%s', (_, context, outcome) => {
    expect(trust(policy, context).outcome).toBe(outcome);
  });
});

describe('tutorial_abac-saml', () => {
  const provider = `arn:aws:iam::${ACCOUNT}:saml-provider/ExampleCorpProvider`;
  const policy: PolicyJson = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AllowSamlIdentityAssumeRole',
        Effect: 'Allow',
        Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
        Principal: { Federated: provider },
        Condition: {
          StringLike: {
            'aws:RequestTag/cost-center': '*',
            'aws:RequestTag/access-project': '*',
            'aws:RequestTag/access-team': ['eng', 'qas'],
          },
          StringEquals: { 'SAML:aud': CONSOLE },
        },
      },
    ],
  };
  const tags = (team: string): Record<string, KeyValues> => ({
    'saml:aud': [CONSOLE],
    'aws:RequestTag/cost-center': ['987654'],
    'aws:RequestTag/access-project': ['peg'],
    'aws:RequestTag/access-team': [team],
  });
  const ask = (known: Record<string, KeyValues>) =>
    trust(policy, known, ['sts:AssumeRoleWithSAML', 'sts:TagSession'], { kind: 'saml', provider }).outcome;

  test('lets in the two teams with all three tags', () => {
    expect(ask(tags('eng'))).toBe('allowed');
    expect(ask(tags('qas'))).toBe('allowed');
    expect(ask(tags('ops'))).toBe('denied');
    expect(ask({ ...tags('eng'), 'aws:RequestTag/cost-center': 'absent' })).toBe('denied');
  });

  test('fails for tags without sts:TagSession (troubleshoot_saml)', () => {
    const decision = trust(DATABRICKS, { 'saml:aud': [WORKSPACE] }, ['sts:AssumeRoleWithSAML', 'sts:TagSession']);
    expect(decision.outcome).toBe('denied');
    expect(decision.reasons[1]).toMatchObject({ id: 'aws/action', wanted: 'sts:TagSession' });
  });
});

describe('id_credentials_temp_control-access_monitor', () => {
  const policy: PolicyJson = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'SAMLProviderAssumeRoleWithSAML',
        Effect: 'Allow',
        Principal: { Federated: PROVIDER },
        Action: ['sts:AssumeRoleWithSAML'],
        Condition: { StringEquals: { 'SAML:aud': CONSOLE } },
      },
      {
        Sid: 'SetSourceIdentitySrEngs',
        Effect: 'Allow',
        Principal: { Federated: PROVIDER },
        Action: ['sts:SetSourceIdentity'],
        Condition: { StringLike: { 'sts:SourceIdentity': ['Saanvi', 'Diego'] } },
      },
    ],
  };
  const actions = ['sts:AssumeRoleWithSAML', 'sts:SetSourceIdentity'] as const;

  test.each([
    ['Saanvi', 'allowed'],
    ['Diego', 'allowed'],
    ['Mateo', 'denied'],
  ])('%s: %s', (name, outcome) => {
    const decision = trust(policy, { 'saml:aud': [CONSOLE], 'sts:SourceIdentity': [name] }, actions);
    expect(decision.outcome).toBe(outcome);
  });
});
