/** What the built server completes, by what the document would be after accepting an item. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CompletionItem, CompletionList } from 'vscode-languageserver-protocol';
import { applied, placeOf, TestClient } from './language-client.ts';

const URI = 'file:///work/roles/backup.json';
const OTHER =
  '{ "Name": "y", "Actions": ["*/read"], "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"] }';
const SNIPPETS = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };

let client: TestClient;

afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

beforeEach(async () => {
  client = await TestClient.start({ capabilities: SNIPPETS });
});

/** Completes at `|` and gives the items, and the document after each that is asked for. */
async function completeAt(marked: string): Promise<{ items: CompletionItem[]; documentAfter(label: string): string }> {
  const text = marked.replace('|', '');
  await client.open(URI, text);
  const { items } = await client.request<CompletionList>('textDocument/completion', URI, {
    position: placeOf(text, marked),
  });
  const documentAfter = (label: string): string => {
    const item = items.find((one) => one.label === label);
    return item?.textEdit && 'range' in item.textEdit ? applied(text, [item.textEdit]) : `no ${label}`;
  };
  return { items, documentAfter };
}

test('goes through an operation segment by segment, in the plane of the list', async () => {
  const { items, documentAfter } = await completeAt(
    '{ "Name": "x", "DataActions": ["Microsoft.KeyVault/vaults/|"], "AssignableScopes": [] }',
  );
  expect(documentAfter('secrets/')).toContain('["Microsoft.KeyVault/vaults/secrets/"]');
  expect(documentAfter('*')).toContain('["Microsoft.KeyVault/vaults/*"]');
  expect(items.map(({ label }) => label)).not.toContain('delete');
});

test('puts quotes where none are', async () => {
  const { documentAfter } = await completeAt('{ "Name": "x", "Actions": [|], "AssignableScopes": [] }');
  expect(documentAfter('Microsoft.KeyVault/')).toContain('"Actions": ["Microsoft.KeyVault/"]');
});

test('finds an operation by a word of it', async () => {
  const { documentAfter } = await completeAt('{ "Name": "x", "DataActions": ["getSecret|"], "AssignableScopes": [] }');
  expect(documentAfter('Microsoft.KeyVault/vaults/secrets/getSecret/action')).toContain(
    '["Microsoft.KeyVault/vaults/secrets/getSecret/action"]',
  );
});

test('works in a text that is only half written', async () => {
  const { documentAfter } = await completeAt('{\n  "Name": "x",\n  "NotActions": [\n    "Microsoft.Compute/disks/|\n');
  expect(documentAfter('delete')).toContain('"Microsoft.Compute/disks/delete');
});

test('offers what a role has not yet, with its value', async () => {
  const { items, documentAfter } = await completeAt(
    '{ "Name": "x", "Actions": ["*/read"], |\n "AssignableScopes": [] }',
  );
  expect(items.map(({ label }) => label)).not.toContain('Actions');
  expect(documentAfter('NotActions')).toContain('"NotActions": [$0]');
});

test('offers scopes that stand elsewhere in the workspace', async () => {
  await client.open('file:///work/roles/other.json', OTHER);
  await client.request('textDocument/completion', 'file:///work/roles/other.json', {
    position: placeOf(OTHER, '"AssignableScopes": ["|/'),
  });
  const { items } = await completeAt('{ "Name": "x", "Actions": ["*/read"], "AssignableScopes": ["|"] }');
  expect(items.map(({ label }) => label)).toContain('/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b');
});

test('writes a role by name where a name belongs, by id where an id belongs', async () => {
  const byName = await completeAt('{ "principalId": "x", "roleDefinitionName": "|" }');
  expect(byName.items).toHaveLength(928);
  expect(byName.documentAfter('Key Vault Reader')).toContain('"roleDefinitionName": "Key Vault Reader"');
  await client.close(URI);
  const byId = await completeAt(
    '{ "scope": "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "roleDefinitionId": "Key V|" }',
  );
  expect(byId.documentAfter('Key Vault Reader')).toContain(
    '"/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/providers/Microsoft.Authorization/roleDefinitions/21090545-7ca7-4776-b22c-e363652d74d2"',
  );
  const item = byId.items.find(({ label }) => label === 'Key Vault Reader');
  expect(item?.filterText).toContain('21090545-7ca7-4776-b22c-e363652d74d2');
  const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', item);
  expect(JSON.stringify(resolved.documentation)).toContain('Former names');
});

test('begins an empty file with a whole role', async () => {
  const { documentAfter } = await completeAt('|');
  expect(documentAfter('azure-custom-role')).toMatch(/^\{\n {2}"Name": "\$\{1:/);
  await client.close(URI);
  const inBrackets = await completeAt('{\n  |\n}');
  expect(inBrackets.documentAfter('azure-custom-role')).toMatch(/^\{\n {2}"Name": [\s\S]*\]\n\}$/);
});

test.each([
  '{ "dependencies": { "a|" } }',
  '{ "scripts": { "build": "x|" }, "files": ["|"] }',
  '{ "compilerOptions": { | } }',
])('is silent in %j', async (marked) => {
  const { items } = await completeAt(marked);
  expect(items).toEqual([]);
});
