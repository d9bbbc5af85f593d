/** A request with everything in it looked up, and the values that its parts have. */
import type { AccessRequest, ConditionDecider, ConditionVerdict } from '../access-request.ts';
import type { AccessState, Profile } from './access-state.ts';
import type { KnownPrincipal } from './known-principals.ts';
import type { Lineage } from './management-tree.ts';
import { agreed, type BlockMatch, type OperationMatcher, type RoleMatch } from './operation-matcher.ts';
import { NO_SCOPE } from './scope-table.ts';
import { both, either, NO, type Truth, truthOf, UNKNOWN, YES } from './truth.ts';

export class Question {
  readonly state: AccessState;
  readonly profile: Profile;
  readonly matcher: OperationMatcher;
  readonly scope: number;
  readonly request: AccessRequest;
  readonly conditions: ConditionDecider;
  /** Grants with a condition do not count, whatever it says. */
  readonly unrestricted: boolean;
  /** What conditions said: search and reasons ask for the same ones. */
  #verdicts: Map<string, ConditionVerdict> | undefined = undefined;

  constructor(
    state: AccessState,
    profile: Profile,
    matcher: OperationMatcher,
    scope: number,
    request: AccessRequest,
    conditions: ConditionDecider,
    unrestricted: boolean,
  ) {
    this.state = state;
    this.profile = profile;
    this.matcher = matcher;
    this.scope = scope;
    this.request = request;
    this.conditions = conditions;
    this.unrestricted = unrestricted;
  }

  /** The same asked of another principal. */
  of({ name, principal }: KnownPrincipal): Question {
    const { state, matcher, scope, conditions, unrestricted } = this;
    const request = { ...this.request, principal };
    return new Question(state, state.profileOfName(name), matcher, scope, request, conditions, unrestricted);
  }

  verdictOf(condition: string): ConditionVerdict {
    let verdict = this.#verdicts?.get(condition);
    if (!verdict) {
      verdict = this.conditions(condition, this.request);
      this.#verdicts ??= new Map();
      this.#verdicts.set(condition, verdict);
    }
    return verdict;
  }
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
  return new Question(state, profile, matcher, scope, request, conditions, unrestricted);
}

export function conditionTruth(
  question: Question,
  condition: string | undefined,
  unrestricted = question.unrestricted,
): Truth {
  if (condition === undefined) {
    return YES;
  }
  return unrestricted ? NO : truthOf(question.verdictOf(condition).value);
}

/** What blocks say with their conditions: each on its own, one is enough. */
export function blocksTruth(
  question: Question,
  blocks: readonly BlockMatch[],
  unrestricted = question.unrestricted,
): Truth {
  let value: Truth = NO;
  for (const block of blocks) {
    if (block.value > value) {
      value = either(value, both(block.value, conditionTruth(question, block.condition, unrestricted)));
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
