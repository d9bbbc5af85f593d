/** Reads the operands of expressions: names and texts with the calls and brackets behind them, lists, maps, groups. */
import { type EntryNode, isScalar, type Placed, type ScalarNode, type Span } from '../tree.ts';
import { BracketReader } from './bracket-reader.ts';
import { endOf, makeCall, makeList, makeMap, makeOpaque, makePair, makeString, makeWord } from './code-nodes.ts';
import type { CodeTokens } from './code-tokens.ts';
import { decodeLiteral } from './decode-literal.ts';
import type { Literal } from './literal.ts';

/** A call of `format` behind a text. */
const FORMAT_CALL = /^\.[ \t]*format[ \t]*\(/;
/** Types in brackets behind a name, not longer than anybody writes. */
const TYPE_ARGUMENTS = /^\[[\w.,[\] =>:<&()#@*?$]{0,200}?\](?=\s*\()/;
const LONGEST_TYPES = 204;

export interface ElementReader {
  readArgument(): Placed | undefined;
  /** For what stands between braces that hold a map. */
  readElement(): Placed | Placed<EntryNode> | undefined;
}

export class OperandReader {
  readonly tokens: CodeTokens;
  readonly #elements: ElementReader;
  readonly brackets: BracketReader;
  /** How many calls and strings were read so far. */
  found = 0;

  constructor(tokens: CodeTokens, elements: ElementReader) {
    this.tokens = tokens;
    this.#elements = elements;
    this.brackets = new BracketReader(tokens);
  }

  /** An expression of several nodes, or of other things beside them: its calls, texts and names. */
  compose(span: Span, items: readonly Placed[]): Placed {
    const worthy = items.filter(
      ({ node }) =>
        node.kind !== 'opaque' && (node.kind !== 'scalar' || node.type === 'word' || node.type === 'string'),
    );
    return worthy.length > 0 ? makeCall('', span, worthy) : makeOpaque(span);
  }

  /** Reads the operand that starts here; says whether the one node that it added, if it is one, is all of it. */
  readOperand(items: Placed[]): boolean {
    const before = items.length;
    const isOne = this.#readBase(items);
    const isValue = items.length > before;
    return this.#readTail(items, isValue) && isOne && before === 0;
  }

  #readBase(items: Placed[]): boolean {
    const { tokens } = this;
    switch (tokens.kind) {
      case 'name':
        return this.#readName(items);
      case 'string':
        return this.#readStrings(items);
      case '(':
        items.push(this.#readGroup());
        return true;
      case '[':
        items.push(this.#readList());
        return true;
      case '{':
        items.push(this.#readMap());
        return true;
      default:
        items.push({ node: makeWord('number', tokens.source(), 'number'), start: tokens.start });
        tokens.next();
        return true;
    }
  }

  /** Calls, members and subscripts of what was read. */
  #readTail(items: Placed[], isOne: boolean): boolean {
    const { tokens } = this;
    let isWhole = isOne;
    for (;;) {
      const { start } = tokens;
      const isAdjacent = start === tokens.lastEnd;
      if (tokens.kind === '.') {
        isWhole = false;
        const name = this.#readChain('');
        if (tokens.is('(')) {
          items.push(this.#readCall(name, start));
        } else if (tokens.is('[') && tokens.start === tokens.lastEnd) {
          items.push(this.#readSubscript(makeOpaque({ start, end: tokens.lastEnd })));
        }
      } else if (tokens.kind === '(' && isAdjacent) {
        isWhole = false;
        items.push(this.#readCall('()', start));
      } else if (tokens.kind === '[' && isAdjacent) {
        isWhole = false;
        items.push(this.#readSubscript(makeOpaque({ start, end: start })));
      } else {
        return isWhole;
      }
    }
  }

  /** Reads separators and names, from a separator on, and what types stand behind them. */
  #readChain(before: string): string {
    const { tokens } = this;
    const parts = [before];
    while (tokens.kind === '.') {
      const separator = tokens.source();
      tokens.next();
      if (!tokens.is('name')) {
        break;
      }
      parts.push(separator, tokens.source());
      tokens.next();
    }
    this.#passTypes();
    return parts.join('');
  }

  #passTypes(): void {
    const { tokens } = this;
    if (tokens.dialect.typeArguments && tokens.kind === '[') {
      const types = TYPE_ARGUMENTS.exec(tokens.text.slice(tokens.start, tokens.start + LONGEST_TYPES))?.[0];
      if (types) {
        tokens.end = tokens.start + types.length;
        tokens.next();
      }
    }
  }

  /** Passes over a name that is defined and not called. */
  passName(): void {
    this.tokens.next();
    this.#readChain('');
  }

  #readName(items: Placed[]): boolean {
    const { tokens } = this;
    const { start, dialect } = tokens;
    const first = tokens.source();
    tokens.next();
    const name = this.#readChain(first);
    const end = tokens.lastEnd;
    if (tokens.is('(')) {
      items.push(this.#readCall(name, start));
      return true;
    }
    const literal = dialect.literals[dialect.ignoresCase ? name.toLowerCase() : name];
    const isPlain = name.length === end - start;
    const word = isPlain && { node: makeWord(literal ?? 'word', name, 'word'), start };
    if (tokens.is('[') && tokens.start === end) {
      items.push(this.#readSubscript(word || makeOpaque({ start, end })));
    } else {
      items.push(word || makeOpaque({ start, end }));
    }
    return true;
  }

  /** Texts side by side are one text for the program; each stays a node, as each is written on its own. */
  #readStrings(items: Placed[]): boolean {
    const { tokens } = this;
    const first = tokens.literal;
    tokens.next();
    const more: Literal[] = [];
    while (tokens.is('string') && tokens.literal) {
      more.push(tokens.literal);
      tokens.next();
    }
    const { text, dialect, start } = tokens;
    const isFormatted = dialect.isPython && tokens.is('.') && FORMAT_CALL.test(text.slice(start, start + 40));
    for (const literal of first ? [first, ...more] : more) {
      items.push(this.#makeString(literal, isFormatted));
    }
    return more.length === 0;
  }

  #makeString(literal: Literal, isFormatted: boolean): Placed<ScalarNode> {
    const { text, dialect } = this.tokens;
    const { form, start, end, style } = literal;
    const formatted = isFormatted && form.holes === '';
    const decoded = decodeLiteral(text, literal, dialect.escapes, formatted);
    this.found++;
    return { node: makeString(decoded, end - start, style, formatted || form.holes === '{'), start };
  }

  #readCall(callee: string, start: number): Placed {
    this.found++;
    const { children, end } = this.brackets.readBracketed('(', () => this.#elements.readArgument());
    return makeCall(callee, { start, end }, children);
  }

  /** `x[…]`: a call of `[]` with what stands before and the arguments. */
  #readSubscript(base: Placed): Placed {
    this.found++;
    const { children, end } = this.brackets.readBracketed('[', () => this.#elements.readArgument());
    return makeCall('[]', { start: base.start, end }, [base, ...children]);
  }

  /** What stands in brackets alone is that; with commas it is a list. */
  #readGroup(): Placed {
    const { start } = this.tokens;
    const { children, end, commas } = this.brackets.readBracketed('(', () => this.#elements.readArgument());
    const [first] = children;
    if (commas === 0 && children.length < 2) {
      return first && first.node.kind !== 'opaque' ? first : makeOpaque({ start, end });
    }
    return makeList({ start, end }, children);
  }

  #readList(): Placed {
    const { start } = this.tokens;
    const { children, end } = this.brackets.readBracketed('[', () => this.#elements.readArgument());
    return makeList({ start, end }, children);
  }

  #readMap(): Placed {
    const { start } = this.tokens;
    const { children, end } = this.brackets.readBracketed('{', () => this.#elements.readElement());
    const values = children.filter(isValue);
    if (children.length > 0 && values.length === children.length) {
      return makeList({ start, end }, values);
    }
    // What is taken over from another map has no key of its own.
    const entries = children.map((child) =>
      isValue(child)
        ? makePair({ node: makeWord('word', '', 'word'), start: child.start }, child, endOf(child))
        : child,
    );
    return makeMap({ start, end }, entries.filter(isEntry));
  }
}

function isValue(placed: Placed | Placed<EntryNode>): placed is Placed {
  return placed.node.kind !== 'entry';
}

function isEntry(placed: Placed | Placed<EntryNode>): placed is Placed<EntryNode> {
  return placed.node.kind === 'entry';
}

export function isWord(placed: Placed | undefined): placed is Placed<ScalarNode> {
  return isScalar(placed) && placed.node.type === 'word';
}
