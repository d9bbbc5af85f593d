/** What a string literal says: its escapes resolved, doubled signs halved, evaluated stretches kept as they are written. */
import { type OffsetMap, type Piece, uniformMap } from '../offset-map.ts';
import { NOTHING, type Span } from '../tree.ts';
import type { Escapes } from './dialect.ts';
import type { Literal } from './literal.ts';

export interface DecodedLiteral {
  readonly text: string;
  /** Relative to the start of the literal. */
  readonly map: OffsetMap;
  /** In the decoded text. */
  readonly opaque: readonly Span[];
}

const BEHIND_QUOTES = [0, 1, 2, 3, 4, 5, 6].map(uniformMap);

/** @param formatted whether the literal is filled in by a call of `format`, so that braces count as in a format string */
export function decodeLiteral(text: string, literal: Literal, escapes: Escapes, formatted: boolean): DecodedLiteral {
  const { start, contentStart, contentEnd, form } = literal;
  const source = text.slice(contentStart, contentEnd);
  const holds = (sign: string): boolean => sign !== '' && source.includes(sign);
  const quote = literal.style.slice(-1);
  const isPlain =
    (form.raw || !source.includes('\\')) &&
    !holds(form.holes) &&
    !(form.holes === '{' && source.includes('}')) &&
    !(form.doubled && holds(quote)) &&
    !(formatted && /[{}]/.test(source));
  if (isPlain) {
    return {
      text: source,
      map: BEHIND_QUOTES[contentStart - start] ?? uniformMap(contentStart - start),
      opaque: NOTHING,
    };
  }
  const holes = formatted ? formatHoles(source) : literal.holes;
  const shift = formatted ? contentStart : 0;
  const decoder = new Decoder(text, start, contentStart);
  const halves = halvedSigns(literal, formatted);
  let next = 0;
  while (decoder.at < contentEnd) {
    const hole = holes[next];
    if (hole && hole.start + shift === decoder.at) {
      decoder.takeHole(hole.end + shift);
      next++;
      continue;
    }
    const sign = text.charAt(decoder.at);
    const isEscape = sign === '\\' && !form.raw;
    if (isEscape) {
      const { decoded, width } = decodeEscape(text.slice(decoder.at, Math.min(contentEnd, decoder.at + 12)), escapes);
      decoder.take(decoded, width);
    } else if (halves.includes(sign) && decoder.at + 1 < contentEnd && text.charAt(decoder.at + 1) === sign) {
      decoder.take(sign, 2);
    } else {
      decoder.step();
    }
  }
  return decoder.finish();
}

function halvedSigns({ form, style }: Literal, formatted: boolean): string {
  const braces = formatted || form.holes === '{' ? '{}' : '';
  return braces + (form.holes === '$' ? '$' : '') + (form.doubled ? style.slice(-1) : '');
}

/** The fields of a format string, from the beginning of its content. */
function formatHoles(source: string): readonly Span[] {
  const holes: Span[] = [];
  let open = 0;
  let start = 0;
  for (let at = 0; at < source.length; at++) {
    const sign = source.charAt(at);
    if (sign === '{' && open === 0 && source.charAt(at + 1) === '{') {
      at++;
    } else if (sign === '{') {
      start = open === 0 ? at : start;
      open++;
    } else if (sign === '}' && open > 0) {
      open--;
      if (open === 0) {
        holes.push({ start, end: at + 1 });
      }
    }
  }
  return holes;
}

class Decoder {
  readonly #text: string;
  readonly #start: number;
  readonly #pieces: Piece[] = [];
  readonly #opaque: Span[] = [];
  /** Joined at the end: a long text is put together once. */
  readonly #parts: string[] = [];
  #length = 0;
  #runStart: number;
  at: number;

  constructor(text: string, start: number, from: number) {
    this.#text = text;
    this.#start = start;
    this.#runStart = from;
    this.at = from;
  }

  /** Goes on by one sign that stands for itself. */
  step(): void {
    this.at++;
  }

  take(decoded: string, width: number): void {
    this.#endRun();
    this.#add(decoded, this.at + width);
  }

  takeHole(end: number): void {
    this.#endRun();
    const from = this.#length;
    this.#add(this.#text.slice(this.at, end), end);
    this.#opaque.push({ start: from, end: this.#length });
  }

  finish(): DecodedLiteral {
    this.#endRun();
    const shift = this.#runStart - this.#start;
    return { text: this.#parts.join(''), map: { shift, pieces: this.#pieces }, opaque: this.#opaque };
  }

  #endRun(): void {
    if (this.at > this.#runStart) {
      const { at } = this;
      this.at = this.#runStart;
      this.#add(this.#text.slice(this.#runStart, at), at);
    }
  }

  #add(decoded: string, end: number): void {
    if (decoded !== '') {
      this.#pieces.push({
        decoded: { start: this.#length, end: this.#length + decoded.length },
        source: { start: this.at - this.#start, end: end - this.#start },
      });
      this.#parts.push(decoded);
      this.#length += decoded.length;
    }
    this.at = end;
    this.#runStart = end;
  }
}

/** @param source what stands there, backslash first, at least as far as the longest escape reaches */
function decodeEscape(source: string, escapes: Escapes): { readonly decoded: string; readonly width: number } {
  const joined = escapes.joinsLines ? /^\\(?:\r\n|\n|\r)/.exec(source)?.[0] : undefined;
  if (joined) {
    return { decoded: '', width: joined.length };
  }
  const octal = escapes.octal ? /^\\([0-7]{1,3})/.exec(source) : null;
  const number =
    (escapes.hex ? /^\\x([0-9a-fA-F]{1,2})/.exec(source) : null) ??
    (escapes.loose ? /^\\[uU]\{([0-9a-fA-F]{1,6})\}/.exec(source) : null) ??
    (escapes.loose ? /^\\u([0-9a-fA-F]{1,4})/ : /^\\u([0-9a-fA-F]{4})/).exec(source) ??
    (escapes.long ? /^\\U([0-9a-fA-F]{8})/.exec(source) : null);
  const found = octal ?? number;
  if (found?.[1]) {
    const point = Number.parseInt(found[1], octal ? 8 : 16);
    return { decoded: point <= 0x10ffff ? String.fromCodePoint(point) : found[0], width: found[0].length };
  }
  const letter = source.charAt(1);
  const simple = Object.hasOwn(escapes.simple, letter) ? escapes.simple[letter] : undefined;
  if (simple !== undefined) {
    return { decoded: simple, width: 2 };
  }
  return escapes.dropsBackslash && letter !== '' ? { decoded: letter, width: 2 } : { decoded: '\\', width: 1 };
}
