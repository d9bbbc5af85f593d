/** What a client says of itself when it starts the server. */
import type { ClientCapabilities } from 'vscode-languageserver-protocol';
import type { InitializationOptions } from '../protocol.ts';

/** What the client can do, as far as the server asks. */
export interface Abilities {
  readonly pulls: boolean;
  readonly refreshes: boolean;
  readonly configuration: boolean;
  readonly watchesDynamically: boolean;
  readonly configuresDynamically: boolean;
  readonly snippets: boolean;
  readonly versionedEdits: boolean;
}

export function readAbilities({ textDocument, workspace }: ClientCapabilities): Abilities {
  return {
    pulls: textDocument?.diagnostic !== undefined,
    refreshes: workspace?.diagnostics?.refreshSupport ?? false,
    configuration: workspace?.configuration ?? false,
    watchesDynamically: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    configuresDynamically: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    snippets: textDocument?.completion?.completionItem?.snippetSupport ?? false,
    versionedEdits: workspace?.workspaceEdit?.documentChanges ?? false,
  };
}

/** What a client sends along is its own affair: anything that is not as we know it counts as not given. */
export function readOptions(given: unknown): InitializationOptions {
  const record: Readonly<Record<string, unknown>> = typeof given === 'object' && given !== null ? { ...given } : {};
  const { ruleAddress, retrigger, translations } = record;
  const texts = typeof translations === 'object' && translations !== null ? Object.entries(translations) : undefined;
  return {
    ...(typeof ruleAddress === 'string' ? { ruleAddress } : {}),
    ...(typeof retrigger === 'string' ? { retrigger } : {}),
    ...(texts ? { translations: Object.fromEntries(texts.map(([key, text]) => [key, String(text)])) } : {}),
  };
}
