/** The words of a condition. Reads any text, in time proportional to its length. */
import { HIDDEN } from './condition-holes.ts';
import type { Stretch } from './condition-nodes.ts';

export type TokenKind =
  | 'word'
  | 'text'
  | 'attribute'
  | '('
  | ')'
  | '{'
  | '}'
  | ','
  | 'not'
  | 'and'
  | 'or'
  | 'wrong-quotes'
  | 'comment'
  | 'sign'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly span: Stretch;
  /** Whether a part of it is filled in later. */
  readonly hidden: boolean;
  /** Whether a text or an attribute has its end. */
  readonly closed: boolean;
  /** Where the bracket of an attribute stands; -1 where it has none. */
  readonly bracket: number;
}

const SINGLE: Readonly<Record<string, TokenKind>> = {
  '(': '(',
  ')': ')',
  '{': '{',
  '}': '}',
  ',': ',',
  '!': 'not',
};
const CONNECTIVES: Readonly<Record<string, TokenKind>> = { and: 'and', or: 'or', not: 'not' };
const QUOTES = '"“”‘’„`';
/** What no path of an attribute has: there its bracket was forgotten. */
const NOT_IN_PATH = "[]'@{}()\n";

/** @param text with what is filled in later hidden */
export function readTokens(text: string): readonly Token[] {
  return new Lexer(text).read();
}

class Lexer {
  readonly #text: string;
  readonly #hasHidden: boolean;
  readonly #tokens: Token[] = [];
  /** Whether a backslash takes the meaning from a quote behind it: not where a text would have no end then. */
  #escapes = true;

  constructor(text: string) {
    this.#text = text;
    this.#hasHidden = text.includes(HIDDEN);
  }

  read(): readonly Token[] {
    const { length } = this.#text;
    let at = 0;
    while (at < length) {
      at = isBlank(this.#text, at) ? at + 1 : this.#readOne(at);
    }
    this.#push('end', length, length);
    return this.#tokens;
  }

  #push(kind: TokenKind, start: number, end: number, closed = true, bracket = -1): number {
    const hidden = this.#hasHidden && this.#text.slice(start, end).includes(HIDDEN);
    this.#tokens.push({ kind, span: { start, end }, hidden, closed, bracket });
    return end;
  }

  #readOne(at: number): number {
    const sign = this.#text.charAt(at);
    const single = SINGLE[sign];
    if (single) {
      return this.#push(single, at, at + 1);
    }
    if (sign === "'") {
      return this.#readText(at);
    }
    if (sign === '@') {
      return this.#readAttribute(at);
    }
    if (isWordSign(sign)) {
      return this.#readWord(at);
    }
    const two = this.#text.slice(at, at + 2);
    if (two === '&&' || two === '||') {
      return this.#push(two === '&&' ? 'and' : 'or', at, at + 2);
    }
    if (two === '//' || two === '/*') {
      return this.#readComment(at, two);
    }
    return QUOTES.includes(sign) ? this.#readQuoted(at) : this.#readSigns(at);
  }

  #readText(at: number): number {
    let end = this.#escapes ? this.#endWithEscapes(at + 1) : this.#text.indexOf("'", at + 1);
    if (end < 0 && this.#escapes) {
      this.#escapes = false;
      end = this.#text.indexOf("'", at + 1);
    }
    return end < 0 ? this.#push('text', at, this.#text.length, false) : this.#push('text', at, end + 1);
  }

  #endWithEscapes(from: number): number {
    for (let at = from; at < this.#text.length; at++) {
      const sign = this.#text.charAt(at);
      if (sign === "'") {
        return at;
      }
      if (sign === '\\') {
        at++;
      }
    }
    return -1;
  }

  #readAttribute(at: number): number {
    let end = at + 1;
    while (isWordSign(this.#text.charAt(end))) {
      end++;
    }
    let bracket = end;
    while (isBlank(this.#text, bracket)) {
      bracket++;
    }
    if (this.#text.charAt(bracket) !== '[') {
      return this.#push('attribute', at, end, false);
    }
    let close = bracket + 1;
    while (close < this.#text.length && !NOT_IN_PATH.includes(this.#text.charAt(close))) {
      close++;
    }
    if (this.#text.charAt(close) === ']') {
      return this.#push('attribute', at, close + 1, true, bracket);
    }
    const blank = this.#text.slice(bracket, close).search(/\s/);
    return this.#push('attribute', at, blank < 0 ? close : bracket + blank, false, bracket);
  }

  #readWord(at: number): number {
    let end = at + 1;
    while (isWordSign(this.#text.charAt(end))) {
      end++;
    }
    const kind = end - at > 3 ? 'word' : (CONNECTIVES[this.#text.slice(at, end).toLowerCase()] ?? 'word');
    return this.#push(kind, at, end);
  }

  #readComment(at: number, mark: string): number {
    const end = this.#text.indexOf(mark === '//' ? '\n' : '*/', at + 2);
    return this.#push('comment', at, end < 0 ? this.#text.length : mark === '//' ? end : end + 2);
  }

  /** What stands in quotes of another kind. */
  #readQuoted(at: number): number {
    let end = at + 1;
    while (end < this.#text.length && !QUOTES.includes(this.#text.charAt(end))) {
      end++;
    }
    return end < this.#text.length ? this.#push('wrong-quotes', at, end + 1) : this.#readSigns(at);
  }

  #readSigns(at: number): number {
    let end = at + 1;
    while (end < this.#text.length && isOtherSign(this.#text, end)) {
      end++;
    }
    return this.#push('sign', at, end);
  }
}

function isBlank(text: string, at: number): boolean {
  const sign = text.charAt(at);
  return sign !== '' && sign.trim() === '';
}

/** By code: a regular expression for each sign would take most of the time. */
function isWordSign(sign: string): boolean {
  const code = sign.charCodeAt(0);
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    // Digits and the colon behind them.
    (code >= 0x30 && code <= 0x3a) ||
    sign === '_' ||
    sign === '.' ||
    sign === '-' ||
    sign === HIDDEN
  );
}

/** Whether nothing else can begin with a sign. */
function isOtherSign(text: string, at: number): boolean {
  const sign = text.charAt(at);
  return (
    !isBlank(text, at) &&
    SINGLE[sign] === undefined &&
    sign !== "'" &&
    sign !== '@' &&
    !isWordSign(sign) &&
    !QUOTES.includes(sign)
  );
}
