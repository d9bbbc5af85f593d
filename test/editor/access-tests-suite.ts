/** Access tests in a real VS Code: the Test Explorer runs them, and they follow what is edited beside them. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { takeScreenshot } from './suite-side.ts';
import { findingOf, openFile, rulesOn, until } from './workspace-files.ts';

const TESTS = 'access/vault.access.yaml';
const ASSIGNMENTS = 'access/assignments.json';
/** Who may create secrets, by the name and the id that exports have. */
const MIKA = /mika\.sato@contoso\.com|e81f0b6d-37c2-4a95-9d14-5b6c7d8e9f02/g;
const RULE = 'grantscope/access-test';

async function runsInTheExplorer(): Promise<void> {
  await openFile(TESTS);
  await vscode.commands.executeCommand('workbench.view.testing.focus');
  await vscode.commands.executeCommand('testing.runAll');
  await takeScreenshot('access-tests', { visible: '.test-explorer .codicon-testing-passed-icon' });
}

async function write(document: vscode.TextDocument, text: string): Promise<void> {
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, whole, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

async function followsTheAssignments(): Promise<void> {
  const { document } = await openFile(TESTS);
  await until(() => !rulesOn(document.uri).includes(RULE));
  const assignments = (await openFile(ASSIGNMENTS)).document;
  const text = assignments.getText();
  await write(assignments, text.replace(MIKA, 'somebody-else'));
  await openFile(TESTS);
  const finding = await until(() => findingOf(document.uri, RULE));
  assert.match(finding.message, /is denied this and should be allowed/);
  await vscode.commands.executeCommand('testing.runAll');
  await takeScreenshot('access-tests-failed', { visible: '.test-explorer .codicon-testing-failed-icon' });
  await write(assignments, text);
  await until(() => findingOf(document.uri, RULE) === undefined);
  await vscode.commands.executeCommand('workbench.view.explorer');
}

export const ACCESS_TESTS = {
  'access tests run in the Test Explorer': runsInTheExplorer,
  'access tests follow the assignments beside them': followsTheAssignments,
};
