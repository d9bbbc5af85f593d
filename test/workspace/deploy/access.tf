data "azurerm_subscription" "current" {}

data "azurerm_role_definition" "reader" {
  name = "Reader"
}

resource "azurerm_role_assignment" "monitoring" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Monitoring Metrics Publisher"
  principal_id         = var.monitoring_principal_id
}
