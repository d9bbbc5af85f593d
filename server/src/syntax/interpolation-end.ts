/** Finds where an interpolation of a string ends, and says when its end is not to be found. */
import type { TextScanner } from './text-scanner.ts';

/** How far an interpolation is followed. One that is not closed must not make each string look through the whole file. */
export const FAR = 4000;
/** How many brackets and strings may be open in an interpolation. */
const DEEPEST = 60;

const CLOSES: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

/** How a language writes what stands in an interpolation. */
export interface InterpolationSigns {
  readonly quote: string;
  /** All that matters within, as a global expression: quotes, brackets, line ends, backslashes, comments, openings. */
  readonly mark: RegExp;
  /** What a line begins with when the string of the line before was never closed; sticky. */
  readonly nextEntry: RegExp;
  /** Whether the opening with its sign doubled stands for itself. */
  readonly doubledSign: boolean;
}

/**
 * Behind the brace that closes the interpolation at a place; undefined where it is not closed.
 * @param limit where the string ends at the latest
 */
export function interpolationEnd(
  scanner: TextScanner,
  place: number,
  limit: number,
  signs: InterpolationSigns,
): number | undefined {
  const { text } = scanner;
  const stop = Math.min(limit, place + FAR);
  // What is open: the brackets that will close it, or a quote.
  const open: string[] = ['}'];
  let at = place + 2;
  while (at < stop && open.length <= DEEPEST) {
    signs.mark.lastIndex = at;
    const found = signs.mark.exec(text);
    const behind = found && found.index < stop ? passMark(scanner, found[0], found.index, open, signs) : undefined;
    if (behind === undefined || open.length === 0) {
      return behind;
    }
    at = behind;
  }
  return undefined;
}

/** Notes what a mark opens or closes and gives where to go on; undefined where it shows that something was not closed. */
function passMark(
  scanner: TextScanner,
  mark: string,
  place: number,
  open: string[],
  signs: InterpolationSigns,
): number | undefined {
  const { text } = scanner;
  const behind = place + mark.length;
  if (open.at(-1) === signs.quote) {
    return passInString(text, mark, place, open, signs);
  }
  if (mark === '/*') {
    const close = text.slice(behind, place + FAR).indexOf('*/');
    return close < 0 ? behind : behind + close + 2;
  }
  if (mark === '\n') {
    return isBroken(scanner, behind, open.length, signs) ? undefined : behind;
  }
  const close = CLOSES[mark.slice(-1)];
  if (mark === signs.quote || close !== undefined) {
    open.push(close ?? mark);
    return behind;
  }
  return mark === '\\' || open.pop() === mark ? behind : undefined;
}

function passInString(
  text: string,
  mark: string,
  place: number,
  open: string[],
  signs: InterpolationSigns,
): number | undefined {
  if (mark === signs.quote) {
    open.pop();
  } else if (/^[$%]/.test(mark) && !(signs.doubledSign && text[place - 1] === mark[0])) {
    open.push('}');
  }
  const behind = place + mark.length;
  return mark === '\n' ? undefined : mark === '\\' ? behind + 1 : behind;
}

function isBroken(scanner: TextScanner, at: number, depth: number, { nextEntry }: InterpolationSigns): boolean {
  nextEntry.lastIndex = at;
  return scanner.isAtTopLevel(at) || (depth === 1 && nextEntry.test(scanner.text));
}
