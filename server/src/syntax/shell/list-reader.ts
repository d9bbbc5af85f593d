/**
 * Reads lists of commands: pipelines, groups, the words of the flow of control, here-documents. It tells which words
 * are commands, and passes over everything else, so that a script that is broken or half typed still shows its commands.
 */
import { type CommandNode, NOTHING, type Placed, type ProblemCode } from '../tree.ts';
import * as is from './character-codes.ts';
import { CommandDraft } from './command-draft.ts';
import { CommandList, type Item } from './command-list.ts';
import { DocumentReader } from './document-reader.ts';

/** Words in the place of a command's name behind which a command begins. */
const LEADING = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '{', '!', 'time', 'coproc']);
/** Words that end a group, which may go on with redirections and a pipe. */
const ENDING = new Set(['fi', 'done', 'esac', '}']);
const CONFLICT = /[<=>|]{7}(?:[ \r\n]|$)/y;

export class ListReader extends DocumentReader {
  /** Called at the start of each line of the script that nothing above reaches into; true stops reading. */
  protected atLine(_list: CommandList): boolean {
    return false;
  }

  /** Called where a pipe reads from a group that may have begun lines above. */
  protected atGroupPipe(_list: CommandList): void {}

  protected override readNested(untilBracket: boolean): boolean {
    const list = new CommandList(false);
    const outer = this.nested;
    const isClosed = this.readList(list, untilBracket);
    this.nested = outer;
    // What is not closed is read again, up to the end of its line; its commands are made then.
    for (const item of isClosed || !untilBracket || this.isOnLine ? list.items : NOTHING) {
      for (const command of commandsOf(item)) {
        outer.push(command);
      }
    }
    return isClosed;
  }

  /** @returns whether the bracket that ends the list was found */
  protected readList(list: CommandList, untilBracket: boolean): boolean {
    for (;;) {
      this.skipBlanks();
      if (this.at >= this.end) {
        this.missDocuments(list);
        return false;
      }
      switch (this.#isConflict() ? is.HASH : this.code(this.at)) {
        case is.NEWLINE:
          if (this.#readNewline(list)) {
            return false;
          }
          break;
        case is.HASH:
          this.#readRestOfLine();
          break;
        case is.CLOSE:
          if (this.#readClose(list, untilBracket)) {
            this.missDocuments(list);
            return true;
          }
          break;
        default:
          this.#readItem(list);
      }
    }
  }

  #readItem(list: CommandList): void {
    const { at } = this;
    const next = this.code(at + 1);
    switch (this.code(at)) {
      case is.SEMICOLON:
        this.at++;
        list.previous = undefined;
        if (next === is.SEMICOLON || next === is.AMPERSAND) {
          this.at += next === is.SEMICOLON && this.code(at + 2) === is.AMPERSAND ? 2 : 1;
          list.setPattern(true);
        }
        return;
      case is.AMPERSAND:
        if (next === is.GREATER) {
          break;
        }
        this.at += next === is.AMPERSAND ? 2 : 1;
        list.previous = undefined;
        return;
      case is.BAR:
        this.#readBar(list, next);
        return;
      case is.OPEN:
        this.#readOpen(list);
        return;
    }
    if (list.wantsPattern) {
      this.#readPatternWord(list);
    } else {
      this.#readCommand(list);
    }
  }

  #readBar(list: CommandList, next: number): void {
    this.at += next === is.BAR || next === is.AMPERSAND ? 2 : 1;
    if (next !== is.BAR && !list.wantsPattern) {
      list.pipe = list.previous;
      if (list.behindGroup) {
        this.atGroupPipe(list);
      }
    }
    list.previous = undefined;
    list.behindGroup = false;
  }

  #readOpen(list: CommandList): void {
    const { at } = this;
    if (list.wantsPattern) {
      this.at++;
      return;
    }
    const arithmetic = this.code(at + 1) === is.OPEN ? this.ahead.arithmeticEnd(at, this.end) : -1;
    if (arithmetic < 0) {
      list.openGroup(at);
    }
    this.at = Math.max(arithmetic, at + 1);
  }

  /** @returns whether it ends the list */
  #readClose(list: CommandList, untilBracket: boolean): boolean {
    const { at } = this;
    this.at++;
    if (list.wantsPattern) {
      list.setPattern(false);
    } else if (!list.closeGroup()) {
      if (untilBracket) {
        return true;
      }
      this.#report('unexpected', at);
    }
    return false;
  }

  #report(code: ProblemCode, at: number): void {
    this.problems.push({ code, span: { start: at, end: at + 1 } });
  }

  #readRestOfLine(): void {
    const span = { start: this.at, end: this.ahead.lineEnd(this.at, this.end) };
    if (this.code(this.at) === is.HASH) {
      this.comments.push(span);
    } else {
      this.problems.push({ code: 'conflict-marker', span });
    }
    this.at = span.end;
  }

  /** Whether the line begins as git marks two versions of it. */
  #isConflict(): boolean {
    const { at, text } = this;
    const code = this.code(at);
    if (text.charCodeAt(at + 6) !== code || code === is.HASH || (at > 0 && text.charCodeAt(at - 1) !== is.NEWLINE)) {
      return false;
    }
    CONFLICT.lastIndex = at;
    return CONFLICT.test(text) && text.slice(at, at + 7) === text.charAt(at).repeat(7);
  }

  /** @returns whether to stop */
  #readNewline(list: CommandList): boolean {
    this.at++;
    list.previous = undefined;
    list.behindGroup = false;
    this.readDocuments(list);
    const isFree = list.isScript && list.open.length === 0 && list.pipe === undefined;
    return isFree && this.ahead.reach <= this.at && this.code(this.at - 1) === is.NEWLINE && this.atLine(list);
  }

  #readPatternWord(list: CommandList): void {
    const word = this.readAside(list);
    if (!word) {
      this.at++;
    } else if (word.node.style === 'bare' && word.node.text === 'esac') {
      list.closeCase();
      list.endGroup();
    }
  }

  #readCommand(list: CommandList): void {
    const draft = new CommandDraft(list.pipe);
    const collected = this.nested;
    this.nested = draft.nested;
    const end = this.readSimple(list, draft);
    this.nested = collected;
    if (draft.line.length > 0) {
      list.pipe = undefined;
      list.addCommand(draft);
    } else {
      // Redirections of a group, which may have substitutions and here-documents.
      list.items.push(draft);
    }
    if (end === 'word') {
      this.#readFlow(list);
    }
  }

  /** Reads a word that stands in the place of a command's name and is none. */
  #readFlow(list: CommandList): void {
    const { at } = this;
    const text = this.readWord()?.node.text ?? '';
    if (LEADING.has(text)) {
      list.previous = undefined;
    } else if (ENDING.has(text)) {
      if (text === 'esac') {
        list.closeCase();
      }
      list.endGroup();
    } else if (text === 'case') {
      if (this.#readUntil(list, 'in')) {
        list.openCase(at);
      }
    } else if (text === 'function') {
      this.skipBlanks();
      this.readAside(list);
      this.skipBlanks();
      this.passBrackets();
    } else {
      this.skipBlanks();
      const isOpen = this.code(this.at) === is.OPEN && this.code(this.at + 1) === is.OPEN;
      const arithmetic = isOpen ? this.ahead.arithmeticEnd(this.at, this.end) : -1;
      this.at = Math.max(this.at, arithmetic);
      this.#readUntil(list, 'do');
    }
  }

  /** Passes the words up to one, which may stand on a line of its own, or to what ends them; whether it was found. */
  #readUntil(list: CommandList, last: string): boolean {
    for (;;) {
      this.skipBlanks();
      const { at } = this;
      while (this.code(this.at) === is.NEWLINE && list.documents.length === 0) {
        this.at++;
        this.skipBlanks();
      }
      const isBelow = this.at > at;
      const word =
        this.code(this.at) === is.HASH || (isBelow && !this.text.startsWith(last, this.at))
          ? undefined
          : this.readAside(list);
      if (!word) {
        if (isBelow) {
          this.ahead.saw(this.at + last.length);
          this.at = at;
        }
        return false;
      }
      if (word.node.text === last && word.node.style === 'bare') {
        return true;
      }
    }
  }
}

/** The commands of an item of a list in which assignments do not count. */
function commandsOf(item: Item): readonly Placed<CommandNode>[] {
  if (item instanceof CommandDraft) {
    return item.line.length > 0 ? [item.node] : item.nested;
  }
  const { node, start } = item;
  return node.kind === 'command' ? [{ node, start }] : [];
}
