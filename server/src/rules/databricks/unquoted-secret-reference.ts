import { isResolving } from '../../readers/databricks-place.ts';
import { spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { isQuoted } from './reference-place.ts';

export const unquotedSecretReference = defineRule({
  id: 'databricks/unquoted-secret-reference',
  appliesTo: 'databricks/setting',
  severity: 'error',
  fixable: true,
  summary: 'A secret reference without quotes, which YAML reads as a map.',
  why: `Braces open a map in YAML. Without quotes the value is a map in a map, or an error, and no reference.

Put the value in quotes.`,
  sources: [
    'https://yaml.org/spec/1.2.2/#flow-mappings',
    'https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html',
  ],
  *check(setting) {
    const { text, references, place, isDatabricks } = setting;
    const [reference] = references;
    if (!reference || isQuoted(setting) || text.scalar.node.type !== 'word' || !(isDatabricks || isResolving(place))) {
      return;
    }
    const isWhole = text.value.trim() === text.value.slice(reference.span.start, reference.span.end);
    const value = reference.repaired ?? text.value;
    yield {
      at: spanOf(text.scalar),
      unfinished: true,
      // What stands beside the reference may be a secret itself, and is not shown.
      message: isWhole
        ? message('Without quotes YAML reads this as a map and not as a reference. Put it in quotes: "{0}".', value)
        : message('Without quotes YAML reads this as a map and not as a reference. Put it in quotes.'),
      fixes: () =>
        isWhole
          ? [
              {
                title: message('Put it in quotes'),
                safe: true,
                changes: [{ verb: 'replace', node: text.scalar, value }],
              },
            ]
          : [],
    };
  },
  examples: [
    {
      language: 'yaml',
      flagged: `spark_version: 15.4.x-scala2.12
num_workers: 1
spark_conf:
  spark.password: {{secrets/app/password}}
                  ^^^^^^^^^^^^^^^^^^^^^^^^
  spark.user: {{secrets/\${var.scope}/user}} # who
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `spark_version: 15.4.x-scala2.12
num_workers: 1
spark_conf:
  spark.password: "{{secrets/app/password}}"
  spark.user: {{secrets/\${var.scope}/user}} # who`,
    },
    {
      language: 'yaml',
      clean: `spark_conf:
  spark.password: "{{secrets/app/password}}"
  spark.user: '{{secrets/app/user}}'
  spark.name: {{ .Values.name }}
  spark.url: >-
    {{secrets/app/url}}`,
    },
  ],
});
