/**
 * Reads a condition by the grammar of the service, and goes on behind what it does not take. Never throws.
 * What is filled in later may stand for anything: where it stands outside texts, sets and names, nothing is said of the
 * grammar at all.
 */
import { ComparisonReader } from './comparison-reader.ts';
import { hideHoles } from './condition-holes.ts';
import type {
  Attribute,
  ConditionProblem,
  ConditionProblemCode,
  Expression,
  FunctionCall,
  Hole,
  Literal,
  Stretch,
} from './condition-nodes.ts';
import { OperandReader } from './operand-reader.ts';
import { TokenReader } from './token-reader.ts';

export interface ParsedCondition {
  readonly expression: Expression;
  /** In order of place. */
  readonly problems: readonly ConditionProblem[];
  /** Whether nothing in it is filled in later. */
  readonly known: boolean;
}

/** Deeper nesting is nobody's, and would take more of the stack than there is. */
const MOST_NESTED = 150;
const FUNCTIONS: Readonly<Record<string, FunctionCall['kind']>> = {
  actionmatches: 'action-matches',
  suboperationmatches: 'sub-operation-matches',
};

/** @param opaque what the language around the text knows to be filled in later, in order */
export function parseCondition(text: string, opaque: readonly Stretch[] = []): ParsedCondition {
  return new Parser(hideHoles(text, opaque), text).parse();
}

class Parser {
  readonly #reader: TokenReader;
  readonly #operands: OperandReader;
  readonly #comparisons: ComparisonReader;
  #depth = 0;

  constructor(masked: string, text: string) {
    this.#reader = new TokenReader(masked, text);
    this.#operands = new OperandReader(this.#reader);
    this.#comparisons = new ComparisonReader(this.#reader, this.#operands);
  }

  parse(): ParsedCondition {
    const reader = this.#reader;
    if (reader.at('end')) {
      reader.problem('empty', { start: 0, end: reader.text.length });
      return { expression: this.#hole(), problems: reader.problems, known: true };
    }
    const first = this.#readOr();
    const rest: Expression[] = [];
    while (!reader.at('end')) {
      reader.problem(reader.at(')') ? 'unmatched-parenthesis' : 'unexpected', reader.token.span);
      reader.next();
      if (reader.at('and') || reader.at('or')) {
        reader.next();
      }
      if (!reader.at('end') && !reader.at(')')) {
        rest.push(this.#readOr());
      }
    }
    const { known, problems } = reader;
    const expression = rest.length === 0 ? first : combine('and', [first, ...rest]);
    return { expression, problems, known };
  }

  #readOr(): Expression {
    const operands = [this.#readAnd()];
    while (this.#reader.at('or')) {
      this.#reader.next();
      operands.push(this.#readAnd());
    }
    return combine('or', operands);
  }

  #readAnd(): Expression {
    const reader = this.#reader;
    const operands = [this.#readNot()];
    for (;;) {
      if (reader.at('and')) {
        reader.next();
      } else if (reader.startsExpression()) {
        reader.problem(reader.isStray() ? 'unexpected' : 'missing-connective', reader.token.span);
      } else {
        return combine('and', operands);
      }
      operands.push(this.#readNot());
    }
  }

  #readNot(): Expression {
    const reader = this.#reader;
    if (!reader.at('not')) {
      return this.#readPrimary();
    }
    const { span } = reader.next();
    return this.#nested(span, () => {
      const operand = this.#readNot();
      return { kind: 'not', operand, span: { start: span.start, end: operand.span.end } };
    });
  }

  #nested(span: Stretch, read: () => Expression): Expression {
    if (this.#depth >= MOST_NESTED) {
      this.#reader.problem('too-deep', span);
      this.#reader.skipAll();
      return { kind: 'hole', span };
    }
    this.#depth++;
    const expression = read();
    this.#depth--;
    return expression;
  }

  #readPrimary(): Expression {
    const reader = this.#reader;
    while (reader.isStray()) {
      reader.problem('unexpected', reader.next().span);
    }
    switch (reader.token.kind) {
      case '(':
        return this.#readGroup();
      case 'word':
        return this.#readWord();
      case 'attribute':
      case 'text':
      case '{':
      case 'wrong-quotes':
        return this.#comparisons.read();
      case 'not':
        return this.#readNot();
      default:
        return this.#missing('missing-expression');
    }
  }

  #readGroup(): Expression {
    const reader = this.#reader;
    const { span } = reader.next();
    return this.#nested(span, () => {
      const inner = this.#readOr();
      let { end } = inner.span;
      if (reader.at(')')) {
        end = reader.next().span.end;
      } else {
        reader.problem('unclosed-parenthesis', span);
      }
      return { kind: 'group', inner, span: { start: span.start, end } };
    });
  }

  #readWord(): Expression {
    const reader = this.#reader;
    const { token } = reader;
    const text = reader.textOf(token);
    const kind = FUNCTIONS[text.toLowerCase()];
    if (kind) {
      return this.#readFunction(kind);
    }
    if (text.toLowerCase() === 'exists') {
      return this.#readExistence();
    }
    if (token.hidden) {
      reader.loosen();
      reader.next();
      return reader.at('word') ? this.#comparisons.read({ kind: 'hole', span: token.span }) : this.#holeAt(token.span);
    }
    const following = reader.following.kind;
    if (following === '{' || following === '(' || following === 'attribute') {
      reader.problem('unknown-function', token.span);
      reader.next();
      const { span } = reader.at('(') ? this.#readGroup() : this.#operands.read();
      return { kind: 'hole', span: { start: token.span.start, end: span.end } };
    }
    return this.#comparisons.read();
  }

  #readFunction(kind: FunctionCall['kind']): Expression {
    const reader = this.#reader;
    const { span: nameSpan } = reader.token;
    const name = { text: reader.textOf(reader.next()), span: nameSpan };
    const open = reader.token;
    if (open.kind !== '{' && open.kind !== '(') {
      reader.problem('missing-argument', nameSpan);
      return { kind, name, argument: this.#hole(), span: nameSpan };
    }
    if (open.kind === '(') {
      reader.problem('function-brackets', open.span);
    }
    reader.next();
    const argument = this.#readArgument(nameSpan);
    let { end } = argument.span;
    if (reader.at(open.kind === '{' ? '}' : ')')) {
      end = reader.next().span.end;
    } else {
      reader.problem('unclosed-set', open.span);
    }
    return { kind, name, argument, span: { start: nameSpan.start, end } };
  }

  #readArgument(nameSpan: Stretch): Literal | Hole {
    const reader = this.#reader;
    if (reader.at('text') || reader.at('wrong-quotes')) {
      return this.#operands.readText();
    }
    if (reader.at('word')) {
      const first = reader.next();
      let last = first;
      while (reader.at('word') || reader.at('sign')) {
        last = reader.next();
      }
      const span = { start: first.span.start, end: last.span.end };
      if (!first.hidden) {
        reader.problem('unquoted-text', span);
      }
      return this.#holeAt(span);
    }
    reader.problem('missing-argument', nameSpan);
    return this.#hole();
  }

  #readExistence(): Expression {
    const reader = this.#reader;
    const word = reader.next();
    const name = { text: reader.textOf(word), span: word.span };
    let attribute: Attribute | Hole = this.#hole();
    if (reader.at('attribute')) {
      attribute = this.#operands.readAttribute();
    } else if (reader.token.hidden) {
      reader.loosen();
      reader.next();
    } else {
      reader.problem('missing-attribute', word.span);
    }
    return { kind: 'exists', name, attribute, span: { start: word.span.start, end: attribute.span.end } };
  }

  #missing(code: ConditionProblemCode): Hole {
    const reader = this.#reader;
    const { previous, token } = reader;
    // Where nothing stands, what stands before it is marked, or what comes instead.
    reader.problem(code, previous && token.kind !== 'and' && token.kind !== 'or' ? previous.span : token.span);
    return this.#hole();
  }

  #hole(): Hole {
    const { start } = this.#reader.token.span;
    return { kind: 'hole', span: { start, end: start } };
  }

  #holeAt(span: Stretch): Hole {
    return { kind: 'hole', span };
  }
}

function combine(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
  const [first, ...others] = operands;
  const last = others.at(-1);
  return first && !last ? first : { kind, operands, span: { start: first?.span.start ?? 0, end: last?.span.end ?? 0 } };
}
