/** Lines and columns for offsets, where a person or another program reads them. Both count from 0. */

export interface Position {
  readonly line: number;
  /** In UTF-16 code units. */
  readonly character: number;
}

export class LineIndex {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) {
        starts.push(at + 1);
      }
    }
    this.#starts = starts;
  }

  positionAt(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low, character: offset - (this.#starts[low] ?? 0) };
  }

  /** Where a line begins, or undefined behind the last. */
  lineStart(line: number): number | undefined {
    return this.#starts[line];
  }
}
