/** Roles in scripts, Terraform and Bicep, over the session as the server has it. */
import { describe, expect, test } from 'vitest';
import { OpenDocument } from '../../server/src/features/document.ts';
import { NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { facts } from '../facts.ts';

const session = new Session({ facts, host: NO_HOST, warn: () => {} });
session.start({}, { snippets: false, versionedEdits: false }, undefined, []);

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

  test('has its name beside its id', async () => {
    const { document } = open(
      'bicep',
      `var x = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${READER}')\n`,
    );
    const whole = { start: document.positionAt(0), end: document.positionAt(document.text.length) };
    expect((await session.inlayHints(document, whole)).map(({ label }) => label)).toEqual(['Key Vault Reader']);
  });
});
