/** Reads the words of a shell, from their parts. */
import type { Placed, ScalarNode } from '../tree.ts';
import * as is from './character-codes.ts';
import { QuoteReader } from './quote-reader.ts';
import { bareScalar, WordBuilder } from './word-builder.ts';

/**
 * What stands in manuals for something to put in. A shell would read from a file of that name and write to the next word;
 * nobody writes that so, with no blank behind the one sign and one behind the other.
 */
const PLACEHOLDER = /<[A-Za-z][\w.-]*(?: [\w.-]+)*>(?!\/dev\/)(?=[\s"'),;/:@-]|$)/y;
const MOST_IN_PLACEHOLDER = 80;

export abstract class WordReader extends QuoteReader {
  /** Behind the placeholder that begins at a place; -1 where none does. */
  protected placeholderEnd(at: number): number {
    if (this.code(at) !== is.LESS) {
      return -1;
    }
    const source = this.text.slice(at, Math.min(this.end, at + MOST_IN_PLACEHOLDER));
    PLACEHOLDER.lastIndex = 0;
    const width = PLACEHOLDER.exec(source)?.[0].length;
    return width === undefined ? -1 : at + width;
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
    this.#skipRun(table);
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
        this.readClosed('single', word);
        return true;
      case is.DOUBLE_QUOTE:
        word.open('double', at);
        this.readClosed('double', word);
        return true;
      case is.BACKSLASH:
        word.open('bare', at);
        this.#readBareEscape(word);
        return true;
      case is.OPEN:
        return this.#readPattern(word);
      case is.LESS:
      case is.GREATER:
        if (this.#readPlaceholder(word)) {
          return true;
        }
        if (this.code(at + 1) !== is.OPEN || this.isTooDeep) {
          return false;
        }
        word.open('bare', at);
        this.readClosed('substitution', word);
        return true;
      default:
        return this.readExpansion(word, false);
    }
  }

  #readPlaceholder(word: WordBuilder): boolean {
    const { at } = this;
    const end = this.placeholderEnd(at);
    if (end < 0) {
      return false;
    }
    word.open('bare', at);
    word.addPlain(at, end);
    this.at = end;
    return true;
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
}
