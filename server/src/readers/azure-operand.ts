/**
 * What a value is put together from, as far as can be seen: texts, names of what is declared elsewhere, and calls. The
 * same for expressions of ARM templates, which are texts, and those of Bicep and Terraform.
 */
import type { SyntaxNode } from '../syntax/tree.ts';
import { type Dialect, isArmExpression } from './text.ts';

export type Operand =
  | { readonly kind: 'text'; readonly value: string }
  /** `vault.id` is `vault` and `.id`; what stands in brackets picks something out. */
  | { readonly kind: 'name'; readonly name: string; readonly path: string; readonly picks: readonly Operand[] }
  /** `subscription().id` is `subscription` and `.id`. */
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly path: string;
      readonly operands: readonly Operand[];
    }
  | { readonly kind: 'unknown' };

const UNKNOWN: Operand = { kind: 'unknown' };
/** Deeper expressions are nothing that anybody wrote. */
const DEEPEST = 40;

export function operandOf(node: SyntaxNode, dialect: Dialect): Operand {
  switch (node.kind) {
    case 'scalar':
      return readScalar(node, dialect);
    case 'opaque':
      return node.source === undefined ? UNKNOWN : parseExpression(node.source);
    case 'call':
      return readCall(node, dialect);
    case 'list':
      return called('[]', node.children, dialect);
    default:
      return UNKNOWN;
  }
}

function called(name: string, nodes: readonly SyntaxNode[], dialect: Dialect): Operand {
  return { kind: 'call', name, path: '', operands: nodes.map((node) => operandOf(node, dialect)) };
}

function readCall({ callee, children }: Extract<SyntaxNode, { kind: 'call' }>, dialect: Dialect): Operand {
  const [first, ...rest] = children;
  // What is picked out of a value, or a value in parentheses, is the value.
  if (first && (callee === '' || callee === '()') && rest.every((node) => node.kind !== 'call')) {
    const operand = operandOf(first, dialect);
    return operand.kind === 'name' && rest.length > 0
      ? { ...operand, picks: [...operand.picks, ...rest.map((node) => operandOf(node, dialect))] }
      : operand;
  }
  return called(callee, children, dialect);
}

function readScalar(node: Extract<SyntaxNode, { kind: 'scalar' }>, dialect: Dialect): Operand {
  const { text, opaque } = node;
  if (node.type !== 'string' && node.type !== 'word') {
    return { kind: 'text', value: text };
  }
  if (opaque.length === 0) {
    const isExpression = isArmExpression(text) && (dialect === 'arm' || text.includes('('));
    return isExpression ? parseExpression(text.slice(1, -1)) : { kind: 'text', value: text };
  }
  const operands: Operand[] = [];
  let at = 0;
  for (const { start, end } of opaque) {
    if (start > at) {
      operands.push({ kind: 'text', value: text.slice(at, start) });
    }
    const inner = /^\$\{([\s\S]*)\}$/.exec(text.slice(start, end))?.[1];
    operands.push(inner === undefined ? UNKNOWN : parseExpression(inner));
    at = end;
  }
  const isWhole = operands.length === 1 && at === text.length;
  const rest: readonly Operand[] = at < text.length ? [{ kind: 'text', value: text.slice(at) }] : [];
  return isWhole
    ? (operands[0] ?? UNKNOWN)
    : { kind: 'call', name: 'format', path: '', operands: [...operands, ...rest] };
}

/** An expression as it is written; unknown where there is more in it than texts, names, calls and what is picked out of them. */
export function parseExpression(source: string): Operand {
  const reader = new ExpressionReader(source);
  const operand = reader.read();
  return reader.isAtEnd ? operand : UNKNOWN;
}

const BLANKS = /\s*/y;
const TEXT = /'((?:[^'\\]|\\.|'')*)'|"((?:[^"\\]|\\.)*)"/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const NAME = /[A-Za-z_][\w-]*(?:(?:\.|::|\.\?)[A-Za-z_$][\w$-]*)*/y;
const PICKED = /\.\??[A-Za-z_$][\w$-]*/y;

class ExpressionReader {
  readonly #source: string;
  #at = 0;
  #depth = 0;
  /** What stands in the brackets behind the name that is being read. */
  #picks: Operand[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  get isAtEnd(): boolean {
    this.#take(BLANKS);
    return this.#at === this.#source.length;
  }

  read(): Operand {
    if (this.#depth >= DEEPEST) {
      return UNKNOWN;
    }
    this.#depth++;
    this.#take(BLANKS);
    const operand = this.#readPrimary();
    this.#depth--;
    return operand;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    this.#at += match?.[0].length ?? 0;
    return match ?? undefined;
  }

  #readPrimary(): Operand {
    const text = this.#take(TEXT);
    if (text) {
      return { kind: 'text', value: text[1]?.replaceAll("''", "'") ?? text[2] ?? '' };
    }
    const number = this.#take(NUMBER);
    if (number) {
      return { kind: 'text', value: number[0] };
    }
    if (this.#source[this.#at] === '[') {
      return { kind: 'call', name: '[]', path: '', operands: this.#readOperands(']') };
    }
    const name = this.#take(NAME)?.[0];
    if (name === undefined) {
      return UNKNOWN;
    }
    if (this.#source[this.#at] === '(') {
      return { kind: 'call', name, operands: this.#readOperands(')'), path: this.#readPath() };
    }
    const dot = name.search(/[.:]/);
    const path = dot < 0 ? '' : name.slice(dot);
    const outer = this.#picks;
    this.#picks = [];
    const rest = this.#readPath();
    const picks = this.#picks;
    this.#picks = outer;
    return { kind: 'name', name: dot < 0 ? name : name.slice(0, dot), path: path + rest, picks };
  }

  #readOperands(close: string): readonly Operand[] {
    const operands: Operand[] = [];
    this.#at++;
    this.#take(BLANKS);
    while (this.#at < this.#source.length && this.#source[this.#at] !== close) {
      operands.push(this.read());
      this.#take(BLANKS);
      if (this.#source[this.#at] === ',') {
        this.#at++;
        this.#take(BLANKS);
      } else if (this.#source[this.#at] !== close) {
        // More than is understood here: the whole is not known.
        this.#at = this.#source.length + 1;
      }
    }
    this.#at++;
    return operands;
  }

  #readPath(): string {
    const start = this.#at;
    for (;;) {
      const before = this.#at;
      this.#take(PICKED);
      if (this.#source[this.#at] === '[') {
        this.#picks.push(...this.#readOperands(']'));
      }
      // That something is there for certain changes nothing of what it is.
      this.#at += this.#source[this.#at] === '!' && this.#source[this.#at + 1] !== '=' ? 1 : 0;
      if (this.#at === before) {
        return this.#source.slice(start, this.#at).replaceAll('!', '');
      }
    }
  }
}
