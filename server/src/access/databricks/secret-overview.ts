/** Every secret scope with what is given on it, and what would be lost without a permission. */
import type { Origin } from '../decision.ts';
import { decideSecretOutcome } from './decide-secret-access.ts';
import { nameKey } from './evaluation/names.ts';
import { stateOf } from './evaluation/secret-access-state.ts';
import { grantsOn } from './evaluation/secret-grants.ts';
import type { InitialManager, SecretAccessFacts, SecretPermission, WorkspaceAdmin } from './secret-access-facts.ts';
import { addressOfScope, readSecretOperation, SECRET_OPERATIONS } from './secret-access-request.ts';

const OPERATIONS = Object.keys(SECRET_OPERATIONS).flatMap((name) => readSecretOperation(name) ?? []);

export interface ScopeEntry {
  readonly permission: SecretPermission;
  /** Whether the same principal had another one before. */
  readonly isReplacement: boolean;
}

export interface SecretScopeOverview {
  readonly name: string;
  readonly backend: string | undefined;
  readonly hasAllPermissions: boolean;
  readonly origin: Origin | undefined;
  readonly entries: readonly ScopeEntry[];
  readonly managers: readonly InitialManager[];
}

export interface SecretOverview {
  readonly scopes: readonly SecretScopeOverview[];
  /** Undefined where nobody says who they are. */
  readonly admins: readonly WorkspaceAdmin[] | undefined;
}

/** @param principal shows only what this one has or may have, and the scopes where that is */
export function secretOverview(facts: SecretAccessFacts, principal?: string): SecretOverview {
  const state = stateOf(facts);
  const closure = principal === undefined ? undefined : state.identities.closureOf(principal);
  const isHeld = (name: string): boolean =>
    closure === undefined || state.identities.belongsTo(closure, nameKey(name)) !== 'no';
  const scopes = [...state.scopes.values()].map((scope): SecretScopeOverview => {
    const held = new Set(
      closure ? grantsOn(state, scope, closure).map(({ source }) => source.kind !== 'admin' && source.fact) : [],
    );
    const isWanted = (fact: SecretPermission | InitialManager): boolean => closure === undefined || held.has(fact);
    return {
      name: scope.name,
      backend: scope.backends.length === 1 ? scope.backends[0] : undefined,
      hasAllPermissions: scope.hasAllPermissions,
      origin: scope.facts[0]?.origin,
      entries: [...scope.entries.values()]
        .filter(({ fact }) => isWanted(fact))
        .map(({ fact, replaced }) => ({ permission: fact, isReplacement: replaced.length > 0 })),
      managers: scope.initial.filter(({ fact, holds }) => holds && isWanted(fact)).map(({ fact }) => fact),
    };
  });
  return {
    scopes: scopes.filter(({ entries, managers }) => closure === undefined || entries.length + managers.length > 0),
    admins: facts.admins?.filter((admin) => isHeld(admin.principal)),
  };
}

/** Every principal that some fact names. */
export function secretPrincipals(facts: SecretAccessFacts): readonly string[] {
  return stateOf(facts).principals;
}

export interface SecretLoss {
  readonly principal: string;
  readonly lost: readonly string[];
  readonly kept: number;
}

/** What each principal would lose that has, or may have, the permission: its own first. */
export function secretRemoval(facts: SecretAccessFacts, removed: SecretPermission): readonly SecretLoss[] {
  const state = stateOf(facts);
  const [scope, principal] = [nameKey(removed.scope), nameKey(removed.principal)];
  const after: SecretAccessFacts = {
    ...facts,
    permissions: facts.permissions.filter(
      (one) => nameKey(one.scope) !== scope || nameKey(one.principal) !== principal,
    ),
  };
  const others = state.principals.filter((one) => {
    const closure = state.identities.closureOf(one);
    return nameKey(one) !== principal && closure.certain.has(principal);
  });
  return [removed.principal, ...others].map((one) => lossOf(one, addressOfScope(removed.scope), facts, after));
}

function lossOf(principal: string, resource: string, before: SecretAccessFacts, after: SecretAccessFacts): SecretLoss {
  const lost: string[] = [];
  let kept = 0;
  for (const operation of OPERATIONS) {
    const request = { principal, operation, resource };
    if (decideSecretOutcome(before, request) === 'denied') {
      continue;
    }
    if (decideSecretOutcome(after, request) === 'denied') {
      lost.push(operation);
    } else {
      kept++;
    }
  }
  return { principal, lost, kept };
}
