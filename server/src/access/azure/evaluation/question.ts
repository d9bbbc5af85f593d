/** A request with everything in it looked up, and the values that its parts have. */
import type { AccessRequest, ConditionDecider } from '../access-request.ts';
import type { AccessState, Profile } from './access-state.ts';
import type { Lineage } from './management-tree.ts';
import { agreed, type BlockMatch, type OperationMatcher, type RoleMatch } from './operation-matcher.ts';
import { NO_SCOPE } from './scope-table.ts';
import { both, either, NO, type Truth, truthOf, UNKNOWN, YES } from './truth.ts';

export interface Question {
  readonly state: AccessState;
  readonly profile: Profile;
  readonly matcher: OperationMatcher;
  readonly scope: number;
  readonly request: AccessRequest;
  readonly conditions: ConditionDecider;
  /** Grants with a condition do not count, whatever it says. */
  readonly unrestricted: boolean;
}

export function askQuestion(
  state: AccessState,
  request: AccessRequest,
  conditions: ConditionDecider,
  scope: number,
  unrestricted = false,
): Question {
  const profile = state.profileOf(request.principal);
  const matcher = state.matcherOf(request.operation, request.plane);
  return { state, profile, matcher, scope, request, conditions, unrestricted };
}

export function conditionTruth({ unrestricted, conditions, request }: Question, condition: string | undefined): Truth {
  if (condition === undefined) {
    return YES;
  }
  return unrestricted ? NO : truthOf(conditions(condition, request).value);
}

/** What blocks say with their conditions: each on its own, one is enough. */
export function blocksTruth(question: Question, blocks: readonly BlockMatch[]): Truth {
  let value: Truth = NO;
  for (const block of blocks) {
    if (block.value > value) {
      value = either(value, both(block.value, conditionTruth(question, block.condition)));
    }
  }
  return value;
}

export function roleTruth(question: Question, match: RoleMatch): Truth {
  return match.value ?? agreed(match.definitions.map(({ blocks }) => blocksTruth(question, blocks)));
}

/** Whether the principal is one name or in the group of that name. */
export function membershipTruth({ state, profile }: Question, name: number): Truth {
  if (profile.closure.certain.has(name)) {
    return YES;
  }
  return profile.closure.maybe.has(name) || state.identities.openNames().has(name) ? UNKNOWN : NO;
}

/** The lineage of the subscription or management group that a scope is or is in; undefined below the root alone. */
export function lineageOf(state: AccessState, scope: number): Lineage | undefined {
  const top = state.view.tables.scopes.topOf(scope);
  return top === NO_SCOPE ? undefined : state.tree.lineageOf(top);
}
