/** Where a principal holds what would grant an operation, if only it were at or above the resource. */
import type { AzureReason } from '../azure-reason.ts';
import type { HeldElsewhere } from './access-state.ts';
import { type GrantEntry, isWrittenBefore } from './fact-entries.ts';
import { CONDITIONAL } from './operation-matcher.ts';
import { type Question, roleTruth } from './question.ts';
import { assignmentLink, membershipLinks } from './reason-chain.ts';
import { NO_SCOPE, ROOT } from './scope-table.ts';
import { LAST_OF_TOP, roleIn } from './slot-table.ts';
import { NO, YES } from './truth.ts';

/**
 * The chain to the assignment that shares most of its path with the resource, and how its scope stands to it; between equals
 * the one that is written first. Undefined where there is none.
 */
export function missedScopeLinks(question: Question): AzureReason[] | undefined {
  const { state, scope } = question;
  const { scopes } = state.view.tables;
  const near = missedNearby(question);
  if (near) {
    const isBelow = scopes.sharedBy(scopes.above(near.scope), scope) === scope;
    return [...chainTo(question, near), otherScope(question, near, isBelow ? 'below' : 'elsewhere')];
  }
  const held = heldElsewhere(question);
  const entry = held.conditional.length === 0 ? held.first : firstOf(question, held);
  if (!entry) {
    return undefined;
  }
  const chain = entry === held.first ? held.chain : chainTo(question, entry);
  return [...chain, otherScope(question, entry, scope === ROOT ? 'below' : 'elsewhere')];
}

/** Within the subscription or management group of the resource. */
function missedNearby(question: Question): GrantEntry | undefined {
  const { state, profile, matcher, scope } = question;
  const { slots } = profile;
  const { scopes } = state.view.tables;
  let best = -1;
  let nearest = ROOT;
  let index = slots.findTop(scopes.topOf(scope));
  for (let word = 0; index >= 0 && (word & LAST_OF_TOP) === 0; index++) {
    word = slots.wordAt(index);
    if (matcher.quickValueOf(roleIn(word)) === NO) {
      continue;
    }
    const shared = scopes.sharedBy(scopes.above(slots.scopeAt(index)), scope);
    if (shared <= ROOT || shared < nearest || !grants(question, roleIn(word))) {
      continue;
    }
    if (shared > nearest || isBefore(slots.entries[index], slots.entries[best])) {
      best = index;
      nearest = shared;
    }
  }
  return slots.entries[best];
}

function isBefore(a: GrantEntry | undefined, b: GrantEntry | undefined): boolean {
  return a !== undefined && b !== undefined && isWrittenBefore(a, b);
}

function grants(question: Question, role: number): boolean {
  const { matcher } = question;
  const quick = matcher.quickValueOf(role);
  return quick === YES || (quick !== NO && roleTruth(question, matcher.matchOf(role)) === YES);
}

function heldElsewhere(question: Question): HeldElsewhere {
  const { profile, matcher } = question;
  let held = profile.elsewhere.get(matcher);
  if (!held) {
    held = readElsewhere(question);
    profile.elsewhere.set(matcher, held);
  }
  return held;
}

function firstOf(question: Question, { first, conditional }: HeldElsewhere): GrantEntry | undefined {
  return conditional.reduce(
    (best, entry) => (grants(question, entry.role) && (!best || isWrittenBefore(entry, best)) ? entry : best),
    first,
  );
}

function readElsewhere(question: Question): HeldElsewhere {
  const { profile, matcher } = question;
  let first: GrantEntry | undefined;
  const conditional: GrantEntry[] = [];
  for (const entry of profile.slots.entries) {
    if (entry.scope === ROOT || entry.scope === NO_SCOPE) {
      continue;
    }
    const value = matcher.quickValueOf(entry.role);
    if (value === CONDITIONAL) {
      conditional.push(entry);
    } else if (value === YES && (!first || isWrittenBefore(entry, first))) {
      first = entry;
    }
  }
  return { first, chain: first ? chainTo(question, first) : [], conditional };
}

function chainTo(question: Question, entry: GrantEntry): readonly AzureReason[] {
  const { state, profile } = question;
  return [...membershipLinks(state, profile, entry.principal), assignmentLink(question, entry, 'none')];
}

function otherScope({ state, scope }: Question, { fact }: GrantEntry, relation: 'below' | 'elsewhere'): AzureReason {
  const resource = state.view.tables.scopes.text(scope);
  return { id: 'azure/other-scope', effect: 'deny', origin: fact.origin, scope: fact.scope, resource, relation };
}
