/**
 * The language server: one table from the methods of the protocol to the features. It knows the protocol and nothing
 * of what the features do; they know nothing of the protocol but the shapes of its answers.
 */
import {
  type CancellationToken,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type InitializeResult,
  LSPErrorCodes,
  MarkupKind,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import type { Facts } from './access/facts.ts';
import { type Abilities, readAbilities, readOptions } from './features/client-abilities.ts';
import { CODE_ACTION_KINDS } from './features/code-actions.ts';
import { TRIGGERS } from './features/completion/complete.ts';
import { CONFIGURATION_FILE } from './features/configuration.ts';
import { OpenDocument } from './features/document.ts';
import type { Host } from './features/host.ts';
import { WATCHED } from './features/languages.ts';
import { answerOwnRequests } from './features/own-requests.ts';
import { Session } from './features/session.ts';
import { ACCESS_CHANGED } from './protocol.ts';

/** How long typing has to rest before findings are sent to a client that does not ask for them, in milliseconds. */
const PUSH_DELAY = 80;
/** How long until open files are checked again because another one has changed, in milliseconds. */
const INVENTORY_DELAY = 300;
const SECTION = 'grantscope';

export function startServer(connection: Connection, facts: Facts, host: Host): void {
  const session = new Session({
    facts,
    host,
    warn: (text) => connection.console.warn(text),
    inventoryChanged: () => delivery.inventoryChanged(),
    accessChanged: () => delivery.accessChanged(),
  });
  const documents = new TextDocuments<OpenDocument>({
    create: (uri, language, version, content) => new OpenDocument(uri, language, version, content),
    update: (document, changes, version) => {
      document.update(changes, version);
      return document;
    },
  });
  const delivery = new Delivery(connection, session, documents);
  let abilities = readAbilities({});

  connection.onInitialize((params) => {
    abilities = readAbilities(params.capabilities);
    delivery.pulls = abilities.pulls;
    const folders = params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: '' }] : []);
    session.start(readOptions(params.initializationOptions), abilities, params.locale, folders);
    return serverCapabilities();
  });
  connection.onInitialized(async () => {
    await register(connection, abilities);
    if (abilities.configuration) {
      readSettings(session, await connection.workspace.getConfiguration(SECTION));
      delivery.settingsChanged();
    }
  });
  connection.onDidChangeConfiguration(async ({ settings }) => {
    readSettings(
      session,
      abilities.configuration ? await connection.workspace.getConfiguration(SECTION) : settings?.[SECTION],
    );
    delivery.settingsChanged();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    changes.forEach(({ uri }) => {
      session.fileChanged(uri);
    });
    if (changes.some(({ uri }) => uri.endsWith(`/${CONFIGURATION_FILE}`))) {
      session.settings.forget();
      delivery.settingsChanged();
    }
  });
  documents.onDidChangeContent(({ document }) => delivery.changed(document));
  documents.onDidSave(({ document }) => {
    document.settle();
    delivery.inventoryChanged();
  });
  documents.onDidClose(({ document }) => {
    session.closed(document);
    delivery.closed(document);
  });

  answerRequests(connection, session, documents, delivery);
  const on = (method: string, answer: (params: never) => unknown) => connection.onRequest(method, answer);
  answerOwnRequests({ on, asksAccess: () => delivery.asksAccess(), documents: () => documents.all() }, session);
  documents.listen(connection);
  connection.listen();
}

/** What an editor has set, whatever shape it is in. */
function readSettings(session: Session, settings: { rules?: unknown; inventory?: { paths?: unknown } } | null): void {
  session.settings.setEditorRules(settings?.rules);
  session.setInventoryPaths(settings?.inventory?.paths);
}

/** The requests, each answered by its feature. */
function answerRequests(
  connection: Connection,
  session: Session,
  documents: TextDocuments<OpenDocument>,
  delivery: Delivery,
): void {
  const withDocument = <T>(uri: string, nothing: T, answer: (document: OpenDocument) => T): T => {
    const document = documents.get(uri);
    return document ? answer(document) : nothing;
  };
  connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) =>
    delivery.answer(textDocument.uri, previousResultId, token),
  );
  connection.onCompletion(async ({ textDocument, position }) => {
    const completion = await withDocument(textDocument.uri, undefined, (document) =>
      session.completion(document, position),
    );
    return completion && { isIncomplete: completion.incomplete, items: [...completion.items] };
  });
  connection.onCompletionResolve((item) => {
    const value = session.describeCompletion(item);
    return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
  });
  connection.onHover(({ textDocument, position }) =>
    withDocument(textDocument.uri, null, (document) => {
      const found = session.hover(document, position);
      return found ? { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: found.range } : null;
    }),
  );
  connection.onDefinition(({ textDocument, position }) =>
    withDocument(textDocument.uri, null, (document) => session.definition(document, position)),
  );
  connection.onReferences(({ textDocument, position, context }) =>
    withDocument(textDocument.uri, null, (document) =>
      session.references(document, position, context.includeDeclaration),
    ),
  );
  connection.onPrepareRename(({ textDocument, position }) =>
    withDocument(textDocument.uri, null, (document) => session.prepareRename(document, position)),
  );
  connection.onRenameRequest(async ({ textDocument, position, newName }) => {
    const renamed = await withDocument(textDocument.uri, undefined, (document) =>
      session.rename(document, position, newName),
    );
    if (typeof renamed === 'string') {
      throw new ResponseError(LSPErrorCodes.RequestFailed, renamed);
    }
    return renamed ?? null;
  });
  connection.onCodeAction(({ textDocument, range, context }) =>
    withDocument(textDocument.uri, [], (document) => session.codeActions(document, range, context.only)),
  );
  connection.onDocumentLinks(({ textDocument }) =>
    withDocument(textDocument.uri, [], (document) => session.documentLinks(document)),
  );
  connection.onDocumentSymbol(({ textDocument }) =>
    withDocument(textDocument.uri, [], (document) => session.symbols(document)),
  );
  connection.languages.inlayHint.on(({ textDocument, range }) =>
    withDocument(textDocument.uri, null, (document) => session.inlayHints(document, range)),
  );
}

function serverCapabilities(): InitializeResult {
  return {
    serverInfo: { name: 'grantscope' },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      diagnosticProvider: { identifier: 'grantscope', interFileDependencies: true, workspaceDiagnostics: false },
      completionProvider: { triggerCharacters: [...TRIGGERS], resolveProvider: true },
      hoverProvider: true,
      definitionProvider: true,
      documentLinkProvider: {},
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
      codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS, CodeActionKind.SourceFixAll] },
      documentSymbolProvider: true,
      inlayHintProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: false } },
    },
  };
}

async function register(connection: Connection, abilities: Abilities): Promise<void> {
  if (abilities.configuresDynamically) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
  }
  if (abilities.watchesDynamically) {
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: WATCHED }],
    });
  }
}

/** Brings findings to the client: when it asks, or, if it does not ask, when typing rests. */
class Delivery {
  pulls = false;
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #documents: TextDocuments<OpenDocument>;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Counts what findings depend on beside the text. */
  #epoch = 0;
  #later: ReturnType<typeof setTimeout> | undefined;
  #accessLater: ReturnType<typeof setTimeout> | undefined;
  #asksAccess = false;

  constructor(connection: Connection, session: Session, documents: TextDocuments<OpenDocument>) {
    this.#connection = connection;
    this.#session = session;
    this.#documents = documents;
  }

  changed(document: OpenDocument): void {
    if (!this.pulls) {
      clearTimeout(this.#timers.get(document.uri));
      this.#timers.set(
        document.uri,
        setTimeout(() => this.#push(document.uri), PUSH_DELAY),
      );
    }
  }

  closed({ uri }: OpenDocument): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    if (!this.pulls) {
      void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  }

  settingsChanged(): void {
    this.#epoch++;
    if (this.pulls) {
      this.#connection.languages.diagnostics.refresh().catch(() => {
        // A client that cannot ask again will do so with the next change.
      });
    } else {
      this.#documents.all().forEach((document) => {
        this.changed(document);
      });
    }
  }

  /** What files say of each other has changed; several changes in a row are told as one. */
  inventoryChanged(): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.settingsChanged(), INVENTORY_DELAY);
  }

  asksAccess(): void {
    this.#asksAccess = true;
  }

  /** Rights may have changed: told to a client that has asked about some. */
  accessChanged(): void {
    clearTimeout(this.#accessLater);
    if (this.#asksAccess) {
      this.#accessLater = setTimeout(() => void this.#connection.sendNotification(ACCESS_CHANGED), INVENTORY_DELAY);
    }
  }

  /** Answers a client that asks. It may have changed its mind, or the text, before its turn comes. */
  async answer(uri: string, previous: string | undefined, token: CancellationToken): Promise<DocumentDiagnosticReport> {
    await new Promise((resolve) => setImmediate(resolve));
    if (token.isCancellationRequested) {
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'superseded', { retriggerRequest: false });
    }
    const document = this.#documents.get(uri);
    if (!document) {
      return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    }
    const resultId = `${document.serial}.${document.version}.${this.#epoch}`;
    return resultId === previous
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items: this.#session.diagnostics(document) };
  }

  #push(uri: string): void {
    this.#timers.delete(uri);
    const document = this.#documents.get(uri);
    if (document) {
      void this.#connection.sendDiagnostics({
        uri,
        version: document.version,
        diagnostics: this.#session.diagnostics(document),
      });
    }
  }
}
