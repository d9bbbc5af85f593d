/** `sign-in` as it is built, over the sample workspace: the flow for two groups, and each of the four values of the header. */
import { cpSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { inFolder } from './in-folder.ts';

const FEDERATION = path.resolve(import.meta.dirname, '../workspace/federation');
const ENGINEERS = 'arn:aws:iam::111122223333:role/lake-engineers';
const FINANCE = 'arn:aws:iam::111122223333:role/lake-finance';
const ANALYSTS = 'arn:aws:iam::444455556666:role/lake-analysts';

const { run, write, folder } = inFolder();
beforeEach(() => {
  cpSync(FEDERATION, folder(), { recursive: true });
});

function play(...line: readonly string[]) {
  const { status, stdout, stderr } = run(['sign-in', ...line, '--format', 'json']);
  expect(stderr).toBe('');
  const answer = JSON.parse(stdout);
  const roles = answer.roles.map((one: { role: string; outcome: string }) => [one.role, one.outcome]);
  return { status, answer, roles };
}

const DOCUMENTS: readonly (readonly [string, string | null, readonly (readonly [string | null, string])[]])[] = [
  [
    'right',
    null,
    [
      [ENGINEERS, 'assumed'],
      [ANALYSTS, 'assumed'],
    ],
  ],
  [
    'validation-error',
    'ValidationError',
    [
      [ENGINEERS, 'ValidationError'],
      [ANALYSTS, 'assumed'],
    ],
  ],
  [
    'invalid-identity-token',
    'InvalidIdentityToken',
    [
      [ENGINEERS, 'InvalidIdentityToken'],
      [ANALYSTS, 'InvalidIdentityToken'],
    ],
  ],
  [
    'access-denied',
    'AccessDenied',
    [
      [FINANCE, 'AccessDenied'],
      [ANALYSTS, 'assumed'],
    ],
  ],
  ['malformed-role-attribute', 'MalformedRoleAttribute', [[null, 'MalformedRoleAttribute']]],
];

describe('of a document', () => {
  test.each(DOCUMENTS)('%s gives the header %s', (name, header, expected) => {
    const { status, answer, roles } = play(`responses/${name}.xml`);
    expect(answer).toMatchObject({ version: 1, user: 'ada@contoso.com', header });
    expect(roles).toEqual(expected);
    expect(status).toBe(header === null ? 0 : 1);
  });

  test('leads to file and line, says how long, and lists once what no file can tell', () => {
    const { answer } = play('responses/access-denied.xml');
    const [refused, assumed] = answer.roles;
    expect(refused.reasons.map((one: { id: string }) => one.id)).toEqual(['aws/statement', 'aws/principal']);
    expect(refused.reasons[0]).toMatchObject({ file: 'iam/account-111122223333.json', line: expect.any(Number) });
    expect(refused.reasons[0].line).toBeGreaterThan(60);
    expect(assumed.seconds).toBe(28800);
    expect(answer.preconditions).toHaveLength(4);
  });

  test('in Base64 is the same', () => {
    const { stdout } = run(['sign-in', 'responses/right.xml', '--format', 'json']);
    const encoded = Buffer.from(
      `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:Issuer>x</saml:Issuer></saml:Assertion>`,
    ).toString('base64');
    write('posted.xml', encoded.replace(/.{60}/g, '$&\n'));
    expect(play('posted.xml').roles).toEqual([]);
    expect(JSON.parse(stdout).roles).toHaveLength(2);
  });

  test('that is encrypted, or none, ends with a line that says so', () => {
    write('locked.xml', '<EncryptedAssertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>');
    write('other.xml', '<project/>');
    expect(run(['sign-in', 'locked.xml'])).toMatchObject({ status: 2, stderr: expect.stringContaining('encrypted') });
    expect(run(['sign-in', 'other.xml'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no SAML assertion'),
    });
    expect(run(['sign-in', 'missing.xml']).status).toBe(2);
    expect(run(['sign-in'])).toMatchObject({ status: 2, stderr: expect.stringContaining('--user LOGIN') });
    expect(run(['sign-in', 'responses/right.xml', '--user', 'ada@contoso.com']).status).toBe(2);
  });
});

const USERS: readonly (readonly [string, string | null, readonly (readonly [string | null, string])[]])[] = [
  [
    'ada@contoso.com',
    null,
    [
      [ENGINEERS, 'assumed'],
      [ANALYSTS, 'assumed'],
    ],
  ],
  ['grace@contoso.com', null, [[ANALYSTS, 'assumed']]],
  ['alan@contoso.com', null, []],
  ['swapped@contoso.com', 'ValidationError', [[ENGINEERS, 'ValidationError']]],
  ['no-provider@contoso.com', 'InvalidIdentityToken', [[ANALYSTS, 'InvalidIdentityToken']]],
  ['no-trust@contoso.com', 'AccessDenied', [[FINANCE, 'AccessDenied']]],
  ['blank@contoso.com', 'MalformedRoleAttribute', [[ENGINEERS, 'MalformedRoleAttribute']]],
];

describe('of a user', () => {
  test.each(USERS)('%s gives the header %s', (user, header, expected) => {
    const { status, answer, roles } = play('--user', user);
    expect(answer).toMatchObject({ version: 1, user, header });
    expect(roles).toEqual(expected);
    expect(status).toBe(header === null ? 0 : 1);
  });

  test('says when the two readings of texts with commas differ, and only then', () => {
    expect(play('--user', 'ada@contoso.com').answer.notes).toEqual([expect.stringContaining('commas')]);
    expect(play('--user', 'alan@contoso.com').answer.notes).toEqual([]);
  });

  test('whom no file names is told so, and where to say it', () => {
    const { status, stderr } = run(['sign-in', '--user', 'nobody@contoso.com']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^grantscope: no file says .*inventory\.yaml/);
  });

  test('of whom not all is known is neither fine nor refused', () => {
    const { answer, status } = play('--user', 'ada@contoso.com', '--inventory', 'right');
    expect(answer.header).toBeNull();
    expect(answer.roles[0].outcome).toBeNull();
    expect(answer.unknowns.map((one: { kind: string }) => one.kind)).toContain('role');
    expect(status).toBe(1);
  });
});

test('people read it', () => {
  const { stdout } = run(['sign-in', 'responses/validation-error.xml']);
  expect(stdout).toContain('ada@contoso.com\nX-Databricks-PassThrough-Error: ValidationError\n');
  expect(stdout).toContain(`  ${ANALYSTS}  assumed, for 480 minutes\n`);
  expect(stdout).toContain('What no file can tell');
});
