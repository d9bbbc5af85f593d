/** A notebook in source format with cells of several languages. */
export const NOTEBOOK = `# Databricks notebook source
# MAGIC %md
# MAGIC # Title
# MAGIC
# MAGIC text

# COMMAND ----------

# DBTITLE 1,Mount
pw = dbutils.secrets.get("a", "b")
print(pw)

# COMMAND ----------

# DBTITLE 1,Query
# MAGIC %sql
# MAGIC SELECT secret('s',
# MAGIC   'k')

# COMMAND ----------

# MAGIC %run ./setup
# COMMAND ----------
# COMMAND ----------
# MAGIC %sh
# MAGIC databricks secrets list-scopes
`;
