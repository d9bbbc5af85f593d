/**
 * Reads HCL text into the shape that the same configuration has in JSON: a block is an entry whose key is its type, in
 * it one map for each of its labels, and at last the map of its body. Blocks of one type are entries of the same key.
 */
import { makeEntry } from '../container.ts';
import type { TextChange, Tree } from '../language.ts';
import { Children, emptySink, makeHolder, makeOpaque, makeWord, type Sink } from '../placed-nodes.ts';
import { parseStatements, reparseStatements, type StatementDocument, type StatementReader } from '../statements.ts';
import type { EntryNode, Placed, ScalarNode } from '../tree.ts';
import { DEEPEST, HclExpressions } from './hcl-expression.ts';
import { passJunk, passOver } from './hcl-passing.ts';
import { HclScanner } from './hcl-scanner.ts';
import { readQuoted } from './hcl-template.ts';

export function parseHcl(text: string): StatementDocument {
  return parseStatements(text, (at) => new HclReader(text, at));
}

export function reparseHcl(tree: Tree, text: string, change: TextChange): StatementDocument {
  return reparseStatements(tree, text, change, (at) => new HclReader(text, at));
}

class HclReader implements StatementReader {
  readonly #scanner: HclScanner;
  readonly #values: HclExpressions;

  /** @param at where an entry of the outermost level starts, or the beginning */
  constructor(text: string, at: number) {
    this.#scanner = new HclScanner(text, at);
    this.#values = new HclExpressions(this.#scanner);
  }

  /** What was found outside of the entries of the outermost level. */
  get sink(): Sink {
    return this.#scanner.sink;
  }

  /** Reads the entries of the outermost level up to the end, or up to one that is known to start at a place. */
  readRoot(isKnown: (start: number) => boolean): Children<EntryNode> {
    const entries = new Children<EntryNode>();
    this.#readEntries(entries, true, isKnown);
    return entries;
  }

  #readEntries(entries: Children<EntryNode>, isRoot: boolean, isKnown: (start: number) => boolean): void {
    const scanner = this.#scanner;
    for (;;) {
      scanner.skip(true);
      const { char, at } = scanner;
      if (scanner.isAtEnd || (!isRoot && (char === '}' || scanner.isAtTopLevel()))) {
        return;
      }
      const startsEntry = char === '"' || scanner.nameEnd(at) > at;
      if (startsEntry && isKnown(at)) {
        return;
      }
      if (startsEntry) {
        entries.add(this.#readEntry());
        scanner.skip(false);
      }
      if (!startsEntry || !this.#isEntryOver(isRoot)) {
        passJunk(scanner);
      }
    }
  }

  #isEntryOver(isRoot: boolean): boolean {
    const scanner = this.#scanner;
    const { char } = scanner;
    return scanner.isAtEnd || char === '\n' || (char === '}' && !isRoot) || scanner.isFirstOnLine;
  }

  #readEntry(): Placed<EntryNode> {
    const scanner = this.#scanner;
    const key = this.#readName();
    const keyEnd = scanner.at;
    scanner.skip(false);
    const { char } = scanner;
    if (char === '=' || char === ':') {
      if (char === ':' || key.node.style === 'quoted') {
        // Outside of objects, names stand without quotes and before an equals sign.
        const wrong = char === ':' ? { start: scanner.at, end: scanner.at + 1 } : { start: key.start, end: keyEnd };
        scanner.report('unexpected', wrong.start, wrong.end);
      }
      return this.#readAttribute(key);
    }
    const isBlock = char === '{' || char === '"' || scanner.nameEnd(scanner.at) > scanner.at;
    if (isBlock) {
      return this.#readBlock(key);
    }
    scanner.report('missing-value', keyEnd, keyEnd);
    return { node: makeEntry(key.node, key.start, undefined, keyEnd), start: key.start };
  }

  #readName(): Placed<ScalarNode> {
    const scanner = this.#scanner;
    const start = scanner.at;
    if (scanner.char === '"') {
      return { node: readQuoted(scanner), start };
    }
    scanner.at = scanner.nameEnd(start);
    return { node: makeWord(scanner.text.slice(start, scanner.at), 'word', 'bare'), start };
  }

  #readAttribute(key: Placed<ScalarNode>): Placed<EntryNode> {
    const scanner = this.#scanner;
    scanner.at++;
    const signEnd = scanner.at;
    scanner.skip(false);
    const value = this.#values.read(false);
    if (!value) {
      scanner.report('missing-value', signEnd, signEnd);
    }
    const end = value ? value.start + value.node.width : signEnd;
    return { node: makeEntry(key.node, key.start, value, end), start: key.start };
  }

  #readBlock(type: Placed<ScalarNode>): Placed<EntryNode> {
    const scanner = this.#scanner;
    const keys = [type];
    let end = type.start + type.node.width;
    while (scanner.char === '"' || scanner.nameEnd(scanner.at) > scanner.at) {
      const label = this.#readName();
      end = label.start + label.node.width;
      scanner.skip(false);
      keys.push(label);
      if (keys.length > DEEPEST) {
        scanner.report('too-deep', label.start, end);
        break;
      }
    }
    const body = scanner.char === '{' ? this.#readBody() : undefined;
    if (body) {
      end = body.start + body.node.width;
    } else {
      scanner.report('missing-value', end, end);
    }
    // From the innermost: the last label holds the body, the type holds the first label.
    let value = body;
    for (let index = keys.length - 1; index > 0; index--) {
      const key = keys[index] ?? type;
      const inner = new Children<EntryNode>();
      inner.add({ node: makeEntry(key.node, key.start, value, end), start: key.start });
      value = makeHolder('map', key.start, end, inner, emptySink());
    }
    return { node: makeEntry(type.node, type.start, value, end), start: type.start };
  }

  #readBody(): Placed {
    const scanner = this.#scanner;
    const start = scanner.at;
    scanner.at++;
    if (this.#values.depth >= DEEPEST) {
      passOver(scanner, true);
      scanner.report('too-deep', start, start + 1);
      return { node: makeOpaque(scanner.at - start), start };
    }
    const outer = scanner.sink;
    const sink = emptySink();
    scanner.sink = sink;
    this.#values.depth++;
    this.#values.collections.brackets.enter('}', 1);
    const entries = new Children<EntryNode>();
    this.#readEntries(entries, false, () => false);
    this.#values.collections.brackets.enter('}', -1);
    this.#values.depth--;
    if (scanner.char === '}') {
      scanner.at++;
    } else {
      scanner.report('unclosed', start, start + 1);
    }
    scanner.sink = outer;
    return makeHolder('map', start, scanner.at, entries, sink);
  }
}
