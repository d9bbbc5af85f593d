/** The language server over standard input and output, as editors use it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CodeAction, DocumentDiagnosticReport, Hover, InlayHint } from 'vscode-languageserver-protocol';
import { applied, placeOf, TestClient } from './language-client.ts';

const URI = 'file:///work/roles/backup.json';
const ROLE = `{
  "Name": "Backup Keys Operator",
  "Actions": ["Microsoft.Compute/*"],
  "NotActions": ["Microsoft.Compute/virtualMachines/delete"],
  "DataActions": [
    "Microsoft.KeyVault/vaults/keys/read "
  ],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}
`;
const PULLS = { textDocument: { diagnostic: {} } };

let client: TestClient;

afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

describe('findings for a client that waits for them', () => {
  beforeEach(async () => {
    client = await TestClient.start();
  });

  test('come with the version that they are about, and go with the document', async () => {
    await client.open(URI, ROLE);
    const { diagnostics } = await client.published(URI, 1);
    expect(diagnostics).toMatchObject([{ code: 'azure/padded-operation', source: 'grantscope', severity: 2 }]);
    expect(diagnostics[0]?.range.start).toEqual(placeOf(ROLE, 'keys/read| '));
    const start = placeOf(ROLE, 'keys/read| ');
    await client.change(URI, 2, { range: { start, end: { ...start, character: start.character + 1 } }, text: '' });
    expect((await client.published(URI, 2)).diagnostics).toEqual([]);
  });

  test('are of the last of several changes in a row', async () => {
    await client.open(URI, '{}');
    for (let version = 2; version < 30; version++) {
      await client.change(URI, version, { text: ROLE.replace('keys/read ', `keys/read${' '.repeat(version)}`) });
    }
    const { diagnostics } = await client.published(URI, 29);
    expect(diagnostics[0]?.range.end.character).toBe(placeOf(ROLE, 'keys/read| ').character + 29);
  });
});

describe('findings for a client that asks', () => {
  test('are given whole, and not again while nothing has changed', async () => {
    client = await TestClient.start({ capabilities: PULLS });
    await client.open(URI, ROLE);
    const first = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', URI);
    if (first.kind !== 'full') {
      throw new Error('no full report');
    }
    expect(first.items).toHaveLength(1);
    const second = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', URI, {
      previousResultId: first.resultId,
    });
    expect(second).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.change(URI, 2, { text: '{}' });
    const third = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', URI, {
      previousResultId: first.resultId,
    });
    expect(third).toMatchObject({ kind: 'full', items: [] });
  });

  test('obey the settings of the editor and the configuration of the project', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'grantscope-'));
    try {
      writeFileSync(
        path.join(folder, 'grantscope.json'),
        '{ "overrides": [{ "files": ["quiet/**"], "rules": { "azure/padded-operation": "off" } }] }',
      );
      client = await TestClient.start({
        capabilities: { ...PULLS, workspace: { configuration: true } },
        folder: pathToFileURL(folder).href,
        rules: { 'azure/padded-operation': 'error' },
      });
      const report = async (name: string): Promise<unknown> => {
        const uri = pathToFileURL(path.join(folder, name)).href;
        await client.open(uri, ROLE);
        for (;;) {
          const answer = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', uri);
          const items = answer.kind === 'full' ? answer.items.map(({ severity }) => severity) : [];
          // The settings are asked for after the start; until they are there the rule has its own severity.
          if (!items.includes(2)) {
            return items;
          }
        }
      };
      expect(await report('loud/role.json')).toEqual([1]);
      expect(await report('quiet/role.json')).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('are in the language of the client', async () => {
    client = await TestClient.start({
      capabilities: PULLS,
      initializationOptions: { translations: { 'Remove the blank': '空白を削除' } },
    });
    await client.open(URI, ROLE);
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', URI, {
      range: { start: placeOf(ROLE, 'keys/read| '), end: placeOf(ROLE, 'keys/read| ') },
      context: { diagnostics: [] },
    });
    expect(actions.map(({ title }) => title)).toContain('空白を削除');
  });
});

/** The hover at `|`, as JSON. */
async function hover(text: string, marked: string): Promise<string> {
  await client.open(URI, text);
  const found = await client.request<Hover | null>('textDocument/hover', URI, { position: placeOf(text, marked) });
  return JSON.stringify(found?.contents ?? null);
}

describe('what stands under the cursor', () => {
  beforeEach(async () => {
    client = await TestClient.start({ initializationOptions: { ruleAddress: 'rule:/{rule}' } });
  });

  test('an operation: its plane and who grants it', async () => {
    expect(await hover(ROLE, 'vaults/k|eys')).toMatch(/both planes.*Key Vault Reader/s);
  });

  test('a wildcard: how many operations it matches, and how many are left', async () => {
    expect(await hover(ROLE, 'Compute/|*')).toMatch(/matches \d+ control operations, \d+ after the exclusions/);
  });

  test.each([
    ['{ "anything": "acdd72a7-3385-48ef-bd42-f606fba81ae7" }', 'acdd|', /Reader/],
    [
      '{ "ids": ["/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"] }',
      'acdd|',
      /Reader/,
    ],
    ['{ "anything": "Key Vault Reader" }', 'Key V|', /21090545-7ca7/],
    ['{ "role": "Owner" }', 'Own|', /8e3af657/],
    ['{ "title": "Owner" }', 'Own|', /^null$/],
    ['{ "x": "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b" }', '6f1c|', /^null$/],
  ])('%s', async (text, marked, expected) => {
    expect(await hover(text, marked)).toMatch(expected);
  });

  test('text of the file stays text', async () => {
    const text = '{ "Name": "x", "Actions": ["Microsoft.Foo/[a](command:evil)`<b>*"], "AssignableScopes": [] }';
    const shown = await hover(text, 'Microsoft.F|oo');
    expect(shown).not.toContain('[a](command');
    expect(shown).not.toContain('<b>');
  });
});

describe('what else an editor shows', () => {
  test('hints, outline, actions, pages', async () => {
    client = await TestClient.start({ initializationOptions: { ruleAddress: 'rule:/{rule}' } });
    await client.open(URI, ROLE);
    const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = await client.request<InlayHint[]>('textDocument/inlayHint', URI, { range: whole });
    expect(hints).toMatchObject([
      { position: placeOf(ROLE, 'Compute/*"|'), label: expect.stringMatching(/^[\d,]+ operations$/) },
    ]);
    const symbols = await client.request<{ name: string; children: { name: string }[] }[]>(
      'textDocument/documentSymbol',
      URI,
    );
    expect(symbols).toMatchObject([
      {
        name: 'Backup Keys Operator',
        children: [{ name: 'Actions' }, { name: 'NotActions' }, { name: 'DataActions' }, { name: 'AssignableScopes' }],
      },
    ]);
    const actions = (only?: string[]) =>
      client.request<CodeAction[]>('textDocument/codeAction', URI, {
        range: whole,
        context: { diagnostics: [], ...(only ? { only } : {}) },
      });
    const [fix] = await actions(['quickfix']);
    expect(applied(ROLE, fix?.edit?.changes?.[URI] ?? [])).toBe(ROLE.replace('keys/read "', 'keys/read"'));
    expect((await actions(['source.fixAll'])).map(({ kind }) => kind)).toEqual(['source.fixAll.grantscope']);
    expect((await actions(['refactor'])).map(({ kind }) => kind)).toEqual(['refactor.rewrite', 'refactor.rewrite']);
    const { diagnostics } = await client.published(URI, 1);
    expect(diagnostics[0]?.codeDescription?.href).toBe('rule:/azure/padded-operation');
    expect(await client.connection.sendRequest('grantscope/rulePage', { rule: 'azure/padded-operation' })).toMatch(
      /^# azure\/padded-operation/,
    );
    expect(await client.connection.sendRequest('grantscope/rulePage', { rule: 'azure/none' })).toBeNull();
    expect(await client.connection.sendRequest('grantscope/status')).toEqual({
      operations: '2026-08-22',
      roles: '2026-08-22',
    });
  });
});
