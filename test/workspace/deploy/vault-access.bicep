// Reading the secrets of the platform's vault.
param principalId string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'contoso-platform'
}

resource readSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, 'secrets-user')
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'Key Vault Secrets User')
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
