/** Who may do what, in a real VS Code: the tree of scopes down to a secret, and answers to read. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { click, log, pressKeys, readText, takeScreenshot } from './suite-side.ts';
import { openFile, until } from './workspace-files.ts';

const GROUP = '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg-payments';
const SECRET = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-payments/secrets/card-processor-key`;
const ROW = '.pane-body .monaco-list-row';

function rowWith(text: string): string {
  return `${ROW}:has-text("${text}")`;
}

/** The text of the answer that is open. */
function answer(): Promise<string> {
  return until(() => {
    const page = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'grantscope-answer');
    return page && page.getText() !== '' && page.getText();
  });
}

async function opensTheTree(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('grantscope.scopes.focus');
  const first = await readText(rowWith('Azure'));
  if (first === undefined) {
    await log('no page to look at');
    return;
  }
  await vscode.commands.executeCommand('list.focusFirst');
  await pressKeys('ArrowRight');
  for (const name of ['contoso', 'contoso-platform', '6f1c2a34', 'rg-payments', 'kv-payments', 'card-processor-key']) {
    await click(rowWith(name).replace(/:has-text.*$/, `[aria-label^="${name}"]`));
  }
  assert.match((await readText(rowWith('Key Vault Secrets Officer'))) ?? '', /mika\.sato@contoso\.com/);
  await takeScreenshot('scopes');
}

async function explains(): Promise<void> {
  const principal = 'mika.sato@contoso.com';
  const node = { id: '', kind: 'secret', principal, resource: SECRET };
  const asked = vscode.commands.executeCommand('grantscope.explainAccess', node);
  const picker = await readText('.quick-input-widget .monaco-list-row.focused');
  if (picker === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  await asked;
  const text = await answer();
  assert.match(text, /^# Allowed\n/);
  assert.match(text, /\[assignments\\\.json:\d+\]\(<\/access\/assignments\.json#L\d+>\)/);
  await takeScreenshot('explanation');
}

async function followsUnsavedChanges(): Promise<void> {
  const { document } = await openFile('access/assignments.json');
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), '[]\n');
  assert.ok(await vscode.workspace.applyEdit(edit));
  await until(async () => /^# (?:Denied|Undetermined)\n/.test(await answer()));
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await until(async () => /^# Allowed\n/.test(await answer()));
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

export const ACCESS = {
  'the tree of scopes leads to a secret': opensTheTree,
  'access is explained, with links to file and line': explains,
  'an explanation follows what is not saved yet': followsUnsavedChanges,
};
