/**
 * Notebooks kept as source code: cells between comments of a certain form, and cells of other languages within comments.
 * The tree is a list of cells; each is a map of one entry, whose key is the language and whose value is the source.
 */
import { makeContainer, makeEntry, traitsOf } from '../container.ts';
import type { TextChange } from '../language.ts';
import { makeText } from '../make-text.ts';
import type { Piece } from '../offset-map.ts';
import { countBefore, NOTHING, type Placed, type ScalarNode, type Span, type SyntaxNode } from '../tree.ts';
import { readMagic } from './magics.ts';

/** The style of the key of a cell: no other map has such a key. */
export const CELL_LANGUAGE = 'cell-language';

export interface SourceFormat {
  /** The language of cells that name none. */
  readonly language: string;
  /** How a comment begins. */
  readonly mark: string;
}

export const HEADER = 'Databricks notebook source';
const SEPARATOR = 'COMMAND ----------';
const PREFIX = 'MAGIC';
const TITLE = 'DBTITLE';

/** Where the first cell begins, or undefined where the first line does not say that the text is a notebook. */
export function firstCellStart(text: string, { mark }: SourceFormat): number | undefined {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const header = `${mark} ${HEADER}`;
  if (!text.startsWith(header, start)) {
    return undefined;
  }
  const lineEnd = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(start + header.length, start + header.length + 80));
  return lineEnd ? start + header.length + lineEnd[0].length : undefined;
}

/** @param known gives the cell that was read before from the same source, if there is one */
export function readNotebook(
  text: string,
  from: number,
  format: SourceFormat,
  known: (span: Span) => SyntaxNode | undefined,
): Placed {
  const cells: SyntaxNode[] = [];
  const starts: number[] = [];
  for (const span of cellSpans(text, from, format)) {
    cells.push(known(span) ?? readCell(text.slice(span.start, span.end), format));
    starts.push(span.start);
  }
  const parts = { width: text.length, starts, problems: NOTHING, comments: NOTHING };
  return { node: makeContainer('list', cells, parts, traitsOf(cells)), start: 0 };
}

/** The cells of a tree before a change that the change does not touch, for the places they have after it. */
export function untouchedCells(
  root: SyntaxNode | undefined,
  change: TextChange,
): (span: Span) => SyntaxNode | undefined {
  const delta = change.length - (change.end - change.start);
  return ({ start, end }) => {
    const isBefore = end < change.start;
    if (root?.kind !== 'list' || !(isBefore || start > change.start + change.length)) {
      return undefined;
    }
    const place = isBefore ? start : start - delta;
    const index = countBefore(root.starts, place);
    const node = root.children[index];
    return root.starts[index] === place && node?.width === end - start ? node : undefined;
  };
}

/** From the beginning of a cell to the separator behind it. */
function* cellSpans(text: string, from: number, { mark }: SourceFormat): Generator<Span> {
  const separator = `${mark} ${SEPARATOR}`;
  let start = from;
  let at = text.indexOf(separator, from);
  while (at >= 0) {
    const behind = lineBehind(text, at + separator.length);
    if ((at === 0 || text.charCodeAt(at - 1) === 10) && behind !== undefined) {
      yield { start, end: at };
      start = behind;
    }
    at = text.indexOf(separator, at + separator.length);
  }
  yield { start, end: text.length };
}

/** Where the next line begins, where nothing but blanks is left on this one. */
function lineBehind(text: string, place: number): number | undefined {
  let at = place;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t' || text.charAt(at) === '\r') {
    at++;
  }
  return at >= text.length ? at : text.charAt(at) === '\n' ? at + 1 : undefined;
}

/** Reads a cell; what it is depends on nothing around it. */
function readCell(source: string, format: SourceFormat): SyntaxNode {
  const end = source.trimEnd().length;
  const start = Math.min(end, firstLine(source, ''));
  const magicStart = firstLine(source, `${format.mark} ${TITLE}`);
  const isMagic = isPrefixed(source, magicStart, format);
  const entry = isMagic && readMagicCell(source, magicStart, end, format);
  const { key, value, at } = entry || {
    key: makeKey(format.language, 0),
    value: makeText(source.slice(start, end), end - start, { shift: 0, pieces: NOTHING }, 'cell'),
    at: start,
  };
  const placed = { node: value, start: at + (entry ? entry.valueStart : 0) };
  const node = makeEntry(key, at, placed, placed.start + value.width);
  const parts = { width: source.length, starts: [at], problems: NOTHING, comments: NOTHING };
  return makeContainer('map', [node], parts, { flawed: false, commented: false, flat: false });
}

/** The start of the first line that is not blank and does not begin with something that is passed over. */
function firstLine(source: string, passed: string): number {
  let start = 0;
  for (;;) {
    const newline = source.indexOf('\n', start);
    const end = newline < 0 ? source.length : newline;
    const isPassed = passed !== '' && source.startsWith(passed, start);
    if (newline < 0 || !(isPassed || source.slice(start, end).trim() === '')) {
      return start;
    }
    start = newline + 1;
  }
}

/** Whether a line is one of a cell in another language. */
function isPrefixed(source: string, line: number, { mark }: SourceFormat): boolean {
  const prefix = `${mark} ${PREFIX}`;
  return (
    source.startsWith(prefix, line) && /^(?:\s|$)/.test(source.slice(line + prefix.length, line + prefix.length + 1))
  );
}

interface CellParts {
  readonly key: ScalarNode;
  readonly value: ScalarNode;
  readonly at: number;
  readonly valueStart: number;
}

function readMagicCell(source: string, from: number, end: number, format: SourceFormat): CellParts {
  const { text, pieces } = stripPrefixes(source, from, end, format);
  const magic = readMagic(text);
  const at = pieces[0]?.source.start ?? from;
  const contentStart = magic?.contentStart ?? 0;
  const key = makeKey(magic?.language ?? format.language, magic?.end ?? 0);
  const content: Piece[] = [];
  for (const { decoded, source: place } of pieces) {
    const cut = Math.max(0, contentStart - decoded.start);
    if (decoded.end > contentStart) {
      content.push({
        decoded: { start: decoded.start + cut - contentStart, end: decoded.end - contentStart },
        source: { start: place.start + cut, end: place.end },
      });
    }
  }
  const start = content[0]?.source.start ?? pieces.at(-1)?.source.end ?? at;
  const moved = content.map(({ decoded, source: place }) => ({
    decoded,
    source: { start: place.start - start, end: place.end - start },
  }));
  const width = moved.at(-1)?.source.end ?? 0;
  const value = makeText(text.slice(contentStart), width, { shift: 0, pieces: moved }, 'magic');
  return { key, value, at, valueStart: start - at };
}

/** The lines from a place on without what makes comments of them. */
function stripPrefixes(
  source: string,
  from: number,
  end: number,
  format: SourceFormat,
): { readonly text: string; readonly pieces: readonly Piece[] } {
  const pieces: Piece[] = [];
  const lines: string[] = [];
  const prefix = `${format.mark} ${PREFIX}`.length;
  let length = 0;
  for (let at = from; at < end; ) {
    const newline = source.indexOf('\n', at);
    const lineEnd = newline < 0 || newline >= end ? end : newline + 1;
    const width = isPrefixed(source, at, format) ? prefix + (source.charAt(at + prefix) === ' ' ? 1 : 0) : 0;
    const start = Math.min(at + width, lineEnd);
    if (start < lineEnd) {
      const piece = { start: length, end: length + lineEnd - start };
      pieces.push({ decoded: piece, source: { start, end: lineEnd } });
      lines.push(source.slice(start, lineEnd));
      length = piece.end;
    }
    at = lineEnd;
  }
  return { text: lines.join(''), pieces };
}

function makeKey(language: string, width: number): ScalarNode {
  const pieces = [{ decoded: { start: 0, end: language.length }, source: { start: 0, end: width } }];
  return { ...makeText(language, width, { shift: 0, pieces }, CELL_LANGUAGE), type: 'word' };
}
