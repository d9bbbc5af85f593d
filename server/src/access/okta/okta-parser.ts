/**
 * Reads an expression of Okta by the grammar of its language, a part of that of Spring, and goes on behind what it does not
 * take. Never throws, and takes time in proportion to the text.
 */
import type { BinaryOperator, OktaExpression, OktaName, OktaProblem, Stretch } from './okta-nodes.ts';
import { OktaPrimaryParser } from './okta-primary-parser.ts';
import { readTokens, type SignText } from './okta-tokens.ts';

export interface ParsedExpression {
  readonly expression: OktaExpression;
  /** In order of place. */
  readonly problems: readonly OktaProblem[];
}

/** @param opaque what the language around the expression knows to be filled in later, in order */
export function parseExpression(text: string, opaque: readonly Stretch[] = []): ParsedExpression {
  const { tokens, problems } = readTokens(text, opaque);
  const parser = new OktaParser(tokens, problems);
  const expression = parser.parse();
  return { expression, problems: parser.problems.sort((a, b) => a.span.start - b.span.start) };
}

type Operators = Readonly<Partial<Record<SignText, BinaryOperator>>>;

/** From those that bind least to those that bind most. Words are beside the signs, in lower case. */
const LEVELS: readonly { readonly signs: Operators; readonly words: ReadonlyMap<string, BinaryOperator> }[] = [
  { signs: { '||': 'OR' }, words: new Map([['or', 'OR']]) },
  { signs: { '&&': 'AND' }, words: new Map([['and', 'AND']]) },
  {
    signs: { '==': '==', '!=': '!=', '<': '<', '>': '>', '<=': '<=', '>=': '>=', '=': '==' },
    words: new Map([
      ['matches', 'matches'],
      ['eq', '=='],
      ['ne', '!='],
      ['lt', '<'],
      ['gt', '>'],
      ['le', '<='],
      ['ge', '>='],
    ]),
  },
  { signs: { '+': '+', '-': '-' }, words: new Map() },
  { signs: { '*': '*', '/': '/', '%': '%' }, words: new Map() },
];
const RELATION = 2;

class OktaParser extends OktaPrimaryParser {
  parse(): OktaExpression {
    if (this.isAtEnd()) {
      this.report('empty', this.token.span);
      return this.hole();
    }
    const parts = [this.readExpression()];
    while (!this.isAtEnd()) {
      this.report(this.isClosing() ? 'unmatched' : 'unexpected', this.token.span);
      this.next();
      if (!this.isAtEnd()) {
        parts.push(this.readExpression());
      }
    }
    const [first = this.hole(), ...rest] = parts;
    const span = { start: first.span.start, end: this.last.end };
    // Nobody knows how the parts go together; they are kept for the texts in them.
    return rest.length === 0 ? first : this.make({ kind: 'broken', parts, span });
  }

  protected override readExpression(): OktaExpression {
    if (!this.enter()) {
      return this.hole();
    }
    const expression = this.#readChoice();
    this.leave();
    return expression;
  }

  #readChoice(): OktaExpression {
    const condition = this.#readLevel(0);
    if (this.skip('?:')) {
      const otherwise = this.readExpression();
      return this.make({ kind: 'elvis', value: condition, otherwise, span: this.from(condition) });
    }
    const mark = this.token.span;
    if (!this.skip('?')) {
      return condition;
    }
    const consequence = this.readExpression();
    if (!this.skip(':')) {
      this.report('missing-else', mark);
      const otherwise = this.hole(this.last.end);
      return this.make({ kind: 'ternary', condition, consequence, otherwise, span: this.from(condition) });
    }
    const otherwise = this.readExpression();
    return this.make({ kind: 'ternary', condition, consequence, otherwise, span: this.from(condition) });
  }

  #readLevel(level: number): OktaExpression {
    if (level === RELATION && this.#isNot()) {
      return this.#readNot();
    }
    if (level === LEVELS.length) {
      return this.#readUnary();
    }
    let left = this.#readLevel(level + 1);
    for (;;) {
      const operator = this.#operatorAt(level);
      if (!operator) {
        return left;
      }
      const sign = this.next();
      if (sign.text === '=') {
        this.report('assignment', sign.span);
      }
      const right = this.#readLevel(level + 1);
      left = this.make({ kind: 'binary', operator, left, right, span: this.from(left) });
    }
  }

  #operatorAt(level: number): BinaryOperator | undefined {
    const { token } = this;
    const operators = LEVELS[level];
    return token.kind === 'sign'
      ? operators?.signs[token.text]
      : token.kind === 'word'
        ? operators?.words.get(token.text.toLowerCase())
        : undefined;
  }

  #isNot(): boolean {
    const { token } = this;
    return token.kind === 'word' && token.text.toLowerCase() === 'not';
  }

  /** The word takes the whole comparison behind it. */
  #readNot(): OktaExpression {
    const { start } = this.next().span;
    if (!this.enter()) {
      return this.hole();
    }
    const operand = this.#readLevel(RELATION);
    this.leave();
    return this.make({ kind: 'unary', operator: '!', operand, span: { start, end: operand.span.end } });
  }

  #readUnary(): OktaExpression {
    const { token } = this;
    if (token.kind !== 'sign' || (token.text !== '!' && token.text !== '-')) {
      return this.#readPostfix();
    }
    const operator = token.text;
    this.next();
    if (!this.enter()) {
      return this.hole();
    }
    const operand = this.#readUnary();
    this.leave();
    return this.make({ kind: 'unary', operator, operand, span: { start: token.span.start, end: operand.span.end } });
  }

  #readPostfix(): OktaExpression {
    let object = this.readPrimary();
    for (;;) {
      const { token } = this;
      if (token.kind !== 'sign') {
        return object;
      }
      if (token.text === '.') {
        object = this.#readMember(object);
      } else if (token.text === '.![' || token.text === '.?[') {
        this.next();
        const body = this.readExpression();
        this.close(']', 'unclosed-bracket', token.span);
        const kind = token.text === '.![' ? 'projection' : 'selection';
        object = this.make({ kind, object, body, span: this.from(object) });
      } else if (token.text === '[') {
        this.next();
        const index = this.readExpression();
        this.close(']', 'unclosed-bracket', token.span);
        object = this.make({ kind: 'index', object, index, span: this.from(object) });
      } else if (token.text === '(') {
        object = this.#readCall(object);
      } else {
        return object;
      }
    }
  }

  #readMember(object: OktaExpression): OktaExpression {
    const dot = this.next();
    const { token } = this;
    if (token.kind !== 'word') {
      if (token.kind === 'hole') {
        this.next();
      } else {
        this.report('missing-name', dot.span);
      }
      return this.make({ kind: 'member', object, name: '', nameSpan: this.last, span: this.from(object) });
    }
    this.next();
    return this.make({ kind: 'member', object, name: token.text, nameSpan: token.span, span: this.from(object) });
  }

  #readCall(callee: OktaExpression): OktaExpression {
    const open = this.token.span;
    const args = this.readList('(', ')', 'unclosed-parenthesis');
    if (callee.kind === 'name' || callee.kind === 'member') {
      return this.make({ kind: 'call', callee, args, span: this.from(callee) });
    }
    if (callee.kind !== 'hole') {
      this.report('not-callable', open);
    }
    const unnamed: OktaName = { kind: 'name', text: '', span: callee.span };
    return this.make({ kind: 'call', callee: unnamed, args, span: this.from(callee) });
  }
}
