/** The commands that write an inventory: what the empty view tells people to run. */
import * as vscode from 'vscode';

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  azure: [
    'az role assignment list --all -o json > assignments.json',
    'az role definition list --custom-role-only true -o json > roles.json',
    'az keyvault list -o json > vaults.json',
    'az keyvault show --name VAULT -o json > VAULT.vault.json',
  ],
  databricks: [
    'databricks secrets list-scopes -o json > list-scopes.json',
    'databricks secrets list-secrets SCOPE -o json > SCOPE.secrets.json',
    'databricks secrets list-acls SCOPE -o json > SCOPE.acls.json',
  ],
};

/** @param of whose inventory, as the view names it */
export async function copyExportCommands(of: unknown): Promise<void> {
  const commands = typeof of === 'string' ? COMMANDS[of] : undefined;
  await vscode.env.clipboard.writeText(`${(commands ?? Object.values(COMMANDS).flat()).join('\n')}\n`);
  await vscode.window.showInformationMessage(
    vscode.l10n.t('The commands are in the clipboard. Save what they write in this folder.'),
  );
}
