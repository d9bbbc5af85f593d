/** The sample workspace: the editor says of every file what the command line says, and every rule on secrets is seen. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { RULES } from '../../server/src/rules/index.ts';
import { TestClient } from './language-client.ts';

const WORKSPACE = path.resolve(import.meta.dirname, '../workspace');
const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');
const FILES = [
  ['databricks/databricks.yml', 'yaml'],
  ['databricks/cluster.json', 'json'],
  ['databricks/secrets.tf', 'terraform'],
  ['databricks/spark-defaults.conf', 'spark-conf'],
  ['databricks/cluster.env', 'dotenv'],
  ['databricks/init/read-password.sh', 'shellscript'],
  ['databricks/notebooks/load-orders.py', 'python'],
  ['databricks/passthrough/lake-cluster.json', 'json'],
  ['databricks/passthrough/lake-jobs.yml', 'yaml'],
  ['databricks/passthrough/read-lake.py', 'python'],
  ['databricks/scripts/secrets.sh', 'shellscript'],
  ['databricks/inventory/team.inventory.yaml', 'yaml'],
  ['databricks/inventory/list-scopes.json', 'json'],
  ['roles/storage-auditor.json', 'json'],
  ['deploy/create-role.sh', 'shellscript'],
  ['deploy/roles.tf', 'terraform'],
  ['docs/give-access.md', 'markdown'],
  ['access/assignments.json', 'json'],
  ['access/access.inventory.yaml', 'yaml'],
] as const;
/** What would make a sample of a hundred kilobytes, or of a thousand secrets. */
const TOO_LARGE = new Set(['databricks/secret-too-large', 'databricks/scope-full']);

interface Reported {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
}

const run = spawnSync(process.execPath, [CLI, 'check', '--format', 'json'], { cwd: WORKSPACE, encoding: 'utf8' });
const reported: readonly Reported[] = JSON.parse(run.stdout).findings;

test('shows every rule on secrets', () => {
  const seen = new Set(reported.map(({ rule }) => rule));
  const ids = RULES.map(({ id }) => id).filter((id) => id.startsWith('databricks/') && !TOO_LARGE.has(id));
  expect(ids.filter((id) => !seen.has(id))).toEqual([]);
});

test("flags the key vault guide's own sample at the blank behind its operation", () => {
  const found = reported.filter(({ file }) => file === 'deploy/create-role.sh');
  expect(found.map(({ rule, range: { start } }) => `${start.line}:${start.column} ${rule}`)).toEqual([
    '5:48 grantscope/syntax',
    '11:37 azure/padded-operation',
    '17:38 azure/placeholder',
  ]);
});

test('has files that are right', () => {
  const clean = ['databricks/init/read-password.sh', 'databricks/inventory/team.inventory.yaml'];
  expect(reported.filter(({ file }) => clean.includes(file) || file.startsWith('access/'))).toEqual([]);
});

describe('in the editor', () => {
  let client: TestClient;

  beforeAll(async () => {
    client = await TestClient.start({
      capabilities: { textDocument: { publishDiagnostics: {} } },
      folder: pathToFileURL(WORKSPACE).href,
    });
  });

  afterAll(async () => {
    expect(await client.stop()).toBe(0);
  });

  test.each(FILES)('the findings are those of the command line: %s', async (file, language) => {
    const uri = pathToFileURL(path.join(WORKSPACE, file)).href;
    await client.open(uri, readFileSync(path.join(WORKSPACE, file), 'utf8'), language);
    const expected = reported
      .filter((one) => one.file === file)
      .map(({ rule, message, range: { start } }) => `${start.line}:${start.column} ${rule} ${message}`);
    const said = ({ code, message, range: { start } }: Diagnostic): string =>
      `${start.line + 1}:${start.character + 1} ${code} ${message}`;
    // The files of the workspace are read behind the first answer.
    await expect
      .poll(async () => (await client.latest(uri)).diagnostics.map(said), { timeout: 10_000 })
      .toEqual(expected);
  });
});
