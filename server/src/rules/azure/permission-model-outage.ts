import { vaultCatalogue } from '../../access/azure/vault-migration.ts';
import { policiesOfVault } from '../../readers/azure-vault-links.ts';
import { moved, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { uncoveredPolicies } from './policy-coverage.ts';
import { replacePolicies } from './replace-policies.ts';

export const permissionModelOutage = defineRule({
  id: 'azure/permission-model-outage',
  appliesTo: 'azure/deployment',
  severity: 'warning',
  fixable: true,
  summary: 'A vault that uses Azure RBAC, and access policies whose principals get no roles in their place.',
  why: `When a vault is switched to Azure RBAC, all its access policies end at once. Whoever has no role by then has no access: applications cannot read their secrets, disks cannot be decrypted. So assign the roles before the switch, or in the same deployment. The fix writes an assignment for each policy, with the built-in roles that allow what the policy did and as little else as there is, and removes the policies; its title says what the roles allow beyond them. The finding is only there where the file can be read whole; roles that are assigned in another file are not seen.`,
  sources: [
    'https://learn.microsoft.com/azure/key-vault/general/rbac-guide#enable-azure-rbac-permissions-on-key-vault',
    'https://learn.microsoft.com/azure/key-vault/general/rbac-migration',
  ],
  *check(deployment, { roles, operations }) {
    for (const vault of deployment.vaults) {
      const { isMade, permissionModel, permissionModelValue } = vault.model;
      const hasPolicies =
        isMade &&
        permissionModel === 'rbac' &&
        policiesOfVault(vault, deployment).some(({ policies }) => policies.any === 'yes');
      const uncovered = hasPolicies
        ? uncoveredPolicies(vault, deployment, vaultCatalogue(roles, operations))
        : undefined;
      if (permissionModelValue && uncovered && uncovered.length > 0) {
        yield {
          at: moved(spanOf(permissionModelValue.node), vault.start),
          message: message(
            'With Azure RBAC the access policies of this vault end, and nothing in this file gives roles to all who stand in them: {0} of the policies have none. Assign roles in their place.',
            uncovered.length,
          ),
          fixes: () => replacePolicies(uncovered, vault, deployment),
        };
      }
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: 'app'
  location: location
  identity: { type: 'SystemAssigned' }
}

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    tenantId: subscription().tenantId
    enableRbacAuthorization: true
                             ^^^^
    accessPolicies: [
      {
        tenantId: subscription().tenantId
        objectId: app.identity.principalId
        permissions: { secrets: ['get', 'list'], keys: ['all'] }
      }
    ]
  }
}
`,
      fixed: `resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: 'app'
  location: location
  identity: { type: 'SystemAssigned' }
}

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    tenantId: subscription().tenantId
    enableRbacAuthorization: true
    accessPolicies: []
  }
}

resource vaultCryptoOfficer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, app.id, '14b46e9e-c2b7-41b4-b07b-48a6ebf60603')
  scope: vault
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '14b46e9e-c2b7-41b4-b07b-48a6ebf60603')
  }
}

resource vaultSecretsUser 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, app.id, '4633458b-17de-408a-b874-0445c86b69e6')
  scope: vault
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}
`,
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
                                   ^^^^
        "accessPolicies": [
          { "objectId": "[parameters('app')]", "permissions": { "keys": ["get", "wrapKey", "unwrapKey"] } }
        ]
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
    },
    {
      "type": "Microsoft.Authorization/roleAssignments",
      "apiVersion": "2022-04-01",
      "name": "[guid(resourceId('Microsoft.KeyVault/vaults', parameters('vault')), parameters('app'), 'e147488a-f6f5-4113-8e2d-b22465e65bf6')]",
      "scope": "[resourceId('Microsoft.KeyVault/vaults', parameters('vault'))]",
      "dependsOn": [
        "[resourceId('Microsoft.KeyVault/vaults', parameters('vault'))]"
      ],
      "properties": {
        "principalId": "[parameters('app')]",
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')]"
      }
    }
  ]
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_key_vault" "main" {
  name                       = "kv-payments"
  rbac_authorization_enabled = true
                               ^^^^
  access_policy {
    tenant_id          = var.tenant
    object_id          = var.app
    secret_permissions = ["Get", "List"]
  }
}
`,
      fixed: `resource "azurerm_key_vault" "main" {
  name                       = "kv-payments"
  rbac_authorization_enabled = true
}

data "azurerm_subscription" "current" {}

resource "azurerm_role_assignment" "main_secrets_user" {
  scope = azurerm_key_vault.main.id
  role_definition_id = "\${data.azurerm_subscription.current.id}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6"
  principal_id = var.app
}
`,
    },
    {
      language: 'bicep',
      clean: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    tenantId: subscription().tenantId
    enableRbacAuthorization: false
    accessPolicies: [{ objectId: app, permissions: { secrets: ['get'] } }]
  }
}`,
    },
  ],
});
