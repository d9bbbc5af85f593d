import type { KeyVault } from '../../readers/azure-key-vault.ts';
import { isScalar, spanOfText } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule } from '../rule.ts';

const LONGEST = 24;
const SHORTEST = 3;

export const vaultName = defineRule({
  id: 'azure/vault-name',
  appliesTo: 'azure/key-vault',
  severity: 'error',
  fixable: false,
  summary: 'A name that no vault can have.',
  why: `The name of a vault is part of its address, \`https://NAME.vault.azure.net\`. It has 3 to 24 letters, digits and hyphens, begins with a letter, ends in a letter or a digit, and has no two hyphens in a row. With any other name the deployment fails. Where a part of a name is put in later, only the part that is written is looked at.`,
  sources: [
    'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault',
  ],
  *check(vault) {
    const flaw = flawOfName(vault);
    if (flaw && isScalar(vault.name?.node)) {
      yield { at: spanOfText(vault.name.node), message: flaw, unfinished: true };
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv_payments'
         ^^^^^^^^^^^
  properties: { enableRbacAuthorization: true }
}`,
    },
    {
      language: 'bicep',
      flagged: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments-in-production-\${location}'
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  properties: { enableRbacAuthorization: true }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_key_vault" "main" {
  name                       = "kv-payments-in-west-europe"
                                ^^^^^^^^^^^^^^^^^^^^^^^^^^
  rbac_authorization_enabled = true
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
      "name": "1-vault",
               ^^^^^^^
      "properties": { "enableRbacAuthorization": true }
    }
  ]
}`,
    },
    {
      language: 'bicep',
      clean: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: take('kv-\${uniqueString(resourceGroup().id)}-payments-production', 24)
  properties: { enableRbacAuthorization: true }
}
resource other 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: '\${prefix}-kv-\${suffix}'
  properties: { enableRbacAuthorization: true }
}`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_key_vault" "main" {
  name                       = "kv-\${var.environment}-payments"
  rbac_authorization_enabled = true
}
resource "azurerm_key_vault" "other" {
  name                       = "<name of your vault>"
  rbac_authorization_enabled = true
}`,
    },
  ],
});

/** What is wrong with the name as far as it is written. */
function flawOfName({ isMade, name }: KeyVault): Message | undefined {
  if (!isMade || !name?.text || !isScalar(name.node)) {
    return undefined;
  }
  const { text, opaque } = name.node.node;
  // A text with tokens that a tool replaces, or with words in brackets for a person, says nothing of the name.
  if ((!name.text.known && opaque.length === 0) || /[<>{}[\]]/.test(written(text, opaque))) {
    return undefined;
  }
  const parts = written(text, opaque);
  if (parts.length > LONGEST) {
    return message('The name of a vault has at most {0} characters; here are {1}.', LONGEST, parts.length);
  }
  const foreign = /[^A-Za-z0-9-]/.exec(parts)?.[0];
  if (foreign !== undefined) {
    return message('"{0}" cannot stand in the name of a vault: only letters, digits and hyphens can.', foreign);
  }
  return opaque.length > 0 ? undefined : flawOfWhole(text);
}

/** What is written of a text, without what is put in later. */
function written(text: string, opaque: readonly { readonly start: number; readonly end: number }[]): string {
  let parts = '';
  let at = 0;
  for (const { start, end } of opaque) {
    parts += text.slice(at, start);
    at = end;
  }
  return parts + text.slice(at);
}

function flawOfWhole(name: string): Message | undefined {
  if (name.length < SHORTEST) {
    return message('The name of a vault has at least {0} characters.', SHORTEST);
  }
  if (!/^[A-Za-z]/.test(name)) {
    return message('The name of a vault begins with a letter.');
  }
  if (name.endsWith('-')) {
    return message('The name of a vault ends in a letter or a digit.');
  }
  return name.includes('--') ? message('The name of a vault has no two hyphens in a row.') : undefined;
}
