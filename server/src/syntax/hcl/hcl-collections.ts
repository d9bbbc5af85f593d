/** Reads what stands between brackets: tuples, arguments and objects. */
import { Brackets } from '../brackets.ts';
import { makeEntry } from '../container.ts';
import { giveUp } from '../pass-over.ts';
import { Children, makeCall, makeHolder, makeWord } from '../placed-nodes.ts';
import type { EntryNode, Placed, ScalarNode, SyntaxNode } from '../tree.ts';
import type { HclExpressions } from './hcl-expression.ts';
import { passJunk } from './hcl-passing.ts';
import { readQuoted } from './hcl-template.ts';

export class HclCollections {
  readonly #values: HclExpressions;
  readonly brackets: Brackets;

  constructor(values: HclExpressions) {
    this.#values = values;
    this.brackets = new Brackets(values.scanner);
  }

  /**
   * Reads a tuple or the arguments of a call, from the bracket at the scanner's place.
   * @param start where the node starts: at the bracket, or at the name before it
   */
  readItems(start: number, close: ']' | ')', callee: string): Placed {
    const { scanner } = this.#values;
    const items = new Children<SyntaxNode>();
    const sink = this.brackets.within(close, () => {
      // Where a comma should stand, if another item follows.
      let gap: number | undefined;
      while (this.brackets.goesOn(close, true)) {
        if (scanner.char === ',') {
          scanner.report('unexpected', scanner.at, scanner.at + 1);
          scanner.at++;
          continue;
        }
        if (gap !== undefined) {
          scanner.report('missing-comma', gap, gap);
        }
        const item = this.#values.read(true);
        if (!item) {
          passJunk(scanner);
          continue;
        }
        items.add(item);
        gap = item.start + item.node.width;
        scanner.skip(true);
        if (scanner.char === ',' || scanner.text.startsWith('...', scanner.at)) {
          scanner.at += scanner.char === ',' ? 1 : 3;
          gap = undefined;
        }
      }
    });
    return close === ']'
      ? makeHolder('list', start, scanner.at, items, sink)
      : makeCall(callee, start, scanner.at, items, sink);
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
        if (gap !== undefined && !scanner.isFirstOnLine) {
          scanner.report('missing-comma', gap, gap);
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
    const key = this.#readKey();
    if (!key) {
      return undefined;
    }
    const keyEnd = key.start + key.node.width;
    scanner.skip(false);
    const hasSign = scanner.char === '=' || scanner.char === ':';
    // An object that is written like a block is what was meant.
    if (!hasSign && scanner.char !== '{') {
      scanner.report('missing-value', keyEnd, keyEnd);
      return { node: makeEntry(key.node, key.start, undefined, keyEnd), start: key.start };
    }
    if (hasSign) {
      scanner.at++;
    } else {
      scanner.report('missing-colon', keyEnd, keyEnd);
    }
    const signEnd = scanner.at;
    scanner.skip(false);
    const value = this.#values.read(false);
    if (!value) {
      scanner.report('missing-value', signEnd, signEnd);
    }
    const end = value ? value.start + value.node.width : signEnd;
    return { node: makeEntry(key.node, key.start, value, end), start: key.start };
  }

  #readKey(): Placed<ScalarNode> | undefined {
    const { scanner } = this.#values;
    const start = scanner.at;
    if (scanner.char === '"') {
      return { node: readQuoted(scanner), start };
    }
    // No object and no tuple is a key.
    const key = scanner.char === '{' || scanner.char === '[' ? undefined : this.#values.readOperand(false);
    if (!key) {
      return undefined;
    }
    const { node } = key;
    if (node.kind === 'scalar' && node.type !== 'string') {
      return { node: makeWord(node.text, node.type === 'number' ? 'number' : 'word', 'bare'), start };
    }
    giveUp(scanner, key);
    const text = scanner.text.slice(start, start + node.width);
    const isName = node.kind === 'opaque' && scanner.nameEnd(start) === start + node.width;
    return { node: makeWord(text, 'word', isName ? 'bare' : 'expression'), start };
  }
}
