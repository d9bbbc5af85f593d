/**
 * Reads what is assigned in PowerShell, to a variable or to a key of a hashtable: texts, numbers, hashtables, arrays.
 * Of anything else only the commands in it are known: it is a call of `$()`, whose first argument is the value as far
 * as it can be read and whose others are the commands; or it is opaque, where there are none.
 */
import { makeContainer, makeEntry, traitsOf } from '../container.ts';
import { makeScalar, WordBuilder } from '../shell/word-builder.ts';
import {
  type CallNode,
  type CommandNode,
  type EntryNode,
  type ListNode,
  type MapNode,
  NOTHING,
  type Placed,
  type ScalarNode,
  type SyntaxNode,
} from '../tree.ts';
import { ArgumentReader, wholeScalar } from './argument-reader.ts';
import * as is from './powershell-characters.ts';
import { StatementList } from './statement-list.ts';

const CAST = /\[[\w.,:]{0,80}(?:\[\])?\]/y;
const CONSTANT = /\$(?:true|false|null)(?![\w:])/iy;
const PATH = /\$(?:(?:\w{1,40}:(?=\w))?\w+(?:\.[A-Za-z_]\w*)*|\{[^}\n]*\})(?![\w:.([])/y;
const NUMBER = /-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?(?![\w.])/y;
const KEY = /[A-Za-z_][\w-]*|\d+/y;
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
      end = this.at;
      this.skipBlanks();
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
      this.skipBlanks();
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
    const node = makeScalar({ text, width: plain.length, map, opaque: NOTHING, style: 'constant', problems: NOTHING });
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
    this.at = end;
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
        starts.push(this.at - start);
        entries.push(this.#readEntry());
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

  #readEntry(): EntryNode {
    const start = this.at;
    const bare = this.matchAt(KEY)?.[0];
    const word = bare === undefined ? this.readWord() : { node: wholeScalar(bare, 'key', false), start };
    this.at = Math.max(this.at, word ? start + word.node.width : start + 1);
    const key = word?.node ?? wholeScalar(this.text.slice(start, this.at), 'key', false);
    let { at: end } = this;
    this.skipBlanks();
    if (this.code(this.at) !== is.EQUALS) {
      this.problems.push({ code: 'missing-value', span: { start, end } });
      const rest = new StatementList('statement');
      rest.mode = 'rest';
      this.readList(rest);
      return makeEntry(key, start, undefined, end);
    }
    this.at++;
    end = this.at;
    this.skipBlanks();
    const { at } = this;
    if (this.code(at) === is.NEWLINE || this.code(at) === is.HASH) {
      this.skipLines();
      if (this.code(this.at) === is.CLOSE_BRACE || this.matchAt(NEXT_KEY)) {
        this.problems.push({ code: 'missing-value', span: { start, end } });
        return makeEntry(key, start, undefined, end);
      }
    }
    const value = this.readValue('statement', false);
    return makeEntry(key, start, value, value ? value.start + value.node.width : end);
  }
}

function makeTable(entries: readonly EntryNode[], starts: readonly number[], width: number): MapNode {
  const parts = { width, starts, problems: NOTHING, comments: NOTHING };
  const node = makeContainer('map', entries, parts, traitsOf(entries));
  return node.kind === 'map' ? node : { ...parts, kind: 'map', children: entries, flawed: false, commented: false };
}

function makeList(items: readonly Placed[], start: number, end: number): ListNode {
  const children = items.map(({ node }) => node);
  const { flat, flawed, commented } = traitsOf(children);
  const starts = items.map((item) => item.start - start);
  return {
    kind: 'list',
    flat,
    children,
    starts,
    width: end - start,
    problems: NOTHING,
    comments: NOTHING,
    flawed,
    commented,
  };
}
