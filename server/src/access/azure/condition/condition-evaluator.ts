/**
 * Decides a condition for one request, with three values: what is not known makes the answer unknown only where the
 * answer hangs on it. Yes and no are those of the service as far as they are documented; where they are not, the answer
 * is unknown too: quantifiers over no values, and negative operators on an attribute that is not there.
 */
import { matchesOperation, parseOperation } from '../operation-pattern.ts';
import type { Attribute, Comparison, Expression, Hole, Literal } from './condition-nodes.ts';
import { findOperator, findQuantifier, type Quantifier } from './condition-operators.ts';
import { type Asked, type ConditionRequest, type Values, valuesOf } from './condition-request.ts';
import { type Comparer, comparer, type ValueKey } from './condition-values.ts';

export interface ConditionDecision {
  readonly value: 'yes' | 'no' | 'unknown';
  /** What has to be known for an answer, as the condition writes it, each once and in order; empty where there is one. */
  readonly missing: readonly string[];
}

export type { AttributeAnswer, ConditionRequest } from './condition-request.ts';

/** In the order of truth, so that AND is the least of its operands and OR the greatest. */
const NO = 0;
const UNKNOWN = 1;
const YES = 2;
type Truth = typeof NO | typeof UNKNOWN | typeof YES;
const WORDS = ['no', 'unknown', 'yes'] as const;

interface Test {
  judge(asked: Asked): Truth;
  /** Adds what keeps the test from being decided. */
  collect(asked: Asked, missing: Set<string>): void;
}

const tests = new WeakMap<Expression, Test>();

export function decideCondition(expression: Expression, request: ConditionRequest): ConditionDecision {
  const test = tests.get(expression) ?? compile(expression);
  tests.set(expression, test);
  const asked: Asked = {
    operation: request.operation.toLowerCase(),
    subOperation: request.subOperation?.toLowerCase() ?? '',
    request,
  };
  const truth = test.judge(asked);
  if (truth !== UNKNOWN) {
    return truth === YES ? DECIDED_YES : DECIDED_NO;
  }
  const missing = new Set<string>();
  test.collect(asked, missing);
  return { value: WORDS[truth], missing: [...missing] };
}

const DECIDED_YES: ConditionDecision = { value: 'yes', missing: [] };
const DECIDED_NO: ConditionDecision = { value: 'no', missing: [] };

const OPEN: Test = { judge: () => UNKNOWN, collect: () => {} };

function compile(expression: Expression): Test {
  switch (expression.kind) {
    case 'group':
      return compile(expression.inner);
    case 'not': {
      const operand = compile(expression.operand);
      return {
        judge: (asked) => negate(operand.judge(asked)),
        collect: (asked, missing) => operand.collect(asked, missing),
      };
    }
    case 'and':
      return combine(expression.operands.map(compile), YES, NO);
    case 'or':
      return combine(expression.operands.map(compile), NO, YES);
    case 'action-matches':
      return compileMatch(expression.argument, ({ operation }) => operation);
    case 'sub-operation-matches':
      return compileMatch(expression.argument, ({ subOperation }) => subOperation);
    case 'exists':
      return compileExistence(expression.attribute);
    case 'comparison':
      return compileComparison(expression);
    case 'hole':
      return OPEN;
  }
}

function negate(truth: Truth): Truth {
  return truth === UNKNOWN ? UNKNOWN : truth === YES ? NO : YES;
}

/** @param last the value that no other operand can change */
function combine(operands: readonly Test[], first: Truth, last: Truth): Test {
  return {
    judge: (asked) => {
      let truth = first;
      for (const operand of operands) {
        const one = operand.judge(asked);
        if (one === last) {
          return last;
        }
        if (one === UNKNOWN) {
          truth = UNKNOWN;
        }
      }
      return truth;
    },
    collect: (asked, missing) => {
      for (const operand of operands) {
        if (operand.judge(asked) === UNKNOWN) {
          operand.collect(asked, missing);
        }
      }
    },
  };
}

function compileMatch(argument: Literal | Hole, textOf: (asked: Asked) => string): Test {
  if (argument.kind === 'hole' || !argument.known) {
    return OPEN;
  }
  const pattern = parseOperation(argument.value);
  return { judge: (asked) => (matchesOperation(pattern, textOf(asked)) ? YES : NO), collect: () => {} };
}

function compileExistence(attribute: Attribute | Hole): Test {
  const values = attribute.kind === 'hole' ? undefined : valuesOf(attribute);
  if (!values) {
    return OPEN;
  }
  return {
    judge: (asked) => {
      const found = values.read(asked);
      return found === undefined ? UNKNOWN : found === null ? NO : YES;
    },
    collect: (_, missing) => addLabel(values, missing),
  };
}

function addLabel({ label }: Values, missing: Set<string>): void {
  if (label !== undefined) {
    missing.add(label);
  }
}

/** Values as an operator compares them; undefined for one of another kind. */
type Keys = readonly (ValueKey | undefined)[];
type KeyTest = (left: ValueKey | undefined, right: ValueKey | undefined) => Truth;

function compileComparison({ left, operator, right }: Comparison): Test {
  const meaning = operator.known ? findOperator(operator.name.text) : undefined;
  const quantifier = operator.quantifier && findQuantifier(operator.quantifier.text);
  const sides = [valuesOf(left), valuesOf(right)] as const;
  const [lefts, rights] = sides;
  if (!meaning || !lefts || !rights || (operator.quantifier && !quantifier)) {
    return compileOpen(sides);
  }
  const compare = comparer(meaning);
  const test: KeyTest = (a, b) => {
    if (a === undefined || b === undefined) {
      return UNKNOWN;
    }
    return compare.test(a, b) !== meaning.negated ? YES : NO;
  };
  const [leftKeys, rightKeys] = [keysOf(lefts, compare), keysOf(rights, compare)];
  return {
    judge: (asked) => {
      const a = leftKeys(asked);
      const b = rightKeys(asked);
      if (a === undefined || b === undefined) {
        return UNKNOWN;
      }
      if (a === null || b === null) {
        // The comparison does not hold; of negative operators nobody says so.
        return meaning.negated ? UNKNOWN : NO;
      }
      return quantifier ? judgeAll(a, b, quantifier, test) : judgeOne(a, b, test);
    },
    collect: (asked, missing) => {
      const open = sides.filter((side) => !Array.isArray(side?.read(asked)));
      for (const side of open.length > 0 ? open : sides) {
        if (side) {
          addLabel(side, missing);
        }
      }
    },
  };
}

/** What cannot be decided, whatever is known of its attributes. */
function compileOpen(sides: readonly (Values | undefined)[]): Test {
  return {
    judge: () => UNKNOWN,
    collect: (asked, missing) => {
      for (const side of sides) {
        if (side && side.read(asked) === undefined) {
          addLabel(side, missing);
        }
      }
    },
  };
}

/** The values of a side as they are compared. Those of the condition itself are read once. */
function keysOf({ fixed, read }: Values, compare: Comparer): (asked: Asked) => Keys | null | undefined {
  if (fixed) {
    const keys = fixed.map(compare.read);
    return () => keys;
  }
  return (asked) => {
    const values = read(asked);
    return values ? values.map(compare.read) : values;
  };
}

/** Without a quantifier one value is compared with one. */
function judgeOne(left: Keys, right: Keys, test: KeyTest): Truth {
  return left.length === 1 && right.length === 1 ? test(left[0], right[0]) : UNKNOWN;
}

function judgeAll(left: Keys, right: Keys, quantifier: Quantifier, test: KeyTest): Truth {
  return quantify(left, quantifier.left, (a) => quantify(right, quantifier.right, (b) => test(a, b)));
}

function quantify(values: Keys, how: Quantifier['left'], judge: (value: ValueKey | undefined) => Truth): Truth {
  if (values.length === 0) {
    return how === 'any' ? NO : UNKNOWN;
  }
  const last = how === 'any' ? YES : NO;
  let truth: Truth = how === 'any' ? NO : YES;
  for (const value of values) {
    const one = judge(value);
    if (one === last) {
      return last;
    }
    if (one === UNKNOWN) {
      truth = UNKNOWN;
    }
  }
  return truth;
}
