# The role of those who rotate keys, and who has it. Its id leads to it from everywhere.
resource "azurerm_role_definition" "key_rotator" {
  role_definition_id = "3d1f5c0a-7b64-4e0e-9a57-2c8b1d6f4e93"
  name               = "Key Rotator"
  scope              = "/subscriptions/4d0c6f1e-8b2a-4a57-9a3c-1f2e3d4c5b6a"
  description        = "Rotates the keys of the platform's vaults"

  permissions {
    actions = [
      "Microsoft.KeyVault/vaults/read",
      "Microsoft.KeyVault/vaults/keys/rotate/action",
    ]
    not_actions = ["Microsoft.KeyVault/vaults/delete"]
  }
}

resource "azurerm_role_assignment" "rotation" {
  scope                = "/subscriptions/4d0c6f1e-8b2a-4a57-9a3c-1f2e3d4c5b6a"
  role_definition_name = "Key Rotator"
  principal_id         = var.rotation_principal_id
}
