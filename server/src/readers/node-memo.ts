/**
 * Remembers what was read from a node. Nodes are never changed and live on through edits elsewhere in the file,
 * so reading a file again after an edit costs what the edit touched.
 */
export class NodeMemo<Node extends object, Result> {
  readonly #ways = new Map<string, WeakMap<Node, Result>>();

  /** The results of one way of reading: the same node means different things in different places. */
  of(way: string): WeakMap<Node, Result> {
    const results = this.#ways.get(way) ?? new WeakMap<Node, Result>();
    this.#ways.set(way, results);
    return results;
  }
}
