import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { isBeforeRbacDefault } from './vault-api.ts';

export const retiringVaultApi = defineRule({
  id: 'azure/retiring-vault-api',
  appliesTo: 'azure/key-vault',
  severity: 'information',
  fixable: false,
  summary: 'A version of the Key Vault API that is retired on 27 February 2027.',
  why: `Every version of the control plane's API before 2026-02-01 is retired on 27 February 2027; templates that use one stop working then. The newer versions make a vault use Azure RBAC where nothing is said about the permission model. So first say which model the vault uses with \`enableRbacAuthorization\`, then raise the version. The API for keys, secrets and certificates themselves is another one and stays.`,
  sources: ['https://learn.microsoft.com/azure/key-vault/general/access-control-default'],
  *check({ apiVersion }) {
    if (apiVersion && isBeforeRbacDefault(apiVersion.text)) {
      const { scalar, from, text } = apiVersion;
      yield {
        at: spanIn(scalar, from, from + text.length),
        message: message(
          'This version of the API is retired on 27 February 2027. Say with "enableRbacAuthorization" which permission model the vault uses, then use 2026-02-01 or a later version.',
        ),
      };
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
                                          ^^^^^^^^^^
  name: 'kv-payments'
  properties: { enableRbacAuthorization: true }
}
resource other 'Microsoft.KeyVault/vaults@2024-04-01-preview' existing = {
                                          ^^^^^^^^^^^^^^^^^^
  name: 'kv-orders'
}`,
    },
    {
      flagged: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2019-09-01",
                     ^^^^^^^^^^
      "name": "kv-payments",
      "properties": { "enableRbacAuthorization": true }
    }
  ]
}`,
    },
    {
      language: 'bicep',
      clean: `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-payments'
  properties: { enableRbacAuthorization: true }
}
resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'db'
  properties: { value: password }
}`,
    },
    {
      clean: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "[variables('vaultApi')]",
      "name": "kv-payments",
      "properties": { "enableRbacAuthorization": true }
    }
  ]
}`,
    },
  ],
});
