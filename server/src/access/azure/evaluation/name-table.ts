/** Names as numbers: the same number for every way to write a name, and the same number as long as the table lives. */

/** Ways to write names that are remembered beside the names themselves. */
const SPELLING_LIMIT = 200_000;

export class NameTable {
  readonly #ids = new Map<string, number>();
  readonly #spellings = new Map<string, number>();
  readonly #keys: string[] = [];
  readonly #texts: string[] = [];

  /** The number of a name, a new one where it was never seen. Names compare without case and without blanks around. */
  add(text: string): number {
    const known = this.#ids.get(text) ?? this.#spellings.get(text);
    if (known !== undefined) {
      return known;
    }
    const key = text.trim().toLowerCase();
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#keys.length;
      this.#ids.set(key, id);
      this.#keys.push(key);
      this.#texts.push(text.trim());
    }
    if (key !== text) {
      if (this.#spellings.size >= SPELLING_LIMIT) {
        this.#spellings.clear();
      }
      this.#spellings.set(text, id);
    }
    return id;
  }

  /** In lower case. */
  key(id: number): string {
    return this.#keys[id] ?? '';
  }

  /** As it was first written. */
  text(id: number): string {
    return this.#texts[id] ?? '';
  }
}
