/** Values by number, of which those of one source can be taken out again in time proportional to what the source gave. */

export class SourcedMap<V> {
  readonly #values = new Map<number, Map<string, V[]>>();
  readonly #keysOf = new Map<string, Set<number>>();

  add(source: string, key: number, value: V): void {
    let sources = this.#values.get(key);
    if (!sources) {
      sources = new Map();
      this.#values.set(key, sources);
    }
    const values = sources.get(source);
    if (values) {
      values.push(value);
      return;
    }
    sources.set(source, [value]);
    const keys = this.#keysOf.get(source);
    if (keys) {
      keys.add(key);
    } else {
      this.#keysOf.set(source, new Set([key]));
    }
  }

  remove(source: string): void {
    for (const key of this.#keysOf.get(source) ?? []) {
      const sources = this.#values.get(key);
      sources?.delete(source);
      if (sources?.size === 0) {
        this.#values.delete(key);
      }
    }
    this.#keysOf.delete(source);
  }

  /** The values of a key, by source. */
  get(key: number): ReadonlyMap<string, readonly V[]> | undefined {
    return this.#values.get(key);
  }

  keys(): Iterable<number> {
    return this.#values.keys();
  }
}
