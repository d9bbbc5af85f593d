/** Files with secrets that nobody would write on purpose: an answer each time, and the rest of the file understood. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextChecker } from '../../server/src/features/check-text.ts';
import { languageOfFile } from '../../server/src/features/languages.ts';
import { json } from '../../server/src/syntax/json.ts';
import { facts } from '../facts.ts';
import { expectSound } from './expect-sound.ts';

const checker = new TextChecker(facts);
const MEGABYTE = 1024 * 1024;

function rulesOf(file: string, text: string): string[] {
  const findings = checker.checkText(text, languageOfFile(file) ?? json, {});
  expectSound(text, findings);
  return findings.map(({ rule }) => rule);
}

const SPARK = 'spark_conf = {"spark.a": "{{ secrets/lake/key }}"}';
const SPACED = 'databricks/spaced-secret-reference';
const COMMAND = 'databricks/secret-command';
const SYNTAX = 'grantscope/syntax';

const FILES = ['json', 'yml', 'tf', 'conf', 'env', 'py', 'scala', 'sql', 'r', 'ipynb', 'sh'].map(
  (ending) => `a.${ending}`,
);
const WORDS = [
  ...'{{~}}~secrets/~{{secrets/a/b}}~{{ secrets/a/b }}~spark_conf~spark.a~"~:~=~- ~{~}~[~]~$~${~EOF~\\~|'.split('~'),
  ...'<<EOF~&a~*a~<<: ~# MAGIC %sh~# COMMAND ----------~databricks secrets put-secret ~--scope~f"~"""~<<<<<<<'.split(
    '~',
  ),
  ...[' ', '\n', '\t', "'", '\ud800', '\u0000'],
];

/** Each alias stands for ten of the one before: a billion in the end. */
const BOMB = Array.from({ length: 10 }, (_, index) =>
  index === 0
    ? 'a0: &a0 ["{{ secrets/lake/key }}"]'
    : `a${index}: &a${index} [${Array.from({ length: 10 }, () => `*a${index - 1}`).join(', ')}]`,
).join('\n');

describe('text that nobody would write on purpose', () => {
  test.each([
    ['aliases of aliases', `${BOMB}\nspark_conf:\n  spark.a: "{{ secrets/a/b }}"\n`, [SPACED, SPACED]],
    ['an alias of what it stands in', 'spark_conf: &a\n  b: *a\n  spark.a: "{{ secrets/a/b }}"\n', [SPACED]],
    ['merged aliases', 'a: &a\n  <<: *a\nspark_conf:\n  <<: [*a, *a]\n  spark.a: "{{ secrets/a/b }}"\n', [SPACED]],
  ])('%s', (_, text, expected) => {
    expect(rulesOf('bomb.yml', text)).toEqual(expected);
  });

  const conflict = (ours: string, theirs: string): string =>
    `<<<<<<< HEAD\n${ours}\n=======\n${theirs}\n>>>>>>> feature\n`;
  const spaced = (before: string): string => conflict(`${before}"{{ secrets/a/b }}"`, `${before}"{{ secrets/c/d }}"`);

  test.each([
    ['cluster.json', `{\n"spark_conf": {\n${spaced('"spark.a": ')}}\n}`, [SYNTAX, SPACED, SYNTAX, SPACED]],
    ['databricks.yml', `spark_conf:\n${spaced('  spark.a: ')}`, [SYNTAX, SPACED, SPACED]],
    [
      'cluster.tf',
      `resource "databricks_cluster" "a" {\nspark_conf = {\n${spaced('a = ')}}\n}\n`,
      [SYNTAX, SPACED, SPACED],
    ],
    ['a.conf', conflict('spark.a {{ secrets/a/b }}', 'spark.a {{ secrets/c/d }}'), [SPACED, SPACED]],
    ['a.env', conflict('A={{ secrets/a/b }}', 'A={{ secrets/c/d }}'), [SPACED, SPACED]],
    ['a.py', `# Databricks notebook source\n${conflict(SPARK, SPARK)}`, [SPACED, SPACED]],
    ['a.sh', conflict('databricks secrets list --scope a', 'databricks secrets list --scope b'), [COMMAND, COMMAND]],
  ])('a conflict that git could not merge, in %s', (file, text, expected) => {
    expect(rulesOf(file, text)).toEqual(expected);
  });

  test.each([
    ['cluster.json', '{\t"spark_conf"\t:\t{\t"spark.a"\t:\t"{{\tsecrets/a/b\t}}"\t}\t}', [SPACED]],
    ['databricks.yml', 'spark_conf:\n\tspark.a: "{{ secrets/a/b }}"\n', [SYNTAX, SPACED]],
    [
      'cluster.tf',
      'resource "databricks_cluster" "a" {\n\tspark_conf = {\n\t\ta = "{{ secrets/a/b }}"\n\t}\n}\n',
      [SPACED],
    ],
    ['a.conf', '\tspark.a\t\t{{ secrets/a/b }}\t\n', [SPACED]],
    ['a.env', '\tA={{ secrets/a/b }}\t\n', [SPACED]],
    ['a.sh', '\tdatabricks\tsecrets\tlist\t--scope\ta\n', [COMMAND]],
  ])('tabs, in %s', (file, text, expected) => {
    expect(rulesOf(file, text)).toEqual(expected);
  });
});

describe('what ends too soon, or not for long', () => {
  const open = 'databricks secrets put-secret a b <<EOF\nsecret\n';
  test.each([
    ['a.sh', `databricks secrets list --scope a\n${open}`, [COMMAND]],
    ['a.sh', 'databricks secrets put-secret a b <<-"EOF" <<OTHER\nsecret\nEOF', []],
    [
      'a.py',
      `# Databricks notebook source\n# MAGIC %sh\n${open.replace(/^/gm, '# MAGIC ')}\n# COMMAND ----------\n`,
      [],
    ],
    [
      'a.yml',
      `script: |\n${`databricks secrets list --scope a\n${open}`.replace(/^(?=.)/gm, '  ')}other: 1\n`,
      [COMMAND],
    ],
  ])('a here-document without an end, in %s', (file, text, expected) => {
    expect(rulesOf(file, text)).toEqual(expected);
  });

  test('a here-document without an end, in Terraform', () => {
    const text =
      'resource "databricks_cluster" "a" {\n  spark_conf = {\n    a = "{{ secrets/a/b }}"\n    b = <<-EOT\n      x\n';
    expect(rulesOf('a.tf', text)).toEqual([SYNTAX, SYNTAX, SPACED, SYNTAX]);
  });

  test.each([
    ['source format', 'large.py', sourceNotebook(3 * MEGABYTE)],
    ['JSON', 'large.ipynb', jsonNotebook(50 * MEGABYTE)],
  ])('a large notebook, in %s', (_, file, text) => {
    expect(rulesOf(file, text)).toEqual([SPACED, SPACED]);
  });

  test('any mixture of words, in every language', () => {
    const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 50 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...FILES), text, (file, any) => {
        rulesOf(file, any);
        rulesOf(file, `# Databricks notebook source\n${any}`);
      }),
      { numRuns: 1500 },
    );
  });
});

/** Much code, and a reference at the beginning and at the end. */
function sourceNotebook(size: number): string {
  const cell = `# COMMAND ----------

orders = spark.read.table("lake.bronze.orders").where(col("stage") == f"{stage}")
for number, order in enumerate(orders.select("id", "amount").collect()):
    print(number, order["id"], order["amount"] * 1.08)  # with tax

# COMMAND ----------

# MAGIC %sql
# MAGIC SELECT id, sum(amount) FROM lake.bronze.orders WHERE stage = 'test' GROUP BY id

`;
  const source = `\n# COMMAND ----------\n\n${SPARK}\n\n`;
  return `# Databricks notebook source\n${source}${cell.repeat(size / cell.length)}${source}`;
}

/** Most of a large notebook is what its cells have put out. */
function jsonNotebook(size: number): string {
  const outputs = [{ output_type: 'display_data', data: { 'image/png': 'iVBORw0KGgo'.repeat(size / 25) } }];
  const cells = ['', ''].map(() => ({ cell_type: 'code', source: [`${SPARK}\n`], outputs }));
  return JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 });
}
