/** A workspace with custom roles in every language that can define or name them. */

import { expect } from 'vitest';
import { OpenDocument } from '../../server/src/features/document.ts';
import { type Host, NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { facts } from '../facts.ts';

export const ID = '0d9a4f0e-9d2b-4c53-8f4a-6d1c2b3a4e5f';
export const TF_ID = '5b1e7c3a-2f4d-4a6b-9c8d-7e6f5a4b3c2d';
export const NAME = 'Backup Keys Operator';

export const FILES: Readonly<Record<string, string>> = {
  'file:///w/roles/backup.json': `{
  "Name": "${NAME}",
  "Id": "${ID}",
  "Description": "Backs up <keys>",
  "Actions": [],
  "DataActions": ["Microsoft.KeyVault/vaults/keys/backup/action"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}
`,
  'file:///w/roles.tf': `resource "azurerm_role_definition" "rotator" {
  role_definition_id = "${TF_ID}"
  name               = "Key Rotator"
  scope              = "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"
  permissions {
    data_actions = ["Microsoft.KeyVault/vaults/keys/rotate/action"]
  }
}

resource "azurerm_role_assignment" "backup" {
  scope                = var.scope
  role_definition_name = "${NAME}"
  principal_id         = var.principal_id
}
`,
  'file:///w/assign.bicep': `resource assign 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, 'backup')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${ID}')
    principalId: principalId
    principalType: 'Group'
  }
}

resource backup 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  scope: subscription()
  name: '${ID}'
}
`,
  'file:///w/assign.sh': `az role assignment create --assignee "$ID" --role "backup keys operator" --scope "$SCOPE"
az role assignment create --assignee "$ID" --role KeyRotator --scope "$SCOPE"
az role definition delete --name '${NAME}'
az rest --method put --url "$URL" --body '{"properties": {"roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/${ID}", "principalId": "x"}}'
`,
  'file:///w/assign.ps1': `New-AzRoleAssignment -ObjectId $id -RoleDefinitionName "${NAME}" -Scope $scope
$given = @{ RoleDefinitionName = '${NAME}'; ObjectId = $id }
Remove-AzRoleDefinition -Name '${NAME}'
Get-AzRoleDefinition '${NAME}'
`,
  'file:///w/pipeline.yml': `steps:
  - bash: |
      az role assignment create --assignee $ID --role '${NAME}' --scope $SCOPE
  - task: Assign
    inputs:
      assignments:
        - roleDefinitionName: ${NAME}
          principalId: 6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b
`,
  'file:///w/assignment.json': `{ "RoleDefinitionName": "${NAME}", "ObjectId": "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b" }
`,
  'file:///w/create.sh': `az role definition create --role-definition '{
  "Name": "Lone Role", "Description": "d", "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}'
az role assignment create --assignee x --role "Lone Role"
az role assignment create --assignee x --role Reader
`,
};

const LANGUAGES: Readonly<Record<string, string>> = {
  json: 'json',
  tf: 'terraform',
  bicep: 'bicep',
  sh: 'shellscript',
  ps1: 'powershell',
  yml: 'yaml',
};

export const host: Host = {
  ...NO_HOST,
  readText: (uri) => FILES[uri],
  readFolder: async function* () {
    for (const [uri, text] of Object.entries(FILES)) {
      yield { uri, text };
    }
  },
};

export function start(files: Host = host): Session {
  const session = new Session({ facts, host: files, warn: () => {} });
  session.start({}, { snippets: false, versionedEdits: false }, undefined, [{ uri: 'file:///w', name: 'w' }]);
  return session;
}

/** A file of the workspace, with the cursor in the middle of the first such text behind another one. */
export function openAt(name: string, text: string, behind = '') {
  const uri = `file:///w/${name}`;
  const source = FILES[uri] ?? '';
  const document = new OpenDocument(uri, LANGUAGES[name.slice(name.lastIndexOf('.') + 1)] ?? '', 1, source);
  const offset = source.indexOf(text, source.indexOf(behind));
  expect(offset).toBeGreaterThan(-1);
  return { document, position: document.positionAt(offset + 2) };
}
