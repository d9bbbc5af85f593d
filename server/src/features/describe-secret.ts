/** What is known of a secret scope or a key, as Markdown. */
import type { KnownSecretScope, SecretFacts } from '../access/facts.ts';
import type { NamedPlace } from '../inventory/named-place.ts';
import { type Message, type MessageArgument, message, render, type Translations } from '../rules/message.ts';
import { describeDeclarations } from './describe-declarations.ts';
import { code, escapeMarkdown } from './markdown.ts';
import type { DeclaredAt } from './name-kinds.ts';

const BACKENDS: Readonly<Record<string, Message>> = {
  AZURE_KEYVAULT: message('a vault of Azure Key Vault; its secrets can be changed only there'),
  DATABRICKS: message('Databricks itself'),
};
/** More are counted. */
const MOST_SHOWN = 10;

export function describeSecret(
  name: NamedPlace,
  secrets: SecretFacts,
  declared: readonly DeclaredAt[],
  translations: Translations,
): string {
  const say = (text: string, ...args: readonly MessageArgument[]): string =>
    render(message(text, ...args), translations);
  const isScope = name.kind === 'secret-scope';
  const scopeName = isScope ? name.value : name.holder;
  const scope = scopeName === undefined ? undefined : secrets.scope(scopeName);
  const title = isScope
    ? say('Secret scope {0}', code(name.value))
    : say('Secret {0} in the scope {1}', code(name.value), code(scopeName ?? '?'));
  const parts = [
    `**${title}**`,
    ...describeBackend(scope, say),
    ...(isScope ? describeKeys(scope, say) : describeKey(name, secrets, say)),
    ...describePermissions(scope, say),
    ...describeDeclarations(declared, translations),
  ];
  if (name.use === 'reference') {
    parts.push(
      say(
        'The reference is replaced when the cluster starts, with the rights of its owner, who needs READ on the scope; a changed secret is read at the next start. If it cannot be read, the cluster does not start (SECRET_RESOLUTION_ERROR, INVALID_ARGUMENT). Only the owner may add or change a reference.',
      ),
    );
  }
  return parts.join('\n\n');
}

type Say = (text: string, ...args: readonly MessageArgument[]) => string;

function describeBackend(scope: KnownSecretScope | undefined, say: Say): string[] {
  const backend = scope?.backend === undefined ? undefined : BACKENDS[scope.backend];
  return backend ? [say('Kept by {0}.', say(backend.text))] : [];
}

function describeKeys(scope: KnownSecretScope | undefined, say: Say): string[] {
  if (!scope || scope.keys.length === 0) {
    return [];
  }
  const shown = scope.keys.slice(0, MOST_SHOWN).map(code);
  const all = scope.keys.length > MOST_SHOWN ? [...shown, `… (${scope.keys.length})`] : shown;
  return [scope.hasAllKeys ? say('Its secrets: {0}', all) : say('Secrets known here: {0}', all)];
}

function describeKey({ holder: scope, value }: NamedPlace, secrets: SecretFacts, say: Say): string[] {
  const answer = scope === undefined ? 'unknown' : secrets.hasKey(scope, value);
  return answer === 'no' ? [say('It is not in the list of the secrets of its scope.')] : [];
}

function describePermissions(scope: KnownSecretScope | undefined, say: Say): string[] {
  if (!scope || scope.permissions.length === 0) {
    return [];
  }
  const rows = scope.permissions
    .slice(0, MOST_SHOWN)
    .map(({ principal, permission }) => `- ${escapeMarkdown(principal)}: ${escapeMarkdown(permission)}`);
  const title = scope.hasAllPermissions ? say('Who may read it:') : say('Permissions known here:');
  return [`${title}\n${rows.join('\n')}`];
}
