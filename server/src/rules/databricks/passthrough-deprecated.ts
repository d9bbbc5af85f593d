import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { attributeOf, passthroughMark } from './passthrough-cluster.ts';
import { isSince } from './runtime-version.ts';

export const passthroughDeprecated = defineRule({
  id: 'databricks/passthrough-deprecated',
  appliesTo: ['databricks/cluster', 'databricks/cluster-policy', 'databricks/passthrough-code'],
  severity: 'warning',
  fixable: false,
  summary: 'Credential passthrough, which Unity Catalog replaces.',
  why: `Credential passthrough is deprecated from Databricks Runtime 15.0 on and will be removed in a later one. On a cluster whose runtime is older, or not known here, it is an information only.

Unity Catalog replaces it: external locations and storage credentials stand for the roles, grants on them and on volumes and tables for the policies, and clusters use the access mode \`USER_ISOLATION\` (standard) or \`SINGLE_USER\` (dedicated).`,
  sources: [
    'https://docs.databricks.com/en/archive/credential-passthrough/iam-federation.html',
    'https://docs.databricks.com/en/archive/credential-passthrough/iam-passthrough.html',
  ],
  *check(model) {
    if (model.kind === 'databricks/passthrough-code') {
      const [at] = model.marks;
      if (at) {
        yield {
          at,
          severity: 'information',
          message: message(
            'Choosing a role belongs to credential passthrough, which is deprecated from Databricks Runtime 15.0 on. Use storage credentials and external locations of Unity Catalog.',
          ),
        };
      }
      return;
    }
    const mark = passthroughMark(model);
    if (!mark) {
      return;
    }
    const version = attributeOf(model, 'spark_version')?.text.value ?? '';
    const at = spanOfText(mark.text.scalar);
    yield isSince(version, 15, 0)
      ? {
          at,
          message: message(
            'Credential passthrough is deprecated in the runtime {0} of this cluster, and a later one removes it. Use Unity Catalog.',
            version,
          ),
        }
      : {
          at,
          severity: 'information',
          message: message(
            'Credential passthrough is deprecated from Databricks Runtime 15.0 on and will be removed. Plan for Unity Catalog, which replaces it.',
          ),
        };
  },
  examples: [
    {
      flagged: `{
  "spark_version": "15.4.x-scala2.12",
  "node_type_id": "i3.xlarge",
  "num_workers": 2,
  "data_security_mode": "LEGACY_PASSTHROUGH"
                         ^^^^^^^^^^^^^^^^^^
}`,
    },
    {
      language: 'yaml',
      flagged: `resources:
  clusters:
    lake:
      spark_version: 14.3.x-scala2.12
      single_user_name: \${var.user}
      spark_conf:
        spark.databricks.passthrough.enabled: true
                                              ^^^^`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "lake" {
  spark_version = data.databricks_spark_version.latest.id
  spark_conf = {
    "spark.databricks.cluster.profile" : "serverless"
    "spark.databricks.repl.allowedLanguages" : "python,sql"
    "spark.databricks.passthrough.enabled" : "true"
                                              ^^^^
  }
}

resource "databricks_cluster_policy" "lake" {
  definition = jsonencode({
    "spark_conf.spark.databricks.passthrough.enabled" : { "type" : "fixed", "value" : "true" }
                                                                                       ^^^^
  })
}`,
    },
    {
      language: 'spark-conf',
      flagged: `spark.databricks.cluster.profile serverless
spark.databricks.passthrough.enabled true
                                     ^^^^`,
    },
    {
      language: 'python',
      flagged: `# Databricks notebook source
dbutils.credentials.assumeRole("arn:aws:iam::123456789012:role/lake-reader")
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
dbutils.credentials.showRoles()`,
    },
    {
      language: 'scala',
      flagged: `dbutils.credentials.showCurrentRole()
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'r',
      flagged: `dbutils.credentials.showRoles()
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'sql',
      flagged: `-- The role of the readers.
SET spark.databricks.credentials.assumed.role=arn:aws:iam::123456789012:role/lake;
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'yaml',
      clean: `clusters:
  - { spark_version: 15.4.x-scala2.12, data_security_mode: USER_ISOLATION, spark_conf: { spark.a: b } }
  - { spark_version: 15.4.x-scala2.12, spark_conf: { spark.databricks.passthrough.enabled: false } }
  - { spark_version: 15.4.x-scala2.12, spark_conf: { spark.databricks.passthrough.enabled: "\${var.passthrough}" } }
  - { spark_version: 15.4.x-scala2.12, spark_conf: { spark.databricks.passthrough.adls.gen2.tokenProviderClassName: a.B } }`,
    },
    {
      clean: `{
  "spark_conf.spark.databricks.passthrough.enabled": { "type": "forbidden" },
  "data_security_mode": { "type": "allowlist", "values": ["USER_ISOLATION", "LEGACY_PASSTHROUGH"] }
}`,
    },
    {
      language: 'python',
      clean: `provider = dbutils.credentials.getServiceCredentialsProvider("lake")
# dbutils.credentials.assumeRole("arn:aws:iam::123456789012:role/lake-reader")`,
    },
    {
      language: 'sql',
      clean: `-- SET spark.databricks.credentials.assumed.role=arn:aws:iam::123456789012:role/lake-reader
SELECT credentials FROM t`,
    },
  ],
});
