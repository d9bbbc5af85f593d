/** Makes the scalars of texts, as most languages do. One literal: it runs for every text of a file. */
import type { OffsetMap } from './offset-map.ts';
import { NOTHING, type Problem, type ScalarNode, type Span } from './tree.ts';

export interface TextParts {
  readonly text: string;
  readonly width: number;
  readonly map: OffsetMap;
  readonly opaque: readonly Span[];
  readonly style: string;
  /** Placed from the start of the scalar. */
  readonly problems: readonly Problem[];
}

export function makeTextOf({ text, width, map, opaque, style, problems }: TextParts): ScalarNode {
  return {
    kind: 'scalar',
    type: 'string',
    text,
    width,
    map,
    opaque,
    style,
    problems,
    comments: NOTHING,
    flawed: problems.length > 0,
    commented: false,
  };
}

/** A text in which nothing is wrong and nothing is filled in later. */
export function makeText(text: string, width: number, map: OffsetMap, style: string): ScalarNode {
  return makeTextOf({ text, width, map, opaque: NOTHING, style, problems: NOTHING });
}
