/**
 * Reads a JSON text that differs from the one before in one place. Only children from the last one before the change up
 * to the first known one behind it are read; everything else is shared with the tree before. Where the change breaks
 * the container that it stands in, the container around it is tried, and at last the whole text is read.
 */

import { type Container, type ContainerKind, makeContainer, makeEntry, traitsAfter } from '../container.ts';
import type { TextChange } from '../language.ts';
import { countBefore, type EntryNode, moved, type Placed, type Problem, type Span, type SyntaxNode } from '../tree.ts';
import { CLOSING, type JsonDocument, JsonReader, parseJson } from './json-parser.ts';

export function reparseJson(before: JsonDocument, text: string, change: TextChange): JsonDocument {
  const { root } = before;
  const delta = change.length - (change.end - change.start);
  // Where a string is not closed, what it is depends on the next quote, however far away that is.
  const node = root && !hasUnclosedString(root.node) && reread(root, text, change, { map: 0, list: 0 });
  if (!root || !node) {
    return parseJson(text);
  }
  const behind = root.start + root.node.width;
  const shift = <T extends Span>(span: T): Span => (span.start >= behind ? moved(span, delta) : span);
  return {
    root: { node, start: root.start },
    problems: before.problems.map(({ code, span }) => ({ code, span: shift(span) })),
    comments: before.comments.map(shift),
  };
}

function hasUnclosedString(node: SyntaxNode | EntryNode): boolean {
  if (!node.flawed) {
    return false;
  }
  switch (node.kind) {
    case 'scalar':
      return node.problems.some(({ code }) => code === 'unclosed-string' || code === 'multi-line-string');
    case 'entry':
      return hasUnclosedString(node.key) || (node.value !== undefined && hasUnclosedString(node.value));
    case 'map':
    case 'list':
      return node.children.some(hasUnclosedString);
    default:
      return false;
  }
}

type Open = Readonly<Record<ContainerKind, number>>;

/** The node with the change made, or undefined where the change reaches its borders or changes where it ends. */
function reread(placed: Placed, text: string, change: TextChange, open: Open): SyntaxNode | undefined {
  const { node, start } = placed;
  const isInside = change.start > start && change.end < start + node.width;
  if (
    !isInside ||
    (node.kind !== 'map' && node.kind !== 'list') ||
    node.problems.some(({ code }) => code === 'unclosed')
  ) {
    return undefined;
  }
  const container = { node, start };
  const inner = { ...open, [node.kind]: open[node.kind] + 1 };
  return rereadChild(container, text, change, inner) ?? rereadChildren(container, text, change, inner);
}

/** Makes the change within the one child that holds it, where that child is a container itself. */
function rereadChild(
  { node, start }: Placed<Container>,
  text: string,
  change: TextChange,
  open: Open,
): SyntaxNode | undefined {
  const index = countBefore(node.starts, change.start - start) - 1;
  const child = node.children[index];
  if (!child) {
    return undefined;
  }
  const childStart = start + (node.starts[index] ?? 0);
  const changed =
    child.kind === 'entry'
      ? rereadEntry(child, childStart, text, change, open)
      : reread({ node: child, start: childStart }, text, change, open);
  if (!changed) {
    return undefined;
  }
  const delta = changed.width - child.width;
  const behind = childStart + child.width - start;
  const children = splice<EntryNode | SyntaxNode>(node.children, index, [changed], index + 1);
  const parts = {
    width: node.width + delta,
    starts: delta === 0 ? node.starts : node.starts.map((at, place) => (place > index ? at + delta : at)),
    problems: shiftProblems(node.problems, behind, delta),
    comments: node.comments.map((span) => (span.start >= behind ? moved(span, delta) : span)),
  };
  return makeContainer(node.kind, children, parts, traitsAfter(node, children, [changed]));
}

function rereadEntry(
  entry: EntryNode,
  start: number,
  text: string,
  change: TextChange,
  open: Open,
): EntryNode | undefined {
  const value = entry.value && { node: entry.value, start: start + entry.valueStart };
  const changed = value && reread(value, text, change, open);
  if (!value || !changed) {
    return undefined;
  }
  return makeEntry(
    entry.key,
    start,
    { node: changed, start: value.start },
    start + entry.width + changed.width - value.node.width,
  );
}

function shiftProblems(problems: readonly Problem[], from: number, by: number): readonly Problem[] {
  return by === 0
    ? problems
    : problems.map(({ code, span }) => ({ code, span: span.start >= from ? moved(span, by) : span }));
}

/** Reads the children that the change touches. */
function rereadChildren(
  { node, start }: Placed<Container>,
  text: string,
  change: TextChange,
  open: Open,
): SyntaxNode | undefined {
  const delta = change.length - (change.end - change.start);
  const end = start + node.width;
  const kept = childrenBefore(node, change.start - start);
  const restart = kept > 0 ? start + childEnd(node, kept - 1) : start + 1;
  const reader = new JsonReader(text, restart, open);
  const children: (EntryNode | SyntaxNode)[] = [];
  const starts: number[] = [];
  let known = node.children.length;
  const ending = reader.readChildren(node.kind, kept > 0 ? restart : undefined, {
    add: (child, at) => {
      children.push(child);
      starts.push(at - start);
    },
    isKnown: (at) => {
      const place = at - delta;
      const index = place < change.end ? -1 : countBefore(node.starts, place - start);
      if (index < 0 || start + (node.starts[index] ?? -1) !== place) {
        return false;
      }
      known = index;
      return true;
    },
  });
  const { tokens } = reader;
  const closesAtEnd = ending === 'closed' && tokens.kind === CLOSING[node.kind] && tokens.end === end + delta;
  if (ending !== 'known' && !closesAtEnd) {
    return undefined;
  }
  const knownStart = ending === 'known' ? (node.starts[known] ?? 0) : node.width;
  const merge = <T>(
    spans: readonly T[],
    read: readonly T[],
    span: (item: T) => Span,
    place: (item: T, by: number) => T,
  ): T[] => [
    ...spans.filter((item) => span(item).start < restart - start),
    ...read.map((item) => place(item, -start)),
    // A span without width there belongs to the gap before the known child, which was read anew.
    ...spans
      .filter((item) => span(item).start >= knownStart && span(item).end > knownStart)
      .map((item) => place(item, delta)),
  ];
  const all = splice(node.children, kept, children, known);
  const parts = {
    width: node.width + delta,
    starts: splice(node.starts, kept, starts, known).map((at, place) =>
      place < kept + starts.length ? at : at + delta,
    ),
    problems: merge(
      node.problems,
      tokens.problems,
      ({ span }) => span,
      ({ code, span }, by) => ({ code, span: moved(span, by) }),
    ),
    comments: merge(node.comments, tokens.comments, (span) => span, moved),
  };
  return makeContainer(node.kind, all, parts, traitsAfter(node, all, children));
}

/** The items before one index and from another one on, with others between; copying them is all that it costs. */
function splice<T>(items: readonly T[], before: number, between: readonly T[], from: number): readonly T[] {
  return items.slice(0, before).concat(between, items.slice(from));
}

function childEnd(node: Container, index: number): number {
  return (node.starts[index] ?? 0) + (node.children[index]?.width ?? 0);
}

/**
 * How many children end so far before a place that what is written there cannot change them: no token of theirs reaches
 * it, and where the token behind a child decides how the child is read, that token is before the place as well.
 */
function childrenBefore(node: Container, place: number): number {
  const count = countBefore(node.starts, place);
  const before = count > 0 && childEnd(node, count - 1) >= place ? count - 1 : count;
  const last = node.children[before - 1];
  const looksAhead = last?.kind === 'entry' && (last.value === undefined || last.value.kind === 'scalar');
  return looksAhead ? before - 1 : before;
}
