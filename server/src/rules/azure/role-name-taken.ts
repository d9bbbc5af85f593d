import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const roleNameTaken = defineRule({
  id: 'azure/role-name-taken',
  appliesTo: 'azure/role-definition',
  severity: 'warning',
  fixable: false,
  summary: 'A custom role with the name of a built-in role.',
  why: `The name of a role is unique in a tenant, and creating a second one ends with \`RoleDefinitionWithSameNameExists\`. Whether built-in names count among them is not documented. Where Azure takes the role, scripts that look roles up by name find two, and people cannot tell which of the two somebody has.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-properties',
    'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting',
  ],
  *check({ name }, { roles }) {
    const text = name?.text;
    const builtIn = text?.known ? roles.byName(text.value) : undefined;
    if (text && builtIn) {
      yield {
        at: spanOfText(text.scalar),
        message: message(
          '"{0}" is the name of a built-in role ({1}). Azure may refuse a second role of that name, and nobody can tell the two apart. Choose another name.',
          builtIn.name,
          builtIn.id,
        ),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "Name": "key vault reader",
           ^^^^^^^^^^^^^^^^
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    {
      clean: `{
  "Name": "Key Vault Reader of the payments team",
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
  ],
});
