/**
 * Spark and Hadoop properties whose values are credentials (Hadoop's Azure, S3A and GCS connectors, Apache Spark's own
 * configuration page, the external Hive metastore). A stretch in angle brackets is for the user to fill in.
 */
export const SECRET_PROPERTIES: readonly string[] = [
  'fs.azure.account.key.<account>.dfs.core.windows.net',
  'fs.azure.account.oauth2.client.id.<account>.dfs.core.windows.net',
  'fs.azure.account.oauth2.client.secret.<account>.dfs.core.windows.net',
  'fs.azure.sas.fixed.token.<account>.dfs.core.windows.net',
  'spark.hadoop.fs.azure.account.key.<account>.dfs.core.windows.net',
  'spark.hadoop.fs.azure.account.oauth2.client.id.<account>.dfs.core.windows.net',
  'spark.hadoop.fs.azure.account.oauth2.client.secret.<account>.dfs.core.windows.net',
  'spark.hadoop.fs.s3a.access.key',
  'spark.hadoop.fs.s3a.secret.key',
  'spark.hadoop.fs.s3a.session.token',
  'spark.hadoop.fs.s3a.bucket.<bucket>.access.key',
  'spark.hadoop.fs.s3a.bucket.<bucket>.secret.key',
  'spark.hadoop.fs.gs.auth.service.account.private.key',
  'spark.hadoop.fs.gs.auth.service.account.private.key.id',
  'spark.hadoop.javax.jdo.option.ConnectionPassword',
  'spark.authenticate.secret',
  'spark.ssl.keyPassword',
  'spark.ssl.keyStorePassword',
  'spark.ssl.trustStorePassword',
];
