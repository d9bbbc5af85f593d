import type { Cluster } from '../../readers/databricks-cluster.ts';
import { libraryPathsIn } from '../../readers/databricks-library.ts';
import type { FileSystemCell } from '../../readers/databricks-passthrough-code.ts';
import type { Text } from '../../readers/text.ts';
import type { Change } from '../../syntax/change.ts';
import { spanIn, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { callOf } from './file-system-command.ts';
import { passthroughMark } from './passthrough-cluster.ts';
import { unsupportedIn } from './passthrough-unsupported-code.ts';

export const passthroughUnsupported = defineRule({
  id: 'databricks/passthrough-unsupported',
  appliesTo: ['databricks/cluster', 'databricks/task', 'databricks/passthrough-code', 'databricks/file-system-cell'],
  severity: 'warning',
  fixable: true,
  summary: 'What does not work with IAM credential passthrough.',
  why: `With IAM credential passthrough the following does not work:

- the magic \`%fs\`; the calls of \`dbutils.fs\` do;
- \`addFile\`, \`addJar\`, \`ADD JAR\` and what else lets people run Scala with other rights;
- the old Hadoop interfaces \`hadoopFile\` and \`hadoopRDD\`, and deprecated methods of Spark;
- streaming, since the credentials expire while the stream runs;
- file systems other than S3;
- a mount with passthrough below \`/dbfs\`;
- \`GRANT\`, \`REVOKE\`, \`DENY\`: table access control;
- MLflow;
- libraries on S3, which the cluster would need an instance profile to download: only those on DBFS are supported.

A notebook is looked at only where it says itself that it works with passthrough: it calls \`dbutils.credentials.assumeRole\`, \`showRoles\` or \`showCurrentRole\`, sets \`spark.databricks.credentials.assumed.role\`, or mounts with \`AwsCredentialContextTokenProvider\`.`,
  sources: [
    'https://docs.databricks.com/en/archive/credential-passthrough/iam-federation.html',
    'https://docs.databricks.com/en/archive/credential-passthrough/iam-passthrough.html',
  ],
  *check(model) {
    switch (model.kind) {
      case 'databricks/cluster':
        // Properties have no libraries, and may be very many.
        yield* model.isProperties ? [] : libraries(model, [...libraryPathsIn(model.map)]);
        break;
      case 'databricks/task':
        yield* libraries(model.cluster, model.libraries);
        break;
      case 'databricks/file-system-cell':
        yield inCell(model);
        break;
      default:
        yield* unsupportedIn(model);
    }
  },
  examples: [
    {
      language: 'python',
      flagged: `# Databricks notebook source
dbutils.credentials.assumeRole(role)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ databricks/passthrough-deprecated

# COMMAND ----------

# MAGIC %fs rm -r /mnt/lake/old
        ^^^

# COMMAND ----------

sc.addFile("s3a://lake/config.json")
^^^^^^^^^^
rows = sc.hadoopFile("s3a://lake/rows", "a.Format", "a.Key", "a.Value")
       ^^^^^^^^^^^^^
lines = spark.sparkContext.textFile("s3a://lake/lines")
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
events = spark.readStream.format("delta").load("s3a://lake/events")
         ^^^^^^^^^^^^^^^^^^^^^^^
other = spark.read.parquet("abfss://lake@contoso.dfs.core.windows.net/rows")
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
mlflow.log_param("rows", 1)
^^^^^^^^^^^^^^^^
mlflow.log_param("columns", 2)
spark.sql("GRANT SELECT ON TABLE a TO b")
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
spark._jvm.org.apache.hadoop.fs.FileSystem.get(conf)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

# COMMAND ----------

# MAGIC %sql
# MAGIC ADD JAR 's3://lake/udf.jar';
        ^^^^^^^
# MAGIC -- GRANT is spoken of
# MAGIC SELECT
# MAGIC grant FROM t;`,
    },
    {
      language: 'python',
      flagged: `# Databricks notebook source
# MAGIC %fs ls "/mnt/lake"
        ^^^

# COMMAND ----------

dbutils.credentials.showRoles()
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ databricks/passthrough-deprecated`,
      fixed: `# Databricks notebook source
# MAGIC %python dbutils.fs.ls("/mnt/lake")

# COMMAND ----------

dbutils.credentials.showRoles()`,
    },
    {
      flagged: `{
  "nbformat": 4,
  "metadata": { "language_info": { "name": "python" } },
  "cells": [
    { "cell_type": "code", "source": ["%fs cp -r /mnt/a /mnt/b"] },
                                        ^^
    { "cell_type": "code", "source": ["dbutils.credentials.showRoles()"] }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ databricks/passthrough-deprecated
  ]
}`,
      fixed: `{
  "nbformat": 4,
  "metadata": { "language_info": { "name": "python" } },
  "cells": [
    { "cell_type": "code", "source": ["%python dbutils.fs.cp(\\"/mnt/a\\", \\"/mnt/b\\", True)"] },
    { "cell_type": "code", "source": ["dbutils.credentials.showRoles()"] }
  ]
}`,
    },
    {
      language: 'python',
      flagged: `configs = {"fs.s3a.credentialsType": "Custom",
           "fs.s3a.credentialsType.customClass": "com.databricks.backend.daemon.driver.aws.AwsCredentialContextTokenProvider"}
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ databricks/passthrough-deprecated
dbutils.fs.mount("s3a://lake/rows", "/mnt/rows", extra_configs=configs)
with open("/dbfs/mnt/rows/a.csv") as f, open("/dbfs/tmp/b.csv") as g:
           ^^^^^^^^^^^^^^^^^^^^
    pass`,
    },
    {
      language: 'scala',
      flagged: `// Databricks notebook source
dbutils.credentials.assumeRole("arn:aws:iam::123456789012:role/lake")
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ databricks/passthrough-deprecated
sc.addJar("s3a://lake/udf.jar")
^^^^^^^^^
df.writeStream.start()
^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'sql',
      flagged: `SET spark.databricks.credentials.assumed.role=arn:aws:iam::123456789012:role/lake;
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ databricks/passthrough-deprecated
GRANT SELECT ON TABLE rows TO analysts;
^^^^^
CREATE OR REFRESH STREAMING TABLE events AS SELECT * FROM rows;
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'r',
      flagged: `dbutils.credentials.assumeRole("arn:aws:iam::123456789012:role/lake")
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ databricks/passthrough-deprecated
dbutils.fs.ls("gs://lake/rows")
               ^^^^^^^^^^^^^^`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "lake" {
  data_security_mode = "LEGACY_PASSTHROUGH"
                        ^^^^^^^^^^^^^^^^^^ databricks/passthrough-deprecated
  spark_conf         = {}
  library {
    whl = "s3://lake/lake.whl"
           ^^^^^^^^^^^^^^^^^^
  }
  library {
    jar = "dbfs:/lake/lake.jar"
  }
}`,
    },
    {
      flagged: `{
  "new_cluster": {
    "spark_version": "14.3.x-scala2.12",
    "num_workers": 1,
    "data_security_mode": "LEGACY_PASSTHROUGH"
                           ^^^^^^^^^^^^^^^^^^ databricks/passthrough-deprecated
  },
  "libraries": [{ "jar": "s3://lake/lake.jar" }, { "pypi": { "package": "requests" } }]
                          ^^^^^^^^^^^^^^^^^^
}`,
    },
    {
      language: 'yaml',
      flagged: `resources:
  jobs:
    load:
      job_clusters:
        - job_cluster_key: lake
          new_cluster:
            data_security_mode: LEGACY_PASSTHROUGH
                                ^^^^^^^^^^^^^^^^^^ databricks/passthrough-deprecated
            spark_conf: {}
        - job_cluster_key: other
          new_cluster: { spark_conf: {} }
      tasks:
        - job_cluster_key: lake
          libraries: [{ whl: s3://lake/lake.whl }]
                             ^^^^^^^^^^^^^^^^^^
        - job_cluster_key: other
          libraries: [{ whl: s3://lake/lake.whl }]`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_job" "load" {
  job_cluster {
    job_cluster_key = "lake"
    new_cluster {
      spark_conf = { "spark.databricks.passthrough.enabled" = "true" }
                                                               ^^^^ databricks/passthrough-deprecated
    }
  }
  task {
    job_cluster_key = "lake"
    library {
      jar = "s3://lake/lake.jar"
             ^^^^^^^^^^^^^^^^^^
    }
  }
}`,
    },
    {
      language: 'python',
      clean: `# Databricks notebook source
# MAGIC %fs ls /mnt/lake

# COMMAND ----------

sc.addFile("s3a://lake/config.json")
events = spark.readStream.format("delta").load("abfss://lake@contoso.dfs.core.windows.net/events")
mlflow.log_param("rows", 1)
spark.conf.get("spark.databricks.passthrough.enabled")`,
    },
    {
      language: 'python',
      clean: `configs = {"fs.azure.account.auth.type": "CustomAccessToken",
           "fs.azure.account.custom.token.provider.class": spark.conf.get("spark.databricks.passthrough.adls.gen2.tokenProviderClassName")}
dbutils.fs.mount("abfss://lake@contoso.dfs.core.windows.net/", "/mnt/lake", extra_configs=configs)
df = spark.read.load("/mnt/lake/rows")`,
    },
    {
      language: 'sql',
      clean: `GRANT SELECT ON TABLE rows TO analysts;
ADD JAR 's3://lake/udf.jar';`,
    },
  ],
});

function* libraries(cluster: Cluster, paths: readonly Text[]): Generator<RuleFinding> {
  for (const { scalar, value } of passthroughMark(cluster) ? paths : []) {
    if (/^s3[an]?:/.test(value)) {
      yield {
        at: spanOfText(scalar),
        message: message(
          'A cluster with credential passthrough has no rights of its own with which to download this library. Put it on DBFS.',
        ),
      };
    }
  }
}

function inCell({ magic, source, command }: FileSystemCell): RuleFinding {
  const { scalar, span } = magic;
  const call = callOf(command);
  return {
    at: spanIn(scalar, span.start, span.end),
    message: message('The magic {0} does not work with credential passthrough. Call dbutils.fs instead.', '%fs'),
    fixes: () => (call ? [{ title: message('Call {0}', call), safe: false, changes: inPython() }] : []),
  };

  function inPython(): readonly Change[] {
    if (!source) {
      const whole = { start: span.start, end: scalar.node.text.trimEnd().length };
      return [{ verb: 'replaceText', scalar, span: whole, text: `python ${call}` }];
    }
    const text = { start: 0, end: source.node.text.trimEnd().length };
    return [
      { verb: 'replaceText', scalar, span, text: 'python' },
      { verb: 'replaceText', scalar: source, span: text, text: call ?? '' },
    ];
  }
}
