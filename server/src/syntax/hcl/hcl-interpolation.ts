/** How HCL writes what stands in the `${…}` of a string, and where a here-document ends. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the braces are those of HCL
import type { InterpolationSigns } from '../interpolation-end.ts';
import type { HclScanner } from './hcl-scanner.ts';

/** How far the end of a here-document is looked for word by word, before all words that end lines are gathered. */
const NEAR = 4000;

const NEXT_ENTRY =
  /\s{0,400}(?:[A-Za-z_][\w-]{0,200}[ \t]*(?:=(?!=)|\{|")|"[^"\n]{0,200}"[ \t]*(?:=(?!=)|:)|\}(?!["$%}.]))/y;
const MARK = /["\n{}()[\]\\]|[$%]\{|\/\*/g;
export const INTERPOLATION: InterpolationSigns = { quote: '"', mark: MARK, nextEntry: NEXT_ENTRY, doubledSign: true };

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
  const end = scanner.nextTopLevel(body);
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
