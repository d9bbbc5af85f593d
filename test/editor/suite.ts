/** The extension in a real VS Code: what a person sees and does with role files. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ACCESS } from './access-suite.ts';
import { ACCESS_TESTS } from './access-tests-suite.ts';
import { ROLES } from './roles-suite.ts';
import { SECRETS } from './secrets-suite.ts';
import { log, pressKeys, readText, runSuite, takeScreenshot } from './suite-side.ts';
import {
  accept,
  actionsAt,
  apply,
  behind,
  completionsAt,
  extensionApi,
  findingOf,
  openFile,
  rulesOn,
  until,
} from './workspace-files.ts';

const BACKUP = 'roles/backup-keys-operator.json';
const STATUS = '.statusbar-item[id$="grantscope.status"]';

async function isQuietOnOtherFiles(): Promise<void> {
  const { document } = await openFile('app/features.json');
  const api = await extensionApi();
  assert.equal(document.languageId, 'json');
  await vscode.commands.executeCommand('workbench.action.openSettingsJson');
  // The schema of the settings is a document too, and it names our settings; the editor makes it some time after start.
  await until(() =>
    vscode.workspace.openTextDocument(vscode.Uri.parse('vscode://schemas/settings/user')).then(
      () => true,
      () => false,
    ),
  );
  assert.equal(api.isStarted(), false, 'the server was started for a file that is none of ours');
}

async function showsFindings(): Promise<void> {
  const { document } = await openFile(BACKUP);
  await until(() => rulesOn(document.uri).length === 2);
  assert.deepEqual(rulesOn(document.uri), ['azure/padded-operation', 'azure/placeholder']);
  const padded = findingOf(document.uri, 'azure/padded-operation');
  assert.equal(document.getText(padded?.range), ' ');
  await takeScreenshot('findings', { visible: '.squiggly-warning' });
}

async function showsItsStatus(): Promise<void> {
  await openFile(BACKUP);
  const text = await until(async () => {
    const shown = await readText(STATUS);
    return shown === undefined ? 'no page to look at' : /\d{4}-\d\d-\d\d/.test(shown) && shown;
  });
  await log(`status: ${text}`);
}

async function completesOperations(): Promise<void> {
  const { document } = await openFile('roles/vm-operator.json');
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, behind(document, '"Actions": ['), '\n    "Microsoft.KeyVault/vaults/d",');
  assert.ok(await vscode.workspace.applyEdit(edit));
  const items = await until(async () => {
    const found = await completionsAt(document, behind(document, '"Microsoft.KeyVault/vaults/d'));
    return found.some(({ label }) => label === 'delete') && found;
  });
  await accept(
    document,
    items.find(({ label }) => label === 'delete'),
  );
  assert.match(document.getText(), /"Actions": \[\n {4}"Microsoft\.KeyVault\/vaults\/delete",\n/);
}

async function completesRoles(): Promise<void> {
  const { document } = await openFile('assignments/key-vault.json');
  const items = await until(async () => {
    const found = await completionsAt(document, behind(document, '"roleDefinitionName": "Key'));
    return found.length > 900 && found;
  });
  const officer = items.find(({ label }) => label === 'Key Vault Secrets Officer');
  assert.match(String(officer?.filterText), /b86a8fe4-44ce-4948-aee5-eccb2c155cd7/, 'a role is found by its id, too');
  await accept(document, officer);
  assert.match(document.getText(), /"roleDefinitionName": "Key Vault Secrets Officer"/);
}

async function fixesOneFinding(): Promise<void> {
  const { document } = await openFile(BACKUP);
  const before = document.getText();
  const finding = await until(() => findingOf(document.uri, 'azure/padded-operation'));
  const actions = await actionsAt(document, finding.range);
  await apply(actions.find(({ title }) => title === 'Remove the blank'));
  assert.equal(document.getText(), before.replace('keys/read "', 'keys/read"'));
  await until(() => rulesOn(document.uri).join() === 'azure/placeholder');
}

async function fixesAll(): Promise<void> {
  const { document } = await openFile('roles/storage-auditor.json');
  await until(() => findingOf(document.uri, 'azure/wrong-plane'));
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const [action] = await actionsAt(document, whole, vscode.CodeActionKind.SourceFixAll);
  await apply(action);
  await until(() => findingOf(document.uri, 'azure/wrong-plane') === undefined);
  assert.match(
    document.getText(),
    /"DataActions": \[\s+"Microsoft\.Storage\/storageAccounts\/blobServices\/containers\/blobs\/read"\s+\]/,
  );
}

async function explainsWildcards(): Promise<void> {
  const { document } = await openFile('roles/platform-contributor.json');
  const hovers = await until(async () => {
    const found = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      behind(document, '"*'),
    );
    return found.length > 0 && found;
  });
  const text = hovers
    .flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)))
    .join('\n');
  assert.match(text, /control operations, [\d,]+ after the exclusions/);
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    new vscode.Range(0, 0, document.lineCount, 0),
  );
  assert.ok(
    hints.some(({ label }) => /operations/.test(String(label))),
    'wildcards have their count beside them',
  );
}

async function outlinesRoles(): Promise<void> {
  const { document } = await openFile('templates/custom-role.json');
  const symbols = await until(async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    return found?.some(({ name }) => name.includes('parameters(')) && found;
  });
  assert.ok(symbols.length > 0);
}

async function opensRulePages(): Promise<void> {
  const { document } = await openFile(BACKUP);
  const finding = await until(() => findingOf(document.uri, 'azure/placeholder'));
  assert.ok(typeof finding.code === 'object', 'the code of a finding leads to the page of its rule');
  const page = await vscode.workspace.openTextDocument(finding.code.target);
  assert.match(page.getText(), /^# azure\/placeholder\n/);
  await vscode.commands.executeCommand('vscode.open', finding.code.target);
  await takeScreenshot('rule-page');
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
}

async function obeysSettings(): Promise<void> {
  const { document } = await openFile('roles/cost-reader.jsonc');
  await until(() => findingOf(document.uri, 'azure/multiple-wildcards'));
  const settings = vscode.workspace.getConfiguration('grantscope');
  await settings.update('rules', { 'azure/multiple-wildcards': 'off' }, vscode.ConfigurationTarget.Global);
  await until(() => findingOf(document.uri, 'azure/multiple-wildcards') === undefined);
  await settings.update('rules', undefined, vscode.ConfigurationTarget.Global);
  await until(() => findingOf(document.uri, 'azure/multiple-wildcards'));
}

async function restarts(): Promise<void> {
  const { document } = await openFile(BACKUP);
  await vscode.commands.executeCommand('grantscope.restartServer');
  await until(() => rulesOn(document.uri).includes('azure/placeholder'));
}

async function beginsRoles(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'json', content: '' });
  await vscode.window.showTextDocument(document);
  const items = await until(async () => {
    const found = await completionsAt(document, new vscode.Position(0, 0));
    return found.some(({ label }) => label === 'azure-custom-role') && found;
  });
  assert.equal(items.filter(({ label }) => String(label).startsWith('azure-custom-role')).length, 4);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

async function isGoodToLookAt(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const { document } = await openFile('roles/platform-contributor.json');
  await until(() => rulesOn(document.uri).length > 3);
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await pressKeys('Control+Home');
  await takeScreenshot('readme', { visible: '.markers-panel .monaco-list-row >> text=second management group' });
}

export const run = (): Promise<void> =>
  runSuite({
    'nothing starts for a file without roles': isQuietOnOtherFiles,
    'findings appear': showsFindings,
    'the status item shows the date of the catalogue': showsItsStatus,
    'operations are completed': completesOperations,
    'roles are completed by name and by id': completesRoles,
    'a quick fix changes the text': fixesOneFinding,
    'all safe fixes are made at once': fixesAll,
    'a wildcard says what it matches': explainsWildcards,
    'roles are in the outline': outlinesRoles,
    'the code of a finding opens the page of its rule': opensRulePages,
    'settings decide severities': obeysSettings,
    ...SECRETS,
    ...ROLES,
    ...ACCESS,
    ...ACCESS_TESTS,
    'the server restarts': restarts,
    'a new file begins with a whole role': beginsRoles,
    'the editor is good to look at': isGoodToLookAt,
  });
