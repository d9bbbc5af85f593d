/**
 * Role assignments by scope, packed: a look-up that finds nothing, which is the usual case, touches one line of memory, and
 * one that finds something reads the roles of a scope in a row.
 */
import { type GrantEntry, isWrittenBefore } from './fact-entries.ts';
import { NO_SCOPE, type ScopeTable } from './scope-table.ts';

const FREE = -2_000_000_000;
const NOTHING: readonly GrantEntry[] = [];
/** Bits beside a role: with a condition, the last of its scope, the last of its subscription or management group. */
export const CONDITION = 1;
export const LAST = 2;
export const LAST_OF_TOP = 4;
const ROLE_SHIFT = 3;
/** Numbers of each entry. */
const WIDTH = 3;

export function roleIn(word: number): number {
  return word >> ROLE_SHIFT;
}

/**
 * The numbers of many tables in one row. With an array for each, what describes the arrays would take as many lines of memory
 * as what is in them.
 */
export class SlotMemory {
  numbers = new Int32Array(1024);
  #end = 0;

  /** The index of the first of some numbers that are free to use. */
  reserve(count: number): number {
    const first = this.#end;
    this.#end += count;
    if (this.#end > this.numbers.length) {
      const grown = new Int32Array(Math.max(this.#end, this.numbers.length * 2));
      grown.set(this.numbers);
      this.numbers = grown;
    }
    return first;
  }
}

function mixed(key: number): number {
  const product = Math.imul(key, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/** Subscriptions and management groups have a key beside the one that they have as a scope. */
function keyOfTop(top: number): number {
  return -10 - top;
}

export class SlotTable {
  /**
   * Of one scope next to each other, fewer groups first, then in the order of writing; scopes of one subscription or
   * management group next to each other.
   */
  readonly entries: readonly GrantEntry[];
  readonly #memory: SlotMemory;
  /** Bits, of which those that the hashes of the scopes lead to are set: most look-ups that find nothing end here. */
  readonly #bits: number;
  readonly #bitMask: number;
  /** Pairs of a key and the index of its first entry. */
  readonly #pairs: number;
  readonly #mask: number;
  /** Of each entry its role with the bits; behind these over how many groups each is held; behind these the scope of each. */
  readonly #words: number;

  /** @param groupsOf over how many groups the principal comes to a name */
  constructor(
    entries: readonly GrantEntry[],
    groupsOf: (name: number) => number,
    scopes: ScopeTable,
    memory: SlotMemory,
  ) {
    this.#memory = memory;
    this.entries = entries.toSorted(
      (a, b) =>
        scopes.topOf(a.scope) - scopes.topOf(b.scope) ||
        a.scope - b.scope ||
        groupsOf(a.principal) - groupsOf(b.principal) ||
        (isWrittenBefore(a, b) ? -1 : isWrittenBefore(b, a) ? 1 : 0),
    );
    const keys = new Map<number, number>();
    for (const [index, { scope }] of this.entries.entries()) {
      const top = keyOfTop(scopes.topOf(scope));
      keys.set(top, keys.get(top) ?? index);
      keys.set(scope, keys.get(scope) ?? index);
    }
    let capacity = 2;
    while (capacity < keys.size * 2) {
      capacity *= 2;
    }
    this.#mask = capacity - 1;
    // Eight bits or more for each key, which are few enough to stay near at hand for a thousand principals.
    const bits = Math.max(32, capacity * 4);
    this.#bitMask = bits - 1;
    this.#bits = memory.reserve(bits / 32 + 2 * capacity + WIDTH * this.entries.length);
    this.#pairs = this.#bits + bits / 32;
    memory.numbers.fill(0, this.#bits, this.#pairs);
    this.#words = this.#pairs + 2 * capacity;
    memory.numbers.fill(FREE, this.#pairs, this.#words);
    for (const [key, first] of keys) {
      const place = this.#placeOf(key);
      memory.numbers[place] = key;
      memory.numbers[place + 1] = first;
      const bit = mixed(key) & this.#bitMask;
      const at = this.#bits + (bit >>> 5);
      memory.numbers[at] = (memory.numbers[at] ?? 0) | (1 << (bit & 31));
    }
    for (const [index, { role, condition, scope, principal }] of this.entries.entries()) {
      const next = this.entries[index + 1];
      const isLast = next?.scope !== scope;
      const isLastOfTop = !next || scopes.topOf(next.scope) !== scopes.topOf(scope);
      const word =
        (role << ROLE_SHIFT) +
        (isLast ? LAST : 0) +
        (isLastOfTop ? LAST_OF_TOP : 0) +
        (condition === undefined ? 0 : CONDITION);
      const at = this.#words + index;
      memory.numbers[at] = word;
      memory.numbers[at + this.entries.length] = groupsOf(principal);
      memory.numbers[at + 2 * this.entries.length] = scope;
    }
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** Where a key is or would be. */
  #placeOf(key: number): number {
    const { numbers } = this.#memory;
    let at = mixed(key) & this.#mask;
    for (;;) {
      const place = this.#pairs + 2 * at;
      const found = numbers[place];
      if (found === key || found === FREE) {
        return place;
      }
      at = (at + 1) & this.#mask;
    }
  }

  #find(key: number): number {
    const bit = mixed(key) & this.#bitMask;
    if ((((this.#memory.numbers[this.#bits + (bit >>> 5)] ?? 0) >>> (bit & 31)) & 1) === 0) {
      return -1;
    }
    const place = this.#placeOf(key);
    const { numbers } = this.#memory;
    return numbers[place] === key ? (numbers[place + 1] ?? -1) : -1;
  }

  /** The index of the first entry of a scope, or -1 where nothing is assigned at it; the others follow. */
  find(scope: number): number {
    return this.#find(scope);
  }

  /** The index of the first entry at or below a subscription or management group; the others follow. */
  findTop(top: number): number {
    return this.#find(keyOfTop(top));
  }

  /** The role of an entry and the bits beside it. */
  wordAt(index: number): number {
    return this.#memory.numbers[this.#words + index] ?? LAST + LAST_OF_TOP;
  }

  /** Over how many groups the principal holds an entry. */
  groupsAt(index: number): number {
    return this.#memory.numbers[this.#words + this.entries.length + index] ?? 0;
  }

  scopeAt(index: number): number {
    return this.#memory.numbers[this.#words + 2 * this.entries.length + index] ?? NO_SCOPE;
  }

  /** What is assigned at a scope. */
  at(scope: number): readonly GrantEntry[] {
    const first = scope === NO_SCOPE ? -1 : this.find(scope);
    if (first < 0) {
      return NOTHING;
    }
    let end = first + 1;
    while (this.entries[end]?.scope === scope) {
      end++;
    }
    return this.entries.slice(first, end);
  }
}
