/** Reads the values of HCL: literals, collections and calls as nodes; whatever must be worked out is opaque. */
import { giveUp } from '../pass-over.ts';
import {
  Children,
  emptySink,
  endOf,
  makeCall,
  makeExpression,
  makeOpaque,
  makeWord,
  sinkWithin,
} from '../placed-nodes.ts';
import type { Placed, SyntaxNode } from '../tree.ts';
import { HclCollections } from './hcl-collections.ts';
import { passOver } from './hcl-passing.ts';
import type { HclScanner } from './hcl-scanner.ts';
import { readHere, readQuoted } from './hcl-template.ts';

/** Deeper values are passed over: reading them would take more stack than there is. */
export const DEEPEST = 200;

const NUMBER = /-?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)/y;
const OPERATOR = /&&|\|\||[=!<>]=|[<>*/%+-]/y;

export class HclExpressions {
  readonly scanner: HclScanner;
  depth = 0;
  readonly collections: HclCollections;

  constructor(scanner: HclScanner) {
    this.scanner = scanner;
    this.collections = new HclCollections(this);
  }

  /** @param lines whether a value may go on in the next line, as between brackets */
  read(lines: boolean): Placed | undefined {
    const { scanner } = this;
    if (this.depth >= DEEPEST) {
      const start = scanner.at;
      passOver(scanner, lines);
      scanner.report('too-deep', start, start + 1);
      return { node: makeOpaque(scanner.at - start), start };
    }
    this.depth++;
    const condition = this.#readOperation(lines);
    const value = condition && scanner.char === '?' ? this.#readChoice(condition, lines) : condition;
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
      if (scanner.char !== mark) {
        scanner.report('missing-value', endOf(parts), endOf(parts));
        break;
      }
      scanner.at++;
      const end = scanner.at;
      scanner.skip(lines);
      const branch = this.read(lines);
      if (!branch) {
        scanner.report('missing-value', end, end);
        parts.add({ node: makeOpaque(0), start: end });
        break;
      }
      parts.add(branch);
      scanner.skip(lines);
    }
    const { sink } = scanner;
    scanner.sink = outer;
    const end = endOf(parts);
    return makeCall('?:', condition.start, end, parts, sinkWithin(sink, end, outer));
  }

  #readOperation(lines: boolean): Placed | undefined {
    const { scanner } = this;
    const first = this.#readUnary(lines);
    if (!first) {
      return undefined;
    }
    let end = first.start + first.node.width;
    let isOperation = false;
    for (;;) {
      scanner.skip(lines);
      OPERATOR.lastIndex = scanner.at;
      const operator = OPERATOR.exec(scanner.text)?.[0];
      if (operator === undefined || (scanner.char === '=' && scanner.isAtLineStart(scanner.at))) {
        return isOperation ? makeExpression(scanner.text, first.start, end) : first;
      }
      if (!isOperation) {
        giveUp(scanner, first);
        isOperation = true;
      }
      scanner.at += operator.length;
      end = scanner.at;
      scanner.skip(lines);
      const operand = this.#readUnary(lines);
      if (operand) {
        giveUp(scanner, operand);
        end = operand.start + operand.node.width;
      } else {
        scanner.report('missing-value', end, end);
      }
    }
  }

  #readUnary(lines: boolean): Placed | undefined {
    const { scanner } = this;
    const start = scanner.at;
    NUMBER.lastIndex = start;
    if (NUMBER.test(scanner.text)) {
      const text = scanner.text.slice(start, NUMBER.lastIndex);
      scanner.at = NUMBER.lastIndex;
      return { node: makeWord(text, 'number', 'bare'), start };
    }
    let isSigned = false;
    while (scanner.char === '!' || scanner.char === '-') {
      isSigned = true;
      scanner.at++;
      scanner.skip(lines);
    }
    const operand = this.readOperand(lines);
    if (!isSigned) {
      return operand;
    }
    if (operand) {
      giveUp(scanner, operand);
    } else {
      scanner.report('missing-value', scanner.at, scanner.at);
    }
    return { node: makeOpaque((operand ? operand.start + operand.node.width : scanner.at) - start), start };
  }

  /** A value without operators: a literal, a collection, a call, a name and what is picked out of it. */
  readOperand(lines: boolean): Placed | undefined {
    const { scanner } = this;
    const value = this.#readPrimary();
    if (!value) {
      return undefined;
    }
    let isPicked = false;
    for (;;) {
      const { char, at } = scanner;
      if (char !== '[' && (char !== '.' || scanner.text.startsWith('...', at))) {
        break;
      }
      if (!isPicked) {
        giveUp(scanner, value);
        isPicked = true;
      }
      scanner.at++;
      if (char === '.') {
        this.#passName(at);
      } else {
        this.#passIndex(at, lines);
      }
    }
    return isPicked ? makeExpression(scanner.text, value.start, scanner.at) : value;
  }

  #passName(dot: number): void {
    const { scanner } = this;
    const digits = /^\d{1,20}/.exec(scanner.text.slice(scanner.at, scanner.at + 20))?.[0].length ?? 0;
    const end = scanner.char === '*' ? scanner.at + 1 : Math.max(scanner.nameEnd(scanner.at), scanner.at + digits);
    if (end === scanner.at) {
      scanner.report('missing-key', dot, dot + 1);
    }
    scanner.at = end;
  }

  #passIndex(bracket: number, lines: boolean): void {
    const { scanner } = this;
    if (scanner.text.startsWith('*]', scanner.at)) {
      scanner.at += 2;
      return;
    }
    scanner.skip(true);
    const index = scanner.char === ']' ? undefined : this.read(true);
    const end = index ? index.start + index.node.width : bracket + 1;
    if (index) {
      giveUp(scanner, index);
    }
    scanner.skip(true);
    if (scanner.char === ']') {
      scanner.at++;
      return;
    }
    // What stands behind may be the next line, which has nothing to do with the index.
    scanner.at = lines ? scanner.at : Math.max(end, Math.min(scanner.at, scanner.lineEnd(end)));
    scanner.report('unclosed', bracket, bracket + 1);
  }

  #readPrimary(): Placed | undefined {
    const { scanner } = this;
    const { at: start, char } = scanner;
    if (char === '"') {
      return { node: readQuoted(scanner), start };
    }
    if (char === '<') {
      const node = readHere(scanner);
      return node && { node, start };
    }
    if (char === '[' || char === '(') {
      return this.#isFor() ? this.#passFor(']') : this.collections.readItems(start, char === '[' ? ']' : ')', '()');
    }
    if (char === '{') {
      return this.#isFor() ? this.#passFor('}') : this.collections.readObject();
    }
    NUMBER.lastIndex = start;
    if (char !== '-' && NUMBER.test(scanner.text)) {
      scanner.at = NUMBER.lastIndex;
      return { node: makeWord(scanner.text.slice(start, scanner.at), 'number', 'bare'), start };
    }
    const end = scanner.nameEnd(start);
    return end > start ? this.#readNamed(start, end) : undefined;
  }

  /** A literal, a call or a name. */
  #readNamed(start: number, end: number): Placed {
    const { scanner } = this;
    const name = scanner.text.slice(start, end);
    scanner.at = end;
    const blanks = /^[ \t]{0,40}/.exec(scanner.text.slice(end, end + 40))?.[0].length ?? 0;
    if (scanner.text[end + blanks] === '(') {
      scanner.at = end + blanks;
      return this.collections.readItems(start, ')', name);
    }
    if (name === 'true' || name === 'false' || name === 'null') {
      return { node: makeWord(name, name === 'null' ? 'null' : 'boolean', 'bare'), start };
    }
    return makeExpression(scanner.text, start, end);
  }

  #isFor(): boolean {
    return /^[[{]\s{0,200}for\s/.test(this.scanner.text.slice(this.scanner.at, this.scanner.at + 210));
  }

  #passFor(close: string): Placed {
    const { scanner } = this;
    const start = scanner.at;
    scanner.at++;
    while (!scanner.isAtEnd && !scanner.isAtTopLevel() && scanner.char !== close) {
      const at = scanner.at;
      passOver(scanner, true);
      scanner.at += scanner.at === at && scanner.char !== close ? 1 : 0;
    }
    if (scanner.char === close) {
      scanner.at++;
    } else {
      scanner.report('unclosed', start, start + 1);
    }
    return { node: makeOpaque(scanner.at - start), start };
  }
}
