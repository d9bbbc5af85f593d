/** Which scopes hold a resource, management groups included. */
import { ALLOWED, grant, NOTHING, testCases } from './azure-cases.ts';
import { ALICE, assign, MG, parent, RG, role, SECRET, SUB, VAULT } from './azure-inventory.ts';

testCases([
  { name: 'at the resource itself', source: 'overview', facts: grant(VAULT), expected: ALLOWED },
  { name: 'inherited from the resource group', source: 'overview', facts: grant(RG), expected: ALLOWED },
  { name: 'inherited from the subscription', source: 'overview', facts: grant(SUB), expected: ALLOWED },
  {
    name: 'inherited from the root, as by elevated access',
    source: 'elevate-access-global-admin',
    facts: grant('/'),
    expected: ALLOWED,
  },
  { name: 'scopes compare without case', source: 'scope-overview', facts: grant(RG.toUpperCase()), expected: ALLOWED },
  { name: 'a slash at the end of a scope', source: 'scope-overview', facts: grant(`${RG}/`), expected: ALLOWED },
  {
    name: 'a resource group whose name only begins the same',
    source: 'scope-overview',
    facts: grant(`${RG}0`),
    expected: 'denied: role-assignment → other-scope denies',
  },
  {
    name: 'a scope below the resource',
    source: 'overview',
    facts: grant(SECRET),
    expected: 'denied: role-assignment → other-scope denies',
  },
  { name: 'nobody has anything', source: 'overview', facts: {}, expected: NOTHING },
  {
    name: 'a resource of the subscription is in no resource group',
    source: 'scope-overview',
    facts: grant(RG),
    on: `${SUB}/providers/Microsoft.KeyVault/vaults/kv1`,
    expected: 'denied: role-assignment → other-scope denies',
  },
  {
    name: 'an extension of a resource inherits from it',
    source: 'scope-overview',
    facts: grant(VAULT),
    on: `${VAULT}/providers/Microsoft.Insights/diagnosticSettings/d`,
    expected: ALLOWED,
  },
  {
    name: 'a tenant resource is below the root alone',
    source: 'scope-overview',
    facts: grant('/'),
    on: '/providers/Microsoft.Billing/billingAccounts/b',
    expected: ALLOWED,
  },
  {
    name: 'a management group two above',
    source: 'scope-overview',
    facts: {
      ...grant(`${MG}/root`),
      managementGroupParents: [parent(SUB, `${MG}/platform`), parent(`${MG}/platform`, `${MG}/root`)],
    },
    expected: 'allowed: role-assignment allows → management-group-parent → management-group-parent → role-entry allows',
  },
  {
    name: 'nobody says what the subscription is in',
    source: 'scope-overview',
    facts: grant(`${MG}/platform`),
    expected: `undetermined: role-assignment → management-group-gap → role-entry: ? management-group-parent ${SUB}`,
  },
  {
    name: 'a gap in the tree above',
    source: 'scope-overview',
    facts: { ...grant(`${MG}/other`), managementGroupParents: [parent(SUB, `${MG}/platform`)] },
    expected: `undetermined: role-assignment → management-group-parent → management-group-gap → role-entry: ? management-group-parent ${MG}/platform`,
  },
  {
    name: 'the tree is told to its end, and the group is not in it',
    source: 'scope-overview',
    facts: {
      ...grant(`${MG}/other`),
      managementGroupParents: [parent(SUB, `${MG}/platform`), parent(`${MG}/platform`, '/')],
    },
    expected: 'denied: role-assignment → other-scope denies',
  },
  {
    name: 'a sibling in a tree that is told up to a common parent',
    source: 'scope-overview',
    facts: {
      ...grant(`${MG}/other`),
      managementGroupParents: [
        parent(SUB, `${MG}/platform`),
        parent(`${MG}/platform`, `${MG}/root`),
        parent(`${MG}/other`, `${MG}/root`),
      ],
    },
    expected: 'denied: role-assignment → other-scope denies',
  },
  {
    name: 'a gap above does not matter to a grant below',
    source: 'scope-overview',
    facts: { roleAssignments: [assign(ALICE, role('Reader'), SUB), assign(ALICE, role('Reader'), `${MG}/x`)] },
    expected: ALLOWED,
  },
  {
    name: 'a resource that is no scope',
    source: 'scope-overview',
    facts: grant('/'),
    on: 'kv1',
    expected: 'undetermined: malformed-resource: ? resource kv1',
  },
]);
