/** Reads a whole text of YAML into a tree. */
import type { Tree } from '../language.ts';
import { type EntryNode, moved, NOTHING, type Placed, type Problem, type SyntaxNode } from '../tree.ts';
import { Children, YamlBuilder } from './yaml-builder.ts';
import { maskTemplates } from './yaml-mask.ts';
import { makeList, makeMap, type Own } from './yaml-nodes.ts';
import { readStream, type Stream } from './yaml-stream.ts';

export type YamlDocument = Omit<Tree, 'language' | 'text'>;

export interface YamlReading extends YamlDocument {
  /** Whether the text has directives, marks between documents, or several documents. */
  readonly hasMarks: boolean;
}

/** @param depth how many containers stand around the text */
export function parseYaml(text: string, depth = 0): YamlReading {
  try {
    return readYaml(text, depth);
  } catch {
    // The library breaks on texts that nobody writes by hand; there is nothing to be understood in them.
    const problems: readonly Problem[] = [{ code: 'unreadable', span: { start: 0, end: text.length } }];
    return { root: undefined, problems, comments: NOTHING, hasMarks: true };
  }
}

function readYaml(text: string, depth: number): YamlReading {
  const masked = maskTemplates(text);
  const stream = readStream(masked, depth);
  const builder = new YamlBuilder(text, masked);
  const mark = builder.mark();
  const roots = readRoots(builder, stream);
  for (const comment of stream.comments) {
    builder.comment(comment);
  }
  for (const { code, at } of stream.strays) {
    if (at < text.length) {
      builder.problems.push({ code, span: { start: at, end: at + 1 } });
    }
  }
  const root = joinRoots(builder, roots, mark);
  const rest = root ? builder.own(mark, root.start, root.start + root.node.width) : undefined;
  return {
    root: root && rest ? withOwn(root, rest) : root,
    problems: builder.problems,
    comments: builder.comments.sort((a, b) => a.start - b.start),
    hasMarks: stream.hasMarks || roots.length > 1,
  };
}

/** The value of each document, and whether it goes on with the one before. */
function readRoots(builder: YamlBuilder, { chunks }: Stream): readonly (Placed & { readonly continues: boolean })[] {
  return chunks.flatMap(({ document, base, continues }) => {
    builder.base = base;
    const { tag } = builder.props(document.start, {
      indicator: 'doc-start',
      isFlow: false,
      next: document.value,
      parentIndent: -1,
      startsLine: true,
    });
    const root = document.value && builder.value(document.value, tag);
    builder.props(document.end ?? NOTHING, {
      indicator: 'doc-start',
      isFlow: false,
      next: undefined,
      parentIndent: -1,
      startsLine: true,
    });
    builder.base = 0;
    return root && root.start <= builder.source.length ? [{ ...root, continues }] : [];
  });
}

type Mark = ReturnType<YamlBuilder['mark']>;

/** One document is its value; several are a list. Parts of one document that the library did not join are one map or list. */
function joinRoots(
  builder: YamlBuilder,
  roots: readonly (Placed & { readonly continues: boolean })[],
  mark: Mark,
): Placed | undefined {
  const joined: Placed[] = [];
  for (const { node, start, continues } of roots) {
    const before = joined.at(-1);
    const both = continues && before ? join(before, { node, start }) : undefined;
    if (both) {
      joined[joined.length - 1] = both;
    } else {
      joined.push({ node, start });
    }
  }
  const [first] = joined;
  if (!first || joined.length === 1) {
    return first;
  }
  const documents = new Children<SyntaxNode>();
  for (const placed of joined) {
    documents.add(placed);
  }
  return builder.list(documents, first.start, documents.endOr(first.start), mark);
}

function join(one: Placed, two: Placed): Placed | undefined {
  const by = two.start - one.start;
  const width = by + two.node.width;
  const problems = [
    ...one.node.problems,
    ...two.node.problems.map(({ code, span }) => ({ code, span: moved(span, by) })),
  ];
  const comments = [...one.node.comments, ...two.node.comments.map((span) => moved(span, by))];
  const add = (starts: readonly number[], more: readonly number[]): number[] => [
    ...starts,
    ...more.map((start) => start + by),
  ];
  if (one.node.kind === 'map' && two.node.kind === 'map') {
    const children: readonly EntryNode[] = [...one.node.children, ...two.node.children];
    const starts = add(one.node.starts, two.node.starts);
    return { node: makeMap(children, starts, width, { problems, comments }), start: one.start };
  }
  if (one.node.kind === 'list' && two.node.kind === 'list') {
    const starts = add(one.node.starts, two.node.starts);
    const children = [...one.node.children, ...two.node.children];
    return { node: makeList(children, starts, width, { problems, comments }), start: one.start };
  }
  return undefined;
}

function withOwn({ node, start }: Placed, own: Own): Placed {
  if (own.problems.length === 0 && own.comments.length === 0) {
    return { node, start };
  }
  const problems = [...node.problems, ...own.problems];
  const comments = [...node.comments, ...own.comments].sort((a, b) => a.start - b.start);
  const flawed = node.flawed || problems.length > 0;
  const commented = node.commented || comments.length > 0;
  return { node: { ...node, problems, comments, flawed, commented }, start };
}
