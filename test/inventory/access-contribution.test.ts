/** What files say of access in Azure, in every form that is read. */
import { describe, expect, test } from 'vitest';
import { UNREAD_CONDITIONS } from '../../server/src/access/azure/access-request.ts';
import { decideAccess } from '../../server/src/access/azure/decide-access.ts';
import { languageOfFile } from '../../server/src/features/languages.ts';
import { readAccessContribution } from '../../server/src/inventory/azure-access-contribution.ts';
import { AccessInventory } from '../../server/src/inventory/azure-access-inventory.ts';
import { facts } from '../facts.ts';

const SUBSCRIPTION = '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b';
const VAULT = `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv`;
const ALICE = '11111111-1111-4111-8111-111111111111';
const KEY_VAULT_READER = '21090545-7ca7-4776-b22c-e363652d74d2';
const USER = '4633458b-17de-408a-b874-0445c86b69e6';

function read(name: string, text: string) {
  const tree = languageOfFile(name)?.parse(text);
  return tree && readAccessContribution(name, tree);
}

function summary(name: string, text: string) {
  return read(name, text)?.roleAssignments?.map(({ principalId, roleDefinitionId, scope, state }) =>
    [principalId, roleDefinitionId, scope, state].join(' '),
  );
}

const CLI = `[
  {
    "canDelegate": null,
    "condition": null,
    "id": "${VAULT}/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-4000-8000-000000000001",
    "name": "aaaaaaaa-0000-4000-8000-000000000001",
    "principalId": "${ALICE}",
    "principalName": "alice@contoso.com",
    "principalType": "User",
    "roleDefinitionId": "${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${USER}",
    "roleDefinitionName": "Key Vault Secrets User",
    "scope": "${VAULT}",
    "type": "Microsoft.Authorization/roleAssignments"
  }
]`;
const REST = `{ "value": [{
  "properties": { "roleDefinitionId": "${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${USER}", "principalId": "${ALICE}", "principalType": "User", "scope": "${VAULT}" },
  "id": "${VAULT}/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-4000-8000-000000000001",
  "type": "Microsoft.Authorization/roleAssignments", "name": "aaaaaaaa-0000-4000-8000-000000000001" }] }`;
const POWERSHELL = `[{ "RoleAssignmentName": "aaaaaaaa-0000-4000-8000-000000000001",
  "RoleAssignmentId": "${VAULT}/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-4000-8000-000000000001",
  "Scope": "${VAULT}", "DisplayName": "Alice", "SignInName": "alice@contoso.com", "RoleDefinitionName": "Key Vault Secrets User",
  "RoleDefinitionId": "${USER}", "ObjectId": "${ALICE}", "ObjectType": "User", "CanDelegate": false }]`;
const BICEP = `var secretsUser = '${USER}'
resource one 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'aaaaaaaa-0000-4000-8000-000000000001'
  scope: '${VAULT}'
  properties: {
    principalId: '${ALICE}'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}
resource two 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id)
  scope: vault
  properties: { principalId: principalId, roleDefinitionId: roleId }
}
`;
const TERRAFORM = `resource "azurerm_role_assignment" "one" {
  scope                = "${VAULT}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = "${ALICE}"
}
`;

describe('role assignments', () => {
  test.each([
    ['assignments.json', CLI, `${ALICE} ${USER} ${VAULT} deployed`],
    ['assignments.json', REST, `${ALICE} ${USER} ${VAULT} deployed`],
    ['assignments.json', POWERSHELL, `${ALICE} ${USER} ${VAULT} deployed`],
    ['main.bicep', BICEP, `${ALICE} ${USER} ${VAULT} declared`],
    ['main.tf', TERRAFORM, `${ALICE} Key Vault Secrets User ${VAULT} declared`],
  ])('of %s (%#)', (name, text, expected) => {
    expect(summary(name, text)).toEqual([expected]);
  });

  test('lead to the place where they stand', () => {
    const [assignment] = read('assignments.json', CLI)?.roleAssignments ?? [];
    expect(CLI.slice(assignment?.origin.offset).startsWith('{\n    "canDelegate"')).toBe(true);
  });

  test('give the principal its other names', () => {
    expect(read('assignments.json', POWERSHELL)?.aliases?.map(({ names }) => names)).toEqual([
      [ALICE, 'alice@contoso.com', 'Alice'],
    ]);
  });

  test('that nobody can know yet are no facts', () => {
    const text =
      'resource "azurerm_role_assignment" "a" {\n  scope = azurerm_key_vault.a.id\n  role_definition_name = "Reader"\n  principal_id = var.id\n}\n';
    expect(read('main.tf', text)).toBeUndefined();
    expect(summary('main.tf', TERRAFORM.replace('scope ', 'count = 2\n  scope '))).toBeUndefined();
  });
});

describe('role definitions', () => {
  test.each([
    [
      'az role definition list',
      `[{ "id": "${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/bbbbbbbb-0000-4000-8000-000000000001", "name": "bbbbbbbb-0000-4000-8000-000000000001", "roleName": "Ours", "roleType": "CustomRole", "type": "Microsoft.Authorization/roleDefinitions", "assignableScopes": ["${SUBSCRIPTION}"], "permissions": [{ "actions": ["Microsoft.KeyVault/vaults/read"], "notActions": [], "dataActions": [], "notDataActions": [] }] }]`,
      'deployed',
    ],
    [
      'Get-AzRoleDefinition',
      `{ "Name": "Ours", "Id": "bbbbbbbb-0000-4000-8000-000000000001", "IsCustom": true, "Description": "x", "Actions": ["Microsoft.KeyVault/vaults/read"], "NotActions": [], "DataActions": [], "NotDataActions": [], "AssignableScopes": ["${SUBSCRIPTION}"] }`,
      'deployed',
    ],
  ])('of %s', (_, text, state) => {
    const [role] = read('roles.json', text)?.roleDefinitions ?? [];
    expect(role).toMatchObject({ id: 'bbbbbbbb-0000-4000-8000-000000000001', name: 'Ours', state });
    expect(role?.permissions.map(({ actions }) => actions)).toEqual([['Microsoft.KeyVault/vaults/read']]);
  });
});

describe('deny assignments', () => {
  test.each([
    `{ "value": [{ "id": "/d/1", "type": "Microsoft.Authorization/denyAssignments", "name": "1", "properties": { "denyAssignmentName": "Keep", "permissions": [{ "actions": ["*/delete"], "notActions": [], "dataActions": [], "notDataActions": [] }], "scope": "${SUBSCRIPTION}", "doNotApplyToChildScopes": true, "principals": [{ "id": "00000000-0000-0000-0000-000000000000", "type": "SystemDefined" }], "excludePrincipals": [{ "id": "${ALICE}", "type": "User" }], "isSystemProtected": true } }] }`,
    `[{ "Id": "/d/1", "DenyAssignmentName": "Keep", "Actions": ["*/delete"], "NotActions": [], "DataActions": [], "NotDataActions": [], "Scope": "${SUBSCRIPTION}", "DoNotApplyToChildScopes": true, "Principals": [{ "DisplayName": "All", "ObjectType": "SystemDefined", "ObjectId": "00000000-0000-0000-0000-000000000000" }], "ExcludePrincipals": [{ "ObjectType": "User", "ObjectId": "${ALICE}" }], "IsSystemProtected": true }]`,
  ])('are read (%#)', (text) => {
    expect(read('denies.json', text)?.denyAssignments).toEqual([
      {
        id: '/d/1',
        name: 'Keep',
        permissions: [{ actions: ['*/delete'], notActions: [], dataActions: [], notDataActions: [] }],
        scope: SUBSCRIPTION,
        doNotApplyToChildScopes: true,
        principals: [{ id: '00000000-0000-0000-0000-000000000000', kind: 'other' }],
        excludePrincipals: [{ id: ALICE, kind: 'other' }],
        effect: 'enforced',
        state: 'deployed',
        origin: { uri: 'denies.json', offset: text.indexOf('{ "id"') >= 0 ? text.indexOf('{ "id"') : 1 },
      },
    ]);
  });
});

describe('an inventory file', () => {
  const TEXT = `groups:
  engineers: [alice@contoso.com]
aliases:
  alice@contoso.com: [${ALICE}]
managementGroups:
  ${SUBSCRIPTION}: /providers/Microsoft.Management/managementGroups/platform
`;

  test('tells of groups, names and management groups', () => {
    const said = read('x.inventory.yaml', TEXT);
    expect(said?.groups?.map(({ id, members, closed }) => [id, members, closed])).toEqual([
      ['engineers', ['alice@contoso.com'], true],
    ]);
    expect(said?.aliases?.map(({ names }) => names)).toEqual([['alice@contoso.com', ALICE]]);
    expect(said?.managementGroupParents?.map(({ child, parent }) => [child, parent])).toEqual([
      [SUBSCRIPTION, '/providers/Microsoft.Management/managementGroups/platform'],
    ]);
  });

  test('and what is exported decide together, and what changes decides anew', () => {
    const inventory = new AccessInventory(facts.roles);
    const update = (name: string, text: string): void => {
      const tree = languageOfFile(name)?.parse(text);
      if (tree) {
        inventory.update(name, tree);
      }
    };
    update('x.inventory.yaml', TEXT.replace('alice@contoso.com]', 'bob@contoso.com]'));
    update(
      'assignments.json',
      CLI.replace(USER, KEY_VAULT_READER)
        .replace(ALICE, 'engineers')
        .replace('"User"', '"Group"')
        .replace('alice@contoso.com', ''),
    );
    const decide = () =>
      decideAccess(
        inventory.index,
        {
          principal: 'alice@contoso.com',
          operation: 'Microsoft.KeyVault/vaults/secrets/read',
          plane: 'control',
          resource: `${SUBSCRIPTION}/resourceGroups/rg2`,
          attributes: new Map(),
        },
        UNREAD_CONDITIONS,
      ).outcome;
    expect(decide()).toBe('denied');
    update('x.inventory.yaml', TEXT);
    update(
      'assignments.json',
      CLI.replace(USER, KEY_VAULT_READER)
        .replace(ALICE, 'engineers')
        .replace('"User"', '"Group"')
        .replace('alice@contoso.com', '')
        .replaceAll(VAULT, `${SUBSCRIPTION}/resourceGroups/rg2`),
    );
    expect(decide()).toBe('allowed');
    inventory.remove('x.inventory.yaml');
    expect(decide()).not.toBe('allowed');
  });
});
