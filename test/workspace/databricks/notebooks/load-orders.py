# Databricks notebook source
# MAGIC %md
# MAGIC # Load orders
# MAGIC Reads the orders of the day from the warehouse. The password is the secret `jdbc-password` of the scope `lake`.

# COMMAND ----------

stage = dbutils.widgets.get("stage")
password = dbutils.secrets.get(scope="lake", key="jdbc-password")
token = dbutils.secrets.get("events-token", "lake")

for secret in dbutils.secrets.list('lake'):
    print(secret.key)

# COMMAND ----------

# The Spark configuration of the cluster has it as well: spark.password {{secrets/scope1/key1}}
spark.conf.get("spark.password")

# COMMAND ----------

# Nothing is put in here: the cluster has started long since.
spark.conf.set("fs.azure.account.oauth2.client.secret", "{{secrets/lake/client-secret}}")

# The configuration of the next cluster, as the SDK takes it.
scope = "lake" if stage == "prod" else "lake-test"
spark_conf = {
    "fs.azure.account.oauth2.client.id": "{{secrets/" + scope + "/client-id}}",
    "fs.azure.account.oauth2.client.secret": f"{{secrets/{scope}/client-secret}}",
}

# COMMAND ----------

orders = (
    spark.read.format("jdbc")
    .option("url", "jdbc:sqlserver://contoso-orders.database.windows.net:1433;database=orders")
    .option("dbtable", "sales.orders")
    .option("user", dbutils.secrets.get("lake", "jdbc-user"))
    .option("password", password)
    .load()
)
orders.write.mode("overwrite").saveAsTable("lake.bronze.orders")

# COMMAND ----------

# MAGIC %sql
# MAGIC SELECT ${spark.password};
# MAGIC SELECT * FROM lake.bronze.orders WHERE token = secret('lake', 'event-token');
# MAGIC SELECT secret('lake', s.key_name) FROM lake.bronze.sources s;

# COMMAND ----------

# MAGIC %sh
# MAGIC databricks secrets list-secrets lake
# MAGIC databricks secrets list --scope lake

# COMMAND ----------

# What the notebook shows of a secret is redacted, letter by letter it is not.
for letter in password:
    print(letter, end=" ")
