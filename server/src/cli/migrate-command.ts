/** `migrate`: the role assignments that replace the access policies of the vaults in a file, as commands to run. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { VAULT_PREFIX } from '../access/azure/vault-permission.ts';
import { languageOfFile } from '../features/languages.ts';
import {
  type CustomRoleDraft,
  type MigratedPolicy,
  type MigratedVault,
  migrateVaults,
  permissionWords,
} from '../features/migrate-azure-vaults.ts';
import { message, render } from '../rules/message.ts';
import { decodeText } from '../syntax/decode-text.ts';
import { CommandError, EXIT, type Paint, painter, printable, type Terminal } from './terminal.ts';

export function runMigrate(terminal: Terminal, file: string, format: 'pretty' | 'json'): number {
  const vaults = migrateVaults(readTree(terminal, file), terminal.facts);
  if (vaults.length === 0) {
    throw new CommandError(`there is no vault in "${file}"; "az keyvault show --name NAME > vault.json" writes one`);
  }
  terminal.out(
    format === 'json'
      ? `${JSON.stringify({ version: 1, vaults: vaults.map(toJson) }, undefined, 2)}\n`
      : vaults.map((vault) => new Script(terminal).write(vault)).join('\n'),
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

function definitionOf({ name, dataActions, assignableScope }: CustomRoleDraft) {
  return {
    Name: name,
    IsCustom: true,
    Description: 'Replaces access policies',
    Actions: [],
    DataActions: dataActions,
    AssignableScopes: [assignableScope ?? '/subscriptions/SUBSCRIPTION_ID/resourceGroups/RESOURCE_GROUP'],
  };
}

/** Text as one word of a shell. */
function word(text: string): string {
  return /^[\w./:@=+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A shell script for one vault. */
class Script {
  readonly #terminal: Terminal;
  readonly #paint: Paint;
  readonly #lines: string[] = [];
  /** Commands that are there already: two policies may come to the same. */
  readonly #commands = new Set<string>();
  /** Principals of which only the deployment knows the ids, by the variables that stand for them. */
  readonly #variables = new Map<string, string>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#paint = painter(terminal.colors);
  }

  write(vault: MigratedVault): string {
    const { policies, isWhole, permissionModel } = vault;
    const name = vault.name?.text ?? '';
    this.#note(vault.id ?? name);
    if (permissionModel === 'rbac') {
      this.#comment('This vault uses Azure RBAC already: its access policies give nobody anything.');
    }
    if (!isWhole) {
      this.#comment('Some access policies of this vault are put in from elsewhere; what replaces these is not here.');
    }
    if (policies.length === 0) {
      this.#comment('There are no access policies to replace.');
    } else if (vault.id === undefined) {
      const asked = vault.name?.isKnown ? word(name) : '"$VAULT_NAME"';
      this.#command(`VAULT_ID=$(az keyvault show --name ${asked} --query id --output tsv)`);
    }
    for (const policy of policies) {
      this.#writePolicy(policy, vault);
    }
    if (policies.length > 0 && permissionModel !== 'rbac') {
      this.#lines.push('');
      this.#comment('When the assignments are in effect, which takes some minutes, let the vault use them:');
      const scope = vault.id === undefined ? '"$VAULT_ID"' : word(vault.id);
      this.#note(`az resource update --ids ${scope} --set properties.enableRbacAuthorization=true`);
    }
    return `${this.#lines.join('\n')}\n`;
  }

  #writePolicy(policy: MigratedPolicy, vault: MigratedVault): void {
    const { principal, applicationId, migration, customRole, isWhole, permissions } = policy;
    this.#lines.push('');
    this.#note(`${principal.text}: ${permissionWords(permissions)}`);
    if (applicationId) {
      this.#comment(
        'This policy is for the principal through the application {0} only. Roles cannot say that: they hold for every application.',
        applicationId.text,
      );
    }
    if (!isWhole) {
      this.#comment('Some permissions of this policy are put in from elsewhere; what they need is not here.');
    }
    for (const { kind, name } of migration.unknown) {
      this.#comment('There is no permission "{0}" for {1}.', name, kind);
    }
    if (migration.needs.length === 0) {
      this.#comment('This policy allows nothing, so that nothing replaces it.');
      return;
    }
    const scope = vault.id === undefined ? '"$VAULT_ID"' : word(vault.id);
    const assignee = principal.isKnown ? principal.text : this.#variableFor(principal.text);
    const assign = (role: string): string =>
      `az role assignment create --assignee-object-id ${assignee} --role ${role} --scope ${scope}`;
    if (customRole) {
      this.#writeCustomRole(customRole);
      this.#command(assign(word(customRole.name)));
      this.#comment('Or, with more than the policy allows: {0}', short(migration.adds));
    }
    for (const role of migration.roles) {
      const line = `${assign(role.id)} # ${role.name}`;
      if (customRole) {
        this.#note(line);
      } else {
        this.#command(line);
      }
    }
    if (!customRole && migration.adds.length > 0) {
      this.#comment('This also allows: {0}', short(migration.adds));
    }
    const actions = [...new Set(migration.roles.flatMap((role) => role.actions))];
    if (!customRole && actions.length > 0) {
      this.#comment('In the control plane it allows: {0}', actions);
    }
  }

  #variableFor(principal: string): string {
    const known = this.#variables.get(principal);
    const variable = known ?? `"$PRINCIPAL_${this.#variables.size + 1}"`;
    if (known === undefined) {
      this.#variables.set(principal, variable);
      this.#comment('Put the object id of this principal into {0}.', variable);
    }
    return variable;
  }

  #writeCustomRole(role: CustomRoleDraft): void {
    this.#comment('No built-in roles come near. This role allows just the same:');
    if (role.assignableScope === undefined) {
      this.#comment('Put the subscription and the resource group of the vault in.');
    }
    this.#command(`az role definition create --role-definition ${word(JSON.stringify(definitionOf(role)))}`);
  }

  #command(line: string): void {
    if (!this.#commands.has(line)) {
      this.#commands.add(line);
      this.#lines.push(printable(line));
    }
  }

  #comment(text: string, ...args: readonly (string | readonly string[])[]): void {
    this.#note(render(message(text, ...args), this.#terminal.translations));
  }

  /** A comment stays one line, whatever stands in the file: what begins a new one would be run. */
  #note(text: string): void {
    this.#lines.push(this.#paint('gray', `# ${printable(text.replace(/[\r\n\u2028\u2029]+/g, ' '))}`.trimEnd()));
  }
}

/** Data actions of vaults without what they all begin with. */
function short(dataActions: readonly string[]): readonly string[] {
  return dataActions.map((action) => action.replace(VAULT_PREFIX, ''));
}
