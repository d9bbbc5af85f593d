import { type Cluster, isTrue, textAt } from '../../readers/databricks-cluster.ts';
import { type Change, map as mapOf } from '../../syntax/change.ts';
import { findEntry, type Placed, type ScalarNode, type Span, spanOf, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { openMode } from './cluster-mode.ts';

const PROPERTY = 'spark.databricks.acl.needAdminPermissionToViewLogs';

export const driverLogVisible = defineRule({
  id: 'databricks/driver-log-visible',
  appliesTo: 'databricks/cluster',
  severity: 'warning',
  fixable: true,
  summary: 'Driver logs of a cluster with secrets that more people may view than have to.',
  why: `Databricks takes secrets out of notebook output and Spark logs, but not out of what the driver writes to standard output and standard error. On most clusters only people with CAN MANAGE view the driver's logs. On a cluster without isolation everybody who may attach views them as well, and \`${PROPERTY} false\` lets everybody who may attach view them on any cluster.

Set \`${PROPERTY}\` to \`true\`.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html',
    'https://docs.databricks.com/en/compute/clusters-manage.html',
  ],
  *check(cluster) {
    const { conf, confReferences, environmentReferences } = cluster;
    if (confReferences.length + environmentReferences.length === 0) {
      return;
    }
    const written = textAt(conf, PROPERTY);
    if (written) {
      const value = written.text.known ? written.text.value.trim().toLowerCase() : 'true';
      if (value === 'false' || (value !== 'true' && openMode(cluster))) {
        yield finding(spanOfText(written.text.scalar), [setTrue(written.text.scalar)]);
      }
      return;
    }
    const change = openMode(cluster) && isTrue(cluster, PROPERTY) === 'no' ? insertTrue(cluster) : undefined;
    if (change) {
      yield finding(change.at, [change.insert]);
    }
  },
  examples: [
    {
      language: 'spark-conf',
      flagged: `spark.storage.key {{secrets/billing/storage-key}}
spark.databricks.acl.needAdminPermissionToViewLogs false
                                                   ^^^^^`,
      fixed: `spark.storage.key {{secrets/billing/storage-key}}
spark.databricks.acl.needAdminPermissionToViewLogs true`,
    },
    {
      language: 'yaml',
      flagged: `new_cluster:
  data_security_mode: SINGLE_USER
  spark_conf:
    spark.databricks.acl.needAdminPermissionToViewLogs: false
                                                        ^^^^^
  spark_env_vars:
    STORAGE_KEY: "{{secrets/billing/storage-key}}"`,
      fixed: `new_cluster:
  data_security_mode: SINGLE_USER
  spark_conf:
    spark.databricks.acl.needAdminPermissionToViewLogs: true
  spark_env_vars:
    STORAGE_KEY: "{{secrets/billing/storage-key}}"`,
    },
    {
      flagged: `{
  "data_security_mode": "NONE",
                         ^^^^ databricks/secret-visible-to-cluster-users
  "spark_conf": {
  ^^^^^^^^^^^^
    "spark.storage.key": "{{secrets/billing/storage-key}}"
  }
}`,
      fixed: `{
  "data_security_mode": "NONE",
  "spark_conf": {
    "spark.storage.key": "{{secrets/billing/storage-key}}",
    "spark.databricks.acl.needAdminPermissionToViewLogs": "true"
  }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "exploration" {
  data_security_mode = "NONE"
  spark_env_vars = {
  ^^^^^^^^^^^^^^
    STORAGE_KEY = "{{secrets/billing/storage-key}}"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ databricks/secret-in-environment
  }
}`,
      fixed: `resource "databricks_cluster" "exploration" {
  data_security_mode = "NONE"
  spark_env_vars = {
    STORAGE_KEY = "{{secrets/billing/storage-key}}"
  }
  spark_conf = {
    "spark.databricks.acl.needAdminPermissionToViewLogs" = "true"
  }
}`,
    },
    {
      language: 'yaml',
      clean: `clusters:
  - spark_conf: { spark.a: "{{secrets/a/b}}", spark.databricks.acl.needAdminPermissionToViewLogs: true }
  - spark_conf: { spark.a: "{{secrets/a/b}}", spark.databricks.acl.needAdminPermissionToViewLogs: "\${var.logs}" }
  - spark_conf: { spark.a: "{{secrets/a/b}}" }
  - spark_conf: { spark.a: b, spark.databricks.acl.needAdminPermissionToViewLogs: false }
  - data_security_mode: USER_ISOLATION
    spark_conf: { spark.a: "{{secrets/a/b}}" }
  - new_cluster:
      data_security_mode: NONE
      spark_conf: { spark.a: "{{secrets/a/b}}" }`,
    },
    {
      language: 'yaml',
      clean: `data_security_mode: NONE
spark_conf:
  <<: *defaults
  spark.a: "{{secrets/a/b}}"`,
    },
  ],
});

function finding(at: Span, changes: readonly Change[]) {
  return {
    at,
    message: message(
      'This cluster works with secrets, and everybody who may attach to it may view its driver logs, from which secrets are not taken out. Set {0} to true.',
      PROPERTY,
    ),
    fixes: () => [{ title: message('Set {0} to true', PROPERTY), safe: false, changes }],
  };
}

function setTrue(node: Placed<ScalarNode>): Change {
  return { verb: 'replace', node, value: node.node.type === 'boolean' ? true : 'true' };
}

/** Behind the last property, or as the only one of a new map. */
function insertTrue({ map, conf, confReferences }: Cluster): { at: Span; insert: Change } | undefined {
  const key = findEntry(map, confReferences.length > 0 ? 'spark_conf' : 'spark_env_vars')?.key;
  if (!key) {
    return undefined;
  }
  const insert: Change = conf
    ? { verb: 'insertEntries', into: conf, at: conf.node.children.length, entries: [[PROPERTY, 'true']] }
    : {
        verb: 'insertEntries',
        into: map,
        at: map.node.children.length,
        entries: [['spark_conf', mapOf([[PROPERTY, 'true']])]],
      };
  return { at: spanOf(key), insert };
}
