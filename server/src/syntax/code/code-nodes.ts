/** Makes the nodes of source code. All problems and comments stand at the root, so that none of the nodes below has any. */
import { type ContainerKind, makeContainer, makeEntry } from '../container.ts';
import { uniformMap } from '../offset-map.ts';
import {
  type CallNode,
  type EntryNode,
  NOTHING,
  type OpaqueNode,
  type Placed,
  type ScalarNode,
  type Span,
  type SyntaxNode,
} from '../tree.ts';
import type { DecodedLiteral } from './decode-literal.ts';

const AT_START = uniformMap(0);

/** A word, a number or the like: something without quotes, whose text is its source. */
export function makeWord(type: ScalarNode['type'], text: string, style: string): ScalarNode {
  return {
    kind: 'scalar',
    type,
    text,
    width: text.length,
    map: AT_START,
    opaque: NOTHING,
    style,
    problems: NOTHING,
    comments: NOTHING,
    flawed: false,
    commented: false,
  };
}

export function makeString(
  { text, map, opaque }: DecodedLiteral,
  width: number,
  style: string,
  halvesBraces: boolean,
): ScalarNode {
  const flawed = false;
  const commented = false;
  const kind = 'scalar';
  const type = 'string';
  const problems = NOTHING;
  const comments = NOTHING;
  return halvesBraces
    ? { kind, type, text, width, map, opaque, style, halvesBraces, problems, comments, flawed, commented }
    : { kind, type, text, width, map, opaque, style, problems, comments, flawed, commented };
}

export function makeCall(callee: string, span: Span, children: readonly Placed[]): Placed<CallNode> {
  const node: CallNode = {
    kind: 'call',
    callee,
    children: children.map(({ node }) => node),
    starts: children.map(({ start }) => start - span.start),
    width: span.end - span.start,
    problems: NOTHING,
    comments: NOTHING,
    flawed: false,
    commented: false,
  };
  return { node, start: span.start };
}

export function makeOpaque({ start, end }: Span): Placed<OpaqueNode> {
  const node: OpaqueNode = {
    kind: 'opaque',
    width: end - start,
    problems: NOTHING,
    comments: NOTHING,
    flawed: false,
    commented: false,
  };
  return { node, start };
}

export function makeList(span: Span, children: readonly Placed[]): Placed {
  return makeHolder('list', span, children);
}

export function makeMap(span: Span, entries: readonly Placed<EntryNode>[]): Placed {
  return makeHolder('map', span, entries);
}

function makeHolder(kind: ContainerKind, span: Span, children: readonly Placed<SyntaxNode | EntryNode>[]): Placed {
  const nodes = children.map(({ node }) => node);
  const parts = {
    width: span.end - span.start,
    starts: children.map(({ start }) => start - span.start),
    problems: NOTHING,
    comments: NOTHING,
  };
  const flat = nodes.every((node) => node.kind === 'scalar');
  return { node: makeContainer(kind, nodes, parts, { flawed: false, commented: false, flat }), start: span.start };
}

/** An entry of a key, and a value if there is one, up to `end`. */
export function makePair(key: Placed<ScalarNode>, value: Placed | undefined, end: number): Placed<EntryNode> {
  return { node: makeEntry(key.node, key.start, value, end), start: key.start };
}

/** A map of the one entry that an assignment or a named argument is. */
export function makeNamed(key: Placed<ScalarNode>, value: Placed | undefined, end: number): Placed {
  return makeMap({ start: key.start, end }, [makePair(key, value, end)]);
}

export function endOf({ node, start }: Placed<SyntaxNode | EntryNode>): number {
  return start + node.width;
}
