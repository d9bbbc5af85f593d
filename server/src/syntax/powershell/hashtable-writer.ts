/** Writes the entries of hashtables: other keys, entries put in, entries taken out with their lines. */
import type { Edit, WrittenEntry } from '../change.ts';
import { type MapNode, type Placed, type Span, spanOf } from '../tree.ts';
import { printEntry, printKey } from './powershell-print.ts';

/** Whether it is a hashtable that is closed; an assignment is a map too. */
function isWhole(text: string, table: Placed<MapNode>): boolean {
  const { start, end } = spanOf(table);
  return text.startsWith('@{', start) && text.charAt(end - 1) === '}' && !table.node.flawed;
}

function entrySpan(table: Placed<MapNode>, index: number): Span | undefined {
  const entry = table.node.children[index];
  return entry && spanOf({ node: entry, start: table.start + (table.node.starts[index] ?? 0) });
}

export function renameKey(
  text: string,
  table: Placed<MapNode>,
  index: number,
  key: string,
): readonly Edit[] | undefined {
  const span = entrySpan(table, index);
  const old = table.node.children[index]?.key;
  if (!span || !old || !isWhole(text, table) || key.includes('\0') || old.flawed || old.opaque.length > 0) {
    return undefined;
  }
  const written =
    old.style === 'single' || old.style === 'double' ? `'${key.replace(/['\u2018-\u201b]/g, '$&$&')}'` : printKey(key);
  return [{ span: { start: span.start, end: span.start + old.width }, text: written }];
}

/** Where the line of a place begins; the place behind the last line end before it. */
function lineStart(text: string, place: number): number {
  return place === 0 ? 0 : text.lastIndexOf('\n', place - 1) + 1;
}

export function insertEntries(
  text: string,
  table: Placed<MapNode>,
  at: number,
  entries: readonly WrittenEntry[],
): readonly Edit[] | undefined {
  const written = entries.map(([key, value]) => printEntry(text, key, value));
  const index = Math.min(Math.max(0, at), table.node.children.length);
  const sibling = entrySpan(table, index) ?? entrySpan(table, index - 1);
  if (!isWhole(text, table) || written.includes(undefined) || written.length === 0) {
    return undefined;
  }
  if (!sibling) {
    const { start, end } = spanOf(table);
    const isBare = /^\s*$/.test(text.slice(start + 2, end - 1));
    return isBare ? [{ span: { start: start + 2, end: end - 1 }, text: ` ${written.join('; ')} ` }] : undefined;
  }
  const indentation = text.slice(lineStart(text, sibling.start), sibling.start);
  const isOnLine = /^[ \t]*$/.test(indentation);
  const newline = text.slice(0, sibling.start).endsWith(`\r\n${indentation}`) ? '\r\n' : '\n';
  const between = isOnLine ? `${newline}${indentation}` : '; ';
  if (index < table.node.children.length) {
    return [{ span: { start: sibling.start, end: sibling.start }, text: `${written.join(between)}${between}` }];
  }
  // Behind the last one may stand a comment, which stays with it.
  const lineEnd = text.indexOf('\n', sibling.end);
  const rest = text.slice(sibling.end, lineEnd < 0 ? text.length : lineEnd);
  if (isOnLine && /^[ \t]*#/.test(rest)) {
    const place = sibling.end + rest.replace(/\r$/, '').length;
    return [{ span: { start: place, end: place }, text: `${between}${written.join(between)}` }];
  }
  return [{ span: { start: sibling.end, end: sibling.end }, text: `${between}${written.join(between)}` }];
}

export function removeEntries(
  text: string,
  table: Placed<MapNode>,
  indexes: readonly number[],
): readonly Edit[] | undefined {
  if (!isWhole(text, table) || indexes.length === 0) {
    return undefined;
  }
  const edits: Edit[] = [];
  for (const index of [...new Set(indexes)].sort((a, b) => a - b)) {
    const span = entrySpan(table, index);
    if (!span) {
      return undefined;
    }
    edits.push({ span: removedSpan(text, table, span), text: '' });
  }
  const areApart = edits.every((edit, index) => index === 0 || (edits[index - 1]?.span.end ?? 0) <= edit.span.start);
  return areApart ? edits : undefined;
}

/** The whole of its lines where nothing else stands on them, or what goes up to the next entry. */
function removedSpan(text: string, table: Placed<MapNode>, { start, end }: Span): Span {
  const line = passBack(text, start);
  const newline = text.indexOf('\n', end);
  const last = table.start + table.node.width - 1;
  const behind = passBlanks(text, end);
  const isParted = text.charAt(behind) === ';';
  const next = isParted ? passBlanks(text, behind + 1) : behind;
  const isLast = text.charAt(next) === '#' || next === newline || text.startsWith('\r\n', next);
  if ((line === 0 || text.charAt(line - 1) === '\n') && isLast && newline >= 0 && newline < last) {
    return { start: line, end: newline + 1 };
  }
  if (isParted) {
    return { start, end: next };
  }
  return { start: text.charAt(line - 1) === ';' ? passBack(text, line - 1) : start, end };
}

function passBlanks(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') {
    at++;
  }
  return at;
}

function passBack(text: string, from: number): number {
  let at = from;
  while (text.charAt(at - 1) === ' ' || text.charAt(at - 1) === '\t') {
    at--;
  }
  return at;
}
