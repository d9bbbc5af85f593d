/** What is wrong with the operators and keys of a condition. */
import { CONDITION_OPERATORS, parseConditionOperator } from '../../access/aws/condition-operators.ts';
import type { StatementTest } from '../../readers/aws-statement.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import type { Fix, RuleFinding } from '../rule.ts';

const NAMES = CONDITION_OPERATORS.map(({ name }) => name);

export function* findConditionFlaws(tests: readonly StatementTest[]): Generator<RuleFinding> {
  const operators = new Set<number>();
  const keys = new Set<string>();
  for (const test of tests) {
    const { operator, key } = test;
    const isNew = !operators.has(operator.scalar.start);
    operators.add(operator.scalar.start);
    if (isNew && operator.known && !parseConditionOperator(operator.value)) {
      yield unknownOperator(test);
    }
    const word = `${operator.scalar.start} ${key.value.toLowerCase()}`;
    if (test.operatorKey && keys.has(word) && key.known) {
      yield {
        at: spanOfText(key.scalar),
        message: message(
          '"{0}" stands below this operator already: case does not matter in keys. AWS refuses the policy.',
          key.value,
        ),
      };
    }
    keys.add(word);
  }
}

function unknownOperator({ operator, operatorKey }: StatementTest): RuleFinding {
  const { value, scalar } = operator;
  const colon = value.indexOf(':');
  const prefix = value.slice(0, colon + 1);
  const suffix = /IfExists$/i.exec(value)?.[0] ?? '';
  const near = nearestName(value.slice(prefix.length, value.length - suffix.length), NAMES);
  const right = near === undefined ? undefined : `${prefix}${near}${suffix}`;
  const isRight = right !== undefined && parseConditionOperator(right) !== undefined;
  return {
    at: spanOfText(scalar),
    message: isRight
      ? message('"{0}" is no operator of conditions, and AWS refuses the policy. Did you mean "{1}"?', value, right)
      : message('"{0}" is no operator of conditions, and AWS refuses the policy.', value),
    unfinished: true,
    fixes: () => (isRight ? writeOperator(right, scalar, operatorKey) : []),
  };
}

function writeOperator(
  right: string,
  scalar: StatementTest['operator']['scalar'],
  operatorKey: StatementTest['operatorKey'],
): readonly Fix[] {
  if (operatorKey?.map.node.children.some(({ key }) => key.text === right)) {
    return [];
  }
  return [
    {
      title: message('Write {0}', right),
      safe: false,
      changes: operatorKey
        ? [{ verb: 'renameKey', map: operatorKey.map, index: operatorKey.index, key: right }]
        : [{ verb: 'replaceText', scalar, span: { start: 0, end: scalar.node.text.length }, text: right }],
    },
  ];
}
