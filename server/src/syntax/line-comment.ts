/** Comments behind the last word of a line: put there where the line really ends there, and taken out again. */
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

/**
 * Takes out the comment at the end of a line with the blanks before it, where it says just a text. What stands behind it
 * stays, as it stays behind a comment that is put there.
 * @param line what the line has from a place on
 * @param start where the place is
 * @param marks what may begin a comment
 */
export function removeComment(
  line: string,
  start: number,
  marks: readonly string[],
  comment: string,
): readonly Edit[] | undefined {
  const written = line.trimEnd();
  const wanted = comment.trim();
  const before = wanted !== '' && written.endsWith(wanted) ? written.slice(0, -wanted.length).trimEnd() : '';
  const mark = marks.find((one) => before.endsWith(one));
  if (mark === undefined) {
    return undefined;
  }
  const kept = before.slice(0, -mark.length).trimEnd();
  return [{ span: { start: start + kept.length, end: start + written.length }, text: '' }];
}

/** The same in a script, where only reading it tells whether it is a comment. */
export function removeLineComment(
  text: string,
  { node, start }: Placed,
  comment: string,
  commentsOf: (text: string) => readonly Span[],
): readonly Edit[] | undefined {
  const end = start + node.width;
  const newline = text.indexOf('\n', end);
  const edits = removeComment(text.slice(end, newline < 0 ? text.length : newline), end, ['#'], comment);
  const [edit] = edits ?? [];
  const isComment =
    edit !== undefined &&
    commentsOf(text).some((one) => one.start === text.indexOf('#', edit.span.start) && one.start < edit.span.end);
  return isComment ? edits : undefined;
}
