# Databricks notebook source
# MAGIC %md
# MAGIC # Read the lake
# MAGIC With the roles that whoever runs this has from the identity provider.

# COMMAND ----------

dbutils.credentials.assumeRole("arn:aws:iam::210987654321:role/lake-research")

# COMMAND ----------

# MAGIC %fs ls s3a://contoso-lake/rows

# COMMAND ----------

rows = spark.read.parquet("s3a://contoso-lake/rows")
old = spark.read.parquet("abfss://rows@contosoraw.dfs.core.windows.net/old")
display(rows.join(old, "id"))
