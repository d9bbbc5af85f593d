/** Where a principal holds what would grant an operation, if only it were at or above the resource. */
import type { HeldElsewhere } from './access-state.ts';
import { type GrantEntry, isWrittenBefore } from './fact-entries.ts';
import { CONDITIONAL } from './operation-matcher.ts';
import { type Question, roleTruth } from './question.ts';
import { NO_SCOPE, ROOT } from './scope-table.ts';
import { NO, YES } from './truth.ts';

/** The assignment that shares most of its path with the resource; between equals the one that is written first. */
export function missedScope(question: Question): GrantEntry | undefined {
  return missedNearby(question) ?? missedAnywhere(question);
}

/** Within the subscription or management group of the resource. */
function missedNearby(question: Question): GrantEntry | undefined {
  const { state, profile, matcher, scope } = question;
  const { slots } = profile;
  const { scopes } = state.view.tables;
  const top = scopes.topOf(scope);
  let best: GrantEntry | undefined;
  let nearest = ROOT;
  let index = slots.findTop(top);
  for (let entry = slots.entries[index]; entry && scopes.topOf(entry.scope) === top; entry = slots.entries[++index]) {
    if (matcher.quickValueOf(entry.role) === NO) {
      continue;
    }
    const shared = scopes.sharedBy(scopes.above(entry.scope), scope);
    if (shared <= ROOT || shared < nearest || !grants(question, entry)) {
      continue;
    }
    if (shared > nearest || !best || isWrittenBefore(entry, best)) {
      best = entry;
      nearest = shared;
    }
  }
  return best;
}

function grants(question: Question, { role }: GrantEntry): boolean {
  const { matcher } = question;
  const quick = matcher.quickValueOf(role);
  return quick === YES || (quick !== NO && roleTruth(question, matcher.matchOf(role)) === YES);
}

function missedAnywhere(question: Question): GrantEntry | undefined {
  const { profile, matcher } = question;
  let held = profile.elsewhere.get(matcher);
  if (!held) {
    held = readElsewhere(question);
    profile.elsewhere.set(matcher, held);
  }
  return held.conditional.reduce(
    (best, entry) => (grants(question, entry) && (!best || isWrittenBefore(entry, best)) ? entry : best),
    held.first,
  );
}

function readElsewhere({ profile, matcher }: Question): HeldElsewhere {
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
  return { first, conditional };
}
