/** Changes that may open or close a flow collection, so that more is read in another way than the block that they stand in. */
import type { TextChange } from '../language.ts';

const BRACKET = /[{}[\]]/;

/**
 * Whether a bracket comes or goes outside quotes. One that is not closed changes how the lines behind its block are read, as
 * far as the next one that closes something.
 */
export function mayOpenFlow(old: string, text: string, { start, end, length }: TextChange): boolean {
  if (!BRACKET.test(old.slice(start, end)) && !BRACKET.test(text.slice(start, start + length))) {
    return false;
  }
  const before = text.slice(lineOf(text, start), start);
  return !['"', "'"].some((quote) => before.split(quote).length % 2 === 0);
}

/** Where the line of a place begins; a byte order mark is no part of a line. */
export function lineOf(text: string, at: number | undefined): number {
  const line = at === undefined || at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  return line === 0 && text[0] === '\uFEFF' ? 1 : line;
}
