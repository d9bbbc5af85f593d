# The same scope in Terraform, and the one of the shared key vault.
resource "databricks_secret_scope" "lake" {
  name = "lake"
}

resource "databricks_secret" "client_secret" {
  scope        = databricks_secret_scope.lake.name
  key          = "client-secret"
  string_value = var.client_secret
}

resource "databricks_secret" "jdbc_password" {
  scope        = "lake"
  key          = "jdbc-password"
  string_value = var.jdbc_password
}

resource "databricks_secret" "events_token" {
  scope        = "Lake"
  key          = "events-token"
  string_value = var.events_token
}

resource "databricks_secret" "smtp_password" {
  scope        = "lake"
  key          = "smtp password"
  string_value = var.smtp_password
}

resource "databricks_secret_acl" "engineers" {
  scope      = databricks_secret_scope.lake.name
  principal  = "data-engineers"
  permission = "READ"
}

resource "databricks_secret_acl" "loader" {
  scope      = "lake"
  principal  = "6d1c0a52-93be-4f07-8a6e-2b7f1c5d9e34"
  permission = "CAN_READ"
}

resource "databricks_secret_scope" "vault" {
  name = "shared-vault"
  keyvault_metadata {
    resource_id = azurerm_key_vault.shared.id
    dns_name    = azurerm_key_vault.shared.vault_uri
  }
}

resource "databricks_secret_scope" "scratch" {
  name                     = "scratch"
  initial_manage_principal = "users"
}

resource "databricks_cluster" "reports" {
  cluster_name            = "lake-reports"
  spark_version           = "15.4.x-scala2.12"
  node_type_id            = "Standard_D4ds_v5"
  autotermination_minutes = 30
  num_workers             = 2
  data_security_mode      = "USER_ISOLATION"

  spark_conf = {
    "fs.azure.account.oauth2.client.id"     = "{{secrets/lake/client-id}}"
    "fs.azure.account.oauth2.client.secret" = "{{secrets/${databricks_secret_scope.lake.name}/client-secret}}"
    "spark.lake.jdbc.password"              = "{{secrets/lake/jdbc-pasword}}"

    "spark.databricks.acl.needAdminPermissionToViewLogs" = "false"
  }

  spark_env_vars = {
    LAKE_STAGE = var.stage
  }
}
