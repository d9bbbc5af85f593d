import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { findBlankAround } from './blank-around.ts';
import { exampleRole } from './example-role.ts';

export const paddedRoleName = defineRule({
  id: 'azure/padded-role-name',
  appliesTo: 'azure/role-definition',
  severity: 'warning',
  fixable: true,
  summary: 'A blank before or after the name of a role.',
  why: `The blank becomes a part of the name. Nobody sees it, and whoever looks the role up by its name without the blank finds nothing. It happened to Azure's own roles: a built-in role of Azure Arc has a blank at the end of its name, and others came with no-break spaces.

Remove the blank. A role that Azure has already under the name with the blank is renamed by that, and scripts that name it have to change as well.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-properties'],
  *check({ name }) {
    const text = name?.text;
    const blank = text?.known ? findBlankAround(text.scalar) : undefined;
    if (blank) {
      yield {
        at: blank.at,
        message: message(
          'There is a blank around the name "{0}". It becomes a part of the name, and whoever looks for the role without it finds nothing. Remove the blank.',
          blank.trimmed,
        ),
        // It may rename a role that is there and that others find by its name.
        fixes: () => [{ title: message('Remove the blank'), safe: false, changes: blank.removal }],
      };
    }
  },
  examples: [
    {
      flagged: `{
  "Name": "Key backup operator ",
                              ^
  "Description": "Backs up keys",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
      fixed: `{
  "Name": "Key backup operator",
  "Description": "Backs up keys",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    {
      flagged: `{
  "properties": {
    "roleName": "\\u00a0Key backup operator\\t",
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "type": "CustomRole",
    "permissions": [{ "actions": ["Microsoft.KeyVault/vaults/read"] }],
    "assignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
  }
}`,
    },
    {
      clean: `{
  "Name": "\${team} ",
  "Description": "Backs up keys",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    { clean: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],`) },
  ],
});
