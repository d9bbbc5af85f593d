/** `migrate`: the role assignments that replace the access policies of the vaults in a file, as commands to run. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { definitionOf, writeMigrationScript } from '../features/azure-migration-script.ts';
import { languageOfFile } from '../features/languages.ts';
import { type MigratedPolicy, type MigratedVault, migrateVaults } from '../features/migrate-azure-vaults.ts';
import { decodeText } from '../syntax/decode-text.ts';
import { CommandError, EXIT, printable, type Terminal } from './terminal.ts';

export function runMigrate(terminal: Terminal, file: string, format: 'pretty' | 'json'): number {
  const vaults = migrateVaults(readTree(terminal, file), terminal.facts);
  if (vaults.length === 0) {
    throw new CommandError(`there is no vault in "${file}"; "az keyvault show --name NAME > vault.json" writes one`);
  }
  terminal.out(
    format === 'json'
      ? `${JSON.stringify({ version: 1, vaults: vaults.map(toJson) }, undefined, 2)}\n`
      : printable(writeMigrationScript(vaults, terminal.translations)),
  );
  return EXIT.fine;
}

function readTree(terminal: Terminal, file: string) {
  const language = languageOfFile(path.basename(file));
  if (!language) {
    throw new CommandError(`Grantscope does not read files with the ending of "${file}"`);
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path.resolve(terminal.folder, file));
  } catch (error) {
    throw new CommandError(`"${file}" cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const decoded = decodeText(bytes);
  if (!decoded) {
    throw new CommandError(`"${file}" is no text`);
  }
  return language.parse(decoded.text);
}

function toJson(vault: MigratedVault): object {
  const { name, id, permissionModel, isWhole, policies } = vault;
  return {
    id: id ?? null,
    name: name?.text ?? null,
    permissionModel,
    complete: isWhole,
    policies: policies.map((policy) => policyToJson(policy, id ?? null)),
  };
}

function policyToJson(policy: MigratedPolicy, scope: string | null): object {
  const { principal, applicationId, permissions, migration, customRole, isWhole } = policy;
  const builtIn = migration.roles.map((role) => ({ id: role.id, name: role.name, actions: role.actions }));
  return {
    principal: principal.text,
    principalKnown: principal.isKnown,
    applicationId: applicationId?.text ?? null,
    permissions,
    unknownPermissions: migration.unknown,
    complete: isWhole,
    fit: migration.fit,
    dataActions: migration.needs,
    assignments: (customRole ? [{ id: null, name: customRole.name }] : builtIn).map(({ id, name }) => ({
      principalId: principal.isKnown ? principal.text : null,
      roleId: id,
      roleName: name,
      scope,
    })),
    customRole: customRole ? definitionOf(customRole) : null,
    builtInRoles: builtIn,
    adds: migration.adds,
  };
}
