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
  if (tokens.length === 0) {
    return NO_PROPS;
  }
  const reader = new PropsReader(context, report, comment);
  for (const token of tokens) {
    reader.read(token);
  }
  reader.finish();
  return reader;
}

const NO_PROPS: Props = { found: undefined, comma: undefined, tag: undefined, hasAnchor: false, hasNewline: false };

class PropsReader implements Props {
  found: CST.SourceToken | undefined;
  comma: CST.SourceToken | undefined;
  tag: string | undefined;
  hasAnchor = false;
  hasNewline = false;
  private atNewline: boolean;
  private hasSpace: boolean;
  /** Blanks with a tab, right before the token that is read. */
  private tab: CST.SourceToken | undefined;
  private readonly context: PropsContext;
  private readonly report: Report;
  private readonly comment: (span: Span) => void;

  constructor(context: PropsContext, report: Report, comment: (span: Span) => void) {
    this.context = context;
    this.report = report;
    this.comment = comment;
    this.atNewline = context.startsLine;
    this.hasSpace = context.startsLine;
  }

  read(token: CST.SourceToken): void {
    const { type } = token;
    if (this.tab && this.atNewline && type !== 'comment' && type !== 'newline') {
      this.refuse('tab-indentation', this.tab);
    }
    this.tab = type === 'space' && !this.context.isFlow && token.source.includes('\t') ? token : undefined;
    if (type === 'space' || type === 'newline') {
      this.atNewline ||= type === 'newline';
      this.hasNewline ||= type === 'newline';
      this.hasSpace = true;
    } else if (type === 'comment') {
      this.readComment(token);
    } else {
      this.readMark(token);
      this.atNewline = type === this.context.indicator && (type === 'seq-item-ind' || type === 'explicit-key-ind');
      this.hasSpace = false;
    }
  }

  finish(): void {
    const { next, parentIndent } = this.context;
    const isBlock = next?.type === 'block-map' || next?.type === 'block-seq';
    if (this.tab && ((this.atNewline && this.tab.indent <= parentIndent) || isBlock)) {
      this.refuse('tab-indentation', this.tab);
    }
  }

  private readComment(token: CST.SourceToken): void {
    if (!this.hasSpace) {
      this.report('unexpected', token.offset, token.offset + 1);
    }
    this.comment({ start: token.offset, end: token.offset + token.source.length });
    this.atNewline = false;
  }

  private readMark(token: CST.SourceToken): void {
    if (token.type === this.context.indicator) {
      const isSecond = this.found !== undefined && token.type !== 'doc-start';
      if (this.hasAnchor || this.tag !== undefined || isSecond) {
        this.refuse('unexpected', token);
      }
      this.found ??= token;
    } else if (token.type === 'anchor') {
      if (this.hasAnchor) {
        this.refuse('unexpected', token);
      }
      this.hasAnchor = true;
    } else if (token.type === 'tag') {
      if (this.tag !== undefined) {
        this.refuse('unexpected', token);
      }
      this.tag = token.source;
    } else if (token.type === 'comma' && this.context.isFlow && !this.comma) {
      this.comma = token;
    } else if (token.type !== 'byte-order-mark') {
      this.refuse('unexpected', token);
    }
  }

  private refuse(code: ProblemCode, { offset, source }: CST.SourceToken): void {
    this.report(code, offset, offset + source.length);
  }
}
