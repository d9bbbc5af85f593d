import type { KeyVault } from '../../readers/azure-key-vault.ts';
import { isScalar, type Span, spanIn, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { isBeforeRbacDefault, isFromRbacDefault } from './vault-api.ts';

export const permissionModelDefault = defineRule({
  id: 'azure/permission-model-default',
  appliesTo: 'azure/key-vault',
  severity: 'warning',
  fixable: true,
  summary: 'A vault that does not say whether it uses Azure RBAC, so that the version of the API decides.',
  why: `Where \`enableRbacAuthorization\` is left out, a new vault uses access policies with versions of the API before 2026-02-01, and Azure RBAC from that version on: then its access policies count for nothing, and whoever stands in them has no access. A vault that is there already stays as it is. So the same template makes different vaults, depending on the version and on whether the vault was there. Say which model is meant. The fix says what the version means for a new vault with access policies; look whether the vault that is there is another one, for then it would be switched.`,
  sources: ['https://learn.microsoft.com/azure/key-vault/general/access-control-default'],
  *check(vault) {
    const { apiVersion, permissionModel, isMade, createMode, form } = vault;
    // A vault that is recovered is as it was.
    if (form !== 'template' || !isMade || permissionModel !== 'omitted' || createMode || !apiVersion) {
      return;
    }
    if (isFromRbacDefault(apiVersion.text) && vault.policies?.any === 'yes') {
      yield {
        ...findingAt(vault, spanOfText(vault.policies.key)),
        message: message(
          'With this version of the API a new vault uses Azure RBAC unless it says otherwise, and these access policies count for nothing. Set "enableRbacAuthorization" to false to use them, or to true and assign roles instead.',
        ),
      };
    } else if (isBeforeRbacDefault(apiVersion.text)) {
      const { scalar, from, text } = apiVersion;
      const at = vault.policies ? spanOfText(vault.policies.key) : spanIn(scalar, from, from + text.length);
      yield {
        ...findingAt(vault, nameSpan(vault) ?? at),
        message: message(
          'Nothing says which permission model this vault uses. With this version of the API a new vault uses access policies, from 2026-02-01 on it uses Azure RBAC. Set "enableRbacAuthorization".',
        ),
      };
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

/** The name, where it is a text: the vault is what lacks something. */
function nameSpan({ name }: KeyVault): Span | undefined {
  return isScalar(name?.node) ? spanOfText(name.node) : undefined;
}

function findingAt(vault: KeyVault, at: Span): Pick<RuleFinding, 'at' | 'fixes'> {
  return {
    at,
    fixes: () => [
      {
        title: message('Set "enableRbacAuthorization" to false'),
        safe: false,
        changes: vault.writePermissionModel(false),
      },
    ],
  };
}
