/** The tokens of source code: names, numbers, strings and signs; blanks passed over and comments kept aside. */
import type { Problem, ProblemCode, Span } from '../tree.ts';
import type { Dialect } from './dialect.ts';
import { type BrokenLine, type Literal, scanLiteral } from './literal.ts';
import { characterWidth, isNamePart, isNumberDot, numberEnd, quotedNameEnd } from './token-shapes.ts';

export type TokenKind =
  | 'name'
  | 'number'
  | 'string'
  | '('
  | ')'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | '.'
  | ':'
  | ';'
  | 'assign'
  | 'pair'
  | 'operator'
  | 'newline'
  | 'end';

const NEWLINE = 10;
const RETURN = 13;
const BACKSLASH = 92;
const SIGNS: Readonly<Record<string, TokenKind>> = {
  ...({ '(': '(', ')': ')', '[': '[', ']': ']', '{': '{', '}': '}' } as const),
  ...({ ',': ',', ':': ':', ';': ';' } as const),
};
const OPERATOR = /^(?:[=!<>+\-*/%&|^@~]=+|=>|->)/;
/** Signs that a statement goes on behind, at the end of a line. A superset of those that the tokens know. */
export const PENDING_SIGNS = '+-*/%=<>!&|^~:?@$.#\\';

/** Walks over the tokens of a text. Comments and problems met on the way stand in its lists, from the beginning of the text. */
export class CodeTokens {
  readonly text: string;
  readonly dialect: Dialect;
  kind: TokenKind = 'newline';
  start = 0;
  end = 0;
  /** Where the token before ends, line ends aside. */
  lastEnd = 0;
  /** Where the line begins that the token stands on. */
  lineStart = 0;
  /** The text of a name, and whether it is a keyword. */
  #name = '';
  isKeyword = false;
  /** The literal that a string is. */
  literal: Literal | undefined;
  /** Whether line ends are tokens; between round and square brackets they mean nothing. */
  hasLines = true;
  readonly comments: Span[] = [];
  readonly problems: Problem[] = [];
  readonly #broken: BrokenLine = { end: -1 };
  /** Whether there was a line end in the blanks that were passed over last, and a comment that can have several lines. */
  #sawLineEnd = false;
  #sawBlock = false;

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.dialect = dialect;
    this.next();
  }

  /** For places where the kind was asked before and the type checker does not see that it may be another by now. */
  is(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  source(): string {
    return this.kind === 'name' ? this.#name : this.text.slice(this.start, this.end);
  }

  report(code: ProblemCode, start: number, end: number): void {
    this.problems.push({ code, span: { start, end } });
  }

  next(): void {
    const { dialect } = this;
    const isPending = this.kind === 'operator' || this.kind === 'assign' || this.kind === 'pair' || this.kind === '.';
    const joins = dialect.joins.operator && isPending;
    this.lastEnd = this.kind === 'newline' ? this.lastEnd : this.end;
    const commented = this.comments.length;
    const at = this.#skip(this.end);
    this.start = at;
    if (this.#sawLineEnd && this.hasLines && !(joins && this.comments.length === commented) && !this.#goesOn(at)) {
      this.kind = 'newline';
      this.end = at;
      return;
    }
    this.#scan(at);
  }

  /** Goes over blanks, line ends and comments. */
  #skip(from: number): number {
    const { text } = this;
    this.#sawLineEnd = false;
    this.#sawBlock = false;
    let at = from;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE || code === RETURN) {
        this.#sawLineEnd = true;
        at++;
        this.lineStart = at;
      } else if (code === 32 || code === 9 || code === 12 || code === 0xa0 || code === 0xfeff) {
        at++;
      } else if (code === BACKSLASH && this.dialect.joins.backslash && this.#lineBreak(at + 1) > 0) {
        at += 1 + this.#lineBreak(at + 1);
        this.lineStart = at;
      } else {
        const end = this.#commentEnd(at, code);
        if (end === at) {
          return at;
        }
        this.comments.push({ start: at, end });
        at = end;
      }
    }
  }

  #lineBreak(at: number): number {
    const code = this.text.charCodeAt(at);
    return code === NEWLINE ? 1 : code === RETURN ? (this.text.charCodeAt(at + 1) === NEWLINE ? 2 : 1) : 0;
  }

  /** Whether the statement goes on with a dot at the start of the line. */
  #goesOn(at: number): boolean {
    const { dialect, text } = this;
    return (
      dialect.joins.dot && !this.#sawBlock && text.charCodeAt(at) === 46 && isNamePart(text.charCodeAt(at + 1), '')
    );
  }

  #commentEnd(at: number, code: number): number {
    const { text, dialect } = this;
    if (code === dialect.lineComment.charCodeAt(0) && text.startsWith(dialect.lineComment, at)) {
      let end = at;
      while (end < text.length && text.charCodeAt(end) !== NEWLINE && text.charCodeAt(end) !== RETURN) {
        end++;
      }
      return end;
    }
    if (dialect.blockComments && code === 47 && text.charCodeAt(at + 1) === 42) {
      this.#sawBlock = true;
      return this.#blockEnd(at);
    }
    return at;
  }

  /** Comments of this kind nest. */
  #blockEnd(from: number): number {
    const { text } = this;
    let depth = 1;
    let at = from + 2;
    while (at < text.length && depth > 0) {
      const code = text.charCodeAt(at);
      if (code === 42 && text.charCodeAt(at + 1) === 47) {
        depth--;
        at += 2;
      } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
        depth++;
        at += 2;
      } else {
        at++;
      }
    }
    if (depth > 0) {
      this.report('unclosed-comment', from, text.length);
    }
    return Math.min(at, text.length);
  }

  #scan(at: number): void {
    const { text, dialect } = this;
    if (at >= text.length) {
      this.kind = 'end';
      this.end = text.length;
      return;
    }
    const code = text.charCodeAt(at);
    if (isNamePart(code, dialect.nameLetters) && !(code >= 48 && code <= 57) && !isNumberDot(text, at)) {
      this.#scanName(at);
    } else if ((code >= 48 && code <= 57) || isNumberDot(text, at)) {
      this.kind = 'number';
      this.end = numberEnd(text, at);
    } else if ((code === 34 || code === 39) && dialect.quotes.includes(text.charAt(at)) && this.#scanString(at, at)) {
      return;
    } else if (code === 96 && dialect.backticks) {
      this.#setName(at, quotedNameEnd(text, at));
    } else {
      this.#scanSign(at);
    }
  }

  #scanName(at: number): void {
    const { text, dialect } = this;
    let end = at + 1;
    while (isNamePart(text.charCodeAt(end), dialect.nameLetters)) {
      end++;
    }
    const behind = text.charCodeAt(end);
    const isString = (behind === 34 || behind === 39) && dialect.quotes.includes(text.charAt(end));
    if (isString && this.#scanString(at, end)) {
      return;
    }
    this.#setName(at, end);
  }

  #setName(start: number, end: number): void {
    const { keywords, ignoresCase } = this.dialect;
    this.kind = 'name';
    this.end = end;
    this.#name = this.text.slice(start, end);
    this.isKeyword = keywords.has(ignoresCase ? this.#name.toLowerCase() : this.#name);
  }

  #scanString(start: number, quoteAt: number): boolean {
    const literal = scanLiteral(this.text, start, quoteAt, this.dialect, this.#broken);
    if (!literal) {
      return false;
    }
    this.kind = 'string';
    this.literal = literal;
    this.end = literal.end;
    if (!literal.closed) {
      this.report('unclosed-string', start, literal.end);
    }
    return true;
  }

  #scanSign(at: number): void {
    const { text, dialect } = this;
    const sign = text.charAt(at);
    const simple = SIGNS[sign];
    if (simple && simple !== ':') {
      this.kind = simple;
      this.end = at + 1;
      return;
    }
    const ahead = text.slice(at, at + 4);
    const separator = dialect.separators.find((one) => ahead.startsWith(one));
    const operator = OPERATOR.exec(ahead)?.[0] ?? sign;
    const assign = dialect.assigns.find((one) => ahead.startsWith(one));
    if (separator) {
      this.kind = '.';
      this.end = at + separator.length;
    } else if (assign && (assign !== '=' || operator === '=')) {
      this.kind = 'assign';
      this.end = at + assign.length;
    } else if (operator === dialect.pairs) {
      this.kind = 'pair';
      this.end = at + operator.length;
    } else {
      this.kind = simple ?? 'operator';
      this.end = at + (sign === "'" ? characterWidth(ahead + text.slice(at + 4, at + 9)) : operator.length);
    }
  }
}
