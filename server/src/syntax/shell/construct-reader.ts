/**
 * What can be left open in a word, and what is made of it then: quotes, brackets, substitutions.
 *
 * What is never closed is read a second time, up to the end of its line only, so that a half-typed word costs nothing
 * of the lines below. Only the outermost one is read again, and only a few times in one text, so that reading takes
 * time in proportion to the text whatever stands in it.
 */
import type { CommandNode, Placed } from '../tree.ts';
import * as is from './character-codes.ts';
import { ShellCursor } from './shell-cursor.ts';
import type { WordBuilder } from './word-builder.ts';

/** How many unclosed quotes are read a second time; the next one reaches to the end of the text. */
const MOST_REPEATS = 4;

/** What can be left unclosed in a word. */
export type Construct =
  | 'single'
  | 'double'
  | 'ansi'
  | 'substitution'
  | 'brace'
  | 'quoted-brace'
  | 'backquote'
  | 'table'
  | 'array';

export abstract class ConstructReader extends ShellCursor {
  /** Takes the commands in substitutions, placed from the beginning of the text. */
  nested: Placed<CommandNode>[] = [];
  /** Whether something was read that depends on text that may stand anywhere below. */
  reachesEnd = false;
  /**
   * The opening quotes that end with their lines. A quote that is left open takes the next one for its end, and then all
   * others are taken the wrong way round up to the last one, which is the one that is missed.
   */
  forced: ReadonlySet<number> = new Set();
  /** The first quote that looks like it: it reaches over lines, and a word begins right behind its end. */
  suspect = -1;
  /** Whether a quote is left open and there is a suspect, so that all is to be read again. */
  isMisled = false;
  /** Whether something that is not closed is being read up to the end of its line. */
  protected isOnLine = false;
  /** How many constructs stand open around the place. */
  #open = 0;
  #repeats = 0;

  /**
   * Reads commands up to the end, or to the bracket that closes a substitution, which it passes.
   * @returns whether the bracket was found
   */
  protected abstract readNested(untilBracket: boolean): boolean;

  /** Reads a construct and says whether it is closed; if not, everything up to the end was read. */
  protected abstract read(construct: Construct, word: WordBuilder): boolean;

  /** Reads a construct, and where it is never closed what stands of it on its line. */
  protected readClosed(construct: Construct, word: WordBuilder): boolean {
    if (this.#open > 0) {
      return this.read(construct, word);
    }
    const opener = this.at;
    if (isQuote(construct) && this.forced.has(opener)) {
      this.reachesEnd = true;
      this.#readOnLine(construct, word);
      return true;
    }
    const before = word.mark();
    const marks = [this.problems.length, this.comments.length, this.nested.length] as const;
    if (this.#readCounted(construct, word)) {
      if (isQuote(construct) && this.suspect < 0 && this.#looksMisled(opener)) {
        this.suspect = opener;
      }
      return true;
    }
    this.isMisled = this.isMisled || this.suspect >= 0;
    if (this.repeats()) {
      [this.problems.length, this.comments.length, this.nested.length] = marks;
      word.restore(before);
      this.at = opener;
      this.#readOnLine(construct, word);
    } else {
      word.report(isQuote(construct) ? 'unclosed-string' : 'unclosed', opener);
    }
    return true;
  }

  /** Whether what was read from a quote on reaches over lines and ends where a word begins. */
  #looksMisled(opener: number): boolean {
    const next = this.code(this.at);
    const isVariable = next === is.DOLLAR && this.code(this.at - 1) === is.DOUBLE_QUOTE;
    const isWord = is.beginsName(next) || is.isDigit(next) || next === is.OPEN_BRACE || isVariable;
    return isWord && this.ahead.lineEnd(opener, this.at) < this.at;
  }

  #readOnLine(construct: Construct, word: WordBuilder): void {
    const { at: opener, end } = this;
    this.end = this.ahead.lineEnd(opener, end);
    this.isOnLine = true;
    this.#readCounted(construct, word);
    this.isOnLine = false;
    this.end = end;
    word.report(isQuote(construct) ? 'unclosed-string' : 'unclosed', opener);
  }

  /** Whether something that is not closed may be read a second time. Asked once for each. */
  protected repeats(): boolean {
    this.reachesEnd = true;
    this.#repeats++;
    return this.#open === 0 && this.#repeats <= MOST_REPEATS;
  }

  #readCounted(construct: Construct, word: WordBuilder): boolean {
    this.#open++;
    const isClosed = this.read(construct, word);
    this.#open--;
    return isClosed;
  }
}

function isQuote(construct: Construct): boolean {
  return construct === 'single' || construct === 'double' || construct === 'ansi';
}
