/** Values of the role attribute, ARNs, and what belongs to them. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ArnFlaw, arnFlaws, type IamKind, parseArn, parseIamArn } from '../../server/src/access/aws/arn.ts';
import { decodeBase64, encodeBase64 } from '../../server/src/access/aws/condition-values.ts';
import {
  isSessionName,
  isSourceIdentity,
  parseRoleValue,
  repairRoleValue,
} from '../../server/src/access/aws/role-attribute.ts';
import { sha1 } from '../../server/src/access/aws/sha1.ts';

const ROLE = 'arn:aws:iam::123456789012:role/data/role-a';
const PROVIDER = 'arn:aws:iam::123456789012:saml-provider/okta-databricks';

test.each<[string, string, string[], 'role-first' | 'provider-first' | undefined]>([
  ['as documented', `${ROLE},${PROVIDER}`, [], 'role-first'],
  ['the other way round', `${PROVIDER},${ROLE}`, [], 'provider-first'],
  ['a comma in the name', `${ROLE},b,${PROVIDER}`, [], 'role-first'],
  ['blanks around the whole', `\n  ${ROLE},${PROVIDER} `, [], 'role-first'],
  ['a blank behind the comma', `${ROLE}, ${PROVIDER}`, ['blank'], 'role-first'],
  ['a blank before the comma', `${ROLE} ,${PROVIDER}`, ['blank'], 'role-first'],
  ['nothing', ' ', ['empty'], undefined],
  ['a role alone', ROLE, ['one-part'], undefined],
  ['a semicolon', `${ROLE};${PROVIDER}`, ['separator'], undefined],
  ['two pairs', `${ROLE},${PROVIDER},${ROLE}b,${PROVIDER}`, ['several-pairs'], undefined],
  ['two roles', `${ROLE},${ROLE}b`, ['two-roles'], undefined],
  ['two providers', `${PROVIDER},${PROVIDER}b`, ['two-providers'], undefined],
  ['names', 'role-a,okta-databricks', ['no-arn'], undefined],
  ['a name and an ARN', `role-a,${PROVIDER}`, ['no-arn'], undefined],
  ['a user', `${ROLE.replace('role/data', 'user')},${PROVIDER}`, ['other-kind'], undefined],
  ['a session', `arn:aws:sts::123456789012:assumed-role/a/b,${PROVIDER}`, ['other-kind'], undefined],
  ['a placeholder', `${ROLE.replace('123456789012', 'xxx')},${PROVIDER}`, [], 'role-first'],
  ['a plural', `${ROLE.replace('role/', 'roles/')},${PROVIDER}`, [], 'role-first'],
])('a role value: %s', (_, value, flaws, order) => {
  const parsed = parseRoleValue(value);
  expect(parsed.flaws).toEqual(flaws);
  expect(parsed.pair?.order).toBe(order);
  for (const { text, span } of parsed.parts) {
    expect(value.slice(span.start, span.end)).toBe(text);
  }
});

test('a role value is put right where that is sure', () => {
  expect(repairRoleValue(parseRoleValue(`${PROVIDER} , ${ROLE}`))).toBe(`${ROLE},${PROVIDER}`);
  expect(repairRoleValue(parseRoleValue(`${PROVIDER},${ROLE.replace('123', 'xxx')}`))).toBeUndefined();
});

test('any role value has parts where it says', () => {
  const part = fc.constantFrom(ROLE, PROVIDER, ',', ' ', ';', 'arn:', 'x', '/');
  fc.assert(
    fc.property(
      fc.array(part).map((parts) => parts.join('')),
      (value) => {
        for (const { text, span } of parseRoleValue(value).parts) {
          expect(value.slice(span.start, span.end)).toBe(text);
        }
      },
    ),
  );
});

describe('ARNs', () => {
  test.each<[string, IamKind, ArnFlaw[]]>([
    [ROLE, 'role', []],
    [PROVIDER, 'saml-provider', []],
    ['arn:aws-us-gov:iam::123456789012:instance-profile/a/b/c', 'instance-profile', []],
    ['arn:aws:iam::123456789012:role', 'role', ['name']],
    ['arn:aws:iam::123456789012:role/', 'role', ['name']],
    ['arn:aws:iam::123456789012:roles/a', 'role', ['plural-kind']],
    ['arn:aws:iam::123456789012:user/a', 'role', ['kind']],
    ['arn:aws:iam::1234567890:role/a', 'role', ['account']],
    ['arn:aws:iam:us-east-1:123456789012:role/a', 'role', ['region']],
    ['arn:aws:sts::123456789012:role/a', 'role', ['service']],
    ['arn:amazon:iam::123456789012:role/a', 'role', ['partition']],
    ['arn:aws:iam::123456789012:role/a b', 'role', ['name']],
    [`arn:aws:iam::123456789012:role/${'a'.repeat(64)}`, 'role', []],
    [`arn:aws:iam::123456789012:role/${'a'.repeat(65)}`, 'role', ['name']],
    ['arn:aws:iam::123456789012:saml-provider/a/b', 'saml-provider', ['name']],
    ['arn:aws:iam::123456789012:saml-provider/a+b', 'saml-provider', ['name']],
    ['arn:aws:iam::role/a', 'role', ['fields']],
    ['role-a', 'role', ['fields']],
    [' arn:aws:iam::123456789012:role/a', 'role', ['blank']],
    ['arn:aws:iam::123456789012:role/é/a', 'role', ['path']],
  ])('%s as %s', (text, kind, flaws) => {
    expect(arnFlaws(text, kind)).toEqual(flaws);
  });

  test('are taken apart', () => {
    expect(parseArn('arn:aws:s3:::b/a:b')).toEqual({
      partition: 'aws',
      service: 's3',
      region: '',
      account: '',
      resource: 'b/a:b',
    });
    expect(parseIamArn(ROLE)).toEqual({
      partition: 'aws',
      account: '123456789012',
      kind: 'role',
      path: '/data/',
      name: 'role-a',
    });
  });
});

test.each([
  ['alice@contoso.com', true],
  ['a', false],
  ['Alice Example', false],
  ['a'.repeat(64), true],
  ['a'.repeat(65), false],
  ['aws:x', false],
])('%s as the name of a session: %s', (text, isRight) => {
  expect(isSessionName(text)).toBe(isRight);
});

test('a source identity begins with no reserved word', () => {
  expect(isSourceIdentity('alice')).toBe(true);
  expect(isSourceIdentity('aws:alice')).toBe(false);
});

test('SHA-1 and Base64 are those that everybody has', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const digest = createHash('sha1').update(text, 'utf8').digest();
      expect(sha1(text)).toEqual([...digest]);
      expect(encodeBase64([...digest])).toBe(digest.toString('base64'));
      expect(decodeBase64(encodeBase64([...digest]))).toEqual([...digest]);
    }),
  );
});
