import type { RoleFacts } from '../../access/facts.ts';
import { type AssignmentIdentity, identityOf } from '../../readers/azure-assignment-identity.ts';
import type { AssignmentForm } from '../../readers/azure-role-assignment.ts';
import { moved, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

/** What a script runs twice may stand in two branches; what an export lists cannot be there twice. */
const MADE_TOGETHER: readonly AssignmentForm[] = ['template', 'terraform'];

export const duplicateAssignment = defineRule({
  id: 'azure/duplicate-assignment',
  appliesTo: 'azure/deployment',
  severity: 'warning',
  fixable: false,
  summary: 'The same principal, role and scope twice in one deployment.',
  why: `Azure keeps one assignment for a principal, a role and a scope, whatever its name. The second one of a deployment fails with \`RoleAssignmentExists\`, also where only one of them has a condition.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---unable-to-assign-a-role-because-role-assignment-already-exists',
    'https://learn.microsoft.com/azure/role-based-access-control/conditions-faq',
  ],
  *check(deployment, { roles }) {
    const seen = new Set<string>();
    for (const { model, start } of deployment.isNesting ? [] : deployment.assignments) {
      const identity =
        MADE_TOGETHER.includes(model.form) && model.isSingle && model.isWhole
          ? identityOf(model, deployment)
          : undefined;
      const key = identity && `${identity.where} gets ${roleKey(identity, roles)}`;
      if (key !== undefined && seen.has(key)) {
        yield {
          at: moved(spanOf(model.role?.node ?? model.whole), start),
          message: message(
            'This principal gets this role at this scope already further up. Azure keeps one such assignment and refuses the second one (RoleAssignmentExists). Remove one of them.',
          ),
        };
      }
      if (key !== undefined) {
        seen.add(key);
      }
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `var reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
resource one 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, reader)
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', reader)
  }
}
resource again 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, 'again', principalId, reader)
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_assignment" "one" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6"
  principal_id       = azuread_group.developers.object_id
}
resource "azurerm_role_assignment" "two" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6"
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  principal_id       = azuread_group.developers.object_id
}`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_role_assignment" "one" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = var.role
  principal_id       = azuread_group.developers["a"].object_id
}
resource "azurerm_role_assignment" "two" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = var.role
  principal_id       = azuread_group.developers["b"].object_id
}
resource "azurerm_role_assignment" "three" {
  count              = var.three ? 1 : 0
  scope              = azurerm_key_vault.main.id
  role_definition_id = var.role
  principal_id       = azuread_group.developers["b"].object_id
}`,
    },
    {
      language: 'shellscript',
      clean: `if [ -n "$ID" ]; then
  az role assignment create --assignee-object-id "$ID" --role 4633458b-17de-408a-b874-0445c86b69e6 --scope "$SCOPE"
else
  az role assignment create --assignee-object-id "$ID" --role 4633458b-17de-408a-b874-0445c86b69e6 --scope "$SCOPE"
fi`,
    },
  ],
});

/** A role by its name and by its id is the same one. */
function roleKey({ role, writtenRole }: AssignmentIdentity, roles: RoleFacts): string {
  return role?.guid ?? (role?.name ? (roles.byName(role.name)?.id ?? role.name.toLowerCase()) : writtenRole);
}
