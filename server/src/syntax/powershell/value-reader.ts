/**
 * Reads what is assigned in PowerShell, to a variable or to a key of a hashtable: texts, numbers, hashtables, arrays.
 * Of anything else only the commands in it are known: it is a call of `$()`, whose first argument is the value as far
 * as it can be read and whose others are the commands; or it is opaque, where there are none.
 */
import { makeEntry } from '../container.ts';
import { makeTextOf } from '../make-text.ts';
import { WordBuilder } from '../shell/word-builder.ts';
import {
  type CallNode,
  type CommandNode,
  type EntryNode,
  type ListNode,
  NOTHING,
  type Placed,
  type ScalarNode,
  type SyntaxNode,
} from '../tree.ts';
import { ArgumentReader, wholeScalar } from './argument-reader.ts';
import { makeList, makeTable } from './collection-nodes.ts';
import * as is from './powershell-characters.ts';
import { StatementList } from './statement-list.ts';

const CAST = /\[[\w.,:]{0,80}(?:\[\])?\][ \t]{0,20}/y;
const CONSTANT = /\$(?:true|false|null)(?![\w:])/iy;
const PATH = /\$(?:(?:\w{1,40}:(?=\w))?\w+(?:\.[A-Za-z_]\w*)*|\{[^}\n]*\})(?![\w:.([])/y;
const NUMBER = /-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?(?![\w.])/y;
const KEY = /\w[\w-]*/y;
const NEXT_KEY = /[\w-]+[ \t]*=/y;

/** Where a value stands: the whole of a statement, one of several behind commas, or in an argument. */
export type ValuePlace = 'statement' | 'element';

export abstract class ValueReader extends ArgumentReader {
  /** What the last collection that was read became. */
  #built: SyntaxNode | undefined;

  /** Reads statements up to where the list ends; whether that was found. */
  protected abstract readList(list: StatementList): boolean;

  /** @param flattens whether a script block ends the value, because what stands in it is read for itself */
  protected readValue(place: ValuePlace, flattens: boolean): Placed | undefined {
    const { at: start, nested } = this;
    const mark = nested.length;
    let operand = this.#readOperand();
    let { at: end } = this;
    this.skipBlanks();
    if (operand && this.code(this.at) === is.COMMA && place === 'statement') {
      operand = this.#readItems(operand);
      end = operand.start + operand.node.width;
    }
    if (!operand || !this.endsValue(place)) {
      const list = new StatementList(place);
      list.mode = operand ? 'rest' : 'value';
      if (flattens) {
        list.stopsAtBlock = true;
      }
      this.readList(list);
      end = this.#trimmed(this.at, end);
      if (end > start) {
        const commands = nested.splice(mark);
        return { node: this.#makeUnknown(start, end, operand, commands), start };
      }
      return undefined;
    }
    const commands = nested.splice(mark);
    return commands.length > 0
      ? { node: this.#makeUnknown(operand.start, end, operand, commands), start: operand.start }
      : operand;
  }

  protected endsValue(place: ValuePlace): boolean {
    const code = this.code(this.at);
    switch (code) {
      case is.NEWLINE:
      case is.SEMICOLON:
      case is.CLOSE:
      case is.CLOSE_BRACE:
      case is.HASH:
        return true;
      case is.COMMA:
        return place === 'element';
      default:
        return Number.isNaN(code);
    }
  }

  #trimmed(from: number, least: number): number {
    let end = from;
    while (end > least && is.isBlank(this.text.charCodeAt(end - 1))) {
      end--;
    }
    return end;
  }

  #makeUnknown(
    start: number,
    end: number,
    operand: Placed | undefined,
    commands: readonly Placed<CommandNode>[],
  ): SyntaxNode {
    const base = { width: end - start, problems: NOTHING, comments: NOTHING, commented: false };
    if (commands.length === 0 && operand?.node.kind !== 'map' && operand?.node.kind !== 'list') {
      return { kind: 'opaque', ...base, flawed: false };
    }
    const first = operand ?? { node: wholeScalar(this.text.slice(start, end), 'statement', true), start };
    const children = [first.node, ...commands.map(({ node }) => node)];
    const call: CallNode = {
      kind: 'call',
      callee: '$()',
      ...base,
      children,
      starts: [first.start - start, ...commands.map((command) => command.start - start)],
      flawed: children.some(({ flawed }) => flawed),
    };
    return call;
  }

  /** Reads what a value begins with; undefined where it is nothing that can be known. */
  #readOperand(): Placed | undefined {
    const { at } = this;
    for (let cast = this.matchAt(CAST); cast; cast = this.matchAt(CAST)) {
      this.at += cast[0].length;
    }
    const code = this.code(this.at);
    const next = this.code(this.at + 1);
    if (is.isQuote(code)) {
      const word = new WordBuilder(this.text, this.at);
      this.readString(word);
      return word.finish(this.at);
    }
    const read =
      code === is.AT && (next === is.OPEN || next === is.OPEN_BRACE)
        ? this.readCollectionHere()
        : code === is.AT
          ? this.readHereString()
          : this.#readPlain();
    if (!read) {
      this.at = at;
    }
    return read;
  }

  /** Constants, variables and numbers. */
  #readPlain(): Placed<ScalarNode> | undefined {
    const start = this.at;
    const isVariable = this.code(start) === is.DOLLAR;
    const constant = isVariable ? this.matchAt(CONSTANT)?.[0] : undefined;
    const plain = constant ?? this.matchAt(isVariable ? PATH : NUMBER)?.[0];
    if (plain === undefined) {
      return undefined;
    }
    const end = start + plain.length;
    this.at = end;
    if (constant === undefined) {
      const scalar = wholeScalar(plain, isVariable ? 'variable' : 'number', isVariable);
      return { node: isVariable ? scalar : { ...scalar, type: 'number' }, start };
    }
    const text = plain.slice(1).toLowerCase();
    const map = {
      shift: 0,
      pieces: [{ decoded: { start: 0, end: text.length }, source: { start: 0, end: plain.length } }],
    };
    const node = makeTextOf({ text, width: plain.length, map, opaque: NOTHING, style: 'constant', problems: NOTHING });
    return { node: { ...node, type: text === 'null' ? 'null' : 'boolean' }, start };
  }

  /** The list of `a, b`; its first item is read. */
  #readItems(first: Placed): Placed<ListNode> {
    const items = [first];
    let { at: end } = this;
    while (this.code(this.at) === is.COMMA) {
      this.at++;
      end = this.at;
      this.skipLines();
      const item = this.readValue('element', false);
      if (item) {
        items.push(item);
        end = item.start + item.node.width;
      }
      this.skipBlanks();
    }
    return { node: makeList(items, first.start, end), start: first.start };
  }

  /** Reads `@{…}` or `@(…)`; undefined where brackets stand too deep. */
  protected readCollectionHere(): Placed | undefined {
    if (this.isTooDeep) {
      return undefined;
    }
    const start = this.at;
    const word = new WordBuilder(this.text, start);
    this.#built = undefined;
    this.readClosed(this.code(start + 1) === is.OPEN ? 'array' : 'table', word);
    this.keepProblems(word);
    const node = this.#takeBuilt();
    return node && { node, start };
  }

  #takeBuilt(): SyntaxNode | undefined {
    return this.#built;
  }

  protected override readCollection(kind: 'table' | 'array'): boolean {
    const start = this.at;
    this.at += 2;
    const closer = kind === 'table' ? is.CLOSE_BRACE : is.CLOSE;
    const entries: EntryNode[] = [];
    const items: Placed[] = [];
    const starts: number[] = [];
    let isClosed = false;
    while (!isClosed) {
      this.skipLines();
      const code = this.code(this.at);
      if (Number.isNaN(code)) {
        break;
      }
      if (code === closer || code === is.SEMICOLON || code === is.COMMA) {
        isClosed = code === closer;
        this.at++;
      } else if (kind === 'array') {
        this.#readItem(items);
      } else {
        const entry = this.#readEntry();
        starts.push(entry.start - start);
        entries.push(entry.node);
      }
    }
    const width = this.at - start;
    this.#built = kind === 'array' ? makeList(items, start, this.at) : makeTable(entries, starts, width);
    return isClosed;
  }

  #readItem(items: Placed[]): void {
    const item = this.readValue('element', false);
    if (item) {
      items.push(item);
    } else {
      this.at++;
    }
  }

  #readKey(): ScalarNode {
    const start = this.at;
    const width = this.code(start) === is.DOLLAR ? this.variableWidth() : (this.matchAt(KEY)?.[0].length ?? 0);
    const word = width > 0 ? undefined : this.readWord();
    if (word) {
      return word.node;
    }
    this.at = Math.min(this.end, start + Math.max(1, width));
    const isVariable = width > 0 && this.code(start) === is.DOLLAR;
    return wholeScalar(this.text.slice(start, this.at), isVariable ? 'variable' : 'key', isVariable);
  }

  #readEntry(): Placed<EntryNode> {
    for (let cast = this.matchAt(CAST); cast; cast = this.matchAt(CAST)) {
      this.at += cast[0].length;
    }
    const start = this.at;
    const key = this.#readKey();
    let { at: end } = this;
    this.skipBlanks();
    if (this.code(this.at) !== is.EQUALS) {
      this.problems.push({ code: 'missing-value', span: { start, end } });
      const rest = new StatementList('statement');
      rest.mode = 'rest';
      this.readList(rest);
      return { node: makeEntry(key, start, undefined, end), start };
    }
    this.at++;
    end = this.at;
    this.skipBlanks();
    const { at } = this;
    if (this.code(at) === is.NEWLINE || this.code(at) === is.HASH) {
      this.skipLines();
      if (this.code(this.at) === is.CLOSE_BRACE || this.matchAt(NEXT_KEY)) {
        this.problems.push({ code: 'missing-value', span: { start, end } });
        return { node: makeEntry(key, start, undefined, end), start };
      }
    }
    const value = this.readValue('statement', false);
    return { node: makeEntry(key, start, value, value ? value.start + value.node.width : end), start };
  }
}
