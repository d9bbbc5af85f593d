/** Which role assignments decide a question: the best one that grants, those that might, and those that fail by a condition. */
import { type GrantEntry, isWrittenBefore } from './fact-entries.ts';
import { lineageOf, type Question } from './question.ts';
import { grantTruth } from './quick-decision.ts';
import { LAST, type SlotTable } from './slot-table.ts';
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

export function searchGrants(question: Question): GrantSearch {
  const { profile, state, scope } = question;
  const search = new Search(question);
  const start = state.chains.startOf(scope);
  let index = start;
  for (let at = state.chains.at(index); at >= 0; at = state.chains.at(index)) {
    search.look(profile.slots, at, { coverage: YES, distance: index - start });
    index++;
  }
  const isTold = state.openSlots.isEmpty && profile.doubtful.isEmpty && !state.tree.hasGroups;
  if (search.value !== YES && !isTold) {
    searchDoubtful(question, search);
  }
  return search;
}

/** What the principal may hold, and where scopes may be above the resource. */
function searchDoubtful({ profile, state, matcher, scope }: Question, search: Search): void {
  const { scopes } = state.view.tables;
  const lineage = lineageOf(state, scope);
  const places: number[] = [];
  for (let at = scope; at >= 0; at = scopes.above(at)) {
    places.push(at);
  }
  places.push(...(lineage?.above ?? []));
  const certain = places.length;
  places.push(...(lineage?.doubtful ?? []));
  for (const [distance, at] of places.entries()) {
    const coverage = distance < certain ? YES : UNKNOWN;
    if (coverage === UNKNOWN) {
      search.look(profile.slots, at, { coverage, distance });
    }
    for (const entry of state.openSlotFor(matcher, at)) {
      search.consider(entry, { coverage, distance }, UNKNOWN);
    }
    for (const entry of profile.doubtful.at(at)) {
      search.consider(entry, { coverage, distance }, UNKNOWN);
    }
  }
}

/** Where an assignment stands to the resource. */
interface Place {
  readonly coverage: Truth;
  readonly distance: number;
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

  /** Considers what the principal certainly holds at a scope. */
  look(slots: SlotTable, scope: number, where: Place): void {
    let index = slots.find(scope);
    for (let role = 0; index >= 0 && (role & LAST) === 0; index++) {
      role = slots.wordAt(index);
      const entry = this.#question.matcher.quickValueOf(role >> 2) === NO ? undefined : slots.entries[index];
      if (entry) {
        this.consider(entry, where, YES);
      }
    }
  }

  consider(entry: GrantEntry, { coverage, distance }: Place, membership: Truth): void {
    const { profile, matcher } = this.#question;
    const isHeld = membership === UNKNOWN && profile.closure.certain.has(entry.principal);
    if (isHeld || matcher.quickValueOf(entry.role) === NO) {
      return;
    }
    const value = both(both(membership, coverage), grantTruth(this.#question, entry));
    const candidate = { entry, membership, coverage, distance, value };
    if (value === NO) {
      if (membership === YES && coverage === YES && this.#isNearer(candidate, this.failed)) {
        this.failed = candidate;
      }
      return;
    }
    if (value === UNKNOWN) {
      this.open.push(candidate);
    }
    if (value > this.value || (value === this.value && this.#isNearer(candidate, this.best))) {
      this.value = value;
      this.best = candidate;
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
