import type { RoleDefinition } from '../../readers/azure-role-definition.ts';
import type { Model } from '../../readers/model.ts';
import { type Message, message } from '../message.ts';
import { defineRule, type Fix } from '../rule.ts';
import { exampleBlock } from './example-role.ts';
import { anchorOf } from './role-anchor.ts';
import { convertRole, type TargetShape } from './role-conversion.ts';

export const wrongShape = defineRule({
  id: 'azure/wrong-shape',
  appliesTo: 'azure/role-definition',
  severity: 'information',
  fixable: true,
  summary: 'A file in a shape that the tools refuse or misread.',
  why: `The same role is written differently for each tool:

| tool | shape |
|---|---|
| Azure CLI, Azure PowerShell up to 15 | \`Name\`, \`Actions\`, … at the top |
| Azure PowerShell from 16 | \`Name\` and \`Permissions\`: a list with one object that holds \`Actions\`, … |
| portal, REST | all in \`properties\`, with \`roleName\` and \`permissions\` |

\`az role definition list\` prints a fourth, with \`roleName\` for the name and \`name\` for the id. Given back to \`az role definition create\`, the role gets its GUID for a name. Which tool a file is meant for is mostly not to be seen in it, so only shapes that no tool creates a role from as they stand are flagged; the conversions are offered for every role.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/custom-roles-cli',
    'https://learn.microsoft.com/azure/role-based-access-control/custom-roles-powershell',
    'https://github.com/Azure/azure-powershell/pull/29060',
    'https://github.com/MicrosoftDocs/azure-docs/issues/82946',
  ],
  *check(role) {
    const text = describe(role);
    if (text) {
      yield { at: anchorOf(role), message: text, fixes: () => conversions(role) };
    }
  },
  examples: [
    {
      flagged: `{
  "assignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"],
  "description": "Reads vaults",
  "id": "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/providers/Microsoft.Authorization/roleDefinitions/0d9a4f0e-9d2b-4c53-8f4a-6d1c2b3a4e5f",
  "name": "0d9a4f0e-9d2b-4c53-8f4a-6d1c2b3a4e5f",
  "permissions": [{ "actions": ["Microsoft.KeyVault/vaults/read"], "notActions": [] }],
  "roleName": "Vault reader",
               ^^^^^^^^^^^^
  "roleType": "CustomRole",
  "type": "Microsoft.Authorization/roleDefinitions"
}`,
      fixed: `{
  "Name": "Vault reader",
  "Id": "0d9a4f0e-9d2b-4c53-8f4a-6d1c2b3a4e5f",
  "IsCustom": true,
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "NotActions": [],
  "DataActions": [],
  "NotDataActions": [],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    {
      flagged: `{
  "properties": {
    "roleName": "Vault reader",
                 ^^^^^^^^^^^^
    "description": "Reads vaults",
    "actions": [
      "Microsoft.KeyVault/vaults/read"
    ],
    "assignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
  }
}`,
      fixed: `{
  "properties": {
    "roleName": "Vault reader",
    "description": "Reads vaults",
    "assignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"],
    "permissions": [
      {
        "actions": [
          "Microsoft.KeyVault/vaults/read"
        ],
        "notActions": [],
        "dataActions": [],
        "notDataActions": []
      }
    ]
  }
}`,
    },
    {
      clean: `{
  "properties": {
    "roleName": "Vault reader",
    "description": "Reads vaults",
    "assignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"],
    "permissions": [{ "actions": ["Microsoft.KeyVault/vaults/read"], "notActions": [], "dataActions": [], "notDataActions": [] }]
  }
}`,
    },
    {
      clean: `[
  {
    "name": "0d9a4f0e-9d2b-4c53-8f4a-6d1c2b3a4e5f",
    "roleName": "Vault reader",
    "permissions": [{ "actions": ["Microsoft.KeyVault/vaults/read"] }],
    "assignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
  }
]`,
    },
    {
      language: 'terraform',
      clean: exampleBlock(`    actions = ["Microsoft.KeyVault/vaults/read"]`),
    },
  ],
});

function describe({ shape, standing, permissionList, id, filledIn }: RoleDefinition): Message | undefined {
  if (filledIn) {
    return undefined;
  }
  if (shape === 'list' && standing === 'root') {
    return message(
      'This is what "az role definition list" prints. "az role definition create" would take {0} for the display name, and PowerShell and the portal refuse it. Convert it to the shape of the tool.',
      id?.text?.value ? `"${id.text.value}"` : '"name"',
    );
  }
  if (shape === 'rest' && !permissionList) {
    return message(
      'The lists stand directly in "properties". The portal and REST read them in "permissions" only, and the command lines do not read "properties" at all. Convert the file.',
    );
  }
  return undefined;
}

const TITLES: Readonly<Record<TargetShape, Message>> = {
  flat: message('Convert to the shape of the Azure CLI (and Azure PowerShell up to 15)'),
  permissions: message('Convert to the shape of Azure PowerShell 16'),
  rest: message('Convert to the shape of the portal and REST'),
};

/** The conversions of a model that is a role. */
export function rewriteRole(model: Model): readonly Fix[] {
  return model.kind === 'azure/role-definition' ? conversions(model) : [];
}

function conversions(role: RoleDefinition): readonly Fix[] {
  const targets: readonly TargetShape[] =
    role.shape === 'rest' ? ['rest', 'flat', 'permissions'] : ['flat', 'permissions', 'rest'];
  return targets.flatMap((target) => {
    const changes = convertRole(role, target);
    return changes ? [{ title: TITLES[target], safe: false, changes }] : [];
  });
}
