/** Where a string literal ends, and which stretches of it the program evaluates. */
import { NOTHING, type Span } from '../tree.ts';
import type { Dialect, LiteralForm } from './dialect.ts';

export interface Literal {
  readonly start: number;
  readonly end: number;
  /** What stands between the quotes. */
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly closed: boolean;
  readonly form: LiteralForm;
  /** Prefix and quotes, as they are written. */
  readonly style: string;
  /** From the beginning of the text. */
  readonly holes: readonly Span[];
}

/** Up to where the line of a literal is known to have an evaluated stretch that does not close. */
export interface BrokenLine {
  end: number;
}

const BACKSLASH = 92;
const NEWLINE = 10;
const RETURN = 13;
const RAW_OPENING = /^-{0,20}[([{]/;
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Reads the literal at a place, or returns undefined where the letters before the quote are no prefix.
 * @param quoteAt where the quote stands, behind the prefix
 */
export function scanLiteral(
  text: string,
  start: number,
  quoteAt: number,
  dialect: Dialect,
  broken: BrokenLine,
): Literal | undefined {
  const prefix = start === quoteAt ? '' : text.slice(start, quoteAt);
  const sign = text.charAt(quoteAt);
  const code = text.charCodeAt(quoteAt);
  const isTriple = dialect.triple && text.charCodeAt(quoteAt + 1) === code && text.charCodeAt(quoteAt + 2) === code;
  const quote = isTriple ? sign + sign + sign : sign;
  const form = dialect.form(prefix, quote);
  if (!form) {
    return undefined;
  }
  const from = quoteAt + quote.length;
  if (dialect.id === 'r' && form.raw) {
    return scanBracketed(text, start, from, form);
  }
  const style = prefix + quote;
  const simpleEnd = isTriple || form.holes !== '' ? -1 : simpleLiteralEnd(text, from, code);
  if (simpleEnd >= 0 && !(form.doubled && text.charCodeAt(simpleEnd + 1) === code)) {
    const end = simpleEnd + 1;
    return { start, end, contentStart: from, contentEnd: simpleEnd, closed: true, form, style, holes: NOTHING };
  }
  const holes: Span[] = [];
  const contentEnd = new LiteralScan(text, quote, form, dialect, broken).findEnd(from, holes);
  const closed = text.startsWith(quote, contentEnd);
  const end = closed ? contentEnd + quote.length : contentEnd;
  return { start, end, contentStart: from, contentEnd, closed, form, style, holes };
}

/** Where a literal ends that has neither backslashes nor line ends, as nearly all are; -1 where it has. */
function simpleLiteralEnd(text: string, from: number, quote: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      return at;
    }
    if (code === BACKSLASH || code === NEWLINE || code === RETURN) {
      return -1;
    }
  }
  return -1;
}

/** `r"---(text)---"`. */
function scanBracketed(text: string, start: number, from: number, form: LiteralForm): Literal | undefined {
  const opening = RAW_OPENING.exec(text.slice(from, from + 22))?.[0];
  if (opening === undefined) {
    return undefined;
  }
  const closing = (CLOSERS[opening.slice(-1)] ?? '') + opening.slice(0, -1) + text.charAt(from - 1);
  const contentStart = from + opening.length;
  const found = text.indexOf(closing, contentStart);
  const contentEnd = found < 0 ? text.length : found;
  return {
    start,
    end: found < 0 ? text.length : found + closing.length,
    contentStart,
    contentEnd,
    closed: found >= 0,
    form,
    style: text.slice(start, contentStart),
    holes: [],
  };
}

class LiteralScan {
  readonly #text: string;
  readonly #quote: string;
  readonly #sign: number;
  readonly #form: LiteralForm;
  readonly #dialect: Dialect;
  readonly #broken: BrokenLine;
  /** Once a stretch does not close, the others of the string are not looked for: each could reach to its end. */
  #seeksHoles: boolean;

  constructor(text: string, quote: string, form: LiteralForm, dialect: Dialect, broken: BrokenLine) {
    this.#text = text;
    this.#quote = quote;
    this.#sign = quote.charCodeAt(0);
    this.#form = form;
    this.#dialect = dialect;
    this.#broken = broken;
    this.#seeksHoles = form.holes !== '';
  }

  /** Where the closing quotes stand, or where the literal ends without them. */
  findEnd(from: number, holes: Span[]): number {
    const { lines, holes: mark } = this.#form;
    const text = this.#text;
    this.#seeksHoles &&= lines || from >= this.#broken.end;
    let at = from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === this.#sign && this.#closesAt(at)) {
        return this.#lastQuotes(at);
      }
      const isLineEnd = code === NEWLINE || code === RETURN;
      const width = this.#widthAt(at, code);
      if ((isLineEnd && !lines) || width === 0) {
        return isLineEnd ? at : at + 1;
      }
      at = this.#seeksHoles && text.charAt(at) === mark ? this.#passMark(at, holes) : at + width;
    }
    return text.length;
  }

  /** How much goes together from here: what a backslash guards, two quotes for one; 0 where a line ends the literal. */
  #widthAt(at: number, code: number): number {
    if (code === this.#sign && this.#form.doubled) {
      return 2;
    }
    if (code !== BACKSLASH || !this.#form.guards) {
      return 1;
    }
    const next = this.#text.charCodeAt(at + 1);
    if (next !== NEWLINE && next !== RETURN) {
      return 2;
    }
    if (!this.#form.lines && !this.#dialect.escapes.joinsLines) {
      return 0;
    }
    return next === RETURN && this.#text.charCodeAt(at + 2) === NEWLINE ? 3 : 2;
  }

  #closesAt(at: number): boolean {
    if (this.#form.doubled) {
      return this.#text.charCodeAt(at + 1) !== this.#sign;
    }
    return this.#quote.length === 1 || this.#text.startsWith(this.#quote, at);
  }

  /** Of more than three quotes at the end of a literal of Scala, the last three close it. */
  #lastQuotes(at: number): number {
    let last = at;
    if (this.#dialect.id === 'scala' && this.#quote.length === 3) {
      while (this.#text.charCodeAt(last + 3) === this.#sign) {
        last++;
      }
    }
    return last;
  }

  /** Goes behind what a mark opens: a stretch, the mark itself where it stands twice, or the mark alone. */
  #passMark(at: number, holes: Span[]): number {
    const text = this.#text;
    const mark = this.#form.holes;
    if (text.charAt(at + 1) === mark) {
      return at + 2;
    }
    let end = at;
    if (mark === '{') {
      end = this.#closeBrace(at + 1);
    } else if (text.charAt(at + 1) === '{') {
      end = this.#closeBrace(at + 2);
    } else {
      end = nameEnd(text, at + 1);
      if (end === at + 1) {
        return end;
      }
    }
    if (end < 0) {
      this.#seeksHoles = false;
      return at + 1;
    }
    holes.push({ start: at, end });
    return end;
  }

  /** Behind the brace that closes a stretch, or -1. Strings in it may hold braces, and the quotes that are around. */
  #closeBrace(from: number): number {
    const text = this.#text;
    let depth = 1;
    let at = from;
    while (at < text.length && depth > 0) {
      const sign = text.charAt(at);
      const end = this.#passSign(sign, at);
      if (end < 0) {
        break;
      }
      depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
      at = end;
    }
    if (depth === 0) {
      return at;
    }
    if (!this.#form.lines) {
      // The rest of the line was seen to have no end for it, and is not looked through again.
      const newline = text.indexOf('\n', at);
      this.#broken.end = newline < 0 ? text.length : newline;
    }
    return -1;
  }

  /** Behind a sign within a stretch, or the string that it opens; -1 where the stretch cannot go on. */
  #passSign(sign: string, at: number): number {
    if ((sign === '\n' || sign === '\r') && !this.#form.lines) {
      return -1;
    }
    if (sign !== '"' && !(sign === "'" && this.#dialect.quotes.includes("'"))) {
      return at + 1;
    }
    return this.#quote.length === 3 && this.#text.startsWith(this.#quote, at) ? -1 : this.#passQuoted(at);
  }

  /** Behind a string on one line inside of a stretch, or -1. */
  #passQuoted(from: number): number {
    const text = this.#text;
    const sign = text.charCodeAt(from);
    for (let at = from + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === sign) {
        return at + 1;
      }
      if (code === NEWLINE || code === RETURN) {
        return -1;
      }
      at += code === BACKSLASH ? 1 : 0;
    }
    return -1;
  }
}

/** Behind a name of letters, digits and underscores. */
function nameEnd(text: string, from: number): number {
  let at = from;
  while (/[\p{L}\d_]/u.test(text.charAt(at)) && !(at === from && /\d/.test(text.charAt(at)))) {
    at++;
  }
  return at;
}
