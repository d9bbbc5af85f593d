/**
 * The operators of conditions
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */

export type ConditionValueKind = 'text' | 'number' | 'date' | 'boolean' | 'binary' | 'address' | 'arn' | 'presence';
export type ConditionRelation = 'equals' | 'like' | 'less' | 'less-or-equals' | 'greater' | 'greater-or-equals';

export interface ConditionOperator {
  /** As the documentation writes it. */
  readonly name: string;
  readonly values: ConditionValueKind;
  readonly relation: ConditionRelation;
  readonly negated: boolean;
  readonly ignoresCase: boolean;
  /** `both-ways`: the documentation says yes on one page and no on another. */
  readonly takesVariables: 'yes' | 'no' | 'both-ways';
}

type Row = readonly [name: string, relation: ConditionRelation, negated?: boolean, ignoresCase?: boolean];

function family(
  values: ConditionValueKind,
  rows: readonly Row[],
  takesVariables: ConditionOperator['takesVariables'] = 'no',
): ConditionOperator[] {
  return rows.map(([name, relation, negated = false, ignoresCase = false]) => {
    return { name, values, relation, negated, ignoresCase, takesVariables };
  });
}

function ordered(prefix: string): readonly Row[] {
  return [
    [`${prefix}Equals`, 'equals'],
    [`${prefix}NotEquals`, 'equals', true],
    [`${prefix}LessThan`, 'less'],
    [`${prefix}LessThanEquals`, 'less-or-equals'],
    [`${prefix}GreaterThan`, 'greater'],
    [`${prefix}GreaterThanEquals`, 'greater-or-equals'],
  ];
}

export const CONDITION_OPERATORS: readonly ConditionOperator[] = [
  ...family(
    'text',
    [
      ['StringEquals', 'equals'],
      ['StringNotEquals', 'equals', true],
      ['StringEqualsIgnoreCase', 'equals', false, true],
      ['StringNotEqualsIgnoreCase', 'equals', true, true],
      ['StringLike', 'like'],
      ['StringNotLike', 'like', true],
    ],
    'yes',
  ),
  ...family('number', ordered('Numeric')),
  ...family('date', ordered('Date')),
  ...family('boolean', [['Bool', 'equals']], 'both-ways'),
  ...family('binary', [['BinaryEquals', 'equals']]),
  ...family('address', [
    ['IpAddress', 'equals'],
    ['NotIpAddress', 'equals', true],
  ]),
  // Equals and Like behave identically here.
  ...family(
    'arn',
    [
      ['ArnEquals', 'like'],
      ['ArnLike', 'like'],
      ['ArnNotEquals', 'like', true],
      ['ArnNotLike', 'like', true],
    ],
    'yes',
  ),
  ...family('presence', [['Null', 'equals']]),
];

/** How several values of a request are compared. */
export type SetOperator = 'every-value' | 'some-value';

export interface ParsedOperator {
  readonly operator: ConditionOperator;
  readonly set: SetOperator | undefined;
  readonly ifExists: boolean;
}

const byName = new Map(CONDITION_OPERATORS.map((one) => [one.name.toLowerCase(), one]));
const SETS: ReadonlyMap<string, SetOperator> = new Map([
  ['forallvalues', 'every-value'],
  ['foranyvalue', 'some-value'],
]);
const IF_EXISTS = 'ifexists';

/** An operator with what stands before and behind its name; undefined for what is none. `Null` takes no `IfExists`. */
export function parseConditionOperator(text: string): ParsedOperator | undefined {
  const lower = text.toLowerCase();
  const colon = lower.indexOf(':');
  const set = colon < 0 ? undefined : SETS.get(lower.slice(0, colon));
  if (colon >= 0 && !set) {
    return undefined;
  }
  const name = lower.slice(colon + 1);
  const ifExists = name.endsWith(IF_EXISTS);
  const operator = byName.get(ifExists ? name.slice(0, -IF_EXISTS.length) : name);
  return !operator || (ifExists && operator.values === 'presence') ? undefined : { operator, set, ifExists };
}
