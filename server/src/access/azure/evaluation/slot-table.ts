/**
 * Role assignments by scope, packed: a look-up that finds nothing, which is the usual case, touches one line of memory, and
 * one that finds something reads the roles of a scope in a row.
 */
import type { GrantEntry } from './fact-entries.ts';

const FREE = -2;
const NOTHING: readonly GrantEntry[] = [];
/** Bits beside a role. */
export const CONDITION = 1;
export const LAST = 2;

export class SlotTable {
  /** Of one scope next to each other. */
  readonly entries: readonly GrantEntry[];
  /** Beside each entry: four times its role, two more for the last of a scope, one more with a condition. */
  readonly roles: Int32Array;
  /** Scopes by their hash, and beside each where its entries begin. */
  readonly #scopes: Int32Array;
  readonly #firsts: Int32Array;
  readonly #mask: number;

  constructor(entries: readonly GrantEntry[]) {
    this.entries = entries.toSorted((a, b) => a.scope - b.scope);
    this.roles = Int32Array.from(this.entries, ({ role, condition, scope }, index) => {
      const isLast = this.entries[index + 1]?.scope !== scope;
      return role * 4 + (isLast ? LAST : 0) + (condition === undefined ? 0 : CONDITION);
    });
    let capacity = 4;
    while (capacity < this.entries.length * 2) {
      capacity *= 2;
    }
    this.#mask = capacity - 1;
    this.#scopes = new Int32Array(capacity).fill(FREE);
    this.#firsts = new Int32Array(capacity);
    for (const [index, { scope }] of this.entries.entries()) {
      if (index === 0 || this.entries[index - 1]?.scope !== scope) {
        this.#insert(scope, index);
      }
    }
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  #insert(scope: number, first: number): void {
    let place = this.#home(scope);
    while (this.#scopes[place] !== FREE) {
      place = (place + 1) & this.#mask;
    }
    this.#scopes[place] = scope;
    this.#firsts[place] = first;
  }

  #home(scope: number): number {
    const mixed = Math.imul(scope, 0x9e3779b1);
    return (mixed ^ (mixed >>> 15)) & this.#mask;
  }

  /** The index of the first entry of a scope, or -1 where nothing is assigned at it; the others follow. */
  find(scope: number): number {
    let place = this.#home(scope);
    for (;;) {
      const found = this.#scopes[place];
      if (found === scope) {
        return this.#firsts[place] ?? -1;
      }
      if (found === FREE) {
        return -1;
      }
      place = (place + 1) & this.#mask;
    }
  }

  /** What is assigned at a scope. */
  at(scope: number): readonly GrantEntry[] {
    const first = this.find(scope);
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
