/**
 * The operators of conditions. Their case does not matter: built-in roles write `boolequals`.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/conditions-format
 */

export type ValueKind = 'text' | 'number' | 'date' | 'guid' | 'boolean';
export type Relation = 'equals' | 'starts-with' | 'like' | 'greater' | 'greater-or-equals' | 'less' | 'less-or-equals';

export interface OperatorMeaning {
  /** As the documentation writes it. */
  readonly name: string;
  readonly values: ValueKind;
  readonly relation: Relation;
  readonly negated: boolean;
  readonly ignoresCase: boolean;
  /** Whether the documentation has it with quantifiers. */
  readonly quantifiable: boolean;
}

export interface Quantifier {
  readonly name: string;
  /** Whether one of the values on a side is enough, or each has to do. */
  readonly left: 'any' | 'all';
  readonly right: 'any' | 'all';
}

const ORDER: readonly (readonly [string, Relation, boolean])[] = [
  ['Equals', 'equals', false],
  ['NotEquals', 'equals', true],
  ['GreaterThan', 'greater', false],
  ['GreaterThanEquals', 'greater-or-equals', false],
  ['LessThan', 'less', false],
  ['LessThanEquals', 'less-or-equals', false],
];
const TEXT: readonly (readonly [string, Relation, boolean])[] = [
  ['Equals', 'equals', false],
  ['NotEquals', 'equals', true],
  ['StartsWith', 'starts-with', false],
  ['NotStartsWith', 'starts-with', true],
  ['Like', 'like', false],
  ['NotLike', 'like', true],
];

function family(
  prefix: string,
  values: ValueKind,
  members: readonly (readonly [string, Relation, boolean])[],
  quantifiable: (relation: Relation) => boolean,
): OperatorMeaning[] {
  return members.map(([suffix, relation, negated]) => ({
    name: prefix + suffix,
    values,
    relation,
    negated,
    ignoresCase: false,
    quantifiable: quantifiable(relation),
  }));
}

const texts = family('String', 'text', TEXT, (relation) => relation !== 'starts-with');

export const OPERATORS: readonly OperatorMeaning[] = [
  ...texts,
  ...texts.map((one) => ({ ...one, name: `${one.name}IgnoreCase`, ignoresCase: true })),
  ...family('Bool', 'boolean', ORDER.slice(0, 2), () => false),
  ...family('Numeric', 'number', ORDER, () => true),
  ...family('DateTime', 'date', ORDER, () => false),
  ...family('Guid', 'guid', ORDER.slice(0, 2), () => true),
];

export const QUANTIFIERS: readonly Quantifier[] = [
  { name: 'ForAnyOfAnyValues', left: 'any', right: 'any' },
  { name: 'ForAllOfAnyValues', left: 'all', right: 'any' },
  { name: 'ForAnyOfAllValues', left: 'any', right: 'all' },
  { name: 'ForAllOfAllValues', left: 'all', right: 'all' },
];

export const FUNCTION_NAMES: readonly string[] = ['ActionMatches', 'SubOperationMatches', 'Exists'];

/**
 * Names that Microsoft's own interpreter of the language knows and its documentation does not
 * (https://github.com/microsoft/regorus, `azure_rbac`). Whether the service takes them is not known.
 */
const UNDOCUMENTED: ReadonlySet<string> = new Set(
  [
    'StringEndsWith',
    'StringNotEndsWith',
    'StringContains',
    'StringNotContains',
    'StringMatches',
    'StringNotMatches',
    'NumericInRange',
    'DateTimeInRange',
    'TimeOfDayEquals',
    'TimeOfDayNotEquals',
    'TimeOfDayGreaterThan',
    'TimeOfDayGreaterThanEquals',
    'TimeOfDayLessThan',
    'TimeOfDayLessThanEquals',
    'TimeOfDayInRange',
    'IpMatch',
    'IpNotMatch',
    'IpInRange',
    'ListContains',
    'ListNotContains',
  ].map((name) => name.toLowerCase()),
);

const byName = new Map(OPERATORS.map((one) => [one.name.toLowerCase(), one]));
const quantifierByName = new Map(QUANTIFIERS.map((one) => [one.name.toLowerCase(), one]));

export function findOperator(name: string): OperatorMeaning | undefined {
  return byName.get(name.toLowerCase());
}

export function findQuantifier(name: string): Quantifier | undefined {
  return quantifierByName.get(name.toLowerCase());
}

export function isUndocumentedOperator(name: string): boolean {
  return UNDOCUMENTED.has(name.toLowerCase());
}
