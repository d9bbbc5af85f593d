import { assignedLevel } from '../../readers/azure-assigned-scope.ts';
import { moved, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const objectScopeAssignment = defineRule({
  id: 'azure/object-scope-assignment',
  appliesTo: 'azure/deployment',
  severity: 'warning',
  fixable: false,
  summary: 'A role on a single key, secret or certificate of a vault.',
  why: `Microsoft advises one vault for each application and environment, with roles on the vault. Roles on single keys, secrets and certificates are for a few special cases: they do not part application teams that share a vault, because whoever works with the vault sees the others' names, and each one counts towards the limit of assignments of the subscription.`,
  sources: [
    'https://learn.microsoft.com/azure/key-vault/general/rbac-guide#best-practices-for-individual-keys-secrets-and-certificates-role-assignments',
  ],
  *check(deployment) {
    for (const { model, start } of deployment.assignments) {
      // What an export lists is there already, and what a module does for each item of a list its caller decides.
      const isOffered =
        model.form === 'item' || (model.form !== 'command' && model.form !== 'cmdlet' && !model.isSingle);
      if (model.scope && !isOffered && assignedLevel(model, deployment) === 'vault-object') {
        yield {
          at: moved(spanOf(model.scope.node), start),
          message: message(
            'This gives the role on a single key, secret or certificate. Microsoft advises against it: it does not part teams that share a vault. Give the role on the vault, with a vault for each application.',
          ),
        };
      }
    }
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `az role assignment create --role "$ROLE" --assignee "$USER" --scope "/subscriptions/$SUB/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/db"
                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'bicep',
      flagged: `resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' existing = {
  name: 'kv/db'
}
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(secret.id, principalId, roleId)
  scope: secret
         ^^^^^^
  properties: { principalId: principalId, roleDefinitionId: roleId }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_key_vault_secret" "db" {
  name         = "db"
  value        = var.db
  key_vault_id = azurerm_key_vault.main.id
}

resource "azurerm_role_assignment" "db" {
  scope              = azurerm_key_vault_secret.db.resource_versionless_id
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  role_definition_id = var.role
  principal_id       = var.principal
}`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --role "$ROLE" --assignee "$USER" --scope "/subscriptions/$SUB/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
az role assignment list --scope "/subscriptions/$SUB/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/db"`,
    },
  ],
});
