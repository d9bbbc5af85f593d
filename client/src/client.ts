/** The language client: starts the server and asks it what the protocol has no words for. */
import path from 'node:path';
import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import type {
  AccessTestList,
  AccessTestsParams,
  InitializationOptions,
  MigrateVaultParams,
  RulePageParams,
  Status,
} from '../../server/src/protocol.ts';
import { AccessExplorer, type Surface } from './access-explorer.ts';
import { LANGUAGES, SCHEMES } from './documents.ts';

/** As `server/src/protocol.ts` has them, of which only the types may come here. */
const RULE_PAGE = 'grantscope/rulePage';
const MIGRATE_VAULT = 'grantscope/migrateVault';
const ACCESS_TESTS = 'grantscope/accessTests';
const STATUS = 'grantscope/status';
const ACCESS_CHANGED = 'grantscope/accessChanged';

export class Client implements vscode.Disposable {
  readonly access: AccessExplorer;
  readonly #client: LanguageClient;

  /**
   * @param extension the folder of the extension
   * @param ruleScheme the scheme of the documents that hold the rules' pages
   * @param surface where rights are shown
   */
  constructor(extension: string, ruleScheme: string, surface: Surface) {
    const module = path.join(extension, 'dist', 'server.js');
    const server: ServerOptions = { module, transport: TransportKind.ipc };
    const initializationOptions: InitializationOptions = {
      ruleAddress: `${ruleScheme}:/{rule}.md`,
      retrigger: 'editor.action.triggerSuggest',
      ...(vscode.l10n.bundle ? { translations: vscode.l10n.bundle } : {}),
    };
    const options: LanguageClientOptions = {
      documentSelector: LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ scheme, language }))),
      initializationOptions,
      outputChannelName: 'Grantscope',
    };
    this.#client = new LanguageClient('grantscope', 'Grantscope', server, options);
    this.access = new AccessExplorer(
      { request: (method, params) => this.#client.sendRequest(method, params) },
      surface,
    );
    this.#client.onNotification(ACCESS_CHANGED, () => this.access.changed());
  }

  /** Starts the server and says how old its catalogue is. */
  async start(): Promise<Status> {
    await this.#client.start();
    return this.#client.sendRequest<Status>(STATUS);
  }

  async rulePage(rule: string): Promise<string> {
    const params: RulePageParams = { rule };
    return (
      (await this.#client.sendRequest<string | null>(RULE_PAGE, params)) ??
      vscode.l10n.t('There is no rule "{0}".', rule)
    );
  }

  /** The commands that replace the access policies of the vaults in a document. */
  migrateVault(document: vscode.Uri): Promise<string | null> {
    const params: MigrateVaultParams = { uri: this.#client.code2ProtocolConverter.asUri(document) };
    return this.#client.sendRequest<string | null>(MIGRATE_VAULT, params);
  }

  /** The access tests in a file, and what comes of them if they are to be run; null where it has none. */
  accessTests(file: vscode.Uri, run: boolean): Promise<AccessTestList | null> {
    const params: AccessTestsParams = { uri: this.#client.code2ProtocolConverter.asUri(file), run };
    return this.#client.sendRequest<AccessTestList | null>(ACCESS_TESTS, params);
  }

  showOutput(): void {
    this.#client.outputChannel.show();
  }

  dispose(): void {
    void this.#client.dispose();
  }
}
