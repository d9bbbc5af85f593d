/** Checks the tokens between the nodes of YAML: indicators, tags, anchors, blanks and comments. */
import type { CST } from 'yaml';
import type { ProblemCode, Span } from '../tree.ts';

export type Report = (code: ProblemCode, start: number, end: number) => void;

export interface PropsContext {
  readonly indicator: 'doc-start' | 'explicit-key-ind' | 'map-value-ind' | 'seq-item-ind';
  readonly isFlow: boolean;
  readonly next: CST.Token | null | undefined;
  readonly parentIndent: number;
  readonly startsLine: boolean;
}

export interface Props {
  /** Where the indicator stands in the text of the library. */
  readonly found: CST.SourceToken | undefined;
  readonly comma: CST.SourceToken | undefined;
  readonly tag: string | undefined;
  readonly hasAnchor: boolean;
  readonly hasNewline: boolean;
}

/**
 * @param report takes offsets of tokens
 * @param comment takes the spans of comments, by offsets of tokens
 */
export function readProps(
  tokens: readonly CST.SourceToken[],
  context: PropsContext,
  report: Report,
  comment: (span: Span) => void,
): Props {
  let found: CST.SourceToken | undefined;
  let comma: CST.SourceToken | undefined;
  let tag: string | undefined;
  let hasAnchor = false;
  let hasNewline = false;
  let atNewline = context.startsLine;
  let hasSpace = context.startsLine;
  let tab: CST.SourceToken | undefined;
  for (const token of tokens) {
    const end = token.offset + token.source.length;
    if (tab && atNewline && token.type !== 'comment' && token.type !== 'newline') {
      report('tab-indentation', tab.offset, tab.offset + tab.source.length);
    }
    tab = undefined;
    switch (token.type) {
      case 'space':
        tab = !context.isFlow && token.source.includes('\t') ? token : undefined;
        hasSpace = true;
        continue;
      case 'newline':
        atNewline = true;
        hasSpace = true;
        hasNewline = true;
        continue;
      case 'comment':
        if (!hasSpace) {
          report('unexpected', token.offset, token.offset + 1);
        }
        comment({ start: token.offset, end });
        atNewline = false;
        continue;
      case 'anchor':
      case 'tag':
        if (token.type === 'anchor' ? hasAnchor : tag !== undefined) {
          report('unexpected', token.offset, end);
        }
        hasAnchor ||= token.type === 'anchor';
        tag = token.type === 'tag' ? token.source : tag;
        break;
      case context.indicator:
        if (hasAnchor || tag !== undefined || (found && context.indicator !== 'doc-start')) {
          report('unexpected', token.offset, end);
        }
        found ??= token;
        atNewline = context.indicator === 'seq-item-ind' || context.indicator === 'explicit-key-ind';
        hasSpace = false;
        continue;
      case 'comma':
        if (!context.isFlow || comma) {
          report('unexpected', token.offset, end);
        }
        comma ??= token;
        break;
      default:
        if (token.type !== 'byte-order-mark') {
          report('unexpected', token.offset, end);
        }
    }
    atNewline = false;
    hasSpace = false;
  }
  const isBlock = context.next?.type === 'block-map' || context.next?.type === 'block-seq';
  if (tab && ((atNewline && tab.indent <= context.parentIndent) || isBlock)) {
    report('tab-indentation', tab.offset, tab.offset + tab.source.length);
  }
  return { found, comma, tag, hasAnchor, hasNewline };
}
