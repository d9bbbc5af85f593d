/** Names of roles in scripts and templates, in a real VS Code: replaced by ids, and shown beside them. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, apply, findingOf, openFile, until } from './workspace-files.ts';

async function usesIdsInShell(): Promise<void> {
  const { document } = await openFile('deploy/grant-access.sh');
  const finding = await until(() => findingOf(document.uri, 'azure/role-name'));
  const actions = await actionsAt(document, finding.range);
  await apply(actions.find(({ title }) => title === 'Use the id of Key Vault Secrets User'));
  assert.match(
    document.getText(),
    /--role "4633458b-17de-408a-b874-0445c86b69e6" --scope "\$VAULT" # Key Vault Secrets User/,
  );
  const place = document.positionAt(document.getText().indexOf('4633458b-17de-408a-b874-0445c86b69e6'));
  const back = await actionsAt(document, new vscode.Range(place, place));
  await apply(back.find(({ title }) => title === 'Use the name Key Vault Secrets User'));
  assert.match(document.getText(), /--role "Key Vault Secrets User" --scope "\$VAULT"\r?\n/);
}

async function usesIdsInBicep(): Promise<void> {
  const { document } = await openFile('deploy/vault-access.bicep');
  const finding = await until(() => findingOf(document.uri, 'azure/invalid-role-reference'));
  const actions = await actionsAt(document, finding.range);
  await apply(actions.find(({ title }) => title === 'Use the id of Key Vault Secrets User'));
  assert.match(document.getText(), /'4633458b-17de-408a-b874-0445c86b69e6'\) \/\/ Key Vault Secrets User\n/);
  const hints = await until(async () => {
    const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    return found.length > 0 && found;
  });
  assert.ok(hints.some(({ label }) => label === 'Key Vault Secrets User'));
}

export const ROLES = {
  'a name becomes an id in a shell script, and a name again': usesIdsInShell,
  'a name becomes an id in Bicep, with a hint beside it': usesIdsInBicep,
};
