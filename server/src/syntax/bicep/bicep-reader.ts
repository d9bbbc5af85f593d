/**
 * Reads Bicep text. Each statement is an entry of the root. Its key is the word that it begins with; its value is a map
 * of the one name that it gives, and so on to what is said of it:
 * `resource r 'type' = {…}` is `{ resource: { r: { type: {…} } } }`, `param p string = 1` is `{ param: { p: 1 } }`,
 * `targetScope = 'x'` is `{ targetScope: 'x' }`. Types, decorators and imports are passed over.
 * The key that is the type of a resource, or the path of a module, has the style `type`; with `existing`, `existing-type`.
 */
import { makeEntry } from '../container.ts';
import type { TextChange, Tree } from '../language.ts';
import { Children, emptySink, makeHolder, makeOpaque, makeWord, type Sink } from '../placed-nodes.ts';
import { parseStatements, reparseStatements, type StatementDocument, type StatementReader } from '../statements.ts';
import type { EntryNode, Placed, ScalarNode } from '../tree.ts';
import { BicepExpressions } from './bicep-expression.ts';
import { passJunk, passType } from './bicep-passing.ts';
import { BicepScanner } from './bicep-scanner.ts';
import { readQuoted, readString } from './bicep-string.ts';

/** Statements that give a name to a thing of a type that is written as a string. */
const TYPED = new Set(['resource', 'module', 'test']);
/** Statements that give a name to a value. */
const NAMED = new Set(['param', 'var', 'output', 'metadata', 'assert', 'type', 'func']);
/** Statements of which nothing is read but a string that they begin with. */
const PASSED = new Set(['using', 'extends', 'import', 'provider', 'extension', 'extensionConfig']);

export function parseBicep(text: string): StatementDocument {
  return parseStatements(text, (at) => new BicepReader(text, at));
}

export function reparseBicep(tree: Tree, text: string, change: TextChange): StatementDocument {
  return reparseStatements(tree, text, change, (at) => new BicepReader(text, at));
}

class BicepReader implements StatementReader {
  readonly #scanner: BicepScanner;
  readonly #values: BicepExpressions;

  /** @param at where a statement of the outermost level starts, or the beginning */
  constructor(text: string, at: number) {
    this.#scanner = new BicepScanner(text, at);
    this.#values = new BicepExpressions(this.#scanner, () => this.#readTyped(this.#readName()));
  }

  get sink(): Sink {
    return this.#scanner.sink;
  }

  readRoot(isKnown: (start: number) => boolean): Children<EntryNode> {
    const scanner = this.#scanner;
    const entries = new Children<EntryNode>();
    for (;;) {
      scanner.skip(true);
      const { at } = scanner;
      const startsStatement = scanner.nameEnd(at) > at;
      if (scanner.isAtEnd || (startsStatement && isKnown(at))) {
        return entries;
      }
      if (startsStatement) {
        entries.add(this.#readStatement());
        scanner.skip(false);
      } else if (scanner.char === '@') {
        this.#values.passDecorator();
        continue;
      }
      if (!startsStatement || !(scanner.isAtEnd || scanner.char === '\n' || scanner.isFirstOnLine)) {
        passJunk(scanner);
      }
    }
  }

  #readName(): Placed<ScalarNode> {
    const scanner = this.#scanner;
    const start = scanner.at;
    scanner.at = scanner.nameEnd(start);
    return { node: makeWord(scanner.text.slice(start, scanner.at), 'word', 'bare'), start };
  }

  #readStatement(): Placed<EntryNode> {
    const scanner = this.#scanner;
    const word = this.#readName();
    const { text } = word.node;
    const wordEnd = scanner.at;
    scanner.skip(false);
    if (scanner.char === '=') {
      return this.#entry(word, this.#readValue(wordEnd), scanner.at);
    }
    if (TYPED.has(text)) {
      scanner.goBack(wordEnd);
      return this.#readTyped(word);
    }
    if (NAMED.has(text)) {
      return this.#readNamed(word, wordEnd);
    }
    if (PASSED.has(text)) {
      return this.#passRest(word, wordEnd);
    }
    scanner.report('missing-value', wordEnd, wordEnd);
    return this.#entry(word, undefined, wordEnd);
  }

  #entry(key: Placed<ScalarNode>, value: Placed | undefined, end: number): Placed<EntryNode> {
    const { start } = key;
    return { node: makeEntry(key.node, start, value, value ? value.start + value.node.width : end), start };
  }

  /** A map of one entry, which spans from its key to where its value ends. */
  #single({ node, start }: Placed<EntryNode>): Placed {
    const entries = new Children<EntryNode>();
    entries.add({ node, start });
    return makeHolder('map', start, start + node.width, entries, emptySink());
  }

  /** Reads what stands behind the sign that parts it from what was read before, up to `end`. */
  #readValue(end: number): Placed | undefined {
    const scanner = this.#scanner;
    const width = scanner.text.startsWith('=>', scanner.at) ? 2 : scanner.char === '=' ? 1 : 0;
    scanner.at += width;
    const signEnd = width > 0 ? scanner.at : end;
    scanner.skipToValue();
    const value = width > 0 ? this.#values.read(false) : undefined;
    if (!value) {
      scanner.goBack(signEnd);
      scanner.report('missing-value', signEnd, signEnd);
    }
    return value;
  }

  /** Reads on behind the first word of the statement of a resource or a module. */
  #readTyped(word: Placed<ScalarNode>): Placed<EntryNode> {
    const scanner = this.#scanner;
    const wordEnd = scanner.at;
    scanner.skip(false);
    const name = this.#readName();
    if (name.node.text === '') {
      scanner.goBack(wordEnd);
      scanner.report('missing-value', wordEnd, wordEnd);
      return this.#entry(word, undefined, wordEnd);
    }
    const nameEnd = scanner.at;
    scanner.skip(false);
    if (scanner.char !== "'") {
      scanner.goBack(nameEnd);
      scanner.report('missing-value', nameEnd, nameEnd);
      return this.#entry(word, this.#single(this.#entry(name, undefined, nameEnd)), nameEnd);
    }
    const typed = this.#single(this.#readBody());
    return this.#entry(word, this.#single(this.#entry(name, typed, nameEnd)), nameEnd);
  }

  /** Reads the type, whether the thing exists already, and the body. */
  #readBody(): Placed<EntryNode> {
    const scanner = this.#scanner;
    const start = scanner.at;
    const node = readQuoted(scanner, 'type');
    let end = scanner.at;
    scanner.skip(false);
    const wordEnd = scanner.nameEnd(scanner.at);
    const isExisting = scanner.text.slice(scanner.at, wordEnd) === 'existing';
    if (isExisting) {
      scanner.at = wordEnd;
      end = wordEnd;
      scanner.skip(false);
    }
    const value = this.#readValue(end);
    return this.#entry({ node: isExisting ? { ...node, style: 'existing-type' } : node, start }, value, scanner.at);
  }

  #readNamed(word: Placed<ScalarNode>, wordEnd: number): Placed<EntryNode> {
    const scanner = this.#scanner;
    const name = this.#readName();
    if (name.node.text === '') {
      scanner.goBack(wordEnd);
      scanner.report('missing-value', wordEnd, wordEnd);
      return this.#entry(word, undefined, wordEnd);
    }
    const end = passType(scanner, word.node.text === 'func' ? '=>' : '=');
    if (scanner.char !== '=') {
      // A parameter may do without a value.
      scanner.goBack(end);
      if (word.node.text !== 'param' || end === name.start + name.node.width) {
        scanner.report('missing-value', end, end);
      }
      return this.#entry(word, this.#single(this.#entry(name, undefined, end)), end);
    }
    const value = word.node.text === 'type' ? this.#passValue() : this.#readValue(end);
    return this.#entry(word, this.#single(this.#entry(name, value, scanner.at)), scanner.at);
  }

  /** Passes over the type that stands behind an equals sign. */
  #passValue(): Placed | undefined {
    const scanner = this.#scanner;
    scanner.at++;
    const signEnd = scanner.at;
    scanner.skip(false);
    const start = scanner.at;
    const end = passType(scanner, '');
    scanner.goBack(Math.max(end, signEnd));
    if (end > start) {
      return { node: makeOpaque(end - start), start };
    }
    scanner.goBack(signEnd);
    scanner.report('missing-value', signEnd, signEnd);
    return undefined;
  }

  #passRest(word: Placed<ScalarNode>, wordEnd: number): Placed<EntryNode> {
    const scanner = this.#scanner;
    const start = scanner.at;
    const node = readString(scanner);
    const textEnd = scanner.at;
    const end = passType(scanner, '');
    scanner.goBack(end);
    if (end === start) {
      scanner.goBack(wordEnd);
      scanner.report('missing-value', wordEnd, wordEnd);
      return this.#entry(word, undefined, wordEnd);
    }
    const value = { node: node && end === textEnd ? node : makeOpaque(end - start), start };
    return this.#entry(word, value, end);
  }
}
