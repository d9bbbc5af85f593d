/** Files that use Databricks secrets, of any length, for the benchmarks: a bundle, Terraform, properties, a script, a notebook. */

/** A file, and where somebody types in it. */
export interface BenchFile {
  readonly title: string;
  readonly languageId: string;
  /** How its name ends. */
  readonly ending: string;
  readonly text: string;
  /** What stands right before the places where somebody types; the nearest to the middle of the file counts. */
  readonly before: { readonly key: string; readonly value: string; readonly comment: string };
}

const SCOPES = ['etl-prod', 'etl-test', 'finance', 'crm', 'telemetry', 'ml-serving', 'legacy-import'];

const scopeOf = (index: number): string => SCOPES[index % SCOPES.length] ?? 'etl-prod';

/** Repeats a block, whole, until a text has a number of lines. */
export function fill(head: string, lines: number, block: (index: number) => string): string {
  const all = head.split('\n');
  for (let index = 0; all.length < lines; index++) {
    all.push(...block(index).split('\n'));
  }
  return `${all.join('\n')}\n`;
}

export function bundle(lines: number): BenchFile {
  const head = `bundle:
  name: lakehouse
variables:
  catalog:
    default: main
resources:
  secret_scopes:
${SCOPES.map((name) => `    ${name.replaceAll('-', '_')}:\n      name: ${name}\n      backend_type: DATABRICKS`).join('\n')}
  jobs:`;
  return {
    title: 'a bundle',
    languageId: 'yaml',
    ending: '.yml',
    text: fill(head, lines, bundleJob),
    before: { key: 'account.key: "{{secrets/telemetry/storage-', value: 'description: Loads ', comment: '# Owned by ' },
  };
}

function bundleJob(index: number): string {
  const scope = scopeOf(index);
  return `    # Owned by team ${index % 9}, who is told when it fails.
    load_${index}:
      name: load-${index}
      description: Loads table ${index} from the landing zone
      tags:
        team: team-${index % 9}
      schedule:
        quartz_cron_expression: "0 15 ${index % 24} * * ?"
        timezone_id: Europe/Berlin
      email_notifications:
        on_failure:
          - data-platform@example.com
      job_clusters:
        - job_cluster_key: main
          new_cluster:
            spark_version: 15.4.x-scala2.12
            node_type_id: Standard_D4ds_v5
            data_security_mode: SINGLE_USER
            autoscale:
              min_workers: 1
              max_workers: ${2 + (index % 8)}
            spark_conf:
              spark.sql.shuffle.partitions: "${200 + index}"
              spark.databricks.delta.optimizeWrite.enabled: "true"
              fs.azure.account.auth.type.lake${index}.dfs.core.windows.net: SharedKey
              fs.azure.account.key: "{{secrets/${scope}/storage-${index}}}"
              spark.hadoop.javax.jdo.option.ConnectionPassword: "{{secrets/${scope}/metastore}}"
            spark_env_vars:
              STAGE: production
              API_TOKEN: "{{secrets/${scope}/api-${index}}}"
      tasks:
        - task_key: ingest
          job_cluster_key: main
          notebook_task:
            notebook_path: ../src/ingest_${index}.py
            base_parameters:
              catalog: \${var.catalog}
              table: table_${index}
        - task_key: publish
          depends_on:
            - task_key: ingest
          job_cluster_key: main
          python_wheel_task:
            package_name: lakehouse
            entry_point: publish
            parameters: ["--table", "table_${index}"]`;
}

export function terraform(lines: number): BenchFile {
  const head = `terraform {
  required_providers {
    databricks = { source = "databricks/databricks" }
  }
}
`;
  return {
    title: 'Terraform',
    languageId: 'terraform',
    ending: '.tf',
    text: fill(head, lines, terraformBlocks),
    before: { key: '{{secrets/telemetry/storage-', value: 'cluster_name            = "load-', comment: '# Owned by ' },
  };
}

function terraformBlocks(index: number): string {
  const scope = scopeOf(index);
  return `# Owned by team ${index % 9}.
resource "databricks_secret_scope" "s${index}" {
  name = "${scope}-${index}"
}

resource "databricks_secret" "s${index}" {
  scope        = databricks_secret_scope.s${index}.name
  key          = "storage-${index}"
  string_value = var.storage_key_${index}
}

resource "databricks_secret_acl" "s${index}" {
  scope      = databricks_secret_scope.s${index}.name
  principal  = "data-engineers"
  permission = "READ"
}

resource "databricks_cluster" "c${index}" {
  cluster_name            = "load-${index}"
  spark_version           = data.databricks_spark_version.lts.id
  node_type_id            = "Standard_D4ds_v5"
  data_security_mode      = "SINGLE_USER"
  autotermination_minutes = 20
  autoscale {
    min_workers = 1
    max_workers = ${2 + (index % 8)}
  }
  spark_conf = {
    "spark.sql.shuffle.partitions" = "${200 + index}"
    "fs.azure.account.key"         = "{{secrets/${scope}/storage-${index}}}"
    "spark.password"               = "{{secrets/\${databricks_secret_scope.s${index}.name}/password}}"
  }
  spark_env_vars = {
    API_TOKEN = "{{secrets/${scope}/api-${index}}}"
  }
}
`;
}

export function sparkProperties(lines: number): BenchFile {
  return {
    title: 'Spark properties',
    languageId: 'spark-conf',
    ending: '.conf',
    text: fill('# What every cluster has.', lines, properties),
    before: { key: '{{secrets/telemetry/storage-', value: 'spark.app.owner', comment: '# Owned by ' },
  };
}

function properties(index: number): string {
  return `# Owned by team ${index % 9}.
spark.app.owner${index} team ${index % 9}
spark.sql.shuffle.partitions.job${index} ${200 + index}
spark.hadoop.fs.azure.account.auth.type.lake${index}.dfs.core.windows.net SharedKey
spark.hadoop.fs.azure.account.key.lake${index}.dfs.core.windows.net {{secrets/${scopeOf(index)}/storage-${index}}}
spark.databricks.delta.optimizeWrite.enabled${index} true
spark.executor.extraJavaOptions${index} -XX:+UseG1GC -Dapp.name=load-${index}
`;
}

export function script(lines: number): BenchFile {
  return {
    title: 'a shell script',
    languageId: 'shellscript',
    ending: '.sh',
    text: fill('#!/usr/bin/env bash\nset -euo pipefail\n', lines, commands),
    before: { key: 'put-secret telemetry storage-', value: 'echo "Table ', comment: '# Owned by ' },
  };
}

function commands(index: number): string {
  const scope = scopeOf(index);
  return `# Owned by team ${index % 9}.
echo "Table ${index} has its secrets in ${scope}"
databricks secrets create-scope ${scope}-${index} --profile "$PROFILE"
databricks secrets put-secret ${scope} storage-${index} --string-value "$STORAGE_KEY_${index}"
if ! databricks secrets list-secrets ${scope} | grep -q "api-${index}"; then
  databricks secrets put-secret --json '{
    "scope": "${scope}",
    "key": "api-${index}",
    "string_value": "'"$API_TOKEN"'"
  }'
fi
databricks secrets put-acl ${scope} data-engineers READ
`;
}

export function notebook(lines: number): BenchFile {
  return {
    title: 'a notebook in Python',
    languageId: 'python',
    ending: '.py',
    text: fill('# Databricks notebook source', lines, cells),
    before: { key: 'get(scope="telemetry", key="storage-', value: 'table = "orders_', comment: '# Owned by ' },
  };
}

function cells(index: number): string {
  const scope = scopeOf(index);
  return `# MAGIC %md
# MAGIC ## Table ${index}
# MAGIC What arrives in the landing zone is merged every night.

# COMMAND ----------

# Owned by team ${index % 9}.
table = "orders_${index}"
account_key = dbutils.secrets.get(scope="${scope}", key="storage-${index}")
spark.conf.set(f"fs.azure.account.key.lake{index}.dfs.core.windows.net", account_key)
frame = (
    spark.read.format("jdbc")
    .option("url", "jdbc:sqlserver://orders.example.com;database=orders")
    .option("user", dbutils.secrets.get("${scope}", "user"))
    .option("password", dbutils.secrets.get("${scope}", "password-${index}"))
    .load()
)
for name in frame.columns:
    frame = frame.withColumnRenamed(name, name.strip().lower())
frame.write.mode("overwrite").saveAsTable(table)

# COMMAND ----------

# MAGIC %sql
# MAGIC SELECT count(*) FROM orders_${index} WHERE token = secret('${scope}', 'api-${index}')

# COMMAND ----------
`;
}
