/** Which role assignments decide a question: the best one that grants, those that might, and those that fail by a condition. */
import type { Origin } from '../../decision.ts';
import type { GrantEntry } from './fact-entries.ts';
import { lineageOf, type Question } from './question.ts';
import { grantTruth } from './quick-decision.ts';
import { both, NO, type Truth, UNKNOWN, YES } from './truth.ts';

export interface Candidate {
  readonly entry: GrantEntry;
  /** Whether the principal holds it. */
  readonly membership: Truth;
  /** Whether its scope holds the resource. */
  readonly coverage: Truth;
  /** How far its scope is above the resource. */
  readonly distance: number;
  readonly value: Truth;
}

export interface GrantSearch {
  readonly value: Truth;
  /** The one with the shortest chain. */
  readonly best: Candidate | undefined;
  /** All that might grant, unless one does. */
  readonly open: readonly Candidate[];
  /** The nearest whose role grants, if conditions did not say no. */
  readonly failed: Candidate | undefined;
}

/** A place where assignments may stand that hold the resource. */
interface Place {
  readonly scope: number;
  readonly coverage: Truth;
  readonly distance: number;
}

/** The scopes at and above the resource, then those that may be above. */
function* placesOf({ state, scope }: Question): Generator<Place> {
  const { scopes } = state.view.tables;
  let distance = 0;
  for (let at = scope; at >= 0; at = scopes.above(at)) {
    yield { scope: at, coverage: YES, distance: distance++ };
  }
  const lineage = lineageOf(state, scope);
  for (const at of lineage?.above ?? []) {
    yield { scope: at, coverage: YES, distance: distance++ };
  }
  for (const at of lineage?.doubtful ?? []) {
    yield { scope: at, coverage: UNKNOWN, distance: distance++ };
  }
}

export function searchGrants(question: Question): GrantSearch {
  const { profile, state, matcher } = question;
  const search = new Search(question);
  const certain: Place[] = [];
  const doubtful: Place[] = [];
  for (const place of placesOf(question)) {
    (place.coverage === YES ? certain : doubtful).push(place);
    if (place.coverage === YES) {
      search.look(profile.slots.get(place.scope), place, YES);
    }
  }
  if (search.value !== YES) {
    for (const place of doubtful) {
      search.look(profile.slots.get(place.scope), place, YES);
    }
    if (state.openSlots.size > 0 || profile.doubtful.size > 0) {
      for (const place of [...certain, ...doubtful]) {
        search.look(state.openSlotFor(matcher, place.scope), place, UNKNOWN);
        search.look(profile.doubtful.get(place.scope), place, UNKNOWN);
      }
    }
  }
  return search;
}

class Search implements GrantSearch {
  value: Truth = NO;
  best: Candidate | undefined;
  failed: Candidate | undefined;
  readonly open: Candidate[] = [];
  readonly #question: Question;

  constructor(question: Question) {
    this.#question = question;
  }

  look(slot: readonly GrantEntry[] | undefined, { coverage, distance }: Place, membership: Truth): void {
    if (slot === undefined) {
      return;
    }
    const { matcher, profile } = this.#question;
    for (const entry of slot) {
      const role = matcher.matchOf(entry.role).value;
      if (role === NO || (membership === UNKNOWN && profile.closure.certain.has(entry.principal))) {
        continue;
      }
      const value = both(both(membership, coverage), grantTruth(this.#question, entry));
      const candidate = { entry, membership, coverage, distance, value };
      if (value === NO) {
        if (membership === YES && coverage === YES && this.#isNearer(candidate, this.failed)) {
          this.failed = candidate;
        }
        continue;
      }
      if (value === UNKNOWN) {
        this.open.push(candidate);
      }
      if (value > this.value || (value === this.value && this.#isNearer(candidate, this.best))) {
        this.value = value;
        this.best = candidate;
      }
    }
  }

  /** Shorter chains first; between equals, what does not depend on the order of files. */
  #isNearer(candidate: Candidate, best: Candidate | undefined): boolean {
    if (!best) {
      return true;
    }
    const order =
      this.#conditions(candidate) - this.#conditions(best) ||
      best.membership - candidate.membership ||
      this.#groups(candidate) - this.#groups(best) ||
      candidate.distance - best.distance;
    return order === 0 ? isWrittenBefore(candidate.entry, best.entry) : order < 0;
  }

  #conditions({ entry }: Candidate): number {
    const hasCondition = entry.condition !== undefined ? 1 : 0;
    return hasCondition + (this.#question.matcher.matchOf(entry.role).value === undefined ? 1 : 0);
  }

  #groups({ entry }: Candidate): number {
    return this.#question.profile.closure.certain.get(entry.principal)?.groups ?? 0;
  }
}

export function isWrittenBefore(a: GrantEntry, b: GrantEntry): boolean {
  return isWrittenEarlier(a.fact.origin, b.fact.origin);
}

export function isWrittenEarlier(a: Origin, b: Origin): boolean {
  return a.uri === b.uri ? a.offset < b.offset : a.uri < b.uri;
}
