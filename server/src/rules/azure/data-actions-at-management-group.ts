import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const dataActionsAtManagementGroup = defineRule({
  id: 'azure/data-actions-at-management-group',
  appliesTo: 'azure/role-definition',
  severity: 'warning',
  fixable: false,
  summary: 'DataActions in a role that is assignable at a management group.',
  why: `The portal refuses such a role. The other tools create it, but it cannot be assigned at the management group itself ("Role assignments to Management Groups can not be made to custom role definitions with DataActions"), only below. Give the subscriptions, or take the data operations into a role of their own.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-limits'],
  *check({ permissions, scopeList, madeAt }) {
    const hasDataActions = permissions.some(
      ({ lists }) => (lists.dataActions?.list?.model.node.node.children.length ?? 0) > 0,
    );
    const group = (scopeList ? (scopeList.list?.scopes ?? []) : madeAt ? [madeAt] : []).find(
      ({ model }) => model.text.known && model.scope.kind === 'management-group',
    );
    if (hasDataActions && group) {
      yield {
        at: spanOfText({ node: group.model.text.scalar.node, start: group.start }),
        message: message(
          'A custom role with DataActions cannot be assigned at a management group, only below it, and the portal refuses the role. Give the subscriptions instead.',
        ),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "Name": "Key reader",
  "Description": "Reads keys",
  "DataActions": ["Microsoft.KeyVault/vaults/keys/read"],
  "AssignableScopes": ["/providers/Microsoft.Management/managementGroups/platform"]
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
}`,
    },
    {
      clean: `{
  "Name": "Vault reader",
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "DataActions": [],
  "AssignableScopes": ["/providers/Microsoft.Management/managementGroups/platform"]
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_definition" "keys" {
  name  = "Key reader"
  scope = "/providers/Microsoft.Management/managementGroups/platform"
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  permissions {
    data_actions = ["Microsoft.KeyVault/vaults/keys/read"]
  }
}
`,
    },
  ],
});
