import { textAt } from '../../readers/databricks-cluster.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { FIRST_WITH_REFERENCES, isOlder } from './runtime-version.ts';

const FIRST = FIRST_WITH_REFERENCES;

export const runtimeTooOld = defineRule({
  id: 'databricks/runtime-too-old',
  appliesTo: 'databricks/cluster',
  severity: 'warning',
  fixable: false,
  summary: 'References on a Databricks Runtime that does not know them.',
  why: `References to secrets need Databricks Runtime ${FIRST.major}.${FIRST.minor} or later. An older one passes the braces on as plain text. Runtimes of that age are no longer supported in any case: choose one with long-term support.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html',
    'https://learn.microsoft.com/azure/databricks/release-notes/runtime/eos',
  ],
  *check({ map, isProperties, confReferences, environmentReferences }) {
    const hasReferences = confReferences.length + environmentReferences.length > 0;
    const text = hasReferences && !isProperties ? textAt(map, 'spark_version')?.text : undefined;
    const version = text?.known ? text.value : '';
    if (text && isOlder(version, FIRST.major, FIRST.minor)) {
      yield {
        at: spanOfText(text.scalar),
        message: message(
          'The runtime {0} does not know references to secrets: the braces are passed on as they are. Use Databricks Runtime {1} or later.',
          version,
          `${FIRST.major}.${FIRST.minor}`,
        ),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "spark_version": "5.5.x-scala2.11",
                    ^^^^^^^^^^^^^^^
  "spark_conf": { "spark.storage.key": "{{secrets/billing/storage-key}}" }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "old" {
  spark_version = "6.3.x-gpu-ml-scala2.11"
                   ^^^^^^^^^^^^^^^^^^^^^^
  spark_env_vars = {
    STORAGE_KEY = "{{secrets/billing/storage-key}}"
  }
}`,
    },
    {
      language: 'yaml',
      clean: `clusters:
  - { spark_version: 10.5.x-scala2.12, spark_conf: { spark.a: "{{secrets/a/b}}" } }
  - { spark_version: 10.4.x-scala2.12, spark_conf: { spark.a: "{{secrets/a/b}}" } }
  - { spark_version: "auto:latest-lts", spark_conf: { spark.a: "{{secrets/a/b}}" } }
  - { spark_version: "custom:release__5.5.x", spark_conf: { spark.a: "{{secrets/a/b}}" } }
  - { spark_version: "\${var.version}", spark_conf: { spark.a: "{{secrets/a/b}}" } }
  - { spark_version: custom:5.5.x-scala2.11, spark_conf: { spark.a: b } }`,
    },
  ],
});
