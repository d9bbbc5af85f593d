/**
 * References to Databricks secrets in a text, right and wrong: `{{secrets/<scope>/<key>}}`. The whole value has to be the
 * reference, without a blank inside the braces (Databricks, "Use a secret in a Spark configuration property or
 * environment variable"). What looks like a reference and is another tool's is for the caller to tell by the place.
 */
import { maskOpaque, type Stretch, UNKNOWN } from './opaque-stretches.ts';

export type { Stretch } from './opaque-stretches.ts';

/** What is wrong with the form of a reference. Blanks are no flaw of the form: they stand in `blanks`. */
export type ReferenceFlaw =
  /** `{{secret/s/k}}` */
  | 'singular'
  /** `{{SECRETS/s/k}}` */
  | 'upper-case'
  /** `{{secrets:s:k}}`, `{{secrets.s.k}}` */
  | 'separator'
  /** `${secrets/s/k}` */
  | 'dollar'
  /** `secrets/s/k` */
  | 'no-braces'
  /** `{secrets/s/k}`, `{{secrets/s/k}`, `{{{secrets/s/k}}}` */
  | 'unbalanced'
  /** `{{secrets/s/k` */
  | 'unclosed'
  /** `{{secrets/s}}` */
  | 'missing-key'
  /** `{{secrets//k}}` */
  | 'empty-part'
  /** `{{secrets/s/a/b}}` */
  | 'too-many-parts';

/** A name in a reference. */
export interface ReferenceName {
  /** Offsets in the text, blanks around left out. */
  readonly span: Stretch;
  readonly value: string;
  /** False where something is filled in later. */
  readonly known: boolean;
}

export interface SecretReference {
  /** Offsets of the whole reference in the text, braces included. */
  readonly span: Stretch;
  readonly scope: ReferenceName | undefined;
  readonly key: ReferenceName | undefined;
  /** The blanks inside the braces that become a part of a name, or keep the value from being a reference. */
  readonly blanks: readonly Stretch[];
  /** Blanks before or behind the word `secrets`: with them the value is no reference at all. */
  readonly isPlainText: boolean;
  readonly flaws: readonly ReferenceFlaw[];
  /** The reference as it should be written, where that is sure. */
  readonly repaired: string | undefined;
}

const WORD = /secrets?/gi;
const SEPARATORS = '/:.\\';

/**
 * Every reference in a text and everything that may have been meant as one, in order.
 * @param opaque stretches of the text that are filled in later, as far as its language knows them
 */
export function readReferences(text: string, opaque: readonly Stretch[]): readonly SecretReference[] {
  const found: SecretReference[] = [];
  const dollar = readDollar(text);
  if (dollar) {
    return [dollar];
  }
  const masked = maskOpaque(text, opaque);
  let from = 0;
  for (const match of masked.matchAll(WORD)) {
    const reference = match.index < from ? undefined : readAt(text, masked, match.index, match[0], from);
    if (reference) {
      found.push(reference);
      from = reference.span.end;
    }
  }
  return found;
}

/** `${secrets/s/k}` as a whole text: no tool has such variables, and shells that do have them are asked by the caller. */
function readDollar(text: string): SecretReference | undefined {
  const [, scope, key] = /^\$\{secrets\/([\w.@-]+)\/([\w.-]+)\}$/.exec(text) ?? [];
  if (scope === undefined || key === undefined) {
    return undefined;
  }
  const start = '${secrets/'.length;
  return {
    span: { start: 0, end: text.length },
    scope: { span: { start, end: start + scope.length }, value: scope, known: true },
    key: { span: { start: start + scope.length + 1, end: text.length - 1 }, value: key, known: true },
    blanks: [],
    isPlainText: true,
    flaws: ['dollar'],
    repaired: writeReference(scope, key),
  };
}

/** The reference as Databricks reads it. */
export function writeReference(scope: string, key: string): string {
  return `{{secrets/${scope}/${key}}}`;
}

/** @param from nothing before belongs to this reference */
function readAt(text: string, masked: string, place: number, word: string, from: number): SecretReference | undefined {
  const wordEnd = place + word.length;
  const separatorPlace = skipBlanks(masked, wordEnd);
  const separator = masked.charAt(separatorPlace);
  if (separator === '' || !SEPARATORS.includes(separator)) {
    return undefined;
  }
  const wordStart = skipBlanksBack(masked, place, from);
  const openStart = skipBack(masked, wordStart, '{', from);
  const open = wordStart - openStart;
  if (open === 0) {
    return readBare(text, masked, place, word, separator);
  }
  const bodyStart = separatorPlace + 1;
  const closePlace = endOfBody(masked, bodyStart);
  if (masked.charAt(closePlace) === '{') {
    // Something of another template language stands inside; what it makes of the whole is not known.
    return undefined;
  }
  const close = skipForth(masked, closePlace, '}') - closePlace;
  const body = { start: bodyStart, end: close > 0 ? closePlace : trimEnd(masked, bodyStart, closePlace) };
  const parts = splitBody(text, masked, body, separator);
  const flaws = [
    ...wordFlaws(word, separator),
    ...(close === 0 ? (['unclosed'] as const) : open !== 2 || close !== 2 ? (['unbalanced'] as const) : []),
    ...partFlaws(parts, masked, body),
  ];
  const inner = [
    { start: wordStart, end: place },
    { start: wordEnd, end: separatorPlace },
  ].filter(({ start, end }) => start < end);
  return makeReference({
    span: { start: openStart, end: closePlace + close },
    parts,
    blanks: [...inner, ...partBlanks(masked, body, separator)],
    isPlainText: inner.length > 0,
    flaws,
  });
}

/** `secrets/s/k` as a whole text. */
function readBare(
  text: string,
  masked: string,
  place: number,
  word: string,
  separator: string,
): SecretReference | undefined {
  if (word !== 'secrets' || separator !== '/' || masked.slice(0, place).trim() !== '') {
    return undefined;
  }
  const end = trimEnd(masked, place, masked.length);
  if (!/^secrets\/[\w.@-]+\/[\w.-]+$/.test(masked.slice(place, end))) {
    return undefined;
  }
  const parts = splitBody(text, masked, { start: place + word.length + 1, end }, separator);
  return makeReference({ span: { start: place, end }, parts, blanks: [], isPlainText: true, flaws: ['no-braces'] });
}

function makeReference(read: {
  span: Stretch;
  parts: readonly ReferenceName[];
  blanks: readonly Stretch[];
  isPlainText: boolean;
  flaws: readonly ReferenceFlaw[];
}): SecretReference {
  const { span, parts, blanks, isPlainText, flaws } = read;
  const [scope, key] = parts;
  const isComplete = parts.length === 2 && scope?.value !== '' && key?.value !== '';
  return {
    span,
    scope,
    key,
    blanks,
    isPlainText,
    flaws,
    repaired:
      isComplete && scope && key && !flaws.includes('unclosed') ? writeReference(scope.value, key.value) : undefined,
  };
}

function wordFlaws(word: string, separator: string): ReferenceFlaw[] {
  const flaws: ReferenceFlaw[] = [];
  if (word.toLowerCase() === 'secret') {
    flaws.push('singular');
  } else if (word !== 'secrets') {
    flaws.push('upper-case');
  }
  if (separator !== '/') {
    flaws.push('separator');
  }
  return flaws;
}

function partFlaws(parts: readonly ReferenceName[], masked: string, body: Stretch): ReferenceFlaw[] {
  // What is filled in may hold the slash, or more than one.
  const isOpen = masked.slice(body.start, body.end).includes(UNKNOWN);
  if (parts.length > 2) {
    return ['too-many-parts'];
  }
  if (parts.length < 2) {
    return isOpen ? [] : ['missing-key'];
  }
  return parts.some(({ value }) => value === '') ? ['empty-part'] : [];
}

function splitBody(text: string, masked: string, body: Stretch, separator: string): ReferenceName[] {
  const parts: ReferenceName[] = [];
  let start = body.start;
  for (const part of masked.slice(body.start, body.end).split(separator)) {
    const lead = part.length - part.trimStart().length;
    const from = part.trim() === '' ? start : start + lead;
    const span = { start: from, end: from + part.trim().length };
    parts.push({ span, value: text.slice(span.start, span.end), known: !part.includes(UNKNOWN) });
    start += part.length + separator.length;
  }
  return parts;
}

/** The blanks before and behind each name. A blank within a name cannot be taken away without knowing the name. */
function partBlanks(masked: string, body: Stretch, separator: string): Stretch[] {
  const blanks: Stretch[] = [];
  let start = body.start;
  for (const part of masked.slice(body.start, body.end).split(separator)) {
    const end = start + part.length;
    const textStart = start + part.length - part.trimStart().length;
    const textEnd = start + part.trimEnd().length;
    if (textStart >= end) {
      blanks.push({ start, end });
    } else {
      blanks.push({ start, end: textStart }, { start: textEnd, end });
    }
    start = end + separator.length;
  }
  return blanks.filter(({ start: from, end }) => from < end);
}

/** The first brace behind a place, or the end of the line or of the quotes around. */
function endOfBody(masked: string, from: number): number {
  for (let at = from; at < masked.length; at++) {
    const sign = masked.charAt(at);
    if (sign === '}' || sign === '{' || sign === '\n' || sign === '"' || sign === "'" || sign === ';' || sign === ',') {
      return at;
    }
  }
  return masked.length;
}

function isBlank(text: string, at: number): boolean {
  const sign = text.charAt(at);
  return sign !== '' && sign.trim() === '';
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text, at)) {
    at++;
  }
  return at;
}

function skipBlanksBack(text: string, from: number, least: number): number {
  let at = from;
  while (at > least && isBlank(text, at - 1)) {
    at--;
  }
  return at;
}

function skipBack(text: string, from: number, sign: string, least: number): number {
  let at = from;
  while (at > least && text.charAt(at - 1) === sign) {
    at--;
  }
  return at;
}

function skipForth(text: string, from: number, sign: string): number {
  let at = from;
  while (text.charAt(at) === sign) {
    at++;
  }
  return at;
}

function trimEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}
