/** Reads one command of PowerShell: its words, and the redirections that belong to none. */
import { bareScalar, joinScalars } from '../shell/word-builder.ts';
import { NOTHING } from '../tree.ts';
import { wholeScalar } from './argument-reader.ts';
import { commandsBelow } from './assignment.ts';
import { makeList } from './collection-nodes.ts';
import type { Argument, CommandDraft } from './command-draft.ts';
import * as is from './powershell-characters.ts';
import type { StatementList } from './statement-list.ts';
import { ValueReader } from './value-reader.ts';

const REDIRECTION = /[1-6*]?>>?(?:&[1-6])?/y;
const PARAMETER = /[-\u2013-\u2015][A-Za-z_?][\w-]*:(?!:)/y;
const REST = /[^\s|"]+/y;
const QUOTED = /"[^"\n]*"?/y;

export abstract class CommandReader extends ValueReader {
  /** Reads words up to what ends the command: a script block does, for what stands in it is read for itself. */
  protected readCommand(list: StatementList, draft: CommandDraft): void {
    const collected = this.nested;
    this.nested = draft.nested;
    let isVerbatim = false;
    for (;;) {
      this.skipBlanks();
      if (this.#endsCommand()) {
        break;
      }
      if (isVerbatim) {
        this.#readVerbatim(draft);
        continue;
      }
      if (this.#readRedirection()) {
        continue;
      }
      const argument = this.#readArgument(draft.length > 0);
      if (argument) {
        draft.add(argument);
        isVerbatim = argument.word.node.text === '--%';
      } else {
        this.at++;
      }
    }
    this.nested = collected;
    if (draft.length > 0) {
      list.items.push(draft);
      list.previous = draft;
    }
  }

  #endsCommand(): boolean {
    const code = this.code(this.at);
    switch (code) {
      case is.NEWLINE:
      case is.HASH:
      case is.SEMICOLON:
      case is.BAR:
      case is.AMPERSAND:
      case is.CLOSE:
      case is.OPEN_BRACE:
      case is.CLOSE_BRACE:
        return true;
      default:
        return this.at >= this.end;
    }
  }

  #readRedirection(): boolean {
    const operator = this.matchAt(REDIRECTION)?.[0];
    if (operator === undefined) {
      return false;
    }
    this.at += operator.length;
    if (!operator.includes('&')) {
      this.skipBlanks();
      const target = this.readWord();
      for (const { code, span } of target?.node.problems ?? NOTHING) {
        const start = target?.start ?? 0;
        this.problems.push({ code, span: { start: span.start + start, end: span.end + start } });
      }
    }
    return true;
  }

  /** Behind `--%` nothing means anything but quotes and the end of the line. */
  #readVerbatim(draft: CommandDraft): void {
    const quoted = this.matchAt(QUOTED)?.[0];
    const text = quoted ?? this.matchAt(REST)?.[0];
    if (text === undefined) {
      this.at++;
      return;
    }
    const word = {
      node: quoted === undefined ? bareScalar(text) : wholeScalar(text, 'verbatim', false),
      start: this.at,
    };
    draft.add({ word, value: word });
    this.at += text.length;
  }

  /** @param isParameter whether it may be the name of a parameter with its value behind a colon */
  #readArgument(isParameter: boolean): Argument | undefined {
    const start = this.at;
    const prefix = isParameter ? this.matchAt(PARAMETER)?.[0] : undefined;
    if (prefix === undefined) {
      return this.#readItems();
    }
    this.at += prefix.length;
    const value = this.#readItems();
    if (!value) {
      const word = { node: bareScalar(prefix), start };
      return { word, value: word };
    }
    const name = { node: bareScalar(prefix.slice(0, -1)), start };
    return { word: { node: joinScalars(prefix, value.word.node), start }, value: value.value, name };
  }

  /** Reads a word, or several with commas between. */
  #readItems(): Argument | undefined {
    const first = this.#readItem();
    if (!first) {
      return undefined;
    }
    const { at } = this;
    this.skipBlanks();
    if (this.code(this.at) !== is.COMMA) {
      return first;
    }
    const items = [first.value];
    let end = at;
    while (this.code(this.at) === is.COMMA) {
      this.at++;
      end = this.at;
      this.skipLines();
      const item = this.#readItem();
      if (item) {
        items.push(item.value);
        end = this.at;
      }
      this.skipBlanks();
    }
    const { start } = first.word;
    const word = { node: wholeScalar(this.text.slice(start, end), 'list', true), start };
    return { word, value: { node: makeList(items, start, end), start } };
  }

  #readItem(): Argument | undefined {
    const start = this.at;
    const next = this.code(start + 1);
    if (this.code(start) === is.AT && (next === is.OPEN || next === is.OPEN_BRACE) && !this.isTooDeep) {
      const value = this.readCollectionHere();
      const style = next === is.OPEN ? 'list' : 'map';
      const word = { node: wholeScalar(this.text.slice(start, this.at), style, true), start };
      if (value) {
        // They are nested in the command too, for whoever looks at its words only.
        this.nested.push(...commandsBelow(value));
      }
      return value && { word, value };
    }
    const word = this.readWord();
    return word && { word, value: word };
  }
}
