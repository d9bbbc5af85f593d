/**
 * Remembers what was found at the children of long containers. An edit leaves all children but a few as they were, in
 * the same order, so what stands before and behind those is taken over without being looked at.
 */

/** What was found at a child. */
export interface AtChild<Result> {
  readonly index: number;
  readonly found: Result;
}

interface Known<Child, Result> {
  readonly children: readonly Child[];
  readonly found: readonly AtChild<Result>[];
}

/** Shorter ones are read as fast as they are compared. */
const LONG = 50;

export class ChildMemo<Child extends object, Result> {
  readonly #ways = new Map<string, WeakMap<Child, Known<Child, Result>>>();

  /**
   * @param way the same child means different things in different places
   * @param read what is found at a child; it depends on the child and the way alone
   * @returns what was found, in order, without the children at which there is nothing
   */
  collect(
    way: string,
    children: readonly Child[],
    read: (child: Child) => Result | undefined,
  ): readonly AtChild<Result>[] {
    const first = children[0];
    const last = children.at(-1);
    const found: AtChild<Result>[] = [];
    if (!first || !last || children.length < LONG) {
      readBetween(children, 0, children.length, read, found);
      return found;
    }
    const memo = this.#ways.get(way) ?? new WeakMap<Child, Known<Child, Result>>();
    this.#ways.set(way, memo);
    // One of them is as it was, unless both have changed.
    const known = memo.get(first) ?? memo.get(last) ?? { children: [], found: [] };
    const { head, tail } = compare(known.children, children);
    const delta = children.length - known.children.length;
    for (const one of known.found) {
      if (one.index >= head) {
        break;
      }
      found.push(one);
    }
    readBetween(children, head, children.length - tail, read, found);
    for (const one of known.found) {
      if (one.index >= known.children.length - tail) {
        found.push(delta === 0 ? one : { index: one.index + delta, found: one.found });
      }
    }
    memo.set(first, { children, found });
    memo.set(last, { children, found });
    return found;
  }
}

function readBetween<Child, Result>(
  children: readonly Child[],
  from: number,
  to: number,
  read: (child: Child) => Result | undefined,
  into: AtChild<Result>[],
): void {
  for (let index = from; index < to; index++) {
    const child = children[index];
    const found = child && read(child);
    if (found !== undefined) {
      into.push({ index, found });
    }
  }
}

interface Comparison {
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
  /** How many are the same at the beginning, and at the end. */
  readonly head: number;
  readonly tail: number;
}

/**
 * Several readers ask about the same two, one after the other. Only the last few are kept: each holds two versions of a
 * container, and one that is held leads to the one before it.
 */
const comparisons: Comparison[] = [];
const MOST_COMPARISONS = 4;

function compare(before: readonly unknown[], after: readonly unknown[]): Comparison {
  const known = comparisons.find((one) => one.before === before && one.after === after);
  if (known) {
    return known;
  }
  const head = countSame(before, after);
  const comparison = { before, after, head, tail: countSameAtEnd(before, after, head) };
  comparisons.push(comparison);
  if (comparisons.length > MOST_COMPARISONS) {
    comparisons.shift();
  }
  return comparison;
}

function countSame<Child>(before: readonly Child[], after: readonly Child[]): number {
  const most = Math.min(before.length, after.length);
  let count = 0;
  while (count < most && before[count] === after[count]) {
    count++;
  }
  return count;
}

/** @param head how many at the beginning are the same and not counted again */
function countSameAtEnd<Child>(before: readonly Child[], after: readonly Child[], head: number): number {
  const most = Math.min(before.length, after.length) - head;
  let count = 0;
  while (count < most && before[before.length - 1 - count] === after[after.length - 1 - count]) {
    count++;
  }
  return count;
}
