#!/bin/bash
# Gives the application what it needs on the shared vault, and makes the role of the backup operators.
set -euo pipefail

VAULT="/subscriptions/$SUBSCRIPTION_ID/resourceGroups/platform/providers/Microsoft.KeyVault/vaults/contoso-platform"

az role assignment create --assignee-object-id "$APP_ID" --assignee-principal-type ServicePrincipal \
  --role "Key Vault Secrets User" --scope "$VAULT"
az role assignment create --assignee-object-id "$TEAM_ID" --assignee-principal-type Group --role 'Key Vault Reader' --scope "$VAULT"
az role assignment create --assignee "$AUDITOR_ID" --role "Key Vault Reader (preview)" --scope "$VAULT"
az ad sp create-for-rbac --name contoso-ci --role Reader --scopes "/subscriptions/$SUBSCRIPTION_ID"

# As the guide to Key Vault roles has it, with its blank behind an operation.
az role definition create --role-definition '{
  "Name": "Backup Keys Operator (platform)",
  "Description": "Perform key backup/restore operations",
  "Actions": [],
  "DataActions": [
    "Microsoft.KeyVault/vaults/keys/read ",
    "Microsoft.KeyVault/vaults/keys/backup/action",
    "Microsoft.KeyVault/vaults/keys/restore/action"
  ],
  "NotDataActions": [],
  "AssignableScopes": ["/subscriptions/4d0c6f1e-8b2a-4a57-9a3c-1f2e3d4c5b6a"]
}'
