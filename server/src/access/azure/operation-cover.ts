/** Which entries of a list are covered by a wildcard of the same list. */
import { coversOperation, type OperationPattern } from './operation-pattern.ts';
import type { PatternGroup } from './operation-tally.ts';

/** The wildcards of a list, by what stands before their star. */
export class OperationCover {
  readonly #byPrefix = new Map<string, OperationPattern[]>();
  readonly #lengths: readonly number[];
  readonly #found = new WeakMap<OperationPattern, { readonly by: OperationPattern | undefined }>();
  readonly #covered = new WeakMap<PatternGroup, ReadonlySet<OperationPattern>>();

  constructor(wildcards: readonly OperationPattern[]) {
    for (const wildcard of wildcards) {
      this.#byPrefix.set(wildcard.prefix, [...(this.#byPrefix.get(wildcard.prefix) ?? []), wildcard]);
    }
    this.#lengths = [...new Set(wildcards.map(({ prefix }) => prefix.length))].sort((a, b) => a - b);
  }

  /** A wildcard, other than the pattern itself, that matches everything that the pattern can match. */
  by(pattern: OperationPattern): OperationPattern | undefined {
    const known = this.#found.get(pattern) ?? { by: this.#search(pattern) };
    this.#found.set(pattern, known);
    return known.by;
  }

  /** The patterns of a group that are covered. */
  covered(group: PatternGroup): ReadonlySet<OperationPattern> {
    const known =
      this.#covered.get(group) ?? new Set(group.patterns.filter((pattern) => this.by(pattern) !== undefined));
    this.#covered.set(group, known);
    return known;
  }

  #search(pattern: OperationPattern): OperationPattern | undefined {
    for (const length of this.#lengths) {
      if (length > pattern.prefix.length) {
        return undefined;
      }
      const wildcards = this.#byPrefix.get(pattern.prefix.slice(0, length)) ?? [];
      const cover = wildcards.find((wildcard) => wildcard !== pattern && coversOperation(wildcard, pattern));
      if (cover) {
        return cover;
      }
    }
    return undefined;
  }
}

// While somebody types in a list its wildcards stay the same, and so does what they cover.
const covers = new Map<string, OperationCover>();
const COVERS_KEPT = 32;

/** @param patterns wildcards, in any order; the answer is shared between lists with the same ones */
export function coverOf(patterns: Iterable<OperationPattern>): OperationCover {
  const wildcards = [...patterns].filter(({ stars }) => stars === 1).sort((a, b) => (a.key < b.key ? -1 : 1));
  const key = wildcards.map((wildcard) => wildcard.key).join('\n');
  const cover = covers.get(key) ?? new OperationCover(wildcards);
  covers.delete(key);
  covers.set(key, cover);
  const [oldest] = covers.keys();
  if (covers.size > COVERS_KEPT && oldest !== undefined) {
    covers.delete(oldest);
  }
  return cover;
}
