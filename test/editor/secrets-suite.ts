/** Databricks secrets in a real VS Code: references completed, mended, followed and renamed across languages. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { pressKeys, takeScreenshot } from './suite-side.ts';
import { accept, actionsAt, apply, behind, completionsAt, findingOf, openFile, until } from './workspace-files.ts';

const BUNDLE = 'databricks/databricks.yml';
const CONF = 'databricks/spark-defaults.conf';

async function completesReferences(): Promise<void> {
  const { document } = await openFile(CONF);
  assert.equal(document.languageId, 'spark-conf');
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(document.lineCount, 0), '\nspark.new {{');
  assert.ok(await vscode.workspace.applyEdit(edit));
  const items = await until(async () => {
    const found = await completionsAt(document, behind(document, 'spark.new {{'));
    return found.some(({ label }) => label === '{{secrets/lake/client-secret}}') && found;
  });
  await accept(
    document,
    items.find(({ label }) => label === '{{secrets/lake/client-secret}}'),
  );
  assert.match(document.getText(), /\nspark\.new \{\{secrets\/lake\/client-secret\}\}$/);
}

async function mendsTheBlank(): Promise<void> {
  const { document } = await openFile(BUNDLE);
  const finding = await until(() => findingOf(document.uri, 'databricks/spaced-secret-reference'));
  const actions = await actionsAt(document, finding.range);
  await takeScreenshot('secrets', { visible: '.squiggly-error' });
  await apply(actions.find(({ title }) => title === 'Remove the blanks'));
  assert.match(document.getText(), /oauth2\.client\.secret\.\S+: "\{\{secrets\/lake\/client-secret\}\}"/);
  await until(() => findingOf(document.uri, 'databricks/spaced-secret-reference') === undefined);
}

async function leadsToTerraform(): Promise<void> {
  const { document } = await openFile(BUNDLE);
  const locations = await until(async () => {
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      behind(document, 'SPARKPASSWORD: "{{secrets/lake/jdbc-pass'),
    );
    return found.length > 0 && found;
  });
  const uris = locations.map((one) => ('targetUri' in one ? one.targetUri : one.uri).path);
  assert.ok(
    uris.some((one) => one.endsWith('/databricks/secrets.tf')),
    uris.join(),
  );
}

async function renamesAcrossLanguages(): Promise<void> {
  const { document } = await openFile(BUNDLE);
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    behind(document, 'SPARKPASSWORD: "{{secrets/lake/jdbc-pass'),
    'jdbc-secret',
  );
  assert.ok(await vscode.workspace.applyEdit(edit));
  const terraform = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(document.uri, '..', 'secrets.tf'));
  assert.match(document.getText(), /SPARKPASSWORD: "\{\{secrets\/lake\/jdbc-secret\}\}"/);
  assert.match(terraform.getText(), /key {10}= "jdbc-secret"/);
  assert.doesNotMatch(terraform.getText(), /"jdbc-password"/);
}

async function isGoodToLookAt(): Promise<void> {
  await openFile('databricks/cluster.json');
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await pressKeys('Control+Home');
  await takeScreenshot('secrets-readme', { visible: '.markers-panel .monaco-list-row >> text=inside the braces' });
}

export const SECRETS = {
  'a secret reference is completed': completesReferences,
  'the blank inside the braces goes': mendsTheBlank,
  'a reference in YAML leads to Terraform': leadsToTerraform,
  'a secret is renamed in YAML and Terraform': renamesAcrossLanguages,
  'a cluster is good to look at': isGoodToLookAt,
};
