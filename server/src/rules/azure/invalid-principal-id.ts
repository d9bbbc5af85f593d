import { isGuid } from '../../access/azure/guid.ts';
import { isPlaceholder } from '../../access/azure/placeholder.ts';
import type { Deployment } from '../../readers/azure-deployment.ts';
import { type WrongPrincipal, wrongPrincipal } from '../../readers/azure-principal-form.ts';
import { moveChange } from '../../syntax/change.ts';
import { moved, spanOf, spanOfText } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';

export const invalidPrincipalId = defineRule({
  id: 'azure/invalid-principal-id',
  appliesTo: ['azure/role-assignment', 'azure/deployment'],
  severity: 'error',
  fixable: true,
  summary: 'A principal that is given by something else than its object id.',
  why: `An assignment knows its principal by the object id in Microsoft Entra ID, a GUID. A user name, the name of an application or the id of a resource is refused: \`InvalidPrincipalId\`. Of an application it is the object id of its service principal that counts, not the application (client) id. Only \`--assignee\` of the Azure CLI looks names up.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting',
    'https://learn.microsoft.com/azure/templates/microsoft.authorization/roleassignments',
  ],
  *check(model) {
    if (model.kind === 'azure/deployment') {
      yield* otherIds(model);
      return;
    }
    const { form, principal } = model;
    const text = principal?.text;
    // Modules and scripts that take lists of assignments may look names up themselves.
    if (
      form === 'item' ||
      !text?.known ||
      isGuid(text.value) ||
      text.value.trim() === '' ||
      isPlaceholder(text.value)
    ) {
      return;
    }
    yield {
      at: spanOfText(text.scalar),
      message: message(
        '"{0}" is no object id. Azure refuses the assignment (InvalidPrincipalId). Write the object id of the user, group or service principal, which is a GUID.',
        text.value,
      ),
      unfinished: /^[0-9a-f-]{0,36}$/i.test(text.value),
    };
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'payments'
}
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, identity.id, roleId)
  properties: {
    principalId: identity.properties.clientId
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    roleDefinitionId: roleId
  }
}`,
      fixed: `resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'payments'
}
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, identity.id, roleId)
  properties: {
    principalId: identity.properties.principalId
    roleDefinitionId: roleId
  }
}`,
    },
    {
      language: 'terraform',
      flagged: `data "azuread_service_principal" "ci" {
  display_name = "ci"
}
resource "azurerm_role_assignment" "ci" {
  scope              = var.scope
  role_definition_id = var.role
  principal_id       = data.azuread_service_principal.ci.client_id
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
}`,
      fixed: `data "azuread_service_principal" "ci" {
  display_name = "ci"
}
resource "azurerm_role_assignment" "ci" {
  scope              = var.scope
  role_definition_id = var.role
  principal_id       = data.azuread_service_principal.ci.object_id
}`,
    },
    {
      language: 'bicep',
      flagged: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, 'alice', 'reader')
  properties: {
    principalId: 'alice@contoso.com'
                  ^^^^^^^^^^^^^^^^^
    principalType: 'User'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
  }
}`,
    },
    {
      language: 'shellscript',
      flagged: `az role assignment create --assignee-object-id payments-api --assignee-principal-type ServicePrincipal --role "$ROLE" --scope "$SCOPE"
                                               ^^^^^^^^^^^^`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --assignee alice@example.com --role "$ROLE" --scope "$SCOPE"
az role assignment create --assignee-object-id "$OBJECT_ID" --role "$ROLE" --scope "$SCOPE"
az role assignment create --assignee-object-id <object-id> --role "$ROLE" --scope "$SCOPE"`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_role_assignment" "vault" {
  scope                = azurerm_key_vault.main.id
  role_definition_id   = azurerm_role_definition.main.role_definition_resource_id
  principal_id         = data.azurerm_client_config.current.object_id
}`,
    },
    {
      clean: `{ "roleAssignments": [{ "roleDefinitionIdOrName": "4633458b-17de-408a-b874-0445c86b69e6", "principalId": "developers" }] }`,
    },
  ],
});

const GIVEN: Readonly<Record<WrongPrincipal['given'], Message>> = {
  'client-id': message(
    'This is the client (application) id. An assignment takes the object id of the service principal, and with another id Azure finds nobody (PrincipalNotFound).',
  ),
  'resource-id': message(
    'This is the id of the resource. An assignment takes the object id of the managed identity, its principal id; Azure refuses this one (InvalidPrincipalId).',
  ),
  application: message(
    'This is the object id of the application. An assignment takes the one of its service principal; for an application Azure refuses it (PrincipalTypeNotSupported).',
  ),
};

/** Ids of the right principal that are not its object id. */
function* otherIds(deployment: Deployment): Generator<RuleFinding> {
  for (const { model, start } of deployment.assignments) {
    const wrong = wrongPrincipal(model, deployment);
    const node = model.principal?.node;
    if (wrong && node) {
      const { given, right } = wrong;
      yield {
        at: moved(spanOf(node), start),
        message: GIVEN[given],
        fixes: () =>
          right === undefined
            ? []
            : [
                {
                  title: message('Use {0}', right),
                  safe: true,
                  changes: [moveChange({ verb: 'replaceExpression', node, parts: [right] }, start)],
                },
              ],
      };
    }
  }
}
