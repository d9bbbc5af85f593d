/**
 * Builds the tree of YAML from the tokens of the library. Comments and problems wait until the smallest container, or
 * entry, that they stand in is known: the one whose span holds where they start.
 */
import type { CST } from 'yaml';
import type { EntryNode, ListNode, MapNode, Placed, Problem, ProblemCode, Span, SyntaxNode } from '../tree.ts';
import { moved, NOTHING } from '../tree.ts';
import { buildFlow } from './yaml-flow-builder.ts';
import {
  findDuplicates,
  makeEntry,
  makeList,
  makeMap,
  makeNothing,
  makeOpaque,
  NO_OWN,
  type Own,
} from './yaml-nodes.ts';
import { type Props, type PropsContext, readProps } from './yaml-props.ts';
import { ScalarBuilder } from './yaml-scalar-builder.ts';

/** How much was waiting when a container began. */
export interface Mark {
  readonly problems: number;
  readonly comments: number;
}

/** The children of a container with their places in the source. */
export class Children<N extends EntryNode | SyntaxNode> {
  readonly nodes: N[] = [];
  readonly places: number[] = [];

  add({ node, start }: Placed<N>): void {
    this.nodes.push(node);
    this.places.push(start);
  }

  /** Where the last one ends; `start` where there is none. */
  endOr(start: number): number {
    const last = this.nodes.at(-1);
    return last ? (this.places.at(-1) ?? 0) + last.width : start;
  }

  startsFrom(start: number): number[] {
    return this.places.map((place) => place - start);
  }
}

export class YamlBuilder extends ScalarBuilder {
  /** Problems and comments that no node has taken yet, by their places in the source. */
  problems: Problem[] = [];
  comments: Span[] = [];
  /** What to add to the offsets of tokens for places in the source. */
  base = 0;

  mark(): Mark {
    return { problems: this.problems.length, comments: this.comments.length };
  }

  /** What came since a mark and stands between two places, relative to the first. */
  own(mark: Mark, start: number, end: number): Own {
    const isInside = (at: number): boolean => at >= start && at < end;
    if (this.problems.length === mark.problems && this.comments.length === mark.comments) {
      return NO_OWN;
    }
    const problems = this.problems.splice(mark.problems);
    const comments = this.comments.splice(mark.comments);
    this.problems.push(...problems.filter(({ span }) => !isInside(span.start)));
    this.comments.push(...comments.filter((span) => !isInside(span.start)));
    return {
      problems: problems
        .filter(({ span }) => isInside(span.start))
        .map(({ code, span }) => ({ code, span: moved(span, -start) })),
      comments: comments
        .filter((span) => isInside(span.start))
        .map((span) => moved(span, -start))
        .sort((a, b) => a.start - b.start),
    };
  }

  /** @param start by offsets of tokens, as `end` */
  readonly report = (code: ProblemCode, start: number, end: number): void => {
    const from = this.base + start;
    // What stands behind the text is none of it.
    if (from < this.source.length) {
      this.problems.push({ code, span: { start: from, end: Math.min(this.base + end, this.source.length) } });
    }
  };

  /** Takes a comment; one that the source does not have as such hides the mark of a conflict or a template's line. */
  readonly comment = (span: Span): void => {
    const start = this.base + span.start;
    const end = Math.min(this.base + span.end, this.source.length);
    const char = this.source[start];
    if (start >= this.source.length) {
      return;
    }
    if (char === '#') {
      this.comments.push({ start, end });
    } else if (char !== '{') {
      this.problems.push({ code: 'conflict-marker', span: { start, end } });
    }
  };

  props(tokens: readonly CST.SourceToken[], context: PropsContext): Props {
    return readProps(tokens, context, this.report, this.comment);
  }

  /** The tokens behind a node, on its line. */
  private trail(tokens: readonly CST.Token[] | undefined): void {
    for (const token of tokens ?? NOTHING) {
      if (token.type === 'comment') {
        this.comment({ start: token.offset, end: token.offset + token.source.length });
      } else if (token.type !== 'space' && token.type !== 'newline' && this.base + token.offset < this.source.length) {
        this.report('unexpected', token.offset, token.offset + ('source' in token ? token.source.length : 1));
      }
    }
  }

  untagged(token: CST.Token, tag: string | undefined): Placed {
    const start = this.base + token.offset;
    switch (token.type) {
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar': {
        const node = this.flowScalar(token.type, start, token.source.length, tag);
        this.trail(token.end);
        return { node, start };
      }
      case 'alias':
        this.trail(token.end);
        return { node: makeOpaque(token.source.length, NOTHING), start };
      case 'block-scalar':
        return this.blockScalar(token);
      case 'block-map':
        return this.blockMap(token);
      case 'block-seq':
        return this.blockList(token);
      case 'flow-collection': {
        const placed = buildFlow(this, token);
        this.trail(token.end.slice(token.end[0]?.source === (token.start.source === '{' ? '}' : ']') ? 1 : 0));
        return placed;
      }
      default: {
        const width = Math.min('source' in token ? token.source.length : 0, this.source.length - start);
        return { node: makeOpaque(width, [{ code: 'unexpected', span: { start: 0, end: width } }]), start };
      }
    }
  }

  private blockScalar(token: CST.BlockScalar): Placed {
    this.trail(token.props.filter(({ type }) => type !== 'block-scalar-header'));
    const header = token.props.find(({ type }) => type === 'block-scalar-header') ?? token;
    const start = this.base + header.offset;
    const last = token.props.at(-1);
    const bodyStart = last && 'source' in last ? this.base + last.offset + last.source.length : start;
    return { node: this.readBlock(start, bodyStart, token.source.length, token.indent), start };
  }

  /** Adds an entry; tokens at the end of a map that are comments only are none. */
  private blockEntry(item: CST.BlockMap['items'][number], map: CST.BlockMap, children: Children<EntryNode>): void {
    const { start, key, sep, value } = item;
    const context = { isFlow: false, parentIndent: map.indent };
    const keyProps = this.props(start, {
      ...context,
      indicator: 'explicit-key-ind',
      next: key ?? sep?.[0],
      startsLine: true,
    });
    const isExplicit = keyProps.found !== undefined;
    if (!isExplicit && key && (key.type === 'block-seq' || ('indent' in key && key.indent !== map.indent))) {
      this.report('bad-indentation', key.offset, key.offset + ('source' in key ? key.source.length : 1));
    }
    if (!isExplicit && !sep && !keyProps.hasAnchor && keyProps.tag === undefined) {
      return;
    }
    const read = key ? this.splitKey(key, isExplicit, children) : key;
    const mark = this.mark();
    const nearest = sep?.find(({ type }) => type === 'map-value-ind') ?? keyProps.found ?? start.at(-1);
    const placed = read
      ? this.key(read, keyProps.tag)
      : { node: makeNothing(), start: this.base + (nearest?.offset ?? map.offset) };
    const valueProps = this.props(sep ?? NOTHING, {
      ...context,
      indicator: 'map-value-ind',
      next: value,
      startsLine: !key || key.type === 'block-scalar',
    });
    if (!isExplicit) {
      this.checkEntry(placed, valueProps, key !== null && key !== undefined, value);
    }
    const end = valueProps.found ? this.base + valueProps.found.offset + 1 : placed.start + placed.node.width;
    const found = value && this.isInText(value) ? this.value(value, valueProps.tag) : undefined;
    children.add(this.entry(placed, found, end, mark));
  }

  private checkEntry(key: Placed, { found, hasNewline }: Props, hasKey: boolean, value: CST.Token | undefined): void {
    if (!found) {
      const start = key.start - this.base;
      this.report('missing-colon', start, start + key.node.width);
      return;
    }
    if (value?.type === 'block-map' && !hasNewline) {
      this.report('unexpected', value.offset, value.offset + 1);
    }
    if (!hasKey) {
      this.report('missing-key', found.offset, found.offset + 1);
    }
  }

  /** @param end where the entry ends if it has no value */
  entry(key: ReturnType<YamlBuilder['key']>, value: Placed | undefined, end: number, mark: Mark): Placed<EntryNode> {
    const { start } = key;
    const stop = value ? Math.max(value.start + value.node.width, start) : end;
    const own = this.own(mark, start, stop);
    const placed = value && { node: value.node, start: value.start - start };
    return { node: makeEntry(key.node, placed, stop - start, own), start };
  }

  /** Where a key has lines before its last, those were begun without a colon: each is an entry of its own. */
  private splitKey(key: CST.Token, isExplicit: boolean, children: Children<EntryNode>): CST.Token {
    if (isExplicit || key.type !== 'scalar' || !key.source.includes('\n')) {
      return key;
    }
    let offset = key.offset;
    const lines = key.source.split('\n');
    for (const line of lines.slice(0, -1)) {
      const content = line.trim();
      const at = offset + line.indexOf(content);
      if (content !== '') {
        const mark = this.mark();
        this.report('missing-colon', at, at + content.length);
        const part = { type: 'scalar', offset: at, indent: key.indent, source: content } as const;
        const placed = this.key(part, undefined);
        children.add(this.entry(placed, undefined, placed.start + placed.node.width, mark));
      }
      offset += line.length + 1;
    }
    const source = (lines.at(-1) ?? '').trimStart();
    return { ...key, offset: key.offset + key.source.length - source.length, source };
  }

  private blockMap(token: CST.BlockMap): Placed<MapNode> {
    const mark = this.mark();
    const children = new Children<EntryNode>();
    for (const item of token.items) {
      this.blockEntry(item, token, children);
    }
    return this.map(children, children.places[0] ?? this.base + token.offset, undefined, mark);
  }

  /** @param end where it ends; behind its last child where that is not said */
  map(children: Children<EntryNode>, start: number, end: number | undefined, mark: Mark): Placed<MapNode> {
    const stop = end ?? children.endOr(start);
    const own = this.own(mark, start, stop);
    const starts = children.startsFrom(start);
    const duplicates = own.problems.some(({ code }) => code === 'conflict-marker')
      ? NOTHING
      : findDuplicates(children.nodes, starts);
    const problems = duplicates.length > 0 ? [...own.problems, ...duplicates] : own.problems;
    return { node: makeMap(children.nodes, starts, stop - start, { problems, comments: own.comments }), start };
  }

  list(children: Children<SyntaxNode>, start: number, end: number, mark: Mark): Placed<ListNode> {
    const own = this.own(mark, start, end);
    return { node: makeList(children.nodes, children.startsFrom(start), end - start, own), start };
  }

  private blockList(token: CST.BlockSequence): Placed<ListNode> {
    const mark = this.mark();
    const children = new Children<SyntaxNode>();
    let first: number | undefined;
    for (const { start, value } of token.items) {
      const props = this.props(start, {
        indicator: 'seq-item-ind',
        isFlow: false,
        next: value,
        parentIndent: token.indent,
        startsLine: true,
      });
      if (!props.found) {
        if (!value) {
          continue;
        }
        this.report('bad-indentation', value.offset, value.offset + 1);
      }
      const dash = props.found && this.base + props.found.offset;
      const item =
        value && this.isInText(value) ? this.value(value, props.tag) : { node: makeNothing(), start: (dash ?? 0) + 1 };
      first ??= dash ?? item.start;
      children.add(item);
    }
    const start = first ?? this.base + token.offset;
    return this.list(children, start, Math.max(children.endOr(start), start), mark);
  }
}
