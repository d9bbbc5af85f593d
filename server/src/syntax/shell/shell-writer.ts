/** Turns the verbs of fixes into edits of shell text: other text within a word, or another word. */
import type { Change, Edit, Written } from '../change.ts';
import { removeLineComment, writeLineComment } from '../line-comment.ts';
import { type CommandNode, type Placed, type ScalarNode, type Span, spanIn, spanOf } from '../tree.ts';
import { writeAnsi } from './ansi-escapes.ts';
import { ListReader } from './list-reader.ts';
import { parseShell } from './shell-parser.ts';
import type { Part, Quoting } from './word-builder.ts';

/** Text that means the same with quotes and without, wherever in a word it stands. */
const BARE = /^[A-Za-z0-9_@%+=:,./{}^-]*$/;
/** A whole word that needs no quotes; what begins with a name and `=` would be an assignment. */
const BARE_WORD = /^(?!\w+\+?=)[A-Za-z0-9_@%+:./-][A-Za-z0-9_@%+=:,./-]*$/;
/** The shell makes several words of these. */
const BRACE_EXPANSION = /\{[^{}]*(?:,|\.\.)/;

export function writeShell(text: string, change: Change): readonly Edit[] | undefined {
  switch (change.verb) {
    case 'replaceText':
      return replaceText(text, change.scalar, change.span, change.text);
    case 'replace':
      return change.node.node.kind === 'scalar'
        ? replaceWord(text, { node: change.node.node, start: change.node.start }, change.value)
        : undefined;
    case 'replaceWords':
      return replaceWords(text, change.command, change.at, change.count, change.words);
    case 'comment':
      return writeLineComment(text, change.node, change.text, '\\', (after) => parseShell(after).root.node.comments);
    case 'uncomment':
      return removeLineComment(text, change.node, change.text, (all) => parseShell(all).root.node.comments);
    default:
      return undefined;
  }
}

function replaceWord(source: string, word: Placed<ScalarNode>, value: Written): readonly Edit[] | undefined {
  const { style, flawed } = word.node;
  if (style.startsWith('in-') && typeof value === 'string') {
    // The quotes are those of the whole word.
    return replaceText(source, word, { start: 0, end: word.node.text.length }, value);
  }
  if (value === null || typeof value === 'object' || flawed || !/^(?:bare|single|double|ansi|mixed)$/.test(style)) {
    return undefined;
  }
  const text = String(value);
  if (text.includes('\0')) {
    return undefined;
  }
  if (style === 'bare' && BARE_WORD.test(text)) {
    return [{ span: spanOf(word), text }];
  }
  // What double quotes would expand or escape is safe between single ones.
  const quoted = style === 'double' && !/["$`\\!]/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;
  return [{ span: spanOf(word), text: quoted }];
}

/** What may stand between two words of one line: blanks and continuations. */
const BETWEEN_WORDS = /^(?:[ \t]|\\\r?\n)*$/;

function replaceWords(
  text: string,
  { node, start }: Placed<CommandNode>,
  at: number,
  count: number,
  words: readonly Written[],
): readonly Edit[] | undefined {
  const spans = node.line.map((word) => spanOf({ node: word.node, start: start + word.start }));
  const first = spans[at];
  const last = spans[at + count - 1];
  if (!first || !last || node.line.slice(at, at + count).some((word) => word.node.flawed)) {
    return undefined;
  }
  const written = words.map((word) => writeWord(text, word));
  if (written.includes(undefined)) {
    return undefined;
  }
  const before = spans[at - 1];
  const behind = spans[at + count];
  const isRemoval = written.length === 0;
  const from = isRemoval && !behind && before ? before.end : first.start;
  const to = isRemoval && behind ? behind.start : last.end;
  // Redirections stand between words and belong to none.
  const between = spans
    .slice(at, at + count - 1)
    .map(({ end }, index) => text.slice(end, spans[at + index + 1]?.start));
  const beside = [text.slice(from, first.start), text.slice(last.end, to), ...between];
  return beside.every((blank) => BETWEEN_WORDS.test(blank))
    ? [{ span: { start: from, end: to }, text: written.join(' ') }]
    : undefined;
}

function writeWord(text: string, word: Written): string | undefined {
  if (word !== null && typeof word === 'object') {
    return word.kind === 'kept' ? text.slice(word.node.start, word.node.start + word.node.node.width) : undefined;
  }
  const value = String(word);
  return value.includes('\0') ? undefined : BARE_WORD.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

function replaceText(
  text: string,
  scalar: Placed<ScalarNode>,
  span: Span,
  replacement: string,
): readonly Edit[] | undefined {
  const { node } = scalar;
  const halved = node.opaque.some(({ start, end }) => {
    const isTouched = span.start < end && span.end > start;
    return isTouched && (span.start > start || span.end < end);
  });
  if (halved || node.flawed || replacement.includes('\0')) {
    return undefined;
  }
  if (node.style.startsWith('here')) {
    return replaceInDocument(text, scalar, span, replacement);
  }
  const source = spanIn(scalar, span.start, span.end);
  const quoting = node.style.startsWith('in-') ? node.style.slice(3) : partAt(text, scalar, source)?.quoting;
  const written = quoting === undefined ? undefined : writeText(replacement, quoting);
  if (written === undefined) {
    return undefined;
  }
  const edit = { span: source, text: written };
  return node.style.startsWith('in-') || isAsMeant(text, scalar, span, replacement, edit) ? [edit] : undefined;
}

function writeText(text: string, quoting: string): string | undefined {
  switch (quoting) {
    case 'single':
      return text.replaceAll("'", "'\\''");
    case 'double':
      return text.replace(/["$`\\]/g, '\\$&');
    case 'ansi':
      return writeAnsi(text);
    case 'bare':
      return BARE.test(text) ? text : undefined;
    default:
      return undefined;
  }
}

/** The part of a word in which all of a stretch of its source stands, between the quotes. */
function partAt(text: string, { start }: Placed<ScalarNode>, source: Span): Part | undefined {
  const { parts } = readParts(text, start);
  const holding = parts.filter((part) => {
    const opening = OPENING[part.quoting] ?? 0;
    const closing = part.quoting === 'bare' ? 0 : 1;
    return part.start + opening <= source.start && source.end <= part.end - closing;
  });
  // Where nothing stands between two parts, quotes take any text.
  return holding.find(({ quoting }) => quoting !== 'bare') ?? holding[0];
}

const OPENING: Readonly<Partial<Record<Quoting, number>>> = { single: 1, double: 1, ansi: 2 };

function readParts(text: string, start: number) {
  const reader = new ListReader(text, start);
  const builder = reader.readParts(start);
  const word = builder.finish(reader.at);
  return { parts: builder.parts, word };
}

/** Whether the word with the edit made reads as it should, and is still one word. */
function isAsMeant(text: string, scalar: Placed<ScalarNode>, span: Span, replacement: string, edit: Edit): boolean {
  const { node, start } = scalar;
  const source = text.slice(start, edit.span.start) + edit.text + text.slice(edit.span.end, start + node.width);
  const { word } = readParts(source, 0);
  const wanted = node.text.slice(0, span.start) + replacement + node.text.slice(span.end);
  const by = replacement.length - (span.end - span.start);
  const opaque = node.opaque
    .filter((one) => one.end <= span.start || one.start >= span.end)
    .map(({ start: from, end }) => (from >= span.end ? `${from + by} ${end + by}` : `${from} ${end}`));
  return (
    word.node.width === source.length &&
    word.node.text === wanted &&
    !word.node.flawed &&
    source !== '' &&
    !source.startsWith('#') &&
    word.node.opaque.map(({ start: from, end }) => `${from} ${end}`).join() === opaque.join() &&
    (node.style !== 'bare' || !BRACE_EXPANSION.test(source))
  );
}

/** In a here-document no quotes are needed, but no line may end it. */
function replaceInDocument(
  text: string,
  scalar: Placed<ScalarNode>,
  span: Span,
  replacement: string,
): readonly Edit[] | undefined {
  const { node, start } = scalar;
  const lineEnd = text.indexOf('\n', start + node.width);
  const delimiter = text.slice(start + node.width, lineEnd < 0 ? text.length : lineEnd).trim();
  const before = node.text.lastIndexOf('\n', span.start - 1) + 1;
  const after = node.text.indexOf('\n', span.end);
  const lines = `${node.text.slice(before, span.start)}${replacement}${node.text.slice(span.end, after < 0 ? node.text.length : after)}`;
  if (lines.split('\n').some((line) => line.trim() === delimiter) || (after < 0 && lines === '')) {
    return undefined;
  }
  if (node.style.endsWith('-tabs') && lines.split('\n').some((line) => line.startsWith('\t'))) {
    return undefined;
  }
  const isRaw = node.style.startsWith('here-raw');
  const written = isRaw ? replacement : replacement.replace(/[$`\\]/g, '\\$&');
  return [{ span: spanIn(scalar, span.start, span.end), text: written }];
}
