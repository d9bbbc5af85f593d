/** Reads the words of PowerShell commands, from their parts. */

import { makeTextOf } from '../make-text.ts';
import { uniformMap } from '../offset-map.ts';
import { bareScalar, WordBuilder } from '../shell/word-builder.ts';
import { NOTHING, type Placed, type ScalarNode } from '../tree.ts';
import { HereStringReader } from './here-string-reader.ts';
import * as is from './powershell-characters.ts';

const SPLAT = /@(?:\w{1,40}:)?\w+/y;
/** What stands in manuals for something to put in; PowerShell itself has no use for it. */
const PLACEHOLDER = /<[A-Za-z][^<>\n'"|]{0,80}>/y;
const MEMBER = /\.\w+|::\w+/y;
const INDEX = /\[[^[\]\n]{0,200}\]/y;

export abstract class ArgumentReader extends HereStringReader {
  /** Reads the word that begins here; undefined where none does. */
  readWord(): Placed<ScalarNode> | undefined {
    const start = this.at;
    const code = this.code(start);
    if (code === is.AT) {
      const read = this.#readAt();
      if (read) {
        return read;
      }
    }
    this.#skipRun();
    if (this.at > start && is.traitInWord(this.code(this.at)) === 1) {
      return { node: bareScalar(this.text.slice(start, this.at)), start };
    }
    this.at = start;
    const word = this.readParts();
    return this.at === start ? undefined : word.finish(this.at);
  }

  /** Reads the parts of a word. */
  readParts(): WordBuilder {
    const word = new WordBuilder(this.text, this.at);
    const code = this.code(this.at);
    if (is.isQuote(code)) {
      this.readString(word);
      this.#readMembers(word);
    } else if (code === is.OPEN) {
      if (!this.isTooDeep) {
        word.open('bare', this.at);
        this.readClosed('substitution', word);
        this.#readMembers(word);
      }
    } else {
      this.#readGeneric(word);
    }
    return word;
  }

  protected readString(word: WordBuilder): void {
    const construct = is.isSingleQuote(this.code(this.at)) ? 'single' : 'double';
    word.open(construct, this.at);
    this.readClosed(construct, word);
  }

  /** Reads what begins with `@`; an array or a hashtable is opaque here. */
  #readAt(): Placed<ScalarNode> | undefined {
    const start = this.at;
    const next = this.code(start + 1);
    if ((next === is.OPEN || next === is.OPEN_BRACE) && !this.isTooDeep) {
      const word = new WordBuilder(this.text, start);
      word.open('bare', start);
      this.readClosed(next === is.OPEN ? 'substitution' : 'brace', word);
      this.#readMembers(word);
      return word.finish(this.at);
    }
    const splat = this.matchAt(SPLAT)?.[0];
    if (splat !== undefined && is.traitInWord(this.code(start + splat.length)) === 1) {
      this.at += splat.length;
      return { node: wholeScalar(splat, 'splat', false), start };
    }
    return this.readHereString();
  }

  #skipRun(): void {
    while (is.traitInWord(this.code(this.at)) === 0) {
      this.at++;
    }
  }

  #readGeneric(word: WordBuilder): void {
    for (;;) {
      const from = this.at;
      this.#skipRun();
      if (this.at > from) {
        word.open('bare', from);
        word.addPlain(from, this.at);
      }
      if (is.traitInWord(this.code(this.at)) !== 2 || !this.#readSpecial(word)) {
        return;
      }
    }
  }

  /** Reads what stands at a character that is special in words; false where it ends the word. */
  #readSpecial(word: WordBuilder): boolean {
    const { at } = this;
    const code = this.code(at);
    if (code === is.DOLLAR) {
      word.open('bare', at);
      this.readExpansion(word);
      if (at === word.start) {
        this.#readMembers(word);
      }
      return true;
    }
    if (code === is.LESS) {
      const placeholder = this.matchAt(PLACEHOLDER)?.[0];
      if (placeholder === undefined) {
        return false;
      }
      word.open('bare', at);
      word.addPlain(at, at + placeholder.length);
      this.at += placeholder.length;
      return true;
    }
    if (code === is.BACKQUOTE) {
      if (is.lineEndAt(this.text, at + 1) > 0) {
        return false;
      }
      word.open('bare', at);
      this.readEscape(word);
      return true;
    }
    this.readString(word);
    return true;
  }

  /** Properties, methods and indexes of what was read. */
  #readMembers(word: WordBuilder): void {
    for (;;) {
      const { at } = this;
      const code = this.code(at);
      const found =
        code === is.OPEN_BRACKET
          ? this.matchAt(INDEX)
          : code === is.DOT || code === is.COLON
            ? this.matchAt(MEMBER)
            : undefined;
      if (!found) {
        return;
      }
      word.open('bare', at);
      word.addOpaque(at, at + found[0].length);
      this.at += found[0].length;
      if (code !== is.OPEN_BRACKET && this.code(this.at) === is.OPEN && !this.isTooDeep) {
        this.readClosed('substitution', word);
      }
    }
  }
}

/** A scalar that is written as it reads. */
export function wholeScalar(text: string, style: string, isOpaque: boolean): ScalarNode {
  const opaque = isOpaque ? [{ start: 0, end: text.length }] : NOTHING;
  return makeTextOf({ text, width: text.length, map: uniformMap(0), opaque, style, problems: NOTHING });
}
