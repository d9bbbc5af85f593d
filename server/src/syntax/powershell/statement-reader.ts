/**
 * Reads lists of statements: pipelines, assignments, brackets of any kind. It tells which words are commands, and passes
 * over everything else, so that a script that is broken or half typed still shows its commands.
 */
import { type CommandNode, NOTHING, type Placed, type ProblemCode } from '../tree.ts';
import { CommandDraft } from './command-draft.ts';
import type { GroupKind } from './expandable-reader.ts';
import * as is from './powershell-characters.ts';
import { StartReader } from './start-reader.ts';
import { type Item, StatementList } from './statement-list.ts';

const ENTRY_KEY = /(?:[\w-]+|'[^'\n]*'|"[^"\n]*")[ \t]*=(?!=)/y;
const CONFLICT = /[<=>|]{7}(?:[ \r\n]|$)/y;

/** A line that goes on with the statement above. */
const GOES_ON = /\s{1,200}(?:elseif|else|catch|finally)\b/iy;

export class StatementReader extends StartReader {
  /** Called at the start of each line of the script that nothing above reaches into but open braces; true stops reading. */
  protected atLine(_list: StatementList): boolean {
    return false;
  }

  /** Called where a pipe at the beginning of a line reads what stands on a line above. */
  protected atLinePipe(_list: StatementList): void {}

  protected override readNested(): boolean {
    return this.readGroup('paren');
  }

  protected override readGroup(kind: GroupKind): boolean {
    const list = new StatementList('bracket');
    list.push(kind, this.at - 1, false);
    return this.readList(list);
  }

  protected override readList(list: StatementList): boolean {
    const outer = this.nested;
    const isEnded = this.#readItems(list);
    this.nested = outer;
    for (const item of list.isScript ? NOTHING : list.items) {
      outer.push(...commandsOf(item));
    }
    return isEnded;
  }

  #readItems(list: StatementList): boolean {
    for (;;) {
      this.skipBlanks();
      if (this.at >= this.end) {
        return list.ends !== 'bracket' && list.open === undefined;
      }
      if (!list.open && this.#endsStatement(list)) {
        return true;
      }
      const code = this.code(this.at);
      if (code === is.NEWLINE) {
        if (this.#readNewline(list)) {
          return false;
        }
      } else if (code === is.CLOSE || code === is.CLOSE_BRACE || code === is.CLOSE_BRACKET) {
        if (this.#readClose(list, code)) {
          return true;
        }
      } else {
        this.#readPart(list, code);
      }
    }
  }

  #readPart(list: StatementList, code: number): void {
    if (code === is.HASH || this.#isConflict()) {
      this.#readRestOfLine();
    } else if (!this.#readPunctuation(list, code)) {
      this.#readToken(list, code);
    }
  }

  #endsStatement(list: StatementList): boolean {
    if (list.ends === 'text' || list.ends === 'bracket') {
      return false;
    }
    const code = this.code(this.at);
    if (code === is.NEWLINE) {
      return !list.isPending && list.pipe === undefined && !this.matchAt(GOES_ON);
    }
    if (code === is.OPEN_BRACE) {
      return list.stopsAtBlock;
    }
    if (list.stopsAtBlock && list.mode === 'value' && this.keyword() !== undefined) {
      return true;
    }
    return (
      code === is.SEMICOLON ||
      code === is.CLOSE ||
      code === is.CLOSE_BRACE ||
      (code === is.COMMA && list.ends === 'element')
    );
  }

  /** @returns whether to stop */
  #readNewline(list: StatementList): boolean {
    this.at++;
    if (list.open?.kind === 'bracket') {
      list.open = list.open.below;
    }
    if (list.isPending || list.pipe !== undefined) {
      return false;
    }
    list.mode = 'start';
    list.isLineStart = true;
    const isFree = list.isScript && this.text.charCodeAt(this.at - 1) === is.NEWLINE && this.ahead.reach <= this.at;
    return isFree && this.atLine(list);
  }

  #readRestOfLine(): void {
    if (this.code(this.at) === is.HASH) {
      this.passLineComment();
      return;
    }
    const span = { start: this.at, end: this.ahead.lineEnd(this.at, this.end) };
    this.problems.push({ code: 'conflict-marker', span });
    this.at = span.end;
  }

  /** Whether the line begins as git marks two versions of it. */
  #isConflict(): boolean {
    const { at, text } = this;
    const code = this.code(at);
    if (text.charCodeAt(at + 6) !== code || (at > 0 && text.charCodeAt(at - 1) !== is.NEWLINE)) {
      return false;
    }
    CONFLICT.lastIndex = at;
    return CONFLICT.test(text) && text.slice(at, at + 7) === text.charAt(at).repeat(7);
  }

  /** @returns whether it ends the list */
  #readClose(list: StatementList, code: number): boolean {
    const { at } = this;
    this.at++;
    let top = list.open;
    // A bracket that was left open ends with the braces around it.
    while (
      top &&
      !closes(code, top.kind) &&
      (top.kind === 'bracket' || (code === is.CLOSE_BRACE && top.kind === 'paren'))
    ) {
      this.#report(top.kind === 'paren' ? 'unclosed' : 'unexpected', top.at);
      top = top.below;
    }
    if (!top && (list.ends === 'statement' || list.ends === 'element')) {
      this.at = at;
      list.open = undefined;
      return true;
    }
    if (!top || !closes(code, top.kind)) {
      this.#report('unexpected', at);
      return false;
    }
    list.open = top.below;
    // Behind the attribute of a parameter comes its type, or its name.
    const isAttribute = top.kind === 'bracket' && (top.below?.isParameters ?? false);
    list.begin(top.kind === 'brace' || isAttribute ? 'start' : 'rest');
    return list.ends === 'bracket' && !list.open;
  }

  #report(code: ProblemCode, at: number): void {
    this.problems.push({ code, span: { start: at, end: at + 1 } });
  }

  /** Reads brackets that open, and what stands between statements; false where it is neither. */
  #readPunctuation(list: StatementList, code: number): boolean {
    const { at } = this;
    const next = this.code(at + 1);
    switch (code) {
      case is.SEMICOLON:
        this.at++;
        list.begin('start');
        return true;
      case is.BAR:
        this.#readBar(list, next);
        return true;
      case is.AMPERSAND:
        this.at += next === is.AMPERSAND ? 2 : 1;
        if (next === is.AMPERSAND || list.mode === 'rest') {
          list.begin('start');
        }
        list.isPending = next === is.AMPERSAND;
        return true;
      case is.COMMA:
        this.at++;
        list.isPending = true;
        list.mode = list.open?.isParameters ? 'start' : 'rest';
        return true;
      case is.OPEN:
      case is.OPEN_BRACE:
      case is.OPEN_BRACKET:
        return this.#readOpen(list, code);
      case is.AT:
      case is.DOLLAR:
        if (next !== is.OPEN && (next !== is.OPEN_BRACE || code === is.DOLLAR)) {
          return false;
        }
        this.readGroupHere(list, next === is.OPEN ? 'paren' : 'hash', 2);
        return true;
      default:
        return false;
    }
  }

  #readOpen(list: StatementList, code: number): boolean {
    const { at } = this;
    if (code === is.OPEN_BRACKET && list.mode !== 'rest' && this.readAssignment(list)) {
      return true;
    }
    if (code === is.OPEN) {
      this.readGroupHere(list, 'paren', 1);
    } else {
      this.at++;
      list.push(code === is.OPEN_BRACE ? 'brace' : 'bracket', at, false);
    }
    return true;
  }

  #readBar(list: StatementList, next: number): void {
    const { previous } = list;
    this.at += next === is.BAR ? 2 : 1;
    if (next !== is.BAR && list.isLineStart) {
      this.atLinePipe(list);
    }
    list.begin('start');
    list.isPending = true;
    list.pipe = next === is.BAR ? undefined : previous;
  }

  #readToken(list: StatementList, code: number): void {
    if (list.open?.isQuiet) {
      list.mode = 'rest';
    }
    if (list.mode === 'start' && list.open?.kind === 'hash' && this.matchAt(ENTRY_KEY)) {
      this.at += this.matchAt(ENTRY_KEY)?.[0].length ?? 1;
      list.begin('value');
      return;
    }
    if (list.mode === 'rest') {
      this.readRest(list, code);
      return;
    }
    this.readStart(list, code);
  }
}

function closes(code: number, kind: GroupKind | 'bracket'): boolean {
  switch (kind) {
    case 'paren':
      return code === is.CLOSE;
    case 'bracket':
      return code === is.CLOSE_BRACKET;
    default:
      return code === is.CLOSE_BRACE;
  }
}

/** The commands of an item of a list in which assignments do not count. */
function commandsOf(item: Item): readonly Placed<CommandNode>[] {
  if (item instanceof CommandDraft) {
    return [item.node];
  }
  const { node, start } = item;
  return node.kind === 'command' ? [{ node, start }] : [];
}
