import { isSampleGuid } from '../../access/azure/guid.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const unknownRoleId = defineRule({
  id: 'azure/unknown-role-id',
  appliesTo: 'azure/role-reference',
  severity: 'hint',
  fixable: false,
  asksInventory: true,
  holdsInExcerpts: true,
  summary: 'The id of a role that neither the list of built-in roles nor a file here has.',
  why: `It may well be a custom role that is defined elsewhere, or a built-in one that is newer than the list. If it is neither, the assignment is refused: \`RoleDefinitionDoesNotExist\`.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/troubleshooting'],
  *check({ text, guid, isGiven }, { roles, customRoles }) {
    if (!guid || !isGiven || isMadeUp(guid.value) || roles.byId(guid.value) || roles.unlisted(guid.value)) {
      return;
    }
    if (customRoles.byId(guid.value).length === 0) {
      const alike = roles.all().find((role) => role.id.startsWith(guid.value.slice(0, SURELY_SAME).toLowerCase()));
      yield {
        at: spanIn(text.scalar, guid.span.start, guid.span.end),
        ...(alike ? { severity: 'warning' } : {}),
        message: alike
          ? message(
              'No role has this id. It begins like that of {0}, which is {1}. Azure refuses an assignment of a role that does not exist (RoleDefinitionDoesNotExist).',
              alike.name.trim(),
              alike.id,
            )
          : message(
              'Neither the built-in roles, as of {0}, nor the files here have a role with this id. That is as it should be for a custom role that is defined elsewhere.',
              roles.date,
            ),
      };
    }
  },
  examples: [
    {
      language: 'shellscript',
      inventory: 'databricks: {}',
      flagged: `az role assignment create --assignee "$ID" --role 0cdd72a7-3385-48ef-bd42-f606fba81ae6 --scope "$SCOPE"
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'shellscript',
      inventory: `roles:
  - Name: Payments operator
    Id: acdd72a7-3385-48ef-bd42-f606fba81ae6
    Description: Ours
    Actions: ["Microsoft.KeyVault/vaults/read"]
    AssignableScopes: ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]`,
      clean: `az role assignment create --assignee "$ID" --role acdd72a7-3385-48ef-bd42-f606fba81ae6 --scope "$SCOPE"
az role assignment create --assignee "$ID" --role acdd72a7-3385-48ef-bd42-f606fba81ae7 --scope "$SCOPE"
az role assignment create --assignee "$ID" --role 00000000-0000-0000-0000-000000000000 --scope "$SCOPE"`,
    },
    {
      inventory: 'databricks: {}',
      flagged: `{ "effect": "modify", "details": { "operations": [], "roleDefinitionIds": ["/providers/microsoft.authorization/roleDefinitions/0cdd72a7-3385-48ef-bd42-f606fba81ae6"] } }
                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      inventory: 'databricks: {}',
      clean: `{ "name": "Microsoft.BotService", "roleDefinitionId": "71213c26-43ed-41d8-9905-3c12971517a3" }`,
    },
    {
      language: 'bicep',
      inventory: 'databricks: {}',
      flagged: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, 'user')
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445caeb07de')
                                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
    },
  ],
});

/** So many digits are not alike by chance. */
const SURELY_SAME = '12345678-1234'.length;

/** Ids of samples, and those that Cosmos DB gave its own built-in roles. */
function isMadeUp(guid: string): boolean {
  return isSampleGuid(guid) || guid.startsWith('00000000-0000-0000-0000-');
}
