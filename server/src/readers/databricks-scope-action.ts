/** What is done to a secret scope: made, or written to. What may be done depends on what keeps its secrets. */
import type { Naming } from './databricks-name.ts';
import type { ScopeCreation } from './databricks-scope-creation.ts';
import { argumentOf, type SecretCommand } from './databricks-secret-command.ts';
import type { Secret } from './databricks-secret-objects.ts';
import type { SecretUse } from './databricks-secret-use.ts';
import type { Part } from './part.ts';

export interface ScopeAction {
  readonly kind: 'databricks/scope-action';
  readonly action: 'create' | 'write' | 'delete';
  readonly scope: Naming;
  /** How it is made, where that is what is done. */
  readonly creation: ScopeCreation | undefined;
}

export function actionOfCreation({ model, start }: Part<ScopeCreation>): Part<ScopeAction> {
  return {
    model: { kind: 'databricks/scope-action', action: 'create', scope: model.name, creation: model },
    start,
  };
}

export function actionOfSecret({ scope }: Secret): Part<ScopeAction> {
  return changeOf('write', scope);
}

const CHANGES: Readonly<Record<string, 'write' | 'delete'>> = {
  'put-secret': 'write',
  put_secret: 'write',
  putSecret: 'write',
  'delete-secret': 'delete',
  delete_secret: 'delete',
  deleteSecret: 'delete',
};

export function actionsInCommand(command: SecretCommand): readonly Part<ScopeAction>[] {
  const action = CHANGES[command.name ?? ''];
  return action ? [changeOf(action, argumentOf(command, 'scope'))] : [];
}

export function actionsInUse({ method, scope }: SecretUse): readonly Part<ScopeAction>[] {
  const action = CHANGES[method];
  return action ? [changeOf(action, scope)] : [];
}

function changeOf(action: 'write' | 'delete', scope: Naming): Part<ScopeAction> {
  return { model: { kind: 'databricks/scope-action', action, scope, creation: undefined }, start: 0 };
}
