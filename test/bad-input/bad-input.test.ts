/** Whatever the bytes: an answer or a finding, never a crash, never a hang, never a silence where somebody has to know. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TextChecker } from '../../server/src/features/check-text.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { json } from '../../server/src/syntax/json.ts';
import { facts } from '../facts.ts';
import { TestClient } from '../server/language-client.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');
const checker = new TextChecker(facts);
const ROLE = `{
  "Name": "x",
  "Description": "y",
  "Actions": ["Microsoft.KeyVault/vaults/read ", "*/read"],
  "AssignableScopes": ["/subscriptions/{id}"]
}`;
const MEGABYTE = 1024 * 1024;

describe('on the command line', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'grantscope-bad-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function check(content: string | Buffer, name = 'role.json') {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'check', file, '--format', 'json'], {
      encoding: 'utf8',
    });
    return { status, stderr, rules: JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule) };
  }

  test.each([
    ['an empty file', '', []],
    ['blanks', ' \n\t ', []],
    ['a binary file', Buffer.from([0, 1, 2, 3, 0, 255, 254, 0, 7]), ['grantscope/syntax']],
    ['a million brackets', '['.repeat(1_000_000), []],
    [
      'a million brackets around a role',
      `${'['.repeat(1_000_000)}${ROLE}${']'.repeat(1_000_000)}`,
      ['grantscope/syntax'],
    ],
    [
      'a role cut in the middle',
      ROLE.slice(0, 90),
      ['grantscope/syntax', 'grantscope/syntax', 'grantscope/syntax', 'azure/padded-operation'],
    ],
    [
      'lone surrogates',
      ROLE.replace('"x"', '"\\ud800"'),
      ['azure/redundant-operation', 'azure/padded-operation', 'azure/placeholder'],
    ],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from(ROLE.slice(0, 14)), Buffer.from([0xff, 0xc3]), Buffer.from(ROLE.slice(14))]),
      ['azure/redundant-operation', 'azure/padded-operation', 'azure/placeholder'],
    ],
    [
      'conflict markers',
      ROLE.replace('  "Description"', '<<<<<<< HEAD\n  "Description"'),
      ['grantscope/syntax', 'azure/redundant-operation', 'azure/padded-operation', 'azure/placeholder'],
    ],
  ])('%s', (_, content, expected) => {
    const { status, stderr, rules } = check(content);
    expect(status).toBeLessThan(2);
    expect(stderr).toBe('');
    expect([...rules].sort()).toEqual([...expected].sort());
  });

  test('a file of 100 MB is said to be too large', () => {
    const { status, rules } = check(ROLE + ' '.repeat(100 * MEGABYTE));
    expect(status).toBe(1);
    expect(rules).toEqual(['grantscope/syntax']);
  });

  test('an ending that is not read is said, where the file was named', () => {
    expect(check(ROLE, 'role.toml').rules).toEqual(['grantscope/syntax']);
  });
});

const words = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\\',
  '\n',
  ' ',
  '//',
  '"Name"',
  '"Actions"',
  '"*"',
  '"DataActions"',
  '"AssignableScopes"',
  '"permissions"',
  '"properties"',
  '"Microsoft.KeyVault/vaults/read"',
  '"/"',
  'null',
  '7',
  '"roleDefinitionName"',
  '"Reader"',
];
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join('')),
);

describe('any text', () => {
  test('is checked without a crash, with findings that lie in it and fixes that can be made', () => {
    fc.assert(
      fc.property(text, (any) => {
        for (const { span, fixes } of checker.check(json.parse(any), {})) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(any.length);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          for (const fix of fixes) {
            const edits = fix.edits();
            expect(typeof applyEdits(any, edits ?? [])).toBe('string');
          }
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('gives the same findings again after an edit as from the start', () => {
    fc.assert(
      fc.property(
        fc.nat(ROLE.length),
        fc.constantFrom('x', '"', ',', '"*",', '\n', ' ', '{', ']', '"Microsoft.KeyVault/*",'),
        (at, inserted) => {
          const after = ROLE.slice(0, at) + inserted + ROLE.slice(at);
          const edited = json.reparse(json.parse(ROLE), after, { start: at, end: at, length: inserted.length });
          const describeAll = (tree: typeof edited) =>
            checker.check(tree, {}).map(({ rule, span, fixes }) => [rule, span, fixes.map((fix) => fix.edits())]);
          expect(describeAll(edited)).toEqual(describeAll(json.parse(after)));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('all safe fixes can be made, and then there are none left', () => {
    fc.assert(
      fc.property(text, (any) => {
        const { text: fixed } = checker.fix(any, json, {});
        expect(checker.fix(fixed, json, {}).text).toBe(fixed);
      }),
      { numRuns: 500 },
    );
  });
});

describe('in the server', () => {
  let client: TestClient;
  const uri = 'file:///work/bad.json';

  beforeEach(async () => {
    client = await TestClient.start({ capabilities: { textDocument: { diagnostic: {} } } });
  });

  afterEach(async () => {
    expect(client.isAlive).toBe(true);
    expect(await client.stop()).toBe(0);
  });

  test('a document that is closed while it is asked about', async () => {
    await client.open(uri, ROLE);
    const answer = client.request('textDocument/diagnostic', uri);
    await client.close(uri);
    expect(await answer).toMatchObject({ kind: 'full' });
    expect(await client.request('textDocument/hover', uri, { position: { line: 0, character: 0 } })).toBeNull();
  });

  test('a document that is changed while it is asked about', async () => {
    await client.open(uri, ROLE);
    const answers = Array.from({ length: 20 }, async (_, index) => {
      const answer = client.request('textDocument/diagnostic', uri);
      await client.change(uri, index + 2, {
        range: { start: { line: 3, character: 14 }, end: { line: 3, character: 14 } },
        text: 'x',
      });
      return answer;
    });
    for (const answer of await Promise.all(answers)) {
      expect(answer).toMatchObject({ kind: 'full' });
    }
  });

  test('a request that is cancelled', async () => {
    await client.open(uri, ROLE);
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol/node');
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }, source.token);
    source.cancel();
    await expect(answer.catch((error: unknown) => String(error))).resolves.toMatch(/superseded|kind|object/i);
  });

  test.each([
    ['places far outside', { position: { line: 1_000_000, character: 1_000_000 } }],
    ['places before the beginning', { position: { line: -1, character: -1 } }],
  ])('%s', async (_, params) => {
    await client.open(uri, ROLE);
    for (const method of ['textDocument/hover', 'textDocument/completion']) {
      await client.request(method, uri, params);
    }
  });

  test('texts of every kind, one after the other in the same document', async () => {
    await client.open(uri, '');
    const texts = ['[', '{"a', '\u0000\u0001', '\ud800', '{'.repeat(100_000), ROLE, ROLE.slice(0, 40), 'null', '"'];
    for (const [index, text] of texts.entries()) {
      await client.change(uri, index + 2, { text });
      await client.request('textDocument/diagnostic', uri);
      await client.request('textDocument/completion', uri, { position: { line: 0, character: 1 } });
    }
  });
});
