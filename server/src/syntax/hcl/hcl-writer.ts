/** Turns the verbs of fixes into edits of HCL text, in the style of the lines around. */
import { applyEdits, type Change, type Edit } from '../change.ts';
import {
  entryAt,
  isMap,
  type ListNode,
  type MapNode,
  moved,
  type Placed,
  type ScalarNode,
  type Span,
  spanIn,
  spanOf,
} from '../tree.ts';
import { insertChildren } from './hcl-insert.ts';
import { HclLayout } from './hcl-layout.ts';
import { escapeText, printEntry, printKey, printValue } from './hcl-printer.ts';
import { HclScanner } from './hcl-scanner.ts';
import { readHere, readQuoted } from './hcl-template.ts';

type Holder = Placed<MapNode | ListNode>;

export function writeHcl(text: string, change: Change): readonly Edit[] | undefined {
  const layout = new HclLayout(text);
  switch (change.verb) {
    case 'replaceText':
      return replaceText(layout, change.scalar, change.span, change.text);
    case 'replace':
      return replaceNode(layout, change);
    case 'remove':
      return removeChildren(layout, change.from, change.indexes);
    case 'insertItems':
      return insertChildren(layout, change.into, change.at, change.items, (item, indent) =>
        printValue(layout, item, indent),
      );
    case 'insertEntries': {
      const place = layout.placeOf(change.into);
      return insertChildren(layout, change.into, change.at, change.entries, (entry, indent) =>
        printEntry(layout, entry, indent, place),
      );
    }
    case 'writeName':
      return undefined;
    case 'renameKey':
      return renameKey(layout, change.map, change.index, change.key);
    case 'replaceWords':
      return undefined;
  }
}

/** The scalar with other text for a stretch, if reading it again gives just that. */
function replaceText(
  { text: source, newline }: HclLayout,
  scalar: Placed<ScalarNode>,
  span: Span,
  text: string,
): readonly Edit[] | undefined {
  const { node, start } = scalar;
  const isQuoted = node.style === 'quoted';
  const place = spanIn(scalar, span.start, span.end);
  const wanted = node.text.slice(0, span.start) + text + node.text.slice(span.end);
  if (node.style === 'bare' && node.type === 'word' && !node.flawed) {
    return /^[A-Za-z_][\w-]*$/.test(wanted) ? [{ span: place, text }] : undefined;
  }
  if (node.type !== 'string' || node.flawed) {
    return undefined;
  }
  const indent = node.style === 'flush-here' ? flushIndent(source, scalar, span.start) : '';
  const written = isQuoted
    ? escapeText(text)
    : text.replace(/[$%](?=\{)/g, '$&$&').replace(/\r?\n(?!$)/g, `${newline}${indent}`);
  const edit = { span: place, text: written };
  const result = applyEdits(source.slice(start, start + node.width), [{ span: moved(place, -start), text: written }]);
  const scanner = new HclScanner(result, 0);
  const after = isQuoted ? readQuoted(scanner) : readHere(scanner);
  const grown = text.length - (span.end - span.start);
  const opaque = node.opaque
    .filter((one) => one.end <= span.start || one.start >= span.end)
    .map((one) => (one.start >= span.end ? moved(one, grown) : one));
  const isRight =
    after?.width === result.length && after.text === wanted && JSON.stringify(after.opaque) === JSON.stringify(opaque);
  return isRight ? [edit] : undefined;
}

/** What stands before the text of the line that a place of a here-document's text is in. */
function flushIndent(source: string, scalar: Placed<ScalarNode>, place: number): string {
  const { text } = scalar.node;
  const line = place === 0 ? 0 : text.lastIndexOf('\n', place - 1) + 1;
  const { start } = spanIn(scalar, line, Math.min(line + 1, text.length));
  return source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
}

function replaceNode(
  layout: HclLayout,
  { node: old, value }: Change & { verb: 'replace' },
): readonly Edit[] | undefined {
  const place = isMap(old) ? layout.placeOf(old) : undefined;
  const isBlock = place === 'body' || place === 'label' || place === 'root';
  const isMapWritten = value !== null && typeof value === 'object' && value.kind === 'map';
  if (old.node.width === 0 || (isBlock && !(place === 'body' && isMapWritten))) {
    return undefined;
  }
  const text = printValue(layout, value, layout.indentAt(old.start));
  return text === undefined ? undefined : [{ span: spanOf(old), text }];
}

function renameKey(layout: HclLayout, map: Placed<MapNode>, index: number, key: string): readonly Edit[] | undefined {
  const entry = entryAt(map, index);
  const place = layout.placeOf(map);
  if (!entry || entry.key.node.flawed || entry.key.node.style === 'expression') {
    return undefined;
  }
  const isQuoted = entry.key.node.style === 'quoted' && place !== 'body' && place !== 'root';
  const text = isQuoted ? `"${escapeText(key)}"` : printKey(key, place);
  return text === undefined ? undefined : [{ span: spanOf(entry.key), text }];
}

function childSpan({ node, start }: Holder, index: number): Span {
  const from = start + (node.starts[index] ?? 0);
  return { start: from, end: from + (node.children[index]?.width ?? 0) };
}

function removeChildren(layout: HclLayout, from: Holder, indexes: readonly number[]): readonly Edit[] | undefined {
  const place = isMap(from) ? layout.placeOf(from) : 'object';
  if (place === 'label' || from.node.problems.some(({ code }) => code === 'unclosed')) {
    return undefined;
  }
  const gone = [...new Set(indexes)].sort((a, b) => a - b);
  if (gone.length === from.node.children.length && from.node.comments.length === 0 && place !== 'root') {
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
    edits.push({ span: spanOfRun(layout, from, first, last), text: '' });
  }
  return edits;
}

/** What goes with neighbours, from the child at `first` to the one at `last`. */
function spanOfRun(layout: HclLayout, from: Holder, first: number, last: number): Span {
  const { start } = childSpan(from, first);
  const { end } = childSpan(from, last);
  const hasCommas = !isMap(from) || layout.placeOf(from) === 'object';
  const behind = hasCommas ? layout.behindComma(end) : end;
  const nextLine = layout.nextLine(behind);
  if (layout.isFirstOnLine(start) && nextLine !== undefined) {
    return { start: layout.lineStart(start), end: nextLine };
  }
  if (last < from.node.children.length - 1) {
    const next = childSpan(from, last + 1).start;
    return { start, end: layout.isBare(behind, next) && !layout.hasNewline(behind, next) ? next : behind };
  }
  const previous = first > 0 ? childSpan(from, first - 1).end : start;
  if (first > 0 && layout.isBare(previous, start)) {
    return { start: previous, end: layout.behindComment(behind) };
  }
  return { start, end: behind };
}
