import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleScopes } from './example-role.ts';

export const rootAssignableScope = defineRule({
  id: 'azure/root-assignable-scope',
  appliesTo: 'azure/assignable-scope',
  severity: 'error',
  fixable: false,
  summary: 'The root scope `/` in a custom role.',
  why: `Only built-in roles are assignable at \`/\`. Azure refuses a custom role with it. For a role that should be assignable everywhere, give the management group at the top: \`/providers/Microsoft.Management/managementGroups/<tenant id>\`.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/role-definitions#assignablescopes'],
  *check({ text, scope }) {
    if (text.known && scope.kind === 'root') {
      yield {
        at: spanOfText(text.scalar),
        message: message(
          'A custom role cannot be assignable at the root scope "/"; Azure refuses the role. Give a management group, a subscription or a resource group.',
        ),
      };
    }
  },
  examples: [
    {
      flagged: exampleScopes(`    "/"
     ^`),
    },
    { clean: exampleScopes(`    "/providers/Microsoft.Management/managementGroups/platform"`) },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_definition" "reader" {
  name  = "Vault reader"
  scope = "/"
           ^
  permissions {
    actions = ["Microsoft.KeyVault/vaults/read"]
  }
}
`,
    },
  ],
});
