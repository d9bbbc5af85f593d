# The same for the data platform, in PowerShell.
param([string] $PrincipalId, [string] $Scope)

New-AzRoleAssignment -ObjectId $PrincipalId -RoleDefinitionName "Storage Blob Data Reader" -Scope $Scope

$assignment = @{
  ObjectId           = $PrincipalId
  RoleDefinitionName = 'Key Vault Crypto User'
  Scope              = $Scope
}
New-AzRoleAssignment @assignment
