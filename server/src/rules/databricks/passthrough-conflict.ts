import { type Cluster, isTrue, textAt } from '../../readers/databricks-cluster.ts';
import { entriesOf, findEntry, isScalar, type Span, spanOf, spanOfText } from '../../syntax/tree.ts';
import type { Message } from '../message.ts';
import { message } from '../message.ts';
import { defineRule, type Severity } from '../rule.ts';
import {
  attributeOf,
  type ClusterLike,
  isHighConcurrency,
  isSetTo,
  lacks,
  modeOf,
  passthroughMark,
  propertyOf,
} from './passthrough-cluster.ts';
import { isSince } from './runtime-version.ts';

interface Conflict {
  readonly at: Span;
  readonly message: Message;
  readonly severity?: Severity;
}

const UNITY = /^(?:SINGLE_USER|USER_ISOLATION|DATA_SECURITY_MODE_(?:DEDICATED|STANDARD))$/;
const TABLE_ACL = 'spark.databricks.acl.dfAclsEnabled';
const LANGUAGES = 'spark.databricks.repl.allowedLanguages';
const STATIC_KEY =
  /^(?:spark\.hadoop\.)?fs\.s3[an]?\.(?:bucket\.[\w-]+\.)?(?:access\.key|secret\.key|awsAccessKeyId|awsSecretAccessKey)$/;

export const passthroughConflict = defineRule({
  id: 'databricks/passthrough-conflict',
  appliesTo: ['databricks/cluster', 'databricks/cluster-policy'],
  severity: 'error',
  fixable: false,
  summary: 'Credential passthrough together with what it excludes.',
  why: `Credential passthrough does not go together with

- the access modes of Unity Catalog (\`SINGLE_USER\`, \`USER_ISOLATION\`, and their new names);
- table access control (\`${TABLE_ACL}\`, \`LEGACY_TABLE_ACL\`);
- Scala on a cluster that several people share, which takes Python and SQL only; R is a warning there, since later runtimes take some of it;
- keys for S3 in the Spark configuration: everybody on the cluster would read with them, and not with their own roles;
- a cluster for one person that does not name who that is in \`single_user_name\`.

Take out the one or the other.`,
  sources: [
    'https://docs.databricks.com/en/archive/credential-passthrough/iam-federation.html',
    'https://docs.databricks.com/en/archive/credential-passthrough/iam-passthrough.html',
    'https://registry.terraform.io/providers/databricks/databricks/latest/docs/resources/cluster',
  ],
  *check(model) {
    if (!passthroughMark(model)) {
      return;
    }
    yield* withMode(model);
    yield* withTableAcl(model);
    yield* withLanguages(model);
    yield* withStaticKeys(model);
    yield* withoutUser(model);
  },
  examples: [
    {
      flagged: `{
  "spark_version": "14.3.x-scala2.12",
  "data_security_mode": "USER_ISOLATION",
                         ^^^^^^^^^^^^^^
  "spark_conf": {
    "spark.databricks.cluster.profile": "serverless",
    "spark.databricks.repl.allowedLanguages": "python,sql,scala",
                                               ^^^^^^^^^^^^^^^^
    "spark.databricks.acl.dfAclsEnabled": "true",
                                           ^^^^
    "spark.databricks.passthrough.enabled": "true"
                                             ^^^^ databricks/passthrough-deprecated
  }
}`,
    },
    {
      language: 'spark-conf',
      flagged: `spark.databricks.passthrough.enabled true
                                     ^^^^ databricks/passthrough-deprecated
spark.databricks.cluster.profile serverless
spark.databricks.repl.allowedLanguages python,sql,r
                                       ^^^^^^^^^^^^
spark.hadoop.fs.s3a.access.key {{secrets/lake/key}}
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
spark.hadoop.fs.s3a.secret.key {{secrets/lake/secret}}`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "lake" {
  spark_version = "14.3.x-scala2.12"
  num_workers   = 2
  spark_conf = {
    "spark.databricks.passthrough.enabled" = true
                                             ^^^^
                                             ^^^^ databricks/passthrough-deprecated
  }
}

resource "databricks_cluster_policy" "lake" {
  definition = jsonencode({
    "data_security_mode" : { "type" : "fixed", "value" : "LEGACY_TABLE_ACL" },
                                                          ^^^^^^^^^^^^^^^^
    "spark_conf.spark.databricks.passthrough.enabled" : { "type" : "fixed", "value" : "true" }
                                                                                       ^^^^ databricks/passthrough-deprecated
  })
}`,
    },
    {
      language: 'yaml',
      flagged: `new_cluster:
  data_security_mode: SINGLE_USER
                      ^^^^^^^^^^^
  spark_conf:
    spark.databricks.passthrough.enabled: true
                                          ^^^^ databricks/passthrough-deprecated`,
    },
    {
      language: 'yaml',
      clean: `clusters:
  - data_security_mode: SINGLE_USER
    spark_conf: { spark.databricks.passthrough.enabled: false, spark.databricks.acl.dfAclsEnabled: true }
  - data_security_mode: USER_ISOLATION
    spark_conf: { spark.databricks.passthrough.enabled: "\${var.passthrough}" }
  - data_security_mode: LEGACY_TABLE_ACL
    spark_conf: { spark.databricks.repl.allowedLanguages: "python,sql,scala,r" }
  - spark_conf: { fs.s3a.access.key: "{{secrets/lake/key}}" }`,
    },
  ],
});

function* withMode(model: ClusterLike): Generator<Conflict> {
  const mode = modeOf(model) ?? '';
  const text = attributeOf(model, 'data_security_mode')?.text;
  if (text && UNITY.test(mode)) {
    yield {
      at: spanOfText(text.scalar),
      message: message(
        'The access mode {0} belongs to Unity Catalog, which does not go together with credential passthrough. Remove passthrough, or use {1}.',
        mode,
        'LEGACY_PASSTHROUGH',
      ),
    };
  }
}

function* withTableAcl(model: ClusterLike): Generator<Conflict> {
  const enabled = propertyOf(model, TABLE_ACL);
  const mode = modeOf(model) === 'LEGACY_TABLE_ACL' ? attributeOf(model, 'data_security_mode') : undefined;
  const text = mode ?? (isSetTo(enabled, 'true') ? enabled : undefined);
  if (text) {
    yield {
      at: spanOfText(text.text.scalar),
      message: message('Table access control does not work with credential passthrough. Take out one of them.'),
    };
  }
}

function* withLanguages(model: ClusterLike): Generator<Conflict> {
  const allowed = isHighConcurrency(model) ? propertyOf(model, LANGUAGES) : undefined;
  const words = (allowed?.text.value ?? '')
    .toLowerCase()
    .split(',')
    .map((word) => word.trim());
  const isScala = words.includes('scala');
  const version = attributeOf(model, 'spark_version')?.text.value ?? '';
  if (allowed && (isScala || (words.includes('r') && !isSince(version, 10, 1)))) {
    yield {
      at: spanOfText(allowed.text.scalar),
      ...(isScala ? {} : { severity: 'warning' }),
      message: message(
        'A cluster with credential passthrough that several people share takes Python and SQL only: set this to {0}.',
        'python,sql',
      ),
    };
  }
}

/** The first of them: a key and its secret come together. */
function* withStaticKeys(model: ClusterLike): Generator<Conflict> {
  const isPolicy = model.kind === 'databricks/cluster-policy';
  const map = isPolicy ? model.map : model.conf;
  for (const { key } of map ? entriesOf(map) : []) {
    const name = isPolicy ? key.node.text.replace(/^spark_conf\./, '') : key.node.text;
    if (STATIC_KEY.test(name) && (!isPolicy || propertyOf(model, name))) {
      yield {
        at: spanOf(key),
        message: message(
          'With a key for S3 everybody on the cluster reads with the same rights, and credential passthrough has nothing to pass. Remove the key or passthrough.',
        ),
      };
      return;
    }
  }
}

/** Signs of a cluster that several people share, whether it is one or not. */
const SHARED_SIGNS = ['spark.databricks.cluster.profile', LANGUAGES];

function* withoutUser(model: ClusterLike): Generator<Conflict> {
  if (model.kind !== 'databricks/cluster' || model.isProperties || model.isJob || modeOf(model) !== undefined) {
    return;
  }
  const mark = passthroughMark(model);
  if (mark && isWhole(model) && !isShared(model)) {
    yield {
      at: spanOfText(mark.text.scalar),
      message: message(
        'A cluster with credential passthrough is for one person, who is not named here. Set {0}, or make it a shared one with {1}.',
        'single_user_name',
        'data_security_mode LEGACY_PASSTHROUGH',
      ),
    };
  }
}

/** Whether everything that decides about its users stands in the file. */
function isWhole(cluster: Cluster): boolean {
  const absent = ['single_user_name', 'data_security_mode'].every((name) => lacks(cluster, name));
  return absent && findEntry(cluster.map, 'spark_version') !== undefined;
}

function isShared(cluster: Cluster): boolean {
  const { conf } = cluster;
  return (
    isTrue(cluster, 'spark.databricks.pyspark.enableProcessIsolation') !== 'no' ||
    (conf !== undefined &&
      SHARED_SIGNS.some((name) => {
        const entry = findEntry(conf, name);
        return entry !== undefined && !(isScalar(entry.value) && isSetTo(textAt(conf, name), 'singlenode'));
      }))
  );
}
