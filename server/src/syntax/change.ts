/**
 * The verbs that fixes speak. They say what should change in the tree; the language whose tree it is says which text
 * changes, with its quoting, commas, lines and indentation, or that the place cannot be written safely.
 */
import type { CommandNode, ListNode, MapNode, Placed, ScalarNode, Span, SyntaxNode } from './tree.ts';

/**
 * A value to write. `kept` is something that stands in the tree already, written again as it was, comments included; an
 * `expression` is one of the host language, as it is written, with what stands in the tree put in as it is.
 */
export type Written =
  | string
  | number
  | boolean
  | null
  | { readonly kind: 'list'; readonly items: readonly Written[] }
  | { readonly kind: 'map'; readonly entries: readonly WrittenEntry[] }
  | { readonly kind: 'kept'; readonly node: Placed<SyntaxNode> }
  | { readonly kind: 'expression'; readonly parts: readonly (string | Placed)[] };

export type WrittenEntry = readonly [key: string, value: Written];

export type Change =
  /** Puts other text for a stretch of a scalar's decoded text; the quotes stay as they are. */
  | { readonly verb: 'replaceText'; readonly scalar: Placed<ScalarNode>; readonly span: Span; readonly text: string }
  | { readonly verb: 'replace'; readonly node: Placed; readonly value: Written }
  /** Takes out children with their commas, lines and the comments behind them. */
  | { readonly verb: 'remove'; readonly from: Placed<MapNode | ListNode>; readonly indexes: readonly number[] }
  /** Puts items in before the child at an index, or behind the last. */
  | {
      readonly verb: 'insertItems';
      readonly into: Placed<ListNode>;
      readonly at: number;
      readonly items: readonly Written[];
    }
  | {
      readonly verb: 'insertEntries';
      readonly into: Placed<MapNode>;
      readonly at: number;
      readonly entries: readonly WrittenEntry[];
    }
  | { readonly verb: 'renameKey'; readonly map: Placed<MapNode>; readonly index: number; readonly key: string }
  /** Puts other words for some of a command's line; with none they are taken out with the blanks beside them. */
  | {
      readonly verb: 'replaceWords';
      readonly command: Placed<CommandNode>;
      /** The index in the line of the first, and how many. */
      readonly at: number;
      readonly count: number;
      readonly words: readonly Written[];
    }
  /**
   * Puts other text for the whole text of a scalar, with expressions of the host language in it that are put in when it
   * is read. Only languages whose texts take such expressions can write it.
   */
  | { readonly verb: 'replaceTemplate'; readonly scalar: Placed<ScalarNode>; readonly parts: readonly TemplatePart[] }
  /** Puts an expression of the host language, as it is written, for a value; what stands in the tree is put in as it is. */
  | {
      readonly verb: 'replaceExpression';
      readonly node: Placed;
      readonly parts: readonly (string | Placed)[];
    }
  /**
   * Puts a comment behind what stands there, at the end of its line. Not where the language has no comments, and not
   * where the line goes on with something else: a comment is said of all that stands before it.
   */
  | { readonly verb: 'comment'; readonly node: Placed; readonly text: string }
  /** Takes out the comment that `comment` would put there, where it says just that text and nothing more. */
  | { readonly verb: 'uncomment'; readonly node: Placed; readonly text: string }
  /**
   * Puts other text for a name and what parts it from its value: nothing before the name, and the separator that readers
   * of the format take. Only text with one property a line has a choice there.
   */
  | {
      readonly verb: 'writeName';
      readonly name: Placed<ScalarNode>;
      readonly value: Placed<ScalarNode>;
      readonly text: string;
    };

/** Text as it is meant, or an expression of the host language, as it is written. */
export type TemplatePart = string | { readonly expression: string };

/** Other text for a stretch of source. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export function kept(node: Placed<SyntaxNode>): Written {
  return { kind: 'kept', node };
}

export function expression(...parts: readonly (string | Placed)[]): Written {
  return { kind: 'expression', parts };
}

export function list(items: readonly Written[]): Written {
  return { kind: 'list', items };
}

export function map(entries: readonly WrittenEntry[]): Written {
  return { kind: 'map', entries };
}

function movePlaced<P extends Placed<SyntaxNode>>(placed: P, by: number): P {
  return { ...placed, start: placed.start + by };
}

function moveParts(parts: readonly (string | Placed)[], by: number): readonly (string | Placed)[] {
  return parts.map((part) => (typeof part === 'string' ? part : movePlaced(part, by)));
}

function moveWritten(value: Written, by: number): Written {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  switch (value.kind) {
    case 'kept':
      return kept(movePlaced(value.node, by));
    case 'expression':
      return expression(...moveParts(value.parts, by));
    case 'list':
      return list(value.items.map((item) => moveWritten(item, by)));
    case 'map':
      return map(value.entries.map(([key, item]) => [key, moveWritten(item, by)]));
  }
}

/** The same change where places count from a beginning `by` code units further ahead. */
export function moveChange(change: Change, by: number): Change {
  switch (change.verb) {
    case 'replaceText':
    case 'replaceTemplate':
      return { ...change, scalar: movePlaced(change.scalar, by) };
    case 'comment':
    case 'uncomment':
      return { ...change, node: movePlaced(change.node, by) };
    case 'replaceExpression':
      return {
        ...change,
        node: movePlaced(change.node, by),
        parts: moveParts(change.parts, by),
      };
    case 'replace':
      return { ...change, node: movePlaced(change.node, by), value: moveWritten(change.value, by) };
    case 'remove':
      return { ...change, from: movePlaced(change.from, by) };
    case 'insertItems':
      return { ...change, into: movePlaced(change.into, by), items: change.items.map((item) => moveWritten(item, by)) };
    case 'insertEntries':
      return {
        ...change,
        into: movePlaced(change.into, by),
        entries: change.entries.map(([key, value]) => [key, moveWritten(value, by)]),
      };
    case 'writeName':
      return { ...change, name: movePlaced(change.name, by), value: movePlaced(change.value, by) };
    case 'renameKey':
      return { ...change, map: movePlaced(change.map, by) };
    case 'replaceWords':
      return {
        ...change,
        command: movePlaced(change.command, by),
        words: change.words.map((word) => moveWritten(word, by)),
      };
  }
}

/** Whether edits can be made together. */
export function overlap(edits: readonly Edit[]): boolean {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return ordered.some(({ span }, index) => index > 0 && span.start < (ordered[index - 1]?.span.end ?? 0));
}

/** Applies edits that do not overlap to a text. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  for (const { span, text: replacement } of ordered) {
    result += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return result + text.slice(at);
}
