/**
 * Makes the scalars of a shell: a word from its parts, whatever their quoting.
 *
 * The style of a scalar is `bare`, `single`, `double` or `ansi` where it is one part of that quoting, and `mixed` where
 * it is several; with `in-` before it where it is only the end of such a word (the value in `"--name=value"`). The
 * text of a here-document is `here`, or `here-raw` where nothing is expanded in it; `-tabs` behind it says that
 * the tabs at the beginning of its lines do not count.
 */
import { makeTextOf } from '../make-text.ts';
import { type OffsetMap, type Piece, uniformMap } from '../offset-map.ts';
import { NOTHING, type Placed, type Problem, type ProblemCode, type ScalarNode, type Span } from '../tree.ts';

export type Quoting = 'bare' | 'single' | 'double' | 'ansi' | 'here' | 'here-raw' | 'here-tabs' | 'here-raw-tabs';

/** A part of a word, from its opening quote to behind its closing one. */
export interface Part {
  readonly quoting: Quoting;
  readonly start: number;
  end: number;
}

const UNIFORM = [uniformMap(0), uniformMap(1), uniformMap(2)];
const OPENING: Readonly<Record<string, number>> = { single: 1, double: 1, ansi: 2 };

interface Mark {
  readonly text: string;
  readonly pieces: number;
  readonly last: Piece | undefined;
  readonly opaque: number;
}

export class WordBuilder {
  readonly start: number;
  readonly parts: Part[] = [];
  text = '';
  readonly #source: string;
  readonly #pieces: Piece[] = [];
  readonly #opaque: Span[] = [];
  readonly #problems: Problem[] = [];

  constructor(source: string, start: number) {
    this.#source = source;
    this.start = start;
  }

  /** Says how what follows is quoted, up to the next call. */
  open(quoting: Quoting, at: number): void {
    const last = this.parts.at(-1);
    if (quoting === 'bare' && last?.quoting === 'bare') {
      return;
    }
    this.#endPart(at);
    this.parts.push({ quoting, start: at, end: at });
  }

  #endPart(at: number): void {
    const last = this.parts.at(-1);
    if (last) {
      last.end = at;
    }
  }

  /** Takes in source that reads as it is written. */
  addPlain(from: number, to: number): void {
    if (to <= from) {
      return;
    }
    const [start, end] = [from - this.start, to - this.start];
    const before = this.text.length;
    const last = this.#pieces.at(-1);
    const isNext = last?.source.end === start && last.decoded.end - last.decoded.start === start - last.source.start;
    this.text += this.#source.slice(from, to);
    if (last && isNext) {
      this.#pieces[this.#pieces.length - 1] = {
        decoded: { start: last.decoded.start, end: this.text.length },
        source: { start: last.source.start, end },
      };
    } else {
      this.#pieces.push({ decoded: { start: before, end: this.text.length }, source: { start, end } });
    }
  }

  addEscape(decoded: string, from: number, to: number): void {
    const before = this.text.length;
    this.text += decoded;
    this.#pieces.push({
      decoded: { start: before, end: this.text.length },
      source: { start: from - this.start, end: to - this.start },
    });
  }

  /** Takes in source that only the shell can evaluate. */
  addOpaque(from: number, to: number): void {
    this.#opaque.push({ start: this.text.length, end: this.text.length + to - from });
    this.addPlain(from, to);
  }

  report(code: ProblemCode, at: number): void {
    this.#problems.push({ code, span: { start: at - this.start, end: at - this.start + 1 } });
  }

  mark(): Mark {
    const pieces = this.#pieces.length;
    return { text: this.text, pieces, last: this.#pieces.at(-1), opaque: this.#opaque.length };
  }

  /** Forgets what was added since. Parts are not taken back: an opened one is opened again at the same place. */
  restore({ text, pieces, last, opaque }: Mark): void {
    this.text = text;
    this.#pieces.length = pieces;
    if (last) {
      this.#pieces[pieces - 1] = last;
    }
    this.#opaque.length = opaque;
  }

  finish(end: number): Placed<ScalarNode> {
    this.#endPart(end);
    const [part] = this.parts;
    const style = this.parts.length > 1 ? 'mixed' : (part?.quoting ?? 'bare');
    const node = makeTextOf({
      text: this.text,
      width: end - this.start,
      map: this.#map(style),
      opaque: this.#opaque.length > 0 ? this.#opaque : NOTHING,
      style,
      problems: this.#problems.length > 0 ? this.#problems : NOTHING,
    });
    return { node, start: this.start };
  }

  #map(style: string): OffsetMap {
    const [first, second] = this.#pieces;
    const shift = first?.source.start ?? OPENING[style] ?? 0;
    const isUniform =
      second === undefined &&
      (first === undefined || first.decoded.end - first.decoded.start === first.source.end - first.source.start);
    if (isUniform) {
      return UNIFORM[shift] ?? uniformMap(shift);
    }
    return { shift: 0, pieces: this.#pieces };
  }
}

/** A word without quotes, written as it reads. */
export function bareScalar(text: string): ScalarNode {
  return {
    kind: 'scalar',
    type: 'string',
    text,
    width: text.length,
    map: UNIFORM[0] ?? uniformMap(0),
    opaque: NOTHING,
    style: 'bare',
    problems: NOTHING,
    comments: NOTHING,
    flawed: false,
    commented: false,
  };
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function piecesOf({ map, text }: ScalarNode): readonly Piece[] {
  if (map.pieces.length > 0 || text === '') {
    return map.pieces;
  }
  return [{ decoded: { start: 0, end: text.length }, source: { start: map.shift, end: map.shift + text.length } }];
}

/** The word that a plain beginning (`--name=`) and the word right behind it are together. */
export function joinScalars(beginning: string, value: ScalarNode): ScalarNode {
  const by = beginning.length;
  if (value.style === 'bare' && value.map.pieces.length === 0 && !value.flawed && value.opaque.length === 0) {
    return bareScalar(beginning + value.text);
  }
  const lead = { start: 0, end: by };
  const pieces = piecesOf(value).map(({ decoded, source }) => ({
    decoded: shifted(decoded, by),
    source: shifted(source, by),
  }));
  return makeTextOf({
    text: beginning + value.text,
    width: by + value.width,
    map: { shift: 0, pieces: [{ decoded: lead, source: lead }, ...pieces] },
    opaque: value.opaque.map((span) => shifted(span, by)),
    style: value.style === 'bare' ? 'bare' : 'mixed',
    problems: value.problems.map(({ code, span }) => ({ code, span: shifted(span, by) })),
  });
}

/** The part of a word between two places of its text, placed from where the word is. */
export function sliceScalar({ node, start }: Placed<ScalarNode>, from: number, to: number): Placed<ScalarNode> {
  const inside: Piece[] = [];
  for (const { decoded, source } of piecesOf(node)) {
    const [first, last] = [Math.max(from, decoded.start), Math.min(to, decoded.end)];
    if (first < last) {
      const isWhole = decoded.end - decoded.start !== source.end - source.start;
      const place = (at: number): number => source.start + at - decoded.start;
      inside.push({
        decoded: { start: first - from, end: last - from },
        source: isWhole ? source : { start: place(first), end: place(last) },
      });
    }
  }
  const begin = inside[0]?.source.start ?? node.width;
  const end = inside.at(-1)?.source.end ?? begin;
  const scalar = makeTextOf({
    text: node.text.slice(from, to),
    width: end - begin,
    map: { shift: 0, pieces: inside.map(({ decoded, source }) => ({ decoded, source: shifted(source, -begin) })) },
    opaque: node.opaque.filter((span) => span.start >= from && span.end <= to).map((span) => shifted(span, -from)),
    style: `in-${node.style}`,
    problems: NOTHING,
  });
  return { node: scalar, start: start + begin };
}
