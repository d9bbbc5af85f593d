/**
 * Reads source code as statements: the calls, texts and assignments in it, wherever they stand. It is no parser of any
 * language; what it does not know it passes over, a sign at a time, and no text is wrong to it.
 */
import { makeContainer, traitsOf } from '../container.ts';
import type { Placed, ScalarNode, SyntaxNode } from '../tree.ts';
import { makeCall, makeNamed, makeOpaque, makeWord } from './code-nodes.ts';
import { CodeTokens } from './code-tokens.ts';
import type { Dialect } from './dialect.ts';
import { ANNOTATION, ExpressionReader, LINE } from './expression-reader.ts';
import { isWord } from './operand-reader.ts';

/** What stands before on the line and says how the next name is meant. */
type Role = 'start' | 'comma' | 'binder' | 'definer' | 'other';

/** The root of source code: a list of what was found, which spans the text and has its comments and problems. */
export function readCode(text: string, dialect: Dialect): Placed<SyntaxNode> {
  const tokens = new CodeTokens(text, dialect);
  const items: Placed[] = [];
  new StatementReader(tokens).readStatements(items, false);
  const nodes = items.map(({ node }) => node);
  const starts = items.map(({ start }) => start);
  const { problems, comments } = tokens;
  const parts = { width: text.length, starts, problems, comments };
  return { node: makeContainer('list', nodes, parts, traitsOf(nodes)), start: 0 };
}

class StatementReader {
  readonly #tokens: CodeTokens;
  readonly #expressions: ExpressionReader;
  #role: Role = 'start';
  /** Where the line begins that the role was found on; on a later one it says nothing. */
  #roleLine = 0;

  constructor(tokens: CodeTokens) {
    this.#tokens = tokens;
    this.#expressions = new ExpressionReader(tokens, (items) => this.#readBlock(items));
  }

  /** @param inBlock whether a closing brace ends them; at the top braces mean nothing */
  readStatements(items: Placed[], inBlock: boolean): void {
    const tokens = this.#tokens;
    let braces = 0;
    this.#setRole('start');
    while (tokens.kind !== 'end') {
      const { kind } = tokens;
      if (inBlock && !(kind === '}' && braces > 0) && this.#expressions.operands.brackets.endsHere('{')) {
        return;
      }
      if (kind === '}' || (kind === '{' && tokens.dialect.braces === 'block')) {
        braces += kind === '{' ? 1 : -1;
        tokens.next();
        this.#setRole('start');
      } else {
        this.#readPart(items);
      }
    }
  }

  /** A block within an expression. */
  #readBlock(items: Placed[]): void {
    const tokens = this.#tokens;
    const { brackets } = this.#expressions.operands;
    const { start, hasLines } = tokens;
    if (brackets.isTooDeep) {
      brackets.skipBracketed();
      return;
    }
    brackets.enter('{');
    tokens.hasLines = true;
    tokens.next();
    this.readStatements(items, true);
    brackets.leave('{');
    brackets.close('{', start, hasLines);
    this.#setRole('other');
  }

  #setRole(role: Role): void {
    this.#role = role;
    this.#roleLine = this.#tokens.lineStart;
  }

  #readPart(items: Placed[]): void {
    const tokens = this.#tokens;
    const role = this.#roleLine === tokens.lineStart ? this.#role : 'start';
    if (tokens.kind === 'name' && tokens.isKeyword) {
      this.#readKeyword(items);
    } else if (this.#expressions.startsOperand()) {
      this.#readOperand(items, role);
    } else {
      const { kind } = tokens;
      tokens.next();
      const starts = kind === 'newline' || kind === ';' || (kind === ':' && tokens.dialect.isPython);
      this.#setRole(starts ? 'start' : kind === ',' ? 'comma' : 'other');
    }
  }

  #readKeyword(items: Placed[]): void {
    const tokens = this.#tokens;
    const { dialect } = tokens;
    const word = dialect.ignoresCase ? tokens.source().toLowerCase() : tokens.source();
    if (dialect.isPython && word === 'for') {
      this.#expressions.readFor(items);
      this.#setRole('other');
      return;
    }
    tokens.next();
    const isBinder = dialect.binders?.has(word) === true;
    this.#setRole(isBinder ? 'binder' : dialect.definers.has(word) ? 'definer' : 'other');
  }

  #readOperand(items: Placed[], role: Role): void {
    const tokens = this.#tokens;
    const { operands } = this.#expressions;
    if (role === 'definer' && tokens.kind === 'name') {
      operands.passName();
      this.#setRole('other');
      return;
    }
    const { start, kind } = tokens;
    const { found } = operands;
    const operand: Placed[] = [];
    const isOne = operands.readOperand(operand);
    const [target] = operand;
    if (isOne && isWord(target) && this.#readAssignment(items, target, role, found)) {
      this.#setRole('other');
      return;
    }
    const { lastEnd } = tokens;
    const isSpread = kind !== 'name' && kind !== 'string' && this.#hasLineEnd(start, lastEnd);
    if (operands.found === found) {
      if (isSpread) {
        items.push(makeOpaque({ start, end: lastEnd }));
      }
    } else if (isSpread && kind === '(') {
      // Its lines belong together, so it has to be one node.
      items.push(makeCall('', { start, end: lastEnd }, operand.filter(isFinding)));
    } else {
      addFindings(items, operand);
    }
    this.#setRole('other');
  }

  /** Reads what is assigned, where something is. */
  #readAssignment(items: Placed[], target: Placed<ScalarNode>, role: Role, found: number): boolean {
    const tokens = this.#tokens;
    const { assigns, binders, annotates } = tokens.dialect;
    const mayAssign = assigns.length > 0 && role !== 'comma' && (binders === undefined || role === 'binder');
    if (!mayAssign) {
      return false;
    }
    if (tokens.is(':') && annotates && (role === 'start' || role === 'binder')) {
      const type = this.#expressions.readExpression(ANNOTATION);
      if (!tokens.is('assign')) {
        this.#addStatement(items, target, type ? [type] : [], found);
        return true;
      }
    }
    if (!tokens.is('assign')) {
      return false;
    }
    tokens.next();
    const value = this.#expressions.readExpression(LINE);
    const key = { node: makeWord('word', target.node.text, 'name'), start: target.start };
    this.#addStatement(items, target, [makeNamed(key, value, tokens.lastEnd)], found);
    return true;
  }

  /** Adds what a statement came to, where there are calls or texts in it, or something that keeps its lines together. */
  #addStatement(items: Placed[], first: Placed, parts: readonly Placed[], found: number): void {
    const { lastEnd } = this.#tokens;
    if (this.#expressions.operands.found > found) {
      addFindings(items, parts);
    } else if (this.#hasLineEnd(first.start, lastEnd)) {
      items.push(makeOpaque({ start: first.start, end: lastEnd }));
    }
  }

  #hasLineEnd(start: number, end: number): boolean {
    return /[\r\n]/.test(this.#tokens.text.slice(start, end));
  }
}

/** One by one: there may be more of them than a call takes arguments. */
function addFindings(items: Placed[], found: readonly Placed[]): void {
  for (const item of found) {
    if (isFinding(item)) {
      items.push(item);
    }
  }
}

/** Whether a node says something where it stands alone. */
function isFinding({ node }: Placed): boolean {
  return node.kind === 'scalar' ? node.type === 'string' : node.kind !== 'opaque';
}
