/** Which role assignments decide a question: the best one that grants, those that might, and those that fail by a condition. */
import { type GrantEntry, isWrittenBefore } from './fact-entries.ts';
import { CONDITIONAL } from './operation-matcher.ts';
import { lineageOf, type Question } from './question.ts';
import { grantTruth } from './quick-decision.ts';
import { CONDITION, LAST, roleIn, type SlotTable } from './slot-table.ts';
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
  /** Whether the principal certainly holds anything at or above the resource. */
  readonly holds: boolean;
  /** The nearest whose role grants, if conditions did not say no. */
  readonly failed: Candidate | undefined;
}

export function searchGrants(question: Question): GrantSearch {
  const { profile, state, scope } = question;
  const search = new Search(question);
  const start = state.chainOf(scope);
  let index = start;
  for (let at = state.chains.at(index); at >= 0; at = state.chains.at(index)) {
    search.look(profile.slots, at, YES, index - start);
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
      search.look(profile.slots, at, coverage, distance);
    }
    for (const entry of state.openSlotFor(matcher, at)) {
      search.consider(entry, coverage, distance);
    }
    for (const entry of profile.doubtful.at(at)) {
      search.consider(entry, coverage, distance);
    }
  }
}

class Search implements GrantSearch {
  value: Truth = NO;
  holds = false;
  best: Candidate | undefined;
  failed: Candidate | undefined;
  readonly open: Candidate[] = [];
  readonly #question: Question;
  /** Of the best and of the nearest failed one: their conditions and the groups between. */
  #bestRank = Number.POSITIVE_INFINITY;
  #failedRank = Number.POSITIVE_INFINITY;

  constructor(question: Question) {
    this.#question = question;
  }

  /** Considers what the principal certainly holds at a scope. */
  look(slots: SlotTable, scope: number, coverage: Truth, distance: number): void {
    const { matcher } = this.#question;
    let index = slots.find(scope);
    this.holds ||= index >= 0;
    for (let word = 0; index >= 0 && (word & LAST) === 0; index++) {
      word = slots.wordAt(index);
      const quick = matcher.quickValueOf(roleIn(word));
      if (quick === NO) {
        continue;
      }
      const rank = rankOf((word & CONDITION) + (quick === CONDITIONAL ? 1 : 0), slots.groupsAt(index));
      // Once something grants, what is farther adds nothing; of equals here the first is also the nearest.
      const entry = this.value === YES && rank >= this.#bestRank ? undefined : slots.entries[index];
      if (entry) {
        this.#add(entry, YES, coverage, distance, rank);
      }
    }
  }

  /** Considers what the principal may hold. */
  consider(entry: GrantEntry, coverage: Truth, distance: number): void {
    const { profile, matcher } = this.#question;
    const quick = matcher.quickValueOf(entry.role);
    if (quick !== NO && !profile.closure.certain.has(entry.principal)) {
      const conditions = (entry.condition === undefined ? 0 : 1) + (quick === CONDITIONAL ? 1 : 0);
      this.#add(entry, UNKNOWN, coverage, distance, rankOf(conditions, 0));
    }
  }

  #add(entry: GrantEntry, membership: Truth, coverage: Truth, distance: number, rank: number): void {
    const value = both(both(membership, coverage), grantTruth(this.#question, entry));
    const candidate = { entry, membership, coverage, distance, value };
    if (value === NO) {
      if (membership === YES && coverage === YES && isNearer(candidate, rank, this.failed, this.#failedRank)) {
        this.failed = candidate;
        this.#failedRank = rank;
      }
      return;
    }
    if (value === UNKNOWN) {
      this.open.push(candidate);
    }
    if (value > this.value || (value === this.value && isNearer(candidate, rank, this.best, this.#bestRank))) {
      this.value = value;
      this.best = candidate;
      this.#bestRank = rank;
    }
  }
}

/** More groups than any chain has. */
const MANY = 2 ** 32;

/** Fewer conditions first, then fewer groups. */
function rankOf(conditions: number, groups: number): number {
  return conditions * MANY + groups;
}

/** Shorter chains first; between equals, what does not depend on the order of files. */
function isNearer(candidate: Candidate, rank: number, best: Candidate | undefined, bestRank: number): boolean {
  if (!best) {
    return true;
  }
  const order =
    Math.floor(rank / MANY) - Math.floor(bestRank / MANY) ||
    best.membership - candidate.membership ||
    rank - bestRank ||
    candidate.distance - best.distance;
  return order === 0 ? isWrittenBefore(candidate.entry, best.entry) : order < 0;
}
