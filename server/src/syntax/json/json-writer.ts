/** Turns the verbs of fixes into edits of JSON text, in the style of the lines around. */
import type { Change, Edit, Written, WrittenEntry } from '../change.ts';
import { type ListNode, type MapNode, type Placed, type ScalarNode, type Span, spanIn, spanOf } from '../tree.ts';
import { JsonLayout } from './json-layout.ts';

type Holder = Placed<MapNode | ListNode>;

export function writeJson(text: string, change: Change): readonly Edit[] | undefined {
  const layout = new JsonLayout(text);
  switch (change.verb) {
    case 'replaceText':
      return replaceText(change.scalar, change.span, change.text);
    case 'replace':
      return replaceNode(layout, change.node, change.value);
    case 'remove':
      return removeChildren(layout, change.from, change.indexes);
    case 'insertItems':
      return insert(layout, change.into, change.at, change.items, (item, indent) => print(layout, item, indent));
    case 'insertEntries':
      return insert(layout, change.into, change.at, change.entries, (entry, indent) =>
        printEntry(layout, entry, indent),
      );
    case 'writeName':
      return undefined;
    case 'renameKey': {
      const key = change.map.node.children[change.index]?.key;
      const start = change.map.start + (change.map.node.starts[change.index] ?? 0);
      return key ? [{ span: { start, end: start + key.width }, text: JSON.stringify(change.key) }] : undefined;
    }
    case 'replaceWords':
    case 'replaceTemplate':
    case 'replaceExpression':
    case 'comment':
    case 'uncomment':
      return undefined;
  }
}

function replaceNode(layout: JsonLayout, node: Placed, value: Written): readonly Edit[] | undefined {
  const text = print(layout, value, layout.indentAt(node.start));
  return text === undefined ? undefined : [{ span: spanOf(node), text }];
}

function replaceText(scalar: Placed<ScalarNode>, span: Span, text: string): readonly Edit[] | undefined {
  if (scalar.node.type !== 'string') {
    // Without quotes there is no telling which text would still be one value.
    return undefined;
  }
  return [{ span: spanIn(scalar, span.start, span.end), text: JSON.stringify(text).slice(1, -1) }];
}

/** Undefined for an expression: there are none. */
function print(layout: JsonLayout, value: Written, indent: string): string | undefined {
  if (value === null || typeof value !== 'object') {
    return JSON.stringify(value);
  }
  if (value.kind === 'kept') {
    return layout.keep(spanOf(value.node), indent);
  }
  if (value.kind === 'expression') {
    return undefined;
  }
  const inner = indent + layout.unit;
  const lines =
    value.kind === 'list'
      ? value.items.map((item) => print(layout, item, inner))
      : value.entries.map((entry) => printEntry(layout, entry, inner));
  const [open, close] = value.kind === 'list' ? '[]' : '{}';
  if (!isWhole(lines)) {
    return undefined;
  }
  if (lines.length === 0) {
    return `${open}${close}`;
  }
  return `${open}${layout.newline}${lines.map((line) => inner + line).join(`,${layout.newline}`)}${layout.newline}${indent}${close}`;
}

function printEntry(layout: JsonLayout, [key, value]: WrittenEntry, indent: string): string | undefined {
  const text = print(layout, value, indent);
  return text === undefined ? undefined : `${JSON.stringify(key)}: ${text}`;
}

function isWhole(lines: readonly (string | undefined)[]): lines is readonly string[] {
  return lines.every((line) => line !== undefined);
}

function childSpan({ node, start }: Holder, index: number): Span {
  const from = start + (node.starts[index] ?? 0);
  return { start: from, end: from + (node.children[index]?.width ?? 0) };
}

function removeChildren(layout: JsonLayout, from: Holder, indexes: readonly number[]): readonly Edit[] {
  const gone = [...new Set(indexes)].sort((a, b) => a - b);
  if (gone.length === from.node.children.length && from.node.comments.length === 0) {
    return [{ span: { start: from.start + 1, end: from.start + from.node.width - 1 }, text: '' }];
  }
  const edits: Edit[] = [];
  for (let at = 0; at < gone.length; at++) {
    const first = gone[at] ?? 0;
    let last = first;
    while (gone[at + 1] === last + 1) {
      last++;
      at++;
    }
    edits.push(...removeRun(layout, from, first, last));
  }
  return edits;
}

/** Takes out neighbours, from the child at `first` to the one at `last`. */
function removeRun(layout: JsonLayout, from: Holder, first: number, last: number): readonly Edit[] {
  const span = { start: childSpan(from, first).start, end: childSpan(from, last).end };
  const end = layout.commaBehind(span.end)?.end ?? span.end;
  if (last < from.node.children.length - 1) {
    return [{ span: layout.wholeLines(span, end, childSpan(from, last + 1).start), text: '' }];
  }
  if (first === 0) {
    return [{ span: layout.wholeLines(span, end, undefined), text: '' }];
  }
  // What stood before is now last, and JSON takes no comma there.
  const previous = childSpan(from, first - 1).end;
  if (layout.isBare(previous, span.start)) {
    return [{ span: { start: previous, end: layout.endOfLine(end, from.start + from.node.width - 1) }, text: '' }];
  }
  const comma = layout.commaBehind(previous);
  return [...(comma ? [{ span: comma, text: '' }] : []), { span: layout.wholeLines(span, end, undefined), text: '' }];
}

/** Puts items in, one a line where the children stand one a line. */
function insert<T>(
  layout: JsonLayout,
  into: Holder,
  at: number,
  items: readonly T[],
  printItem: (item: T, indent: string) => string | undefined,
): readonly Edit[] | undefined {
  const { node, start } = into;
  if (items.length === 0) {
    return [];
  }
  if (node.problems.some(({ code }) => code === 'unclosed')) {
    return undefined;
  }
  const count = node.children.length;
  if (count === 0) {
    return insertIntoEmpty(layout, into, items, printItem);
  }
  const first = childSpan(into, 0);
  const isOneALine = layout.isFirstOnLine(first.start);
  const indent = isOneALine ? layout.indentAt(first.start) : layout.indentAt(start);
  const separator = isOneALine ? layout.newline + indent : ' ';
  const printed = items.map((item) => printItem(item, indent));
  if (!isWhole(printed)) {
    return undefined;
  }
  if (at < count) {
    const place = childSpan(into, at).start;
    return [{ span: { start: place, end: place }, text: printed.map((item) => `${item},${separator}`).join('') }];
  }
  const { end } = childSpan(into, count - 1);
  const comma = layout.commaBehind(end);
  const behind = comma && comma.end < start + node.width ? comma : undefined;
  const place = isOneALine ? layout.endOfLine(behind?.end ?? end, start + node.width - 1) : (behind?.end ?? end);
  const text = printed
    .map((item, index) => separator + item + (index < printed.length - 1 || behind ? ',' : ''))
    .join('');
  if (behind || place === end) {
    return [{ span: { start: place, end: place }, text: (behind ? '' : ',') + text }];
  }
  return [
    { span: { start: end, end }, text: ',' },
    { span: { start: place, end: place }, text },
  ];
}

function insertIntoEmpty<T>(
  layout: JsonLayout,
  into: Holder,
  items: readonly T[],
  printItem: (item: T, indent: string) => string | undefined,
): readonly Edit[] | undefined {
  const outer = layout.indentAt(into.start);
  const indent = outer + layout.unit;
  const lines = items.map((item) => printItem(item, indent));
  if (!isWhole(lines)) {
    return undefined;
  }
  const printed = lines.map((line) => layout.newline + indent + line).join(',');
  const inner = { start: into.start + 1, end: into.start + into.node.width - 1 };
  const comment = into.node.comments.at(-1);
  const span = comment ? { start: into.start + comment.end, end: inner.end } : inner;
  return [{ span, text: `${printed}${layout.newline}${outer}` }];
}
