/** Comparisons of a condition: a side, an operator with its quantifier, and the other side. */
import type { Comparison, Expression, Operand, Operator } from './condition-nodes.ts';
import type { OperandReader } from './operand-reader.ts';
import type { TokenReader } from './token-reader.ts';

export class ComparisonReader {
  readonly #reader: TokenReader;
  readonly #operands: OperandReader;

  constructor(reader: TokenReader, operands: OperandReader) {
    this.#reader = reader;
    this.#operands = operands;
  }

  /** @param given the left side, where it has been read */
  read(given?: Operand): Expression {
    const reader = this.#reader;
    const left = given ?? this.#operands.read();
    const operator = this.#readOperator(left);
    if (!operator) {
      return { kind: 'hole', span: left.span };
    }
    const right = this.#readRight(operator);
    const comparison: Comparison = {
      kind: 'comparison',
      left,
      operator,
      right,
      span: { start: left.span.start, end: Math.max(operator.span.end, right.span.end) },
    };
    if (right.kind === 'hole' && reader.token.hidden) {
      reader.loosen();
    }
    return comparison;
  }

  #readOperator(left: Operand): Operator | undefined {
    const reader = this.#reader;
    const { token } = reader;
    if (token.kind === 'sign') {
      reader.problem('unexpected', token.span);
      reader.next();
      return { quantifier: undefined, name: { text: '', span: token.span }, known: false, span: token.span };
    }
    if (token.kind !== 'word') {
      if (token.hidden) {
        reader.loosen();
      }
      reader.problem('missing-operator', left.span);
      return undefined;
    }
    const first = reader.next();
    if (first.hidden) {
      reader.loosen();
    }
    const text = reader.textOf(first);
    const colon = text.indexOf(':');
    const { start } = first.span;
    if (colon < 0) {
      return { quantifier: undefined, name: { text, span: first.span }, known: !first.hidden, span: first.span };
    }
    const quantifier = { text: text.slice(0, colon), span: { start, end: start + colon } };
    if (colon === text.length - 1 && reader.at('word')) {
      const second = reader.next();
      const known = !first.hidden && !second.hidden;
      const span = { start, end: second.span.end };
      return { quantifier, name: { text: reader.textOf(second), span: second.span }, known, span };
    }
    const name = { text: text.slice(colon + 1), span: { start: start + colon + 1, end: first.span.end } };
    return { quantifier, name, known: !first.hidden, span: first.span };
  }

  #readRight({ span }: Operator): Operand {
    const reader = this.#reader;
    if (reader.startsOperand()) {
      if (reader.at('word') && reader.token.hidden) {
        reader.loosen();
      }
      return this.#operands.read();
    }
    if (reader.token.hidden) {
      reader.loosen();
    }
    reader.problem('missing-value', span);
    return { kind: 'hole', span: { start: span.end, end: span.end } };
  }
}
