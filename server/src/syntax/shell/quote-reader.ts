/** Reads what is quoted or expanded in words of a shell: quotes, escapes, and what the shell would put in. */
import { ansiEscapeAt } from './ansi-escapes.ts';
import * as is from './character-codes.ts';
import { type Construct, ConstructReader } from './construct-reader.ts';
import { WordBuilder } from './word-builder.ts';

/** What is deeper is text: nobody writes commands so deep, and reading goes as deep as they do. */
const MOST_DEPTH = 100;
export abstract class QuoteReader extends ConstructReader {
  #depth = 0;

  /** Reads what begins with `$` or a backquote. Always passes something, and says whether all that it opened is closed. */
  protected readExpansion(word: WordBuilder, quoted: boolean): boolean {
    const { at } = this;
    const next = this.code(at + 1);
    if (!quoted) {
      if (this.code(at) === is.DOLLAR && (next === is.SINGLE_QUOTE || next === is.DOUBLE_QUOTE)) {
        return this.#readDollarQuote(word, next);
      }
      word.open('bare', at);
    }
    if (this.code(at) === is.BACKQUOTE) {
      return this.readClosed('backquote', word);
    }
    const plainEnd =
      next === is.OPEN || next === is.OPEN_BRACE ? this.#plainExpansion(at, next) : this.#nameEnd(at + 1);
    if (plainEnd > at + 1) {
      word.addOpaque(at, plainEnd);
      this.at = plainEnd;
    } else if (this.#depth < MOST_DEPTH && plainEnd < 0) {
      return this.readClosed(next === is.OPEN ? 'substitution' : quoted ? 'quoted-brace' : 'brace', word);
    } else {
      word.addPlain(at, at + 1);
      this.at++;
    }
    return true;
  }

  /** `$'…'`, or `$"…"`, which reads as if it had no dollar. */
  #readDollarQuote(word: WordBuilder, quote: number): boolean {
    const isAnsi = quote === is.SINGLE_QUOTE;
    word.open(isAnsi ? 'ansi' : 'double', this.at);
    this.at += isAnsi ? 0 : 1;
    return this.readClosed(isAnsi ? 'ansi' : 'double', word);
  }

  /** Behind an expansion in which no commands are looked for: `$((…))`, `${{ … }}`; -1 where it is none of these. */
  #plainExpansion(at: number, next: number): number {
    if (next === is.OPEN) {
      return this.code(at + 2) === is.OPEN ? this.ahead.arithmeticEnd(at + 1, this.end) : -1;
    }
    return this.code(at + 2) === is.OPEN_BRACE ? this.ahead.templateEnd(at, this.end) : -1;
  }

  /** Behind the name of a variable, or where it would begin. */
  #nameEnd(from: number): number {
    const code = this.code(from);
    if (is.beginsName(code)) {
      let at = from + 1;
      while (is.beginsName(this.code(at)) || is.isDigit(this.code(at))) {
        at++;
      }
      return at;
    }
    return is.isDigit(code) || (code < 128 && '@*#?-$!'.includes(String.fromCharCode(code))) ? from + 1 : from;
  }

  /** Reads a construct and says whether it is closed; if not, everything up to the end was read. */
  protected override read(construct: Construct, word: WordBuilder): boolean {
    switch (construct) {
      case 'single':
        return this.#readSingle(word);
      case 'double':
        this.at++;
        return this.readExpanded(word, true, false);
      case 'ansi':
        return this.#readAnsi(word);
      case 'backquote':
        return this.#readBackquote(word);
      default: {
        this.#depth++;
        const isClosed =
          construct === 'substitution'
            ? this.#readSubstitution(word)
            : this.#readBrace(word, construct === 'quoted-brace');
        this.#depth--;
        return isClosed;
      }
    }
  }

  #readSingle(word: WordBuilder): boolean {
    const from = this.at + 1;
    const close = this.ahead.singleQuote(from);
    const isClosed = close >= 0 && close < this.end;
    const to = isClosed ? close : this.end;
    word.addPlain(from, to);
    this.at = isClosed ? to + 1 : to;
    return isClosed;
  }

  #readAnsi(word: WordBuilder): boolean {
    this.at += 2;
    let run = this.at;
    for (let code = this.code(this.at); this.at < this.end; code = this.code(this.at)) {
      if (code === is.SINGLE_QUOTE) {
        word.addPlain(run, this.at);
        this.at++;
        return true;
      }
      if (code === is.BACKSLASH) {
        word.addPlain(run, this.at);
        const { text, width } = ansiEscapeAt(this.text, this.at);
        const to = Math.min(this.end, this.at + width);
        word.addEscape(text, this.at, to);
        this.at = to;
        run = to;
      } else {
        this.at++;
      }
    }
    word.addPlain(run, this.at);
    return false;
  }

  /**
   * Reads text in which only expansions and some escapes count, up to the closing quote or the end.
   * @param tabs whether the tabs at the beginning of lines do not count
   */
  readExpanded(word: WordBuilder, quoted: boolean, tabs: boolean): boolean {
    let run = this.at;
    while (this.at < this.end) {
      const code = this.text.charCodeAt(this.at);
      if (code === is.DOUBLE_QUOTE && quoted) {
        word.addPlain(run, this.at);
        this.at++;
        return true;
      }
      if (code === is.BACKSLASH) {
        run = this.#readQuotedEscape(word, run, quoted);
      } else if (code === is.DOLLAR || code === is.BACKQUOTE) {
        word.addPlain(run, this.at);
        if (!this.readExpansion(word, true)) {
          return false;
        }
        run = this.at;
      } else if (code === is.NEWLINE && tabs) {
        this.at++;
        word.addPlain(run, this.at);
        run = this.skipTabs();
      } else {
        this.at++;
      }
    }
    word.addPlain(run, this.at);
    return !quoted;
  }

  /** @returns where the run goes on: behind the escape, or where it was, for a backslash that stands for itself */
  #readQuotedEscape(word: WordBuilder, run: number, quoted: boolean): number {
    const { at } = this;
    const next = this.code(at + 1);
    const lineEnd = is.lineEndAt(this.text, at + 1);
    const isEscape = next === is.DOLLAR || next === is.BACKQUOTE || next === is.BACKSLASH;
    if (lineEnd > 0 && at + 1 + lineEnd <= this.end) {
      word.addPlain(run, at);
      this.at += 1 + lineEnd;
    } else if (isEscape || (quoted && next === is.DOUBLE_QUOTE)) {
      word.addPlain(run, at);
      word.addEscape(this.text.charAt(at + 1), at, at + 2);
      this.at += 2;
    } else {
      this.at++;
      return run;
    }
    return this.at;
  }

  #readSubstitution(word: WordBuilder): boolean {
    const start = this.at;
    this.at += 2;
    const isClosed = this.readNested(true);
    word.addOpaque(start, this.at);
    return isClosed;
  }

  #readBackquote(word: WordBuilder): boolean {
    const start = this.at;
    let close = start + 1;
    while (close < this.end && this.text.charCodeAt(close) !== is.BACKQUOTE) {
      close += this.text.charCodeAt(close) === is.BACKSLASH ? 2 : 1;
    }
    const isClosed = close < this.end;
    const { end } = this;
    if (isClosed && this.#depth < MOST_DEPTH) {
      this.at = start + 1;
      this.end = close;
      this.#depth++;
      this.readNested(false);
      this.#depth--;
      this.end = end;
    }
    this.at = isClosed ? close + 1 : end;
    word.addOpaque(start, this.at);
    return isClosed;
  }

  get isTooDeep(): boolean {
    return this.#depth >= MOST_DEPTH;
  }

  /** `${…}`, in which quotes and expansions stand again. */
  #readBrace(word: WordBuilder, quoted: boolean): boolean {
    const start = this.at;
    this.at += 2;
    // Between double quotes a single one is text where it is part of a default value, and a quote in a pattern.
    const isText = quoted && /^\w*:?[-+=?]/.test(this.text.slice(this.at, this.at + 80));
    const within = new WordBuilder(this.text, start);
    let isClosed = false;
    while (!isClosed && this.at < this.end) {
      const code = this.text.charCodeAt(this.at);
      if (code === is.CLOSE_BRACE) {
        this.at++;
        isClosed = true;
      } else if (code === is.BACKSLASH) {
        this.at = Math.min(this.end, this.at + 2);
      } else if ((code === is.SINGLE_QUOTE && !isText) || code === is.DOUBLE_QUOTE) {
        this.read(code === is.SINGLE_QUOTE ? 'single' : 'double', within);
      } else if (code === is.DOLLAR || code === is.BACKQUOTE) {
        this.readExpansion(within, true);
      } else {
        this.at++;
      }
    }
    word.addOpaque(start, this.at);
    return isClosed;
  }
}
