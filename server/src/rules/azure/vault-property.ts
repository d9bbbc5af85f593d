import type { KeyVault, VaultProperty } from '../../readers/azure-key-vault.ts';
import { flagOf } from '../../readers/azure-key-vault.ts';
import { isScalar, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';

const SHORTEST = 7;
const LONGEST = 90;

export const vaultProperty = defineRule({
  id: 'azure/vault-property',
  appliesTo: 'azure/key-vault',
  severity: 'error',
  fixable: true,
  summary: 'A property of a vault that Azure refuses: purge protection false, days of retention, soft delete off.',
  why: `\`enablePurgeProtection\` takes \`true\` or is left out: with \`false\` the deployment fails. What is deleted is kept for 7 to 90 days, and the number cannot be changed when the vault is there. Soft delete is always on and cannot be switched off.`,
  sources: [
    'https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults#vaultproperties',
    'https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview',
  ],
  *check(vault) {
    // What is there already was not refused.
    if (vault.isMade) {
      yield* checkPurgeProtection(vault);
      yield* checkSoftDelete(vault);
      yield* checkRetention(vault.retention);
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    tenantId: subscription().tenantId
    enableRbacAuthorization: true
    enablePurgeProtection: false
                           ^^^^^
    softDeleteRetentionInDays: 120
                               ^^^
  }
}`,
      fixed: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    tenantId: subscription().tenantId
    enableRbacAuthorization: true
    softDeleteRetentionInDays: 120
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
      "apiVersion": "2026-02-01",
      "name": "kv-payments",
      "properties": { "enableRbacAuthorization": true, "enableSoftDelete": false }
                                                                           ^^^^^
    }
  ]
}`,
      fixed: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2026-02-01",
      "name": "kv-payments",
      "properties": { "enableRbacAuthorization": true, "enableSoftDelete": true }
    }
  ]
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_key_vault" "main" {
  name                       = "kv-payments"
  rbac_authorization_enabled = true
  soft_delete_retention_days = 3
                               ^
}`,
      fixed: `resource "azurerm_key_vault" "main" {
  name                       = "kv-payments"
  rbac_authorization_enabled = true
  soft_delete_retention_days = 7
}`,
    },
    {
      language: 'bicep',
      clean: `param protect bool
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: {
    enableRbacAuthorization: true
    enablePurgeProtection: protect ? true : null
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
  }
}`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_key_vault" "main" {
  name                       = "kv-payments"
  rbac_authorization_enabled = true
  purge_protection_enabled   = false
  soft_delete_retention_days = var.days
}`,
    },
  ],
});

/** Terraform leaves the property out where it is false. */
function* checkPurgeProtection({ purgeProtection, form }: KeyVault): Generator<RuleFinding> {
  if (purgeProtection && form === 'template' && flagOf(purgeProtection) === false) {
    yield {
      at: spanOf(purgeProtection.node),
      message: message(
        'Azure refuses "enablePurgeProtection" with false: purge protection is switched on with true, for good, or left out. Leave the property out.',
      ),
      fixes: () => [
        {
          title: message('Leave "enablePurgeProtection" out'),
          safe: true,
          changes: [{ verb: 'remove', from: purgeProtection.map, indexes: [purgeProtection.index] }],
        },
      ],
    };
  }
}

function* checkSoftDelete({ softDelete }: KeyVault): Generator<RuleFinding> {
  if (softDelete && flagOf(softDelete) === false) {
    yield {
      at: spanOf(softDelete.node),
      severity: 'warning',
      message: message(
        'Soft delete cannot be switched off: vaults always keep what is deleted. Write true, or leave the property out.',
      ),
      fixes: () => [
        {
          title: message('Write true'),
          safe: true,
          changes: [{ verb: 'replace', node: softDelete.node, value: true }],
        },
      ],
    };
  }
}

function* checkRetention(retention: VaultProperty | undefined): Generator<RuleFinding> {
  const { node } = retention ?? {};
  const days = isScalar(node) && node.node.type === 'number' ? Number(node.node.text) : Number.NaN;
  const nearest = Math.min(Math.max(days, SHORTEST), LONGEST);
  if (node && days !== nearest && !Number.isNaN(days)) {
    yield {
      at: spanOf(node),
      unfinished: true,
      message: message(
        'A vault keeps what is deleted for {0} to {1} days. Azure refuses other numbers.',
        SHORTEST,
        LONGEST,
      ),
      fixes: () => [
        // The number cannot be changed later, so that it is for a person to choose.
        {
          title: message('Write {0}', nearest),
          safe: false,
          changes: [{ verb: 'replace', node, value: nearest }],
        },
      ],
    };
  }
}
