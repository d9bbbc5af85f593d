/** The roles that a policy gives to the identity of its assignments, in every language that policies are written in. */
import { describe, expect, test } from 'vitest';
import { OpenDocument } from '../../server/src/features/document.ts';
import { NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { facts } from '../facts.ts';

const READER = '21090545-7ca7-4776-b22c-e363652d74d2';
const PATH = '/providers/Microsoft.Authorization/roleDefinitions/';

const session = new Session({ facts, host: NO_HOST, warn: () => {} });
session.start({}, { snippets: false, versionedEdits: false }, undefined, []);

/** A policy that gives a role, `ROLE`, in its quotes. */
const POLICIES: readonly (readonly [language: string, text: string])[] = [
  [
    'json',
    '{ "properties": { "policyRule": { "then": { "effect": "deployIfNotExists", "details": { "type": "x/y", "roleDefinitionIds": ["ROLE"], "deployment": {} } } } } }',
  ],
  ['jsonc', '{ "then": { "details": {\n// which\n"operations": [], "roleDefinitionIds": [\n"ROLE",\n] } } }'],
  [
    'json',
    '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [{ "type": "Microsoft.Authorization/policyDefinitions", "properties": { "policyRule": { "then": { "details": { "roleDefinitionIds": ["ROLE"], "type": "x/y" } } } } }] }',
  ],
  [
    'bicep',
    "resource p 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {\n  name: 'p'\n  properties: {\n    policyRule: {\n      then: {\n        details: {\n          type: 'x/y'\n          roleDefinitionIds: [\n            'ROLE'\n          ]\n        }\n      }\n    }\n  }\n}\n",
  ],
  [
    'terraform',
    'resource "azurerm_policy_definition" "p" {\n  policy_rule = jsonencode({\n    then = {\n      details = {\n        roleDefinitionIds = ["ROLE"]\n        operations = []\n      }\n    }\n  })\n}\n',
  ],
  [
    'terraform',
    'resource "azurerm_policy_definition" "p" {\n  policy_rule = <<POLICY\n{ "then": { "details": { "roleDefinitionIds": ["ROLE"], "operations": [] } } }\nPOLICY\n}\n',
  ],
  ['yaml', 'then:\n  details:\n    type: x/y\n    roleDefinitionIds:\n      - "ROLE"\n'],
];

function open(language: string, text: string) {
  return new OpenDocument(`file:///w/x.${language}`, language, 1, text);
}

describe.each(POLICIES)('in %s: %s', (language, policy) => {
  test.each([
    'Key Vault Reader',
    `${PATH}Key Vault Reader`,
    '/providers/microsoft.authorization/roleDefinitions/key vault reader',
  ])('a name is no id, and the fix writes the id: %s', (role) => {
    const document = open(language, policy.replace('ROLE', role));
    const [found, ...others] = session.findings(document);
    expect(others).toEqual([]);
    expect(found?.rule).toBe('azure/invalid-role-reference');
    const fixed = applyEdits(document.text, found?.fixes[0]?.edits() ?? []);
    const path = role.startsWith('/') ? role.slice(0, PATH.length) : PATH;
    expect(fixed.replace(/ (?:#|\/\/) Key Vault Reader/, '')).toBe(policy.replace('ROLE', `${path}${READER}`));
    expect(session.findings(open(language, fixed))).toEqual([]);
  });

  test.each([PATH, '/providers/microsoft.authorization/roleDefinitions/', `/subscriptions/${READER}${PATH}`])(
    'an id is right, and has its name beside it: %s',
    async (path) => {
      const document = open(language, policy.replace('ROLE', path + READER));
      expect(session.findings(document)).toEqual([]);
      const whole = { start: document.positionAt(0), end: document.positionAt(document.text.length) };
      expect((await session.inlayHints(document, whole)).map(({ label }) => label)).toEqual(['Key Vault Reader']);
      const position = document.positionAt(document.text.indexOf(READER, document.text.lastIndexOf(path)) + 3);
      expect(session.hover(document, position)?.markdown).toContain('Key Vault Reader');
    },
  );

  test.each([
    [`${PATH}f${READER}`, ['azure/invalid-role-reference']],
    [`${PATH}${READER.slice(1)}`, ['azure/invalid-role-reference']],
    [`${PATH}0cdd72a7-3385-48ef-bd42-f606fba81ae6`, ['azure/unknown-role-id']],
    [`${PATH}00000000-0000-0000-0000-000000000000`, []],
    [`${PATH}Our own role`, []],
    [PATH, []],
    ['', []],
    [`${PATH}__ROLE__`, []],
    ["[[parameters('role')]", []],
    ["[parameters('role')]", []],
    ['#{role}#', []],
  ])('%j gives %j', (role, expected) => {
    const text = policy.replace('ROLE', language === 'bicep' ? role.replaceAll("'", "\\'") : role);
    expect(session.findings(open(language, text)).map(({ rule }) => rule)).toEqual(expected);
  });

  test.each(['', 'Key', `${PATH}Key`])('a role is completed as its whole id behind %j', async (typed) => {
    const document = open(language, policy.replace('ROLE', typed));
    const position = document.positionAt(policy.indexOf('ROLE') + typed.length);
    const { items } = await session.completion(document, position);
    const edit = items.find(({ label }) => label === 'Key Vault Reader')?.textEdit;
    if (!edit || !('range' in edit)) {
      throw new Error(`no such item among ${items.length}`);
    }
    const after = applyEdits(document.text, [{ span: document.spanOf(edit.range), text: edit.newText }]);
    expect(after).toBe(policy.replace('ROLE', PATH + READER));
  });
});

test('a role begins in an empty list', async () => {
  const document = open('json', '{ "details": { "type": "x/y", "roleDefinitionIds": [] } }');
  const { items } = await session.completion(document, document.positionAt(document.text.indexOf('[') + 1));
  expect(items.map(({ textEdit }) => textEdit?.newText)).toContain(JSON.stringify(PATH + READER));
});

describe('lists of the same name in modules', () => {
  test('may hold names and bare ids', async () => {
    const text = `module m 'x.bicep' = {\n  params: {\n    roleDefinitionIds: [\n      'Reader'\n      '${READER}'\n      ''\n    ]\n  }\n}\n`;
    const document = open('bicep', text);
    expect(session.findings(document)).toEqual([]);
    const whole = { start: document.positionAt(0), end: document.positionAt(text.length) };
    expect((await session.inlayHints(document, whole)).map(({ label }) => label)).toEqual(['Key Vault Reader']);
    const { items } = await session.completion(document, document.positionAt(text.indexOf("''") + 1));
    expect(items.map(({ textEdit }) => textEdit?.newText)).toContain(READER);
  });

  test('have no names in ids', () => {
    const document = open('bicep', `param roleDefinitionIds array = [\n  '${PATH}Reader'\n]\n`);
    expect(session.findings(document).map(({ rule }) => rule)).toEqual(['azure/invalid-role-reference']);
  });
});

test('a policy with a mistake in its text is for the tools of policies', () => {
  const document = open('json', `{ "details": { "type": "x/y", "roleDefinitionIds": ["${PATH}${READER}"],, } }`);
  expect(session.findings(document)).toEqual([]);
});
