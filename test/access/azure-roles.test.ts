/** What roles and their conditions grant. */
import { ALLOWED, GET, grant, READ, testCases, WRITE } from './azure-cases.ts';
import { ALICE, assign, CUSTOM, define, RG, role, SUB, VAULT, vault } from './azure-inventory.ts';

testCases([
  {
    name: 'a wildcard over everything',
    source: 'role-definitions#actions-format',
    facts: { roleAssignments: [assign(ALICE, role('Owner'), RG)] },
    expected: ALLOWED,
  },
  {
    name: 'Owner has no data operations',
    source: 'role-definitions#control-and-data-actions',
    facts: { roleAssignments: [assign(ALICE, role('Owner'), RG)], vaults: [vault('rbac')] },
    operation: GET,
    expected: 'denied: role-assignment → wrong-plane denies',
  },
  {
    name: 'NotActions takes away inside its role',
    source: 'role-definitions#notactions',
    facts: { roleAssignments: [assign(ALICE, role('Contributor'), RG)] },
    operation: 'Microsoft.Authorization/roleAssignments/write',
    expected: 'denied: role-assignment → excluded denies',
  },
  {
    name: 'NotActions of one role denies nothing that another gives',
    source: 'https://github.com/MicrosoftDocs/azure-docs/issues/15695',
    facts: {
      roleAssignments: [assign(ALICE, role('Contributor'), RG), assign(ALICE, role('User Access Administrator'), SUB)],
    },
    operation: 'Microsoft.Authorization/roleAssignments/write',
    expected: ALLOWED,
  },
  {
    name: 'a lesser role below changes nothing',
    source: 'overview#multiple-role-assignments',
    facts: { roleAssignments: [assign(ALICE, role('Contributor'), SUB), assign(ALICE, role('Reader'), RG)] },
    operation: WRITE,
    expected: ALLOWED,
  },
  {
    name: 'NotActions of one block takes nothing from another block',
    source: 'https://github.com/Azure/azure-powershell/pull/29060',
    facts: {
      roleAssignments: [assign(ALICE, CUSTOM, RG)],
      roleDefinitions: [define([{ actions: ['*'], notActions: ['*/write'] }, { actions: [WRITE] }])],
    },
    operation: WRITE,
    expected: ALLOWED,
  },
  {
    name: 'the condition of one block does not hold for another',
    source: 'https://github.com/Azure/azure-powershell/pull/29060',
    facts: {
      roleAssignments: [assign(ALICE, CUSTOM, RG)],
      roleDefinitions: [define([{ actions: [WRITE], condition: 'no' }, { actions: [READ] }])],
    },
    expected: ALLOWED,
  },
  {
    name: 'the condition of the block that grants says no',
    source: 'https://github.com/Azure/azure-powershell/pull/29060',
    facts: {
      roleAssignments: [assign(ALICE, CUSTOM, RG)],
      roleDefinitions: [define([{ actions: [READ], condition: 'no' }])],
    },
    expected: 'denied: role-assignment → role-entry → condition denies',
  },
  {
    name: 'entries match without case, and a star any text',
    source: 'custom-roles',
    facts: {
      roleAssignments: [assign(ALICE, CUSTOM, RG)],
      roleDefinitions: [define([{ actions: ['MICROSOFT.KEYVAULT/*/READ'] }])],
    },
    expected: ALLOWED,
  },
  {
    name: 'whether a star segment stands for nothing is not known',
    source: 'https://github.com/MicrosoftDocs/azure-docs/issues/74428',
    facts: { roleAssignments: [assign(ALICE, role('Managed Identity Operator'), RG)] },
    operation: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
    expected:
      'undetermined: role-assignment → role-entry: ? operation-wildcard microsoft.managedidentity/userassignedidentities/*/assign/action',
  },
  {
    name: 'a block with a condition that holds, beside an entry of unknown reading',
    source: 'https://github.com/Azure/azure-powershell/pull/29060',
    facts: {
      roleAssignments: [assign(ALICE, CUSTOM, RG)],
      roleDefinitions: [
        define([{ actions: ['Microsoft.KeyVault/*/vaults/read'] }, { actions: [READ], condition: 'yes' }]),
      ],
    },
    expected: 'allowed: role-assignment allows → role-entry allows → condition allows',
  },
  {
    name: 'nobody defines the role',
    source: 'role-assignments-list-portal',
    facts: { roleAssignments: [assign(ALICE, CUSTOM, RG)] },
    expected: `undetermined: role-assignment → unknown-role: ? role-definition ${CUSTOM}`,
  },
  {
    name: 'an unknown role beside one that grants',
    source: 'overview',
    facts: { roleAssignments: [assign(ALICE, CUSTOM, RG), assign(ALICE, role('Reader'), RG)] },
    expected: ALLOWED,
  },
  {
    name: 'files define a role differently',
    source: 'role-definitions',
    facts: {
      roleAssignments: [assign(ALICE, CUSTOM, RG)],
      roleDefinitions: [define([{ actions: [READ] }]), define([{ actions: [WRITE] }])],
    },
    expected: `undetermined: role-assignment → unknown-role: ? role-contradiction ${CUSTOM}`,
  },
  {
    name: 'files that define a role differently agree on this operation',
    source: 'role-definitions',
    facts: {
      roleAssignments: [assign(ALICE, CUSTOM, RG)],
      roleDefinitions: [define([{ actions: [READ] }]), define([{ actions: ['*'] }])],
    },
    expected: ALLOWED,
  },
  {
    name: 'a role by its name, where that is all a file gives',
    source: 'https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/role_assignment',
    facts: { roleAssignments: [assign(ALICE, 'reader', RG)] },
    expected: ALLOWED,
  },
  {
    name: 'a name at the end of an id is no role',
    source: 'https://github.com/Azure/bicep/issues/4873',
    facts: { roleAssignments: [assign(ALICE, '/providers/Microsoft.Authorization/roleDefinitions/Reader', RG)] },
    expected:
      'undetermined: role-assignment → unknown-role: ? role-definition /providers/Microsoft.Authorization/roleDefinitions/Reader',
  },
  {
    name: 'a condition that holds',
    source: 'conditions-overview',
    facts: grant(RG, { condition: 'yes' }),
    expected: `${ALLOWED} → condition allows`,
  },
  {
    name: 'a condition that does not',
    source: 'conditions-overview',
    facts: grant(RG, { condition: 'no' }),
    expected: 'denied: role-assignment → role-entry → condition denies',
  },
  {
    name: 'a condition on an attribute that nobody gave',
    source: 'conditions-overview',
    facts: grant(RG, { condition: '@Resource[x]' }),
    expected: 'undetermined: role-assignment → role-entry → condition: ? condition-attribute @Resource[x]',
  },
  {
    name: 'a condition that cannot be read',
    source: 'conditions-format',
    facts: grant(RG, { condition: '((' }),
    expected: 'undetermined: role-assignment → role-entry → condition: ? condition ((',
  },
  {
    name: 'a grant without a condition beside one with',
    source: 'conditions-faq',
    facts: {
      roleAssignments: [
        assign(ALICE, role('Reader'), VAULT, { condition: '@Resource[x]' }),
        assign(ALICE, role('Reader'), SUB),
      ],
    },
    expected: ALLOWED,
  },
  {
    name: 'an empty condition is none',
    source: 'conditions-overview',
    facts: grant(RG, { condition: '' }),
    expected: ALLOWED,
  },
]);
