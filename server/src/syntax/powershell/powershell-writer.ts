/** Turns the verbs of fixes into edits of PowerShell text: text within a word, words of a command, entries of hashtables. */
import type { Change, Edit, Written } from '../change.ts';
import { removeLineComment, writeLineComment } from '../line-comment.ts';
import type { Part } from '../shell/word-builder.ts';
import { type CommandNode, type Placed, type ScalarNode, type Span, spanIn, spanOf } from '../tree.ts';
import { insertEntries, removeEntries, renameKey } from './hashtable-writer.ts';
import { parsePowershell } from './powershell-parser.ts';
import { BARE, isWritable, printWord, quote, writeText } from './powershell-print.ts';
import { StatementReader } from './statement-reader.ts';

export function writePowershell(text: string, change: Change): readonly Edit[] | undefined {
  switch (change.verb) {
    case 'replaceText':
      return replaceText(text, change.scalar, change.span, change.text);
    case 'replace':
      return change.node.node.kind === 'scalar'
        ? replaceScalar(text, { node: change.node.node, start: change.node.start }, change.value)
        : undefined;
    case 'replaceWords':
      return replaceWords(text, change.command, change.at, change.count, change.words);
    case 'remove':
      return change.from.node.kind === 'map'
        ? removeEntries(text, { node: change.from.node, start: change.from.start }, change.indexes)
        : undefined;
    case 'insertEntries':
      return insertEntries(text, change.into, change.at, change.entries);
    case 'renameKey':
      return renameKey(text, change.map, change.index, change.key);
    case 'comment':
      return writeLineComment(
        text,
        change.node,
        change.text,
        '`',
        (after) => parsePowershell(after).root.node.comments,
      );
    case 'uncomment':
      return removeLineComment(text, change.node, change.text, (all) => parsePowershell(all).root.node.comments);
    default:
      return undefined;
  }
}

/** Styles of scalars that are words, or values, of their own. */
const WHOLE = /^(?:bare|single|double|mixed|here|here-raw|variable|number|constant)$/;

function replaceScalar(source: string, scalar: Placed<ScalarNode>, value: Written): readonly Edit[] | undefined {
  const { style, flawed } = scalar.node;
  if (style.startsWith('in-') && typeof value === 'string') {
    // The quotes are those of the whole word.
    return replaceText(source, scalar, { start: 0, end: scalar.node.text.length }, value);
  }
  if (value === null || typeof value === 'object' || flawed || !WHOLE.test(style)) {
    return undefined;
  }
  const text = String(value);
  if (!isWritable(text)) {
    return undefined;
  }
  const isBare = style === 'bare' && BARE.test(text);
  // What double quotes would expand or escape is safe between single ones.
  const isDouble = style === 'double' && writeText(text, 'double') === text;
  return [{ span: spanOf(scalar), text: isBare ? text : isDouble ? `"${text}"` : quote(text) }];
}

/** What may stand between two words of one command: blanks and continuations. */
const BETWEEN_WORDS = /^(?:[ \t]|`\r?\n)*$/;

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
  const written = words.map((word) => printWord(text, word));
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
  if (halved || node.flawed || !isWritable(replacement)) {
    return undefined;
  }
  if (node.style === 'here' || node.style === 'here-raw') {
    return replaceInHereString(text, scalar, span, replacement);
  }
  if (!/^(?:in-)?(?:bare|single|double|mixed)$/.test(node.style)) {
    return undefined;
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

/** The part of a word in which all of a stretch of its source stands, between the quotes. */
function partAt(text: string, scalar: Placed<ScalarNode>, source: Span): Part | undefined {
  const { start, node } = scalar;
  const { parts } = readParts(text, start, node.text);
  const holding = parts.filter((part) => {
    const border = part.quoting === 'bare' ? 0 : 1;
    return part.start + border <= source.start && source.end <= part.end - border;
  });
  return holding.find(({ quoting }) => quoting !== 'bare') ?? holding[0];
}

/** The word at a place; what stands before the colon of a parameter is a part of it. */
function readParts(text: string, start: number, decoded: string) {
  const reader = new StatementReader(text, start);
  const builder = reader.readParts();
  const word = builder.finish(reader.at);
  return { parts: builder.parts, word, isWhole: word.node.text === decoded };
}

/** Whether the word with the edit made reads as it should, and is still one word. */
function isAsMeant(text: string, scalar: Placed<ScalarNode>, span: Span, replacement: string, edit: Edit): boolean {
  const { node, start } = scalar;
  const source = text.slice(start, edit.span.start) + edit.text + text.slice(edit.span.end, start + node.width);
  const wanted = node.text.slice(0, span.start) + replacement + node.text.slice(span.end);
  const { word, isWhole } = readParts(source, 0, wanted);
  const by = replacement.length - (span.end - span.start);
  const opaque = node.opaque
    .filter((one) => one.end <= span.start || one.start >= span.end)
    .map(({ start: from, end }) => (from >= span.end ? `${from + by} ${end + by}` : `${from} ${end}`));
  return (
    isWhole &&
    source !== '' &&
    word.node.width === source.length &&
    !word.node.flawed &&
    isOfSameKind(text, scalar, source) &&
    word.node.opaque.map(({ start: from, end }) => `${from} ${end}`).join() === opaque.join()
  );
}

const DASH = /^[-\u2013-\u2015]/;
const PARAMETER = /^[-\u2013-\u2015][A-Za-z_?][\w-]*:/;

/** No word becomes a comment, a splat, a redirection or a parameter with its value, or ceases to be one. */
function isOfSameKind(text: string, { node, start }: Placed<ScalarNode>, source: string): boolean {
  const before = text.slice(start, start + node.width);
  const areAlike = [DASH, PARAMETER].every((kind) => kind.test(before) === kind.test(source));
  return areAlike && !/^[#@]|^\d{0,40}>/.test(source);
}

/** In a here-string no quotes are needed, but no line may end it. */
function replaceInHereString(
  text: string,
  scalar: Placed<ScalarNode>,
  span: Span,
  replacement: string,
): readonly Edit[] | undefined {
  const { node } = scalar;
  const wanted = node.text.slice(0, span.start) + replacement + node.text.slice(span.end);
  // An empty one has no line to write on, and one without a last line would be closed by the one before.
  if (node.text === '' || wanted === '' || /^[ \t]*['"\u2018-\u201e]@/m.test(wanted)) {
    return undefined;
  }
  const written = node.style === 'here' ? replacement.replace(/[$`]/g, '`$&') : replacement;
  return text === '' ? undefined : [{ span: spanIn(scalar, span.start, span.end), text: written }];
}
