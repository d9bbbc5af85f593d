/** Completion, hover, definition, references and rename of secrets, over the session as the server has it. */
import { describe, expect, test } from 'vitest';
import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { OpenDocument } from '../../server/src/features/document.ts';
import { type Host, NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { facts } from '../facts.ts';

const FILES: Readonly<Record<string, string>> = {
  'file:///w/secrets.tf': `resource "databricks_secret_scope" "lake" {
  name = "lake"
}

resource "databricks_secret" "client" {
  scope        = databricks_secret_scope.lake.name
  key          = "client-secret"
  string_value = var.client_secret
}

resource "databricks_secret" "jdbc" {
  scope        = "lake"
  key          = "jdbc-password"
  string_value = var.jdbc_password
}
`,
  'file:///w/databricks.yml': `resources:
  clusters:
    etl:
      spark_version: 15.4.x-scala2.12
      spark_conf:
        spark.password: "{{secrets/lake/jdbc-password}}"
`,
  'file:///w/notebook.py': `# Databricks notebook source
password = dbutils.secrets.get(scope="lake", key="jdbc-password")
# COMMAND ----------
# MAGIC %sql
# MAGIC SELECT secret('Lake', 'jdbc-password')
`,
  'file:///w/team.inventory.yaml': `databricks:
  scopes:
    lake: { backend: DATABRICKS, keys: [client-secret, jdbc-password], acls: { engineers: READ } }
`,
};

const host: Host = {
  ...NO_HOST,
  readText: (uri) => FILES[uri],
  readFolder: async function* () {
    for (const [uri, text] of Object.entries(FILES)) {
      yield { uri, text };
    }
  },
};

function start(): Session {
  const session = new Session({ facts, host, warn: () => {} });
  session.start({}, { snippets: false, versionedEdits: false }, undefined, [{ uri: 'file:///w', name: 'w' }]);
  return session;
}

function open(
  uri: string,
  language: string,
  marked: string,
): { document: OpenDocument; position: { line: number; character: number } } {
  const offset = marked.indexOf('|');
  const document = new OpenDocument(uri, language, 1, marked.replace('|', ''));
  return { document, position: document.positionAt(Math.max(0, offset)) };
}

/** The text after an item is accepted. */
function accept(document: OpenDocument, item: CompletionItem | undefined): string {
  const edit = item?.textEdit;
  if (!edit || !('range' in edit)) {
    throw new Error('no such item');
  }
  return applyEdits(document.text, [{ span: document.spanOf(edit.range), text: edit.newText }]);
}

async function completeAt(language: string, marked: string, label: string): Promise<string> {
  const { document, position } = open(`file:///w/new.${language}`, language, marked);
  const { items } = await start().completion(document, position);
  const item = items.find((one) => one.label === label);
  expect(items.map((one) => one.label)).toContain(label);
  return accept(document, item);
}

const CASES = [
  [
    'spark-conf',
    '# a comment\nspark.a b\n\nspark.new {{|',
    '{{secrets/lake/client-secret}}',
    '# a comment\nspark.a b\n\nspark.new {{secrets/lake/client-secret}}',
  ],
  [
    'json',
    '{ "spark_conf": { "spark.a": "{{|" } }',
    '{{secrets/lake/jdbc-password}}',
    '{ "spark_conf": { "spark.a": "{{secrets/lake/jdbc-password}}" } }',
  ],
  [
    'json',
    '{ "spark_conf": { "spark.a": "{{secrets/|}}" } }',
    'lake',
    '{ "spark_conf": { "spark.a": "{{secrets/lake/}}" } }',
  ],
  [
    'json',
    '{ "spark_conf": { "spark.a": "{{secrets/lake/|" } }',
    'jdbc-password',
    '{ "spark_conf": { "spark.a": "{{secrets/lake/jdbc-password}}" } }',
  ],
  [
    'yaml',
    'spark_conf:\n  spark.a: {{|',
    '{{secrets/lake/client-secret}}',
    'spark_conf:\n  spark.a: "{{secrets/lake/client-secret}}"',
  ],
  [
    'yaml',
    'spark_conf:\n  spark.a: "{{secrets/lake/c|}}"',
    'client-secret',
    'spark_conf:\n  spark.a: "{{secrets/lake/client-secret}}"',
  ],
  [
    'terraform',
    'resource "databricks_cluster" "a" {\n  spark_conf = {\n    "a.b" = "{{secrets/l|/x}}"\n  }\n}',
    'lake',
    'resource "databricks_cluster" "a" {\n  spark_conf = {\n    "a.b" = "{{secrets/lake/x}}"\n  }\n}',
  ],
  ['spark-conf', 'spark.a {{sec|', '{{secrets/lake/client-secret}}', 'spark.a {{secrets/lake/client-secret}}'],
  [
    'spark-conf',
    'spark.x y\nspark.hadoop.java|',
    'spark.hadoop.javax.jdo.option.ConnectionPassword',
    'spark.x y\nspark.hadoop.javax.jdo.option.ConnectionPassword',
  ],
  [
    'python',
    'x = dbutils.secrets.get("lake", "|")',
    'jdbc-password',
    'x = dbutils.secrets.get("lake", "jdbc-password")',
  ],
  [
    'python',
    '# Databricks notebook source\nx = dbutils.secrets.get(scope="|")',
    'lake',
    '# Databricks notebook source\nx = dbutils.secrets.get(scope="lake")',
  ],
  ['shellscript', 'databricks secrets |', 'put-acl', 'databricks secrets put-acl'],
  ['shellscript', 'databricks secrets put-s|', 'put-secret', 'databricks secrets put-secret'],
  ['shellscript', 'databricks secrets list-secrets la|', 'lake', 'databricks secrets list-secrets lake'],
  [
    'shellscript',
    'databricks secrets put-acl lake engineers R|',
    'READ',
    'databricks secrets put-acl lake engineers READ',
  ],
  [
    'yaml',
    'resources:\n  secret_scopes:\n    a:\n      name: a\n      permissions:\n        - level: W|\n          group_name: g',
    'WRITE',
    'resources:\n  secret_scopes:\n    a:\n      name: a\n      permissions:\n        - level: WRITE\n          group_name: g',
  ],
] as const;

describe('completion', () => {
  test.each(CASES)('%s: %s', async (language, marked, label, expected) => {
    expect(await completeAt(language, marked, label)).toBe(expected);
  });
});

const REFERENCE = 'spark_version: 15.4.x-scala2.12\nspark_conf:\n  spark.a: "{{secrets/lake/jdbc-pass|word}}"\n';

describe('a name', () => {
  test('says what is known of it', async () => {
    const session = start();
    const { document, position } = open('file:///w/cluster.yaml', 'yaml', REFERENCE);
    await session.definition(document, position);
    const markdown = session.hover(document, position)?.markdown ?? '';
    expect(markdown).toContain('`jdbc-password`');
    expect(markdown).toContain('engineers: READ');
    expect(markdown).toContain('secrets.tf');
    expect(markdown).toContain('owner');
  });

  test('leads to where it is declared, and from there to where it is used', async () => {
    const session = start();
    const { document, position } = open('file:///w/cluster.yaml', 'yaml', REFERENCE);
    expect(await session.definition(document, position)).toEqual([
      { uri: 'file:///w/secrets.tf', range: { start: { line: 12, character: 18 }, end: { line: 12, character: 31 } } },
    ]);
    const references = await session.references(document, position, true);
    expect(references.map(({ uri }) => uri)).toEqual([
      'file:///w/cluster.yaml',
      'file:///w/databricks.yml',
      'file:///w/notebook.py',
      'file:///w/notebook.py',
      'file:///w/secrets.tf',
    ]);
  });

  test('is renamed in every file and language, without case', async () => {
    const session = start();
    const { document, position } = open(
      'file:///w/cluster.yaml',
      'yaml',
      REFERENCE.replace('|', '').replace('secrets/la', 'secrets/la|'),
    );
    const edit = await session.rename(document, position, 'data-lake');
    if (typeof edit === 'string') {
      throw new Error(edit);
    }
    const renamed = Object.entries(edit.changes ?? {}).map(([uri, edits]: [string, TextEdit[]]) => {
      const file = new OpenDocument(uri, 'x', 1, FILES[uri] ?? document.text);
      return applyEdits(
        file.text,
        edits.map(({ range, newText }) => ({ span: file.spanOf(range), text: newText })),
      );
    });
    expect(renamed.join('\n')).not.toMatch(/secrets\/lake|"lake"\n|'Lake'/);
    expect(renamed.join('\n')).toContain('name = "data-lake"');
    expect(renamed.join('\n')).toContain("secret('data-lake', 'jdbc-password')");
    expect(await session.rename(document, position, 'no name')).toContain('no name');
  });
});

describe('a file name', () => {
  test('leads to its file, where there is one', () => {
    const session = start();
    const text = 'databricks:\n  scopes:\n    lake: { keys: ./secrets.tf, acls: ./nowhere.json }\n';
    const links = session.documentLinks(new OpenDocument('file:///w/x.inventory.yaml', 'yaml', 1, text));
    expect(links).toEqual([
      {
        range: { start: { line: 2, character: 18 }, end: { line: 2, character: 30 } },
        target: 'file:///w/secrets.tf',
      },
    ]);
  });
});

describe('a reference', () => {
  test('that is being typed has no finding until somebody saves', () => {
    const session = start();
    const text = '{ "spark_conf": { "spark.a": "" } }';
    const document = new OpenDocument('file:///w/typing.json', 'json', 1, text);
    let at = text.indexOf('""') + 1;
    for (const letter of '{{secrets/lake/jdbc-password}}') {
      const place = document.positionAt(at);
      document.update([{ range: { start: place, end: place }, text: letter }], at);
      expect(session.diagnostics(document)).toEqual([]);
      at++;
    }
    const half = new OpenDocument(
      'file:///w/half.json',
      'json',
      1,
      '{ "spark_conf": { "spark.a": "{{secrets/lake}" } }',
    );
    const end = half.positionAt(half.text.indexOf('}"') + 1);
    half.update([{ range: { start: end, end }, text: '}' }], 2);
    expect(session.diagnostics(half)).toEqual([]);
    half.settle();
    expect(session.diagnostics(half).map(({ code }) => code)).toEqual(['databricks/malformed-secret-reference']);
  });
});
