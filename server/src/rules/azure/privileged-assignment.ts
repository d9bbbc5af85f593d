import { assignedLevel } from '../../readers/azure-assigned-scope.ts';
import { roleOf } from '../../readers/azure-deployment.ts';
import { moved, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

/** Owner, User Access Administrator, Role Based Access Control Administrator. */
const PRIVILEGED = new Set([
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
]);
const WIDE = new Set(['subscription', 'management-group', 'root']);

export const privilegedAssignment = defineRule({
  id: 'azure/privileged-assignment',
  appliesTo: 'azure/deployment',
  severity: 'information',
  fixable: false,
  summary: 'A role that gives every other role, on a subscription or above, without a condition.',
  why: `Owner, User Access Administrator and Role Based Access Control Administrator may give any role to anybody, themselves included: whoever has one of them on a subscription has everything in it. Microsoft advises to give them on a narrower scope, or with a condition that says which roles may be given to whom.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/best-practices',
    'https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview',
  ],
  *check(deployment, { roles }) {
    for (const { model, start } of deployment.assignments) {
      const level = assignedLevel(model, deployment);
      if (!model.role || model.condition || !model.isWhole || model.form === 'item' || !level || !WIDE.has(level)) {
        continue;
      }
      const named = roleOf(model, deployment);
      const role = named?.guid === undefined ? named?.name && roles.byName(named.name) : roles.byId(named.guid);
      if (role && PRIVILEGED.has(role.id)) {
        yield {
          at: moved(spanOf(model.role.node), start),
          message: message(
            '{0} may give any role to anybody, and here it is given on a whole subscription or more, without a condition. Give it on a narrower scope, or say in a condition which roles may be given.',
            role.name,
          ),
        };
      }
    }
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `az role assignment create --assignee "$ID" --role 8e3af657-a8ff-443c-a75c-2fe8c4bcb635 --scope "/subscriptions/$SUBSCRIPTION_ID"
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'bicep',
      flagged: `targetScope = 'subscription'
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, principalId, 'owner')
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9')
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --assignee "$ID" --role 8e3af657-a8ff-443c-a75c-2fe8c4bcb635 --scope "/subscriptions/$SUB/resourceGroups/rg"
az role assignment create --assignee "$ID" --role f58310d9-a9f6-439a-9e8d-f62e7b41a168 --scope "/subscriptions/$SUB" --condition "$CONDITION" --condition-version 2.0
az role assignment create --assignee "$ID" --role b24988ac-6180-42a0-ab88-20f7382dd24c --scope "/subscriptions/$SUB"`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_role_assignment" "owner" {
  scope              = azurerm_resource_group.main.id
  role_definition_id = "/subscriptions/\${var.subscription}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
  principal_id       = var.principal
}`,
    },
  ],
});
