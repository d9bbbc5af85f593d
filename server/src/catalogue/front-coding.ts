/**
 * Sorted lines that share most of their beginning with the line before, written without it.
 * A line is written as two base-36 digits, the number of characters it takes from the line before, and the rest.
 * It makes the catalogues small before they are compressed, so that reading them is cheap as well.
 */

const DIGITS = 36;
const MOST_SHARED = DIGITS * DIGITS - 1;

/** Orders lines so that neighbours share most, without regard to case. */
export function compareLines(a: string, b: string): number {
  const x = a.toLowerCase();
  const y = b.toLowerCase();
  if (x !== y) {
    return x < y ? -1 : 1;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

export function encodeLines(lines: readonly string[]): string {
  let previous = '';
  const encoded = lines.map((line) => {
    let shared = 0;
    while (shared < MOST_SHARED && shared < line.length && line[shared] === previous[shared]) {
      shared++;
    }
    previous = line;
    return shared.toString(DIGITS).padStart(2, '0') + line.slice(shared);
  });
  return encoded.join('\n');
}

/** Reads what `encodeLines` wrote. A line that is no such line counts as sharing nothing. */
export function decodeLines(text: string): string[] {
  const lines: string[] = [];
  let previous = '';
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const shared = Number.parseInt(text.slice(at, at + 2), DIGITS) || 0;
    previous = previous.slice(0, shared) + text.slice(at + 2, end);
    lines.push(previous);
    at = end + 1;
  }
  return lines;
}
