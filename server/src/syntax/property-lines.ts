/**
 * Text of one property a line, as Spark and environments are configured: a name, something that parts, a value.
 * The tree is one map. Comments begin with a mark at the start of a line; a backslash at its end goes on with the next.
 */
import { makeContainer, makeEntry, traitsOf } from './container.ts';
import type { Language, TextChange, Tree } from './language.ts';
import { makeText } from './make-text.ts';
import type { OffsetMap, Piece } from './offset-map.ts';
import { uniformMap } from './offset-map.ts';
import { reparseLines } from './reparse-lines.ts';
import { type EntryNode, NOTHING, type ScalarNode, type Span } from './tree.ts';
import { writeProperty } from './write-property.ts';

/** Nobody sees it, and nobody means it. */
const BYTE_ORDER_MARK = 0xfeff;

export interface PropertyFormat {
  readonly id: string;
  readonly rootKey: string;
  /** The signs that begin a comment. */
  readonly commentMarks: string;
  /** Words that may stand before a name and are no part of it. */
  readonly prefix: string | undefined;
  /** The signs that may end a name, blanks beside. */
  readonly separators: string;
  /** What a writer puts between name and value. */
  readonly separator: string;
  /** Whether values may stand in quotes, and a comment behind them. */
  readonly quotes: boolean;
}

export function propertyLanguage(format: PropertyFormat): Language {
  const language: Language = {
    id: format.id,
    rootKey: format.rootKey,
    lineComment: '#',
    bareTexts: true,
    bareKeys: true,
    parse: (text) => parseLines(text, format, language),
    reparse: (tree: Tree, text: string, change: TextChange) => reparseLines(tree, text, change, { isWhole }),
    write: (text, change) => writeProperty(text, change, format),
  };
  return language;
}

function isWhole({ text }: Tree): boolean {
  return !endsInBackslash(text, text.replace(/\r?\n$/, '').length);
}

function parseLines(text: string, format: PropertyFormat, language: Language): Tree {
  const children: EntryNode[] = [];
  const starts: number[] = [];
  const comments: Span[] = [];
  let at = 0;
  while (at < text.length) {
    const start = skipBlanks(text, at, text.length);
    const firstEnd = endOfLine(text, at);
    const end = format.commentMarks.includes(text.charAt(start)) ? firstEnd : endOfLogicalLine(text, at);
    if (start < end && format.commentMarks.includes(text.charAt(start))) {
      comments.push({ start, end: trimmedEnd(text, start, end) });
    } else if (start < end) {
      children.push(readEntry(text, start, end, format, comments));
      starts.push(start);
    }
    at = end + (text.charCodeAt(end) === 13 ? 2 : 1);
  }
  const parts = { width: text.length, starts, problems: NOTHING, comments };
  const node = makeContainer('map', children, parts, traitsOf(children));
  return { language, text, root: { node, start: 0 }, problems: NOTHING, comments: NOTHING };
}

function readEntry(text: string, start: number, end: number, format: PropertyFormat, comments: Span[]): EntryNode {
  const nameStart = skipPrefix(text, start, end, format.prefix);
  let nameEnd = nameStart;
  while (nameEnd < end && !isBlank(text, nameEnd) && !format.separators.includes(text.charAt(nameEnd))) {
    nameEnd++;
  }
  let valueStart = skipBlanks(text, nameEnd, end);
  if (valueStart < end && format.separators.includes(text.charAt(valueStart))) {
    valueStart = skipBlanks(text, valueStart + 1, end);
  }
  const key = makeText(text.slice(nameStart, nameEnd), nameEnd - start, uniformMap(nameStart - start), 'name');
  const value = valueStart < end ? readValue(text, valueStart, end, format, comments) : undefined;
  const entry = makeEntry(
    key,
    start,
    value && { node: value, start: valueStart },
    value ? valueStart + value.width : trimmedEnd(text, start, end),
  );
  return { ...entry, separator: text.slice(nameEnd, valueStart) };
}

function readValue(text: string, start: number, end: number, format: PropertyFormat, comments: Span[]): ScalarNode {
  const quote = text.charAt(start);
  if (format.quotes && (quote === '"' || quote === "'")) {
    const close = text.indexOf(quote, start + 1);
    if (close > 0 && close < end) {
      return makeText(text.slice(start + 1, close), close + 1 - start, uniformMap(1), quote);
    }
  }
  const comment = format.quotes ? commentBehind(text, start, end) : -1;
  if (comment >= 0) {
    comments.push({ start: comment, end: trimmedEnd(text, comment, end) });
  }
  const valueEnd = trimmedEnd(text, start, comment < 0 ? end : comment);
  const source = text.slice(start, valueEnd);
  if (!source.includes('\n')) {
    return makeText(source, source.length, uniformMap(0), 'bare');
  }
  const { decoded, map } = joinLines(source);
  return makeText(decoded, source.length, map, 'joined');
}

/** Takes out the backslashes at the ends of lines, the line ends and the blanks that the next lines begin with. */
function joinLines(source: string): { decoded: string; map: OffsetMap } {
  const pieces: Piece[] = [];
  let decoded = '';
  let at = 0;
  for (const line of source.split('\n')) {
    const start = decoded === '' ? 0 : skipBlanks(line, 0, line.length);
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
    const content = (at + line.length < source.length ? bare.slice(0, -1) : bare).slice(start);
    pieces.push({
      decoded: { start: decoded.length, end: decoded.length + content.length },
      source: { start: at + start, end: at + start + content.length },
    });
    decoded += content;
    at += line.length + 1;
  }
  return { decoded, map: { shift: 0, pieces } };
}

/** A `#` with a blank before it begins a comment; undefined as -1. */
function commentBehind(text: string, start: number, end: number): number {
  for (let at = text.indexOf('#', start); at >= 0 && at < end; at = text.indexOf('#', at + 1)) {
    if (at > start && isBlank(text, at - 1)) {
      return at;
    }
  }
  return -1;
}

function skipPrefix(text: string, start: number, end: number, prefix: string | undefined): number {
  const behind = prefix !== undefined && text.startsWith(prefix, start) ? start + prefix.length : start;
  return behind > start && isBlank(text, behind) ? skipBlanks(text, behind, end) : start;
}

/** The end of a line and of those that a backslash at its end adds to it; the line end is not included. */
function endOfLogicalLine(text: string, from: number): number {
  let end = endOfLine(text, from);
  while (end < text.length && endsInBackslash(text, end)) {
    end = endOfLine(text, text.indexOf('\n', end) + 1);
  }
  return end;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  const end = newline < 0 ? text.length : newline;
  return newline > from && text.charCodeAt(newline - 1) === 13 ? newline - 1 : end;
}

function endsInBackslash(text: string, end: number): boolean {
  let count = 0;
  while (text.charAt(end - 1 - count) === '\\') {
    count++;
  }
  return count % 2 === 1;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 9 || code === BYTE_ORDER_MARK;
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text, at)) {
    at++;
  }
  return at;
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) {
    at--;
  }
  return at;
}
