/**
 * Reads a configuration of statements, and reads it again where it changed. How an entry of the outermost level is read
 * depends on nothing before it, so reading starts before the change and stops where an entry begins that was there.
 */
import { makeContainer, traitsAfter } from './container.ts';
import type { TextChange, Tree } from './language.ts';
import { type Children, makeHolder, type Sink } from './placed-nodes.ts';
import {
  countBefore,
  type EntryNode,
  type MapNode,
  moved,
  NOTHING,
  type Placed,
  type Problem,
  type Span,
  type SyntaxNode,
} from './tree.ts';

export interface StatementDocument {
  readonly root: Placed<MapNode>;
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
}

/** Reads the entries of the outermost level from a place on. */
export interface StatementReader {
  /** What was found outside of the entries of the outermost level. */
  readonly sink: Sink;
  /** Reads up to the end, or up to an entry that is known to start at a place. */
  readRoot(isKnown: (start: number) => boolean): Children<EntryNode>;
}

/** @param at where an entry of the outermost level starts, or the beginning */
type MakeReader = (at: number) => StatementReader;

const NO_MAP: MapNode = {
  kind: 'map',
  width: 0,
  children: NOTHING,
  starts: NOTHING,
  problems: NOTHING,
  comments: NOTHING,
  flawed: false,
  commented: false,
};

export function parseStatements(text: string, makeReader: MakeReader): StatementDocument {
  const reader = makeReader(0);
  const entries = reader.readRoot(() => false);
  const { node } = makeHolder('map', 0, text.length, entries, reader.sink);
  const root = { node: node.kind === 'map' ? node : NO_MAP, start: 0 };
  return { root, problems: NOTHING, comments: NOTHING };
}

export function reparseStatements(
  tree: Tree,
  text: string,
  change: TextChange,
  makeReader: MakeReader,
): StatementDocument {
  const before = tree.root?.node;
  if (before?.kind !== 'map' || before.problems.some(isOpenEnded)) {
    return parseStatements(text, makeReader);
  }
  const delta = change.length - (change.end - change.start);
  const kept = countKept(before, change.start);
  const restart = kept > 0 ? (before.starts[kept] ?? 0) : 0;
  const reader = makeReader(restart);
  let known = before.children.length;
  const read = reader.readRoot((start) => {
    const place = start - delta;
    // What stands right behind the change may have been the middle of something.
    const index = place > change.end ? countBefore(before.starts, place) : -1;
    if (index < 0 || before.starts[index] !== place) {
      return false;
    }
    known = index;
    return true;
  });
  const end = known < before.children.length ? (before.starts[known] ?? 0) : Number.POSITIVE_INFINITY;
  const children = before.children.slice(0, kept).concat(read.nodes, before.children.slice(known));
  const movedStarts = before.starts.slice(known).map((start) => start + delta);
  const { sink } = reader;
  const parts = {
    width: text.length,
    starts: before.starts.slice(0, kept).concat(read.starts, movedStarts),
    problems: [
      ...before.problems.filter(({ span }) => span.start < restart),
      ...sink.problems,
      ...before.problems.filter(({ span }) => span.start >= end).map((problem) => movedProblem(problem, delta)),
    ],
    comments: [
      ...before.comments.filter(({ start }) => start < restart),
      ...sink.comments,
      ...before.comments.filter(({ start }) => start >= end).map((span) => moved(span, delta)),
    ],
  };
  const node = makeContainer('map', children, parts, traitsAfter(before, children, read.nodes));
  return node.kind === 'map'
    ? { root: { node, start: 0 }, problems: NOTHING, comments: NOTHING }
    : parseStatements(text, makeReader);
}

function movedProblem({ code, span }: Problem, by: number): Problem {
  return { code, span: moved(span, by) };
}

/**
 * How many entries a change cannot reach. The one that ends before it may go on now, and one that is not closed was
 * looked through to an end far away.
 */
function countKept(before: MapNode, change: number): number {
  const near = Math.max(0, countBefore(before.starts, change) - 2);
  const open = before.children.findIndex((child, index) => index < near && hasOpenEnd(child));
  return open < 0 ? near : open;
}

function isOpenEnded({ code }: Problem): boolean {
  return code === 'unclosed' || code === 'unclosed-here-document' || code === 'unclosed-comment';
}

function hasOpenEnd(node: SyntaxNode | EntryNode): boolean {
  if (!node.flawed) {
    return false;
  }
  if (node.problems.some(isOpenEnded)) {
    return true;
  }
  if (node.kind === 'entry') {
    return hasOpenEnd(node.key) || (node.value !== undefined && hasOpenEnd(node.value));
  }
  return 'children' in node && node.children.some(hasOpenEnd);
}
