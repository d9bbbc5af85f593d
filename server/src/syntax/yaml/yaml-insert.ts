/** Puts entries and items into YAML: lines between lines, or parts between brackets. */
import type { Edit } from '../change.ts';
import type { Holder, YamlLayout } from './yaml-layout.ts';

/** How one child is written between brackets, and as lines from a column on. */
export interface ChildPrinter<T> {
  readonly flow: (child: T) => string | undefined;
  readonly block: (child: T, column: number) => string | undefined;
}

function isWhole(parts: readonly (string | undefined)[]): parts is readonly string[] {
  return !parts.includes(undefined);
}

export function insertChildren<T>(
  layout: YamlLayout,
  into: Holder,
  at: number,
  children: readonly T[],
  printer: ChildPrinter<T>,
): readonly Edit[] | undefined {
  if (children.length === 0) {
    return [];
  }
  if (layout.isFlow(into)) {
    return insertFlow(layout, into, at, children.map(printer.flow));
  }
  if (!layout.isBlock(into)) {
    return undefined;
  }
  const column = layout.column(into.start);
  const printed = children.map((child) => printer.block(child, column));
  return isWhole(printed) ? insertBlock(layout, into, at, printed, column) : undefined;
}

function insertFlow(
  layout: YamlLayout,
  into: Holder,
  at: number,
  printed: readonly (string | undefined)[],
): readonly Edit[] | undefined {
  const { node, start } = into;
  const count = node.children.length;
  if (!isWhole(printed) || node.problems.some(({ code }) => code !== 'duplicate-key')) {
    return undefined;
  }
  const text = printed.join(', ');
  if (count === 0) {
    const span = { start: start + 1, end: start + node.width - 1 };
    return layout.text.slice(span.start, span.end).trim() === '' ? [{ span, text }] : undefined;
  }
  if (at < count) {
    const place = layout.childSpan(into, at).start;
    const before = layout.text.slice(start, place).trimEnd().at(-1) ?? '';
    return '[{,'.includes(before) ? [{ span: { start: place, end: place }, text: `${text}, ` }] : undefined;
  }
  const place = layout.childSpan(into, count - 1).end;
  return [{ span: { start: place, end: place }, text: `, ${text}` }];
}

function insertBlock(
  layout: YamlLayout,
  into: Holder,
  at: number,
  printed: readonly string[],
  column: number,
): readonly Edit[] | undefined {
  const { newline, text } = layout;
  const indent = ' '.repeat(column);
  const count = into.node.children.length;
  if (at < count) {
    const next = layout.blockChild(into, at);
    if (!next) {
      return undefined;
    }
    const place = next.line ?? next.start;
    const lines = printed.map((one) => (next.line === undefined ? one + newline + indent : indent + one + newline));
    return [{ span: { start: place, end: place }, text: lines.join('') }];
  }
  const last = layout.blockChild(into, count - 1);
  if (!last) {
    return undefined;
  }
  const place = layout.lineEnd(last.end);
  const lines = printed.map((one) => indent + one);
  const isLineEnded = text[place - 1] === '\n';
  const added = isLineEnded
    ? lines.map((line) => line + newline).join('')
    : lines.map((line) => newline + line).join('');
  return [{ span: { start: place, end: place }, text: added }];
}
