/** Numbers by index, packed, with one number for all that were never set. */
export class GrowingNumbers {
  #values: Int32Array;
  readonly #unset: number;

  constructor(unset: number) {
    this.#unset = unset;
    this.#values = new Int32Array(64).fill(unset);
  }

  get(index: number): number {
    return this.#values[index] ?? this.#unset;
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const grown = new Int32Array(Math.max(index + 1, this.#values.length * 2)).fill(this.#unset);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[index] = value;
  }
}
