/** The federation of Databricks with AWS, played for a user of Okta, from the group to the object. */
import { describe, expect, test } from 'vitest';
import { contextOfSession } from '../../server/src/access/aws/assertion.ts';
import { assertionOfUser } from '../../server/src/access/aws/okta-sign-in.ts';
import { parseRoleValue, ROLE_ATTRIBUTE, SESSION_NAME_ATTRIBUTE } from '../../server/src/access/aws/role-attribute.ts';
import { decideS3 } from '../../server/src/access/aws/s3-decision.ts';
import { signIn } from '../../server/src/access/aws/sign-in.ts';
import type { OktaOptions } from '../../server/src/access/okta/okta-attribute.ts';
import { parseExpression } from '../../server/src/access/okta/okta-parser.ts';
import type { OktaUser } from '../../server/src/access/okta/okta-user.ts';
import { factsOf, ISSUER, PAIR_A, PAIR_B, ROLE_A, ROLE_B, WORKSPACE } from './federation-of-two-accounts.ts';

const EXPRESSION = `Arrays.flatten(isMemberOfGroupName("GroupA") ? "${PAIR_A}" : {}, isMemberOfGroupName("GroupB") ? "${PAIR_B}" : {})`;

function play(groups: readonly string[], hasAllGroups = true, options: OktaOptions = {}, recipient = WORKSPACE) {
  const user: OktaUser = {
    login: 'alice@contoso.com',
    groups: groups.map((name) => ({ name })),
    hasAllGroups,
    attributes: {},
    hasAllAttributes: false,
  };
  const statements = [
    { name: ROLE_ATTRIBUTE, expression: parseExpression(EXPRESSION).expression },
    { name: SESSION_NAME_ATTRIBUTE, expression: parseExpression('user.login').expression },
  ];
  const made = assertionOfUser(user, { statements, hasAllStatements: true, issuer: ISSUER, recipient }, options);
  return { ...made, result: signIn(made.assertion, factsOf()) };
}

describe('a user of Okta', () => {
  test.each<[string[], string[]]>([
    [[], []],
    [['GroupA'], [ROLE_A]],
    [
      ['GroupB', 'GroupA'],
      [ROLE_A, ROLE_B],
    ],
  ])('in %j gets %j', (groups, expected) => {
    const { result, dependsOnCommas } = play(groups);
    expect(result).toMatchObject({ header: null, isOpen: false });
    expect(result.roles.map(({ role, outcome }) => [role, outcome])).toEqual(expected.map((role) => [role, 'assumed']));
    expect(dependsOnCommas).toEqual(groups.length > 0 ? [ROLE_ATTRIBUTE] : []);
  });

  test('of whom not all groups are known: what may be sent is tried too', () => {
    const { result } = play(['GroupA'], false);
    expect(result).toMatchObject({
      header: null,
      isOpen: true,
      unknowns: [{ kind: 'group-membership', subject: 'GroupB' }],
    });
    expect(result.roles.map(({ role, certain }) => [role, certain])).toEqual([
      [ROLE_A, true],
      [ROLE_B, false],
    ]);
  });

  test('whose lists are joined, or taken apart, gets a malformed attribute', () => {
    expect(play(['GroupA', 'GroupB'], true, { arrays: 'joined' }).result.header).toBe('MalformedRoleAttribute');
    expect(play(['GroupA'], true, { commas: 'always' }).result.header).toBe('MalformedRoleAttribute');
    expect(play(['GroupA'], true, { arrays: 'joined' }).result.header).toBeNull();
  });

  test('whose application sends to another URL is refused', () => {
    expect(play(['GroupA'], true, {}, `${WORKSPACE}/`).result.header).toBe('AccessDenied');
  });
});

test('from the group to the object', () => {
  const { assertion, result } = play(['GroupA']);
  const [first] = result.roles;
  const { pair } = parseRoleValue(first?.value ?? '');
  const role = factsOf().role(first?.role ?? '');
  const may = (action: string, resource: string) =>
    pair && typeof role !== 'string'
      ? decideS3({ role, action, resource, bucket: undefined, context: contextOfSession(assertion, pair) }).outcome
      : undefined;
  expect(may('s3:GetObject', 'arn:aws:s3:::bucket-a/x')).toBe('allowed');
  expect(may('s3:GetObject', 'arn:aws:s3:::bucket-b/x')).toBe('denied');
});
