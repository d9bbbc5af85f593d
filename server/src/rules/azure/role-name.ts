import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { plainRole } from './plain-role.ts';
import { useId } from './use-role-id.ts';

export const roleName = defineRule({
  id: 'azure/role-name',
  appliesTo: 'azure/role-reference',
  severity: 'information',
  fixable: true,
  holdsInExcerpts: true,
  summary: 'A built-in role by its name, where its id is safer.',
  why: `Microsoft advises ids in scripts and files, because names change: 81 built-in roles were renamed since 2022, some names flipped back and forth for days while a rename was rolled out, and one name was given to another role. An id stays. The fix writes the id in the way of the place.`,
  sources: [
    'https://learn.microsoft.com/azure/key-vault/general/rbac-guide#assign-role',
    'https://learn.microsoft.com/azure/role-based-access-control/role-assignments-steps',
  ],
  *check({ text, name, writeId, isKnownPlace, isInId }, { roles }) {
    const role = name && !isInId ? plainRole(name.value, roles) : undefined;
    if (!name || !role) {
      return;
    }
    const { start, end } = name.span;
    yield {
      at: spanIn(text.scalar, start, end),
      message: message(
        '"{0}" is named here by its name. Names of built-in roles change, and then this fails or gives another role; the id {1} stays. Use the id.',
        role.name,
        role.id,
      ),
      fixes: () => useId(text, role, writeId(role.id), isKnownPlace, message('Use the id of {0}', role.name)),
    };
  },
  examples: [
    {
      flagged: `{
  "principalId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e",
  "roleDefinitionName": "Key Vault Reader",
                         ^^^^^^^^^^^^^^^^
  "scope": "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg"
}`,
      fixed: `{
  "principalId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e",
  "roleDefinitionId": "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/providers/Microsoft.Authorization/roleDefinitions/21090545-7ca7-4776-b22c-e363652d74d2",
  "scope": "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg"
}`,
    },
    {
      flagged: `{ "RoleDefinitionName": "reader", "ObjectId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e" }
                         ^^^^^^`,
      fixed: `{ "RoleDefinitionId": "acdd72a7-3385-48ef-bd42-f606fba81ae7", "ObjectId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e" }`,
    },
    {
      flagged: `{ "roleAssignments": [{ "roleDefinitionIdOrName": "Key Vault Secrets User", "principalId": "[parameters('id')]" }] }
                                                   ^^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `{ "roleAssignments": [{ "roleDefinitionIdOrName": "4633458b-17de-408a-b874-0445c86b69e6", "principalId": "[parameters('id')]" }] }`,
    },
    {
      language: 'shellscript',
      flagged: `az role assignment create --assignee "$ID" --role "Key Vault Reader" --scope "$SCOPE"
                                                   ^^^^^^^^^^^^^^^^
az ad sp create-for-rbac --name ci --role=Reader --scopes "$SCOPE"
                                          ^^^^^^`,
      fixed: `az role assignment create --assignee "$ID" --role "21090545-7ca7-4776-b22c-e363652d74d2" --scope "$SCOPE" # Key Vault Reader
az ad sp create-for-rbac --name ci --role=Reader --scopes "$SCOPE"`,
    },
    {
      language: 'yaml',
      flagged: `jobs:
  deploy:
    steps:
      - run: |
          az role assignment create --assignee "$ID" \\
            --role Contributor --scope "$SCOPE"
                   ^^^^^^^^^^^`,
    },
    {
      language: 'terraform',
      flagged: `data "azurerm_subscription" "primary" {}

data "azurerm_role_definition" "reader" {
  name = "Reader"
          ^^^^^^
}

resource "azurerm_role_assignment" "vault" {
  scope                = data.azurerm_subscription.primary.id
  role_definition_name = "Key Vault Reader"
                          ^^^^^^^^^^^^^^^^
  principal_id         = var.principal
}`,
      fixed: `data "azurerm_subscription" "primary" {}

data "azurerm_role_definition" "reader" {
  role_definition_id = "acdd72a7-3385-48ef-bd42-f606fba81ae7" # Reader
}

resource "azurerm_role_assignment" "vault" {
  scope                = data.azurerm_subscription.primary.id
  role_definition_name = "Key Vault Reader"
  principal_id         = var.principal
}`,
    },
    {
      language: 'bicep',
      flagged: `module vault 'br/public:avm/res/key-vault/vault:0.9.0' = {
  params: {
    name: 'kv'
    roleAssignments: [
      { principalId: principalId, roleDefinitionIdOrName: 'Key Vault Reader' }
                                                           ^^^^^^^^^^^^^^^^
    ]
  }
}`,
      fixed: `module vault 'br/public:avm/res/key-vault/vault:0.9.0' = {
  params: {
    name: 'kv'
    roleAssignments: [
      { principalId: principalId, roleDefinitionIdOrName: '21090545-7ca7-4776-b22c-e363652d74d2' } // Key Vault Reader
    ]
  }
}`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --assignee "$ID" --role "$ROLE" --scope "$SCOPE"
az role assignment create --assignee "$ID" --role acdd72a7-3385-48ef-bd42-f606fba81ae7 --scope "$SCOPE"
az role assignment create --assignee "$ID" --role "Payments operator" --scope "$SCOPE"
az cosmosdb sql role assignment create --role "Reader"
az role definition list --name Reader`,
    },
    {
      clean: `[
  {
    "principalId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e",
    "roleDefinitionName": "Key Vault Reader",
    "roleDefinitionId": "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/providers/Microsoft.Authorization/roleDefinitions/21090545-7ca7-4776-b22c-e363652d74d2"
  },
  { "principalId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e", "roleDefinitionName": "Payments operator" },
  { "principalId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e", "roleDefinitionName": "\${role}" }
]`,
    },
  ],
});
