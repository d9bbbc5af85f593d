/** What the links of an answer about secrets say, and names and groups that are out of the ordinary. */
import { expect, test } from 'vitest';
import { decideSecretAccess } from '../../server/src/access/databricks/decide-secret-access.ts';
import { askAbout, secretFacts } from './secret-facts.ts';

test('a link leads to where its fact stands, and says what is there and what is needed', () => {
  const facts = 'kv: alice READ';
  const { origin } = secretFacts(facts).permissions[0] ?? {};
  const scope = 'kv';
  expect(askAbout(facts, 'alice secrets/put kv/a').reasons).toEqual([
    {
      id: 'databricks/acl',
      effect: 'none',
      origin,
      scope,
      principal: 'alice@x.com',
      permission: 'READ',
      state: 'deployed',
    },
    { id: 'databricks/weaker-permission', effect: 'deny', origin, scope, has: 'READ', needs: 'WRITE' },
  ]);
});

test('an administrator is told with the place that says so', () => {
  const facts = 'kv:; admins: alice';
  const origin = secretFacts(facts).admins?.[0]?.origin;
  const [member, group] = ['alice@x.com', 'admins'];
  expect(askAbout(facts, 'alice secrets/get kv').reasons).toEqual([
    { id: 'databricks/group-membership', effect: 'none', origin, member, group, everybody: false },
    { id: 'databricks/workspace-admin', effect: 'allow', origin, principal: member },
  ]);
});

test('who has nothing is told to be known or not', () => {
  const facts = 'kv:; group team: alice';
  expect(askAbout(facts, 'alice secrets/get kv').reasons).toMatchObject([{ principalKnown: true, needs: 'READ' }]);
  expect(askAbout(facts, 'nobody secrets/get kv').reasons).toMatchObject([{ principalKnown: false }]);
});

test('groups may be nested deeper than a walk with recursion would survive', () => {
  const groups = Array.from({ length: 5000 }, (_, index) => ({
    group: `g${index}`,
    members: [index === 4999 ? 'alice@x.com' : `g${index + 1}`],
    closed: true,
    origin: { uri: 'file:///deep', offset: index },
  }));
  const facts = { ...secretFacts('kv: g0 READ'), groups };
  const outcomeFor = (principal: string) =>
    decideSecretAccess(facts, { principal, operation: 'secrets/get', resource: 'databricks:/secrets/kv' }).outcome;
  expect(outcomeFor('alice@x.com')).toBe('allowed');
  expect(outcomeFor('bob@x.com')).toBe('denied');
});

test('names that are blank hold nobody and are nobody', () => {
  const blank = { ...secretFacts('kv: users READ'), groups: [' ', ''].map((group) => blankGroup(group)) };
  const request = { operation: 'secrets/get', resource: 'databricks:/secrets/kv' } as const;
  expect(decideSecretAccess(blank, { ...request, principal: ' ' }).outcome).toBe('denied');
  const facts = { ...secretFacts('kv:  READ'), groups: [blankGroup('')] };
  expect(decideSecretAccess(facts, { ...request, principal: 'alice@x.com' }).outcome).toBe('denied');
});

function blankGroup(group: string) {
  return { group, members: ['', 'alice@x.com'], closed: true, origin: { uri: 'file:///blank', offset: 0 } };
}

test.each([
  [undefined, 'undetermined'],
  ['group', 'undetermined'],
  ['other', 'denied'],
] as const)('a permission that says it is of kind %s leaves who is asked about %s', (principalKind, expected) => {
  const facts = secretFacts('kv: loader READ');
  const permissions = facts.permissions.map((fact) => ({ ...fact, ...(principalKind ? { principalKind } : {}) }));
  const request = { principal: 'alice@x.com', operation: 'secrets/get', resource: 'databricks:/secrets/kv' } as const;
  expect(decideSecretAccess({ ...facts, permissions }, request).outcome).toBe(expected);
  expect(decideSecretAccess({ ...facts, permissions }, { ...request, principal: 'Loader' }).outcome).toBe('allowed');
});
