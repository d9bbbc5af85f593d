/**
 * Reads the words of a shell: their quotes, escapes and what the shell would put in for expansions.
 *
 * A quote, bracket or substitution that is never closed is read a second time, up to the end of its line only, so that
 * a half-typed word costs nothing of the lines below. Only the outermost one is read again, and only a few times in one
 * text, so that reading takes time in proportion to the text whatever stands in it.
 */
import type { CommandNode, Placed, Problem, ScalarNode, Span } from '../tree.ts';
import { ansiEscapeAt } from './ansi-escapes.ts';
import * as is from './character-codes.ts';
import { TextLookahead } from './text-lookahead.ts';
import { bareScalar, WordBuilder } from './word-builder.ts';

/** What is deeper is text: nobody writes commands so deep, and reading goes as deep as they do. */
const MOST_DEPTH = 100;
/** How many unclosed quotes are read a second time; the next one reaches to the end of the text. */
const MOST_REPEATS = 8;

/** What can be left unclosed in a word. */
type Construct = 'single' | 'double' | 'ansi' | 'substitution' | 'brace' | 'quoted-brace' | 'backquote';

export abstract class WordReader {
  readonly text: string;
  readonly ahead: TextLookahead;
  readonly problems: Problem[] = [];
  readonly comments: Span[] = [];
  at: number;
  /** Where reading ends for now. */
  end: number;
  /** Takes the commands in substitutions, placed from the beginning of the text. */
  nested: Placed<CommandNode>[] = [];
  /** Whether something was read that depends on text that may stand anywhere below. */
  reachesEnd = false;
  #depth = 0;
  /** How many constructs stand open around the place. */
  #open = 0;
  #repeats = 0;

  constructor(text: string, from: number, end: number) {
    this.text = text;
    this.at = from;
    this.end = end;
    this.ahead = new TextLookahead(text);
  }

  /**
   * Reads commands up to the end, or to the bracket that closes a substitution, which it passes.
   * @returns whether the bracket was found
   */
  protected abstract readNested(untilBracket: boolean): boolean;

  /** The code at a place; NaN behind the end. */
  code(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : Number.NaN;
  }

  /** Passes blanks and escaped line ends. */
  skipBlanks(): void {
    for (;;) {
      const code = this.code(this.at);
      if (is.isBlank(code)) {
        this.at++;
        continue;
      }
      const lineEnd = code === is.BACKSLASH ? is.lineEndAt(this.text, this.at + 1) : 0;
      if (lineEnd === 0 || this.at + 1 + lineEnd > this.end) {
        return;
      }
      this.at += 1 + lineEnd;
    }
  }

  /** Reads the word that begins here; undefined where none does. */
  readWord(table: is.RunTable = is.IN_COMMAND): Placed<ScalarNode> | undefined {
    const start = this.at;
    this.#skipRun(table);
    const ender = table[this.code(this.at)] ?? 0;
    if (ender < 2) {
      return this.at === start ? undefined : { node: bareScalar(this.text.slice(start, this.at)), start };
    }
    const word = this.readParts(start, table);
    return this.at === start ? undefined : word.finish(this.at);
  }

  /** Reads the parts of a word, of which the beginning may be passed already. */
  readParts(start: number, table: is.RunTable = is.IN_COMMAND): WordBuilder {
    const word = new WordBuilder(this.text, start);
    if (this.at > start) {
      word.open('bare', start);
      word.addPlain(start, this.at);
    }
    while (this.#readPart(word, table)) {
      const from = this.at;
      this.#skipRun(table);
      if (this.at > from) {
        word.open('bare', from);
        word.addPlain(from, this.at);
      }
    }
    return word;
  }

  #skipRun(table: is.RunTable): void {
    const { text, end } = this;
    let at = this.at;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code < 128 && table[code] !== 0) {
        break;
      }
      at++;
    }
    this.at = at;
  }

  /** Reads what stands at a character that is special in words; false where it ends the word. */
  #readPart(word: WordBuilder, table: is.RunTable): boolean {
    const { at } = this;
    const code = this.code(at);
    if (table[code] !== 2) {
      return false;
    }
    switch (code) {
      case is.SINGLE_QUOTE:
        word.open('single', at);
        this.#readClosed('single', word);
        return true;
      case is.DOUBLE_QUOTE:
        word.open('double', at);
        this.#readClosed('double', word);
        return true;
      case is.BACKSLASH:
        word.open('bare', at);
        this.#readBareEscape(word);
        return true;
      case is.OPEN:
        return this.#readPattern(word);
      case is.LESS:
      case is.GREATER:
        if (this.code(at + 1) !== is.OPEN || this.#depth >= MOST_DEPTH) {
          return false;
        }
        word.open('bare', at);
        this.#readClosed('substitution', word);
        return true;
      default:
        return this.#readExpansion(word, false);
    }
  }

  #readBareEscape(word: WordBuilder): void {
    const { at } = this;
    const lineEnd = is.lineEndAt(this.text, at + 1);
    if (lineEnd > 0 && at + 1 + lineEnd <= this.end) {
      this.at += 1 + lineEnd;
    } else if (at + 1 < this.end) {
      word.addEscape(this.text.charAt(at + 1), at, at + 2);
      this.at += 2;
    } else {
      word.addPlain(at, at + 1);
      this.at++;
    }
  }

  /** `@(a|b)` and its like: a pattern for names of files, no group of commands. */
  #readPattern(word: WordBuilder): boolean {
    const { at } = this;
    const close = at > word.start ? this.ahead.patternEnd(at, this.end) : -1;
    if (close < 0) {
      return false;
    }
    word.open('bare', at);
    word.addPlain(at, close);
    this.at = close;
    return true;
  }

  /** Reads what begins with `$` or a backquote. Always passes something, and says whether all that it opened is closed. */
  #readExpansion(word: WordBuilder, quoted: boolean): boolean {
    const { at } = this;
    const next = this.code(at + 1);
    if (!quoted) {
      if (this.code(at) === is.DOLLAR && (next === is.SINGLE_QUOTE || next === is.DOUBLE_QUOTE)) {
        return this.#readDollarQuote(word, next);
      }
      word.open('bare', at);
    }
    if (this.code(at) === is.BACKQUOTE) {
      return this.#readClosed('backquote', word);
    }
    const plainEnd =
      next === is.OPEN || next === is.OPEN_BRACE ? this.#plainExpansion(at, next) : this.#nameEnd(at + 1);
    if (plainEnd > at + 1) {
      word.addOpaque(at, plainEnd);
      this.at = plainEnd;
    } else if (this.#depth < MOST_DEPTH && plainEnd < 0) {
      return this.#readClosed(next === is.OPEN ? 'substitution' : quoted ? 'quoted-brace' : 'brace', word);
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
    return this.#readClosed(isAnsi ? 'ansi' : 'double', word);
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

  /** Reads a construct, and where it is never closed what stands of it on its line. */
  #readClosed(construct: Construct, word: WordBuilder): boolean {
    if (this.#open > 0) {
      return this.#read(construct, word);
    }
    const opener = this.at;
    const before = word.mark();
    const marks = [this.problems.length, this.comments.length, this.nested.length] as const;
    if (this.#readCounted(construct, word)) {
      return true;
    }
    if (this.repeats()) {
      [this.problems.length, this.comments.length, this.nested.length] = marks;
      word.restore(before);
      this.at = opener;
      const { end } = this;
      this.end = this.ahead.lineEnd(opener, end);
      this.#readCounted(construct, word);
      this.end = end;
    }
    const isQuote = construct === 'single' || construct === 'double' || construct === 'ansi';
    word.report(isQuote ? 'unclosed-string' : 'unclosed', opener);
    return true;
  }

  /** Whether something that is not closed may be read a second time. Asked once for each. */
  protected repeats(): boolean {
    this.reachesEnd = true;
    this.#repeats++;
    return this.#open === 0 && this.#repeats <= MOST_REPEATS;
  }

  #readCounted(construct: Construct, word: WordBuilder): boolean {
    this.#open++;
    const isClosed = this.#read(construct, word);
    this.#open--;
    return isClosed;
  }

  /** Reads a construct and says whether it is closed; if not, everything up to the end was read. */
  #read(construct: Construct, word: WordBuilder): boolean {
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
        if (!this.#readExpansion(word, true)) {
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

  skipTabs(): number {
    while (this.code(this.at) === is.TAB) {
      this.at++;
    }
    return this.at;
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
        this.#read(code === is.SINGLE_QUOTE ? 'single' : 'double', within);
      } else if (code === is.DOLLAR || code === is.BACKQUOTE) {
        this.#readExpansion(within, true);
      } else {
        this.at++;
      }
    }
    word.addOpaque(start, this.at);
    return isClosed;
  }
}
