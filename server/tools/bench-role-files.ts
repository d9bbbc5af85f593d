/** Files that assign roles, of any length, for the benchmarks: Bicep, Terraform, scripts of both shells, a pipeline. */
import { type BenchFile, fill } from './bench-secret-files.ts';

const ROLES = ['4633458b-17de-408a-b874-0445c86b69e6', '21090545-7ca7-4776-b22c-e363652d74d2'];
const roleOf = (index: number): string => ROLES[index % ROLES.length] ?? '';

export function bicep(lines: number): BenchFile {
  const block = (index: number): string => `// Owned by team ${index % 9}.
resource identity${index} 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-service-${index}'
  location: location
  tags: { team: 'team-${index % 9}' }
}
resource assignment${index} 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity${index}.id, '${roleOf(index)}')
  scope: vault
  properties: {
    principalId: identity${index}.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${roleOf(index)}')
  }
}`;
  const head = `param location string = resourceGroup().location
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-platform'
}`;
  return {
    title: 'Bicep',
    languageId: 'bicep',
    ending: '.bicep',
    text: fill(head, lines, block),
    before: { key: 'name: guid(vault.id, identity', value: "name: 'id-service-", comment: '// Owned by ' },
  };
}

export function terraform(lines: number): BenchFile {
  const block = (index: number): string => `# Owned by team ${index % 9}.
resource "azurerm_user_assigned_identity" "service_${index}" {
  name                = "id-service-${index}"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
}
resource "azurerm_role_assignment" "service_${index}" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = "\${data.azurerm_subscription.current.id}/providers/Microsoft.Authorization/roleDefinitions/${roleOf(index)}"
  principal_id       = azurerm_user_assigned_identity.service_${index}.principal_id
}`;
  return {
    title: 'Terraform',
    languageId: 'terraform',
    ending: '.tf',
    text: fill('data "azurerm_subscription" "current" {}', lines, block),
    before: { key: 'roleDefinitions/', value: 'name                = "id-service-', comment: '# Owned by ' },
  };
}

export function shell(lines: number): BenchFile {
  const block = (index: number): string => `# Owned by team ${index % 9}.
SERVICE_ID_${index}=$(az identity show --name "id-service-${index}" --resource-group "$GROUP" --query principalId -o tsv)
az role assignment create \\
  --assignee-object-id "$SERVICE_ID_${index}" \\
  --assignee-principal-type ServicePrincipal \\
  --role "${roleOf(index)}" \\
  --scope "$VAULT"`;
  return {
    title: 'a shell script',
    languageId: 'shellscript',
    ending: '.sh',
    text: fill('#!/usr/bin/env bash\nset -eu', lines, block),
    before: { key: '--role "', value: '--name "id-service-', comment: '# Owned by ' },
  };
}

export function powershell(lines: number): BenchFile {
  const block = (index: number): string => `# Owned by team ${index % 9}.
$service${index} = Get-AzUserAssignedIdentity -Name "id-service-${index}" -ResourceGroupName $Group
$assignment${index} = @{
  ObjectId         = $service${index}.PrincipalId
  RoleDefinitionId = '${roleOf(index)}'
  Scope            = $Vault
}
New-AzRoleAssignment @assignment${index}`;
  return {
    title: 'a PowerShell script',
    languageId: 'powershell',
    ending: '.ps1',
    text: fill('param([string] $Group, [string] $Vault)', lines, block),
    before: { key: "RoleDefinitionId = '", value: '-Name "id-service-', comment: '# Owned by ' },
  };
}
