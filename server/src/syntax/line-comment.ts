/** A comment behind the last word of a line of a script, where the line really ends there. */
import { applyEdits, type Edit } from './change.ts';
import type { Placed, Span } from './tree.ts';

/**
 * @param goesOn the sign at the end of a line that goes on with the next
 * @param commentsOf reads the comments of a text, to see whether what was written is one
 */
export function writeLineComment(
  text: string,
  { node, start }: Placed,
  comment: string,
  goesOn: string,
  commentsOf: (text: string) => readonly Span[],
): readonly Edit[] | undefined {
  const end = start + node.width;
  const newline = text.indexOf('\n', end);
  const at = end + text.slice(end, newline < 0 ? text.length : newline).trimEnd().length;
  if (/[\r\n\0]/.test(comment) || text[at - 1] === goesOn) {
    return undefined;
  }
  const edit = { span: { start: at, end: at }, text: ` # ${comment}` };
  return commentsOf(applyEdits(text, [edit])).some((one) => one.start === at + 1) ? [edit] : undefined;
}
