import { isTrue } from '../../readers/databricks-cluster.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { openMode } from './cluster-mode.ts';

/** Table access control before Unity Catalog, for Python and SQL, and for SQL alone. */
const TABLE_ACLS = ['spark.databricks.acl.dfAclsEnabled', 'spark.databricks.acl.sqlOnly'];

export const secretVisibleToClusterUsers = defineRule({
  id: 'databricks/secret-visible-to-cluster-users',
  appliesTo: 'databricks/cluster',
  severity: 'warning',
  fixable: true,
  summary: 'A reference in the Spark configuration of a shared cluster without table access control.',
  why: `What a reference becomes is a Spark property as any other. On a cluster without isolation everybody who may attach to it, or run a notebook on it, reads all its properties, also those who have no permission on the secret scope.

Use an access mode that keeps people apart: \`USER_ISOLATION\` (standard) or \`SINGLE_USER\` (dedicated). What runs on the cluster may have to change for it, so try it first. Or take the reference out, and read the secret in the notebook with \`dbutils.secrets.get\`, which asks for the permission of whoever runs it. Job clusters are left alone: nobody attaches to them.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html',
    'https://docs.databricks.com/en/compute/configure.html#access-modes',
  ],
  *check(cluster) {
    const mode = cluster.confReferences.length > 0 ? openMode(cluster) : undefined;
    if (!mode || TABLE_ACLS.some((property) => isTrue(cluster, property) !== 'no')) {
      return;
    }
    const { scalar, value } = mode.text;
    yield {
      at: spanOfText(scalar),
      message: message(
        'The Spark configuration of this cluster holds a secret, and the mode {0} keeps nobody apart: everybody who may attach to the cluster reads the secret. Use USER_ISOLATION or SINGLE_USER, or read the secret in the program.',
        value,
      ),
      fixes: () => [
        {
          title: message('Use the access mode {0}', 'USER_ISOLATION'),
          safe: false,
          changes: [{ verb: 'replace', node: scalar, value: 'USER_ISOLATION' }],
        },
      ],
    };
  },
  examples: [
    {
      flagged: `{
  "cluster_name": "exploration",
  "spark_version": "15.4.x-scala2.12",
  "data_security_mode": "NONE",
                         ^^^^
  "spark_conf": {
    "spark.storage.key": "{{secrets/billing/storage-key}}",
    "spark.databricks.acl.needAdminPermissionToViewLogs": "true"
  }
}`,
      fixed: `{
  "cluster_name": "exploration",
  "spark_version": "15.4.x-scala2.12",
  "data_security_mode": "USER_ISOLATION",
  "spark_conf": {
    "spark.storage.key": "{{secrets/billing/storage-key}}",
    "spark.databricks.acl.needAdminPermissionToViewLogs": "true"
  }
}`,
    },
    {
      language: 'yaml',
      flagged: `resources:
  clusters:
    exploration:
      data_security_mode: NONE
                          ^^^^
      spark_conf:
        spark.storage.key: "{{secrets/\${var.scope}/storage-key}}"
        spark.databricks.acl.needAdminPermissionToViewLogs: "true"`,
      fixed: `resources:
  clusters:
    exploration:
      data_security_mode: USER_ISOLATION
      spark_conf:
        spark.storage.key: "{{secrets/\${var.scope}/storage-key}}"
        spark.databricks.acl.needAdminPermissionToViewLogs: "true"`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "exploration" {
  data_security_mode = "NO_ISOLATION"
                        ^^^^^^^^^^^^
  spark_conf = {
    "spark.storage.key"                                  = "{{secrets/\${var.scope}/storage-key}}"
    "spark.databricks.acl.needAdminPermissionToViewLogs" = true
  }
}`,
      fixed: `resource "databricks_cluster" "exploration" {
  data_security_mode = "USER_ISOLATION"
  spark_conf = {
    "spark.storage.key"                                  = "{{secrets/\${var.scope}/storage-key}}"
    "spark.databricks.acl.needAdminPermissionToViewLogs" = true
  }
}`,
    },
    {
      language: 'yaml',
      clean: `resources:
  jobs:
    load:
      job_clusters:
        - job_cluster_key: main
          new_cluster:
            data_security_mode: NONE
            spark_conf: { spark.storage.key: "{{secrets/billing/storage-key}}" }
  clusters:
    open: { data_security_mode: NONE, spark_conf: { spark.a: b } }
    unknown: { data_security_mode: "\${var.mode}", spark_conf: { spark.storage.key: "{{secrets/billing/storage-key}}" } }
    absent: { spark_conf: { spark.storage.key: "{{secrets/billing/storage-key}}" } }
    single: { data_security_mode: SINGLE_USER, spark_conf: { spark.storage.key: "{{secrets/billing/storage-key}}" } }`,
    },
    {
      clean: `{
  "data_security_mode": "NONE",
  "spark_conf": {
    "spark.storage.key": "{{secrets/billing/storage-key}}",
    "spark.databricks.acl.dfAclsEnabled": "true",
    "spark.databricks.acl.needAdminPermissionToViewLogs": "true"
  }
}`,
    },
    {
      clean: `{
  "cluster_source": "JOB",
  "data_security_mode": "NONE",
  "spark_conf": { "spark.storage.key": "{{secrets/billing/storage-key}}" }
}`,
    },
  ],
});
