import { spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleScopes } from './example-role.ts';

const MOST = 2000;

export const tooManyScopes = defineRule({
  id: 'azure/too-many-scopes',
  appliesTo: 'azure/role-definition',
  severity: 'error',
  fixable: false,
  summary: 'More than 2,000 assignable scopes.',
  why: 'Azure takes up to 2,000 assignable scopes in a role. Give a management group above them.',
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-limits'],
  *check({ scopeList }) {
    const count = scopeList?.list?.scopes.length ?? 0;
    if (scopeList && count > MOST) {
      yield {
        at: spanOf(scopeList.entry.key),
        message: message(
          'This role has {0} assignable scopes. Azure takes up to {1} and refuses more. Give a management group above them.',
          count,
          MOST,
        ),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "Name": "Vault reader",
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": [
  ^^^^^^^^^^^^^^^^^^
${Array.from({ length: MOST + 1 }, (_, index) => `    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg-${index}"`).join(',\n')}
  ]
}`,
    },
    { clean: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"`) },
  ],
});
