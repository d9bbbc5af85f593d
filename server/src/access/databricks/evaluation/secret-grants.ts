/** What a principal may do on a secret scope, through every permission that there is on it and as an administrator. */
import type { Answer } from '../../facts.ts';
import type { InitialManager, SecretPermission } from '../secret-access-facts.ts';
import { isSecretPermission, SECRET_PERMISSIONS, type SecretPermissionLevel } from '../secret-access-request.ts';
import { allOf } from './answers.ts';
import { ADMINS } from './names.ts';
import type { SecretAccessState, SecretScopeState } from './secret-access-state.ts';
import type { Closure } from './workspace-identities.ts';

/** One way to a permission on a scope. */
export interface Grant {
  /** The name that has it: the principal's own or one of a group. */
  readonly principal: string;
  readonly source:
    | { readonly kind: 'acl'; readonly fact: SecretPermission; readonly replaced: readonly SecretPermission[] }
    | { readonly kind: 'initial'; readonly fact: InitialManager; readonly holds: boolean }
    | { readonly kind: 'admin' };
  /** Undefined where nobody knows what the permission gives. */
  readonly level: SecretPermissionLevel | undefined;
  /** Whether the principal has that name or is in that group. */
  readonly membership: Answer;
  /** How many groups lie between. */
  readonly groups: number;
}

/** In the order in which they are told, administrators last; those that are certainly another's are left out. */
export function grantsOn(
  { identities }: SecretAccessState,
  scope: SecretScopeState | undefined,
  closure: Closure,
): readonly Grant[] {
  const found: Grant[] = [];
  const add = (principal: string, source: Grant['source'], level: Grant['level']): void => {
    const membership = identities.belongsTo(closure, principal);
    if (membership !== 'no') {
      const groups = closure.certain.get(principal)?.groups ?? 0;
      found.push({ principal, source, level, membership, groups });
    }
  };
  for (const { principal, fact, replaced } of scope?.entries.values() ?? []) {
    add(principal, { kind: 'acl', fact, replaced }, levelOf(fact.permission));
  }
  for (const { principal, fact, holds } of scope?.initial ?? []) {
    add(principal, { kind: 'initial', fact, holds }, 'MANAGE');
  }
  add(ADMINS, { kind: 'admin' }, 'MANAGE');
  return found;
}

function levelOf(permission: string): SecretPermissionLevel | undefined {
  return isSecretPermission(permission) ? permission : undefined;
}

/** Whether it gives what is needed. */
export function grantValue({ source, level, membership }: Grant, needs: SecretPermissionLevel): Answer {
  if (source.kind === 'initial' && !source.holds) {
    return 'no';
  }
  return allOf([membership, suffices(level, needs)]);
}

function suffices(level: SecretPermissionLevel | undefined, needs: SecretPermissionLevel): Answer {
  return level === undefined ? 'unknown' : rankOf(level) >= rankOf(needs) ? 'yes' : 'no';
}

export function rankOf(level: SecretPermissionLevel): number {
  return SECRET_PERMISSIONS.indexOf(level);
}
