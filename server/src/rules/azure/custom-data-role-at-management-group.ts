import { assignedLevel } from '../../readers/azure-assigned-scope.ts';
import { moved, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { assignedCustomRoles } from './assigned-role.ts';

export const customDataRoleAtManagementGroup = defineRule({
  id: 'azure/custom-data-role-at-management-group',
  appliesTo: 'azure/deployment',
  severity: 'error',
  fixable: false,
  asksInventory: true,
  summary: 'A custom role with data actions that is assigned at a management group.',
  why: `Azure assigns custom roles with data actions at subscriptions and below, not at management groups: the assignment is refused. Assign the role at the subscriptions of the group, or part the data actions from it.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-limits'],
  *check(deployment, { customRoles }) {
    for (const { model, start } of deployment.assignments) {
      if (!model.scope || model.form === 'item' || assignedLevel(model, deployment) !== 'management-group') {
        continue;
      }
      const roles = assignedCustomRoles(model, deployment, customRoles);
      const [role] = roles;
      if (role && roles.every(({ hasDataActions }) => hasDataActions)) {
        yield {
          at: moved(spanOf(model.scope.node), start),
          message: message(
            'The role "{0}" has data actions, and Azure refuses to assign such a custom role at a management group. Assign it at subscriptions.',
            role.name ?? role.id ?? '',
          ),
        };
      }
    }
  },
  examples: [
    {
      language: 'shellscript',
      inventory: `roles:
  - Name: Secret reader
    Description: Ours
    Actions: []
    DataActions: ["Microsoft.KeyVault/vaults/secrets/getSecret/action"]
    AssignableScopes: ["/providers/Microsoft.Management/managementGroups/ours"]`,
      flagged: `az role assignment create --assignee "$ID" --role "Secret reader" --scope /providers/Microsoft.Management/managementGroups/ours
                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'shellscript',
      inventory: `roles:
  - Name: Vault reader
    Description: Ours
    Actions: ["Microsoft.KeyVault/vaults/read"]
    AssignableScopes: ["/providers/Microsoft.Management/managementGroups/ours"]`,
      clean: `az role assignment create --assignee "$ID" --role "Vault reader" --scope /providers/Microsoft.Management/managementGroups/ours
az role assignment create --assignee "$ID" --role 4633458b-17de-408a-b874-0445c86b69e6 --scope /providers/Microsoft.Management/managementGroups/ours`,
    },
  ],
});
