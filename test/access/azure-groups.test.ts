/** Who holds an assignment: groups, names, and the chain that is told. */
import { expect, test } from 'vitest';
import { grant, NOTHING, READ, testCases, WRITE } from './azure-cases.ts';
import {
  ALICE,
  alias,
  ask,
  assign,
  BOB,
  decide,
  ENGINEERS,
  group,
  indexOf,
  RG,
  role,
  STAFF,
  SUB,
  VAULT,
} from './azure-inventory.ts';

testCases([
  {
    name: 'through a group',
    source: 'overview',
    facts: { roleAssignments: [assign(ENGINEERS, role('Reader'), RG)], groups: [group(ENGINEERS, [ALICE])] },
    expected: 'allowed: group-membership → role-assignment allows → role-entry allows',
  },
  {
    name: 'through a group in a group',
    source: 'overview',
    facts: {
      roleAssignments: [assign(STAFF, role('Reader'), RG)],
      groups: [group(STAFF, [ENGINEERS]), group(ENGINEERS, [ALICE])],
    },
    expected: 'allowed: group-membership → group-membership → role-assignment allows → role-entry allows',
  },
  {
    name: 'not of a group all of whose members are known',
    source: 'overview',
    facts: { roleAssignments: [assign(ENGINEERS, role('Reader'), RG)], groups: [group(ENGINEERS, [BOB])] },
    expected: NOTHING,
  },
  {
    name: 'a group of which not all members are known',
    source: 'overview',
    facts: { roleAssignments: [assign(ENGINEERS, role('Reader'), RG)], groups: [group(ENGINEERS, [BOB], false)] },
    expected: `undetermined: doubtful-membership → role-assignment → role-entry: ? group-members ${ENGINEERS}`,
  },
  {
    name: 'a group that no file lists',
    source: 'overview',
    facts: { roleAssignments: [assign(ENGINEERS, role('Reader'), RG, { principalKind: 'group' })] },
    expected: `undetermined: doubtful-membership → role-assignment → role-entry: ? group-members ${ENGINEERS}`,
  },
  {
    name: 'an open group inside a closed one',
    source: 'overview',
    facts: {
      roleAssignments: [assign(STAFF, role('Reader'), RG)],
      groups: [group(STAFF, [ENGINEERS]), group(ENGINEERS, [], false)],
    },
    expected: `undetermined: doubtful-membership → role-assignment → role-entry: ? group-members ${ENGINEERS}`,
  },
  {
    name: 'an open group whose role does not grant does not matter',
    source: 'overview',
    facts: { roleAssignments: [assign(ENGINEERS, role('Reader'), RG, { principalKind: 'group' })] },
    operation: WRITE,
    expected: NOTHING,
  },
  {
    name: 'by another name of the same identity',
    source: 'https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname',
    facts: { ...grant(RG), aliases: [alias('alice@contoso.com', ALICE)] },
    principal: 'Alice@Contoso.com',
    expected: 'allowed: alias → role-assignment allows → role-entry allows',
  },
  {
    name: 'a member by name, the assignment by id',
    source: 'overview',
    facts: {
      roleAssignments: [assign(ENGINEERS, role('Reader'), RG)],
      groups: [group('engineers', ['alice@contoso.com'])],
      aliases: [alias('alice@contoso.com', ALICE), alias('engineers', ENGINEERS)],
    },
    expected: 'allowed: alias → group-membership → alias → role-assignment allows → role-entry allows',
  },
  {
    name: 'a display name that two identities have',
    source: 'https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-cli',
    facts: { ...grant(RG), aliases: [alias('App', ALICE), alias('App', BOB)] },
    principal: 'App',
    expected: 'undetermined: doubtful-membership → role-assignment → role-entry: ? ambiguous-name App',
  },
]);

test('the links of a chain lead to what is written', () => {
  const facts = {
    roleAssignments: [assign(ENGINEERS, role('Reader'), RG, { condition: 'yes' })],
    groups: [group(ENGINEERS, [ALICE])],
  };
  const { reasons } = decide(indexOf(facts), ask(ALICE, READ, VAULT));
  const [assignment] = facts.roleAssignments;
  const [membership] = facts.groups;
  expect(reasons).toEqual([
    { id: 'azure/group-membership', effect: 'none', origin: membership?.origin, member: ALICE, group: ENGINEERS },
    {
      id: 'azure/role-assignment',
      effect: 'allow',
      origin: assignment?.origin,
      assignment: assignment?.id,
      principal: ENGINEERS,
      roleDefinition: role('Reader'),
      roleName: 'Reader',
      scope: RG,
      inherited: true,
      state: 'deployed',
    },
    {
      id: 'azure/role-entry',
      effect: 'allow',
      role: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
      roleName: 'Reader',
      entry: '*/read',
      plane: 'control',
      block: 0,
      builtIn: true,
    },
    {
      id: 'azure/condition',
      effect: 'allow',
      origin: assignment?.origin,
      condition: 'yes',
      on: 'role-assignment',
      value: 'yes',
      missing: [],
    },
  ]);
});

test('the shortest chain is told, whatever the order of the sources', () => {
  const sources = [
    { roleAssignments: [assign(STAFF, role('Reader'), VAULT)], groups: [group(STAFF, [ENGINEERS])] },
    { roleAssignments: [assign(ENGINEERS, role('Reader'), SUB)], groups: [group(ENGINEERS, [ALICE])] },
    { roleAssignments: [assign(ENGINEERS, role('Owner'), SUB)] },
    { roleAssignments: [assign(ALICE, role('Reader'), VAULT, { condition: 'yes' })] },
  ];
  const forward = decide(indexOf(...sources), ask(ALICE, READ, VAULT));
  expect(decide(indexOf(...sources.toReversed()), ask(ALICE, READ, VAULT))).toEqual(forward);
  expect(forward.reasons.map((reason) => (reason.id === 'azure/role-assignment' ? reason.scope : reason.id))).toEqual([
    'azure/group-membership',
    SUB,
    'azure/role-entry',
  ]);
});
