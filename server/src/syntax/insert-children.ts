/** Puts entries and items into the text of a configuration: one a line where the others stand one a line. */
import type { Edit } from './change.ts';
import { childSpan, type Holder, type TextLayout } from './text-layout.ts';
import { isMap } from './tree.ts';

export function insertChildren<T>(
  layout: TextLayout,
  into: Holder,
  at: number,
  items: readonly T[],
  print: (item: T, indent: string) => string | undefined,
): readonly Edit[] | undefined {
  const place = isMap(into) ? layout.placeOf(into) : 'list';
  if (items.length === 0) {
    return [];
  }
  if (place === 'label' || into.node.problems.some(({ code }) => code === 'unclosed')) {
    return undefined;
  }
  const holder = { layout, into, at, isList: place === 'list' };
  const isLines = place === 'body' || place === 'root';
  const first = childSpan(into, 0)?.start;
  const indent = first === undefined || !layout.isFirstOnLine(first) ? undefined : layout.indentAt(first);
  const outer = layout.indentAt(into.start);
  const inner = place === 'root' ? '' : (indent ?? outer + layout.unit);
  const printed = items.map((item) => print(item, inner));
  if (!printed.every((text) => text !== undefined)) {
    return undefined;
  }
  if (place === 'root') {
    return insertAtRoot(holder, printed);
  }
  if (first === undefined) {
    return insertIntoEmpty(holder, printed, inner, outer);
  }
  if (indent === undefined && isLines) {
    return spreadBody(holder, printed, inner, outer);
  }
  return indent === undefined ? insertOnLine(holder, printed) : insertLines(holder, printed, indent, isLines);
}

interface Target {
  readonly layout: TextLayout;
  readonly into: Holder;
  readonly at: number;
  readonly isList: boolean;
}

function insertAt(place: number, text: string): Edit {
  return { span: { start: place, end: place }, text };
}

/** Blocks of the outermost level stand apart from each other, attributes do not. */
function insertAtRoot({ layout, into, at }: Target, printed: readonly string[]): readonly Edit[] {
  const { newline, text } = layout;
  const next = childSpan(into, at);
  const last = childSpan(into, into.node.children.length - 1);
  const isBlocks = printed.some((one) => one.endsWith('}'));
  const gap = isBlocks ? newline + newline : newline;
  if (next) {
    return [insertAt(layout.lineStart(next.start), printed.map((one) => one + gap).join(''))];
  }
  const end = last && layout.behindComment(last.end);
  if (end !== undefined && layout.nextLine(end) !== undefined) {
    return [insertAt(end, printed.map((one) => gap + one).join(''))];
  }
  const before = text === '' || text.endsWith('\n') ? '' : newline;
  return [insertAt(text.length, before + printed.join(gap) + newline)];
}

function insertIntoEmpty(
  { layout, into, isList }: Target,
  printed: readonly string[],
  inner: string,
  outer: string,
): readonly Edit[] {
  const { newline } = layout;
  const end = into.start + into.node.width - 1;
  const comment = into.node.comments.at(-1);
  const start = comment ? into.start + comment.end : into.start + 1;
  if (isList && !comment && printed.every((one) => !one.includes('\n')) && printed.join(', ').length <= 80) {
    return [{ span: { start, end }, text: printed.join(', ') }];
  }
  const lines = printed.map((one) => `${newline}${inner}${one}${isList && layout.hasListCommas ? ',' : ''}`).join('');
  return [{ span: { start, end }, text: `${lines}${newline}${outer}` }];
}

/** A body on one line holds one attribute only, so it gets lines. */
function spreadBody(
  { layout, into, at }: Target,
  printed: readonly string[],
  inner: string,
  outer: string,
): readonly Edit[] | undefined {
  const { node, start } = into;
  const only = childSpan(into, 0);
  if (node.children.length !== 1 || node.comments.length > 0 || !only) {
    return undefined;
  }
  const lines = [layout.keep(only, inner)];
  lines.splice(at === 0 ? 0 : 1, 0, ...printed);
  const text = lines.map((line) => `${layout.newline}${inner}${line}`).join('');
  return [{ span: { start: start + 1, end: start + node.width - 1 }, text: `${text}${layout.newline}${outer}` }];
}

function insertOnLine({ layout, into, at }: Target, printed: readonly string[]): readonly Edit[] {
  const next = childSpan(into, at);
  if (next) {
    return [insertAt(next.start, printed.map((one) => `${one}, `).join(''))];
  }
  const end = childSpan(into, into.node.children.length - 1)?.end ?? into.start + 1;
  const behind = layout.behindComma(end);
  const text = printed.join(', ');
  return [behind === end ? insertAt(end, `, ${text}`) : insertAt(behind, ` ${text},`)];
}

function insertLines(
  { layout, into, at, isList }: Target,
  printed: readonly string[],
  indent: string,
  isLines: boolean,
): readonly Edit[] {
  const separator = layout.newline + indent;
  const first = childSpan(into, 0)?.end ?? 0;
  // Objects take commas or do without, and some lists.
  const comma = (isList && layout.hasListCommas) || (!isLines && layout.behindComma(first) !== first) ? ',' : '';
  const next = childSpan(into, at);
  if (next) {
    return [insertAt(next.start, printed.map((one) => one + comma + separator).join(''))];
  }
  const end = childSpan(into, into.node.children.length - 1)?.end ?? 0;
  const behind = comma === '' ? end : layout.behindComma(end);
  const place = layout.behindComment(behind);
  const lines = printed.map((one) => separator + one + comma).join('');
  if (comma === '' || behind > end) {
    return [insertAt(place, lines)];
  }
  return place === end ? [insertAt(end, comma + lines)] : [insertAt(end, comma), insertAt(place, lines)];
}
