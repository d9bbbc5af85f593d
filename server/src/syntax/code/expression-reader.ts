/**
 * Reads what can stand on the right of an assignment or between the brackets of a call. An expression of one call, one
 * text, one list is that node; of another one the calls, texts and names in it are kept, and the rest is passed over.
 */
import { type EntryNode, isScalar, type Placed, type ScalarNode, type SyntaxNode } from '../tree.ts';
import { endOf, makeCall, makeNamed, makePair, makeWord } from './code-nodes.ts';
import type { CodeTokens, TokenKind } from './code-tokens.ts';
import { OperandReader } from './operand-reader.ts';

/** What ends an expression, beside closing brackets and line ends that count. */
export interface Stops {
  readonly comma?: true;
  readonly colon?: true;
  readonly assign?: true;
  readonly words?: ReadonlySet<string>;
}

const ARGUMENT: Stops = { comma: true };
const KEY: Stops = { comma: true, colon: true };
const TYPE: Stops = { comma: true, assign: true };
const TARGET: Stops = { words: new Set(['in', 'for']) };
const LOOP: Stops = { comma: true, colon: true, words: new Set(['if', 'for', 'async']) };
/** The whole rest of a line. */
export const LINE: Stops = {};
/** The type behind a name that is assigned to. */
export const ANNOTATION: Stops = { assign: true };

const ALWAYS: ReadonlySet<TokenKind> = new Set([')', ']', '}', ';', 'newline', 'end']);

/** What was read of an expression already. */
interface Begun {
  readonly start: number;
  readonly items: Placed[];
  /** Whether the items are all that there is. */
  readonly isOne: boolean;
}

export class ExpressionReader {
  readonly tokens: CodeTokens;
  readonly operands: OperandReader;
  readonly #readBlock: (items: Placed[]) => void;

  constructor(tokens: CodeTokens, readBlock: (items: Placed[]) => void) {
    this.tokens = tokens;
    this.#readBlock = readBlock;
    this.operands = new OperandReader(tokens, {
      readArgument: () => this.#readArgument(),
      readElement: () => this.#readElement(),
    });
  }

  startsOperand(): boolean {
    const { kind, dialect } = this.tokens;
    switch (kind) {
      case 'name':
        return !this.tokens.isKeyword;
      case 'string':
      case 'number':
      case '(':
      case '[':
        return true;
      default:
        return kind === '{' && dialect.braces === 'map';
    }
  }

  /** Reads up to what ends it; undefined where nothing stands there. */
  readExpression(stops: Stops, begun?: Begun): Placed | undefined {
    const { tokens } = this;
    const start = begun?.start ?? tokens.start;
    const items = begun?.items ?? [];
    let isOne = begun?.isOne ?? true;
    let isEmpty = begun === undefined;
    while (!this.#stops(stops)) {
      isEmpty = false;
      if (this.startsOperand()) {
        isOne = this.operands.readOperand(items) && isOne;
      } else {
        isOne = false;
        this.#readOther(items);
      }
    }
    if (isEmpty) {
      return undefined;
    }
    const [first] = items;
    return isOne && first && items.length === 1 ? first : this.operands.compose({ start, end: tokens.lastEnd }, items);
  }

  #readOther(items: Placed[]): void {
    const { tokens } = this;
    if (tokens.kind === '{') {
      this.#readBlock(items);
    } else if (tokens.dialect.isPython && tokens.kind === 'name' && tokens.source() === 'for') {
      this.readFor(items);
    } else {
      tokens.next();
    }
  }

  #stops(stops: Stops): boolean {
    const { kind } = this.tokens;
    return (
      ALWAYS.has(kind) ||
      (kind === ',' && stops.comma === true) ||
      (kind === ':' && stops.colon === true) ||
      (kind === 'assign' && stops.assign === true) ||
      (kind === 'name' && stops.words?.has(this.tokens.source()) === true)
    );
  }

  /** `for x in y` of Python, in a statement or within brackets, is a call of `for` with `x` and `y`. */
  readFor(items: Placed[]): void {
    const { tokens } = this;
    const { start } = tokens;
    tokens.next();
    const target = this.readExpression(TARGET);
    if (!target || !tokens.is('name') || tokens.source() !== 'in') {
      if (target) {
        items.push(target);
      }
      return;
    }
    tokens.next();
    const range = this.readExpression(LOOP);
    this.operands.found++;
    items.push(makeCall('for', { start, end: tokens.lastEnd }, range ? [target, range] : [target]));
  }

  #readArgument(): Placed | undefined {
    const { tokens } = this;
    const { start } = tokens;
    if (!this.startsOperand()) {
      return this.readExpression(ARGUMENT);
    }
    const items: Placed[] = [];
    const isOne = this.operands.readOperand(items);
    const [key] = items;
    if (isOne && items.length === 1 && isKey(key)) {
      if (tokens.is('assign') || tokens.is('pair')) {
        return this.#readNamed(key);
      }
      if (tokens.is(':') && tokens.dialect.annotates) {
        const type = this.readExpression(TYPE);
        return tokens.is('assign')
          ? this.#readNamed(key)
          : this.operands.compose({ start, end: tokens.lastEnd }, type ? [key, type] : [key]);
      }
    }
    return this.readExpression(ARGUMENT, { start, items, isOne });
  }

  #readNamed(key: Placed<ScalarNode>): Placed {
    this.tokens.next();
    const value = this.readExpression(ARGUMENT);
    return makeNamed(key, value, this.tokens.lastEnd);
  }

  /** An element of a set or a map: a value, or an entry with its key. */
  #readElement(): Placed | Placed<EntryNode> | undefined {
    const { tokens } = this;
    const { start } = tokens;
    const first = this.readExpression(KEY);
    if (!tokens.is(':')) {
      return first;
    }
    const end = tokens.lastEnd;
    tokens.next();
    const value = this.readExpression(ARGUMENT);
    if (isScalar(first) && first.start === start && endOf(first) === end) {
      return makePair(first, value, tokens.lastEnd);
    }
    const key = makeWord('word', tokens.text.slice(start, Math.max(start, end)), 'expression');
    if (!first || !hasCall(first.node)) {
      return makePair({ node: key, start }, value, tokens.lastEnd);
    }
    // Where a key is computed by calls, they are kept, and the entry has no key that could be read.
    const both = this.operands.compose({ start, end: tokens.lastEnd }, value ? [first, value] : [first]);
    return makePair({ node: makeWord('word', '', 'expression'), start }, both, tokens.lastEnd);
  }
}

/** Whether something is called in it; an expression is a call without a name. */
function hasCall(node: SyntaxNode): boolean {
  return node.kind === 'call' && (node.callee !== '' || node.children.some(hasCall));
}

function isKey(placed: Placed | undefined): placed is Placed<ScalarNode> {
  return isScalar(placed) && (placed.node.type === 'word' || placed.node.type === 'string');
}
