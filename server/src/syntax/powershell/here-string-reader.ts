/** Reads here-strings: text on lines of its own, between `@'` at the end of a line and `'@` at the beginning of one. */
import { WordBuilder } from '../shell/word-builder.ts';
import type { Placed, ScalarNode } from '../tree.ts';
import { ExpandableReader } from './expandable-reader.ts';
import * as is from './powershell-characters.ts';

interface Ending {
  /** Where the body ends, before the line end. */
  readonly end: number;
  readonly next: number;
  readonly isClosed: boolean;
}

export abstract class HereStringReader extends ExpandableReader {
  /** From where on no here-string of a kind of quote is closed. */
  readonly #unclosed = new Map<boolean, number>();

  /** Reads the here-string that begins here; undefined where none does. */
  protected readHereString(): Placed<ScalarNode> | undefined {
    const start = this.at;
    const quote = this.code(start + 1);
    if (this.code(start) !== is.AT || !is.isQuote(quote)) {
      return undefined;
    }
    let body = start + 2;
    while (is.isBlank(this.code(body))) {
      body++;
    }
    if (this.code(body) !== is.NEWLINE) {
      return undefined;
    }
    body++;
    const isSingle = is.isSingleQuote(quote);
    const ending = this.#findEnd(body, isSingle);
    const word = new WordBuilder(this.text, start);
    word.open(isSingle ? 'here-raw' : 'here', start);
    const { end } = this;
    this.at = body;
    this.end = Math.max(body, ending.end);
    if (isSingle) {
      word.addPlain(body, this.end);
    } else {
      this.readExpanded(word, false);
    }
    this.end = end;
    this.at = ending.next;
    if (!ending.isClosed) {
      this.reachesEnd = true;
      word.report('unclosed-here-document', start);
    }
    return word.finish(this.at);
  }

  /** Where the line that ends it is missing, one that is only indented takes its place. */
  #findEnd(body: number, isSingle: boolean): Ending {
    const isHopeless = body >= (this.#unclosed.get(isSingle) ?? Number.POSITIVE_INFINITY);
    const isOfKind = isSingle ? is.isSingleQuote : is.isDoubleQuote;
    const ends = (at: number): boolean => isOfKind(this.code(at)) && this.code(at + 1) === is.AT;
    const before = (line: number): number => {
      const end = this.text.charCodeAt(line - 2) === is.RETURN ? line - 2 : line - 1;
      return Math.max(body, end);
    };
    let alike: Ending | undefined;
    for (let line = body; line < this.end; ) {
      if (ends(line)) {
        return { end: before(line), next: line + 2, isClosed: true };
      }
      let at = line;
      while (is.isBlank(this.code(at))) {
        at++;
      }
      if (!alike && ends(at)) {
        alike = { end: before(line), next: at + 2, isClosed: false };
      }
      if (alike && isHopeless) {
        return alike;
      }
      const newline = this.text.indexOf('\n', at);
      line = newline < 0 ? this.end : newline + 1;
    }
    if (!isHopeless) {
      this.#unclosed.set(isSingle, body);
    }
    return alike ?? { end: this.end, next: this.end, isClosed: false };
  }
}
