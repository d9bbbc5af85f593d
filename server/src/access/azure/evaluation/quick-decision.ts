/** The decision of Azure RBAC without its reasons, for questions that are asked by the million. */
import type { DenyMatch } from './access-state.ts';
import type { GrantEntry } from './fact-entries.ts';
import { blocksTruth, conditionTruth, lineageOf, membershipTruth, type Question, roleTruth } from './question.ts';
import { NO_SCOPE, UNTOLD } from './scope-table.ts';
import { both, either, NO, not, type Truth, UNKNOWN, YES } from './truth.ts';

/** Allowed where some grant holds and no deny assignment may apply; both are sums of what single facts say. */
export function quickDecision(question: Question): Truth {
  const grants = quickGrants(question);
  if (grants === NO) {
    return NO;
  }
  const denies = question.state.deniesFor(question.matcher);
  return denies.size === 0 ? grants : both(grants, not(quickDenies(question, denies)));
}

function quickGrants(question: Question): Truth {
  const { state, profile, scope } = question;
  const { scopes } = state.view.tables;
  const { slots } = profile;
  let value: Truth = NO;
  let top = NO_SCOPE;
  let at = scope;
  while (at >= 0) {
    const slot = slots.get(at);
    if (slot !== undefined) {
      value = either(value, slotTruth(question, slot));
      if (value === YES) {
        return YES;
      }
    }
    top = at;
    at = scopes.above(at);
  }
  if (at === UNTOLD) {
    for (const above of state.tree.lineageOf(top).above) {
      const slot = slots.get(above);
      if (slot !== undefined) {
        value = either(value, slotTruth(question, slot));
      }
    }
  }
  return value === NO ? quickDoubtfulGrants(question) : value;
}

/** Grants of which it is unknown whether the principal holds them, or whether their scope holds the resource. */
function quickDoubtfulGrants(question: Question): Truth {
  const { state, profile, scope } = question;
  const { scopes } = state.view.tables;
  const lineage = lineageOf(state, scope);
  for (const group of lineage?.doubtful ?? []) {
    const slot = profile.slots.get(group);
    if ((slot && slotTruth(question, slot) !== NO) || doubtfulTruth(question, group) !== NO) {
      return UNKNOWN;
    }
  }
  if (state.openSlots.size === 0 && profile.doubtful.size === 0) {
    return NO;
  }
  for (let at = scope; at >= 0; at = scopes.above(at)) {
    if (doubtfulTruth(question, at) !== NO) {
      return UNKNOWN;
    }
  }
  return lineage?.above.some((at) => doubtfulTruth(question, at) !== NO) ? UNKNOWN : NO;
}

function doubtfulTruth(question: Question, scope: number): Truth {
  const { state, profile, matcher } = question;
  for (const entry of state.openSlotFor(matcher, scope)) {
    if (!profile.closure.certain.has(entry.principal) && grantTruth(question, entry) !== NO) {
      return UNKNOWN;
    }
  }
  const slot = profile.doubtful.get(scope);
  return slot && slotTruth(question, slot) !== NO ? UNKNOWN : NO;
}

function slotTruth(question: Question, slot: readonly GrantEntry[]): Truth {
  let value: Truth = NO;
  for (const entry of slot) {
    const one = grantTruth(question, entry);
    if (one > value) {
      value = one;
      if (value === YES) {
        break;
      }
    }
  }
  return value;
}

/** What role and condition of an assignment say. */
export function grantTruth(question: Question, { role, condition }: GrantEntry): Truth {
  const match = question.matcher.matchOf(role);
  if (match.value === NO) {
    return NO;
  }
  const value = match.value ?? roleTruth(question, match);
  return condition === undefined || value === NO ? value : both(value, conditionTruth(question, condition));
}

function quickDenies(question: Question, denies: ReadonlyMap<number, readonly DenyMatch[]>): Truth {
  const { state, scope } = question;
  const { scopes } = state.view.tables;
  let value: Truth = NO;
  for (let at = scope; at >= 0; at = scopes.above(at)) {
    value = either(value, deniesTruth(question, denies.get(at)));
  }
  const lineage = lineageOf(state, scope);
  for (const at of lineage?.above ?? []) {
    value = either(value, deniesTruth(question, denies.get(at)));
  }
  for (const at of lineage?.doubtful ?? []) {
    value = either(value, both(UNKNOWN, deniesTruth(question, denies.get(at))));
  }
  return value;
}

function deniesTruth(question: Question, denies: readonly DenyMatch[] | undefined): Truth {
  return (denies ?? []).reduce<Truth>((value, deny) => either(value, denyTruth(question, deny)), NO);
}

/**
 * Whether a deny assignment at a scope at or above the resource blocks the principal. Its condition counts as a grant's does:
 * what Microsoft writes about conditions of deny assignments is little, and one that says no leaves nothing to block.
 */
export function denyTruth(question: Question, { entry, blocks }: DenyMatch): Truth {
  if (entry.fact.doNotApplyToChildScopes && entry.scope !== question.scope) {
    return NO;
  }
  const principals = (names: readonly number[]): Truth =>
    names.reduce<Truth>((value, name) => either(value, membershipTruth(question, name)), NO);
  const included = entry.everyone ? YES : principals(entry.principals);
  const value = both(included, not(principals(entry.excluded)));
  return value === NO ? NO : both(value, blocksTruth({ ...question, unrestricted: false }, blocks));
}
