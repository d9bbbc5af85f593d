import { type Cluster, textAt } from '../../readers/databricks-cluster.ts';
import type { Change } from '../../syntax/change.ts';
import { findEntry, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { awsAttributesOf, isOnAws, lacks, passthroughMark } from './passthrough-cluster.ts';

const PROFILE = 'instance_profile_arn';

export const passthroughInstanceProfile = defineRule({
  id: 'databricks/passthrough-instance-profile',
  appliesTo: 'databricks/cluster',
  severity: 'warning',
  fixable: true,
  summary: 'An instance profile on an interactive cluster with passthrough, or none on a job with it.',
  why: `With federation the roles come from the identity provider when somebody signs in. A cluster that people work on has no instance profile then: with one, the machines have rights of their own beside those of the users.

A job, and a connection over JDBC, has nobody who signs in. It takes the roles of its owner through a *meta instance profile*, whose role may assume the roles of the data and has no other rights; without one it gets none of them. Such a profile is registered with \`is_meta_instance_profile\`.

On an interactive cluster it is an information only: whether its users sign in with federation, or have their roles from SCIM, which needs the meta instance profile as well, no file of a cluster says. Profiles with \`meta\` in their name, or that are filled in later, are left alone.`,
  sources: [
    'https://docs.databricks.com/en/archive/credential-passthrough/iam-federation.html',
    'https://docs.databricks.com/en/archive/credential-passthrough/iam-passthrough.html',
  ],
  *check(cluster) {
    const found =
      passthroughMark(cluster) && !cluster.isProperties ? (onInteractive(cluster) ?? onJob(cluster)) : undefined;
    if (found) {
      yield found;
    }
  },
  examples: [
    {
      flagged: `{
  "spark_version": "14.3.x-scala2.12",
  "node_type_id": "i3.xlarge",
  "num_workers": 2,
  "data_security_mode": "LEGACY_PASSTHROUGH",
                         ^^^^^^^^^^^^^^^^^^ databricks/passthrough-deprecated
  "aws_attributes": {
    "availability": "SPOT",
    "instance_profile_arn": "arn:aws:iam::123456789012:instance-profile/lake"
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "lake" {
  single_user_name = "kai.mori@contoso.com"
  spark_conf = {
    "spark.databricks.passthrough.enabled" : true
                                             ^^^^ databricks/passthrough-deprecated
  }
  aws_attributes {
    instance_profile_arn = "arn:aws:iam::123456789012:instance-profile/lake"
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
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
            node_type_id: i3.xlarge
            spark_conf:
              spark.databricks.passthrough.enabled: "true"
                                                     ^^^^ databricks/passthrough-deprecated
                                                     ^^^^
            aws_attributes:
              availability: SPOT`,
    },
    {
      language: 'yaml',
      clean: `clusters:
  - data_security_mode: USER_ISOLATION
    spark_conf: { spark.a: b }
    aws_attributes: { instance_profile_arn: "arn:aws:iam::123456789012:instance-profile/lake" }
jobs:
  - new_cluster:
      spark_conf: { spark.a: b }
      aws_attributes: { availability: SPOT }`,
    },
  ],
});

function onInteractive(cluster: Cluster): RuleFinding | undefined {
  const attributes = cluster.isJob ? undefined : awsAttributesOf(cluster);
  const profile = textAt(attributes, PROFILE);
  if (!attributes || !profile?.text.known || profile.text.value.trim() === '' || /meta/i.test(profile.text.value)) {
    return undefined;
  }
  // A map with nothing in it says nothing.
  const whole = findEntry(cluster.map, 'aws_attributes');
  const change: Change =
    attributes.node.children.length > 1 || !whole
      ? { verb: 'remove', from: attributes, indexes: [profile.entry.index] }
      : { verb: 'remove', from: cluster.map, indexes: [whole.index] };
  return {
    at: spanOfText(profile.text.scalar),
    severity: 'information',
    message: message(
      'Where people sign in with federation, a cluster with passthrough that they work on has no instance profile: remove it. Only jobs, JDBC and roles from SCIM need one, a meta instance profile.',
    ),
    fixes: () => [{ title: message('Remove the instance profile'), safe: false, changes: [change] }],
  };
}

/** Roles come with a sign-in or through a meta instance profile, and nobody signs in to a job. */
function onJob(cluster: Cluster): RuleFinding | undefined {
  const mark = cluster.isJob && isOnAws(cluster) === 'yes' ? passthroughMark(cluster) : undefined;
  const attributes = awsAttributesOf(cluster);
  const hasNone = attributes
    ? lacks(cluster, PROFILE) && findEntry(attributes, PROFILE) === undefined
    : lacks(cluster, 'aws_attributes');
  return mark && hasNone
    ? {
        at: spanOfText(mark.text.scalar),
        message: message(
          'A job has nobody who signs in: with passthrough it needs a meta instance profile to take the roles of its owner. Set {0} to one.',
          'aws_attributes.instance_profile_arn',
        ),
      }
    : undefined;
}
