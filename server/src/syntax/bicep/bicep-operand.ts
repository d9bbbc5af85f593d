/** Reads the operands of Bicep: literals, collections, calls, names, and what is picked out of them. */
import {
  Children,
  emptySink,
  endOf,
  makeCall,
  makeExpression,
  makeOpaque,
  makeWord,
  type Sink,
  sinkWithin,
} from '../placed-nodes.ts';
import type { Placed, SyntaxNode } from '../tree.ts';
import type { BicepExpressions } from './bicep-expression.ts';
import type { BicepScanner } from './bicep-scanner.ts';
import { readString } from './bicep-string.ts';

const NUMBER = /\d+(?:\.\d+)?/y;
const BLANKS = /[ \t]{0,40}/y;

export class BicepOperands {
  readonly #values: BicepExpressions;

  constructor(values: BicepExpressions) {
    this.#values = values;
  }

  /** A value without operators: a literal, a collection, a call, a name and what is picked out of it. */
  read(): Placed | undefined {
    const { scanner } = this.#values;
    const value = this.#readPrimary();
    if (!value || !/^[.[!:]$/.test(scanner.char)) {
      return value;
    }
    const outer = scanner.sink;
    scanner.sink = emptySink();
    const parts = this.#readPicks(value);
    const { sink } = scanner;
    scanner.sink = outer;
    const [only] = parts.nodes;
    if (parts.nodes.length === 1 && only?.width === scanner.at - value.start) {
      outer.problems.push(...sink.problems);
      outer.comments.push(...sink.comments);
      return { node: only, start: value.start };
    }
    return makeGroup(scanner, '', value.start, scanner.at, parts, sink);
  }

  /** The value and the calls and indexes behind it. A call of a name takes the place of the name. */
  #readPicks(value: Placed): Children<SyntaxNode> {
    const { scanner } = this.#values;
    const parts = new Children<SyntaxNode>();
    // The name so far, with its dots, as long as there is nothing else.
    let name = value.node.kind === 'opaque' ? scanner.text.slice(value.start, scanner.at) : '';
    if (name === '') {
      parts.add(value);
    }
    for (let pick = this.#passPick(); pick !== undefined; pick = this.#passPick()) {
      const behind = this.#blanksEnd();
      const isCall = pick !== '[' && scanner.text[behind] === '(';
      if (name !== '' && !isCall && pick !== '[') {
        name += pick;
        continue;
      }
      if (name !== '' && pick === '[') {
        parts.add(makeExpression(scanner.text, value.start, scanner.at));
      }
      if (isCall) {
        const start = name === '' ? scanner.at - pick.length : value.start;
        scanner.at = behind;
        parts.add(this.#values.collections.readArguments(start, name + pick));
      } else if (pick === '[') {
        parts.add(this.#readIndex());
      }
      name = '';
    }
    if (name !== '') {
      parts.add(makeExpression(scanner.text, value.start, scanner.at));
    }
    return parts;
  }

  /** Passes over what picks something out of a value, and gives it, or the bracket of an index; undefined where none is. */
  #passPick(): string | undefined {
    const { scanner } = this.#values;
    const { text, at, char } = scanner;
    const isBang = char === '!' && !/[=~]/.test(text[at + 1] ?? '');
    if (char === '[' || isBang) {
      scanner.at += isBang ? 1 : 0;
      return char;
    }
    if (char !== '.' && !text.startsWith('::', at)) {
      return undefined;
    }
    if (text.startsWith('...', at)) {
      return undefined;
    }
    scanner.at += char === ':' ? 2 : text[at + 1] === '?' ? 2 : 1;
    const name = this.#blanksEnd();
    const end = scanner.nameEnd(name);
    if (end === name) {
      scanner.report('missing-key', at, at + 1);
    } else {
      scanner.at = end;
    }
    return text.slice(at, scanner.at).replace(/[ \t]+/, '');
  }

  #readIndex(): Placed {
    const { scanner } = this.#values;
    const start = scanner.at;
    const { text } = scanner;
    const parts = new Children<SyntaxNode>();
    const sink = this.#values.collections.brackets.within(']', () => {
      // From the end, or of what may not be there.
      scanner.at += text[scanner.at] === '?' ? 1 : 0;
      scanner.at += text[scanner.at] === '^' ? 1 : 0;
      if (this.#values.collections.brackets.goesOn(']', true)) {
        const index = this.#values.read(true);
        if (index) {
          parts.add(index);
        }
        scanner.skip(true);
      }
    });
    if (text[scanner.at - 1] !== ']') {
      // What stands behind may be the next line, which has nothing to do with the index.
      scanner.at = parts.nodes.length > 0 ? endOf(parts) : start + 1;
    }
    return makeGroup(scanner, '[]', start, scanner.at, parts, sinkWithin(sink, scanner.at, emptySink()));
  }

  #blanksEnd(): number {
    BLANKS.lastIndex = this.#values.scanner.at;
    BLANKS.test(this.#values.scanner.text);
    return BLANKS.lastIndex;
  }

  #readPrimary(): Placed | undefined {
    const { scanner } = this.#values;
    const { at: start, char } = scanner;
    switch (char) {
      case '[':
        return this.#values.collections.readArray();
      case '(':
        return this.#values.collections.readArguments(start, '()');
      case '{':
        return this.#values.collections.readObject();
    }
    const text = readString(scanner);
    if (text) {
      return { node: text, start };
    }
    NUMBER.lastIndex = start;
    const end = char !== '-' && NUMBER.test(scanner.text) ? NUMBER.lastIndex : scanner.nameEnd(start);
    const name = scanner.text.slice(start, end);
    scanner.at = end;
    return end === start ? undefined : /^\d/.test(name) ? numberAt(name, start) : this.#readNamed(name, start);
  }

  /** A literal, a call, a condition or a name. */
  #readNamed(name: string, start: number): Placed {
    const { scanner } = this.#values;
    const behind = this.#blanksEnd();
    if (scanner.text[behind] === '(') {
      scanner.at = behind;
      return name === 'if' ? this.#readCondition(start) : this.#values.collections.readArguments(start, name);
    }
    if (name === 'true' || name === 'false' || name === 'null') {
      return { node: makeWord(name, name === 'null' ? 'null' : 'boolean', 'bare'), start };
    }
    return makeExpression(scanner.text, start, start + name.length);
  }

  /** Reads `if (condition) body` as a call of `if` with both. */
  #readCondition(start: number): Placed {
    const { scanner } = this.#values;
    const outer = scanner.sink;
    scanner.sink = emptySink();
    const parts = new Children<SyntaxNode>();
    parts.add(this.#values.collections.readArguments(scanner.at, '()'));
    const end = scanner.at;
    const { comments } = scanner.sink;
    const known = comments.length;
    scanner.skip(false);
    if (scanner.char === '{') {
      parts.add(this.#values.collections.readObject());
    } else {
      // What stands behind is read again by whoever comes next.
      comments.length = known;
      scanner.report('missing-value', end, end);
      parts.add({ node: makeOpaque(0), start: end });
      scanner.at = end;
    }
    const { sink } = scanner;
    scanner.sink = outer;
    return makeCall('if', start, scanner.at, parts, sinkWithin(sink, scanner.at, outer));
  }
}

function numberAt(text: string, start: number): Placed {
  return { node: makeWord(text, 'number', 'bare'), start };
}

/** A call, or something opaque where nothing but names and numbers is in it. */
export function makeGroup(
  { text, sink: outer }: BicepScanner,
  callee: string,
  start: number,
  end: number,
  parts: Children<SyntaxNode>,
  sink: Sink,
): Placed {
  const isFull = parts.nodes.some(
    (node) => node.kind !== 'opaque' && !(node.kind === 'scalar' && node.type !== 'string'),
  );
  if (isFull) {
    return makeCall(callee, start, end, parts, sink);
  }
  outer.problems.push(...sink.problems);
  outer.comments.push(...sink.comments);
  return makeExpression(text, start, end);
}
