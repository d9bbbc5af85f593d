/** Credential passthrough where the examples of the rules do not reach: clouds, versions, cells, and what is half written. */
import { describe, expect, test } from 'vitest';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import { Checker } from '../../server/src/rules/check.ts';
import { callOf } from '../../server/src/rules/databricks/file-system-command.ts';
import { isOlder, isSince } from '../../server/src/rules/databricks/runtime-version.ts';
import { EXEMPTIONS, RULES } from '../../server/src/rules/index.ts';
import { json } from '../../server/src/syntax/json.ts';
import { fileFrame } from '../../server/src/syntax/language.ts';
import { facts } from '../facts.ts';

const checker = new Checker(RULES, EXEMPTIONS, facts);

function rulesOn(text: string, language = 'json'): string[] {
  const tree = (languageOfDocument(language, '') ?? json).parse(text);
  return checker
    .check(fileFrame(tree))
    .filter(({ rule }) => /passthrough|end-of-life/.test(rule.id))
    .map(({ rule, finding }) => `${finding.severity ?? rule.severity} ${rule.id.replace('databricks/', '')}`)
    .sort();
}

describe('versions of the runtime', () => {
  test.each([
    ['6.3.x-scala2.11', true],
    ['6.4.x-scala2.11', false],
    ['5.5.x-scala2.11', true],
    ['10.4.x-scala2.12', false],
    ['6.4', false],
    ['6.x-scala2.11', false],
    ['custom:5.5.x-scala2.11', false],
    ['auto:latest-lts', false],
    ['', false],
    ['9999.1.x-scala2.12', false],
  ])('%s is older than 6.4: %s', (version, expected) => {
    expect(isOlder(version, 6, 4)).toBe(expected);
  });

  test('a version that is none is neither older nor newer', () => {
    expect([isSince('latest', 15, 0), isOlder('latest', 15, 0)]).toEqual([false, false]);
    expect([isSince('15.0.x-scala2.12', 15, 0), isSince('14.3.x-scala2.12', 15, 0)]).toEqual([true, false]);
  });
});

describe('commands for the file system', () => {
  test.each<readonly [string, string | undefined]>([
    ['ls /mnt/lake', 'dbutils.fs.ls("/mnt/lake")'],
    [' ls "/mnt/the lake" ', 'dbutils.fs.ls("/mnt/the lake")'],
    ['rm -r /mnt/lake', 'dbutils.fs.rm("/mnt/lake", True)'],
    ['cp /a /b -r', 'dbutils.fs.cp("/a", "/b", True)'],
    ["put /a 'some text'", 'dbutils.fs.put("/a", "some text")'],
    ['mounts', 'dbutils.fs.mounts()'],
    ['refreshMounts', 'dbutils.fs.refreshMounts()'],
    ['ls', undefined],
    ['ls /a /b', undefined],
    ['ls -r /a', undefined],
    ['rm --force /a', undefined],
    ['ls $path', undefined],
    ['ls {{ path }}', undefined],
    ['ls /a\nls /b', undefined],
    ['ls "/a', undefined],
    ['constructor /a', undefined],
    ['help', undefined],
    ['', undefined],
  ])('%j', (command, expected) => {
    expect(callOf(command)).toBe(expected);
  });
});

describe('a cluster', () => {
  const cluster = (more: object, conf: object = {}): string =>
    JSON.stringify({
      spark_version: '14.3.x-scala2.12',
      spark_conf: { 'spark.databricks.passthrough.enabled': 'true', ...conf },
      ...more,
    });
  const SAID = 'information passthrough-deprecated';

  test.each<readonly [string, string, readonly string[]]>([
    ['for one person who is named', cluster({ single_user_name: 'kai@contoso.com' }), []],
    ['for nobody', cluster({}), ['error passthrough-conflict']],
    ['whose policy may name the person', cluster({ policy_id: 'A1' }), []],
    [
      'of one machine, for nobody',
      cluster({}, { 'spark.databricks.cluster.profile': 'singleNode' }),
      ['error passthrough-conflict'],
    ],
    ['that several share', cluster({}, { 'spark.databricks.cluster.profile': 'serverless' }), []],
    ['whose profile is filled in', cluster({}, { 'spark.databricks.cluster.profile': '${var.profile}' }), []],
    [
      'with sparklyr on a runtime that has it',
      cluster(
        {},
        {
          'spark.databricks.cluster.profile': 'serverless',
          'spark.databricks.repl.allowedLanguages': 'python,sql,r',
        },
      ),
      [],
    ],
    ['with a mode that Databricks chooses', cluster({ data_security_mode: 'DATA_SECURITY_MODE_AUTO' }), []],
    [
      'with a meta instance profile',
      cluster({
        data_security_mode: 'LEGACY_PASSTHROUGH',
        aws_attributes: { instance_profile_arn: 'arn:aws:iam::123456789012:instance-profile/lake-META' },
      }),
      [],
    ],
    [
      'whose instance profile is filled in',
      cluster({
        data_security_mode: 'LEGACY_PASSTHROUGH',
        aws_attributes: { instance_profile_arn: '${var.profile}' },
      }),
      [],
    ],
    [
      'with keys for one bucket',
      cluster({ single_user_name: 'a' }, { 'fs.s3a.bucket.lake.secret.key': 'x' }),
      ['error passthrough-conflict'],
    ],
  ])('%s', (_, text, expected) => {
    expect(rulesOn(text)).toEqual([...expected, SAID].sort());
  });

  test.each([
    ['of Azure', { node_type_id: 'Standard_DS3_v2' }, []],
    ['of Google', { node_type_id: 'n2-highmem-4' }, []],
    ['of AWS, with no attributes at all', { node_type_id: 'm5d.2xlarge' }, ['warning passthrough-instance-profile']],
    ['of AWS, with a policy', { node_type_id: 'm5d.2xlarge', policy_id: 'A1' }, []],
    ['of nobody knows where', { node_type_id: '${var.size}' }, []],
    ['of AWS, with attributes that are filled in', { node_type_id: 'i3.xlarge', aws_attributes: '${var.aws}' }, []],
  ])('for a job %s', (_, more, expected) => {
    const text = JSON.stringify({ new_cluster: JSON.parse(cluster(more)) });
    expect(rulesOn(text)).toEqual([...expected, SAID].sort());
  });
});

describe('a notebook', () => {
  const CHOICE = 'dbutils.credentials.assumeRole("arn:aws:iam::123456789012:role/lake")';
  const notebook = (...cells: readonly string[]): string =>
    `# Databricks notebook source\n${cells.join('\n\n# COMMAND ----------\n\n')}`;
  const FLAGGED = 'warning passthrough-unsupported';
  const SAID = 'information passthrough-deprecated';

  test('that says passthrough in its last cell says it for the first, and in SQL for Python', () => {
    expect(rulesOn(notebook('sc.addJar("x")', CHOICE), 'python')).toEqual([SAID, FLAGGED]);
    const sql = '# MAGIC %sql\n# MAGIC SET spark.databricks.credentials.assumed.role=arn:aws:iam::1:role/x';
    expect(rulesOn(notebook('sc.addJar("x")', sql), 'python')).toEqual([SAID, FLAGGED]);
  });

  test.each([
    notebook('sc.addJar("x")', `# ${CHOICE}`),
    notebook('sc.addJar("x")', `# MAGIC %md\n# MAGIC ${CHOICE}`),
    notebook('sc.addJar("x")', 'dbutils.credentials.getServiceCredentialsProvider("x")'),
    notebook('sc.addJar("x")', 'spark.conf.get("spark.databricks.passthrough.adls.gen2.tokenProviderClassName")'),
  ])('that does not say it stays silent ($#)', (text) => {
    expect(rulesOn(text, 'python')).toEqual([]);
  });

  test('that mounts, lists and reads on S3 is right', () => {
    const text = notebook(
      CHOICE,
      'dbutils.fs.mount("s3a://lake/rows", "/mnt/rows")\ndbutils.fs.ls("/mnt/rows")\nspark.read.parquet("s3a://lake/rows")',
      'open("/dbfs/tmp/a.csv")\nspark.read.option("url", "https://contoso.com").format("x").load()',
    );
    expect(rulesOn(text, 'python')).toEqual([SAID]);
  });

  test('says once that it uses MLflow', () => {
    expect(rulesOn(`${CHOICE}\nmlflow.a(1)\nmlflow.b(2)`, 'python')).toEqual([SAID, FLAGGED]);
  });

  test('cut off anywhere gives no error', () => {
    const text = notebook(
      CHOICE,
      '# MAGIC %fs ls /mnt',
      '# MAGIC %sql\n# MAGIC GRANT SELECT ON t TO u; /* a */',
      'sc.addJar("x")',
    );
    for (let end = 0; end <= text.length; end++) {
      expect(() => rulesOn(text.slice(0, end), 'python')).not.toThrow();
    }
  });
});

describe('blocks of code in a text', () => {
  test('stand each for itself', () => {
    const text = '```python\ndbutils.credentials.showRoles()\n```\n\n```python\nsc.addJar("x")\n```\n';
    expect(rulesOn(text, 'markdown').filter((one) => one.includes('unsupported'))).toEqual([]);
  });
});
