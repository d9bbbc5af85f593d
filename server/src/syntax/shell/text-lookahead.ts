/** Looks ahead in a text, never far, and remembers how far, so that it is known what a reading depends on. */
import * as is from './character-codes.ts';

/** Expressions that are longer are taken for commands; it keeps looking ahead from costing more than reading. */
const LONGEST = 500;
const MOST_OPEN = 16;
const BEFORE_PATTERN = '@!+?*';

export class TextLookahead {
  readonly #text: string;
  /** Behind the furthest place that was looked at. */
  reach = 0;
  #quoteFrom = 0;
  #quote = 0;
  #templateFrom = 0;
  #template = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The end of the line of a place, before its line feed. */
  lineEnd(from: number, end: number): number {
    let line = from;
    while (line < end && this.#text.charCodeAt(line) !== is.NEWLINE) {
      line++;
    }
    return this.#text.charCodeAt(line - 1) === is.RETURN && line > from ? line - 1 : line;
  }

  /** The next single quote from a place on; -1 where there is none. */
  singleQuote(from: number): number {
    // Asked for twice in the same stretch, it is known: looking again and again for what is far away would take long.
    const isKnown = from >= this.#quoteFrom && (this.#quote < 0 || from <= this.#quote);
    if (!isKnown) {
      this.#quote = this.#text.indexOf("'", from);
      this.#quoteFrom = from;
    }
    return this.#quote;
  }

  /**
   * Behind the `))` of an arithmetic expression; -1 where the brackets are closed otherwise, as those of groups in groups.
   * @param from where its `((` is
   */
  arithmeticEnd(from: number, end: number): number {
    let open = 0;
    const limit = Math.min(end, from + LONGEST);
    for (let at = from; at < limit; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === is.OPEN) {
        open++;
        if (open > MOST_OPEN) {
          return this.#saw(at, -1);
        }
      } else if (code === is.CLOSE) {
        open--;
        if (open === 1) {
          const isEnd = at + 1 < end && this.#text.charCodeAt(at + 1) === is.CLOSE;
          return this.#saw(at + 1, isEnd ? at + 2 : -1);
        }
      }
    }
    return this.#saw(limit, -1);
  }

  /** Behind the `}}` of `${{ … }}`, which is replaced before a shell reads it; -1 where there is none on the line. */
  templateEnd(from: number, end: number): number {
    let at = from + 3;
    if (at >= this.#templateFrom && at <= this.#template) {
      at = this.#template;
    }
    this.#templateFrom = from + 3;
    while (at < end && this.#text.charCodeAt(at) !== is.NEWLINE && !this.#text.startsWith('}}', at)) {
      at++;
    }
    this.#template = at;
    return at + 2 <= end && this.#text.charCodeAt(at) === is.CLOSE_BRACE ? at + 2 : -1;
  }

  /** Behind the bracket that closes a pattern like `@(a|b)`; -1 where there is none on the line. */
  patternEnd(from: number, end: number): number {
    if (!BEFORE_PATTERN.includes(this.#text.charAt(from - 1))) {
      return -1;
    }
    let open = 0;
    const limit = Math.min(end, from + LONGEST);
    for (let at = from; at < limit; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === is.NEWLINE || open > MOST_OPEN) {
        return -1;
      }
      open += code === is.OPEN ? 1 : code === is.CLOSE ? -1 : 0;
      if (open === 0) {
        return at + 1;
      }
    }
    return this.#saw(limit, -1);
  }

  /** Notes that what was read depends on the text up to a place. */
  saw(place: number): void {
    this.reach = Math.max(this.reach, place + 1);
  }

  #saw(place: number, result: number): number {
    this.saw(place);
    return result;
  }
}
