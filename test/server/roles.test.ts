/** Roles in scripts, Terraform and Bicep, over the session as the server has it. */
import { describe, expect, test } from 'vitest';
import { assignmentName } from '../../server/src/access/azure/assignment-name.ts';
import { OpenDocument } from '../../server/src/features/document.ts';
import { NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { facts } from '../facts.ts';

const session = new Session({ facts, host: NO_HOST, warn: () => {} });
session.start({}, { snippets: false, versionedEdits: false }, undefined, []);

const SUBSCRIPTION = '6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b';
const PRINCIPAL = '3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e';
const READER = '21090545-7ca7-4776-b22c-e363652d74d2';

function open(language: string, marked: string) {
  const document = new OpenDocument(`file:///w/x.${language}`, language, 1, marked.replace('|', ''));
  return { document, position: document.positionAt(Math.max(0, marked.indexOf('|'))) };
}

const PLACES: readonly (readonly [language: string, marked: string, expected: string])[] = [
  [
    'shellscript',
    'az role assignment create --role "|" --scope x',
    `az role assignment create --role "${READER}" --scope x`,
  ],
  ['shellscript', 'az role assignment create --role Key|', `az role assignment create --role ${READER}`],
  [
    'terraform',
    'resource "azurerm_role_assignment" "a" {\n  role_definition_name = "Key|"\n}',
    'resource "azurerm_role_assignment" "a" {\n  role_definition_name = "Key Vault Reader"\n}',
  ],
  [
    'bicep',
    "var x = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '|')",
    `var x = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${READER}')`,
  ],
  [
    'yaml',
    'steps:\n  - run: |\n      az role assignment create --role "K~" --scope x\n',
    `steps:\n  - run: |\n      az role assignment create --role "${READER}" --scope x\n`,
  ],
];

describe('a role', () => {
  test.each(PLACES)('is completed in %s: %s', async (language, marked, expected) => {
    const text = marked.includes('~') ? marked.replace('|', '\u0001').replace('~', '|') : marked;
    const { document, position } = open(language, text);
    const restored = new OpenDocument(document.uri, language, 1, document.text.replace('\u0001', '|'));
    const { items } = await session.completion(restored, position);
    const edit = items.find(({ label }) => label === 'Key Vault Reader')?.textEdit;
    if (!edit || !('range' in edit)) {
      throw new Error(`no such item among ${items.length}`);
    }
    expect(applyEdits(restored.text, [{ span: restored.spanOf(edit.range), text: edit.newText }])).toBe(expected);
  });

  test.each([
    ['shellscript', `az role assignment create --role "${READER.slice(0, 5)}|${READER.slice(5)}" --scope x`],
    ['shellscript', 'az role assignment create --role "Key Vault| Reader" --scope x'],
    ['terraform', `resource "azurerm_role_assignment" "a" {\n  role_definition_id = "/providers/x/${READER}|"\n}`],
    ['bicep', `var x = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${READER}|')`],
  ])('says what it grants in %s', (language, marked) => {
    const { document, position } = open(language, marked);
    expect(session.hover(document, position)?.markdown).toContain('Key Vault Reader');
  });

  test.each([
    [
      'bicep',
      "param p string\nresource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name: guid('foo', 'bar', '|baz')\n  properties: { principalId: p, roleDefinitionId: p }\n}\n",
      '2ed86837-7c7c-5eaa-9864-dd077fd19b0d',
    ],
    [
      'bicep',
      "var x = 'bar'\nresource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name: gu|id('foo', x, 'baz')\n  properties: { principalId: x, roleDefinitionId: x }\n}\n",
      '2ed86837-7c7c-5eaa-9864-dd077fd19b0d',
    ],
    [
      'json',
      '{ "type": "Microsoft.Authorization/roleAssignments", "name": "[guid(\'foo\', |\'bar\', \'baz\')]", "properties": { "principalId": "x" } }',
      '2ed86837-7c7c-5eaa-9864-dd077fd19b0d',
    ],
    [
      'terraform',
      `resource "azurerm_role_assignment" "a" {\n  name = "2ed86837|-7c7c-5eaa-9864-dd077fd19b0d"\n  scope = "/subscriptions/${SUBSCRIPTION}"\n  role_definition_id = "/providers/Microsoft.Authorization/roleDefinitions/${READER}"\n  principal_id = "${PRINCIPAL}"\n}\n`,
      assignmentName(`/subscriptions/${SUBSCRIPTION}`, PRINCIPAL, READER),
    ],
  ])('the name of its assignment is worked out in %s', (language, marked, expected) => {
    const { document, position } = open(language, marked);
    expect(session.hover(document, position)?.markdown).toContain(expected);
  });

  test('has its name beside its id', () => {
    const { document } = open(
      'bicep',
      `var x = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${READER}')\n`,
    );
    const whole = { start: document.positionAt(0), end: document.positionAt(document.text.length) };
    expect(session.inlayHints(document, whole).map(({ label }) => label)).toEqual(['Key Vault Reader']);
  });
});
