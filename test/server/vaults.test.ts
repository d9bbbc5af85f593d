/** Vaults over the session as the server has it: access policies become role assignments where the cursor stands. */
import { describe, expect, test } from 'vitest';
import { OpenDocument } from '../../server/src/features/document.ts';
import { NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { facts } from '../facts.ts';

const session = new Session({ facts, host: NO_HOST, warn: () => {} });
session.start({}, { snippets: false, versionedEdits: false }, undefined, []);

/** The texts that the rewrites at the cursor would make, by their titles. */
function rewrites(language: string, marked: string): Readonly<Record<string, string>> {
  const document = new OpenDocument(`file:///w/x.${language}`, language, 1, marked.replace('|', ''));
  const position = document.positionAt(marked.indexOf('|'));
  const actions = session.codeActions(document, { start: position, end: position }, ['refactor']);
  return Object.fromEntries(
    actions.map(({ title, edit }) => {
      const edits = edit?.changes?.[document.uri] ?? [];
      return [
        title,
        applyEdits(
          document.text,
          edits.map(({ range, newText }) => ({ span: document.spanOf(range), text: newText })),
        ),
      ];
    }),
  );
}

const BICEP = `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    tenantId: subscription().tenantId
    enableRbacAuthorization: false
    access|Policies: [
      { tenantId: subscription().tenantId, objectId: app, permissions: { secrets: ['get'] } }
    ]
  }
}
`;

describe('access policies of a vault', () => {
  test('become assignments in Bicep, and the title says what these allow beyond them', () => {
    expect(rewrites('bicep', BICEP)).toEqual({
      'Assign Key Vault Secrets User instead of the access policies (allows more: secrets/readMetadata/action)': `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    tenantId: subscription().tenantId
    enableRbacAuthorization: true
    accessPolicies: []
  }
}

resource vaultSecretsUser 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, app, '4633458b-17de-408a-b874-0445c86b69e6')
  scope: vault
  properties: {
    principalId: app
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}
`,
    });
  });

  test('become assignments in Terraform, with the names and the subscription that are there', () => {
    const text = `data "azurerm_subscription" "mine" {}

resource "azurerm_role_assignment" "main_secrets_user" {
  principal_id = var.other
}

resource "azurerm_key_vault" "main" {
  |name = "kv-payments"

  access_policy {
    tenant_id          = var.tenant
    object_id          = var.app
    secret_permissions = ["Get", "List"]
  }

  sku_name = "standard"

  access_policy {
    tenant_id          = var.tenant
    object_id          = var.app
    secret_permissions = ["List", "Get"]
  }
}
`;
    expect(Object.values(rewrites('terraform', text))).toEqual([
      `data "azurerm_subscription" "mine" {}

resource "azurerm_role_assignment" "main_secrets_user" {
  principal_id = var.other
}

resource "azurerm_key_vault" "main" {
  rbac_authorization_enabled = true
  name = "kv-payments"


  sku_name = "standard"

}

resource "azurerm_role_assignment" "main_secrets_user2" {
  scope = azurerm_key_vault.main.id
  role_definition_id = "\${data.azurerm_subscription.mine.id}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6"
  principal_id = var.app
}
`,
    ]);
  });

  test('become assignments in an ARM template', () => {
    const text = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2026-02-01",
      "name": "kv-payments",
      "properties": {
        "accessPolicies|": [{ "objectId": "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e", "permissions": { "secrets": ["all"] } }]
      }
    }
  ]
}
`;
    const [after] = Object.values(rewrites('json', text));
    const { resources } = JSON.parse(after ?? '{}');
    expect(resources[0].properties).toEqual({ accessPolicies: [], enableRbacAuthorization: true });
    expect(resources[1]).toMatchObject({
      name: "[guid(resourceId('Microsoft.KeyVault/vaults', 'kv-payments'), '3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e', 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7')]",
      scope: "[resourceId('Microsoft.KeyVault/vaults', 'kv-payments')]",
    });
  });

  const NAMES: readonly (readonly [principal: string, inName: string])[] = [
    ['app.identity.principalId', 'app.id'],
    ['pid', 'app.id'],
    ['user.properties.principalId', 'user.id'],
    ['deployer().objectId', 'deployer().objectId'],
    ["'3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e'", "'3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e'"],
  ];
  const THINGS = `resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: 'app'
}
resource user 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'user'
}
var pid = app.identity.principalId
module inner 'inner.bicep' = {
  name: 'inner'
}
`;

  // What is only known while the deployment runs cannot stand in a name: BCP120.
  test.each(NAMES)('of %s become an assignment with a name of %s', (principal, inName) => {
    const [after] = Object.values(rewrites('bicep', THINGS + BICEP.replace(' app,', ` ${principal},`)));
    expect(after).toContain(`name: guid(vault.id, ${inName}, '4633458b`);
    expect(after).toContain(`principalId: ${principal}\n`);
  });

  test.each(['inner.outputs.id', "reference(app.id, '2023-12-01', 'Full').identity.principalId", 'c ? pid : app'])(
    'of %s are left alone',
    (principal) => {
      expect(rewrites('bicep', THINGS + BICEP.replace(' app,', ` ${principal},`))).toEqual({});
    },
  );

  test.each<[string, (text: string) => string]>([
    ['in a loop', (text) => text.replace('= {', '= [for x in y: {').replace(/\}\n$/, '}]\n')],
    ['under a condition', (text) => text.replace('= {', '= if (c) {')],
    ['that come from elsewhere', (text) => text.replace("['get']", 'permissions')],
    ['some of which come from elsewhere', (text) => text.replace(/\n {4}\]/, '\n      ...more\n    ]')],
    ['for one application', (text) => text.replace('objectId: app,', 'objectId: app, applicationId: other,')],
    ['that count for nothing already', (text) => text.replace('false', 'true')],
    ['of a vault that is there already', (text) => text.replace('=', 'existing =')],
    ['that allow nothing', (text) => text.replace("['get']", '[]')],
    ['far from the cursor', (text) => `|var x = 1\n${text.replace('|', '')}`],
  ])('%s are left alone', (_, change) => {
    expect(rewrites('bicep', change(BICEP))).toEqual({});
  });
});

test('the commands for a document, with what only the deployment knows left open', () => {
  const script = (text: string): string | undefined =>
    session.migrateVaults(new OpenDocument('file:///w/x.bicep', 'bicep', 1, text));
  expect(script(BICEP.replace('|', ''))).toContain(
    'az role assignment create --assignee-object-id "$PRINCIPAL_1" --role 4633458b-17de-408a-b874-0445c86b69e6 --scope "$VAULT_ID" # Key Vault Secrets User',
  );
  expect(script('var x = 1')).toBeUndefined();
});
