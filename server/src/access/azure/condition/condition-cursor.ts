/** What can follow at a place of a condition, by the words before it. */
import { findSource, type Source } from './condition-attributes.ts';
import { hideHoles } from './condition-holes.ts';
import type { Stretch } from './condition-nodes.ts';
import { readTokens, type Token } from './condition-tokens.ts';

/** The stretch is what has been typed of the word that the place is in, empty where none has begun. */
export type ConditionCursor =
  /** A test begins: a function, an attribute, a negation. */
  | { readonly kind: 'test'; readonly stretch: Stretch }
  /** A test is complete: AND or OR. */
  | { readonly kind: 'connective'; readonly stretch: Stretch }
  | { readonly kind: 'operator'; readonly stretch: Stretch; readonly path: string }
  /** Between the brackets of an attribute. */
  | { readonly kind: 'attribute'; readonly stretch: Stretch; readonly source: Source | undefined }
  /** In the text of a function. */
  | { readonly kind: 'operation' | 'sub-operation'; readonly stretch: Stretch; readonly isQuoted: boolean }
  /** A value that an attribute is compared with. */
  | {
      readonly kind: 'value';
      readonly stretch: Stretch;
      readonly path: string;
      readonly operator: string;
      readonly isQuoted: boolean;
    };

const FUNCTIONS: Readonly<Record<string, 'operation' | 'sub-operation'>> = {
  actionmatches: 'operation',
  suboperationmatches: 'sub-operation',
};

/** @param opaque what the language knows to be filled in, in order */
export function cursorAt(text: string, offset: number, opaque: readonly Stretch[] = []): ConditionCursor | undefined {
  const before = text.slice(0, offset);
  const masked = hideHoles(
    before,
    opaque.filter(({ end }) => end <= offset),
  );
  const tokens = readTokens(masked).filter(({ kind }) => kind !== 'end');
  const last = tokens.at(-1);
  const none = { start: offset, end: offset };
  if (last?.kind === 'text' && !last.closed) {
    return inBraces(before, tokens.slice(0, -1), { start: last.span.start + 1, end: offset }, true);
  }
  if (last?.kind === 'attribute' && !last.closed) {
    return inAttribute(before, last, offset);
  }
  if (last?.kind === 'comment') {
    return undefined;
  }
  const isTyping = last !== undefined && isWord(last) && last.span.end === offset;
  const stretch = isTyping ? last.span : none;
  return between(before, isTyping ? tokens.slice(0, -1) : tokens, stretch);
}

function isWord({ kind }: Token): boolean {
  return kind === 'word' || kind === 'and' || kind === 'or' || kind === 'not';
}

function inAttribute(text: string, { span, bracket }: Token, offset: number): ConditionCursor {
  if (bracket < 0) {
    return { kind: 'test', stretch: { start: span.start, end: offset } };
  }
  const source = findSource(text.slice(span.start + 1, bracket));
  return { kind: 'attribute', source, stretch: { start: bracket + 1, end: offset } };
}

/** The place behind a brace that is open, or behind an operator; in a text or where one may begin. */
function inBraces(
  text: string,
  tokens: readonly Token[],
  stretch: Stretch,
  isQuoted: boolean,
): ConditionCursor | undefined {
  const open = openBrace(tokens);
  const holder = tokens[open < 0 ? tokens.length - 1 : open - 1];
  if (holder?.kind !== 'word') {
    return undefined;
  }
  const word = text.slice(holder.span.start, holder.span.end);
  const kind = open < 0 ? undefined : FUNCTIONS[word.toLowerCase()];
  if (kind) {
    return { kind, stretch, isQuoted };
  }
  const left = tokens[(open < 0 ? tokens.length : open) - 2];
  return left?.kind === 'attribute'
    ? { kind: 'value', stretch, isQuoted, operator: word, path: pathOf(text, left) }
    : undefined;
}

/** The index of the brace that is still open; -1 where none is. */
function openBrace(tokens: readonly Token[]): number {
  for (let index = tokens.length - 1; index >= 0; index--) {
    const kind = tokens[index]?.kind;
    if (kind === '{') {
      return index;
    }
    if (kind !== ',' && kind !== 'text' && kind !== 'word') {
      return -1;
    }
  }
  return -1;
}

function pathOf(text: string, { span, bracket }: Token): string {
  return text.slice(bracket + 1, span.end - 1);
}

/** @param tokens those before the word that is being typed */
function between(text: string, tokens: readonly Token[], stretch: Stretch): ConditionCursor | undefined {
  const last = tokens.at(-1);
  if (!last || ['(', 'and', 'or', 'not'].includes(last.kind)) {
    return { kind: 'test', stretch };
  }
  const values = inBraces(text, tokens, stretch, false);
  if (values) {
    return values;
  }
  const before = tokens.at(-2);
  const isExists = before?.kind === 'word' && /^exists$/i.test(text.slice(before.span.start, before.span.end));
  switch (last.kind) {
    case 'attribute':
      // Behind an attribute on the right side the comparison is complete.
      return isExists || before?.kind === 'word'
        ? { kind: 'connective', stretch }
        : { kind: 'operator', stretch, path: pathOf(text, last) };
    case ')':
    case '}':
    case 'text':
    case 'word':
      return { kind: 'connective', stretch };
    default:
      return undefined;
  }
}
