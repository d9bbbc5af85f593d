import type { Cluster } from '../../readers/databricks-cluster.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { attributeOf, type ClusterLike } from './passthrough-cluster.ts';
import { FIRST_WITH_REFERENCES, isOlder } from './runtime-version.ts';

export const runtimeEndOfLife = defineRule({
  id: 'databricks/runtime-end-of-life',
  appliesTo: ['databricks/cluster', 'databricks/cluster-policy'],
  severity: 'error',
  fixable: false,
  summary: 'A Databricks Runtime with which no cluster can be created any more.',
  why: `Databricks Runtime 10.3 and older have reached the end of their life: a cluster with one of them cannot be created, not even through the API. Versions that are merely out of support are left alone; they are gone from the user interface, and the API still takes them.

Choose a version with long-term support, which lasts for three years.`,
  sources: ['https://learn.microsoft.com/azure/databricks/release-notes/runtime/eos'],
  *check(model) {
    const version = attributeOf(model, 'spark_version')?.text;
    if (version && isOlder(version.value, 10, 4) && !isSaidOfReferences(model, version.value)) {
      yield {
        at: spanOfText(version.scalar),
        message: message(
          'Databricks Runtime {0} has reached the end of its life: no cluster can be created with it. Choose a version with long-term support.',
          version.value,
        ),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "cluster_name": "lake",
  "spark_version": "7.3.x-scala2.12",
                    ^^^^^^^^^^^^^^^
  "node_type_id": "i3.xlarge",
  "num_workers": 2
}`,
    },
    {
      language: 'yaml',
      flagged: `resources:
  jobs:
    load:
      tasks:
        - task_key: load
          new_cluster:
            spark_version: 9.1.x-photon-scala2.12
                           ^^^^^^^^^^^^^^^^^^^^^^
            num_workers: 2`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "lake" {
  spark_version = "10.3.x-scala2.12"
                   ^^^^^^^^^^^^^^^^
  num_workers   = 2
}

resource "databricks_cluster_policy" "lake" {
  definition = jsonencode({
    "spark_version" : { "type" : "fixed", "value" : "6.4.x-esr-scala2.11" }
                                                     ^^^^^^^^^^^^^^^^^^^
  })
}`,
    },
    {
      language: 'yaml',
      clean: `clusters:
  - { spark_version: 10.4.x-scala2.12, num_workers: 1 }
  - { spark_version: 10.4.x-aarch64-photon-scala2.12, num_workers: 1 }
  - { spark_version: 17.3.x-scala2.13, num_workers: 1 }
  - { spark_version: "auto:latest-lts", num_workers: 1 }
  - { spark_version: "custom:release__7.3.x-scala2.12", num_workers: 1 }
  - { spark_version: "apache-spark-2.4.x-scala2.11", num_workers: 1 }
  - { spark_version: "dlt:9.1", num_workers: 1 }
  - { spark_version: "\${var.version}", num_workers: 1 }
  - { spark_version: 3.5.1, num_workers: 1 }`,
    },
    {
      clean: `{
  "spark_version": { "type": "allowlist", "values": ["9.1.x-scala2.12", "15.4.x-scala2.12"] },
  "node_type_id": { "type": "fixed", "value": "i3.xlarge" }
}`,
    },
  ],
});

/** Of a cluster with references it is said already that its runtime does not know them. */
function isSaidOfReferences(model: ClusterLike, version: string): boolean {
  const { major, minor } = FIRST_WITH_REFERENCES;
  return model.kind === 'databricks/cluster' && hasReferences(model) && isOlder(version, major, minor);
}

function hasReferences({ confReferences, environmentReferences }: Cluster): boolean {
  return confReferences.length + environmentReferences.length > 0;
}
