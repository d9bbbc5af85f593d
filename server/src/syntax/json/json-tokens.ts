/** The tokens of JSON and JSONC, over the scanner of jsonc-parser: blanks skipped, comments and bad characters kept aside. */
import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Problem, ProblemCode, Span } from '../tree.ts';

export type TokenKind =
  | '{'
  | '}'
  | '['
  | ']'
  | ','
  | ':'
  | 'null'
  | 'true'
  | 'false'
  | 'string'
  | 'number'
  | 'comment'
  | 'blank'
  | 'word'
  | 'end';

// By the scanner's numbers: its enumerations exist at compile time only, which bundlers that look at one file cannot see.
const KINDS: readonly TokenKind[] = [
  ...(['word', '{', '}', '[', ']', ',', ':', 'null', 'true', 'false', 'string', 'number'] as const),
  ...(['comment', 'comment', 'blank', 'blank', 'word', 'end'] as const),
];
const SCAN_PROBLEMS: readonly (ProblemCode | undefined)[] = [
  undefined,
  'unclosed-comment',
  'unclosed-string',
  'unquoted',
  'invalid-escape',
  'invalid-escape',
  'control-character',
];
const QUOTE = 34;
const BACKSLASH = 92;
const BEHIND_STRING = new Set([',', ':', '}', ']', '\r', '\n']);
const NEWLINE = 10;
const CONFLICT_MARKER = /^(?:<{7}|={7}|>{7})$/;
const FOREIGN_BLANKS = /^[\u00A0\u1680\u2000-\u200B\u2028\u2029\u202F\u205F\u3000\uFEFF]+$/;

/** Walks over the tokens of a text. Comments and problems met on the way stand in its lists, from the beginning of the text. */
export class JsonTokens {
  readonly text: string;
  kind: TokenKind = 'word';
  start = 0;
  end = 0;
  /** What the scanner says about the token itself. */
  problem: ProblemCode | undefined;
  readonly comments: Span[] = [];
  readonly problems: Problem[] = [];
  readonly #scanner: JSONScanner;

  constructor(text: string, from: number) {
    this.text = text;
    this.#scanner = createScanner(text, false);
    this.end = from;
    this.next();
  }

  /** Goes to the next token that is neither a blank nor a comment nor junk that belongs to nothing. */
  next(): void {
    do {
      this.#scan(this.#skipBlanks(this.end));
    } while (this.#setAside());
  }

  /** Goes back or forth to a place where a token begins. */
  moveTo(place: number): void {
    this.end = place;
    this.next();
  }

  /** For places where the kind was asked before and the type checker does not see that it may be another by now. */
  is(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /** What is written there, quotes included. */
  source(): string {
    return this.text.slice(this.start, this.end);
  }

  report(code: ProblemCode, start: number, end: number): void {
    this.problems.push({ code, span: { start, end } });
  }

  #scan(from: number): void {
    this.#scanner.setPosition(from);
    this.kind = KINDS[this.#scanner.scan()] ?? 'word';
    this.start = from;
    this.end = from + this.#scanner.getTokenLength();
    this.problem = SCAN_PROBLEMS[this.#scanner.getTokenError()];
    if (this.problem === 'unclosed-string') {
      this.#closeOnLaterLine();
    }
  }

  /**
   * Some readers let a string go on over line ends. It is taken for one where the next quote closes something; in a
   * half-typed text the next quote opens a string, and a word follows it.
   */
  #closeOnLaterLine(): void {
    let at = this.end;
    while (at < this.text.length && this.text.charCodeAt(at) !== QUOTE) {
      at += this.text.charCodeAt(at) === BACKSLASH ? 2 : 1;
    }
    if (at < this.text.length && BEHIND_STRING.has(this.text[at + 1] ?? '\n')) {
      this.end = at + 1;
      this.problem = 'multi-line-string';
    }
  }

  /** The scanner makes a token of every stretch of blanks, which takes longer than all the rest. */
  #skipBlanks(from: number): number {
    let at = from;
    let code = this.text.charCodeAt(at);
    while (code === 32 || code === 10 || code === 13 || code === 9 || (code === 0xfeff && at === 0)) {
      code = this.text.charCodeAt(++at);
    }
    return at;
  }

  #setAside(): boolean {
    if (this.kind === 'comment') {
      this.comments.push({ start: this.start, end: this.end });
      if (this.problem) {
        this.report(this.problem, this.start, this.end);
      }
      return true;
    }
    if (this.kind !== 'word') {
      return false;
    }
    const text = this.text.slice(this.start, this.end);
    if (CONFLICT_MARKER.test(text) && (this.start === 0 || this.text.charCodeAt(this.start - 1) === NEWLINE)) {
      // What stands behind it on the line names a branch.
      const newline = this.text.indexOf('\n', this.end);
      this.end = newline < 0 ? this.text.length : newline;
      this.report('conflict-marker', this.start, this.end);
      return true;
    }
    if (FOREIGN_BLANKS.test(text)) {
      this.report('foreign-blank', this.start, this.end);
      return true;
    }
    if (/^\\+$/.test(text)) {
      // A continuation line of a shell that was kept inside the quotes: the vendor's own guides have them.
      this.report('stray-backslash', this.start, this.end);
      return true;
    }
    return false;
  }
}
