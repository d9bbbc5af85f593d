/** Secret scopes as they are made, in whatever words: resources, bodies, commands, calls. */
import type { Naming } from './databricks-name.ts';
import { readNaming } from './databricks-name.ts';
import { argumentOf, optionOf, type SecretCommand } from './databricks-secret-command.ts';
import type { SecretScope, SecretSource } from './databricks-secret-objects.ts';
import type { SecretUse } from './databricks-secret-use.ts';
import type { Part } from './part.ts';

export interface ScopeCreation {
  readonly kind: 'databricks/scope-creation';
  readonly source: SecretSource | 'command' | 'call';
  readonly name: Naming;
  /** `DATABRICKS` or `AZURE_KEYVAULT`. */
  readonly backend: Naming;
  /** Who may manage it from the start: only `users` is taken. */
  readonly manager: Naming;
  /** Whether the vault is named. */
  readonly hasVault: boolean;
}

export function creationOf({ source, name, backend, manager, vault }: SecretScope): Part<ScopeCreation> {
  return {
    model: {
      kind: 'databricks/scope-creation',
      source,
      name,
      backend: backend?.name,
      manager: manager?.name,
      hasVault: vault !== undefined,
    },
    start: 0,
  };
}

export function creationInCommand(command: SecretCommand): readonly Part<ScopeCreation>[] {
  if (command.name !== 'create-scope' || optionOf(command, '--json')) {
    return [];
  }
  const value = (name: string): Naming => {
    const option = optionOf(command, name)?.value;
    return option && readNaming(option);
  };
  return [
    {
      model: {
        kind: 'databricks/scope-creation',
        source: 'command',
        name: argumentOf(command, 'scope'),
        backend: value('--scope-backend-type'),
        manager: value('--initial-manage-principal'),
        hasVault: optionOf(command, '--resource-id') !== undefined,
      },
      start: 0,
    },
  ];
}

export function creationInUse({ method, arguments: args, scope }: SecretUse): readonly Part<ScopeCreation>[] {
  if (!/^create_?scope$/i.test(method)) {
    return [];
  }
  const named = (name: string) => args.find((one) => one.name === name);
  return [
    {
      model: {
        kind: 'databricks/scope-creation',
        source: 'call',
        name: scope,
        backend: readNaming(named('scope_backend_type')?.value),
        manager: readNaming(named('initial_manage_principal')?.value),
        hasVault: named('backend_azure_keyvault') !== undefined,
      },
      start: 0,
    },
  ];
}
