/** Whatever a secret's value is and wherever it stands, nothing that is said about the file has it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import { Checker } from '../../server/src/rules/check.ts';
import { EXEMPTIONS, RULES } from '../../server/src/rules/index.ts';
import { render } from '../../server/src/rules/message.ts';
import { reportFindings } from '../../server/src/rules/report-findings.ts';
import { json } from '../../server/src/syntax/json.ts';
import { fileFrame } from '../../server/src/syntax/language.ts';
import { facts, factsWith } from '../facts.ts';

const INVENTORY = `databricks:
  scopes:
    billing: { backend: DATABRICKS, keys: [storage-key] }
    vault: { backend: AZURE_KEYVAULT }`;

const checkers = [facts, factsWith(INVENTORY)].map((known) => new Checker(RULES, EXEMPTIONS, known));

const letters = (least: number, most: number, signs: string) =>
  fc.array(fc.constantFrom(...signs), { minLength: least, maxLength: most }).map((all) => all.join(''));
const WORD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEXADECIMAL = '0123456789abcdef';

/** A value that no other text has by chance, in the forms that credentials have. */
const value = fc.oneof(
  letters(12, 40, `${WORD}+/=_~.-`),
  letters(12, 24, `${WORD}!#%&*?@^:;,|<>()[]`),
  letters(16, 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789').map((rest) => `AKIA${rest}`),
  letters(32, 32, HEXADECIMAL).map((rest) => `dapi${rest}`),
  letters(86, 86, `${WORD}+/`).map((rest) => `${rest}==`),
  letters(34, 34, WORD).map((rest) => `abc8Q~${rest}`),
  letters(36, 36, WORD).map((rest) => `ghp_${rest}`),
  letters(12, 24, WORD).map((rest) => `${rest} {{secrets/billing/storage-key}}`),
  letters(12, 24, WORD).map((rest) => `{{secrets/billing/storage-key}}${rest}`),
  letters(12, 24, WORD).map((rest) => `jdbc:mysql://host/db?user=me&password=${rest}`),
  letters(12, 24, WORD).map((rest) => `https://me:${rest}@example.com/`),
);

const NAMES = [
  'spark.hadoop.fs.azure.account.key.contoso.dfs.core.windows.net',
  'spark.hadoop.fs.azure.account.oauth2.client.secret',
  'spark.password',
  'spark.executor.extraJavaOptions',
  'spark.any.thing',
];
const VARIABLES = ['PASSWORD', 'STORAGE-KEY', 'API_TOKEN', 'ANYTHING'];

const quoted = (text: string): string => JSON.stringify(text);
/** In quotes that shells and YAML take as they are. */
const single = (text: string): string => `'${text.replace(/'/g, '')}'`;

/** How a value may stand in a file, by the editor's id of the language. */
const FILES: Readonly<Record<string, readonly ((value: string, name: string, variable: string) => string)[]>> = {
  json: [
    (text, name, variable) =>
      `{ "spark_version": "5.5.x-scala2.11", "data_security_mode": "NONE", "creator_user_name": "a@b.c",
  "spark_conf": { ${quoted(name)}: ${quoted(text)}, "spark.a": "{{secrets/billing/storage-key}}", "spark.b=${'x'}": "c" },
  "spark_env_vars": { ${quoted(variable)}: ${quoted(text)}, "A": "{{secrets/other/key}}" },
  "docker_image": { "basic_auth": { "username": "u", "password": ${quoted(text)} } } }`,
    (text, name, variable) =>
      `{ ${quoted(`spark_conf.${name}`)}: { "type": "fixed", "value": ${quoted(text)} },
  ${quoted(`spark_env_vars.${variable}`)}: { "type": "allowlist", "values": [${quoted(text)}] } }`,
    (text) => `{ "scope": "billing", "key": "storage-key", "string_value": ${quoted(text)} }`,
    (text, name) =>
      `{ "definition": ${quoted(`{ "spark_conf.${name}": { "type": "fixed", "value": ${quoted(text)} } }`)} }`,
    (text) =>
      `{ "external_model": { "openai_config": { "openai_api_key_plaintext": ${quoted(text)}, "openai_api_key": ${quoted(text)} } } }`,
    (text) =>
      `{ "spark_conf": { ${quoted(`spark.conf.set("spark.password", "${text}")`)}: "a", ${quoted(`spark.password=${text}`)}: "a" } }`,
    (text) =>
      `{ "spark_env_vars": { ${quoted(`PASSWORD=${text}`)}: "a", ${quoted(`PASSWORD: ${text}`)}: "{{secrets/billing/storage-key}}" } }`,
  ],
  yaml: [
    (text, name, variable) => `resources:
  clusters:
    main:
      data_security_mode: USER_ISOLATION
      spark_conf:
        ${quoted(name)}: ${quoted(text)}
      spark_env_vars:
        ${variable}: ${single(text)}
        OTHER: "{{secrets/billing/storage-key}}"`,
    (text, name) => `spark_conf:
  ${name}: ${text}`,
    (text) => `steps:
  - bash: databricks secrets put-secret billing storage-key --string-value ${single(text)}`,
  ],
  terraform: [
    (text, name, variable) => `resource "databricks_cluster" "main" {
  data_security_mode = "NONE"
  spark_conf = {
    "${name}" = ${quoted(text)}
  }
  spark_env_vars = {
    "${variable}" = ${quoted(text)}
    OTHER = "{{secrets/billing/storage-key}}"
  }
}
resource "databricks_secret" "key" {
  scope        = "billing"
  key          = "storage-key"
  string_value = ${quoted(text)}
}`,
  ],
  'spark-conf': [
    (text, name) => `${name} ${text}\n${name}=${text}\nspark.a {{secrets/billing/storage-key}}`,
    (text) => `spark.conf.set("spark.password","${text}")\nspark.a {{secrets/billing/storage-key}}`,
  ],
  dotenv: [
    (text, _, variable) => `${variable}=${text}\nexport ${variable} = "${text}"\n${variable} ${text}`,
    (text) => `PASSWORD:${text} {{secrets/billing/storage-key}}\nPASSWORD="${text}`,
  ],
  python: [
    (text, name) => `spark.conf.set("${name}", ${quoted(text)})
frame = spark.read.option("password", ${quoted(text)}).load()
w.secrets.put_secret("billing", "storage-key", string_value=${quoted(text)})
w.secrets.put_acl("billing", ${quoted(text)}[0], "READ")
w.clusters.create(spark_conf={${quoted(name)}: ${quoted(text)}, "spark.a": "{{secrets/billing/storage-key}}"})`,
    (text) => `url = f"{{secrets/billing/storage-key}}{${'x'}}${text.replace(/["\\{}]/g, '')}"
print(dbutils.secrets.get("billing", "storage-key") + ${quoted(text)})`,
  ],
  sql: [
    (text) => `SET spark.password = ${single(text)};
SELECT secret('billing', 'storage-key') || ${single(text)};
CREATE CONNECTION c TYPE mysql OPTIONS (user 'u', password ${single(text)})`,
  ],
  shellscript: [
    (text, name) =>
      `databricks clusters create --json ${single(`{ "data_security_mode": "NONE", "spark_conf": { ${quoted(name)}: ${quoted(text)} } }`)}`,
    (text) => `databricks secrets put-secret billing storage-key --string-value ${single(text)}
databricks secrets put --scope billing --key storage-key --string-value=${quoted(text)}
echo ${single(text)} | databricks secrets put-secret billing storage-key
databricks secrets put-secret --json ${single(`{"scope": "billing", "key": "storage-key", "string_value": ${quoted(text)}}`)}
databricks secrets put-secret billing storage-key <<EOF
${text}
EOF`,
  ],
};

/** What of the value must not be seen: its longest part that no name of the file has. */
function tellTale(text: string): string {
  return text
    .replace('{{secrets/billing/storage-key}}', ' ')
    .split(/[\s'"\\=@]|:\/\//)
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

function everythingSaid(text: string, language: string): string {
  const read = languageOfDocument(language, '');
  expect(read).toBeDefined();
  const tree = (read ?? json).parse(text);
  return checkers
    .flatMap((checker) => reportFindings(tree, checker.check(fileFrame(tree)), {}))
    .flatMap(({ message, fixes }) => [
      render(message, {}),
      ...fixes.flatMap((fix) => [render(fix.title, {}), ...(fix.edits() ?? []).map((edit) => edit.text)]),
    ])
    .join('\n');
}

describe.each(Object.entries(FILES))('%s', (language, files) => {
  test.each(files.map((file, index) => [index, file] as const))('says nothing of a value (%i)', (_, file) => {
    fc.assert(
      fc.property(value, fc.constantFrom(...NAMES), fc.constantFrom(...VARIABLES), (text, name, variable) => {
        fc.pre(tellTale(text).length >= 8);
        expect(everythingSaid(file(text, name, variable), language)).not.toContain(tellTale(text));
      }),
      { numRuns: 150 },
    );
  });
});

test('there is something said', () => {
  const [file] = FILES.json ?? [];
  expect(everythingSaid(file?.('aB3dE5fG7hJ9kL1mN3pQ', 'spark.password', 'STORAGE-KEY') ?? '', 'json')).toContain(
    'put-secret',
  );
});
