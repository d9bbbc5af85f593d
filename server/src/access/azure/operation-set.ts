/**
 * Sets of operations, each in a plane, as bits: a name that is in both planes is two members. Members are counted from
 * the numbers that the catalogue gives its operations; what these are called a set does not know.
 */
import type { Plane } from './operation-pattern.ts';

/** How many operations of each plane. */
export type PlaneCount = Readonly<Record<Plane, number>>;

const BITS = 32;
/** Control operations are the even bits, data operations the odd ones. */
const CONTROL = 0x55555555;
const DATA = 0xaaaaaaaa;

export class OperationSet {
  readonly #words: Uint32Array;

  /** @param size how many operations the catalogue has */
  constructor(size: number) {
    this.#words = new Uint32Array(Math.ceil((2 * size) / BITS));
  }

  add(number: number, plane: Plane): void {
    const bit = bitOf(number, plane);
    this.#words[bit >>> 5] = this.#word(bit >>> 5) | (1 << (bit & 31));
  }

  addNumbers(numbers: readonly number[], plane: Plane): void {
    for (const number of numbers) {
      this.add(number, plane);
    }
  }

  removeNumbers(numbers: readonly number[], plane: Plane): void {
    for (const number of numbers) {
      const bit = bitOf(number, plane);
      this.#words[bit >>> 5] = this.#word(bit >>> 5) & ~(1 << (bit & 31));
    }
  }

  has(number: number, plane: Plane): boolean {
    const bit = bitOf(number, plane);
    return (this.#word(bit >>> 5) & (1 << (bit & 31))) !== 0;
  }

  addAll(other: OperationSet): void {
    for (let at = 0; at < this.#words.length; at++) {
      this.#words[at] = this.#word(at) | other.#word(at);
    }
  }

  removeAll(other: OperationSet): void {
    for (let at = 0; at < this.#words.length; at++) {
      this.#words[at] = this.#word(at) & ~other.#word(at);
    }
  }

  /** The members that the other does not have, as a new set. */
  without(other: OperationSet): OperationSet {
    const left = this.copy();
    left.removeAll(other);
    return left;
  }

  /** The members that both have, as a new set. */
  shared(other: OperationSet): OperationSet {
    const shared = this.copy();
    for (let at = 0; at < this.#words.length; at++) {
      shared.#words[at] = this.#word(at) & other.#word(at);
    }
    return shared;
  }

  copy(): OperationSet {
    const copy = new OperationSet((this.#words.length * BITS) / 2);
    copy.#words.set(this.#words);
    return copy;
  }

  /** Whether every member of the other is one of this. */
  contains(other: OperationSet): boolean {
    for (let at = 0; at < other.#words.length; at++) {
      if ((other.#word(at) & ~this.#word(at)) !== 0) {
        return false;
      }
    }
    return true;
  }

  get isEmpty(): boolean {
    return this.#words.every((word) => word === 0);
  }

  /** How many members both have. */
  countShared(other: OperationSet): number {
    let count = 0;
    for (let at = 0; at < this.#words.length; at++) {
      const word = this.#word(at) & other.#word(at);
      count += word === 0 ? 0 : onesIn(word);
    }
    return count;
  }

  count(): PlaneCount {
    return this.countWithout(undefined);
  }

  /** How many members the other does not have. */
  countWithout(other: OperationSet | undefined): PlaneCount {
    let control = 0;
    let data = 0;
    for (let at = 0; at < this.#words.length; at++) {
      const word = other ? this.#word(at) & ~other.#word(at) : this.#word(at);
      if (word !== 0) {
        control += onesIn(word & CONTROL);
        data += onesIn(word & DATA);
      }
    }
    return { control, data };
  }

  /** The members in the order of their numbers, control before data. */
  *members(): Generator<{ readonly number: number; readonly plane: Plane }> {
    for (const [at, word] of this.#words.entries()) {
      for (let bit = 0; word !== 0 && bit < BITS; bit++) {
        if ((word & (1 << bit)) !== 0) {
          yield { number: (at * BITS + bit) >>> 1, plane: bit % 2 === 0 ? 'control' : 'data' };
        }
      }
    }
  }

  #word(at: number): number {
    return this.#words[at] ?? 0;
  }
}

function bitOf(number: number, plane: Plane): number {
  return 2 * number + (plane === 'data' ? 1 : 0);
}

/** How many bits of a word are set, added up in pairs, fours and bytes at once. */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
