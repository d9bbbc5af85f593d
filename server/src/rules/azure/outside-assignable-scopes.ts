import { parseScope } from '../../access/azure/scope.ts';
import type { CustomRole } from '../../access/facts.ts';
import { moved, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { assignedCustomRoles } from './assigned-role.ts';

export const outsideAssignableScopes = defineRule({
  id: 'azure/outside-assignable-scopes',
  appliesTo: 'azure/deployment',
  severity: 'error',
  fixable: false,
  asksInventory: true,
  summary: 'A custom role that is assigned where it is not assignable.',
  why: `A custom role may be assigned at its assignable scopes and below them, nowhere else: Azure refuses the assignment. Add the scope to the role's definition, or assign another role.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/role-definitions#assignablescopes'],
  *check(deployment, { customRoles }) {
    for (const { model, start } of deployment.assignments) {
      const text = model.scope?.text;
      const scope = text?.known && model.form !== 'item' ? parseScope(text.value) : undefined;
      if (!model.scope || !scope || scope.flaw || scope.kind === 'other') {
        continue;
      }
      const roles = assignedCustomRoles(model, deployment, customRoles);
      const [role] = roles;
      if (role && roles.every((one) => isElsewhere(scope.key, one))) {
        yield {
          at: moved(spanOf(model.scope.node), start),
          message: message(
            'The role "{0}" cannot be assigned here: its assignable scopes are {1}. Azure refuses the assignment. Add this scope to the definition of the role.',
            role.name ?? role.id ?? '',
            role.scopes,
          ),
        };
      }
    }
  },
  examples: [
    {
      language: 'shellscript',
      inventory: `roles:
  - Name: Payments operator
    Description: Ours
    Actions: ["Microsoft.KeyVault/vaults/read"]
    AssignableScopes: ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]`,
      flagged: `az role assignment create --assignee "$ID" --role "Payments operator" --scope /subscriptions/7a2b3c4d-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg
                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'shellscript',
      inventory: `roles:
  - Name: Payments operator
    Description: Ours
    Actions: ["Microsoft.KeyVault/vaults/read"]
    AssignableScopes: ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
  - Name: Group operator
    Description: Ours
    Actions: ["Microsoft.KeyVault/vaults/read"]
    AssignableScopes: ["/providers/Microsoft.Management/managementGroups/ours"]`,
      clean: `az role assignment create --assignee "$ID" --role "Payments operator" --scope /subscriptions/6F1C2A34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg
az role assignment create --assignee "$ID" --role "Payments operator" --scope "/subscriptions/$SUB"
az role assignment create --assignee "$ID" --role "Group operator" --scope /subscriptions/7a2b3c4d-5b6d-4e7f-8a9b-0c1d2e3f4a5b
az role assignment create --assignee "$ID" --role "Another operator" --scope /subscriptions/7a2b3c4d-5b6d-4e7f-8a9b-0c1d2e3f4a5b`,
    },
  ],
});

/** Whether a scope is certainly not at or below one of a role's; what is in a management group no file says. */
function isElsewhere(scope: string, { scopes, hasAllScopes }: CustomRole): boolean {
  return (
    hasAllScopes &&
    scopes.length > 0 &&
    scopes.every(
      (one) => one !== '/' && !one.includes('/managementgroups/') && one !== scope && !scope.startsWith(`${one}/`),
    )
  );
}
