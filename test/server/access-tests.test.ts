/** Access tests over the session as the server has it: findings while one edits, and what the Test Explorer gets. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { OpenDocument } from '../../server/src/features/document.ts';
import { type Host, NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { facts } from '../facts.ts';

const FOLDER = path.resolve(import.meta.dirname, '../workspace/access');
const BASE = 'file:///w/access';
const TESTS = `${BASE}/vault.access.yaml`;
const OFFICER_ON_VAULT = '4ea08c26-3b7d-4f91-9c5e-d902f6b83e74';

function start() {
  const files = new Map(
    readdirSync(FOLDER).map((name) => [`${BASE}/${name}`, readFileSync(path.join(FOLDER, name), 'utf8')]),
  );
  const host: Host = {
    ...NO_HOST,
    readText: (uri) => files.get(uri),
    readFolder: async function* () {
      for (const [uri, text] of files) {
        yield { uri, text };
      }
    },
  };
  const seen = { changes: 0 };
  const inventoryChanged = (): void => {
    seen.changes++;
  };
  const session = new Session({ facts, host, warn: () => {}, inventoryChanged });
  session.start({}, { snippets: false, versionedEdits: false }, undefined, [{ uri: 'file:///w', name: 'w' }]);
  const run = (uri = TESTS) => session.accessTests({ uri, run: true }, undefined);
  return { files, session, seen, run };
}

/** The assignments without the one that lets Mika create secrets. */
function withoutOfficer(text: string): string {
  const assignments: readonly { readonly name: string }[] = JSON.parse(text);
  return JSON.stringify(
    assignments.filter(({ name }) => name !== OFFICER_ON_VAULT),
    undefined,
    2,
  );
}

const ASSIGNMENTS = `${BASE}/assignments.json`;

test('tests are listed without being run, each at its name', async () => {
  const { session } = start();
  const list = await session.accessTests({ uri: TESTS, run: false }, undefined);
  expect(list?.tests.map(({ name }) => name)).toHaveLength(9);
  expect(list?.tests[0]).toEqual({
    name: 'a secret is created only by who is Secrets Officer on the vault',
    range: { start: { line: 3, character: 10 }, end: { line: 3, character: 73 } },
    failures: [],
  });
});

test('the sample passes', async () => {
  const { run } = start();
  const list = await run();
  expect(list?.tests.flatMap(({ failures }) => failures)).toEqual([]);
  expect(list?.problems).toEqual([]);
});

test('a failure says why, and leads to the lines that say so', async () => {
  const { files, run } = start();
  files.set(ASSIGNMENTS, withoutOfficer(files.get(ASSIGNMENTS) ?? ''));
  const failed = (await run())?.tests.filter(({ failures }) => failures.length > 0);
  expect(failed?.map(({ name }) => name)).toEqual(['a secret is created only by who is Secrets Officer on the vault']);
  const [failure] = failed?.[0]?.failures ?? [];
  expect(failure?.message).toBe(
    'Microsoft.KeyVault/vaults/secrets/setSecret/action: mika.sato@contoso.com is denied this and should be allowed.',
  );
  expect(failure?.range.start).toEqual({ line: 5, character: 14 });
  const place = failure?.reasons.at(-1)?.place;
  expect(place?.uri).toBe(ASSIGNMENTS);
  expect((files.get(ASSIGNMENTS) ?? '').split('\n')[place?.line ?? 0]).toBe('  {');
});

test('what is open and not saved counts', async () => {
  const { session, run, files } = start();
  expect((await run())?.tests.every(({ failures }) => failures.length === 0)).toBe(true);
  session.findings(new OpenDocument(ASSIGNMENTS, 'json', 1, withoutOfficer(files.get(ASSIGNMENTS) ?? '')));
  expect((await run())?.tests.filter(({ failures }) => failures.length > 0)).toHaveLength(1);
  const text = (files.get(TESTS) ?? '').replace('allowed: [', 'denied: [');
  const list = await session.accessTests({ uri: TESTS, run: true }, text);
  expect(list?.tests.every(({ failures }) => failures.length === 0)).toBe(true);
});

test('findings follow what other files say', async () => {
  const { session, files, seen, run } = start();
  const document = new OpenDocument(TESTS, 'yaml', 1, files.get(TESTS) ?? '');
  session.findings(document);
  await run();
  expect(session.findings(document)).toEqual([]);
  const before = seen.changes;
  files.set(ASSIGNMENTS, withoutOfficer(files.get(ASSIGNMENTS) ?? ''));
  session.fileChanged(ASSIGNMENTS);
  expect(seen.changes).toBeGreaterThan(before);
  expect(session.findings(document).map(({ rule }) => rule)).toEqual(['grantscope/access-test']);
  const after = seen.changes;
  session.findings(document);
  // Asking again tells nothing new: findings would be asked for without end.
  expect(seen.changes).toBe(after);
});

test('what is wrong with the file is told beside its tests', async () => {
  const { session } = start();
  const text = 'tests:\n  - principal: a@contoso.com\n    alowed: [secrets/get]\n    on: databricks:/secrets/app\n';
  const list = await session.accessTests({ uri: TESTS, run: true }, text);
  expect(list?.problems.map(({ message }) => message)).toEqual([
    'This test has neither "allowed" nor "denied", so that it expects nothing.',
    'Nobody reads "alowed" here. Did you mean "allowed"?',
  ]);
  expect(list?.tests).toHaveLength(1);
});

test.each(['', 'tests:', 'tests: [1]', 'a: [', 'tests:\n  - {'])('a file without tests has none: %j', async (text) => {
  const { session } = start();
  expect(await session.accessTests({ uri: TESTS, run: true }, text)).toBeNull();
});

test('a file that is gone has none', async () => {
  const { run } = start();
  expect(await run(`${BASE}/other.access.yaml`)).toBeNull();
  expect(await run(`${BASE}/other.txt`)).toBeNull();
});
