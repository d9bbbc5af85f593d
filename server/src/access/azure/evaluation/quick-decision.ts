/** The decision of Azure RBAC without its reasons, for questions that are asked by the million. */
import type { DenyMatch } from './access-state.ts';
import type { GrantEntry } from './fact-entries.ts';
import { CONDITIONAL } from './operation-matcher.ts';
import { blocksTruth, conditionTruth, lineageOf, membershipTruth, type Question, roleTruth } from './question.ts';
import { CONDITION, LAST, roleIn, type SlotTable } from './slot-table.ts';
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
  const { slots } = profile;
  const { chains } = state;
  let value: Truth = NO;
  let index = state.chainOf(scope);
  for (let at = chains.at(index); at >= 0; at = chains.at(index)) {
    value = either(value, slotTruth(question, slots, at));
    if (value === YES) {
      return YES;
    }
    index++;
  }
  const isTold = state.openSlots.isEmpty && profile.doubtful.isEmpty && !state.tree.hasGroups;
  return value === NO && !isTold ? quickDoubtfulGrants(question) : value;
}

/** Grants of which it is unknown whether the principal holds them, or whether their scope holds the resource. */
function quickDoubtfulGrants(question: Question): Truth {
  const { state, profile, scope } = question;
  const { scopes } = state.view.tables;
  const lineage = lineageOf(state, scope);
  for (const group of lineage?.doubtful ?? []) {
    if (slotTruth(question, profile.slots, group) !== NO || doubtfulTruth(question, group) !== NO) {
      return UNKNOWN;
    }
  }
  if (state.openSlots.isEmpty && profile.doubtful.isEmpty) {
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
  return slotTruth(question, profile.doubtful, scope) === NO ? NO : UNKNOWN;
}

/** What the assignments at one scope say. */
function slotTruth(question: Question, slots: SlotTable, scope: number): Truth {
  let index = slots.find(scope);
  let value: Truth = NO;
  for (let role = 0; index >= 0 && (role & LAST) === 0; index++) {
    role = slots.wordAt(index);
    let one = question.matcher.quickValueOf(roleIn(role));
    if (one === CONDITIONAL || (one > value && (role & CONDITION) !== 0)) {
      const entry = slots.entries[index];
      one = entry ? grantTruth(question, entry) : NO;
    }
    if (one === YES) {
      return YES;
    }
    value = either(value, one);
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

/** Whether a deny assignment at or above the resource, or that may be above it, names the operation. */
export function mayBeDenied(question: Question): boolean {
  const { state, matcher, scope } = question;
  const denies = state.deniesFor(matcher);
  const { scopes } = state.view.tables;
  if (denies.size === 0) {
    return false;
  }
  for (let at = scope; at >= 0; at = scopes.above(at)) {
    if (denies.has(at)) {
      return true;
    }
  }
  const lineage = lineageOf(state, scope);
  return [...(lineage?.above ?? []), ...(lineage?.doubtful ?? [])].some((at) => denies.has(at));
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
  return value === NO ? NO : both(value, blocksTruth(question, blocks, false));
}
