/** Finds the fences of blocks of code in Markdown, within quotes and lists too. */
import type { Span } from '../tree.ts';

/** A block from the beginning of the line of its first fence to the end of the line of its last one. */
export interface Fence extends Span {
  /** The word that says the language. */
  readonly info: Span;
  /** The lines of code; their line ends belong to them. */
  readonly content: Span;
  /** How many quotes the block stands in, and how many columns its first fence is indented behind the last mark. */
  readonly quotes: number;
  readonly indentation: number;
}

const BACKQUOTE = 96;
const TILDE = 126;
const SHORTEST = 3;
const INFO = /[ \t]{0,40}\{?[ \t]{0,4}\.?([A-Za-z][\w+#-]{0,40})/y;
const ITEM = /(?:[-*+]|\d{1,9}[.)])[ \t]/y;

interface Opening {
  readonly at: number;
  readonly sign: number;
  readonly length: number;
  readonly quotes: number;
  readonly indentation: number;
}

const COMMENT_START = '<!--';
const COMMENT_END = '-->';

/**
 * The blocks that say their language, in order.
 * @param comments takes the comments, in which nothing is shown
 */
export function* findFences(text: string, comments: Span[]): Generator<Fence> {
  let line = 0;
  // Where none is closed any more, it is looked for no further.
  const lastEnd = text.lastIndexOf(COMMENT_END);
  while (line < text.length) {
    const comment = lastEnd > line ? readComment(text, line) : undefined;
    if (comment) {
      comments.push(comment);
      line = nextLine(text, comment.end);
      continue;
    }
    const opening = readOpening(text, line);
    const content = nextLine(text, line);
    if (!opening) {
      line = content;
      continue;
    }
    const [end, next] = findClosing(text, content, opening);
    INFO.lastIndex = opening.at + opening.length;
    const info = INFO.exec(text);
    if (info && INFO.lastIndex <= content) {
      const word = { start: INFO.lastIndex - (info[1]?.length ?? 0), end: INFO.lastIndex };
      const { quotes, indentation } = opening;
      yield { start: line, end: next, info: word, content: { start: content, end }, quotes, indentation };
    }
    line = next;
  }
}

/** The comment that a line begins with. */
function readComment(text: string, line: number): Span | undefined {
  let start = line;
  while (isBlank(text.charCodeAt(start))) {
    start++;
  }
  if (!text.startsWith(COMMENT_START, start)) {
    return undefined;
  }
  const end = text.indexOf(COMMENT_END, start + COMMENT_START.length);
  return end < 0 ? undefined : { start, end: end + COMMENT_END.length };
}

function nextLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline + 1;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Reads the fence that a line begins with, behind the marks of quotes and lists. */
function readOpening(text: string, line: number): Opening | undefined {
  let quotes = 0;
  let indentation = 0;
  let at = line;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) {
      indentation += code === 9 ? 4 : 1;
      at++;
    } else if (code === 62) {
      quotes++;
      at++;
      // One blank belongs to the mark.
      at += text.charCodeAt(at) === 32 ? 1 : 0;
      indentation = 0;
    } else if (code === BACKQUOTE || code === TILDE) {
      return readFence(text, at, quotes, indentation);
    } else {
      ITEM.lastIndex = at;
      const item = ITEM.exec(text)?.[0].length ?? 0;
      if (item === 0) {
        return undefined;
      }
      indentation += item;
      at += item;
    }
  }
}

function readFence(text: string, at: number, quotes: number, indentation: number): Opening | undefined {
  const sign = text.charCodeAt(at);
  const length = runOf(text, at, sign);
  if (length < SHORTEST) {
    return undefined;
  }
  // Backquotes on the rest of the line make a code span of it.
  const end = nextLine(text, at);
  const isSpan = sign === BACKQUOTE && text.slice(at + length, end).includes('`');
  return isSpan ? undefined : { at, sign, length, quotes, indentation };
}

function runOf(text: string, from: number, sign: number): number {
  let at = from;
  while (text.charCodeAt(at) === sign) {
    at++;
  }
  return at - from;
}

/** @returns the end of the code, and of the block: at a fence as long, where the quote around it ends, or at the end */
function findClosing(text: string, from: number, { sign, length, quotes }: Opening): [end: number, next: number] {
  for (let line = from; line < text.length; ) {
    const next = nextLine(text, line);
    const begin = behindQuotes(text, line, quotes);
    if (begin === undefined) {
      return [line, line];
    }
    let at = begin;
    while (isBlank(text.charCodeAt(at))) {
      at++;
    }
    const run = text.charCodeAt(at) === sign ? runOf(text, at, sign) : 0;
    if (run >= length && text.slice(at + run, next).trim() === '') {
      return [line, next];
    }
    line = next;
  }
  return [text.length, text.length];
}

/** Behind the marks of the quotes that a line stands in; undefined where there are fewer. */
export function behindQuotes(text: string, line: number, quotes: number): number | undefined {
  let at = line;
  for (let count = 0; count < quotes; count++) {
    while (isBlank(text.charCodeAt(at))) {
      at++;
    }
    if (text.charCodeAt(at) !== 62) {
      return undefined;
    }
    at++;
    at += text.charCodeAt(at) === 32 ? 1 : 0;
  }
  return at;
}

/** Behind as much of the indentation of the first fence as a line has. */
export function behindIndentation(text: string, from: number, indentation: number): number {
  let at = from;
  for (let column = 0; column < indentation && isBlank(text.charCodeAt(at)); at++) {
    column += text.charCodeAt(at) === 9 ? 4 : 1;
  }
  return at;
}
