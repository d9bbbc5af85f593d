/** The words and signs of an expression of Okta. Any text has them: what is none is a token of its own. */
import type { OktaProblem, Stretch } from './okta-nodes.ts';

export type SignText =
  | '('
  | ')'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | '.'
  | ':'
  | '?'
  | '?:'
  | '.!['
  | '.?['
  | '=='
  | '='
  | '!='
  | '!'
  | '<='
  | '<'
  | '>='
  | '>'
  | '&&'
  | '||'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

export type OktaToken =
  | { readonly kind: 'sign'; readonly text: SignText; readonly span: Stretch }
  | { readonly kind: 'word'; readonly text: string; readonly span: Stretch }
  | { readonly kind: 'number'; readonly text: string; readonly span: Stretch }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly quote: string;
      readonly known: boolean;
      readonly span: Stretch;
    }
  /** Filled in later. */
  | { readonly kind: 'hole'; readonly text: ''; readonly span: Stretch }
  | { readonly kind: 'stray'; readonly text: string; readonly span: Stretch }
  | { readonly kind: 'end'; readonly text: ''; readonly span: Stretch };

/** Longest first. */
const SIGNS: readonly SignText[] = [
  '.![',
  '.?[',
  '?:',
  '==',
  '!=',
  '<=',
  '>=',
  '&&',
  '||',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  '.',
  ':',
  '?',
  '=',
  '!',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
];

/** What closes a text that begins so. The typographic ones are no quotes of the language, but are meant as such. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”“"',
  '”': '”"',
  '„': '“”"',
  '‘': "’‘'",
  '’': "’'",
};
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d+(?:\.\d+)?/y;
const BLANKS = /[\s\u00a0]+/y;

export interface OktaTokens {
  /** The last is the end. */
  readonly tokens: readonly OktaToken[];
  readonly problems: readonly OktaProblem[];
}

/** @param opaque what is filled in later, in order */
export function readTokens(text: string, opaque: readonly Stretch[]): OktaTokens {
  return new Lexer(text, opaque).read();
}

class Lexer {
  readonly #text: string;
  readonly #opaque: readonly Stretch[];
  readonly #tokens: OktaToken[] = [];
  readonly #problems: OktaProblem[] = [];
  /** Which of the opaque stretches is the next. */
  #next = 0;
  #at = 0;

  constructor(text: string, opaque: readonly Stretch[]) {
    this.#text = text;
    this.#opaque = opaque.filter(({ start, end }) => end > start);
  }

  read(): OktaTokens {
    for (;;) {
      const blanks = this.#match(BLANKS);
      this.#at += blanks.length;
      if (this.#at >= this.#text.length) {
        const end = this.#text.length;
        this.#tokens.push({ kind: 'end', text: '', span: { start: end, end } });
        return { tokens: this.#tokens, problems: this.#problems };
      }
      this.#tokens.push(this.#readToken());
    }
  }

  #readToken(): OktaToken {
    const start = this.#at;
    const opaque = this.#opaqueAt(start);
    if (opaque) {
      this.#at = Math.max(opaque.end, start + 1);
      return { kind: 'hole', text: '', span: { start, end: this.#at } };
    }
    const character = this.#text.charAt(start);
    const closing = QUOTES[character];
    if (closing) {
      return this.#readText(character, closing);
    }
    const word = this.#match(WORD);
    if (word !== '') {
      return { kind: 'word', text: word, span: this.#pass(word.length) };
    }
    const number = this.#match(NUMBER);
    if (number !== '') {
      return { kind: 'number', text: number, span: this.#pass(number.length) };
    }
    const sign = SIGNS.find((one) => this.#text.startsWith(one, start));
    return sign
      ? { kind: 'sign', text: sign, span: this.#pass(sign.length) }
      : { kind: 'stray', text: character, span: this.#pass(1) };
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0] ?? '';
  }

  #pass(length: number): Stretch {
    const start = this.#at;
    this.#at += length;
    return { start, end: this.#at };
  }

  /** The opaque stretch that holds a place. */
  #opaqueAt(place: number): Stretch | undefined {
    while ((this.#opaque[this.#next]?.end ?? Number.POSITIVE_INFINITY) <= place) {
      this.#next++;
    }
    const next = this.#opaque[this.#next];
    return next && next.start <= place ? next : undefined;
  }

  #readText(quote: string, closing: string): OktaToken {
    const start = this.#at;
    const parts: string[] = [];
    let known = true;
    this.#at++;
    while (this.#at < this.#text.length) {
      const opaque = this.#opaqueAt(this.#at);
      const character = this.#text.charAt(this.#at);
      if (opaque) {
        parts.push(this.#text.slice(this.#at, opaque.end));
        this.#at = opaque.end;
        known = false;
      } else if (!closing.includes(character)) {
        parts.push(character);
        this.#at++;
      } else if (this.#text.charAt(this.#at + 1) === character && quote === character) {
        // A quote is written twice to stand for itself.
        parts.push(character);
        this.#at += 2;
      } else {
        this.#at++;
        return this.#finishText(start, quote, parts, known, character !== quote || closing.length > 1);
      }
    }
    this.#at = Math.min(this.#at, this.#text.length);
    const span = { start, end: this.#at };
    this.#problems.push({ code: 'unclosed-text', span });
    return { kind: 'text', text: parts.join(''), quote, known, span };
  }

  #finishText(
    start: number,
    quote: string,
    parts: readonly string[],
    known: boolean,
    isTypographic: boolean,
  ): OktaToken {
    const span = { start, end: this.#at };
    if (isTypographic) {
      this.#problems.push({ code: 'typographic-quotes', span });
    }
    return { kind: 'text', text: parts.join(''), quote, known, span };
  }
}
