import { isVaultRole } from '../../access/azure/vault-migration.ts';
import type { BuiltInRole, RoleFacts } from '../../access/facts.ts';
import { type Deployment, roleOf } from '../../readers/azure-deployment.ts';
import type { KeyVault } from '../../readers/azure-key-vault.ts';
import type { RoleAssignment } from '../../readers/azure-role-assignment.ts';
import { vaultOfScope } from '../../readers/azure-vault-links.ts';
import { moved, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { isBeforeRbacDefault } from './vault-api.ts';

export const dataRoleWithoutRbac = defineRule({
  id: 'azure/data-role-without-rbac',
  appliesTo: 'azure/deployment',
  severity: 'warning',
  fixable: false,
  summary: 'A role for what is in a vault, assigned on a vault that uses access policies.',
  why: `A vault uses either access policies or Azure RBAC. On one that uses access policies, roles such as Key Vault Secrets User have no effect: the assignment is made, and every read of a secret is still refused. Either the vault says \`enableRbacAuthorization: true\`, and then its access policies end, or the principal gets an access policy.`,
  sources: [
    'https://learn.microsoft.com/azure/key-vault/general/rbac-guide#azure-built-in-roles-for-key-vault-data-plane-operations',
    'https://learn.microsoft.com/azure/key-vault/general/access-control-default',
  ],
  *check(deployment, { roles }) {
    for (const { model, start } of deployment.assignments) {
      const role = model.role && model.scope ? assignedRole(model, deployment, roles) : undefined;
      const vault = role && model.scope && isVaultRole(role) ? vaultOfScope(model.scope, deployment) : undefined;
      if (model.role && role && vault && usesPolicies(vault.model)) {
        yield {
          at: moved(spanOf(model.role.node), start),
          message: message(
            'The vault uses access policies, so {0} has no effect on it. Let the vault use Azure RBAC, or give the principal an access policy instead.',
            role.name,
          ),
        };
      }
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: { tenantId: subscription().tenantId, enableRbacAuthorization: false, accessPolicies: [] }
}
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, '4633458b-17de-408a-b874-0445c86b69e6')
  scope: vault
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_key_vault" "main" {
  name      = "kv-payments"
  tenant_id = var.tenant
}

resource "azurerm_role_assignment" "app" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = "/subscriptions/\${var.subscription}/providers/Microsoft.Authorization/roleDefinitions/b86a8fe4-44ce-4948-aee5-eccb2c155cd7"
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  principal_id       = var.app
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
      "properties": { "enableRbacAuthorization": false, "accessPolicies": [] }
    },
    {
      "type": "Microsoft.Authorization/roleAssignments",
      "apiVersion": "2022-04-01",
      "name": "[guid(parameters('vault'), parameters('app'), 'reader')]",
      "scope": "[resourceId('Microsoft.KeyVault/vaults', parameters('vault'))]",
      "properties": {
        "principalId": "[parameters('app')]",
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '21090545-7ca7-4776-b22c-e363652d74d2')]"
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      }
    }
  ]
}`,
    },
    {
      language: 'bicep',
      clean: `param usesRbac bool
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: { tenantId: subscription().tenantId, enableRbacAuthorization: usesRbac }
}
resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, '21090545-7ca7-4776-b22c-e363652d74d2')
  scope: vault
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '21090545-7ca7-4776-b22c-e363652d74d2')
  }
}`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_key_vault" "main" {
  name                       = "kv-payments"
  rbac_authorization_enabled = true
}

resource "azurerm_key_vault" "other" {
  name                       = "kv-orders"
  rbac_authorization_enabled = false
}

resource "azurerm_role_assignment" "app" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = "/subscriptions/\${var.subscription}/providers/Microsoft.Authorization/roleDefinitions/b86a8fe4-44ce-4948-aee5-eccb2c155cd7"
  principal_id       = var.app
}

resource "azurerm_role_assignment" "manager" {
  scope              = azurerm_key_vault.other.id
  role_definition_id = "/subscriptions/\${var.subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
  principal_id       = var.manager
}`,
    },
  ],
});

function assignedRole(assignment: RoleAssignment, deployment: Deployment, roles: RoleFacts): BuiltInRole | undefined {
  const named = roleOf(assignment, deployment);
  if (named?.guid !== undefined) {
    return roles.byId(named.guid);
  }
  return named?.name === undefined ? undefined : roles.byName(named.name);
}

/**
 * Whether a vault uses access policies for certain. A vault that is there already stays as it is where nothing is said,
 * so that it takes policies in the template too.
 */
function usesPolicies({ form, isMade, permissionModel, apiVersion, policies }: KeyVault): boolean {
  if (permissionModel === 'policy') {
    return true;
  }
  if (permissionModel !== 'omitted' || !isMade) {
    return false;
  }
  // Terraform says false for what is left out, whatever the version of its API.
  return (
    form === 'terraform' ||
    (apiVersion !== undefined && isBeforeRbacDefault(apiVersion.text) && policies?.any === 'yes')
  );
}
