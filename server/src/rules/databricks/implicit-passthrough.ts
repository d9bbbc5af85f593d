import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { attributeOf, isOnAws, isSilentOnPassthrough, modeOf } from './passthrough-cluster.ts';

const MODE = 'LEGACY_SINGLE_USER';
const WITHOUT = ['LEGACY_SINGLE_USER_STANDARD', 'SINGLE_USER'];

export const implicitPassthrough = defineRule({
  id: 'databricks/implicit-passthrough',
  appliesTo: ['databricks/cluster', 'databricks/cluster-policy'],
  severity: 'warning',
  fixable: true,
  summary: 'The access mode `LEGACY_SINGLE_USER`, which turns credential passthrough on.',
  why: `On AWS the access mode \`LEGACY_SINGLE_USER\` turns IAM credential passthrough on, without a word of it in the file. Whoever has no IAM role then reads nothing from S3, whatever the instance profile of the cluster may do: \`User does not have any IAM roles\`.

Use \`LEGACY_SINGLE_USER_STANDARD\`, which has neither passthrough nor Unity Catalog, or \`SINGLE_USER\`, which has Unity Catalog. Where passthrough is meant, say so with \`spark.databricks.passthrough.enabled\`. Where the file does not show on which cloud the cluster runs, it is an information only.`,
  sources: [
    'https://github.com/databrickslabs/ucx/issues/1717',
    'https://docs.databricks.com/api/workspace/clusters/create',
  ],
  *check(model) {
    const mode =
      modeOf(model) === MODE && isSilentOnPassthrough(model) ? attributeOf(model, 'data_security_mode') : undefined;
    // Only then is it worth looking through all that is set.
    const cloud = mode ? isOnAws(model) : 'no';
    if (!mode || cloud === 'no') {
      return;
    }
    const { scalar } = mode.text;
    yield {
      at: spanOfText(scalar),
      ...(cloud === 'unknown' ? { severity: 'information' } : {}),
      message: message(
        'On AWS the access mode {0} turns credential passthrough on: who has no IAM role reads nothing from S3. Use {1} or {2}.',
        MODE,
        ...WITHOUT,
      ),
      fixes: () =>
        WITHOUT.map((value) => ({
          title: message('Use the access mode {0}', value),
          safe: false,
          changes: [{ verb: 'replace', node: scalar, value }],
        })),
    };
  },
  examples: [
    {
      flagged: `{
  "spark_version": "14.3.x-scala2.12",
  "node_type_id": "i3.xlarge",
  "num_workers": 1,
  "data_security_mode": "LEGACY_SINGLE_USER",
                         ^^^^^^^^^^^^^^^^^^
  "single_user_name": "kai.mori@contoso.com"
}`,
      fixed: `{
  "spark_version": "14.3.x-scala2.12",
  "node_type_id": "i3.xlarge",
  "num_workers": 1,
  "data_security_mode": "LEGACY_SINGLE_USER_STANDARD",
  "single_user_name": "kai.mori@contoso.com"
}`,
    },
    {
      language: 'yaml',
      flagged: `resources:
  jobs:
    load:
      job_clusters:
        - job_cluster_key: main
          new_cluster:
            spark_version: 14.3.x-scala2.12
            num_workers: 2
            data_security_mode: LEGACY_SINGLE_USER
                                ^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_job" "load" {
  new_cluster {
    spark_version      = "14.3.x-scala2.12"
    num_workers        = 1
    data_security_mode = "LEGACY_SINGLE_USER"
                          ^^^^^^^^^^^^^^^^^^
    aws_attributes {
      availability = "SPOT"
    }
  }
}

resource "databricks_cluster_policy" "single" {
  definition = jsonencode({
    data_security_mode = { type = "fixed", value = "LEGACY_SINGLE_USER" }
                                                    ^^^^^^^^^^^^^^^^^^
  })
}`,
    },
    {
      language: 'yaml',
      clean: `clusters:
  - { spark_version: 14.3.x-scala2.12, node_type_id: Standard_DS3_v2, data_security_mode: LEGACY_SINGLE_USER }
  - { spark_version: 14.3.x-scala2.12, num_workers: 1, azure_attributes: {}, data_security_mode: LEGACY_SINGLE_USER }
  - { spark_version: 14.3.x-scala2.12, num_workers: 1, data_security_mode: LEGACY_SINGLE_USER_STANDARD }
  - { spark_version: 14.3.x-scala2.12, num_workers: 1, data_security_mode: "\${var.mode}" }
  - spark_version: 14.3.x-scala2.12
    data_security_mode: LEGACY_SINGLE_USER
    spark_conf: { spark.databricks.passthrough.enabled: false }`,
    },
  ],
});
