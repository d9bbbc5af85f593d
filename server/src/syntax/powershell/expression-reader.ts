/** Passes over expressions of PowerShell and the words of its flow of control, and says where statements begin in them. */
import { WordBuilder } from '../shell/word-builder.ts';
import { CommandReader } from './command-reader.ts';
import * as is from './powershell-characters.ts';
import type { StatementList } from './statement-list.ts';

const KEYWORD =
  /(?:if|elseif|else|while|until|do|foreach|for|switch|function|filter|workflow|param|begin|process|end|clean|dynamicparam|try|catch|finally|trap|return|throw|exit|break|continue|class|enum|using|default|hidden|static)(?![\w.:\\/-])/iy;
/** Behind these a statement begins; behind all others stand names, types or brackets. */
const LEADING = new Set([
  'else',
  'do',
  'try',
  'finally',
  'begin',
  'process',
  'end',
  'clean',
  'dynamicparam',
  'return',
  'throw',
  'exit',
  'default',
]);
/** Words that are commands too, unless a block or its name stands behind. */
const BEFORE_BLOCK = /(?:begin|process|end|clean|dynamicparam|default|data)\s{0,20}\{/iy;
const MAYBE_COMMAND = new Set(['begin', 'process', 'end', 'clean', 'dynamicparam', 'default']);
const EACH = /\(\s{0,20}\$\w+\s{1,20}in\s/iy;
const FUNCTION_NAME = /[ \t]{0,20}[\w:-]+[ \t]{0,20}(?=\()/y;
const WORD = /[\w\u0080-\u200f\u2010-\u2012\u2020-\uffff]+/y;

export abstract class ExpressionReader extends CommandReader {
  /** Reads something of which there will be no node; the commands in it stand for themselves. */
  protected readAside(list: StatementList, read: () => void): void {
    const collected = this.nested;
    this.nested = [];
    read();
    list.items.push(...this.nested);
    this.nested = collected;
  }

  protected passString(list: StatementList): void {
    const word = new WordBuilder(this.text, this.at);
    this.readAside(list, () => this.readString(word));
    this.keepProblems(word);
  }

  /** Passes a part of an expression. */
  protected readRest(list: StatementList, code: number): void {
    list.isPending = false;
    if (is.isQuote(code)) {
      this.passString(list);
    } else if (code === is.DOLLAR) {
      this.at += Math.max(1, this.variableWidth());
    } else if (code === is.AT) {
      this.readAside(list, () => {
        const isText = this.readHereString() !== undefined;
        this.at += isText ? 0 : 1;
      });
    } else {
      this.#passOther(list, code);
    }
    list.mode = list.mode === 'value' ? 'rest' : list.mode;
  }

  #passOther(list: StatementList, code: number): void {
    const next = this.code(this.at + 1);
    const word = this.matchAt(WORD)?.[0];
    if (word !== undefined) {
      const keyword = this.keyword();
      if (keyword === undefined) {
        this.at += word.length;
      } else {
        this.readKeyword(list, keyword);
      }
      return;
    }
    this.at++;
    if (code === is.EQUALS) {
      list.begin('start');
      list.isPending = true;
    } else if (next === code && (code === 43 || is.isDash(code))) {
      this.at++;
    } else if (is.isDash(code)) {
      this.at += this.matchAt(WORD)?.[0].length ?? 0;
      list.isPending = true;
    } else {
      list.isPending = code === 43 || code === 42 || code === 47;
    }
  }

  /** What is never closed in a value ends with its line; in a script it costs nothing of the lines below anyway. */
  protected readGroupHere(list: StatementList, kind: 'paren' | 'hash', width: number): void {
    if (list.open || list.ends === 'text' || list.ends === 'bracket' || this.isTooDeep) {
      list.push(kind, this.at, false);
      this.at += width;
      return;
    }
    const word = new WordBuilder(this.text, this.at);
    this.readAside(list, () => this.readClosed(kind === 'paren' ? 'substitution' : 'brace', word));
    this.keepProblems(word);
    list.begin('rest');
  }

  protected keyword(): string | undefined {
    const keyword = this.matchAt(KEYWORD)?.[0].toLowerCase();
    if (keyword === undefined || !MAYBE_COMMAND.has(keyword)) {
      return keyword;
    }
    this.ahead.saw(this.at + keyword.length + 21);
    return this.matchAt(BEFORE_BLOCK) ? keyword : undefined;
  }

  protected readKeyword(list: StatementList, keyword: string): void {
    this.at += keyword.length;
    list.begin(LEADING.has(keyword) ? 'start' : 'rest');
    if (keyword === 'foreach') {
      this.skipBlanks();
      const each = this.matchAt(EACH)?.[0];
      if (each !== undefined) {
        list.push('paren', this.at, false);
        this.at += each.length;
      }
    } else if (keyword === 'function' || keyword === 'filter') {
      this.at += this.matchAt(FUNCTION_NAME)?.[0].length ?? 0;
      this.#readParameters(list);
    } else if (keyword === 'param') {
      this.skipLines();
      this.#readParameters(list);
    }
  }

  #readParameters(list: StatementList): void {
    if (this.code(this.at) === is.OPEN) {
      list.push('paren', this.at, true);
      this.at++;
    }
  }
}
