/**
 * Drives the library over a text: its tokens as documents, with a limit of depth, and again from behind a place that it
 * does not get over, so that what follows is read as well.
 */
import { type CST, Lexer, Parser } from 'yaml';
import type { ProblemCode } from '../tree.ts';

/** How many containers may stand in each other; readers of trees go down by recursion. */
export const DEPTH_LIMIT = 200;
const RESTART_LIMIT = 50;

/**
 * Behind the text: a comment with both quotes, so that the library sees where the line of an unclosed string ends
 * instead of taking all that follows for the string.
 */
const SENTINEL = '\n#"\'';

export interface Chunk {
  readonly document: CST.Document;
  /** What to add to the offsets of its tokens. */
  readonly base: number;
  /** Whether it goes on with the document before, from where the library lost its way. */
  readonly continues: boolean;
}

export interface Stray {
  readonly code: ProblemCode;
  readonly at: number;
}

export interface Stream {
  readonly chunks: readonly Chunk[];
  readonly strays: readonly Stray[];
  /** Comments between documents. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  /** Whether there are directives or marks between documents. */
  readonly hasMarks: boolean;
}

interface Reading {
  readonly chunks: Chunk[];
  readonly strays: Stray[];
  readonly comments: { start: number; end: number }[];
  hasMarks: boolean;
}

/** @param depth how many containers stand around the text */
export function readStream(text: string, depth: number): Stream {
  const reading: Reading = { chunks: [], strays: [], comments: [], hasMarks: false };
  let base: number | undefined = 0;
  for (let round = 0; base !== undefined && round <= RESTART_LIMIT; round++) {
    base = readFrom(text, base, depth, reading);
  }
  return reading;
}

/** Reads up to a place that the library does not get over, and says where to go on. */
function readFrom(text: string, base: number, depth: number, reading: Reading): number | undefined {
  const parser = new Parser();
  let continues = base > 0;
  let restart: number | undefined;
  const take = (token: CST.Token): void => {
    if (token.type === 'document') {
      reading.hasMarks ||= token.start.some(({ type }) => type === 'doc-start');
      reading.chunks.push({ document: token, base, continues });
      continues = false;
    } else if (token.type === 'comment') {
      reading.comments.push({ start: base + token.offset, end: base + token.offset + token.source.length });
    } else if (token.type === 'directive' || token.type === 'doc-end') {
      reading.hasMarks = true;
      continues = false;
      takeEnd(token, base, reading);
    } else if (token.type === 'error') {
      reading.strays.push({ code: 'unexpected', at: base + token.offset });
      if (parser.stack.length === 0) {
        restart ??= base + token.offset + Math.max(1, token.source.length);
      }
    }
  };
  for (const lexeme of new Lexer().lex(text.slice(base) + SENTINEL)) {
    for (const token of parser.next(lexeme)) {
      take(token);
    }
    restart ??= findLost(text, base, parser, reading);
    if (restart !== undefined) {
      break;
    }
    if (parser.stack.length > DEPTH_LIMIT - depth) {
      reading.strays.push({ code: 'too-deep', at: base + parser.offset - 1 });
      break;
    }
  }
  for (const token of parser.end()) {
    take(token);
  }
  return restart !== undefined && restart < text.length ? restart : undefined;
}

function takeEnd(token: CST.DocumentEnd | CST.Directive, base: number, reading: Reading): void {
  const end = token.type === 'doc-end' ? (token.end ?? []) : [];
  for (const { type, offset, source } of end) {
    if (type === 'comment') {
      reading.comments.push({ start: base + offset, end: base + offset + source.length });
    }
  }
}

/** Where to go on when a document has ended and something stands behind it that belongs to no document. */
function findLost(text: string, base: number, parser: Parser, reading: Reading): number | undefined {
  const [top] = parser.stack;
  if (parser.stack.length !== 1 || top?.type !== 'document' || !top.value) {
    return undefined;
  }
  const lost = top.end?.at(-1);
  if (!lost || lost.type === 'space' || lost.type === 'comment' || lost.type === 'newline') {
    return undefined;
  }
  const at = base + lost.offset;
  const line = text.lastIndexOf('\n', at - 1) + 1;
  const isFirst = text.slice(line, at).trim() === '';
  reading.strays.push({ code: isFirst ? 'bad-indentation' : 'unexpected', at });
  top.end?.pop();
  // A scalar's token comes in two parts; the second would be taken for one of its own.
  return isFirst && line > base ? line : at > base ? at : at + Math.max(1, lost.source.length);
}
