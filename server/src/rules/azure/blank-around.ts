/** Blanks before and behind a text: where they are, and the changes that take them away. */

import type { Change } from '../../syntax/change.ts';
import { type Placed, type ScalarNode, type Span, spanIn, spanOfText } from '../../syntax/tree.ts';

export interface BlankAround {
  readonly trimmed: string;
  /** The blank, or the whole text where there is one at both ends. */
  readonly at: Span;
  readonly removal: readonly Change[];
}

/** `undefined` where there is none, and where there is nothing else. */
export function findBlankAround(scalar: Placed<ScalarNode>): BlankAround | undefined {
  const value = scalar.node.text;
  const trimmed = value.trim();
  if (trimmed === value || trimmed === '') {
    return;
  }
  const before = value.length - value.trimStart().length;
  const behind = value.trimEnd().length;
  const ends = [
    { start: 0, end: before },
    { start: behind, end: value.length },
  ].filter(({ start, end }) => start < end);
  const [only, other] = ends;
  return {
    trimmed,
    at: only && !other ? spanIn(scalar, only.start, only.end) : spanOfText(scalar),
    removal: ends.map((span) => ({ verb: 'replaceText', scalar, span, text: '' })),
  };
}
