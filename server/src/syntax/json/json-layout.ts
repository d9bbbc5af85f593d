/** How a JSON text is laid out: its line ends, its indentation, and what stands around a place. */
import type { Span } from '../tree.ts';
import { JsonTokens } from './json-tokens.ts';

const DEFAULT_UNIT = '  ';
/** Where the first indented line is looked for. */
const HEAD = 20_000;

export class JsonLayout {
  readonly #text: string;
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;

  constructor(text: string) {
    this.#text = text;
    const head = text.slice(0, HEAD);
    this.newline = /\r\n/.test(head) ? '\r\n' : '\n';
    this.unit = /\n([ \t]+)\S/.exec(head)?.[1] ?? DEFAULT_UNIT;
  }

  #lineStart(place: number): number {
    let start = place;
    while (start > 0 && !isNewline(this.#text.charCodeAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** The blanks that the line of a place begins with. */
  indentAt(place: number): string {
    const start = this.#lineStart(place);
    let end = start;
    while (isBlank(this.#text.charCodeAt(end))) {
      end++;
    }
    return this.#text.slice(start, end);
  }

  /** Whether nothing but blanks stands before a place on its line, and it is not the first line. */
  isFirstOnLine(place: number): boolean {
    const start = this.#blanksBefore(place);
    return start > 0 && isNewline(this.#text.charCodeAt(start - 1));
  }

  /** The comma that follows a place, comments between them passed over. */
  commaBehind(place: number): Span | undefined {
    const tokens = new JsonTokens(this.#text, place);
    return tokens.kind === ',' ? { start: tokens.start, end: tokens.end } : undefined;
  }

  /** Whether only blanks and commas stand between two places. */
  isBare(start: number, end: number): boolean {
    return /^[\s,]*$/.test(this.#text.slice(start, end));
  }

  /** Behind the blanks and the comment that end the line of a place, but not beyond `limit`. */
  endOfLine(place: number, limit: number): number {
    const tail = /^[ \t]*(?:\/\/[^\r\n]*|(?:\/\*[^*\r\n]*\*\/)?)/.exec(this.#text.slice(place, limit))?.[0] ?? '';
    const end = place + tail.trimEnd().length;
    return tail.trim() === '' ? place : end;
  }

  /**
   * What has to go with a stretch of children: their lines where they have lines of their own, else the blanks behind.
   * @param end behind the comma, where there is one
   * @param next where the child that stays behind them starts
   */
  wholeLines(span: Span, end: number, next: number | undefined): Span {
    const lineEnd = this.#lineEnd(this.endOfLine(end, this.#text.length));
    if (this.isFirstOnLine(span.start) && lineEnd !== undefined && (next === undefined || next >= lineEnd)) {
      return { start: this.#lineStart(span.start), end: lineEnd };
    }
    if (next !== undefined && !this.#hasNewline(end, next)) {
      return { start: span.start, end: next };
    }
    return { start: this.#blanksBefore(span.start), end };
  }

  /** The start of the next line where only blanks are left on this one. */
  #lineEnd(place: number): number | undefined {
    const rest = /^[ \t]*(?:\r\n|\n|\r)/.exec(this.#text.slice(place, place + HEAD));
    return rest ? place + rest[0].length : undefined;
  }

  #hasNewline(start: number, end: number): boolean {
    return /[\r\n]/.test(this.#text.slice(start, end));
  }

  #blanksBefore(place: number): number {
    let start = place;
    while (isBlank(this.#text.charCodeAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** The source of a stretch, its later lines moved to another indentation. */
  keep(span: Span, indent: string): string {
    const old = this.indentAt(span.start);
    const [first = '', ...rest] = this.#text.slice(span.start, span.end).split(/\r\n|\n|\r/);
    return [first, ...rest.map((line) => (line.startsWith(old) ? indent + line.slice(old.length) : line))].join(
      this.newline,
    );
  }
}

function isNewline(code: number): boolean {
  return code === 10 || code === 13;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
