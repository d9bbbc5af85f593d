/** Where facts stand, as lines of files: one look at each file for one answer. */
import type { Origin } from '../../access/decision.ts';
import type { Place } from '../../protocol.ts';
import { LineIndex } from '../line-index.ts';

interface Lines {
  readonly index: LineIndex;
  readonly length: number;
}

export class OriginPlaces {
  readonly #readText: (uri: string) => string | undefined;
  readonly #files = new Map<string, Lines | undefined>();

  /** @param readText of a file as it is now, be it open or not */
  constructor(readText: (uri: string) => string | undefined) {
    this.#readText = readText;
  }

  /** From the offset to the end of its line; undefined where there is no such file. */
  placeOf({ uri, offset }: Origin): Place | undefined {
    const lines = this.#linesOf(uri);
    if (!lines) {
      return undefined;
    }
    const start = lines.index.positionAt(Math.min(offset, lines.length));
    const next = lines.index.lineStart(start.line + 1);
    const end = lines.index.positionAt(next === undefined ? lines.length : next - 1);
    return { uri, range: { start, end } };
  }

  #linesOf(uri: string): Lines | undefined {
    if (!this.#files.has(uri)) {
      const text = this.#readText(uri);
      this.#files.set(uri, text === undefined ? undefined : { index: new LineIndex(text), length: text.length });
    }
    return this.#files.get(uri);
  }
}
