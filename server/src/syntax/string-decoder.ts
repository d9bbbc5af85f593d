/** Gathers what a string says while it is read, and where each part of it comes from. */

import { makeTextOf } from './make-text.ts';
import { type OffsetMap, type Piece, uniformMap } from './offset-map.ts';
import { NOTHING, type Problem, type ProblemCode, type ScalarNode, type Span } from './tree.ts';

const BEHIND_QUOTE = uniformMap(1);

/** Gathers the decoded text of a string and where it comes from. */
export class StringDecoder {
  text = '';
  readonly opaque: Span[] = [];
  readonly problems: Problem[] = [];
  readonly #pieces: Piece[] = [];
  readonly #source: string;
  readonly #start: number;

  /** @param start where the string starts in the source */
  constructor(source: string, start: number) {
    this.#source = source;
    this.#start = start;
  }

  /** Text that reads as it is written. */
  copy(from: number, to: number): void {
    if (to > from) {
      this.add(this.#source.slice(from, to), from, to);
    }
  }

  add(decoded: string, from: number, to: number): void {
    const start = this.text.length;
    this.#pieces.push({
      decoded: { start, end: start + decoded.length },
      source: { start: from - this.#start, end: to - this.#start },
    });
    this.text += decoded;
  }

  keepOpaque(from: number, to: number): void {
    this.opaque.push({ start: this.text.length, end: this.text.length + to - from });
    this.copy(from, to);
  }

  report(code: ProblemCode, from: number, to: number): void {
    this.problems.push({ code, span: { start: from - this.#start, end: to - this.#start } });
  }

  /** @param shift how far behind the start the text begins, if there is none */
  finish(width: number, style: string, shift: number): ScalarNode {
    const { text, opaque, problems } = this;
    return makeTextOf({
      text,
      width,
      map: this.#map(shift),
      opaque: opaque.length === 0 ? NOTHING : opaque,
      style,
      problems: problems.length === 0 ? NOTHING : problems,
    });
  }

  /** Without pieces where the text stands in the source in one stretch. */
  #map(shift: number): OffsetMap {
    const [first] = this.#pieces;
    const isWhole = this.#pieces.every(
      ({ decoded, source }) =>
        source.end - source.start === decoded.end - decoded.start &&
        source.start - decoded.start === first?.source.start,
    );
    if (isWhole) {
      const start = first?.source.start ?? shift;
      return start === 1 ? BEHIND_QUOTE : uniformMap(start);
    }
    return { shift, pieces: this.#pieces };
  }
}
