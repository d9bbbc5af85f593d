/** Reads what statements begin with: a word of the flow of control, an assignment, a command, or an expression. */
import { WordBuilder } from '../shell/word-builder.ts';
import type { Placed, ScalarNode } from '../tree.ts';
import { makeAssignment } from './assignment.ts';
import { CommandDraft } from './command-draft.ts';
import { ExpressionReader } from './expression-reader.ts';
import * as is from './powershell-characters.ts';
import type { StatementList } from './statement-list.ts';

const CAST = /\[[\w.,:]{0,80}(?:\[\])?\]\s{0,20}/y;
const VARIABLE = /\$(?:\{([^}\n]*)\}|((?:\w{1,40}:(?=\w))?\w+(?:\.[A-Za-z_]\w*)*))[ \t]{0,40}(?:[-+*/%]|\?\?)?=(?!=)/y;
const LABEL = /:\w+/y;

export abstract class StartReader extends ExpressionReader {
  protected readStart(list: StatementList, code: number): void {
    const { pipe } = list;
    list.pipe = undefined;
    const keyword = this.keyword();
    if (keyword !== undefined) {
      this.readKeyword(list, keyword);
    } else if (code === is.DOLLAR && this.readAssignment(list)) {
      return;
    } else if (is.isQuote(code) || (code === is.AT && is.isQuote(this.code(this.at + 1)))) {
      this.#readText(list, pipe);
    } else if (code === is.COLON && this.matchAt(LABEL)) {
      this.at += this.matchAt(LABEL)?.[0].length ?? 1;
    } else if (code === is.DOT && (is.isBlank(this.code(this.at + 1)) || is.isQuote(this.code(this.at + 1)))) {
      this.at++;
    } else if (this.#beginsCommand(code)) {
      this.#readCommandHere(list, pipe);
    } else {
      list.begin('rest');
      this.readRest(list, code);
    }
  }

  /** Whether what stands here in the place of a statement is the name of a command; behind `&` anything is. */
  #beginsCommand(code: number): boolean {
    const isCalled = this.#isCalled();
    if (isCalled) {
      return true;
    }
    if (is.isDigit(code)) {
      return (
        /^\d[\w-]{0,20}[A-Za-z]/.test(this.text.slice(this.at, this.at + 24)) &&
        !/^0x|^\d+[kmgtp]b/i.test(this.text.slice(this.at, this.at + 24))
      );
    }
    const next = this.code(this.at + 1);
    if (code === is.DOT) {
      return next === is.DOT || next === 47 || next === 92;
    }
    const isOther =
      is.isDash(code) || code === is.DOLLAR || code === is.AT || code === 43 || code === 33 || code === is.EQUALS;
    return !isOther && is.traitInWord(code) === 0;
  }

  /** Whether `&` or `.` stands before. */
  #isCalled(): boolean {
    let before = this.at - 1;
    while (before >= 0 && (this.text[before] === ' ' || this.text[before] === '\t')) {
      before--;
    }
    const code = this.text.charCodeAt(before);
    const isDot = code === is.DOT && before < this.at - 1 && !is.isWordSign(this.text.charCodeAt(before - 1));
    return isDot || (code === is.AMPERSAND && this.text.charCodeAt(before - 1) !== is.AMPERSAND);
  }

  #readCommandHere(list: StatementList, pipe: StatementList['pipe']): void {
    const { at } = this;
    const draft = new CommandDraft(pipe);
    list.begin('start');
    this.readCommand(list, draft);
    list.mode = 'rest';
    this.at += this.at > at ? 0 : 1;
  }

  /** A text in the place of a statement; a command may read it. */
  #readText(list: StatementList, pipe: StatementList['pipe']): void {
    if (this.#isCalled()) {
      this.#readCommandHere(list, pipe);
      return;
    }
    const start = this.at;
    const word = new WordBuilder(this.text, start);
    let here: Placed<ScalarNode> | undefined;
    this.readAside(list, () => {
      here = this.readHereString();
      if (!here && this.code(start) === is.AT) {
        this.at++;
      } else if (!here) {
        this.readString(word);
      }
    });
    const read = here ?? word.finish(this.at);
    list.begin('rest');
    this.skipBlanks();
    if (this.code(this.at) === is.BAR && this.code(this.at + 1) !== is.BAR) {
      list.previous = read;
    }
    for (const { code, span } of read.node.problems) {
      this.problems.push({ code, span: { start: span.start + start, end: span.end + start } });
    }
  }

  /** Reads `$name = …` of a script, a type before it or none; nothing is passed where none stands here. */
  protected readAssignment(list: StatementList): boolean {
    const { at } = this;
    if (!list.isScript) {
      return false;
    }
    for (let cast = this.matchAt(CAST); cast; cast = this.matchAt(CAST)) {
      this.at += cast[0].length;
    }
    const found = this.code(this.at) === is.DOLLAR ? this.matchAt(VARIABLE) : undefined;
    if (!found) {
      this.at = at;
      return false;
    }
    const start = this.at;
    const name = found[1] ?? found[2] ?? '';
    const collected = this.nested;
    this.nested = [];
    this.at += found[0].length;
    const end = this.at;
    this.skipLines();
    const value = this.readValue(list.open?.isParameters ? 'element' : 'statement', true);
    this.nested = collected;
    list.begin('start');
    list.items.push(makeAssignment(name, found[1] !== undefined, start, value, end));
    return true;
  }
}
