/** The federation of Databricks with AWS, played from an assertion. */
import { describe, expect, test } from 'vitest';
import type { Assertion } from '../../server/src/access/aws/assertion.ts';
import type { FederationFacts } from '../../server/src/access/aws/assertion-check.ts';
import {
  PRINCIPAL_TAG_ATTRIBUTE,
  ROLE_ATTRIBUTE,
  SESSION_DURATION_ATTRIBUTE,
  SESSION_NAME_ATTRIBUTE,
  SOURCE_IDENTITY_ATTRIBUTE,
} from '../../server/src/access/aws/role-attribute.ts';
import { type HeaderValue, type SignInOptions, signIn } from '../../server/src/access/aws/sign-in.ts';
import {
  ACCOUNTS,
  assertionOf,
  attribute,
  factsOf,
  federated,
  ISSUER,
  NOW,
  PAIR_A,
  PAIR_B,
  providerOf,
  ROLE_A,
  ROLE_B,
  ROLES,
} from './federation-of-two-accounts.ts';

const elsewhere = [federated(ROLE_A, `${providerOf(ACCOUNTS[0])}-2`, 'a')];
const forConsole = [federated(ROLE_A, providerOf(ACCOUNTS[0]), 'a', 'https://signin.aws.amazon.com/saml')];
const other = { arn: providerOf(ACCOUNTS[0]), entityId: 'http://www.okta.com/exk2' };
const expired = { arn: providerOf(ACCOUNTS[0]), entityId: ISSUER, validUntil: NOW - 1 };

const { nameId: _, ...withoutSubject } = assertionOf([PAIR_A]);

const FAILING: readonly [string, Assertion, FederationFacts, HeaderValue, string][] = [
  [
    'provider before role',
    assertionOf([`${providerOf(ACCOUNTS[0])},${ROLE_A}`]),
    factsOf(),
    'ValidationError',
    'aws/role-order',
  ],
  ['a placeholder', assertionOf([PAIR_A.replaceAll(ACCOUNTS[0], 'xxx')]), factsOf(), 'ValidationError', 'aws/arn'],
  ['roles/', assertionOf([PAIR_A.replace('role/', 'roles/')]), factsOf(), 'ValidationError', 'aws/arn'],
  [
    'no session name',
    assertionOf([PAIR_A], { attributes: [attribute(ROLE_ATTRIBUTE, PAIR_A)] }),
    factsOf(),
    'InvalidIdentityToken',
    'aws/assertion-attribute',
  ],
  [
    'a session name with blanks',
    assertionOf([PAIR_A], {}, 'Alice Example'),
    factsOf(),
    'InvalidIdentityToken',
    'aws/assertion-attribute',
  ],
  ['another issuer', assertionOf([PAIR_A]), factsOf(ROLES, [other]), 'InvalidIdentityToken', 'aws/assertion'],
  ['old metadata', assertionOf([PAIR_A]), factsOf(ROLES, [expired]), 'InvalidIdentityToken', 'aws/assertion'],
  ['no provider', assertionOf([PAIR_A]), factsOf(ROLES, []), 'InvalidIdentityToken', 'aws/unknown-provider'],
  [
    'an old assertion',
    assertionOf([PAIR_A], { notOnOrAfter: NOW }),
    factsOf(),
    'InvalidIdentityToken',
    'aws/assertion',
  ],
  [
    'one of tomorrow',
    assertionOf([PAIR_A], { notBefore: NOW + 1 }),
    factsOf(),
    'InvalidIdentityToken',
    'aws/assertion',
  ],
  ['a provider that is not trusted', assertionOf([PAIR_A]), factsOf(elsewhere), 'AccessDenied', 'aws/principal'],
  ['a role for the console', assertionOf([PAIR_A]), factsOf(forConsole), 'AccessDenied', 'aws/condition'],
  ['no such role', assertionOf([PAIR_A]), factsOf([]), 'AccessDenied', 'aws/unknown-role'],
  ['no subject', withoutSubject, factsOf(), 'AccessDenied', 'aws/assertion'],
  [
    'a provider of another account',
    assertionOf([`${ROLE_A},${providerOf(ACCOUNTS[1])}`]),
    factsOf(),
    'AccessDenied',
    'aws/provider-elsewhere',
  ],
  [
    'a role of single sign-on',
    assertionOf([PAIR_A.replace('role-a', 'AWSReservedSSO_x_1')]),
    factsOf(),
    'AccessDenied',
    'aws/reserved-role',
  ],
  ['a blank', assertionOf([PAIR_A.replace(',', ', ')]), factsOf(), 'MalformedRoleAttribute', 'aws/role-attribute'],
  ['two pairs in one', assertionOf([`${PAIR_A},${PAIR_B}`]), factsOf(), 'MalformedRoleAttribute', 'aws/role-attribute'],
  ['a name', assertionOf(['role-a']), factsOf(), 'MalformedRoleAttribute', 'aws/role-attribute'],
];

test.each(FAILING)('%s', (_, assertion, facts, header, id) => {
  const result = signIn(assertion, facts);
  expect(result.header).toBe(header);
  expect(result.roles[0]?.outcome).toBe(header);
  expect(result.roles[0]?.reasons.filter(({ effect }) => effect === 'deny').map((one) => one.id)).toContain(id);
});

function outcomes(assertion: Assertion, facts = factsOf(), options: SignInOptions = {}) {
  const { header, roles } = signIn(assertion, facts, options);
  return { header, outcomes: roles.map(({ outcome }) => outcome) };
}

describe('an assertion', () => {
  test('for two accounts: every role is assumed, and lasts as long as the role allows', () => {
    const result = signIn(assertionOf([PAIR_A, PAIR_B]), factsOf());
    expect(result).toMatchObject({ header: null, isOpen: false, unknowns: [] });
    expect(result.roles).toMatchObject([
      { role: ROLE_A, provider: providerOf(ACCOUNTS[0]), outcome: 'assumed', duration: { seconds: 28_800 } },
      { role: ROLE_B, provider: providerOf(ACCOUNTS[1]), outcome: 'assumed' },
    ]);
  });

  test('the first role that fails gives the header; the others are tried all the same', () => {
    const swapped = PAIR_A.split(',').reverse().join(',');
    expect(outcomes(assertionOf([PAIR_B, swapped, 'x']))).toEqual({
      header: 'ValidationError',
      outcomes: ['assumed', 'ValidationError', 'MalformedRoleAttribute'],
    });
    expect(outcomes(assertionOf([swapped]), factsOf(), { order: 'either' })).toEqual({
      header: null,
      outcomes: ['assumed'],
    });
  });

  test('without roles gives none and no header', () => {
    const result = signIn(assertionOf([], { attributes: [attribute(SESSION_NAME_ATTRIBUTE, 'alice')] }), factsOf());
    expect(result).toMatchObject({ header: null, isOpen: false, roles: [], reasons: [{ flaw: 'missing' }] });
  });

  test('names the role that is written with other letters', () => {
    const { roles } = signIn(assertionOf([PAIR_A.replace('role-a', 'Role-A')]), factsOf());
    expect(roles[0]).toMatchObject({ outcome: 'AccessDenied', reasons: [{ exists: 'no', otherCase: ROLE_A }] });
  });

  test('with tags or a source identity needs their actions', () => {
    const base = assertionOf([PAIR_A]);
    const tagged = { ...base, attributes: [...base.attributes, attribute(`${PRINCIPAL_TAG_ATTRIBUTE}team`, 'x')] };
    const named = { ...base, attributes: [...base.attributes, attribute(SOURCE_IDENTITY_ATTRIBUTE, 'alice')] };
    for (const [assertion, wanted] of [
      [tagged, 'sts:TagSession'],
      [named, 'sts:SetSourceIdentity'],
    ] as const) {
      const { roles } = signIn(assertion, factsOf());
      expect(roles[0]?.outcome).toBe('AccessDenied');
      expect(roles[0]?.reasons).toContainEqual(expect.objectContaining({ id: 'aws/action', wanted }));
    }
  });
});

describe('what nobody knows', () => {
  const blind: FederationFacts = { role: () => 'unknown', roleInOtherCase: () => undefined, provider: () => 'unknown' };

  test('leaves the outcome open', () => {
    const result = signIn(assertionOf([PAIR_A]), blind);
    expect(result).toMatchObject({ header: null, isOpen: true, roles: [{ outcome: 'undetermined' }] });
    expect(result.unknowns.map(({ kind }) => kind)).toEqual(['saml-provider', 'role']);
  });

  test('of a provider is told, and the trust policy decides', () => {
    const { roles } = signIn(assertionOf([PAIR_A]), { ...factsOf(), provider: () => 'unknown' });
    expect(roles[0]).toMatchObject({ outcome: 'assumed', unknowns: [{ kind: 'saml-provider' }] });
  });

  test('of the role does not matter where the value is wrong', () => {
    expect(outcomes(assertionOf(['x']), blind)).toEqual({
      header: 'MalformedRoleAttribute',
      outcomes: ['MalformedRoleAttribute'],
    });
  });
});

test('the assertion may shorten the session', () => {
  const base = assertionOf([PAIR_A], { sessionNotOnOrAfter: NOW + 7_200_000 });
  const shortened = { ...base, attributes: [...base.attributes, attribute(SESSION_DURATION_ATTRIBUTE, '3600')] };
  expect(signIn(base, factsOf()).roles[0]?.duration?.seconds).toBe(7200);
  expect(signIn(shortened, factsOf()).roles[0]?.duration?.seconds).toBe(3600);
});
