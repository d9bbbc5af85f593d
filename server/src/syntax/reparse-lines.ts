/**
 * Reads a text anew where it changed, for languages whose root holds children that stand on lines of their own and mean
 * the same wherever they stand: lines of properties, blocks of Terraform, commands of a script, cells of a notebook.
 * The root of such a tree starts at 0, spans the whole text and holds every comment and problem outside its children.
 */
import { makeContainer, traitsAfter } from './container.ts';
import type { TextChange, Tree } from './language.ts';
import { countBefore, type ListNode, type MapNode, moved, type Problem, type Span, type SyntaxNode } from './tree.ts';

type Root = MapNode | ListNode;

export interface LineReading {
  /** Whether a text that was read on its own ended cleanly: what follows cannot belong to it. */
  isWhole(stretch: Tree): boolean;
}

/** The tree of the text after a change; it shares the children that the change does not touch. */
export function reparseLines(tree: Tree, text: string, change: TextChange, reading: LineReading): Tree {
  const { language, root } = tree;
  const node = root?.node;
  const isSimple = root?.start === 0 && tree.problems.length === 0 && tree.comments.length === 0;
  if (!isSimple || (node?.kind !== 'map' && node?.kind !== 'list') || node.width !== tree.text.length) {
    return language.parse(text);
  }
  const old = touchedStretch(tree.text, node, change);
  const delta = change.length - (change.end - change.start);
  const before = language.parse(tree.text.slice(old.start, old.end));
  const after = language.parse(text.slice(old.start, old.end + delta));
  const fresh = after.root?.node;
  const isKnown = (before.root?.node.kind === node.kind && countOf(before.root.node)) === old.last - old.first;
  if (!isKnown || fresh?.kind !== node.kind || !reading.isWhole(before) || !reading.isWhole(after)) {
    return language.parse(text);
  }
  return { ...tree, text, root: { node: splice(node, fresh, old, delta), start: 0 } };
}

function countOf(node: SyntaxNode): number {
  return node.kind === 'map' || node.kind === 'list' ? node.children.length : -1;
}

/** Whole lines, and the children from `first` to before `last` that stand on them. */
interface Stretch extends Span {
  readonly first: number;
  readonly last: number;
}

/** The lines that a change touches, those of every child on them, and the child before: it may go on now. */
function touchedStretch(text: string, node: Root, change: TextChange): Stretch {
  const before = childrenIn(node, lineStart(text, change.start), change.start)[0] - 1;
  let start = lineStart(text, Math.min(change.start, node.starts[before] ?? change.start));
  let end = lineEnd(text, change.end);
  for (;;) {
    const [first, last] = childrenIn(node, start, end);
    const grownStart = Math.min(start, lineStart(text, node.starts[first] ?? start));
    const grownEnd = Math.max(end, lineEnd(text, endOf(node, last - 1)));
    const straddling = [...node.comments, ...node.problems.map(({ span }) => span)].find(
      (span) => (span.start < grownStart && span.end > grownStart) || (span.start < grownEnd && span.end > grownEnd),
    );
    const nextStart = straddling ? Math.min(grownStart, lineStart(text, straddling.start)) : grownStart;
    const nextEnd = straddling ? Math.max(grownEnd, lineEnd(text, straddling.end)) : grownEnd;
    if (nextStart === start && nextEnd === end) {
      return { start, end, first, last };
    }
    start = nextStart;
    end = nextEnd;
  }
}

function childrenIn(node: Root, start: number, end: number): [first: number, last: number] {
  let first = countBefore(node.starts, start);
  while (first > 0 && endOf(node, first - 1) >= start) {
    first--;
  }
  return [first, Math.max(first, countBefore(node.starts, end))];
}

function endOf(node: Root, index: number): number {
  const child = node.children[index];
  return child ? (node.starts[index] ?? 0) + child.width : 0;
}

function lineStart(text: string, offset: number): number {
  // From a place before the text, `lastIndexOf` would look at its beginning.
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

function splice(node: Root, fresh: Root, old: Stretch, delta: number): Root {
  const children = [...node.children.slice(0, old.first), ...fresh.children, ...node.children.slice(old.last)];
  const starts = node.starts.slice(0, old.first).concat(
    fresh.starts.map((start) => start + old.start),
    node.starts.slice(old.last).map((start) => start + delta),
  );
  // What stands at the end of the text belongs to the last line.
  const isAtEnd = old.end === node.width;
  const merge = <T>(
    items: readonly T[],
    read: readonly T[],
    span: (item: T) => Span,
    move: (item: T, by: number) => T,
  ) => [
    ...items.filter((item) => span(item).start < old.start),
    ...read.map((item) => move(item, old.start)),
    ...items.filter((item) => !isAtEnd && span(item).start >= old.end).map((item) => move(item, delta)),
  ];
  const parts = {
    width: node.width + delta,
    starts,
    comments: merge(node.comments, fresh.comments, (span) => span, moved),
    problems: merge(
      node.problems,
      fresh.problems,
      ({ span }) => span,
      ({ code, span }, by): Problem => ({ code, span: moved(span, by) }),
    ),
  };
  return makeContainer(node.kind, children, parts, traitsAfter(node, children, fresh.children));
}
