/**
 * Which patterns stand in a list and how often, kept up to date: lists come in groups, an edit changes one group, and
 * only what that group had and has is counted anew.
 */
import { matchesOperation, type OperationPattern } from './operation-pattern.ts';

/** Some neighbours of a list. A group never changes; a changed list has another group in the place. */
export interface PatternGroup {
  readonly patterns: readonly OperationPattern[];
}

export class OperationTally {
  readonly #counts = new Map<OperationPattern, number>();
  readonly #repeated = new Set<OperationPattern>();
  readonly #wildcards = new Set<OperationPattern>();
  #groups: readonly PatternGroup[] = [];

  /** The patterns that stand more than once. */
  get repeated(): ReadonlySet<OperationPattern> {
    return this.#repeated;
  }

  /** The patterns with a star, in no particular order. */
  get wildcards(): ReadonlySet<OperationPattern> {
    return this.#wildcards;
  }

  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  has(pattern: OperationPattern): boolean {
    return this.#counts.has(pattern);
  }

  patterns(): Iterable<OperationPattern> {
    return this.#counts.keys();
  }

  /** The patterns that match an operation. */
  matching(operation: OperationPattern): ReadonlySet<OperationPattern> {
    const wildcards = [...this.#wildcards].filter((wildcard) => matchesOperation(wildcard, operation.key));
    return new Set(this.#counts.has(operation) ? [operation, ...wildcards] : wildcards);
  }

  /** Counts what differs between the groups that were counted and these. */
  update(groups: readonly PatternGroup[]): void {
    const before = this.#groups;
    let same = 0;
    while (same < before.length && same < groups.length && before[same] === groups[same]) {
      same++;
    }
    let end = 0;
    const most = Math.min(before.length, groups.length) - same;
    while (end < most && before[before.length - 1 - end] === groups[groups.length - 1 - end]) {
      end++;
    }
    for (const { patterns } of before.slice(same, before.length - end)) {
      patterns.forEach((pattern) => {
        this.#count(pattern, -1);
      });
    }
    for (const { patterns } of groups.slice(same, groups.length - end)) {
      patterns.forEach((pattern) => {
        this.#count(pattern, 1);
      });
    }
    this.#groups = groups;
  }

  #count(pattern: OperationPattern, by: 1 | -1): void {
    const count = (this.#counts.get(pattern) ?? 0) + by;
    if (count > 0) {
      this.#counts.set(pattern, count);
    } else {
      this.#counts.delete(pattern);
      this.#wildcards.delete(pattern);
    }
    if (count > 1) {
      this.#repeated.add(pattern);
    } else {
      this.#repeated.delete(pattern);
    }
    if (count > 0 && pattern.stars > 0) {
      this.#wildcards.add(pattern);
    }
  }
}

// A list after an edit has its first group or its last in common with the list before, and takes over its tally.
const tallies = new WeakMap<PatternGroup, OperationTally>();

/** The tally of a list. It is good until the list is asked for in another state. */
export function tallyOf(groups: readonly PatternGroup[]): OperationTally {
  const [first] = groups;
  const last = groups.at(-1);
  const tally = (first && tallies.get(first)) ?? (last && tallies.get(last)) ?? new OperationTally();
  tally.update(groups);
  if (first && last) {
    tallies.set(first, tally);
    tallies.set(last, tally);
  }
  return tally;
}
