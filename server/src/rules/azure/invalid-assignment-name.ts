import { isGuid } from '../../access/azure/guid.ts';
import { isPlaceholder } from '../../access/azure/placeholder.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const invalidAssignmentName = defineRule({
  id: 'azure/invalid-assignment-name',
  appliesTo: 'azure/role-assignment',
  severity: 'error',
  fixable: false,
  summary: 'The name of a role assignment that is no GUID.',
  why: `A role assignment has a GUID for its name; anything else is refused: \`InvalidRoleAssignmentId\`. In templates \`guid()\` works one out from scope, principal and role, so that it is the same at every deployment.`,
  sources: [
    'https://learn.microsoft.com/azure/templates/microsoft.authorization/roleassignments',
    'https://learn.microsoft.com/azure/azure-resource-manager/bicep/scenarios-rbac#name',
  ],
  *check({ form, name }) {
    const text = name?.text;
    if (form === 'item' || !text?.known || isGuid(text.value) || text.value === '' || isPlaceholder(text.value)) {
      return;
    }
    yield {
      at: spanOfText(text.scalar),
      message:
        form === 'template'
          ? message(
              'The name of a role assignment has to be a GUID; "{0}" is refused. Use guid() with scope, principal and role.',
              text.value,
            )
          : message(
              'The name of a role assignment has to be a GUID; "{0}" is refused. Leave it out, or write a GUID.',
              text.value,
            ),
      unfinished: /^[0-9a-f-]{0,36}$/i.test(text.value),
    };
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'vault-reader'
         ^^^^^^^^^^^^
  properties: {
    principalId: principalId
    roleDefinitionId: roleId
  }
}`,
    },
    {
      flagged: `{
  "type": "Microsoft.Authorization/roleAssignments",
  "apiVersion": "2022-04-01",
  "name": "reader",
           ^^^^^^
  "properties": { "roleDefinitionId": "[parameters('role')]", "principalId": "[parameters('principalId')]" }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_assignment" "vault" {
  name               = "vault-reader"
                        ^^^^^^^^^^^^
  scope              = azurerm_key_vault.main.id
  role_definition_id = var.role
  principal_id       = var.principal
}`,
    },
    {
      language: 'bicep',
      clean: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roleId)
  properties: {
    principalId: principalId
    roleDefinitionId: roleId
  }
}
resource vaultAssignment 'Microsoft.KeyVault/vaults/providers/roleAssignments@2022-04-01' = {
  name: '\${vault.name}/Microsoft.Authorization/\${guid(vault.id, principalId, roleId)}'
  properties: { principalId: principalId, roleDefinitionId: roleId }
}`,
    },
    {
      clean: `{
  "type": "Microsoft.Authorization/roleAssignments",
  "name": "[guid(resourceGroup().id, parameters('principalId'), parameters('role'))]",
  "properties": { "roleDefinitionId": "[parameters('role')]", "principalId": "[parameters('principalId')]" }
}`,
    },
  ],
});
