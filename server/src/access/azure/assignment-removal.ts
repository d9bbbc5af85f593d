/** What would be lost without a role assignment: which operations at its scope, and by whom. */
import type { OperationFacts } from '../facts.ts';
import type { RoleAssignment } from './access-facts.ts';
import type { AccessIndex } from './access-index.ts';
import type { ConditionDecider } from './access-request.ts';
import { decideOutcome } from './decide-access.ts';
import { calledName } from './evaluation/known-principals.ts';
import { GrantIndex } from './granted-operations.ts';
import type { Plane } from './operation-pattern.ts';

/** Of a large group, only so many are looked at. */
const MOST_PRINCIPALS = 20;

const NO_ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map();

export interface LostOperation {
  readonly operation: string;
  readonly plane: Plane;
}

export interface PrincipalLoss {
  readonly principal: string;
  /** What was allowed before, or at least not denied for certain, and is denied then. */
  readonly lost: readonly LostOperation[];
  /** How many operations of the role are left through something else. */
  readonly kept: number;
}

export interface RemovalEffect {
  /** The assigned principal first, then those that are in it, by name. */
  readonly losses: readonly PrincipalLoss[];
  /** How many more are in it. */
  readonly unseen: number;
  /** False where nobody says what the role grants. */
  readonly isRoleKnown: boolean;
}

/** The facts without an assignment, wherever else it is written under the same id. */
export function withoutAssignment(index: AccessIndex, { id, origin }: RoleAssignment): AccessIndex {
  const others = index.withoutAt([origin]);
  return id.includes('/') ? others.without([id]) : others;
}

export function removalEffect(
  index: AccessIndex,
  assignment: RoleAssignment,
  operations: OperationFacts,
  conditions: ConditionDecider,
): RemovalEffect {
  const { state } = index;
  const after = withoutAssignment(index, assignment);
  const named = state.view.grantsAt(state.view.tables.scopes.add(assignment.scope));
  const entry = named.find(({ fact }) => fact === assignment);
  const role = entry && state.roles.definitionsOf(entry.role)[0];
  const granted = role ? [...new GrantIndex(operations).grantedBy(role.permissions).all.members()] : [];
  const principals = principalsOf(index, assignment.principalId);
  const losses = principals.slice(0, MOST_PRINCIPALS).map((principal) => ({ principal, lost: listOf(), kept: 0 }));
  // Operation by operation: what is worked out of one serves all principals.
  for (const { number, plane } of granted) {
    const operation = operations.at(number)?.name ?? '';
    for (const loss of losses) {
      const { principal } = loss;
      const request = { principal, operation, plane, resource: assignment.scope, attributes: NO_ATTRIBUTES };
      if (decideOutcome(index, request, conditions) === 'denied') {
        continue;
      }
      if (decideOutcome(after, request, conditions) === 'denied') {
        loss.lost.push({ operation, plane });
      } else {
        loss.kept++;
      }
    }
  }
  return { losses, unseen: Math.max(0, principals.length - MOST_PRINCIPALS), isRoleKnown: role !== undefined };
}

function listOf(): LostOperation[] {
  return [];
}

function principalsOf({ state }: AccessIndex, assigned: string): readonly string[] {
  const { view, identities } = state;
  const own = view.tables.names.add(assigned);
  const first = calledName(view, identities, own);
  const members = state.principals.filter(
    ({ name }) => name !== first && state.profileOfName(name).closure.certain.has(own),
  );
  return [view.tables.names.text(first), ...members.map(({ principal }) => principal)];
}
