/**
 * The extension's doorstep. JSON is everywhere, roles are not: this file is small and loads at once, and the client with
 * its server is loaded only when a document is there that it is for.
 */
import * as vscode from 'vscode';
import type { ScopeNode } from '../../server/src/protocol.ts';
import type { Surface } from './access-explorer.ts';
import type { Client } from './client.ts';
import { ACCESS_TEST_FILES, isMarked, LANGUAGES, SCHEMES } from './documents.ts';

/** The scheme of the documents that hold the rules' pages. */
const RULE_SCHEME = 'grantscope-rule';

/** The same of answers to questions about access, and the commands that ask these. */
const ANSWER_SCHEME = 'grantscope-answer';
const ACCESS_COMMANDS = [
  'grantscope.explainAccess',
  'grantscope.whoCan',
  'grantscope.whatCan',
  'grantscope.whatIfRemoved',
  'grantscope.leastPrivilege',
  'grantscope.filterByPrincipal',
  'grantscope.clearFilter',
  'grantscope.refresh',
  'grantscope.openPlace',
  'grantscope.copyExportCommands',
];

/** What tests and other extensions may ask. */
export interface Api {
  /** Whether a document was found that the server is for, and the server was started. */
  isStarted(): boolean;
  /** Resolves when the server answers. */
  ready(): Promise<void>;
}

class Doorstep {
  readonly #context: vscode.ExtensionContext;
  readonly #status: vscode.StatusBarItem;
  readonly #surface: Surface;
  #client: Promise<Client> | undefined;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
    this.#status = vscode.window.createStatusBarItem('grantscope.status', vscode.StatusBarAlignment.Right, 90);
    this.#status.name = 'Grantscope';
    this.#status.command = 'grantscope.showOutput';
    context.subscriptions.push(this.#status);
    this.#surface = this.#openView();
  }

  /** The view of scopes, and the pages of answers: the editor asks for what it shows, and only then the server starts. */
  #openView(): Surface {
    const treeChanged = new vscode.EventEmitter<undefined>();
    const answerChanged = new vscode.EventEmitter<vscode.Uri>();
    const treeDataProvider: vscode.TreeDataProvider<ScopeNode> = {
      onDidChangeTreeData: treeChanged.event,
      getChildren: async (node) => (await this.start()).access.children(node),
      getTreeItem: async (node) => (await this.start()).access.item(node),
    };
    const view = vscode.window.createTreeView('grantscope.scopes', { treeDataProvider, showCollapseAll: true });
    this.#context.subscriptions.push(
      treeChanged,
      answerChanged,
      view,
      vscode.workspace.registerTextDocumentContentProvider(ANSWER_SCHEME, {
        onDidChange: answerChanged.event,
        provideTextDocumentContent: async (uri) => (await this.start()).access.page(uri),
      }),
      ...ACCESS_COMMANDS.map((command) =>
        vscode.commands.registerCommand(command, async (argument: unknown) =>
          (await this.start()).access.run(command, argument),
        ),
      ),
    );
    return { view, treeChanged, answerChanged };
  }

  get isStarted(): boolean {
    return this.#client !== undefined;
  }

  start(): Promise<Client> {
    this.#client ??= this.#load();
    return this.#client;
  }

  async #load(): Promise<Client> {
    this.#status.text = '$(sync~spin) Grantscope';
    this.#status.show();
    const { Client } = await import('./client.ts');
    const client = new Client(this.#context.extensionPath, RULE_SCHEME, this.#surface);
    this.#context.subscriptions.push(client);
    try {
      const { operations, roles } = await client.start();
      this.#status.text = `$(shield) Grantscope ${operations}`;
      this.#status.tooltip = vscode.l10n.t(
        'Grantscope checks this file. Its list of operations is of {0}, its list of roles of {1}.',
        operations,
        roles,
      );
      this.#status.backgroundColor = undefined;
    } catch (error) {
      this.#status.text = '$(warning) Grantscope';
      this.#status.tooltip = vscode.l10n.t(
        'The server of Grantscope did not start: {0}',
        error instanceof Error ? error.message : String(error),
      );
      this.#status.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    }
    this.look(vscode.window.activeTextEditor?.document);
    return client;
  }

  /** Starts the server when a document is for it; shows the status while such a document is looked at. */
  look(document: vscode.TextDocument | undefined): void {
    if (document && isRelevant(document)) {
      void this.start();
      this.#status.show();
    } else {
      this.#status.hide();
    }
  }

  async restart(): Promise<void> {
    const client = this.#client && (await this.#client);
    client?.dispose();
    this.#client = undefined;
    await this.start();
    this.#surface.treeChanged.fire(undefined);
  }
}

function isRelevant(document: vscode.TextDocument): boolean {
  // The editor opens our own schemas as documents to check settings by them, and they name all our words.
  if (document.uri.path.endsWith('.schema.json')) {
    return false;
  }
  if (!(LANGUAGES.includes(document.languageId) && SCHEMES.includes(document.uri.scheme))) {
    return false;
  }
  return isMarked(document.languageId, document.getText());
}

/** Shows the commands that replace access policies by roles in a document of their own, to read before they are run. */
async function migrateVault(doorstep: Doorstep): Promise<void> {
  const { window, workspace, l10n } = vscode;
  const document = window.activeTextEditor?.document;
  const client = document && (await doorstep.start());
  const content = document && (await client?.migrateVault(document.uri));
  if (content) {
    await window.showTextDocument(await workspace.openTextDocument({ language: 'shellscript', content }));
  } else {
    await window.showInformationMessage(l10n.t('There is no vault in this file.'));
  }
}

/** The Test Explorer gets its tests when the first file of access tests is there; most workspaces have none. */
class TestExplorer {
  readonly #doorstep: Doorstep;
  readonly #subscriptions: vscode.Disposable[];
  #isOpen = false;

  constructor(doorstep: Doorstep, subscriptions: vscode.Disposable[]) {
    this.#doorstep = doorstep;
    this.#subscriptions = subscriptions;
  }

  /** Waits for the first file. */
  watch(): void {
    const watcher = vscode.workspace.createFileSystemWatcher(ACCESS_TEST_FILES, false, true, true);
    this.#subscriptions.push(
      watcher,
      watcher.onDidCreate(() => this.#open()),
    );
    void this.#look();
  }

  async #look(): Promise<void> {
    const [first] = await vscode.workspace.findFiles(ACCESS_TEST_FILES, undefined, 1);
    if (first) {
      await this.#open();
    }
  }

  async #open(): Promise<void> {
    if (!this.#isOpen) {
      this.#isOpen = true;
      const { AccessTests } = await import('./access-tests.ts');
      this.#subscriptions.push(
        new AccessTests(async (file, run) => (await this.#doorstep.start()).accessTests(file, run)),
      );
    }
  }
}

export function activate(context: vscode.ExtensionContext): Api {
  const doorstep = new Doorstep(context);
  const { commands, window, workspace } = vscode;
  new TestExplorer(doorstep, context.subscriptions).watch();
  context.subscriptions.push(
    commands.registerCommand('grantscope.restartServer', () => doorstep.restart()),
    commands.registerCommand('grantscope.showOutput', async () => (await doorstep.start()).showOutput()),
    commands.registerCommand('grantscope.migrateVault', () => migrateVault(doorstep)),
    commands.registerCommand('grantscope.explainRule', async (rule: unknown) => {
      if (typeof rule === 'string') {
        await commands.executeCommand(
          'markdown.showPreview',
          vscode.Uri.from({ scheme: RULE_SCHEME, path: `/${rule}.md` }),
        );
      }
    }),
    workspace.registerTextDocumentContentProvider(RULE_SCHEME, {
      provideTextDocumentContent: async ({ path }) => (await doorstep.start()).rulePage(path.replace(/^\/|\.md$/g, '')),
    }),
    window.onDidChangeActiveTextEditor((editor) => doorstep.look(editor?.document)),
    workspace.onDidOpenTextDocument((document) => {
      if (isRelevant(document)) {
        void doorstep.start();
      }
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // A document may become one of ours while it is written; what is typed tells, without reading it all again.
      if (!doorstep.isStarted && contentChanges.some(({ text }) => /[scope"/_.{]/i.test(text))) {
        doorstep.look(document);
      }
    }),
  );
  doorstep.look(window.activeTextEditor?.document);
  for (const document of workspace.textDocuments) {
    if (isRelevant(document)) {
      void doorstep.start();
    }
  }
  return {
    isStarted: () => doorstep.isStarted,
    ready: async () => {
      await doorstep.start();
    },
  };
}
