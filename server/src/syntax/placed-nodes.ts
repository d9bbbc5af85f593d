/** Makes nodes for the readers of configurations. Places that are handed in count from the beginning of the text. */
import { type Container, type ContainerKind, makeContainer, traitsOf } from './container.ts';
import { uniformMap } from './offset-map.ts';
import {
  type CallNode,
  type EntryNode,
  moved,
  NOTHING,
  type OpaqueNode,
  type Placed,
  type Problem,
  type ScalarNode,
  type Span,
  type SyntaxNode,
} from './tree.ts';

/** Where the problems and comments of a container gather while it is read, from the beginning of the text. */
export interface Sink {
  readonly problems: Problem[];
  readonly comments: Span[];
}

export function emptySink(): Sink {
  return { problems: [], comments: [] };
}

const AT_START = uniformMap(0);

function placeProblems(problems: readonly Problem[], by: number): readonly Problem[] {
  return problems.length === 0 ? NOTHING : problems.map(({ code, span }) => ({ code, span: moved(span, by) }));
}

function placeComments(comments: readonly Span[], by: number): readonly Span[] {
  return comments.length === 0 ? NOTHING : comments.map((span) => moved(span, by));
}

/** Children in order and where they start. */
export class Children<N extends EntryNode | SyntaxNode> {
  readonly nodes: N[] = [];
  readonly starts: number[] = [];

  add({ node, start }: { readonly node: N; readonly start: number }): void {
    this.nodes.push(node);
    this.starts.push(start);
  }
}

/** A map or a list of what was read between two places. */
export function makeHolder(
  kind: ContainerKind,
  start: number,
  end: number,
  { nodes, starts }: Children<EntryNode | SyntaxNode>,
  sink: Sink,
): Placed<Container> {
  const parts = {
    width: end - start,
    starts: starts.map((at) => at - start),
    problems: placeProblems(sink.problems, -start),
    comments: placeComments(sink.comments, -start),
  };
  return { node: makeContainer(kind, nodes, parts, traitsOf(nodes)), start };
}

/** @param callee the name as it is written, or a sign for what works like a call and has no name */
export function makeCall(
  callee: string,
  start: number,
  end: number,
  { nodes, starts }: Children<SyntaxNode>,
  sink: Sink,
): Placed<CallNode> {
  const { flawed, commented } = traitsOf(nodes);
  const node: CallNode = {
    kind: 'call',
    callee,
    width: end - start,
    children: nodes,
    starts: starts.map((at) => at - start),
    problems: placeProblems(sink.problems, -start),
    comments: placeComments(sink.comments, -start),
    flawed: flawed || sink.problems.length > 0,
    commented: commented || sink.comments.length > 0,
  };
  return { node, start };
}

/** Longer expressions are not kept as they are written. */
const LONGEST_SOURCE = 200;

export function makeOpaque(width: number): OpaqueNode {
  return { kind: 'opaque', width, problems: NOTHING, comments: NOTHING, flawed: false, commented: false };
}

/** An expression between two places of a text. */
export function makeExpression(text: string, start: number, end: number): Placed<OpaqueNode> {
  const node = makeOpaque(end - start);
  const isKept = end > start && end - start <= LONGEST_SOURCE;
  return { node: isKept ? { ...node, source: text.slice(start, end) } : node, start };
}

/** A scalar that reads as it is written; one in the style `expression` is opaque. */
export function makeWord(text: string, type: ScalarNode['type'], style: string): ScalarNode {
  return {
    kind: 'scalar',
    type,
    text,
    width: text.length,
    map: AT_START,
    opaque: style === 'expression' ? [{ start: 0, end: text.length }] : NOTHING,
    style,
    problems: NOTHING,
    comments: NOTHING,
    flawed: false,
    commented: false,
  };
}

/** Where the last of the children ends. */
export function endOf({ nodes, starts }: Children<EntryNode | SyntaxNode>): number {
  return (starts.at(-1) ?? 0) + (nodes.at(-1)?.width ?? 0);
}

/** What was found within a value; what lies behind its end, where blanks were passed over, goes to what holds it. */
export function sinkWithin({ problems, comments }: Sink, end: number, outer: Sink): Sink {
  outer.comments.push(...comments.filter(({ start }) => start >= end));
  outer.problems.push(...problems.filter(({ span }) => span.start > end));
  return {
    problems: problems.filter(({ span }) => span.start <= end),
    comments: comments.filter(({ start }) => start < end),
  };
}
