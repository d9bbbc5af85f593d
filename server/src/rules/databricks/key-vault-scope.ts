import type { SecretFacts } from '../../access/facts.ts';
import { knownName, type NamedText } from '../../readers/databricks-name.ts';
import type { ScopeAction } from '../../readers/databricks-scope-action.ts';
import type { ScopeCreation } from '../../readers/databricks-scope-creation.ts';
import { optionOf, type SecretCommand } from '../../readers/databricks-secret-command.ts';
import type { Change } from '../../syntax/change.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { type Around, defineRule, type Fix, findAround, type RuleFinding } from '../rule.ts';

const KEY_VAULT = 'AZURE_KEYVAULT';

export const keyVaultScope = defineRule({
  id: 'databricks/key-vault-scope',
  appliesTo: 'databricks/scope-action',
  severity: 'error',
  asksInventory: true,
  fixable: true,
  summary: 'A scope of Azure Key Vault without its vault, or one that is written to.',
  why: `A secret scope with the backend \`AZURE_KEYVAULT\` shows the secrets of a vault. It has to say which one, by its resource id and its DNS name, or it is refused: \`Scope with Azure KeyVault must have AzureKeyVaultSecretScopeMetadata defined!\`. On the command line there are no options for them any more; they go into \`--json\`.

Such a scope can only be read. Putting or deleting a secret is refused: do that in the vault.

It is made with a token of Microsoft Entra ID, not with a personal access token of Databricks. The application AzureDatabricks (\`2ff814a6-3304-4ab8-85cb-cd0e6f879c1d\`) needs Get and List on the vault's secrets, or the role Key Vault Secrets User where the vault uses role-based access.`,
  sources: [
    'https://learn.microsoft.com/azure/databricks/security/secrets/secret-scopes',
    'https://github.com/databricks/cli/issues/556',
    'https://registry.terraform.io/providers/databricks/databricks/latest/docs/resources/secret_scope',
  ],
  *check(action, { secrets }) {
    const finding = action.creation ? withoutVault(action.creation) : written(action, secrets);
    if (finding) {
      yield finding;
    }
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `databricks secrets create-scope app --scope-backend-type AZURE_KEYVAULT
                                                         ^^^^^^^^^^^^^^`,
    },
    {
      language: 'shellscript',
      flagged: `databricks secrets create-scope --scope app --scope-backend-type AZURE_KEYVAULT --resource-id /subscriptions/s/vaults/v --dns-name https://v.vault.azure.net/
                                                                 ^^^^^^^^^^^^^^`,
      fixed: `databricks secrets create-scope --json '{"scope":"app","scope_backend_type":"AZURE_KEYVAULT","backend_azure_keyvault":{"resource_id":"/subscriptions/s/vaults/v","dns_name":"https://v.vault.azure.net/"}}'`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_secret_scope" "app" {
  name         = "app"
  backend_type = "AZURE_KEYVAULT"
                  ^^^^^^^^^^^^^^
}`,
    },
    {
      inventory: 'databricks: { scopes: { vault: { backend: AZURE_KEYVAULT }, own: { backend: DATABRICKS } } }',
      language: 'shellscript',
      flagged: `databricks secrets put-secret vault db-password
                              ^^^^^
databricks secrets delete-secret vault db-password
                                 ^^^^^
databricks secrets put-secret own db-password
databricks secrets get-secret vault db-password`,
    },
    {
      inventory: 'databricks: { scopes: { vault: { backend: AZURE_KEYVAULT } } }',
      language: 'python',
      flagged: `w.secrets.put_secret("vault", "db-password", string_value=value)
                      ^^^^^
w.secrets.create_scope("new", scope_backend_type="AZURE_KEYVAULT", keyvault_metadata=metadata)
                                                  ^^^^^^^^^^^^^^
dbutils.secrets.get("vault", "db-password")`,
    },
    {
      language: 'terraform',
      clean: `resource "databricks_secret_scope" "app" {
  name = "app"
  keyvault_metadata {
    resource_id = azurerm_key_vault.this.id
    dns_name    = azurerm_key_vault.this.vault_uri
  }
}

resource "databricks_secret_scope" "maybe" {
  name         = "maybe"
  backend_type = "AZURE_KEYVAULT"
  dynamic "keyvault_metadata" {
    for_each = var.vaults
    content {
      resource_id = keyvault_metadata.value.id
      dns_name    = keyvault_metadata.value.uri
    }
  }
}`,
    },
    {
      clean: `{
  "scope": "app",
  "scope_backend_type": "AZURE_KEYVAULT",
  "backend_azure_keyvault": { "resource_id": "/subscriptions/s", "dns_name": "https://v.vault.azure.net/" }
}`,
    },
  ],
});

function withoutVault({ backend: naming, source, hasVault }: ScopeCreation): RuleFinding | undefined {
  const backend = knownName(naming);
  if (backend?.value !== KEY_VAULT || (hasVault && source !== 'command') || source === 'export') {
    return undefined;
  }
  const at = spanOfText(backend.scalar);
  if (source !== 'command') {
    return {
      at,
      unfinished: true,
      message: message(
        'A scope of Azure Key Vault has to name its vault, and is refused without. Add the resource id and the DNS name of the vault.',
      ),
    };
  }
  return {
    at,
    unfinished: true,
    message: message(
      'The command line takes the vault of a scope only in --json, and refuses to make a scope of Azure Key Vault without.',
    ),
    fixesWithin: giveBody,
  };
}

function written({ action, scope: naming }: ScopeAction, secrets: SecretFacts): RuleFinding | undefined {
  const scope = knownName(naming);
  if (!scope || secrets.scope(scope.value)?.backend !== KEY_VAULT) {
    return undefined;
  }
  return {
    at: spanOfText(scope.scalar),
    message:
      action === 'delete'
        ? message(
            '"{0}" shows the secrets of an Azure Key Vault and can only be read. Delete the secret in the vault.',
            scope.value,
          )
        : message(
            '"{0}" shows the secrets of an Azure Key Vault and can only be read. Put the secret into the vault.',
            scope.value,
          ),
  };
}

/** Puts the options of the legacy command line into a body, where each of them is known. */
function giveBody(around: Around): readonly Fix[] {
  const part = findAround(around, 'databricks/secret-command');
  const creation = findAround(around, 'databricks/scope-action')?.model.creation;
  if (!part || !creation) {
    return [];
  }
  const changes = writeBody(part.model, part.start, knownName(creation.name), knownName(creation.manager));
  return changes ? [{ title: message('Give the vault in --json'), safe: false, changes }] : [];
}

const MOVED = ['--scope', '--scope-backend-type', '--resource-id', '--dns-name', '--initial-manage-principal'];

function writeBody(
  command: SecretCommand,
  start: number,
  name: NamedText | undefined,
  manager: NamedText | undefined,
): readonly Change[] | undefined {
  const [resource, dns] = ['--resource-id', '--dns-name'].map((option) => optionOf(command, option)?.value?.node);
  const moved = command.options.filter((option) => MOVED.includes(option.name));
  const isKnown = resource?.opaque.length === 0 && dns?.opaque.length === 0;
  // Words between the options would be in the way of the body.
  const line = command.command.node.line;
  const first = line.findIndex((word) => command.command.start + word.start === (name?.scalar.start ?? -1));
  const from = first - (optionOf(command, '--scope') ? 1 : 0);
  const count = moved.length * 2 + (optionOf(command, '--scope') ? 0 : 1);
  const isOneStretch = from > 0 && from + count === line.length && moved.every(({ value }) => value !== undefined);
  if (!name || !isKnown || !isOneStretch || (optionOf(command, '--initial-manage-principal') && !manager)) {
    return undefined;
  }
  const body = {
    scope: name.value,
    ...(manager ? { initial_manage_principal: manager.value } : {}),
    scope_backend_type: KEY_VAULT,
    backend_azure_keyvault: { resource_id: resource.text, dns_name: dns.text },
  };
  return [
    {
      verb: 'replaceWords',
      command: { node: command.command.node, start: start + command.command.start },
      at: from,
      count,
      words: ['--json', JSON.stringify(body)],
    },
  ];
}
