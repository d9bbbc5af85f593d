/**
 * Walks over the text of a configuration: blanks, comments, names, and what tells from afar that a line begins something
 * new. The signs of the one language or the other are given.
 */
import { emptySink, type Sink } from './placed-nodes.ts';
import type { Problem, ProblemCode } from './tree.ts';

/** What the walk must know of a language. The expressions are sticky and look only a little way ahead. */
export interface Signs {
  /**
   * What begins a part of the outermost level and nothing else. Where such a line starts without indentation, whatever
   * is still open before it was forgotten to be closed.
   */
  readonly topLevel: RegExp;
  /** A line that can only be an entry of a map, in places where values are expected. */
  readonly entry: RegExp;
  /** Whether names may have dashes. */
  readonly dashes: boolean;
}

export const CLOSERS: ReadonlySet<string> = new Set([')', ']', '}']);

const NAME_START = /[\p{ID_Start}_]/u;
const NAME_PART = /\p{ID_Continue}/u;
const CONFLICT_MARKS = new Set(['<<<<<<<', '=======', '>>>>>>>', '|||||||']);

export abstract class TextScanner {
  readonly text: string;
  at: number;
  sink: Sink = emptySink();
  protected abstract readonly signs: Signs;

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

  /** Goes back to a place between blanks; what was found behind it will be found again. */
  goBack(place: number): void {
    const { comments, problems } = this.sink;
    while ((comments.at(-1)?.start ?? -1) >= place) {
      comments.pop();
    }
    // What is missing at the place was missed before it.
    while (isBehind(problems.at(-1), place)) {
      problems.pop();
    }
    this.at = place;
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

  /** Passes over a comment, a mark of a merge or a blank that the language does not know. */
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

  /** Whether something of the outermost level begins here, whatever is still open before it. */
  isAtTopLevel(place: number = this.at): boolean {
    if (!this.isAtLineStart(place)) {
      return false;
    }
    const { topLevel } = this.signs;
    topLevel.lastIndex = place;
    return topLevel.test(this.text);
  }

  /** Where the next part of the outermost level begins, or the end. */
  nextTopLevel(from: number): number {
    for (let at = from; at < this.text.length; ) {
      if (this.isAtTopLevel(at)) {
        return at;
      }
      const end = this.text.indexOf('\n', at);
      at = end < 0 ? this.text.length : end + 1;
    }
    return this.text.length;
  }

  /** Whether nothing but blanks stands before the place on its line. */
  get isFirstOnLine(): boolean {
    let start = this.at;
    while (start > 0 && isBlank(this.text.charCodeAt(start - 1))) {
      start--;
    }
    return this.isAtLineStart(start);
  }

  /** Whether an entry of a map begins here, on a line of its own. */
  isAtEntry(): boolean {
    const { entry } = this.signs;
    entry.lastIndex = this.at;
    return entry.test(this.text) && this.isFirstOnLine;
  }

  /** Where the name ends that begins at a place: the place itself where none does. */
  nameEnd(place: number): number {
    const { text, signs } = this;
    const { dashes } = signs;
    if (!isNamePart(text, place, true, dashes)) {
      return place;
    }
    let end = place;
    for (;;) {
      const width = isNamePart(text, end, false, dashes);
      if (width > 0) {
        end += width;
      } else if (text.startsWith('::', end) && isNamePart(text, end + 2, true, dashes) > 0) {
        end += 2;
      } else {
        return end;
      }
    }
  }
}

function isBehind(problem: Problem | undefined, place: number): boolean {
  return problem !== undefined && problem.span.end > place;
}

/** How wide the character of a name at a place is: 0 where it is none. */
function isNamePart(text: string, place: number, first: boolean, dashes: boolean): number {
  const code = text.charCodeAt(place);
  if (code < 0x80) {
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
    return isLetter || (!first && ((code >= 48 && code <= 57) || (code === 45 && dashes))) ? 1 : 0;
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

/** Blanks that other programs put in and no configuration knows. */
function isForeignBlank(code: number): boolean {
  return code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200b) || code === 0x202f || code === 0xfeff;
}
