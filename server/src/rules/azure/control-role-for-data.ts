import { assignedLevel } from '../../readers/azure-assigned-scope.ts';
import { roleOf } from '../../readers/azure-deployment.ts';
import { moved, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

/** Key Vault Contributor. */
const ID = 'f25e0fa2-a7c8-4377-a976-54943a77a395';

export const controlRoleForData = defineRule({
  id: 'azure/control-role-for-data',
  appliesTo: 'azure/deployment',
  severity: 'information',
  fixable: false,
  summary: 'Key Vault Contributor on a vault: it gives no keys, secrets or certificates.',
  why: `Key Vault Contributor manages vaults: their properties, networks, diagnostics. It gives no access to what is in them. For keys, secrets and certificates there are the roles of the data plane: Key Vault Secrets User and Officer, Crypto User and Officer, Certificates Officer, Administrator, Reader. On a vault that uses access policies it is more than it seems, too: its holder may give himself access to everything.`,
  sources: [
    'https://learn.microsoft.com/azure/key-vault/general/rbac-guide#azure-built-in-roles-for-key-vault-data-plane-operations',
  ],
  *check(deployment, { roles }) {
    for (const { model, start } of deployment.assignments) {
      const level = model.form === 'item' ? undefined : assignedLevel(model, deployment);
      const named = level === 'vault' || level === 'vault-object' ? roleOf(model, deployment) : undefined;
      const id = named?.guid ?? (named?.name === undefined ? undefined : roles.byName(named.name)?.id);
      if (model.role && id?.toLowerCase() === ID) {
        yield {
          at: moved(spanOf(model.role.node), start),
          message: message(
            'Key Vault Contributor gives no access to keys, secrets and certificates, only to the vault itself. For what is in it, use a role such as Key Vault Secrets User.',
          ),
        };
      }
    }
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `az role assignment create --assignee "$ID" --role f25e0fa2-a7c8-4377-a976-54943a77a395 --scope "/subscriptions/$SUB/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --assignee "$ID" --role f25e0fa2-a7c8-4377-a976-54943a77a395 --scope "/subscriptions/$SUB/resourceGroups/rg"
az role assignment create --assignee "$ID" --role 4633458b-17de-408a-b874-0445c86b69e6 --scope "/subscriptions/$SUB/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"`,
    },
  ],
});
