/** Writes into the blocks of code in Markdown. */
import type { Change, Edit } from '../change.ts';
import { spanIn } from '../tree.ts';

/** What would end a block. */
const FENCE = /```|~~~/;

export function writeBlock(text: string, change: Change): readonly Edit[] | undefined {
  if (change.verb !== 'replaceText' || FENCE.test(change.text)) {
    return undefined;
  }
  const { scalar, span } = change;
  const { style, text: before } = scalar.node;
  const isLines = change.text.includes('\n');
  // A block without code has no line to write on, and a session shows one command on each of its lines.
  if ((style !== 'block' && style !== 'session') || before === '' || (style === 'session' && isLines)) {
    return undefined;
  }
  const isOpen = /[`~]$/.test(before.slice(0, span.start)) || /^[`~]/.test(before.slice(span.end));
  if (isOpen && /[`~]/.test(change.text)) {
    return undefined;
  }
  // Behind what stands before its line, at both ends: what is left of the two lines is one line.
  const start = spanIn(scalar, span.start, span.start).start;
  const end = Math.max(start, spanIn(scalar, span.end, span.end).start);
  if (!isLines) {
    return [{ span: { start, end }, text: change.text }];
  }
  // From a place before the text, `lastIndexOf` would look at its beginning.
  const line = span.start === 0 ? 0 : before.lastIndexOf('\n', span.start - 1) + 1;
  const begin = spanIn(scalar, line, line).start;
  const prefix = begin === 0 ? '' : text.slice(text.lastIndexOf('\n', begin - 1) + 1, begin);
  return [{ span: { start, end }, text: change.text.replace(/\n/g, `\n${prefix}`) }];
}
