import { isGuid } from '../../access/azure/guid.ts';
import { isPlaceholder } from '../../access/azure/placeholder.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const invalidPrincipalId = defineRule({
  id: 'azure/invalid-principal-id',
  appliesTo: 'azure/role-assignment',
  severity: 'error',
  fixable: false,
  summary: 'A principal that is given by something else than its object id.',
  why: `An assignment knows its principal by the object id in Microsoft Entra ID, a GUID. A user name, the name of an application or the id of a resource is refused: \`InvalidPrincipalId\`. Of an application it is the object id of its service principal that counts, not the application (client) id. Only \`--assignee\` of the Azure CLI looks names up.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting',
    'https://learn.microsoft.com/azure/templates/microsoft.authorization/roleassignments',
  ],
  *check({ form, principal }) {
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
