/** Comments that silence rules, in every language that has comments, and in texts within texts. */
import { describe, expect, test } from 'vitest';
import { TextChecker } from '../../server/src/features/check-text.ts';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import { facts } from '../facts.ts';

const checker = new TextChecker(facts);

function rulesOn(language: string, text: string): string[] {
  const found = languageOfDocument(language, '');
  return found ? checker.checkText(text, found, {}).map(({ rule }) => rule) : ['no such language'];
}

const RULE = 'databricks/spaced-secret-reference';
const CELL = '# Databricks notebook source\n';

const SILENCED: readonly (readonly [language: string, text: string])[] = [
  ['yaml', `spark_conf:\n  # grantscope-disable-next-line ${RULE} -- why\n  spark.a: "{{secrets/ s/k}}"\n`],
  ['yaml', `spark_conf:\n  spark.a: "{{secrets/ s/k}}" # grantscope-disable-line ${RULE}\n`],
  ['yaml', `# grantscope-disable-file ${RULE}\nspark_conf:\n  spark.a: "{{secrets/ s/k}}"\n`],
  [
    'terraform',
    `resource "databricks_cluster" "a" {\n  spark_conf = {\n    # grantscope-disable-next-line ${RULE}\n    "a.b" = "{{secrets/ s/k}}"\n  }\n}\n`,
  ],
  ['spark-conf', `# grantscope-disable-next-line ${RULE}\nspark.a {{secrets/ s/k}}\n`],
  ['shellscript', '# grantscope-disable-next-line databricks/secret-command\ndatabricks secrets list --scope s\n'],
  [
    'python',
    `${CELL}x = 1\n# COMMAND ----------\n# MAGIC %sh\n# MAGIC # grantscope-disable-next-line databricks/secret-command\n# MAGIC databricks secrets list --scope s\n`,
  ],
  [
    'python',
    `${CELL}# grantscope-disable-next-line databricks/misplaced-secret-reference\nspark.conf.set("a.b", "{{secrets/s/k}}")\n`,
  ],
];

describe('a comment silences', () => {
  test.each(SILENCED)('%s %#', (language, text) => {
    expect(rulesOn(language, text)).toEqual([]);
  });

  test.each(SILENCED)('and is flagged where it silences nothing: %s %#', (language, text) => {
    const other = text.replace(/databricks\/[\w-]+/, 'databricks/scope-full');
    expect(rulesOn(language, other)).toContain('grantscope/unused-suppression');
    expect(rulesOn(language, other).length).toBe(2);
  });
});
