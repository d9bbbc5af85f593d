#!/bin/bash
# The role of the backup operators, letter by letter as the guide to roles of Key Vault has it.
set -euo pipefail

az role definition create --role-definition '{ \
"Name": "Backup Keys Operator", \
"Description": "Perform key backup/restore operations", \
"Actions": [
], \
"DataActions": [ \
"Microsoft.KeyVault/vaults/keys/read ", \
"Microsoft.KeyVault/vaults/keys/backup/action", \
"Microsoft.KeyVault/vaults/keys/restore/action" \
], \
"NotDataActions": [
], \
"AssignableScopes": ["/subscriptions/{subscriptionId}"] \
}'

az role assignment create --assignee "$TEAM_ID" --role "Backup Keys Operator" --scope "/subscriptions/$SUBSCRIPTION_ID"
