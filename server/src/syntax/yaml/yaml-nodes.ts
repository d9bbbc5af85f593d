/** Makes the nodes of YAML from what was found in its tokens. */
import { type OffsetMap, uniformMap } from '../offset-map.ts';
import {
  type EntryNode,
  type ListNode,
  type MapNode,
  NOTHING,
  type OpaqueNode,
  type Placed,
  type Problem,
  type ScalarNode,
  type Span,
  type SyntaxNode,
} from '../tree.ts';

export type Container = MapNode | ListNode;

/** What a node has beside its children; places relative to its start. */
export interface Own {
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
}

export const NO_OWN: Own = { problems: NOTHING, comments: NOTHING };
export const AT_START: OffsetMap = uniformMap(0);

export interface ScalarParts {
  readonly type: ScalarNode['type'];
  readonly text: string;
  readonly width: number;
  readonly map: OffsetMap;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  readonly problems: readonly Problem[];
}

export function makeScalar({ type, text, width, map, style, problems }: ScalarParts): ScalarNode {
  return {
    kind: 'scalar',
    type,
    text,
    width,
    map,
    opaque: NOTHING,
    style,
    problems,
    comments: NOTHING,
    flawed: problems.length > 0,
    commented: false,
  };
}

/** The scalar of a key or an item of which nothing is written. */
export function makeNothing(): ScalarNode {
  return makeScalar({ type: 'null', text: '', width: 0, map: AT_START, style: 'plain', problems: NOTHING });
}

export function makeOpaque(width: number, problems: readonly Problem[]): OpaqueNode {
  return { kind: 'opaque', width, problems, comments: NOTHING, flawed: problems.length > 0, commented: false };
}

/** Tags of YAML itself say a type; all others are for whoever reads the file to understand. */
export function withTag({ node, start }: Placed, tag: string | undefined): Placed {
  return tag !== undefined && /^![A-Za-z]/.test(tag) ? { node: { ...node, tag }, start } : { node, start };
}

/** @param value placed from where the entry starts */
export function makeEntry(key: ScalarNode, value: Placed | undefined, width: number, own: Own): EntryNode {
  return {
    kind: 'entry',
    width,
    problems: own.problems,
    comments: own.comments,
    flawed: own.problems.length > 0 || key.flawed || (value?.node.flawed ?? false),
    commented: own.comments.length > 0 || (value?.node.commented ?? false),
    key,
    value: value?.node,
    valueStart: value ? value.start : 0,
  };
}

/** @param starts relative to the start of the map, as all places */
export function makeMap(children: readonly EntryNode[], starts: readonly number[], width: number, own: Own): MapNode {
  return {
    kind: 'map',
    width,
    problems: own.problems,
    comments: own.comments,
    flawed: own.problems.length > 0 || children.some((child) => child.flawed),
    commented: own.comments.length > 0 || children.some((child) => child.commented),
    children,
    starts,
  };
}

export function makeList(
  children: readonly SyntaxNode[],
  starts: readonly number[],
  width: number,
  own: Own,
): ListNode {
  return {
    kind: 'list',
    width,
    problems: own.problems,
    comments: own.comments,
    flawed: own.problems.length > 0 || children.some((child) => child.flawed),
    commented: own.comments.length > 0 || children.some((child) => child.commented),
    flat: children.every((child) => child.kind === 'scalar'),
    children,
    starts,
  };
}

/** A problem for each key that the map has already; the later one is what readers of the format refuse. */
export function findDuplicates(children: readonly EntryNode[], starts: readonly number[]): readonly Problem[] {
  const seen = new Set<string>();
  let found: Problem[] | undefined;
  for (let index = 0; index < children.length; index++) {
    const key = children[index]?.key;
    if (!key || key.width === 0 || key.text === '<<' || key.type === 'word') {
      continue;
    }
    if (seen.has(key.text)) {
      const start = starts[index] ?? 0;
      found ??= [];
      found.push({ code: 'duplicate-key', span: { start, end: start + key.width } });
    }
    seen.add(key.text);
  }
  return found ?? NOTHING;
}
