/** The stretches of a text that some tool fills in later: `${…}`, `$(…)`, `<%…%>`, a placeholder in angle brackets. */

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What stands for a code unit that nobody knows yet. No text of ours has it, and it belongs to no name and no bracket. */
export const UNKNOWN = '\u0000';

const OPENERS: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };
/** Simple tokens that begin and end in signs of their own; none reaches over the end of a line. */
const TOKENS =
  /%\([A-Za-z_]\w{0,60}\)s|%[sdv]|\$[A-Za-z_]\w*|__[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)*__|<[A-Za-z][^<>{}/\r\n]{0,80}>/g;

/**
 * A text of the same length in which everything that is filled in later is unknown.
 * @param opaque what the language knows to be filled in, in order
 */
export function maskOpaque(text: string, opaque: readonly Stretch[]): string {
  let masked = text;
  for (const { start, end } of opaque) {
    masked = hide(masked, start, end);
  }
  if (/[$#@<%_]/.test(masked)) {
    masked = hideBrackets(masked).replace(TOKENS, (token) => UNKNOWN.repeat(token.length));
  }
  return masked;
}

function hide(text: string, start: number, end: number): string {
  return text.slice(0, start) + UNKNOWN.repeat(Math.max(0, end - start)) + text.slice(end);
}

/** Hides `${…}`, `$(…)`, `$[…]`, `#{…}`, `@{…}` and `<%…%>`, with the brackets in them. */
function hideBrackets(text: string): string {
  let result = '';
  let at = 0;
  for (let place = 0; place < text.length; place++) {
    const end = endOfToken(text, place);
    if (end > place) {
      result += text.slice(at, place) + UNKNOWN.repeat(end - place);
      at = end;
      place = end - 1;
    }
  }
  return result + text.slice(at);
}

/** Where a token ends that begins at a place; the place itself where none does. */
function endOfToken(text: string, place: number): number {
  const sign = text.charAt(place);
  const next = text.charAt(place + 1);
  if (sign === '<' && next === '%') {
    const end = text.indexOf('%>', place);
    return end < 0 ? place : end + 2;
  }
  const close = sign === '$' ? OPENERS[next] : (sign === '#' || sign === '@') && next === '{' ? '}' : undefined;
  return close === undefined ? place : closingPlace(text, place + 1, next, close);
}

/** Behind the bracket that closes the one at a place, or behind all where none does: what follows is not known then. */
function closingPlace(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === open) {
      depth++;
    } else if (sign === close && --depth === 0) {
      return at + 1;
    }
  }
  return text.length;
}
