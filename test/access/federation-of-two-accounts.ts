/** Two accounts with a role each that trust Okta for a workspace, and assertions for them. */
import type { Assertion } from '../../server/src/access/aws/assertion.ts';
import type { FederationFacts, SamlProvider } from '../../server/src/access/aws/assertion-check.ts';
import type { AwsRole } from '../../server/src/access/aws/policy.ts';
import { ROLE_ATTRIBUTE, SESSION_NAME_ATTRIBUTE } from '../../server/src/access/aws/role-attribute.ts';
import { roleOf } from './policy-of.ts';

export const WORKSPACE = 'https://dbc-1234.cloud.databricks.com/saml/consume';
export const ISSUER = 'http://www.okta.com/exk1';
export const ACCOUNTS = ['111111111111', '222222222222'] as const;
export const providerOf = (account: string) => `arn:aws:iam::${account}:saml-provider/okta-databricks`;
export const ROLE_A = `arn:aws:iam::${ACCOUNTS[0]}:role/role-a`;
export const ROLE_B = `arn:aws:iam::${ACCOUNTS[1]}:role/role-b`;
export const PAIR_A = `${ROLE_A},${providerOf(ACCOUNTS[0])}`;
export const PAIR_B = `${ROLE_B},${providerOf(ACCOUNTS[1])}`;
export const NOW = Date.UTC(2026, 10, 22);

export function federated(arn: string, provider: string, bucket: string, aud = WORKSPACE): AwsRole {
  return roleOf({
    arn,
    maxSessionDuration: 28_800,
    trust: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: provider },
          Action: 'sts:AssumeRoleWithSAML',
          Condition: { StringEquals: { 'SAML:aud': aud } },
        },
      ],
    },
    policies: [
      {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [`arn:aws:s3:::${bucket}`] },
          { Effect: 'Allow', Action: ['s3:GetObject'], Resource: [`arn:aws:s3:::${bucket}/*`] },
        ],
      },
    ],
  });
}

export const ROLES = [
  federated(ROLE_A, providerOf(ACCOUNTS[0]), 'bucket-a'),
  federated(ROLE_B, providerOf(ACCOUNTS[1]), 'bucket-b'),
];
export const PROVIDERS: readonly SamlProvider[] = ACCOUNTS.map((account) => ({
  arn: providerOf(account),
  entityId: ISSUER,
}));

export function factsOf(
  roles: readonly AwsRole[] = ROLES,
  providers: readonly SamlProvider[] = PROVIDERS,
): FederationFacts {
  return {
    role: (arn) => roles.find((one) => one.arn === arn) ?? 'none',
    roleInOtherCase: (arn) => roles.find((one) => one.arn !== arn && one.arn.toLowerCase() === arn.toLowerCase())?.arn,
    provider: (arn) => providers.find((one) => one.arn === arn) ?? 'none',
    now: NOW,
  };
}

export function attribute(name: string, ...values: readonly string[]) {
  return { name, values: values.map((text) => ({ text, certain: true })), complete: true, missing: [] };
}

export function assertionOf(
  roles: readonly string[],
  more: Partial<Assertion> = {},
  session = 'alice@contoso.com',
): Assertion {
  return {
    issuer: ISSUER,
    recipient: WORKSPACE,
    nameId: 'alice@contoso.com',
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    attributes: [attribute(ROLE_ATTRIBUTE, ...roles), attribute(SESSION_NAME_ATTRIBUTE, session)],
    hasAllAttributes: true,
    complete: true,
    ...more,
  };
}
