/** What suites do with the files of the sample workspace and with what the extension says of them. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../client/src/extension.ts';

export const EXTENSION = 'grantscope.grantscope';

/** Opens a file of the workspace by its path in it. */
export async function openFile(path: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no workspace is open');
  return vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, path));
}

export async function extensionApi(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>(EXTENSION);
  assert.ok(extension, 'the extension is not installed');
  return extension.activate();
}

/** Asks again and again until there is an answer; the limit of the test ends it if there never is. */
export async function until<T>(ask: () => T | undefined | false | PromiseLike<T | undefined | false>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The rules that have something to say of a document, in order of place. */
export function rulesOn(uri: vscode.Uri): string[] {
  const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'grantscope');
  return ours
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map(({ code }) => String(typeof code === 'object' ? code.value : code));
}

export function findingOf(uri: vscode.Uri, rule: string): vscode.Diagnostic | undefined {
  return vscode.languages
    .getDiagnostics(uri)
    .find(({ code }) => (typeof code === 'object' ? code.value : code) === rule);
}

/** The place behind a text in a document. */
export function behind(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `the document has no ${text}`);
  return document.positionAt(at + text.length);
}

/** The completions at a place, and what the document would be after one of them. */
export async function completionsAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return items;
}

export async function accept(document: vscode.TextDocument, item: vscode.CompletionItem | undefined): Promise<void> {
  assert.ok(item, 'the completion is missing');
  const { range, insertText } = item;
  const replaced = range instanceof vscode.Range ? range : range?.replacing;
  assert.ok(replaced, 'the completion says no range');
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, replaced, typeof insertText === 'string' ? insertText : (insertText?.value ?? ''));
  assert.ok(await vscode.workspace.applyEdit(edit));
}

export async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind?.value,
  );
}

export async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'the action is missing');
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}
