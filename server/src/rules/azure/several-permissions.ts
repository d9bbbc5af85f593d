import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const severalPermissions = defineRule({
  id: 'azure/several-permissions',
  appliesTo: 'azure/role-definition',
  severity: 'error',
  fixable: false,
  summary: 'More than one permission object in a custom role.',
  why: `The shape of a role allows a list of permission objects, and some built-in roles have several. For custom roles the service takes exactly one and refuses more.

Put all lists into one object. Where the objects have conditions or exclusions of their own that cannot be put together, make several roles.`,
  sources: ['https://github.com/Azure/azure-powershell/pull/29060'],
  *check({ permissions }) {
    const written = permissions.filter(({ isRepeated }) => !isRepeated);
    const second = written[1];
    if (second) {
      yield {
        at: { start: second.map.start, end: second.map.start + 1 },
        message: message(
          'This is one of {0} permission objects. The service takes one in a custom role and refuses more. Put all lists into the first, or make several roles.',
          written.length,
        ),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "Name": "Vault reader",
  "Description": "Reads vaults and keys",
  "Permissions": [
    { "Actions": ["Microsoft.KeyVault/vaults/read"] },
    { "DataActions": ["Microsoft.KeyVault/vaults/keys/read"] }
    ^
  ],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    {
      clean: `{
  "Name": "Vault reader",
  "Description": "Reads vaults and keys",
  "Permissions": [
    { "Actions": ["Microsoft.KeyVault/vaults/read"], "DataActions": ["Microsoft.KeyVault/vaults/keys/read"] }
  ],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_definition" "reader" {
  name  = "Vault reader"
  scope = data.azurerm_subscription.current.id
  permissions {
    actions = ["Microsoft.KeyVault/vaults/read"]
  }
  permissions {
              ^
    data_actions = ["Microsoft.KeyVault/vaults/keys/read"]
  }
}
`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_role_definition" "reader" {
  name  = "Vault reader"
  scope = data.azurerm_subscription.current.id
  dynamic "permissions" {
    for_each = var.for_keys ? [1] : []
    content {
      data_actions = ["Microsoft.KeyVault/vaults/keys/read"]
    }
  }
  dynamic "permissions" {
    for_each = var.for_keys ? [] : [1]
    content {
      actions = ["Microsoft.KeyVault/vaults/read"]
    }
  }
}
`,
    },
  ],
});
