/** The commands of the Azure CLI that assign the roles which replace access policies, as a shell script to read and run. */
import { VAULT_PREFIX } from '../access/azure/vault-permission.ts';
import { message, render, type Translations } from '../rules/message.ts';
import {
  type CustomRoleDraft,
  type MigratedPolicy,
  type MigratedVault,
  permissionWords,
} from './migrate-azure-vaults.ts';

/** Text as one word of a shell. */
function word(text: string): string {
  return /^[\w./:@=+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

export function writeMigrationScript(vaults: readonly MigratedVault[], translations: Translations): string {
  return vaults.map((vault) => new Script(translations).write(vault)).join('\n');
}

/** A role of its own, as the Azure CLI takes it. */
export function definitionOf({ name, dataActions, assignableScope }: CustomRoleDraft) {
  return {
    Name: name,
    IsCustom: true,
    Description: 'Replaces access policies',
    Actions: [],
    DataActions: dataActions,
    AssignableScopes: [assignableScope ?? '/subscriptions/SUBSCRIPTION_ID/resourceGroups/RESOURCE_GROUP'],
  };
}

/** A shell script for one vault. */
class Script {
  readonly #translations: Translations;
  readonly #lines: string[] = [];
  /** Commands that are there already: two policies may come to the same. */
  readonly #commands = new Set<string>();
  /** Principals of which only the deployment knows the ids, by the variables that stand for them. */
  readonly #variables = new Map<string, string>();

  constructor(translations: Translations) {
    this.#translations = translations;
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
      this.#lines.push(line);
    }
  }

  #comment(text: string, ...args: readonly (string | readonly string[])[]): void {
    this.#note(render(message(text, ...args), this.#translations));
  }

  /** A comment stays one line, whatever stands in the file: what begins a new one would be run. */
  #note(text: string): void {
    this.#lines.push(`# ${text.replace(/[\r\n\u2028\u2029]+/g, ' ')}`.trimEnd());
  }
}

/** Data actions of vaults without what they all begin with. */
function short(dataActions: readonly string[]): readonly string[] {
  return dataActions.map((action) => action.replace(VAULT_PREFIX, ''));
}
