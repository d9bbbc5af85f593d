/**
 * Reads a YAML text that differs from the one before in one place. The smallest entry or item of a block collection that
 * holds the change is read alone, from its beginning to the line of the next one; everything else is shared with the
 * tree before. Where that cannot be trusted, the entry or item around it is tried, and at last the whole text is read.
 */
import type { TextChange, Tree } from '../language.ts';
import {
  countBefore,
  type EntryNode,
  moved,
  NOTHING,
  type Placed,
  type ProblemCode,
  type Span,
  type SyntaxNode,
} from '../tree.ts';
import { lineOf, mayOpenFlow } from './yaml-flow-change.ts';
import { type Container, findDuplicates, makeEntry, makeList, makeMap } from './yaml-nodes.ts';
import { parseYaml, type YamlDocument } from './yaml-parser.ts';

type Child = EntryNode | SyntaxNode;

interface Edited {
  readonly old: string;
  readonly text: string;
  readonly change: TextChange;
  /** How much longer the new text is. */
  readonly delta: number;
}

/** What was read anew. */
interface Reread<N extends Child> {
  readonly node: N;
  /** The stretch of the old text that was read anew: its comments are gone from all nodes around. */
  readonly region: Span;
  /** The comments of it that stand in no node yet, from the beginning of the new text. */
  readonly loose: readonly Span[];
}

export function reparseYaml(before: Tree, text: string, change: TextChange): YamlDocument {
  const delta = change.length - (change.end - change.start);
  const { root } = before;
  const edited = { old: before.text, text, change, delta };
  const isKnown = text.length - before.text.length === delta && before.problems.length === 0;
  const changed =
    isKnown && root && !mayOpenFlow(before.text, text, change)
      ? rereadContainer(root, before.text.length, edited, 0)
      : undefined;
  if (!root || !changed) {
    return parseYaml(text);
  }
  return {
    root: { node: changed.node, start: root.start },
    problems: NOTHING,
    comments: mergeComments(before.comments, changed.region, delta, changed.loose),
  };
}

function mergeComments(
  comments: readonly Span[],
  region: Span,
  delta: number,
  added: readonly Span[],
): readonly Span[] {
  if (comments.length === 0 && added.length === 0) {
    return NOTHING;
  }
  return [
    ...comments.filter(({ start }) => start < region.start),
    ...added,
    ...comments.filter(({ start }) => start >= region.end).map((span) => moved(span, delta)),
  ];
}

function asBlock({ node }: Placed): Container | undefined {
  if (node.tag !== undefined) {
    // It stands before the node, and who makes the node anew does not see it.
    return undefined;
  }
  // What stands between brackets starts behind one; documents start where their list does.
  if (node.kind === 'map') {
    return node.starts[0] === 0 ? node : undefined;
  }
  return node.kind === 'list' && (node.starts[0] ?? 0) > 0 ? node : undefined;
}

/** @param end where the lines of the container end in the old text */
function rereadContainer(placed: Placed, end: number, edited: Edited, depth: number): Reread<SyntaxNode> | undefined {
  const { start } = placed;
  const { old, change } = edited;
  const node = asBlock(placed);
  const isList = node?.kind === 'list';
  if (!node || (isList && old[start] !== '-') || node.problems.some(({ code }) => code !== 'duplicate-key')) {
    return undefined;
  }
  const index = countBefore(node.starts, change.start - start) - 1;
  const child = node.children[index];
  if (!child) {
    return undefined;
  }
  const childStart = start + (node.starts[index] ?? 0);
  const next = node.starts[index + 1];
  const from = isList ? findDash(old, childStart, start) : childStart;
  const to = next === undefined ? end : lineOf(old, isList ? findDash(old, start + next, start) : start + next);
  if (from === undefined || to === undefined || change.end > (to === old.length ? to : to - 1)) {
    return undefined;
  }
  // A key behind a line without a colon may stand in another column than the map does.
  if (from - lineOf(old, from) !== start - lineOf(old, start)) {
    return undefined;
  }
  const region = { start: from, end: to };
  return (
    rereadWithin({ node, start }, index, child, childStart, region, edited, depth) ??
    rereadChild({ node, start }, index, child, region, edited, depth)
  );
}

/** The dash of an item: in the column of the list's first, in the last line that has one there. */
function findDash(old: string, itemStart: number, listStart: number): number | undefined {
  const column = listStart - lineOf(old, listStart);
  for (let line = lineOf(old, itemStart); line + column >= listStart; line = lineOf(old, line - 1)) {
    const at = line + column;
    if (old[at] === '-' && at < itemStart && (at === listStart || old.slice(line, at).trim() === '')) {
      return at;
    }
  }
  return undefined;
}

/** Makes the change within the value of a child, where that is a block collection itself. */
function rereadWithin(
  container: Placed<Container>,
  index: number,
  child: Child,
  childStart: number,
  region: Span,
  edited: Edited,
  depth: number,
): Reread<SyntaxNode> | undefined {
  if (child.kind !== 'entry') {
    const changed = rereadContainer({ node: child, start: childStart }, region.end, edited, depth + 1);
    return changed && replaceChild(container, index, changed, container.node.starts[index] ?? 0, edited);
  }
  const { value, valueStart } = child;
  if (!value || child.problems.length > 0) {
    return undefined;
  }
  const changed = rereadContainer({ node: value, start: childStart + valueStart }, region.end, edited, depth + 1);
  if (!changed) {
    return undefined;
  }
  const own = { problems: NOTHING, comments: child.comments };
  const width = valueStart + changed.node.width;
  const node = makeEntry(child.key, { node: changed.node, start: valueStart }, width, own);
  return replaceChild(container, index, { ...changed, node }, container.node.starts[index] ?? 0, edited);
}

/** Reads a child alone. */
function rereadChild(
  container: Placed<Container>,
  index: number,
  child: Child,
  region: Span,
  edited: Edited,
  depth: number,
): Reread<SyntaxNode> | undefined {
  const { old, text, delta } = edited;
  const column = region.start - lineOf(old, region.start);
  const prefix = old.slice(region.start - column, region.start);
  const source = text.slice(region.start, region.end + delta);
  const isPlain =
    /^[ -]*$/.test(prefix) && isIndented(source, column) && isIndented(old.slice(region.start, region.end), column);
  // What is most of the text is no less to read than all of it.
  const isLarge = source.length > 2_000 && source.length * 2 > text.length;
  if (isLarge || !isPlain || !isSound(child) || source.startsWith('%')) {
    return undefined;
  }
  const read = parseYaml(' '.repeat(column) + source, depth);
  const root = read.root && asBlock(read.root);
  const only = root?.children[0];
  if (
    !root ||
    !only ||
    root.kind !== container.node.kind ||
    root.children.length !== 1 ||
    root.problems.length > 0 ||
    read.root?.start !== column ||
    read.problems.length > 0 ||
    read.hasMarks ||
    !isSound(only)
  ) {
    return undefined;
  }
  const toText = region.start - column;
  const loose = [...root.comments.map((span) => moved(span, column)), ...read.comments]
    .map((span) => moved(span, toText))
    .sort((a, b) => a.start - b.start);
  const start = region.start + (root.starts[0] ?? 0) - container.start;
  return replaceChild(container, index, { node: only, region, loose }, start, edited);
}

/** Whether no line but the first begins before a column, and none with a tab. */
function isIndented(source: string, column: number): boolean {
  if (/\n *\t/.test(source)) {
    return false;
  }
  let at = source.indexOf('\n') + 1;
  while (column > 0 && at > 0 && at < source.length) {
    let blanks = 0;
    while (source[at + blanks] === ' ') {
      blanks++;
    }
    const first = source[at + blanks];
    if (blanks < column && first !== undefined && first !== '\n' && first !== '\r') {
      return false;
    }
    at = source.indexOf('\n', at + blanks) + 1;
  }
  return true;
}

/** What goes no further than the lines that are indented more than the entry or item it is found in. */
const CONTAINED: ReadonlySet<ProblemCode> = new Set([
  'invalid-escape',
  'control-character',
  'duplicate-key',
  'unclosed-string',
  'unclosed',
  'missing-colon',
  'missing-comma',
]);

/** Whether nothing in an entry or an item can have changed how the text around it is read. */
function isSound(child: Child): boolean {
  if (!child.flawed) {
    return true;
  }
  // What begins in the column of the next entry may take that for a part of itself.
  return child.kind === 'entry'
    ? child.problems.length === 0 && !child.key.flawed && (!child.value || isContained(child.value))
    : isContained(child);
}

function isContained(node: Child): boolean {
  if (!node.flawed) {
    return true;
  }
  if (node.problems.some(({ code }) => !CONTAINED.has(code))) {
    return false;
  }
  switch (node.kind) {
    case 'entry':
      return isContained(node.key) && (!node.value || isContained(node.value));
    case 'map':
      return node.children.every(isContained);
    case 'list':
      return node.children.every(isContained);
    default:
      return true;
  }
}

/** @param at where the new child starts, relative to the container */
function replaceChild(
  { node, start }: Placed<Container>,
  index: number,
  { node: child, region, loose }: Reread<Child>,
  at: number,
  { delta }: Edited,
): Reread<SyntaxNode> | undefined {
  const isLast = index === node.children.length - 1;
  const width = isLast ? at + child.width : node.width + delta;
  const starts = node.starts.map((place, other) => (other < index ? place : other === index ? at : place + delta));
  const inside = { start: region.start - start, end: region.end - start };
  const taken = loose.filter((span) => span.start < start + width).map((span) => moved(span, -start));
  const comments = mergeComments(node.comments, inside, delta, taken);
  const left = loose.filter((span) => span.start >= start + width);
  if (node.kind === 'map') {
    if (child.kind !== 'entry') {
      return undefined;
    }
    const children = node.children.with(index, child);
    const isSame = node.problems.length === 0 && node.children[index]?.key.text === child.key.text;
    const problems = isSame ? NOTHING : findDuplicates(children, starts);
    return { node: makeMap(children, starts, width, { problems, comments }), region, loose: left };
  }
  if (child.kind === 'entry') {
    return undefined;
  }
  const children = node.children.with(index, child);
  return { node: makeList(children, starts, width, { problems: NOTHING, comments }), region, loose: left };
}
