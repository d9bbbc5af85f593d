/** When a switch to RBAC is called an outage, when the policies are merely ignored, and when nothing is said. */
import { expect, test } from 'vitest';
import { TextChecker } from '../../server/src/features/check-text.ts';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import { facts } from '../facts.ts';

const checker = new TextChecker(facts);

function check(language: string, text: string): string[] {
  const found = languageOfDocument(language, '');
  return found
    ? checker
        .checkText(text, found, {})
        .filter(({ rule }) => /(?:outage|ignored-access-policies)$/.test(rule))
        .map(({ rule }) => rule.slice('azure/'.length))
    : [];
}

const USER = '4633458b-17de-408a-b874-0445c86b69e6';
const OFFICER = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7';
const CRYPTO_USER = '12338af0-0e69-4776-bea7-57ae8d297424';
const ALICE = "'3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e'";
const BOB = "'4f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e'";

const VAULT = (objectId = ALICE): string => `param app string
param list array
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    enableRbacAuthorization: true
    accessPolicies: [{ objectId: ${objectId}, permissions: { secrets: ['get', 'list'] } }]
  }
}
`;

let count = 0;
const ASSIGN = (principal: string, role = USER, scope = 'scope: vault\n', loop = ''): string => `
resource role${count++} 'Microsoft.Authorization/roleAssignments@2022-04-01' = ${loop}{
  name: guid(vault.id, ${principal}, '${role}')
  ${scope}  properties: {
    principalId: ${principal}
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${role}')
  }
}${loop ? ']' : ''}
`;

const OTHER = `resource other 'Microsoft.KeyVault/vaults@2026-02-01' existing = {\n  name: 'kv-other'\n}\n`;
const GROUP_OUTPUT = 'resourceGroup().tags.id';

test.each<[string, string, string]>([
  ['nobody has a role', VAULT(), 'permission-model-outage'],
  ['the same one has the role', VAULT() + ASSIGN(ALICE), 'ignored-access-policies'],
  ['the same one has a wider role', VAULT() + ASSIGN(ALICE, OFFICER), 'ignored-access-policies'],
  ['the same one has another role', VAULT() + ASSIGN(ALICE, CRYPTO_USER), 'permission-model-outage'],
  ['somebody else has the role', VAULT() + ASSIGN(BOB), 'permission-model-outage'],
  ['the role is on another vault', VAULT() + OTHER + ASSIGN(ALICE, USER, 'scope: other\n'), 'permission-model-outage'],
  ['the role is on the resource group', VAULT() + ASSIGN(ALICE, USER, ''), 'ignored-access-policies'],
  ['a parameter has the role', VAULT('app') + ASSIGN('app'), 'ignored-access-policies'],
  ['a parameter may be the same one', VAULT() + ASSIGN('app'), 'ignored-access-policies'],
  ['something else may be the same one', VAULT('app') + ASSIGN(GROUP_OUTPUT), 'ignored-access-policies'],
  [
    'a loop may have the same one',
    VAULT() + ASSIGN('one', USER, 'scope: vault\n', '[for one in list: '),
    'ignored-access-policies',
  ],
  ['a role of which nothing is known', VAULT() + ASSIGN(ALICE, BOB.slice(1, -1)), 'ignored-access-policies'],
  [
    'a module may assign roles',
    `${VAULT()}\nmodule roles 'roles.bicep' = {\n  name: 'roles'\n}\n`,
    'ignored-access-policies',
  ],
  [
    'a part of the vault may assign roles',
    `${VAULT()}\nresource old 'Microsoft.KeyVault/vaults/providers/roleAssignments@2022-04-01' = {\n  name: 'x'\n}\n`,
    'ignored-access-policies',
  ],
])('%s', (_, text, expected) => {
  expect(check('bicep', text)).toEqual([expected]);
});

test('an ARM template with an assignment that is a part of the vault', () => {
  const template = (more: readonly object[], inVault: readonly object[] = []): string =>
    JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        {
          type: 'Microsoft.KeyVault/vaults',
          apiVersion: '2026-02-01',
          name: 'kv-1',
          properties: {
            enableRbacAuthorization: true,
            accessPolicies: [{ objectId: ALICE.slice(1, -1), permissions: { secrets: ['get'] } }],
          },
          resources: inVault,
        },
        ...more,
      ],
    });
  const inner = { type: 'providers/roleAssignments', apiVersion: '2022-04-01', name: 'x', properties: {} };
  expect(check('json', template([]))).toEqual(['permission-model-outage']);
  expect(check('json', template([{ ...inner, type: `Microsoft.KeyVault/vaults/${inner.type}` }]))).toEqual([
    'ignored-access-policies',
  ]);
  expect(check('json', template([], [inner]))).toEqual(['ignored-access-policies']);
  expect(check('json', template([{ type: 'Microsoft.Resources/deployments', name: 'x' }]))).toEqual([
    'ignored-access-policies',
  ]);
});
