import { maskOpaque, UNKNOWN } from '../../access/databricks/opaque-stretches.ts';
import type { SecretPlace } from '../../readers/databricks-place.ts';
import type { Setting } from '../../readers/databricks-setting.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type Severity } from '../rule.ts';
import { isQuoted, isSound } from './reference-place.ts';

export const embeddedSecretReference = defineRule({
  id: 'databricks/embedded-secret-reference',
  appliesTo: 'databricks/setting',
  severity: 'error',
  fixable: false,
  holdsInExcerpts: true,
  summary: 'Text before or behind a secret reference.',
  why: `A value is a reference only as a whole: it has to begin with \`{{secrets/\` and to end with \`}}\`. With anything around it the braces are passed on as they are.

Keep the whole text as one secret: the whole URL, the whole connection string, the whole line of JAAS. The commonest case is the tenant inside the address of the OAuth endpoint (\`https://login.microsoftonline.com/…/oauth2/token\`): a tenant is no secret, so it can stand there as it is.`,
  sources: ['https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html'],
  *check(setting) {
    const severity = SEVERITIES[setting.place];
    const [only, ...others] = setting.references;
    if (!severity || !only || others.length > 0 || !isSound(only) || !isQuoted(setting) || !hasTextAround(setting)) {
      return;
    }
    const { scalar, value } = setting.text;
    yield {
      at: spanIn(scalar, only.span.start, only.span.end),
      severity,
      unfinished: true,
      message: /login\.(?:microsoftonline|windows|chinacloudapi)\.|\/oauth2\//.test(value)
        ? message(
            'This reference stands inside a URL and is passed on as it is, so that signing in fails. Only a value that is nothing but the reference is replaced. Write the tenant itself, which is no secret, or keep the whole URL as a secret.',
          )
        : message(
            'There is text around this reference, so it is passed on as it is. Only a value that is nothing but the reference is replaced. Keep the whole text as a secret and refer to that.',
          ),
    };
  },
  examples: [
    {
      language: 'spark-conf',
      flagged: `spark.hadoop.fs.azure.account.oauth2.client.endpoint https://login.microsoftonline.com/{{secrets/app/tenant}}/oauth2/token
                                                                                       ^^^^^^^^^^^^^^^^^^^^^^
spark.jdbc.url jdbc:sqlserver://db;password={{secrets/app/password}}
                                            ^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'yaml',
      flagged: `spark_version: 15.4.x-scala2.12
num_workers: 1
spark_env_vars:
  API_HEADER: "Bearer {{secrets/app/token}}"
                      ^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'terraform',
      clean: `resource "databricks_cluster" "etl" {
  spark_conf = {
    "spark.a" = "\${var.prefix}{{secrets/app/key}}"
    "spark.b" = "{{secrets/app/key}}"
  }
}`,
    },
    {
      clean: `{ "comment": "use {{secrets/app/key}} for databricks", "agent": { "url": "https://x/{{secrets/app/key}}" } }`,
    },
  ],
});

/** Where it is documented that only whole values are references, where users report otherwise, where nothing is known. */
const SEVERITIES: Readonly<Partial<Record<SecretPlace, Severity>>> = {
  'spark-conf': 'error',
  policy: 'error',
  docker: 'error',
  environment: 'warning',
  serving: 'information',
  pipeline: 'information',
  'sql-configuration': 'information',
};

/** What is filled in later may be empty. */
function hasTextAround({ text, references }: Setting): boolean {
  const [only] = references;
  const masked = maskOpaque(text.value, text.scalar.node.opaque);
  const around = masked.slice(0, only?.span.start) + masked.slice(only?.span.end);
  return around.replaceAll(UNKNOWN, '').trim() !== '';
}
