/**
 * The access tests of the workspace in the Test Explorer. Files are found by their names; what tests a file has is asked of
 * the server when somebody looks at the file, and what comes of them when somebody runs them.
 */
import * as vscode from 'vscode';
import type { AccessTestFailure, AccessTestItem, AccessTestList, ShownRange } from '../../server/src/protocol.ts';
import { ACCESS_TEST_FILES } from './documents.ts';

/** @returns null where the file has no access tests */
export type AskAccessTests = (file: vscode.Uri, run: boolean) => Promise<AccessTestList | null>;

export class AccessTests implements vscode.Disposable {
  readonly #controller: vscode.TestController;
  readonly #ask: AskAccessTests;
  readonly #subscriptions: vscode.Disposable[];

  constructor(ask: AskAccessTests) {
    const { tests, workspace, l10n, TestRunProfileKind } = vscode;
    this.#ask = ask;
    const controller = tests.createTestController('grantscope.accessTests', l10n.t('Access tests'));
    this.#controller = controller;
    controller.resolveHandler = (item) => (item ? this.#list(item) : this.#find());
    controller.refreshHandler = () => this.#find();
    const profile = controller.createRunProfile(
      l10n.t('Run'),
      TestRunProfileKind.Run,
      (request, token) => this.#run(request, token),
      true,
    );
    const watcher = workspace.createFileSystemWatcher(ACCESS_TEST_FILES);
    this.#subscriptions = [
      controller,
      profile,
      watcher,
      watcher.onDidCreate((file) => this.#changed(file)),
      watcher.onDidChange((file) => this.#changed(file)),
      watcher.onDidDelete((file) => controller.items.delete(file.toString())),
      workspace.onDidOpenTextDocument(({ uri }) => this.#opened(uri)),
    ];
    for (const { uri } of workspace.textDocuments) {
      this.#opened(uri);
    }
  }

  dispose(): void {
    for (const one of this.#subscriptions) {
      one.dispose();
    }
  }

  async #find(): Promise<void> {
    const files = await vscode.workspace.findFiles(ACCESS_TEST_FILES);
    const wanted = new Set(files.map(String));
    for (const [id] of this.#controller.items) {
      if (!wanted.has(id)) {
        this.#controller.items.delete(id);
      }
    }
    for (const file of files) {
      this.#itemOf(file);
    }
  }

  #itemOf(file: vscode.Uri): vscode.TestItem {
    const id = file.toString();
    const item =
      this.#controller.items.get(id) ??
      this.#controller.createTestItem(id, vscode.workspace.asRelativePath(file), file);
    item.canResolveChildren = true;
    this.#controller.items.add(item);
    return item;
  }

  /** A file that is looked at shows its tests at the edge of their lines. */
  #opened(file: vscode.Uri): void {
    if (/\.access\.ya?ml$/i.test(file.path) && file.scheme === 'file') {
      void this.#list(this.#itemOf(file));
    }
  }

  #changed(file: vscode.Uri): void {
    const item = this.#itemOf(file);
    // What nobody has looked at is asked for when somebody does.
    if (item.children.size > 0) {
      void this.#list(item);
    }
  }

  async #list(item: vscode.TestItem): Promise<void> {
    if (item.uri && item.canResolveChildren) {
      this.#show(item, item.uri, (await this.#ask(item.uri, false))?.tests ?? []);
    }
  }

  /** The same tests keep their items, and with them what came of them last. */
  #show(parent: vscode.TestItem, file: vscode.Uri, tests: readonly AccessTestItem[]): readonly vscode.TestItem[] {
    const items = tests.map(({ name, range }, index) => {
      const id = `${parent.id}#${index}`;
      const item = parent.children.get(id) ?? this.#controller.createTestItem(id, name, file);
      item.label = name;
      item.range = toRange(range);
      return item;
    });
    parent.children.replace(items);
    return items;
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (!request.include) {
      await this.#find();
    }
    const run = this.#controller.createTestRun(request);
    const wanted = request.include ?? [...this.#controller.items].map(([, item]) => item);
    for (const [file, chosen] of byFile(wanted)) {
      if (token.isCancellationRequested) {
        break;
      }
      await this.#runFile(run, file, chosen, request.exclude ?? []);
    }
    run.end();
  }

  /** @param chosen the tests that are wanted; all where it is empty */
  async #runFile(
    run: vscode.TestRun,
    file: vscode.TestItem,
    chosen: ReadonlySet<string>,
    excluded: readonly vscode.TestItem[],
  ): Promise<void> {
    if (!file.uri || excluded.includes(file)) {
      return;
    }
    run.started(file);
    const list = await this.#ask(file.uri, true);
    const items = list ? this.#show(file, file.uri, list.tests) : [];
    for (const [index, item] of items.entries()) {
      const isWanted = (chosen.size === 0 || chosen.has(item.id)) && !excluded.includes(item);
      if (isWanted) {
        tell(run, item, file.uri, list?.tests[index]?.failures ?? []);
      }
    }
    if (!list) {
      run.errored(file, new vscode.TestMessage(vscode.l10n.t('There are no access tests in this file.')));
    } else if (list.problems.length > 0) {
      run.errored(file, toMessages(file.uri, list.problems));
    }
  }
}

/** The files of some items, and which of their tests are meant. */
function byFile(items: readonly vscode.TestItem[]): ReadonlyMap<vscode.TestItem, ReadonlySet<string>> {
  const whole = new Set(items.filter(({ parent }) => !parent));
  const found = new Map<vscode.TestItem, Set<string>>();
  for (const item of items) {
    const file = item.parent ?? item;
    const chosen = found.get(file) ?? new Set();
    if (item.parent && !whole.has(file)) {
      chosen.add(item.id);
    }
    found.set(file, chosen);
  }
  return found;
}

function tell(
  run: vscode.TestRun,
  item: vscode.TestItem,
  file: vscode.Uri,
  failures: readonly AccessTestFailure[],
): void {
  if (failures.length === 0) {
    run.passed(item);
  } else {
    run.failed(item, toMessages(file, failures));
  }
}

function toMessages(file: vscode.Uri, failures: readonly AccessTestFailure[]): vscode.TestMessage[] {
  return failures.map(({ message, range, reasons }) => {
    const told = new vscode.TestMessage([message, ...reasons.map((reason) => `  ${reason.message}`)].join('\n'));
    told.location = new vscode.Location(file, toRange(range));
    // The lines that say why, to go to.
    told.stackTrace = reasons.flatMap(({ message: label, place }) =>
      place
        ? [
            new vscode.TestMessageStackFrame(
              label,
              vscode.Uri.parse(place.uri),
              new vscode.Position(place.line, place.character),
            ),
          ]
        : [],
    );
    return told;
  });
}

function toRange({ start, end }: ShownRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
