/**
 * The verbs that fixes speak. They say what should change in the tree; the language whose tree it is says which text
 * changes, with its quoting, commas, lines and indentation, or that the place cannot be written safely.
 */
import type { ListNode, MapNode, Placed, ScalarNode, Span, SyntaxNode } from './tree.ts';

/** A value to write. `kept` is something that stands in the tree already, written again as it was, comments included. */
export type Written =
  | string
  | number
  | boolean
  | null
  | { readonly kind: 'list'; readonly items: readonly Written[] }
  | { readonly kind: 'map'; readonly entries: readonly WrittenEntry[] }
  | { readonly kind: 'kept'; readonly node: Placed<SyntaxNode> };

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
  | { readonly verb: 'renameKey'; readonly map: Placed<MapNode>; readonly index: number; readonly key: string };

/** Other text for a stretch of source. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export function kept(node: Placed<SyntaxNode>): Written {
  return { kind: 'kept', node };
}

export function list(items: readonly Written[]): Written {
  return { kind: 'list', items };
}

export function map(entries: readonly WrittenEntry[]): Written {
  return { kind: 'map', entries };
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
