/** Every secret scope where a principal holds something, and what. */

import { type SecretAccessState, stateOf } from './evaluation/secret-access-state.ts';
import { type Grant, grantsOn } from './evaluation/secret-grants.ts';
import { membershipLinks } from './evaluation/secret-reason-chain.ts';
import type { Closure } from './evaluation/workspace-identities.ts';
import type { InitialManager, SecretAccessFacts, SecretPermission } from './secret-access-facts.ts';
import { addressOfScope } from './secret-access-request.ts';
import type { SecretReason } from './secret-reason.ts';

interface Held {
  /** How the principal comes to it: names and groups; empty where it is its own. */
  readonly path: readonly SecretReason[];
  /** Whether it is certain that the principal has it; else members of a group are missing. */
  readonly certain: boolean;
}

export interface HeldPermission extends Held {
  readonly kind: 'permission';
  /** `databricks:/secrets/SCOPE`. */
  readonly scope: string;
  readonly permission: SecretPermission;
}

/** As creator, or since the scope was created for everybody to manage. */
export interface HeldSinceCreation extends Held {
  readonly kind: 'initial-manager';
  readonly scope: string;
  readonly manager: InitialManager;
}

/** MANAGE on every scope, without a permission on any. */
export interface HeldAsAdmin extends Held {
  readonly kind: 'workspace-admin';
}

export type SecretHolding = HeldPermission | HeldSinceCreation | HeldAsAdmin;

/** What holds everywhere first, then sorted by scope, then as it is told. */
export function whatCanSecret(facts: SecretAccessFacts, principal: string): readonly SecretHolding[] {
  const state = stateOf(facts);
  const closure = state.identities.closureOf(principal);
  const everywhere = grantsOn(state, undefined, closure).flatMap((grant) => holdingOf(state, closure, '', grant));
  const onScopes = [...state.scopes.values()].flatMap((scope) =>
    grantsOn(state, scope, closure)
      .filter(({ source }) => source.kind !== 'admin')
      .flatMap((grant) => holdingOf(state, closure, scope.name, grant)),
  );
  return [...everywhere, ...onScopes];
}

function holdingOf(
  state: SecretAccessState,
  closure: Closure,
  name: string,
  { principal, source, membership }: Grant,
): SecretHolding[] {
  const held: Held = { path: membershipLinks(state, closure, principal), certain: membership === 'yes' };
  const scope = addressOfScope(name);
  switch (source.kind) {
    case 'acl':
      return [{ kind: 'permission', scope, ...held, permission: source.fact }];
    case 'initial':
      return source.holds ? [{ kind: 'initial-manager', scope, ...held, manager: source.fact }] : [];
    case 'admin':
      return [{ kind: 'workspace-admin', ...held }];
  }
}
