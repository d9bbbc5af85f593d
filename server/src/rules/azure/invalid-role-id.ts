import { isGuid } from '../../access/azure/guid.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleRole } from './example-role.ts';

const ROLE_PATH = /\/providers\/Microsoft\.Authorization\/roleDefinitions\//i;

export const invalidRoleId = defineRule({
  id: 'azure/invalid-role-id',
  appliesTo: 'azure/role-definition',
  severity: 'error',
  fixable: false,
  summary: 'An id of a role that is no GUID.',
  why: `The id of a role is a GUID of 8-4-4-4-12 hexadecimal digits, in templates the \`name\` of the resource. Azure refuses any other, and Azure PowerShell refuses to update a role by it. A new role needs no id in the files of the command lines: leave the property out.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-properties',
    'https://learn.microsoft.com/azure/role-based-access-control/custom-roles-template',
  ],
  *check({ id, shape }) {
    const text = id?.text;
    // What stands as name in an export that was edited by hand may be the display name, and REST takes the id from the address.
    if (!text?.known || text.value === '' || shape === 'list' || shape === 'rest') {
      return;
    }
    const last = ROLE_PATH.test(text.value) ? text.value.slice(text.value.lastIndexOf('/') + 1) : text.value;
    if (!isGuid(last)) {
      yield {
        at: spanOfText(text.scalar),
        message: message(
          '"{0}" is no GUID. Azure refuses a role with such an id. Write a GUID, or leave the id out to have one made.',
          text.value,
        ),
      };
    }
  },
  examples: [
    {
      flagged: exampleRole(`  "Id": "my-role",
         ^^^^^^^
  "Actions": ["Microsoft.KeyVault/vaults/read"],`),
    },
    {
      flagged: `{
  "type": "Microsoft.Authorization/roleDefinitions",
  "apiVersion": "2022-04-01",
  "name": "vault-reader",
           ^^^^^^^^^^^^
  "properties": {
    "roleName": "Vault reader",
    "permissions": [{ "actions": ["Microsoft.KeyVault/vaults/read"] }],
    "assignableScopes": ["[subscription().id]"]
  }
}`,
    },
    {
      clean: exampleRole(`  "Id": null,
  "Actions": ["Microsoft.KeyVault/vaults/read"],`),
    },
    {
      clean: `{
  "type": "Microsoft.Authorization/roleDefinitions",
  "apiVersion": "2022-04-01",
  "name": "[guid(subscription().id, 'vault-reader')]",
  "properties": {
    "roleName": "Vault reader",
    "permissions": [{ "actions": ["Microsoft.KeyVault/vaults/read"] }],
    "assignableScopes": ["[subscription().id]"]
  }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_definition" "reader" {
  role_definition_id = "vault-reader"
                        ^^^^^^^^^^^^
  name               = "Vault reader"
  scope              = data.azurerm_subscription.current.id
  permissions {
    actions = ["Microsoft.KeyVault/vaults/read"]
  }
}
`,
    },
  ],
});
