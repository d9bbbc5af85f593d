/**
 * Hides from the library what stands in YAML files and is no YAML: tokens of template tools where a value begins, lines
 * that are for such tools only, and the marks of git conflicts. What is hidden becomes a word or a comment of the same
 * length, so that places stay what they are; nodes take their text from the source.
 */

const CONFLICT = /^(?:<{7}(?: .*)?|>{7}(?: .*)?|\|{7}(?: .*)?|={7})$/;
/** A line of a template tool that stands for no value: a statement, a comment, an include that trims what is around. */
const STATEMENT =
  /^(?:\{%|\{#|\{\{[-~#/!>*]|\{\{\s*(?:if|else|end|range|with|define|block|template|include|toYaml|fail|for)\b)/;
/** A limit, so that a line of tokens that are not closed is read in linear time. */
const LONGEST_TOKEN = 500;
const SUSPECT = /\{\{|\{%|\{#|^[<=>|]{7}/m;

/** @returns the text, of the same length, as the library is to see it */
export function maskTemplates(text: string): string {
  if (!SUSPECT.test(text)) {
    return text;
  }
  const lines = text.split('\n');
  let before = '';
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.includes('{') || CONFLICT.test(line.trimEnd())) {
      lines[index] = maskLine(line, before);
    }
    before = line.trim() === '' ? before : line;
  }
  return lines.join('\n');
}

function maskLine(line: string, before: string): string {
  const content = line.trim();
  if (CONFLICT.test(line.trimEnd())) {
    return `#${line.slice(1)}`;
  }
  const isAlone = /^\{[{%#]/.test(content) && /[}%#]\}$/.test(content);
  if (isAlone && (STATEMENT.test(content) || !/[:-]\s*$/.test(before))) {
    const indent = line.indexOf('{');
    return `${line.slice(0, indent)}#${line.slice(indent + 1)}`;
  }
  return line.includes('{{') ? maskTokens(line) : line;
}

/** Hides the tokens that begin a value, a key or an item, and those that follow them at once. */
function maskTokens(line: string): string {
  let masked = '';
  let at = 0;
  const quotes = new Quotes(line);
  for (let open = line.indexOf('{{'); open >= 0; open = line.indexOf('{{', Math.max(at, open + 1))) {
    const isNext = open === at && at > 0;
    if (!isNext && (quotes.hold(open) || !beginsValue(line, open))) {
      continue;
    }
    const end = endOfToken(line, open);
    masked += line.slice(at, open) + 'x'.repeat(end - open);
    at = end;
  }
  return masked + line.slice(at);
}

/** Which places of a line stand in quotes; asked from left to right. */
class Quotes {
  readonly #line: string;
  #at = 0;
  #open = '';

  constructor(line: string) {
    this.#line = line;
  }

  hold(place: number): boolean {
    for (; this.#at < place; this.#at++) {
      const sign = this.#line[this.#at];
      if (this.#open === '"' && sign === '\\') {
        this.#at++;
      } else if (sign === this.#open) {
        this.#open = '';
      } else if (
        this.#open === '' &&
        (sign === '"' || sign === "'") &&
        /^$|[\s[{,:(-]/.test(this.#line[this.#at - 1] ?? '')
      ) {
        this.#open = sign;
      }
    }
    return this.#open !== '';
  }
}

function beginsValue(line: string, open: number): boolean {
  let back = open - 1;
  while (line[back] === ' ' || line[back] === '\t') {
    back--;
  }
  const before = line[back];
  const isIndicator = before === ':' || before === '-' || before === '?';
  return before === undefined || before === '[' || before === ',' || (isIndicator && back < open - 1);
}

/** Behind the braces that close the token; where none do, it is half-typed and goes to the end of what is written. */
function endOfToken(line: string, open: number): number {
  let depth = 0;
  let stop = -1;
  const limit = Math.min(line.length, open + LONGEST_TOKEN);
  for (let at = open; at < limit; at++) {
    const char = line[at];
    if (char === '{') {
      depth++;
    } else if (char === '}') {
      depth--;
      if (depth === 0) {
        return at + 1;
      }
    } else if (
      stop < 0 &&
      (char === '"' || char === "'" || char === '\\' || (char === '#' && /[ \t]/.test(line[at - 1] ?? '')))
    ) {
      stop = at;
    }
  }
  const end = stop < 0 ? limit : stop;
  return open + line.slice(open, end).trimEnd().length;
}
