/** Walks over HCL text: blanks, comments, names, and what tells from afar that a line begins something new. */
import type { Problem, ProblemCode, Span } from '../tree.ts';

/** Where the problems and comments of a container gather while it is read, from the beginning of the text. */
export interface Sink {
  readonly problems: Problem[];
  readonly comments: Span[];
}

export function emptySink(): Sink {
  return { problems: [], comments: [] };
}

/**
 * What begins a block of a configuration and stands in no other block. Where such a line starts without indentation,
 * whatever is still open before it was forgotten to be closed.
 */
const TOP_LEVEL =
  /(?:(?:resource|data)[ \t]+"[^"\n]{0,200}"[ \t]+"[^"\n]{0,200}"|(?:variable|output|module|provider)[ \t]+"[^"\n]{0,200}"|(?:locals|terraform|moved|removed|import))[ \t]*\{/y;

/** A line that can only be an attribute or a block, in places where values are expected. */
const ENTRY = /[A-Za-z_][\w-]{0,200}[ \t]*(?:=(?![=>])|\{)/y;

export const CLOSERS: ReadonlySet<string> = new Set([')', ']', '}']);

const NAME_START = /[\p{ID_Start}_]/u;
const NAME_PART = /[\p{ID_Continue}-]/u;
const CONFLICT_MARKS = new Set(['<<<<<<<', '=======', '>>>>>>>', '|||||||']);

export class HclScanner {
  readonly text: string;
  at: number;
  sink: Sink = emptySink();

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  get char(): string {
    return this.text[this.at] ?? '';
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  report(code: ProblemCode, start: number, end: number): void {
    this.sink.problems.push({ code, span: { start, end } });
  }

  /** Passes over blanks and comments; over line ends only where they mean nothing. */
  skip(lines: boolean): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 32 || code === 9 || code === 13 || (code === 10 && lines)) {
        this.at++;
      } else if (!this.#skipMark(code)) {
        return;
      }
    }
  }

  /** Passes over a comment, a mark of a merge or a blank that HCL does not know. */
  #skipMark(code: number): boolean {
    if (code === 35 || code === 47) {
      return this.#skipComment();
    }
    if ((code >= 60 && code <= 62) || code === 124) {
      return this.#skipConflictMark();
    }
    if (!isForeignBlank(code)) {
      return false;
    }
    if (this.at > 0 || code !== 0xfeff) {
      this.report('foreign-blank', this.at, this.at + 1);
    }
    this.at++;
    return true;
  }

  #skipComment(): boolean {
    const start = this.at;
    const isBlock = this.text.startsWith('/*', start);
    if (!isBlock && !this.text.startsWith('//', start) && this.char !== '#') {
      return false;
    }
    const close = isBlock ? this.text.indexOf('*/', start + 2) : -1;
    if (isBlock && close < 0) {
      this.report('unclosed-comment', start, start + 2);
    }
    this.at = isBlock ? (close < 0 ? this.text.length : close + 2) : this.lineEnd(start);
    this.sink.comments.push({ start, end: this.at });
    return true;
  }

  #skipConflictMark(): boolean {
    const start = this.at;
    const behind = this.text[start + 7] ?? '\n';
    if (
      !this.isAtLineStart(start) ||
      !CONFLICT_MARKS.has(this.text.slice(start, start + 7)) ||
      !/[ \t\r\n]/.test(behind)
    ) {
      return false;
    }
    this.at = this.lineEnd(start);
    this.report('conflict-marker', start, this.at);
    return true;
  }

  /** Where the line of a place ends, its line break not counted. */
  lineEnd(place: number): number {
    const found = this.text.indexOf('\n', place);
    const end = found < 0 ? this.text.length : found;
    return end > place && this.text[end - 1] === '\r' ? end - 1 : end;
  }

  isAtLineStart(place: number): boolean {
    return place === 0 || this.text.charCodeAt(place - 1) === 10;
  }

  /** Whether a block of the outermost level begins here. */
  isAtTopLevel(place: number = this.at): boolean {
    if (!this.isAtLineStart(place)) {
      return false;
    }
    TOP_LEVEL.lastIndex = place;
    return TOP_LEVEL.test(this.text);
  }

  /** Whether nothing but blanks stands before the place on its line. */
  get isFirstOnLine(): boolean {
    let start = this.at;
    while (start > 0 && isBlank(this.text.charCodeAt(start - 1))) {
      start--;
    }
    return this.isAtLineStart(start);
  }

  /** Whether an attribute or a block begins here, on a line of its own. */
  isAtEntry(): boolean {
    ENTRY.lastIndex = this.at;
    return ENTRY.test(this.text) && this.isFirstOnLine;
  }

  /** Where the name ends that begins at a place: the place itself where none does. */
  nameEnd(place: number): number {
    const { text } = this;
    if (!isNamePart(text, place, true)) {
      return place;
    }
    let end = place;
    for (;;) {
      const width = isNamePart(text, end, false);
      if (width > 0) {
        end += width;
      } else if (text.startsWith('::', end) && isNamePart(text, end + 2, true) > 0) {
        end += 2;
      } else {
        return end;
      }
    }
  }
}

/** How wide the character of a name at a place is: 0 where it is none. */
function isNamePart(text: string, place: number, first: boolean): number {
  const code = text.charCodeAt(place);
  if (code < 0x80) {
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
    return isLetter || (!first && ((code >= 48 && code <= 57) || code === 45)) ? 1 : 0;
  }
  const point = text.codePointAt(place);
  if (point === undefined || (point >= 0xd800 && point <= 0xdfff)) {
    return 0;
  }
  const char = String.fromCodePoint(point);
  return (first ? NAME_START : NAME_PART).test(char) ? char.length : 0;
}

export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Blanks that other programs put in and HCL does not know. */
function isForeignBlank(code: number): boolean {
  return code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200b) || code === 0x202f || code === 0xfeff;
}
