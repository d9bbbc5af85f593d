/** Reads what stands between brackets: arrays, arguments, objects, loops. */
import { Brackets } from '../brackets.ts';
import { makeEntry } from '../container.ts';
import { giveUp } from '../pass-over.ts';
import { Children, makeCall, makeHolder, makeOpaque, makeWord } from '../placed-nodes.ts';
import type { EntryNode, Placed, ScalarNode, SyntaxNode } from '../tree.ts';
import type { BicepExpressions } from './bicep-expression.ts';
import { passJunk, passOver } from './bicep-passing.ts';
import { readString } from './bicep-string.ts';

const FOR = /for(?=[\s(])/y;
const NESTED_RESOURCE = /resource[ \t]+\w{1,200}[ \t]+'/y;

export class BicepCollections {
  readonly #values: BicepExpressions;
  readonly brackets: Brackets;

  constructor(values: BicepExpressions) {
    this.#values = values;
    this.brackets = new Brackets(values.scanner);
  }

  #isOnNewLine(before: number): boolean {
    const { text, at } = this.#values.scanner;
    return text.slice(before, at).includes('\n');
  }

  /** Reads arguments, or what stands in parentheses, from the bracket at the scanner's place. */
  readArguments(start: number, callee: string): Placed {
    const { scanner } = this.#values;
    const items = new Children<SyntaxNode>();
    const sink = this.brackets.within(')', () => this.#readItems(items, ')'));
    return makeCall(callee, start, scanner.at, items, sink);
  }

  /** Reads an array, or `[for x in source: body]` as a call of `for` with the source and the body. */
  readArray(): Placed {
    const { scanner } = this.#values;
    const start = scanner.at;
    const items = new Children<SyntaxNode>();
    let isLoop = false;
    const sink = this.brackets.within(']', () => {
      scanner.skip(true);
      FOR.lastIndex = scanner.at;
      isLoop = FOR.test(scanner.text);
      if (isLoop) {
        this.#readLoop(items);
      } else {
        this.#readItems(items, ']');
      }
    });
    return isLoop
      ? makeCall('for', start, scanner.at, items, sink)
      : makeHolder('list', start, scanner.at, items, sink);
  }

  #readItems(items: Children<SyntaxNode>, close: ']' | ')'): void {
    const { scanner } = this.#values;
    // Items of arrays are parted by line ends, too.
    const isArray = close === ']';
    let gap: number | undefined;
    while (this.brackets.goesOn(close, true)) {
      if (scanner.char === ',') {
        scanner.report('unexpected', scanner.at, scanner.at + 1);
        scanner.at++;
        continue;
      }
      if (gap !== undefined && !(isArray && this.#isOnNewLine(gap))) {
        scanner.report('missing-comma', gap, gap);
      }
      if (scanner.char === '@') {
        this.#values.passDecorator();
        gap = undefined;
        continue;
      }
      scanner.at += isArray && scanner.text.startsWith('...', scanner.at) ? 3 : 0;
      const item = this.#values.read(!isArray);
      if (!item) {
        passJunk(scanner);
        continue;
      }
      items.add(item);
      gap = item.start + item.node.width;
      scanner.skip(!isArray);
      if (scanner.char === ',') {
        scanner.at++;
        gap = undefined;
      }
    }
  }

  #readLoop(parts: Children<SyntaxNode>): void {
    const { scanner } = this.#values;
    scanner.at += 3;
    this.#passLoopVariable();
    this.#readLoopPart(parts);
    if (scanner.char === ':') {
      scanner.at++;
      this.#readLoopPart(parts);
    } else {
      scanner.report('missing-value', scanner.at, scanner.at);
    }
    while (this.brackets.goesOn(']', false)) {
      const { at } = scanner;
      passOver(scanner, true);
      scanner.at += scanner.at === at ? 1 : 0;
      scanner.report('unexpected', at, at + 1);
    }
  }

  #passLoopVariable(): void {
    const { scanner } = this.#values;
    scanner.skip(true);
    if (scanner.char === '(') {
      giveUp(scanner, this.readArguments(scanner.at, '()'));
    } else {
      scanner.at = scanner.nameEnd(scanner.at);
    }
    scanner.skip(true);
    const end = scanner.nameEnd(scanner.at);
    if (scanner.text.slice(scanner.at, end) === 'in') {
      scanner.at = end;
    } else {
      scanner.report('missing-value', scanner.at, scanner.at);
    }
  }

  #readLoopPart(parts: Children<SyntaxNode>): void {
    const { scanner } = this.#values;
    const { at } = scanner;
    scanner.skip(true);
    const value = scanner.isAtNext ? undefined : this.#values.read(true);
    if (value) {
      parts.add(value);
    } else {
      scanner.report('missing-value', at, at);
      parts.add({ node: makeOpaque(0), start: at });
    }
    scanner.skip(true);
  }

  readObject(): Placed {
    const { scanner } = this.#values;
    const start = scanner.at;
    const entries = new Children<EntryNode>();
    const sink = this.brackets.within('}', () => {
      let gap: number | undefined;
      while (this.brackets.goesOn('}', false)) {
        if (scanner.char === ',') {
          scanner.report('unexpected', scanner.at, scanner.at + 1);
          scanner.at++;
          continue;
        }
        if (gap !== undefined && !this.#isOnNewLine(gap)) {
          scanner.report('missing-comma', gap, gap);
        }
        if (scanner.char === '@') {
          this.#values.passDecorator();
          gap = undefined;
          continue;
        }
        const entry = this.#readEntry();
        if (!entry) {
          passJunk(scanner);
          continue;
        }
        entries.add(entry);
        gap = entry.start + entry.node.width;
        scanner.skip(false);
        if (scanner.char === ',') {
          scanner.at++;
          gap = undefined;
        }
      }
    });
    return makeHolder('map', start, scanner.at, entries, sink);
  }

  #readEntry(): Placed<EntryNode> | undefined {
    const { scanner } = this.#values;
    NESTED_RESOURCE.lastIndex = scanner.at;
    if (scanner.char === 'r' && NESTED_RESOURCE.test(scanner.text)) {
      return this.#values.readResource();
    }
    const key = this.#readKey();
    if (!key) {
      return undefined;
    }
    const keyEnd = key.start + key.node.width;
    scanner.skip(false);
    const { char } = scanner;
    const isSpread = key.node.style === 'spread';
    // An equals sign, and an object without a sign, are what other languages have there.
    if (!isSpread && char !== ':' && char !== '=' && char !== '{') {
      scanner.report('missing-value', keyEnd, keyEnd);
      return { node: makeEntry(key.node, key.start, undefined, keyEnd), start: key.start };
    }
    if (char === '=') {
      scanner.report('unexpected', scanner.at, scanner.at + 1);
    } else if (!isSpread && char === '{') {
      scanner.report('missing-colon', keyEnd, keyEnd);
    }
    scanner.at += char === ':' || char === '=' ? 1 : 0;
    const signEnd = scanner.at;
    scanner.skipToValue();
    const value = this.#values.read(false);
    if (!value) {
      scanner.report('missing-value', signEnd, signEnd);
    }
    const end = value ? value.start + value.node.width : signEnd;
    return { node: makeEntry(key.node, key.start, value, end), start: key.start };
  }

  /** A name, a string, or the three dots before an object whose entries are taken over. */
  #readKey(): Placed<ScalarNode> | undefined {
    const { scanner } = this.#values;
    const start = scanner.at;
    if (scanner.text.startsWith('...', start)) {
      scanner.at += 3;
      return { node: makeWord('...', 'word', 'spread'), start };
    }
    const text = readString(scanner);
    if (text) {
      return { node: text, start };
    }
    scanner.at = scanner.nameEnd(start);
    const name = scanner.text.slice(start, scanner.at);
    return name === '' ? undefined : { node: makeWord(name, 'word', 'bare'), start };
  }
}
