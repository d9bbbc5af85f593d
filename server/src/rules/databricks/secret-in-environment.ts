import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { sharedMode } from './cluster-mode.ts';

export const secretInEnvironment = defineRule({
  id: 'databricks/secret-in-environment',
  appliesTo: 'databricks/cluster',
  severity: 'warning',
  fixable: false,
  summary: 'A reference in an environment variable of a shared cluster.',
  why: `Environment variables of a cluster are set for everything that runs on it. Everybody who may attach to the cluster reads them, also where table access control or isolation keeps Spark properties from them, and whether or not they have a permission on the secret scope.

Keep in the environment of a shared cluster only what all its users may know. Read other secrets in the program with \`dbutils.secrets.get\`, or use a dedicated cluster. Job clusters are left alone: nobody attaches to them.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html',
    'https://github.com/MicrosoftDocs/azure-docs/issues/77010',
  ],
  *check(cluster) {
    const { environmentReferences } = cluster;
    const mode = environmentReferences.length > 0 ? sharedMode(cluster) : undefined;
    for (const { scalar, reference } of mode ? environmentReferences : []) {
      yield {
        at: spanIn(scalar, reference.span.start, reference.span.end),
        message: message(
          'Everybody who may attach to this cluster (mode {0}) reads its environment variables, this secret among them. Read it in the program with dbutils.secrets.get, or use a dedicated cluster.',
          mode?.text.value ?? '',
        ),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "spark_version": "15.4.x-scala2.12",
  "data_security_mode": "USER_ISOLATION",
  "spark_env_vars": {
    "PYSPARK_PYTHON": "/databricks/python3/bin/python3",
    "STORAGE_KEY": "{{secrets/billing/storage-key}}"
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "exploration" {
  data_security_mode = "DATA_SECURITY_MODE_STANDARD"
  spark_env_vars = {
    STORAGE_KEY = "{{secrets/\${var.scope}/storage-key}}"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
    },
    {
      language: 'yaml',
      clean: `resources:
  jobs:
    load:
      tasks:
        - task_key: load
          new_cluster:
            data_security_mode: USER_ISOLATION
            spark_env_vars: { STORAGE_KEY: "{{secrets/billing/storage-key}}" }
  clusters:
    dedicated: { data_security_mode: SINGLE_USER, spark_env_vars: { STORAGE_KEY: "{{secrets/billing/storage-key}}" } }
    automatic: { data_security_mode: DATA_SECURITY_MODE_AUTO, spark_env_vars: { STORAGE_KEY: "{{secrets/billing/storage-key}}" } }
    absent: { spark_env_vars: { STORAGE_KEY: "{{secrets/billing/storage-key}}" } }
    plain: { data_security_mode: USER_ISOLATION, spark_env_vars: { STAGE: test } }
    table: { data_security_mode: USER_ISOLATION, spark_conf: { spark.storage.key: "{{secrets/billing/storage-key}}" } }`,
    },
  ],
});
