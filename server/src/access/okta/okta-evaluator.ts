/**
 * What an expression of Okta gives for a user, with three values: where something is not known, what hangs on it is not
 * known either, and the values that it may have are told.
 */
import { matchesPattern } from '../aws/pattern.ts';
import type { Unknown } from '../decision.ts';
import { groupTestOf, nameOfCall } from './okta-groups.ts';
import { type CommaReading, callLibrary, flatten } from './okta-library.ts';
import type { BinaryOperator, OktaBinary, OktaCall, OktaExpression } from './okta-nodes.ts';
import { parseRegularExpression } from './okta-pattern.ts';
import { attributeOf, isMember, type OktaUser } from './okta-user.ts';
import { areSame, choiceOf, doubtIn, doubtOf, isDoubt, isList, listOf, type OktaValue } from './okta-values.ts';

export function evaluateExpression(expression: OktaExpression, user: OktaUser, reading: CommaReading): OktaValue {
  return new Evaluator(user, reading).evaluate(expression);
}

/** What the library of functions does not know, or cannot do with such values. */
function unknownOf(kind: string, subject: string): OktaValue {
  return doubtOf([{ kind, subject }]);
}

class Evaluator {
  readonly #user: OktaUser;
  readonly #reading: CommaReading;

  constructor(user: OktaUser, reading: CommaReading) {
    this.#user = user;
    this.#reading = reading;
  }

  evaluate(node: OktaExpression): OktaValue {
    switch (node.kind) {
      case 'text':
        return node.known ? node.value : unknownOf('okta-text', node.value);
      case 'number':
      case 'boolean':
        return node.value;
      case 'null':
        return null;
      case 'list':
        return listOf(node.items.map((item) => this.evaluate(item)));
      case 'map':
        return {
          kind: 'map',
          entries: node.entries.map(({ key, value }) => [this.evaluate(key), this.evaluate(value)]),
        };
      case 'group':
        return this.evaluate(node.inner);
      case 'name':
        return this.#attribute(node.text);
      case 'member':
        return node.object.kind === 'name'
          ? this.#attribute(`${node.object.text}.${node.name}`)
          : unknownOf('okta-attribute', node.name);
      case 'call':
        return this.#call(node);
      case 'index':
        return this.#index(this.evaluate(node.object), this.evaluate(node.index));
      case 'unary':
        return this.#unary(node.operator, this.evaluate(node.operand));
      case 'binary':
        return this.#binary(node);
      case 'ternary':
        return this.#choose(this.evaluate(node.condition), node.consequence, node.otherwise);
      case 'elvis':
        return this.#elvis(this.evaluate(node.value), node.otherwise);
      default:
        return unknownOf('okta-expression', '');
    }
  }

  #attribute(path: string): OktaValue {
    const value = attributeOf(this.#user, path);
    if (value === 'unknown') {
      return unknownOf('user-attribute', path);
    }
    return value === undefined ? null : typeof value === 'string' ? value : listOf(value);
  }

  #call(node: OktaCall): OktaValue {
    const name = nameOfCall(node);
    const args = node.args.map((arg) => this.evaluate(arg));
    const by = groupTestOf(name);
    if (by) {
      const answers = args.map((arg) =>
        typeof arg === 'string' ? this.#membership(by, arg) : unknownArgument(name, arg),
      );
      return answers.includes(true) ? true : (answers.find(isDoubt) ?? false);
    }
    if (name === 'Arrays.flatten') {
      return flatten(args, this.#reading);
    }
    if (name === 'user.getInternalProperty' && typeof args[0] === 'string') {
      return this.#attribute(`internal.${args[0]}`);
    }
    const doubt = doubtIn(args);
    return doubt ?? callLibrary(name, args, this.#reading) ?? unknownOf('okta-function', name);
  }

  #membership(by: Parameters<typeof isMember>[1], text: string): OktaValue {
    const answer = isMember(this.#user, by, text);
    return answer === 'unknown' ? unknownOf('group-membership', text) : answer === 'yes';
  }

  #index(object: OktaValue, index: OktaValue): OktaValue {
    const item = isList(object) && typeof index === 'number' ? object.items[index] : undefined;
    return doubtIn([index]) ?? item ?? (isDoubt(object) ? doubtOf(object.missing) : unknownOf('okta-value', 'index'));
  }

  #unary(operator: string, value: OktaValue): OktaValue {
    if (isDoubt(value)) {
      return doubtOf(value.missing);
    }
    if (operator === '!') {
      return typeof value === 'boolean' ? !value : unknownOf('okta-value', '!');
    }
    return typeof value === 'number' ? -value : unknownOf('okta-value', '-');
  }

  #choose(condition: OktaValue, consequence: OktaExpression, otherwise: OktaExpression): OktaValue {
    if (typeof condition === 'boolean') {
      return this.evaluate(condition ? consequence : otherwise);
    }
    const missing: readonly Unknown[] = isDoubt(condition) ? condition.missing : [{ kind: 'okta-value', subject: '?' }];
    return choiceOf(missing, this.evaluate(consequence), this.evaluate(otherwise));
  }

  /** The other value is for null and for the empty text. */
  #elvis(value: OktaValue, otherwise: OktaExpression): OktaValue {
    if (isDoubt(value)) {
      return choiceOf(value.missing, value, this.evaluate(otherwise));
    }
    return value === null || value === '' ? this.evaluate(otherwise) : value;
  }

  #binary({ operator, left, right }: OktaBinary): OktaValue {
    const first = this.evaluate(left);
    if (operator === 'AND' || operator === 'OR') {
      return combine(operator === 'OR', first, this.evaluate(right));
    }
    const second = this.evaluate(right);
    const doubt = doubtIn([first, second]);
    return doubt ?? compute(operator, first, second) ?? unknownOf('okta-value', operator);
  }
}

function unknownArgument(name: string, arg: OktaValue): OktaValue {
  return doubtIn([arg]) ?? unknownOf('okta-value', name);
}

/** @param decisive the value that decides, whatever the other is */
function combine(decisive: boolean, a: OktaValue, b: OktaValue): OktaValue {
  if (a === decisive || b === decisive) {
    return decisive;
  }
  const doubt = doubtIn([a, b]);
  return doubt ?? (a === !decisive && b === !decisive ? !decisive : unknownOf('okta-value', decisive ? 'OR' : 'AND'));
}

/** Undefined where an operator does not take such values, or what it makes of them is not documented. */
function compute(operator: BinaryOperator, a: OktaValue, b: OktaValue): OktaValue | undefined {
  switch (operator) {
    case '==':
      return typeof a === typeof b || a === null || b === null ? areSame(a, b) : undefined;
    case '!=':
      return typeof a === typeof b || a === null || b === null ? !areSame(a, b) : undefined;
    case 'matches': {
      const pattern = typeof b === 'string' ? parseRegularExpression(b, 'whole') : undefined;
      return pattern && typeof a === 'string' ? matchesPattern(pattern, a) : undefined;
    }
    case '+':
      return add(a, b);
    default:
      return typeof a === 'number' && typeof b === 'number'
        ? calculate(operator, a, b)
        : typeof a === 'string' && typeof b === 'string'
          ? compareTexts(operator, a, b)
          : undefined;
  }
}

function add(a: OktaValue, b: OktaValue): OktaValue | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    return a + b;
  }
  const isText = typeof a === 'string' || typeof b === 'string';
  const isPlain = [a, b].every((one) => typeof one === 'string' || typeof one === 'number');
  return isText && isPlain ? `${a}${b}` : undefined;
}

function calculate(operator: BinaryOperator, a: number, b: number): OktaValue | undefined {
  switch (operator) {
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b;
    case '%':
      return b === 0 ? undefined : a % b;
    default:
      return order(operator, a - b);
  }
}

function compareTexts(operator: BinaryOperator, a: string, b: string): boolean | undefined {
  return order(operator, a < b ? -1 : a > b ? 1 : 0);
}

function order(operator: BinaryOperator, difference: number): boolean | undefined {
  switch (operator) {
    case '<':
      return difference < 0;
    case '>':
      return difference > 0;
    case '<=':
      return difference <= 0;
    case '>=':
      return difference >= 0;
    default:
      return undefined;
  }
}
