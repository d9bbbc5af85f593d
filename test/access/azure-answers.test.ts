/** Who can, what can, what if, what does not fit, and facts that are no good. */
import { describe, expect, test } from 'vitest';
import { whatCan } from '../../server/src/access/azure/what-can.ts';
import { whoCan, whoCanBriefly } from '../../server/src/access/azure/who-can.ts';
import {
  ALICE,
  alias,
  ask,
  assign,
  BOB,
  CUSTOM,
  decide,
  decideCondition,
  define,
  deny,
  ENGINEERS,
  EVERYONE,
  group,
  indexOf,
  MG,
  parent,
  policy,
  RG,
  role,
  STAFF,
  SUB,
  VAULT,
  vault,
} from './azure-inventory.ts';

const READ = 'Microsoft.KeyVault/vaults/read';
const reader = role('Reader');
const outcome = (index: ReturnType<typeof indexOf>, principal = ALICE, on = VAULT) =>
  decide(index, ask(principal, READ, on)).outcome;

describe('who can', () => {
  const index = indexOf({
    roleAssignments: [assign(ENGINEERS, reader, RG), assign(BOB, reader, `${RG}0`), assign(STAFF, reader, SUB)],
    groups: [group(ENGINEERS, ['alice@contoso.com']), group(STAFF, [], false)],
    aliases: [alias('alice@contoso.com', ALICE), alias('Engineers', ENGINEERS)],
  });

  test('names each identity once, with its reasons', () => {
    const asked = { operation: READ, plane: 'control', resource: VAULT, attributes: new Map() } as const;
    const found = whoCan(index, asked, decideCondition);
    expect(found.map(({ principal, decision }) => [principal, decision.outcome])).toEqual([
      [BOB, 'undetermined'],
      [STAFF, 'allowed'],
      ['alice@contoso.com', 'allowed'],
      ['Engineers', 'allowed'],
    ]);
    expect(whoCanBriefly(index, asked, decideCondition)).toEqual(
      found.map(({ principal, decision }) => ({ principal, outcome: decision.outcome })),
    );
    expect(found.map(({ principal }) => decide(index, { ...asked, principal }))).toEqual(
      found.map(({ decision }) => decision),
    );
  });
});

test('what can tells every place, the way there, and how certain it is', () => {
  const index = indexOf({
    roleAssignments: [
      assign(STAFF, CUSTOM, RG),
      assign(ALICE, reader, SUB),
      assign(BOB, reader, SUB),
      assign(ENGINEERS, reader, '/', { principalKind: 'group' }),
    ],
    groups: [group(STAFF, [ALICE])],
    denyAssignments: [deny([EVERYONE], [{ actions: ['*'] }], RG), deny([BOB], [{ actions: ['*'] }], RG)],
    vaults: [vault('policy', [policy(STAFF, { secrets: ['get'] })])],
  });
  expect(
    whatCan(index, ALICE).map(({ kind, scope, path, certain, ...held }) => [
      kind,
      scope,
      path.map(({ id }) => id),
      certain,
      'role' in held ? held.role?.name : undefined,
    ]),
  ).toEqual([
    ['role-assignment', '/', ['azure/doubtful-membership'], false, 'Reader'],
    ['role-assignment', SUB, [], true, 'Reader'],
    ['role-assignment', RG, ['azure/group-membership'], true, undefined],
    ['deny-assignment', RG, [], true, undefined],
    ['access-policy', VAULT, ['azure/group-membership'], true, undefined],
  ]);
});

describe('what if', () => {
  const assignment = assign(ALICE, reader, RG, { id: `${RG}/providers/Microsoft.Authorization/roleAssignments/abc` });
  const index = indexOf({ roleAssignments: [assignment] });

  test('without an assignment, by its id or its name', () => {
    expect(outcome(index.without([assignment.id.toUpperCase()]))).toBe('denied');
    expect(outcome(index.without(['abc']))).toBe('denied');
    expect(outcome(index.without(['other']))).toBe('allowed');
    expect(outcome(index)).toBe('allowed');
  });

  test('without one that a file names by less than was asked', () => {
    const named = indexOf({ roleAssignments: [{ ...assignment, id: 'abc' }] });
    expect(outcome(named.without([assignment.id]))).toBe('denied');
  });

  test('with another source, which stands in for one of its name', () => {
    const more = index.with([['more', { roleAssignments: [assign(BOB, reader, RG)] }]]);
    expect([outcome(more, BOB), outcome(more), outcome(index, BOB)]).toEqual(['allowed', 'allowed', 'denied']);
    const other = index.with([['source0', { roleAssignments: [assign(BOB, reader, RG)] }]]);
    expect([outcome(other, BOB), outcome(other)]).toEqual(['allowed', 'denied']);
    expect(outcome(other.without(['abc']), BOB)).toBe('allowed');
  });

  test('a later change of what is below shows', () => {
    const base = indexOf({});
    const more = base.with([]);
    expect(outcome(more)).toBe('denied');
    base.update('source0', { roleAssignments: [assignment] });
    expect(outcome(more)).toBe('allowed');
    base.remove('source0');
    expect(outcome(more)).toBe('denied');
  });
});

describe('circles and contradictions', () => {
  test('groups in a circle', () => {
    const index = indexOf({
      roleAssignments: [assign(STAFF, reader, RG)],
      groups: [group(STAFF, [ENGINEERS]), group(ENGINEERS, [STAFF, ALICE])],
    });
    expect([outcome(index), outcome(index, BOB)]).toEqual(['allowed', 'denied']);
    expect(index.problems().map(({ kind }) => kind)).toEqual(['group-cycle']);
  });

  test('management groups in a circle: what they hold is open', () => {
    const index = indexOf({
      roleAssignments: [assign(ALICE, reader, `${MG}/b`), assign(BOB, reader, `${MG}/a`)],
      managementGroupParents: [parent(SUB, `${MG}/a`), parent(`${MG}/a`, `${MG}/b`), parent(`${MG}/b`, `${MG}/a`)],
    });
    expect([outcome(index), outcome(index, BOB)]).toEqual(['undetermined', 'allowed']);
    expect(index.problems().map(({ kind }) => kind)).toEqual(['management-group-cycle']);
  });

  test('a subscription in two management groups is in neither for certain', () => {
    const index = indexOf({
      roleAssignments: [assign(ALICE, reader, `${MG}/a`)],
      managementGroupParents: [parent(SUB, `${MG}/a`), parent(SUB, `${MG}/b`)],
    });
    expect(outcome(index)).toBe('undetermined');
    expect(index.problems().map(({ kind, subject }) => [kind, subject])).toEqual([['contradictory-parent', SUB]]);
  });
});

describe('facts that are no good', () => {
  test('everything that is wrong is named, and nothing is thrown', () => {
    const index = indexOf(
      {
        roleAssignments: [
          assign(ALICE, reader, RG),
          assign(ALICE.toUpperCase(), reader, `${RG}/`),
          assign(ALICE, CUSTOM, RG),
          assign(EVERYONE, reader, RG, { id: 'all' }),
          assign(ALICE, reader, 'rg1'),
          assign('', '', ''),
        ],
        roleDefinitions: [define([{ actions: ['*'] }], { id: STAFF }), define([], { id: STAFF })],
        denyAssignments: [
          deny([], [], RG, { id: 'nobody' }),
          deny([ALICE], [], '/subscriptions', { excludePrincipals: [{ id: EVERYONE }], id: 'odd' }),
        ],
        aliases: [alias('App', ALICE), alias('App', BOB), alias()],
        managementGroupParents: [parent('x', 'y')],
        vaults: [vault('rbac'), vault('policy'), vault('rbac', [], { scope: '' })],
      },
      { roleAssignments: [assign(BOB, STAFF, RG)] },
    );
    expect(index.problems().map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      'ambiguous-name App',
      `contradictory-permission-model ${VAULT}`,
      `contradictory-role ${STAFF}`,
      'deny-without-principals nobody',
      `duplicate-assignment ${ALICE} ${reader} ${RG}`,
      'malformed-scope ',
      'malformed-scope /subscriptions',
      'malformed-scope rg1',
      'malformed-scope x',
      'misplaced-everyone all',
      'misplaced-everyone odd',
      'unknown-role ',
      `unknown-role ${CUSTOM}`,
    ]);
  });

  test('a chain of 20,000 groups, and 20,000 members of one', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      group(`g${index}`, [index === 0 ? ALICE : `g${index - 1}`]),
    );
    const crowd = group(
      'crowd',
      Array.from({ length: 20_000 }, (_, index) => `user${index}@x.com`),
    );
    const index = indexOf({
      roleAssignments: [assign('g19999', reader, RG), assign('crowd', reader, RG)],
      groups: [...chain, crowd],
    });
    expect([outcome(index), outcome(index, 'user77@x.com'), outcome(index, BOB)]).toEqual([
      'allowed',
      'allowed',
      'denied',
    ]);
    expect(index.problems()).toEqual([]);
  });

  test('a path of a million segments is no scope', () => {
    const deep = `${RG}/providers/Microsoft.X${'/t/n'.repeat(500_000)}`;
    const index = indexOf({ roleAssignments: [assign(ALICE, reader, RG), assign(ALICE, reader, deep)] });
    expect([outcome(index), outcome(index, ALICE, deep)]).toEqual(['allowed', 'undetermined']);
    expect(index.problems().map(({ kind }) => kind)).toEqual(['malformed-scope']);
  });
});
