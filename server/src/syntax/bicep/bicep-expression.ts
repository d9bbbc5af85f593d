/**
 * Reads the values of Bicep. Literals, collections and calls are nodes. What must be worked out is opaque where nothing
 * but names and numbers is in it; where there is more, it is a call of its operator with what it works on:
 * `a == 'b'` of `==`, `c ? d : e` of `?:`, `(a)` of `()`, `x => y` of `=>`, `[for x in y: z]` of `for`, `if (c) {}` of
 * `if`. What is picked out of a value that is no name, as in `f('a').id` or `a['b'].c('d')`, is a call of nothing: its
 * children are the value, then `[]` for each index and `.c` for each call.
 */
import { giveUp } from '../pass-over.ts';
import { Children, emptySink, endOf, makeCall, makeOpaque, makeWord, sinkWithin } from '../placed-nodes.ts';
import type { EntryNode, Placed, SyntaxNode } from '../tree.ts';
import { BicepCollections } from './bicep-collections.ts';
import { BicepOperands, makeGroup } from './bicep-operand.ts';
import { passOver } from './bicep-passing.ts';
import type { BicepScanner } from './bicep-scanner.ts';

/** Deeper values are passed over: reading them would take more stack than there is. */
export const DEEPEST = 200;

const NUMBER = /-?\d+(?:\.\d+)?/y;
const OPERATOR = /\?\?|&&|\|\||[=!]=|[=!]~|[<>]=?|[*/%+-]|=>/y;
/** What binds looser comes first. */
const LEVELS: Readonly<Record<string, number>> = {
  '=>': 0,
  '??': 1,
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '=~': 4,
  '!~': 4,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};

export class BicepExpressions {
  readonly scanner: BicepScanner;
  depth = 0;
  readonly collections: BicepCollections;
  readonly operands: BicepOperands;
  /** Reads the statement of a resource that stands in the body of another. */
  readonly readResource: () => Placed<EntryNode>;

  constructor(scanner: BicepScanner, readResource: () => Placed<EntryNode>) {
    this.scanner = scanner;
    this.readResource = readResource;
    this.collections = new BicepCollections(this);
    this.operands = new BicepOperands(this);
  }

  /** Passes over the decorator at the scanner's place. */
  passDecorator(): void {
    const { scanner } = this;
    const { at } = scanner;
    scanner.at++;
    const call = this.read(false);
    giveUp(scanner, call);
    if (call?.node.kind !== 'call') {
      scanner.report('missing-value', at, scanner.at);
    }
  }

  /** @param lines whether a value may go on in the next line, as between parentheses */
  read(lines: boolean): Placed | undefined {
    const { scanner } = this;
    if (this.depth >= DEEPEST) {
      const start = scanner.at;
      passOver(scanner, lines);
      scanner.report('too-deep', start, start + 1);
      return { node: makeOpaque(scanner.at - start), start };
    }
    this.depth++;
    const condition = this.#readOperation(lines, 0);
    const isChoice = condition && scanner.char === '?' && scanner.text[scanner.at + 1] !== '?';
    const value = isChoice ? this.#readChoice(condition, lines) : condition;
    this.depth--;
    return value;
  }

  #readChoice(condition: Placed, lines: boolean): Placed {
    const { scanner } = this;
    const outer = scanner.sink;
    scanner.sink = emptySink();
    const parts = new Children<SyntaxNode>();
    parts.add(condition);
    for (const mark of ['?', ':']) {
      scanner.skipToOperator(lines, mark);
      if (scanner.char !== mark) {
        scanner.report('missing-value', endOf(parts), endOf(parts));
        break;
      }
      scanner.at++;
      const end = scanner.at;
      scanner.skip(true);
      const branch = scanner.isAtNext ? undefined : this.read(lines);
      if (!branch) {
        this.#missOperand(parts, end);
        break;
      }
      parts.add(branch);
    }
    const { sink } = scanner;
    scanner.sink = outer;
    const end = endOf(parts);
    return makeCall('?:', condition.start, end, parts, sinkWithin(sink, end, outer));
  }

  /** Values and operators between them; those that bind alike are operands of one call. */
  #readOperation(lines: boolean, loosest: number): Placed | undefined {
    const { scanner } = this;
    let value = this.#readUnary(lines);
    if (!value) {
      return undefined;
    }
    for (;;) {
      scanner.skipToOperator(lines, '');
      const operator = this.#operatorHere();
      const level = LEVELS[operator] ?? -1;
      if (level < loosest) {
        return value;
      }
      value = this.#readOperands(value, operator, level, lines);
    }
  }

  #operatorHere(): string {
    const { scanner } = this;
    OPERATOR.lastIndex = scanner.at;
    return OPERATOR.exec(scanner.text)?.[0] ?? '';
  }

  #readOperands(first: Placed, operator: string, level: number, lines: boolean): Placed {
    const { scanner } = this;
    const outer = scanner.sink;
    scanner.sink = emptySink();
    const parts = new Children<SyntaxNode>();
    parts.add(first);
    for (let next = operator; LEVELS[next] === level; next = this.#operatorHere()) {
      scanner.at += next.length;
      const end = scanner.at;
      scanner.skip(true);
      const operand = scanner.isAtNext ? undefined : this.#readRight(lines, level);
      if (!operand) {
        this.#missOperand(parts, end);
        break;
      }
      parts.add(operand);
      scanner.skipToOperator(lines, '');
    }
    const { sink } = scanner;
    scanner.sink = outer;
    const end = endOf(parts);
    return makeGroup(scanner, operator, first.start, end, parts, sinkWithin(sink, end, outer));
  }

  /** What stands behind an operator; behind an arrow it is all that follows. */
  #readRight(lines: boolean, level: number): Placed | undefined {
    return level === 0 ? this.read(lines) : this.#readOperation(lines, level + 1);
  }

  #missOperand(parts: Children<SyntaxNode>, end: number): void {
    const { scanner } = this;
    scanner.goBack(end);
    scanner.report('missing-value', end, end);
    parts.add({ node: makeOpaque(0), start: end });
  }

  #readUnary(lines: boolean): Placed | undefined {
    const { scanner } = this;
    const start = scanner.at;
    NUMBER.lastIndex = start;
    if (NUMBER.test(scanner.text)) {
      scanner.at = NUMBER.lastIndex;
      return { node: makeWord(scanner.text.slice(start, scanner.at), 'number', 'bare'), start };
    }
    let sign = '';
    while (scanner.char === '!' || scanner.char === '-') {
      sign = scanner.char;
      scanner.at++;
      scanner.skip(lines);
    }
    const operand = this.operands.read();
    if (sign === '') {
      return operand;
    }
    const parts = new Children<SyntaxNode>();
    if (operand) {
      parts.add(operand);
    } else {
      scanner.report('missing-value', scanner.at, scanner.at);
    }
    return makeGroup(scanner, sign, start, operand ? endOf(parts) : scanner.at, parts, emptySink());
  }
}
