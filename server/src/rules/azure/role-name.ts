import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const roleName = defineRule({
  id: 'azure/role-name',
  appliesTo: 'azure/role-reference',
  severity: 'information',
  fixable: true,
  summary: 'A built-in role by its name, where its id is safer.',
  why: `Microsoft advises ids in scripts and files, because names change: 81 built-in roles were renamed since 2022, some names flipped back and forth for days while a rename was rolled out, and one name was given to another role. An id stays. The fix writes the id in the way of the place.`,
  sources: [
    'https://learn.microsoft.com/azure/key-vault/general/rbac-guide#assign-role',
    'https://learn.microsoft.com/azure/role-based-access-control/role-assignments-steps',
  ],
  *check({ map, index, text, name, byId, isAssignment }, { roles }) {
    const role = name && roles.byName(name.value);
    // A name that another role once had may mean either: nothing is safe to write there.
    if (!name || !role || roles.byFormerName(name.value).length > 0) {
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
      fixes: () => [
        {
          title: message('Use the id of {0}', role.name),
          safe: byId.key === undefined || isAssignment,
          changes: [
            { verb: 'replaceText', scalar: text.scalar, span: name.span, text: byId.text(role.id) },
            ...(byId.key === undefined ? [] : [{ verb: 'renameKey', map, index, key: byId.key } as const]),
          ],
        },
      ],
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
      flagged: `{
  "type": "Microsoft.Authorization/roleAssignments",
  "properties": {
    "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'Reader')]",
                                                                                             ^^^^^^
    "principalId": "[parameters('principalId')]"
  }
}`,
      fixed: `{
  "type": "Microsoft.Authorization/roleAssignments",
  "properties": {
    "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')]",
    "principalId": "[parameters('principalId')]"
  }
}`,
    },
    {
      clean: `[
  {
    "principalId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e",
    "roleDefinitionName": "Key Vault Reader",
    "roleDefinitionId": "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/providers/Microsoft.Authorization/roleDefinitions/21090545-7ca7-4776-b22c-e363652d74d2"
  },
  { "principalId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e", "roleDefinitionName": "Payments operator" },
  { "principalId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e", "roleDefinitionName": "Advisor Recommendations Contributor" },
  { "principalId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e", "roleDefinitionName": "\${role}" }
]`,
    },
  ],
});
