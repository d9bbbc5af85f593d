/** Every scope where a principal holds something, and what. */

import type { Permission } from '../facts.ts';
import type { AccessPolicy, DenyAssignment, RoleAssignment, Vault } from './access-facts.ts';
import type { AccessIndex } from './access-index.ts';
import type { AzureReason } from './azure-reason.ts';
import type { AccessState, Profile } from './evaluation/access-state.ts';
import { isWrittenEarlier } from './evaluation/fact-entries.ts';
import { membershipLinks } from './evaluation/reason-chain.ts';

interface Held {
  readonly scope: string;
  /** How the principal comes to it: names and groups; empty where it is its own. */
  readonly path: readonly AzureReason[];
  /** Whether it is certain that the principal has it; else members of a group are missing. */
  readonly certain: boolean;
}

export interface HeldRole extends Held {
  readonly kind: 'role-assignment';
  readonly assignment: RoleAssignment;
  /** Undefined where nobody defines the role. */
  readonly role:
    | { readonly id: string; readonly name?: string; readonly permissions: readonly Permission[] }
    | undefined;
}

/** Something that takes away; whether it does hangs on the operation. */
export interface HeldDeny extends Held {
  readonly kind: 'deny-assignment';
  readonly assignment: DenyAssignment;
}

export interface HeldPolicy extends Held {
  readonly kind: 'access-policy';
  readonly policy: AccessPolicy;
  readonly vault: Vault;
  /** Unknown where nobody says which permission model the vault uses. */
  readonly effective: 'yes' | 'no' | 'unknown';
}

export type Holding = HeldRole | HeldDeny | HeldPolicy;

/** Sorted by scope, from the root down, then by where it is written. */
export function whatCan({ state }: AccessIndex, principal: string): readonly Holding[] {
  const profile = state.profileOf(principal);
  const holdings = [...heldRoles(state, profile), ...heldDenies(state, profile), ...heldPolicies(state, profile)];
  return holdings.sort(
    (a, b) => compareScopes(a.scope, b.scope) || (isWrittenEarlier(originOf(a), originOf(b)) ? -1 : 1),
  );
}

function compareScopes(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one === other ? 0 : one < other ? -1 : 1;
}

function originOf(holding: Holding): RoleAssignment['origin'] {
  return holding.kind === 'access-policy' ? holding.policy.origin : holding.assignment.origin;
}

/** The names under which something may be the principal's, and whether that is certain. */
export function* heldNames({ identities }: AccessState, { closure }: Profile): Generator<readonly [number, boolean]> {
  for (const name of closure.certain.keys()) {
    yield [name, true];
  }
  for (const name of new Set([...closure.maybe, ...identities.openNames()])) {
    if (!closure.certain.has(name)) {
      yield [name, false];
    }
  }
}

function heldRoles(state: AccessState, profile: Profile): HeldRole[] {
  const held: HeldRole[] = [];
  for (const [name, certain] of heldNames(state, profile)) {
    for (const { fact, role: key } of state.view.grantsOf(name)) {
      const [role] = state.roles.definitionsOf(key);
      held.push({
        kind: 'role-assignment',
        scope: fact.scope,
        path: membershipLinks(state, profile, name),
        certain,
        assignment: fact,
        role: role && {
          id: role.id,
          ...(role.name === undefined ? {} : { name: role.name }),
          permissions: role.permissions,
        },
      });
    }
  }
  return held;
}

function heldDenies(state: AccessState, profile: Profile): HeldDeny[] {
  const names = new Map(heldNames(state, profile));
  return state.view.denies().flatMap(({ fact, everyone, principals, excluded }): HeldDeny[] => {
    const own = principals.find((name) => names.get(name)) ?? principals.find((name) => names.has(name));
    if ((own === undefined && !everyone) || excluded.some((name) => names.get(name)) || fact.effect === 'audit') {
      return [];
    }
    const isOpen = excluded.some((name) => names.has(name));
    return [
      {
        kind: 'deny-assignment',
        scope: fact.scope,
        path: everyone || own === undefined ? [] : membershipLinks(state, profile, own),
        certain: (everyone || (own !== undefined && names.get(own) === true)) && !isOpen,
        assignment: fact,
      },
    ];
  });
}

function heldPolicies(state: AccessState, profile: Profile): HeldPolicy[] {
  const names = new Map(heldNames(state, profile));
  const held: HeldPolicy[] = [];
  for (const scope of state.view.vaultScopes()) {
    const { entries, model } = state.vaultOf(scope);
    const effective = model === 'policy' ? 'yes' : model === 'rbac' ? 'no' : 'unknown';
    for (const { fact: vault, policies } of entries) {
      for (const { fact: policy, principal } of policies ?? []) {
        const certain = names.get(principal);
        if (certain !== undefined) {
          const path = membershipLinks(state, profile, principal);
          held.push({ kind: 'access-policy', scope: vault.scope, path, certain, policy, vault, effective });
        }
      }
    }
  }
  return held;
}
