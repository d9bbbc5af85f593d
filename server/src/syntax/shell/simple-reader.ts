/** Reads one simple command: its words, the assignments before it, its redirections. */
import { type ListNode, moved, NOTHING, type Placed, type Problem, type ScalarNode } from '../tree.ts';
import { makeArray, makeAssignment } from './assignment.ts';
import * as is from './character-codes.ts';
import { CommandDraft } from './command-draft.ts';
import type { CommandList } from './command-list.ts';
import { bareScalar, joinScalars } from './word-builder.ts';
import { WordReader } from './word-reader.ts';

const FLOW =
  /(?:if|then|elif|else|fi|for|select|while|until|do|done|case|esac|function|time|coproc|[{}!])(?=[\s;&|()<>`]|$)/y;
/** Commands that assign what their words say. */
const DECLARING = new Set(['export', 'declare', 'typeset', 'local', 'readonly']);
const ASSIGNMENT = /([A-Za-z_]\w*(?:\[[^\]\s]*\])?)\+?=/y;
const OPTION = /--[A-Za-z0-9][\w.-]*=/y;
/** The number or variable of a file that is redirected. */
const DESCRIPTOR = /(?:\d+|\{\w+\})(?=[<>])/y;
const REDIRECTION = /<<<|<<-?|&>>?|<[&>]?|>[>|&]?/y;

export abstract class SimpleReader extends WordReader {
  protected matchAt(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const match = expression.exec(this.text);
    return match && this.at + match[0].length <= this.end ? match : undefined;
  }

  /**
   * Reads a command up to what ends it.
   * @returns `word` where a word of the flow of control stands in its place
   */
  protected readSimple(list: CommandList, draft: CommandDraft): 'command' | 'word' {
    let assigns = true;
    let assigned = 0;
    for (;;) {
      this.skipBlanks();
      if (this.#endsCommand(draft)) {
        break;
      }
      if (draft.start < 0 && assigned === 0 && this.matchAt(FLOW)) {
        return 'word';
      }
      if (assigns && this.#readAssignment(list)) {
        assigned++;
        continue;
      }
      if (this.placeholderEnd(this.at) < 0 && this.#readRedirection(list, draft)) {
        continue;
      }
      const isName = draft.line.length === 0;
      if (!this.#readArgument(draft)) {
        // No word and nothing else that is known: it is passed.
        this.at++;
      } else if (isName) {
        assigns = this.#beginsDeclaration(draft);
        assigned = 0;
      }
    }
    if (assigns && assigned > 0) {
      draft.line.length = 0;
    }
    return 'command';
  }

  /** Looks at the name of the command; whether what it assigns stands in its words. */
  #beginsDeclaration(draft: CommandDraft): boolean {
    const name = draft.line[0]?.node.text ?? '';
    if (name === '[[') {
      this.#readTest(draft);
    }
    return DECLARING.has(name);
  }

  #endsCommand(draft: CommandDraft): boolean {
    const code = this.code(this.at);
    switch (code) {
      case is.NEWLINE:
      case is.HASH:
      case is.SEMICOLON:
      case is.BAR:
      case is.CLOSE:
        return true;
      case is.AMPERSAND:
        return this.code(this.at + 1) !== is.GREATER;
      case is.OPEN:
        if (draft.line.length === 1 && this.passBrackets()) {
          // The name of a function that is defined here.
          draft.line.length = 0;
        }
        return true;
      default:
        return this.at >= this.end;
    }
  }

  /** Passes `()`. */
  protected passBrackets(): boolean {
    const { at } = this;
    if (this.code(at) !== is.OPEN) {
      return false;
    }
    this.at++;
    this.skipBlanks();
    if (this.code(this.at) === is.CLOSE) {
      this.at++;
      return true;
    }
    this.at = at;
    return false;
  }

  #readArgument(draft: CommandDraft): boolean {
    const { at } = this;
    const isLong = this.code(at) === is.DASH && this.code(at + 1) === is.DASH;
    const name = isLong ? this.matchAt(OPTION)?.[0] : undefined;
    if (name === undefined) {
      const word = this.readWord();
      if (word) {
        draft.add(word, undefined);
      }
      return word !== undefined;
    }
    this.at += name.length;
    const value = this.readWord() ?? { node: bareScalar(''), start: this.at };
    draft.add({ node: joinScalars(name, value.node), start: at }, value);
    return true;
  }

  /** Reads a word that belongs to no command; the commands in it stand for themselves. */
  protected readAside(list: CommandList): Placed<ScalarNode> | undefined {
    const collected = this.nested;
    this.nested = [];
    const word = this.readWord();
    for (const command of this.nested) {
      list.items.push(command);
    }
    this.nested = collected;
    this.#keepProblems(word);
    return word;
  }

  /** The problems of a word of which there will be no node. */
  #keepProblems(word: Placed<ScalarNode> | undefined): void {
    for (const { code, span } of word?.node.problems ?? NOTHING) {
      this.problems.push({ code, span: moved(span, word?.start ?? 0) });
    }
  }

  /** The words of `[[ … ]]`, operators included. */
  #readTest(draft: CommandDraft): void {
    for (;;) {
      this.skipBlanks();
      const last = draft.line.at(-1)?.node.text;
      if (this.code(this.at) === is.NEWLINE && (last === '&&' || last === '||' || last === '[[')) {
        this.at++;
        continue;
      }
      const { at } = this;
      if (this.text.startsWith(']]', at) && at + 2 <= this.end && (is.IN_COMMAND[this.code(at + 2)] ?? 1) === 1) {
        this.at += 2;
        draft.add({ node: bareScalar(']]'), start: at }, undefined);
        return;
      }
      const word = this.readWord(is.IN_TEST);
      if (!word) {
        return;
      }
      draft.add(word, undefined);
    }
  }

  #readAssignment(list: CommandList): boolean {
    if (!is.beginsName(this.code(this.at))) {
      return false;
    }
    const match = this.matchAt(ASSIGNMENT);
    if (!match) {
      return false;
    }
    const start = this.at;
    const collected = this.nested;
    this.nested = [];
    this.at += match[0].length;
    const value =
      this.code(this.at) === is.OPEN
        ? this.#readArray()
        : (this.readWord() ?? { node: bareScalar(''), start: this.at });
    const commands = this.nested;
    this.nested = collected;
    if (list.isScript) {
      list.items.push(makeAssignment(match[1] ?? '', start, value, commands));
    } else {
      for (const command of commands) {
        list.items.push(command);
      }
    }
    return true;
  }

  #readArray(): Placed<ListNode> {
    const opener = this.at;
    const items: Placed<ScalarNode>[] = [];
    const marks = [this.comments.length, this.nested.length] as const;
    if (this.#readItems(items)) {
      return makeArray(items, opener, this.at, NOTHING);
    }
    if (this.repeats()) {
      [this.comments.length, this.nested.length] = marks;
      items.length = 0;
      this.at = opener;
      const { end } = this;
      this.end = this.ahead.lineEnd(opener, end);
      this.#readItems(items);
      this.end = end;
    }
    const problems: readonly Problem[] = [{ code: 'unclosed', span: { start: 0, end: 1 } }];
    return makeArray(items, opener, this.at, problems);
  }

  /** @returns whether the bracket that closes them was found */
  #readItems(items: Placed<ScalarNode>[]): boolean {
    this.at++;
    for (;;) {
      this.skipBlanks();
      const code = this.code(this.at);
      if (code === is.NEWLINE) {
        this.at++;
      } else if (code === is.HASH) {
        const span = { start: this.at, end: this.ahead.lineEnd(this.at, this.end) };
        this.comments.push(span);
        this.at = span.end;
      } else if (code === is.CLOSE) {
        this.at++;
        return true;
      } else {
        const word = this.readWord();
        if (!word) {
          return false;
        }
        items.push(word);
      }
    }
  }

  #readRedirection(list: CommandList, draft: CommandDraft): boolean {
    const from = this.at;
    const code = this.code(from);
    const descriptor = is.isDigit(code) || code === is.OPEN_BRACE ? this.matchAt(DESCRIPTOR)?.[0] : undefined;
    this.at += descriptor?.length ?? 0;
    const { at: start } = this;
    const isSubstitution =
      descriptor === undefined && this.code(start) !== is.AMPERSAND && this.code(start + 1) === is.OPEN;
    const operator = isSubstitution ? undefined : this.matchAt(REDIRECTION)?.[0];
    if (operator === undefined) {
      return false;
    }
    this.at += operator.length;
    this.skipBlanks();
    const word = this.readWord();
    draft.extend(from, word ? word.start + word.node.width : start + operator.length);
    const isInput = descriptor === undefined || descriptor === '0';
    if (!word || !this.#redirectInput(operator, word, list, isInput ? draft : new CommandDraft(undefined), start)) {
      this.#keepProblems(word);
    }
    return true;
  }

  /** @returns whether the word is part of the command now */
  #redirectInput(
    operator: string,
    word: Placed<ScalarNode>,
    list: CommandList,
    draft: CommandDraft,
    at: number,
  ): boolean {
    switch (operator) {
      case '<':
        draft.file = { operator: at, name: word };
        draft.input = undefined;
        return true;
      case '<<<':
        draft.file = undefined;
        draft.input = word;
        return true;
      case '<<':
      case '<<-': {
        const source = this.text.slice(word.start, word.start + word.node.width);
        const [raw, tabs] = [/['"\\]/.test(source), operator === '<<-'];
        draft.file = undefined;
        list.documents.push({ draft, delimiter: word.node.text, raw, tabs, operator: at });
        return false;
      }
      default:
        return false;
    }
  }
}
