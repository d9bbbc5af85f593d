/**
 * The one tree that every language is read into, and the only thing that readers see.
 *
 * Nodes do not know where they stand: a child's place is relative to its parent's start. So an edit makes new nodes only
 * on the path from the root to the edited text and shares all others with the tree before, and what was found out about
 * a node stays true for as long as the node lives. `Placed` is a node with its place.
 */
import { ChildMemo } from './child-memo.ts';
import { type OffsetMap, type Span, toSource } from './offset-map.ts';

import type { Problem } from './problem.ts';

export type { Span } from './offset-map.ts';
export type { Problem, ProblemCode } from './problem.ts';

interface NodeBase {
  /** How many UTF-16 code units of source it spans. */
  readonly width: number;
  /** Its own problems, not those of nodes below. */
  readonly problems: readonly Problem[];
  /** The comments that stand directly in it, relative to its start. */
  readonly comments: readonly Span[];
  /** Whether it or a node below has problems. */
  readonly flawed: boolean;
  /** Whether there are comments in it or in a node below. */
  readonly commented: boolean;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'word';
  /** The text as the language reads it: escapes resolved, quotes gone. */
  readonly text: string;
  /** From places in `text` to places in the source, relative to the start of this node. */
  readonly map: OffsetMap;
  /** The stretches of `text` that only the host can evaluate (`${…}`), where they stand as they are written. */
  readonly opaque: readonly Span[];
  /** How it is quoted, in a word of its language; only that language's writer reads it. */
  readonly style: string;
  /** Whether `{{` in its source stands for one brace, as in a format string of Python; `text` has the one. */
  readonly halvesBraces?: true;
}

export interface EntryNode extends NodeBase {
  readonly kind: 'entry';
  /** Starts where the entry starts. */
  readonly key: ScalarNode;
  readonly value: SyntaxNode | undefined;
  /** Relative to the start of the entry. */
  readonly valueStart: number;
  /** What stands between key and value, where the language leaves a choice and readers of the format do not. */
  readonly separator?: string;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly children: readonly EntryNode[];
  /** Where each child starts, relative to the start of this node. */
  readonly starts: readonly number[];
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  /** Whether its children are scalars only, so that nothing is to be found below. */
  readonly flat: boolean;
  readonly children: readonly SyntaxNode[];
  readonly starts: readonly number[];
}

/** A command line: words, then options with their values whatever the spelling (`--x y`, `--x=y`, `-X y`). */
export interface CommandNode extends NodeBase {
  readonly kind: 'command';
  /** The words that are no options and no values, in order; places relative to the start of the command. */
  readonly words: readonly Placed<ScalarNode>[];
  readonly options: readonly CommandOption[];
  /**
   * All words as they are written, in order, options and values included; one for `--x=y`. Which options take a value
   * only the command knows: a reader that knows it reads them here where `options` had to guess.
   */
  readonly line: readonly Placed<ScalarNode>[];
  /**
   * What it reads from standard input, where the line says so: the text of a here-document or here-string, or the
   * command whose output is piped into it. Its place may lie behind the command, or before it (a negative start).
   */
  readonly input?: Placed<ScalarNode | CommandNode>;
  /** The commands in its substitutions and subshells, in order. */
  readonly nested?: readonly Placed<CommandNode>[];
}

export interface CommandOption {
  readonly name: Placed<ScalarNode>;
  readonly value: Placed<SyntaxNode> | undefined;
}

export interface CallNode extends NodeBase {
  readonly kind: 'call';
  /** The dotted name as it is written, blanks left out; it begins with a dot where what stands before is no name. */
  readonly callee: string;
  /** The arguments in order; one that is named is a map of one entry. */
  readonly children: readonly SyntaxNode[];
  readonly starts: readonly number[];
}

/** Something that only the host language can evaluate. */
export interface OpaqueNode extends NodeBase {
  readonly kind: 'opaque';
  /** The expression as it is written, where it is short and the language says what it refers to: `vault.id`. */
  readonly source?: string;
}

export type SyntaxNode = MapNode | ListNode | ScalarNode | CommandNode | CallNode | OpaqueNode;

/** A node and where it starts, relative to whatever the holder says: a model, a tree. */
export interface Placed<N extends SyntaxNode | EntryNode = SyntaxNode> {
  readonly node: N;
  readonly start: number;
}

export const NOTHING: readonly never[] = [];

export function isMap(placed: Placed | undefined): placed is Placed<MapNode> {
  return placed?.node.kind === 'map';
}

export function isList(placed: Placed | undefined): placed is Placed<ListNode> {
  return placed?.node.kind === 'list';
}

export function isScalar(placed: Placed | undefined): placed is Placed<ScalarNode> {
  return placed?.node.kind === 'scalar';
}

/** The span of a placed node. */
export function spanOf({ node, start }: Placed<SyntaxNode | EntryNode>): Span {
  return { start, end: start + node.width };
}

/** The source span of a stretch of a scalar's decoded text. */
export function spanIn({ node, start }: Placed<ScalarNode>, from: number, to: number): Span {
  const source = toSource(node.map, { start: from, end: to });
  return { start: start + source.start, end: start + source.end };
}

/** The source span of all of a scalar's text, without its quotes. */
export function spanOfText(scalar: Placed<ScalarNode>): Span {
  return spanIn(scalar, 0, scalar.node.text.length);
}

/** An entry of a map with its key and value placed. */
export interface PlacedEntry {
  readonly index: number;
  readonly key: Placed<ScalarNode>;
  readonly value: Placed | undefined;
}

export function entryAt(map: Placed<MapNode>, index: number): PlacedEntry | undefined {
  const entry = map.node.children[index];
  if (!entry) {
    return undefined;
  }
  const start = map.start + (map.node.starts[index] ?? 0);
  const value = entry.value && { node: entry.value, start: start + entry.valueStart };
  return { index, key: { node: entry.key, start }, value };
}

export function* entriesOf(map: Placed<MapNode>): Generator<PlacedEntry> {
  for (let index = 0; index < map.node.children.length; index++) {
    const entry = entryAt(map, index);
    if (entry) {
      yield entry;
    }
  }
}

/** Beyond this many entries it is remembered which of them have a name. */
const MANY = 1_000;
const named = new ChildMemo<EntryNode, true>();

/** The entry that a reader of the format would take: without case, the last one where a key comes twice. */
export function findEntry(map: Placed<MapNode>, name: string): PlacedEntry | undefined {
  const wanted = name.toLowerCase();
  if (map.node.children.length > MANY) {
    const last = named.collect(wanted, map.node.children, (entry) => hasName(entry, wanted)).at(-1);
    return last && entryAt(map, last.index);
  }
  for (let index = map.node.children.length - 1; index >= 0; index--) {
    const entry = map.node.children[index];
    if (entry && hasName(entry, wanted)) {
      return entryAt(map, index);
    }
  }
  return undefined;
}

/** @param wanted in lower case */
function hasName({ key: { text } }: EntryNode, wanted: string): true | undefined {
  return (text.length === wanted.length && text.toLowerCase() === wanted) || undefined;
}

export function itemAt(list: Placed<ListNode>, index: number): Placed | undefined {
  const node = list.node.children[index];
  return node && { node, start: list.start + (list.node.starts[index] ?? 0) };
}

export function* itemsOf(list: Placed<ListNode>): Generator<Placed> {
  for (let index = 0; index < list.node.children.length; index++) {
    const item = itemAt(list, index);
    if (item) {
      yield item;
    }
  }
}

/** How many of the starts, which are in order, are before a place. */
export function countBefore(starts: readonly number[], place: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < place) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The index of the child that starts at a place, relative to the start of its container; -1 where none does. */
export function childStartingAt({ starts }: MapNode | ListNode, start: number): number {
  const index = countBefore(starts, start);
  return starts[index] === start ? index : -1;
}

/**
 * Visits a node and those below it, as far as they are wanted; those below one that is not wanted are passed over.
 * Places count from where the node's own place does.
 */
export function visitNodes(
  node: SyntaxNode | EntryNode,
  start: number,
  wants: (node: SyntaxNode | EntryNode) => boolean,
  visit: (node: SyntaxNode | EntryNode, start: number) => void,
): void {
  if (!wants(node)) {
    return;
  }
  visit(node, start);
  if (node.kind === 'entry') {
    visitNodes(node.key, start, wants, visit);
    if (node.value) {
      visitNodes(node.value, start + node.valueStart, wants, visit);
    }
  } else if (node.kind === 'map' || node.kind === 'list' || node.kind === 'call') {
    for (const [index, child] of node.children.entries()) {
      visitNodes(child, start + (node.starts[index] ?? 0), wants, visit);
    }
  } else if (node.kind === 'command') {
    // Options are words of the line, and a command that is piped into this one stands beside it.
    const input = node.input?.node.kind === 'scalar' ? [node.input] : NOTHING;
    for (const below of [...node.line, ...(node.nested ?? NOTHING), ...input]) {
      visitNodes(below.node, start + below.start, wants, visit);
    }
  }
}

/** The same span further on. */
export function moved(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
