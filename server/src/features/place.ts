/** What the cursor stands in: resolved once, then each feature looks whether it is a place for it. */

import type { Tree } from '../syntax/language.ts';
import { toDecoded } from '../syntax/offset-map.ts';
import {
  type CommandNode,
  countBefore,
  type EntryNode,
  entryAt,
  isMap,
  type ListNode,
  type MapNode,
  type Placed,
  type PlacedEntry,
  type ScalarNode,
  type Span,
  spanIn,
} from '../syntax/tree.ts';

/** A container around the cursor, and the key under which it stands. */
export interface Surrounding {
  readonly container: Placed<MapNode | ListNode>;
  /** As it is written; empty where it stands under none. */
  readonly key: string;
}

export interface Place {
  readonly offset: number;
  /** The containers around the cursor, innermost first. */
  readonly around: readonly Surrounding[];
  /**
   * - `key`: in a key, or where a key can begin;
   * - `value`: in the value of an entry, or where it can begin;
   * - `item`: in an item of a list, or where one can begin;
   * - `root`: where the whole document can begin.
   */
  readonly slot: 'key' | 'value' | 'item' | 'root';
  /** The entry in whose key or value the cursor stands. */
  readonly entry: PlacedEntry | undefined;
  /** The scalar under the cursor, if there is one. */
  readonly scalar: Placed<ScalarNode> | undefined;
  /** The command line in which the cursor stands, and the index of the word that it is in or that would begin there. */
  readonly command?: { readonly line: Placed<CommandNode>; readonly index: number };
}

/** How far the way from the root to the cursor has come. */
interface Way {
  readonly offset: number;
  /** Whether the container is the whole text and has no brackets, so that every place is inside. */
  readonly isOpen: boolean;
  readonly around: readonly Surrounding[];
  readonly slot: Place['slot'];
  readonly entry: PlacedEntry | undefined;
}

export function placeAt({ root, text }: Tree, offset: number): Place {
  const isOpen = root?.start === 0 && root.node.width === text.length && !/^[{[]/.test(text);
  const start: Way = { offset, isOpen, around: [], slot: 'root', entry: undefined };
  const place = descend(root, '', start);
  if (place.scalar || place.entry) {
    return place;
  }
  // Behind blanks the cursor still stands in what has begun before them on the line.
  const lead = text.slice(text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1, offset);
  const probe = offset - (lead.length - lead.trimEnd().length);
  const before = probe < offset ? descend(root, '', { ...start, offset: probe }) : place;
  if (before.command) {
    const { line, index } = before.command;
    return { ...before, offset, scalar: undefined, command: { line, index: index + 1 } };
  }
  return before.slot === 'value' && before.entry && !before.entry.value ? { ...before, offset } : place;
}

/** @param key the key that the node stands under */
function descend(placed: Placed | undefined, key: string, way: Way): Place {
  const { offset } = way;
  if (!placed || offset < placed.start || offset > placed.start + placed.node.width) {
    return { ...way, scalar: undefined };
  }
  const { node, start } = placed;
  if (node.kind === 'scalar') {
    return { ...way, scalar: { node, start } };
  }
  if (node.kind === 'command') {
    return descendInCommand({ node, start }, way);
  }
  if (node.kind === 'call') {
    const index = countBefore(node.starts, offset - start + 1) - 1;
    const child = node.children[index];
    return descend(child && { node: child, start: start + (node.starts[index] ?? 0) }, key, { ...way, slot: 'item' });
  }
  if ((node.kind !== 'map' && node.kind !== 'list') || !(way.isOpen || isInside(node, start, offset))) {
    return { ...way, scalar: undefined };
  }
  const container = { node, start };
  const around = [{ container, key }, ...way.around];
  const inner = { ...way, isOpen: false };
  // The last child that begins at the cursor or before it.
  const index = countBefore(node.starts, offset - start + 1) - 1;
  return isMap(container)
    ? descendInMap(container, index, { ...inner, around })
    : descend(itemAtIndex(container, index), '', { ...inner, around, slot: 'item', entry: undefined });
}

function descendInCommand(line: Placed<CommandNode>, way: Way): Place {
  const words = line.node.line;
  const at = way.offset - line.start;
  const index = words.findIndex(({ node, start }) => start <= at && at <= start + node.width);
  const word = words[index];
  const scalar = word && { node: word.node, start: line.start + word.start };
  const next = index < 0 ? words.filter(({ start }) => start < at).length : index;
  return { ...way, slot: 'item', scalar, command: { line, index: next } };
}

function descendInMap(map: Placed<MapNode>, index: number, way: Way): Place {
  const { slot, entry } = placeInMap(map, index, way.offset);
  return slot === 'key'
    ? { ...way, slot, entry, scalar: entry?.key }
    : descend(entry?.value, entry?.key.node.text ?? '', { ...way, slot, entry });
}

function itemAtIndex({ node, start }: Placed<MapNode | ListNode>, index: number): Placed | undefined {
  const child = index < 0 ? undefined : node.children[index];
  return child && child.kind !== 'entry' ? { node: child, start: start + (node.starts[index] ?? 0) } : undefined;
}

/** Between the brackets, or behind an opening one that is not closed. */
function isInside(node: MapNode | ListNode, start: number, offset: number): boolean {
  const isClosed = !node.problems.some(({ code }) => code === 'unclosed');
  if (node.starts[0] === 0) {
    // Without brackets it begins and ends with its children.
    return true;
  }
  return offset > start && (isClosed ? offset < start + node.width : offset <= start + node.width);
}

function placeInMap(
  map: Placed<MapNode>,
  index: number,
  offset: number,
): { slot: 'key' | 'value'; entry: PlacedEntry | undefined } {
  const entry = index < 0 ? undefined : entryAt(map, index);
  const child: EntryNode | undefined = map.node.children[index];
  if (!entry || !child) {
    return { slot: 'key', entry: undefined };
  }
  const keyEnd = entry.key.start + entry.key.node.width;
  if (offset <= keyEnd) {
    return { slot: 'key', entry };
  }
  const end = entry.key.start + child.width;
  const lacksValue = entry.value === undefined && child.width > entry.key.node.width;
  // Behind the colon of an entry without a value, and in its value, the value is meant; behind it a new key.
  return offset <= end || lacksValue ? { slot: 'value', entry } : { slot: 'key', entry: undefined };
}

/** The text of a scalar up to the cursor, and what of the source the whole text covers. */
export function typedText(
  scalar: Placed<ScalarNode>,
  offset: number,
): { readonly before: string; readonly span: Span } {
  const { node, start } = scalar;
  const isOpen = node.problems.some(({ code }) => code === 'unclosed-string');
  const decoded = Math.min(node.text.length, toDecoded(node.map, offset - start));
  // A text without its closing quote reaches to the end of the line: what stands behind the cursor is not meant.
  const span = spanIn(scalar, 0, isOpen ? decoded : node.text.length);
  return { before: node.text.slice(0, decoded), span: { start: span.start, end: Math.max(span.end, span.start) } };
}
