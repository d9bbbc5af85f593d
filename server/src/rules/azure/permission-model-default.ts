import type { KeyVault } from '../../readers/azure-key-vault.ts';
import { moveChange } from '../../syntax/change.ts';
import { isScalar, moved, type Span, spanIn, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type Fix, type RuleFinding } from '../rule.ts';
import { isBeforeRbacDefault, isFromRbacDefault } from './vault-api.ts';

export const permissionModelDefault = defineRule({
  id: 'azure/permission-model-default',
  appliesTo: 'azure/deployment',
  severity: 'warning',
  fixable: true,
  summary: 'A vault that does not say whether it uses Azure RBAC, so that the version of the API decides.',
  why: `Where \`enableRbacAuthorization\` is left out, a new vault uses access policies with versions of the API before 2026-02-01, and Azure RBAC from that version on: then its access policies count for nothing, and whoever stands in them has no access. A vault that is there already stays as it is. So the same template makes different vaults, depending on the version and on whether the vault was there. Say which model is meant. The fix says what the version means for a new vault with access policies; look whether the vault that is there is another one, for then it would be switched.`,
  sources: ['https://learn.microsoft.com/azure/key-vault/general/access-control-default'],
  *check({ vaults, isPolicy }) {
    for (const { model, start } of isPolicy ? [] : vaults) {
      for (const finding of checkVault(model)) {
        yield { ...finding, at: moved(finding.at, start), fixes: () => fixesOf(model, start) };
      }
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    tenantId: subscription().tenantId
    accessPolicies: [
    ^^^^^^^^^^^^^^
      { tenantId: subscription().tenantId, objectId: app, permissions: { secrets: ['get'] } }
    ]
  }
}`,
      fixed: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    tenantId: subscription().tenantId
    accessPolicies: [
      { tenantId: subscription().tenantId, objectId: app, permissions: { secrets: ['get'] } }
    ]
    enableRbacAuthorization: false
  }
}`,
    },
    {
      flagged: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2023-07-01",
                     ^^^^^^^^^^ azure/retiring-vault-api
      "name": "kv-payments",
               ^^^^^^^^^^^
      "properties": {
        "tenantId": "[subscription().tenantId]",
        "accessPolicies": []
      }
    }
  ]
}`,
      fixed: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2023-07-01",
      "name": "kv-payments",
      "properties": {
        "tenantId": "[subscription().tenantId]",
        "accessPolicies": [],
        "enableRbacAuthorization": false
      }
    }
  ]
}`,
    },
    {
      clean: `{
  "if": { "field": "type", "equals": "Microsoft.KeyVault/vaults" },
  "then": {
    "effect": "deployIfNotExists",
    "details": {
      "deployment": {
        "properties": {
          "template": {
            "contentVersion": "1.0.0.0",
            "resources": [
              {
                "type": "Microsoft.KeyVault/vaults",
                "apiVersion": "2026-02-01",
                "name": "[parameters('vault')]",
                "properties": { "enablePurgeProtection": true, "accessPolicies": ["[parameters('policy')]"] }
              }
            ]
          }
        }
      }
    }
  }
}`,
    },
    {
      language: 'bicep',
      clean: `param model object
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: { tenantId: subscription().tenantId, accessPolicies: [] }
}
resource other 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-orders'
  properties: { enableRbacAuthorization: model.usesRbac, accessPolicies: model.policies }
}
resource more 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-more'
  properties: { accessPolicies: model.policies }
}`,
    },
  ],
});

function* checkVault(vault: KeyVault): Generator<Pick<RuleFinding, 'at' | 'message'>> {
  const { apiVersion, permissionModel, policies, isMade, createMode, form } = vault;
  // A vault that is recovered is as it was.
  if (form !== 'template' || !isMade || permissionModel !== 'omitted' || createMode || !apiVersion) {
    return;
  }
  if (isFromRbacDefault(apiVersion.text) && policies?.any === 'yes') {
    yield {
      at: spanOfText(policies.key),
      message: message(
        'With this version of the API a new vault uses Azure RBAC unless it says otherwise, and these access policies count for nothing. Set "enableRbacAuthorization" to false to use them, or to true and assign roles instead.',
      ),
    };
  } else if (isBeforeRbacDefault(apiVersion.text)) {
    const { scalar, from, text } = apiVersion;
    yield {
      at: nameSpan(vault) ?? spanIn(scalar, from, from + text.length),
      message: message(
        'Nothing says which permission model this vault uses. With this version of the API a new vault uses access policies, from 2026-02-01 on it uses Azure RBAC. Set "enableRbacAuthorization".',
      ),
    };
  }
}

/** The name, where it is a text: the vault is what lacks something. */
function nameSpan({ name }: KeyVault): Span | undefined {
  return isScalar(name?.node) ? spanOfText(name.node) : undefined;
}

function fixesOf(vault: KeyVault, start: number): readonly Fix[] {
  return [
    {
      title: message('Set "enableRbacAuthorization" to false'),
      safe: false,
      changes: vault.writePermissionModel(false).map((change) => moveChange(change, start)),
    },
  ];
}
