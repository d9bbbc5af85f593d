/**
 * A deliberately naive reading of what the documentation says conditions mean, beside which the evaluator is tested:
 * words instead of numbers, lists of all verdicts instead of early answers, regular expressions for the patterns.
 */
import type { ConditionRequest } from '../../../server/src/access/azure/condition/condition-evaluator.ts';
import type { Expression, Operand } from '../../../server/src/access/azure/condition/condition-nodes.ts';

type Verdict = 'yes' | 'no' | 'unknown';

export function judgeNaively(condition: Expression, request: ConditionRequest): Verdict {
  switch (condition.kind) {
    case 'group':
      return judgeNaively(condition.inner, request);
    case 'not': {
      const inner = judgeNaively(condition.operand, request);
      return inner === 'yes' ? 'no' : inner === 'no' ? 'yes' : 'unknown';
    }
    case 'and':
    case 'or':
      return quantify(
        condition.kind === 'or' ? 'Any' : 'All',
        condition.operands.map((one) => judgeNaively(one, request)),
      );
    case 'action-matches':
      return matches(condition.argument, request.operation);
    case 'sub-operation-matches':
      return matches(condition.argument, request.subOperation ?? '');
    case 'exists': {
      const values = read(condition.attribute, request);
      return values === 'unknown' ? 'unknown' : values === 'absent' ? 'no' : 'yes';
    }
    case 'comparison':
      return compare(condition, request);
    case 'hole':
      return 'unknown';
  }
}

function matches(argument: Operand, asked: string): Verdict {
  const [head = '', tail] = argument.kind === 'literal' ? argument.value.toLowerCase().split('*') : [];
  const given = asked.toLowerCase();
  return (tail === undefined ? given === head : given.startsWith(head) && given.endsWith(tail)) ? 'yes' : 'no';
}

type Value = string | number | boolean;

function read(operand: Operand, request: ConditionRequest): readonly Value[] | 'absent' | 'unknown' {
  if (operand.kind === 'attribute') {
    const source = (['Principal', 'Request', 'Resource', 'Environment'] as const).find(
      (one) => one === operand.source.text,
    );
    const answer = source && request.attribute(source, operand.path.text);
    if (answer === undefined) {
      return 'unknown';
    }
    return answer === null ? 'absent' : typeof answer === 'object' ? answer : [answer];
  }
  if (operand.kind === 'set') {
    return operand.items.flatMap((item) => {
      const one = read(item, request);
      return typeof one === 'string' ? [] : one;
    });
  }
  if (operand.kind === 'hole') {
    return 'unknown';
  }
  const { type, value } = operand;
  return [type === 'number' ? Number(value) : type === 'boolean' ? /^true$/i.test(value) : value];
}

function compare(condition: Extract<Expression, { kind: 'comparison' }>, request: ConditionRequest): Verdict {
  const left = read(condition.left, request);
  const right = read(condition.right, request);
  const name = condition.operator.name.text;
  if (left === 'unknown' || right === 'unknown') {
    return 'unknown';
  }
  if (left === 'absent' || right === 'absent') {
    return name.includes('Not') ? 'unknown' : 'no';
  }
  const words = /^For(Any|All)Of(Any|All)Values$/.exec(condition.operator.quantifier?.text ?? '');
  if (!words) {
    const [a, b] = [left[0], right[0]];
    return left.length === 1 && right.length === 1 && a !== undefined && b !== undefined
      ? compareTwo(name, a, b)
      : 'unknown';
  }
  const rows = left.map((a) =>
    quantify(
      words[2],
      right.map((b) => compareTwo(name, a, b)),
    ),
  );
  return quantify(words[1], rows);
}

function quantify(word: string | undefined, verdicts: readonly Verdict[]): Verdict {
  if (word === 'Any') {
    return verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
  }
  if (verdicts.length === 0) {
    return 'unknown';
  }
  return verdicts.includes('no') ? 'no' : verdicts.includes('unknown') ? 'unknown' : 'yes';
}

function compareTwo(name: string, a: Value, b: Value): Verdict {
  const answer = plainly(name.replace('Not', ''), a, b);
  if (answer === undefined) {
    return 'unknown';
  }
  return answer !== name.includes('Not') ? 'yes' : 'no';
}

/** The operator without its negation; undefined where a value is of another kind. */
function plainly(name: string, a: Value, b: Value): boolean | undefined {
  if (name.startsWith('String')) {
    if (typeof a !== 'string' || typeof b !== 'string') {
      return undefined;
    }
    const fold = (text: string): string => (name.endsWith('IgnoreCase') ? text.toLowerCase() : text);
    const [x, y] = [fold(a), fold(b)];
    const relation = name.slice('String'.length).replace('IgnoreCase', '');
    const pattern = new RegExp(`^${y.replace(/[()]/g, '\\$&').replaceAll('*', '.*')}$`, 's');
    return relation === 'Equals' ? x === y : relation === 'StartsWith' ? x.startsWith(y) : pattern.test(x);
  }
  if (name.startsWith('Guid')) {
    const digits = (value: Value): string | undefined =>
      /^[0-9a-f]{32}$/.exec(String(value).toLowerCase().replaceAll('-', ''))?.[0];
    const [x, y] = [digits(a), digits(b)];
    return x === undefined || y === undefined ? undefined : x === y;
  }
  if (name.startsWith('Bool')) {
    const isBoolean = (value: Value): boolean => /^(?:true|false)$/i.test(String(value));
    return isBoolean(a) && isBoolean(b) ? String(a).toLowerCase() === String(b).toLowerCase() : undefined;
  }
  if (name.startsWith('DateTime')) {
    // No value that is drawn is an instant.
    return undefined;
  }
  const number = (value: Value): number | undefined =>
    typeof value === 'number' ? value : typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
  const [x, y] = [number(a), number(b)];
  if (x === undefined || y === undefined) {
    return undefined;
  }
  const relations: Readonly<Record<string, boolean>> = {
    Equals: x === y,
    GreaterThan: x > y,
    GreaterThanEquals: x >= y,
    LessThan: x < y,
    LessThanEquals: x <= y,
  };
  return relations[name.slice('Numeric'.length)];
}
