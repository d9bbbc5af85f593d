/** Finds where the `${…}` of a string and where a here-document end, and says when their ends are not to be found. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the braces are those of HCL
import { HclScanner } from './hcl-scanner.ts';

/** How far an interpolation is followed. One that is not closed must not make each string look through the whole file. */
export const FAR = 4000;
/** How many brackets and strings may be open in an interpolation. */
const DEEPEST = 60;
/** How far the end of a here-document is looked for word by word, before all words that end lines are gathered. */
const NEAR = 4000;

const CLOSES: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
/** What a line begins with when the string of the line before was never closed. */
const NEXT_ENTRY =
  /\s{0,400}(?:[A-Za-z_][\w-]{0,200}[ \t]*(?:=(?!=)|\{|")|"[^"\n]{0,200}"[ \t]*(?:=(?!=)|:)|\}(?!["$%}.]))/y;
const MARK = /["\n{}()[\]\\]|[$%]\{|\/\*/g;

/**
 * Behind the brace that closes the interpolation at a place; undefined where it is not closed.
 * @param limit where the string ends at the latest
 */
export function interpolationEnd({ text }: HclScanner, place: number, limit: number): number | undefined {
  const stop = Math.min(limit, place + FAR);
  const lines = new HclScanner(text, place);
  // What is open: the brackets that will close it, or a quote.
  const open: string[] = ['}'];
  let at = place + 2;
  while (at < stop && open.length <= DEEPEST) {
    MARK.lastIndex = at;
    const found = MARK.exec(text);
    const behind = found && found.index < stop ? passMark(lines, found[0], found.index, open) : undefined;
    if (behind === undefined || open.length === 0) {
      return behind;
    }
    at = behind;
  }
  return undefined;
}

/** Notes what a mark opens or closes and gives where to go on; undefined where it shows that something was not closed. */
function passMark(lines: HclScanner, mark: string, place: number, open: string[]): number | undefined {
  const { text } = lines;
  const behind = place + mark.length;
  if (open.at(-1) === '"') {
    return passInString(text, mark, place, open);
  }
  if (mark === '/*') {
    const close = text.slice(behind, place + FAR).indexOf('*/');
    return close < 0 ? behind : behind + close + 2;
  }
  if (mark === '\n') {
    return isBroken(lines, behind, open.length) ? undefined : behind;
  }
  const close = CLOSES[mark.slice(-1)];
  if (mark === '"' || close !== undefined) {
    open.push(close ?? mark);
    return behind;
  }
  return mark === '\\' || open.pop() === mark ? behind : undefined;
}

function passInString(text: string, mark: string, place: number, open: string[]): number | undefined {
  if (mark === '"') {
    open.pop();
  } else if ((mark === '${' || mark === '%{') && text[place - 1] !== mark[0]) {
    open.push('}');
  }
  const behind = place + mark.length;
  return mark === '\n' ? undefined : mark === '\\' ? behind + 1 : behind;
}

function isBroken(lines: HclScanner, at: number, depth: number): boolean {
  NEXT_ENTRY.lastIndex = at;
  return lines.isAtTopLevel(at) || (depth === 1 && NEXT_ENTRY.test(lines.text));
}

export interface HereEnding {
  readonly closed: boolean;
  /** Where the lines of the text end. */
  readonly textEnd: number;
  readonly end: number;
}

/** For each text, the word of each line that is one word, and where its last such line starts. */
const lastWords = new WeakMap<HclScanner, ReadonlyMap<string, number>>();

/** Finds the line that is the closing word. Without one, all is text up to the next block of the outermost level. */
export function hereEnd(scanner: HclScanner, body: number, word: string): HereEnding {
  const { text } = scanner;
  const near = findLine(text, body, word, body + NEAR);
  const start = near ?? (isFurther(scanner, body, word) ? findLine(text, body, word, text.length) : undefined);
  if (start !== undefined) {
    const at = text.indexOf(word, start);
    return { closed: true, textEnd: start, end: at + word.length };
  }
  const end = nextTopLevel(scanner, body);
  return { closed: false, textEnd: end, end };
}

function findLine(text: string, body: number, word: string, limit: number): number | undefined {
  const part = text.slice(0, Math.min(text.length, limit));
  let at = part.indexOf(word, body);
  while (at >= 0) {
    let start = at;
    while (start > body && /[ \t]/.test(text[start - 1] ?? '')) {
      start--;
    }
    if (text[start - 1] === '\n' && /^[ \t\r]*(?:\n|$)/.test(text.slice(at + word.length, at + word.length + 80))) {
      return start;
    }
    at = part.indexOf(word, at + word.length);
  }
  return undefined;
}

function isFurther(scanner: HclScanner, body: number, word: string): boolean {
  let words = lastWords.get(scanner);
  if (!words) {
    words = gatherWords(scanner.text);
    lastWords.set(scanner, words);
  }
  return (words.get(word) ?? -1) >= body;
}

function gatherWords(text: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    if (end - at < 300) {
      words.set(text.slice(at, end).trim(), at);
    }
    at = end + 1;
  }
  return words;
}

function nextTopLevel(scanner: HclScanner, from: number): number {
  for (let at = from; at < scanner.text.length; ) {
    if (scanner.isAtTopLevel(at)) {
      return at;
    }
    const end = scanner.text.indexOf('\n', at);
    at = end < 0 ? scanner.text.length : end + 1;
  }
  return scanner.text.length;
}
