import { vaultCatalogue } from '../../access/azure/vault-migration.ts';
import { policiesOfVault } from '../../readers/azure-vault-links.ts';
import { moveChange } from '../../syntax/change.ts';
import { moved, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { uncoveredPolicies } from './policy-coverage.ts';

export const ignoredAccessPolicies = defineRule({
  id: 'azure/ignored-access-policies',
  appliesTo: 'azure/deployment',
  severity: 'warning',
  fixable: true,
  summary: 'Access policies on a vault that uses Azure RBAC.',
  why: `A vault that uses Azure RBAC does not look at its access policies: they give nobody anything, and who reads the file thinks that they do. They come back to life when somebody switches the vault back. Where roles replace them, remove them; where none do, \`azure/permission-model-outage\` says so.`,
  sources: [
    'https://learn.microsoft.com/azure/key-vault/general/access-control-default',
    'https://learn.microsoft.com/azure/key-vault/general/rbac-migration',
  ],
  *check(deployment, { roles, operations }) {
    for (const vault of deployment.vaults) {
      if (!vault.model.isMade || vault.model.permissionModel !== 'rbac') {
        continue;
      }
      const lists = policiesOfVault(vault, deployment).filter(({ policies }) => policies.any === 'yes');
      const uncovered =
        lists.length > 0 ? uncoveredPolicies(vault, deployment, vaultCatalogue(roles, operations)) : undefined;
      for (const { policies, start } of uncovered && uncovered.length > 0 ? [] : lists) {
        yield {
          at: moved(spanOfText(policies.key), start),
          message: message(
            'The vault uses Azure RBAC, so these access policies give nobody anything. Assign roles where somebody still needs what they say, and remove them.',
          ),
          fixes: () =>
            policies.removal.length > 0
              ? [
                  {
                    title: message('Remove the access policies'),
                    safe: false,
                    changes: policies.removal.map((change) => moveChange(change, start)),
                  },
                ]
              : [],
        };
      }
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    tenantId: subscription().tenantId
    enableRbacAuthorization: true
    accessPolicies: [
    ^^^^^^^^^^^^^^
      { tenantId: subscription().tenantId, objectId: app, permissions: { secrets: ['get', 'list'] } }
    ]
  }
}
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, app, '4633458b-17de-408a-b874-0445c86b69e6')
  scope: vault
  properties: {
    principalId: app
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}`,
      fixed: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    tenantId: subscription().tenantId
    enableRbacAuthorization: true
    accessPolicies: []
  }
}
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, app, '4633458b-17de-408a-b874-0445c86b69e6')
  scope: vault
  properties: {
    principalId: app
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_key_vault" "main" {
  name                       = "kv-payments"
  rbac_authorization_enabled = true
  access_policy {
  ^^^^^^^^^^^^^
    tenant_id          = var.tenant
    object_id          = var.app
    secret_permissions = var.permissions
  }
}

resource "azurerm_key_vault_access_policy" "other" {
  key_vault_id       = azurerm_key_vault.main.id
  ^^^^^^^^^^^^
  tenant_id          = var.tenant
  object_id          = var.other
  secret_permissions = var.permissions
}`,
      fixed: `resource "azurerm_key_vault" "main" {
  name                       = "kv-payments"
  rbac_authorization_enabled = true
}

resource "azurerm_key_vault_access_policy" "other" {
  key_vault_id       = azurerm_key_vault.main.id
  tenant_id          = var.tenant
  object_id          = var.other
  secret_permissions = var.permissions
}`,
    },
    {
      flagged: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2026-02-01",
      "name": "[parameters('vault')]",
      "properties": {
        "enableRbacAuthorization": true,
        "accessPolicies": ["[parameters('policy')]"]
         ^^^^^^^^^^^^^^
      }
    }
  ]
}`,
      fixed: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2026-02-01",
      "name": "[parameters('vault')]",
      "properties": {
        "enableRbacAuthorization": true,
        "accessPolicies": []
      }
    }
  ]
}`,
    },
    {
      language: 'bicep',
      clean: `param usesRbac bool
param policies array
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: { enableRbacAuthorization: usesRbac, accessPolicies: [{ objectId: app, permissions: {} }] }
}
resource other 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-orders'
  properties: { enableRbacAuthorization: true, accessPolicies: policies }
}
resource more 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-more'
  properties: { enableRbacAuthorization: true, accessPolicies: [] }
}`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_key_vault" "main" {
  name                       = "kv-payments"
  rbac_authorization_enabled = var.rbac
}

resource "azurerm_key_vault_access_policy" "app" {
  key_vault_id       = azurerm_key_vault.main.id
  object_id          = var.app
  secret_permissions = ["Get"]
}`,
    },
  ],
});
