/** What deny assignments block. */
import { ALLOWED, GET, grant, NOTHING, testCases } from './azure-cases.ts';
import { ALICE, assign, deny, ENGINEERS, EVERYONE, group, RG, role, STAFF, SUB, vault } from './azure-inventory.ts';

testCases([
  {
    name: 'a deny assignment blocks what a role grants',
    source: 'deny-assignments',
    facts: { ...grant(RG), denyAssignments: [deny([ALICE], [{ actions: ['*'] }], RG)] },
    expected: 'denied: role-assignment → role-entry → deny-assignment denies',
  },
  {
    name: 'everyone is denied',
    source: 'deny-assignments',
    facts: { ...grant(RG), denyAssignments: [deny([EVERYONE], [{ actions: ['*'] }], SUB)] },
    expected: 'denied: role-assignment → role-entry → deny-assignment denies',
  },
  {
    name: 'everyone but some is denied',
    source: 'deny-assignments',
    facts: {
      ...grant(RG),
      groups: [group(ENGINEERS, [ALICE])],
      denyAssignments: [deny([EVERYONE], [{ actions: ['*'] }], SUB, { excludePrincipals: [{ id: ENGINEERS }] })],
    },
    expected: ALLOWED,
  },
  {
    name: 'a deny assignment that does not reach child scopes',
    source: 'deny-assignments',
    facts: {
      ...grant(RG),
      denyAssignments: [deny([ALICE], [{ actions: ['*'] }], RG, { doNotApplyToChildScopes: true })],
    },
    expected: ALLOWED,
  },
  {
    name: 'a deny assignment that does not reach child scopes, at the scope itself',
    source: 'deny-assignments',
    facts: {
      ...grant(RG),
      denyAssignments: [deny([ALICE], [{ actions: ['*'] }], RG, { doNotApplyToChildScopes: true })],
    },
    operation: 'Microsoft.Resources/subscriptions/resourceGroups/read',
    on: RG,
    expected: 'denied: role-assignment → role-entry → deny-assignment denies',
  },
  {
    name: 'NotActions of a deny assignment leave open',
    source: 'deny-assignments',
    facts: { ...grant(RG), denyAssignments: [deny([ALICE], [{ actions: ['*'], notActions: ['*/read'] }], RG)] },
    expected: ALLOWED,
  },
  {
    name: 'a deny assignment of control operations leaves data',
    source: 'deny-assignments',
    facts: {
      roleAssignments: [assign(ALICE, role('Key Vault Secrets User'), RG)],
      vaults: [vault('rbac')],
      denyAssignments: [deny([ALICE], [{ actions: ['*'] }], RG)],
    },
    operation: GET,
    expected: ALLOWED,
  },
  {
    name: 'an audit only writes a log',
    source: 'https://learn.microsoft.com/powershell/module/az.resources/new-azdenyassignment',
    facts: { ...grant(RG), denyAssignments: [deny([ALICE], [{ actions: ['*'] }], RG, { effect: 'audit' })] },
    expected: ALLOWED,
  },
  {
    name: 'a deny assignment to a group with unknown members takes the certainty',
    source: 'deny-assignments',
    facts: {
      ...grant(RG),
      groups: [group(STAFF, [], false)],
      denyAssignments: [deny([STAFF], [{ actions: ['*'] }], RG)],
    },
    expected: `undetermined: role-assignment allows → role-entry allows → doubtful-membership → deny-assignment: ? group-members ${STAFF}`,
  },
  {
    name: 'a group with unknown members is spared',
    source: 'deny-assignments',
    facts: {
      ...grant(RG),
      groups: [group(STAFF, [], false)],
      denyAssignments: [deny([EVERYONE], [{ actions: ['*'] }], RG, { excludePrincipals: [{ id: STAFF }] })],
    },
    expected: `undetermined: role-assignment allows → role-entry allows → deny-assignment: ? group-members ${STAFF}`,
  },
  {
    name: 'an uncertain deny assignment adds nothing where nothing is granted',
    source: 'deny-assignments',
    facts: { groups: [group(STAFF, [], false)], denyAssignments: [deny([STAFF], [{ actions: ['*'] }], RG)] },
    expected: NOTHING,
  },
  {
    name: 'the marker for everyone spares nobody',
    source: 'deny-assignments',
    facts: {
      ...grant(RG),
      denyAssignments: [deny([ALICE], [{ actions: ['*'] }], RG, { excludePrincipals: [{ id: EVERYONE }] })],
    },
    expected: 'denied: role-assignment → role-entry → deny-assignment denies',
  },
]);
