/**
 * The documented operators of conditions against keys that are there, missing, and have several values. Sources are pages of
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/, by their names.
 */
import { describe, expect, test } from 'vitest';
import { compileTest } from '../../server/src/access/aws/condition.ts';
import { CONDITION_OPERATORS, parseConditionOperator } from '../../server/src/access/aws/condition-operators.ts';
import { contextOf, type KeyValues } from '../../server/src/access/aws/request-context.ts';
import type { Unknown } from '../../server/src/access/decision.ts';
import type { Answer } from '../../server/src/access/facts.ts';
import { CONDITION_CASES, MULTI_PAGE, OPERATORS_PAGE } from './aws-condition-cases.ts';
import { testsOf } from './policy-of.ts';

interface Row {
  readonly operator: string;
  readonly written: readonly string[];
  readonly actual: KeyValues;
  readonly expected: Answer;
  readonly source: string;
}

function decide(
  { operator, written, actual }: Omit<Row, 'expected' | 'source'>,
  others: Record<string, KeyValues> = {},
) {
  const [source] = testsOf({ [operator]: { 'aws:Key': written } });
  const unknowns: Unknown[] = [];
  const answer = source && compileTest(source, true).decide(contextOf({ 'AWS:key': actual, ...others }), unknowns);
  return { answer, unknowns };
}

/** For every operator: a value that matches, one that does not, and what a policy says. */
const VALUES: Readonly<Record<string, readonly [written: string, matching: string, other: string]>> = {
  StringEquals: ['blue', 'blue', 'Blue'],
  StringNotEquals: ['blue', 'Blue', 'blue'],
  StringEqualsIgnoreCase: ['blue', 'BLUE', 'green'],
  StringNotEqualsIgnoreCase: ['blue', 'green', 'BLUE'],
  StringLike: ['b?u*', 'blue', 'Blue'],
  StringNotLike: ['b?u*', 'Blue', 'blue'],
  NumericEquals: ['10', '10.0', '11'],
  NumericNotEquals: ['10', '11', '10.0'],
  NumericLessThan: ['10', '9.5', '10'],
  NumericLessThanEquals: ['10', '10', '10.5'],
  NumericGreaterThan: ['10', '10.5', '10'],
  NumericGreaterThanEquals: ['10', '10', '9.5'],
  DateEquals: ['2020-01-01T00:00:00Z', '1577836800', '2020-01-01T00:00:01Z'],
  DateNotEquals: ['2020-01-01T00:00:00Z', '2020-01-02', '2020-01-01T01:00:00+01:00'],
  DateLessThan: ['2020-01-01T00:00:00Z', '2019-12-31T23:59:59.9Z', '2020-01-01'],
  DateLessThanEquals: ['2020-01-01T00:00:00Z', '2020', '2020-01-01T00:00:01Z'],
  DateGreaterThan: ['2020-01-01T00:00:01Z', '2020-01-01T00:00:02Z', '2020-01'],
  DateGreaterThanEquals: ['2020-01-01T00:00:01Z', '2020-01-01T00:00:01Z', '2020-01'],
  Bool: ['true', 'true', 'false'],
  BinaryEquals: ['QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5'],
  IpAddress: ['203.0.113.0/24', '203.0.113.255', '203.0.114.0'],
  NotIpAddress: ['203.0.113.0/24', '2001:db8::1', '203.0.113.7'],
  ArnEquals: [
    'arn:aws:iam::*:role/data-*',
    'arn:aws:iam::111122223333:role/data-a',
    'arn:aws:iam::111122223333:role/x',
  ],
  ArnLike: ['arn:aws:iam::*:role/data-*', 'arn:aws:iam::111122223333:role/data-a', 'arn:aws:iam::1:2:role/data-a'],
  ArnNotEquals: ['arn:aws:iam::*:role/data-*', 'arn:aws:iam::1:role/x', 'arn:aws:iam::1:role/data-a'],
  ArnNotLike: ['arn:aws:iam::*:role/data-*', 'arn:aws:iam::1:2:role/data-a', 'arn:aws:iam::1:role/data-a'],
};

const compared = CONDITION_OPERATORS.filter(({ name }) => name !== 'Null');

function* rowsOf(name: string, negated: boolean): Generator<Row> {
  const [value = '', matching = '', other = ''] = VALUES[name] ?? [];
  const written = [value];
  const row = (operator: string, actual: KeyValues, expected: Answer, source: string): Row => {
    return { operator, written, actual, expected, source };
  };
  yield row(name, [matching], 'yes', OPERATORS_PAGE);
  yield row(name, [other], 'no', OPERATORS_PAGE);
  // "If the key that you specify in a policy condition is not present in the request context, the values do not match."
  yield row(name, 'absent', negated ? 'yes' : 'no', OPERATORS_PAGE);
  yield row(`${name}IfExists`, 'absent', 'yes', OPERATORS_PAGE);
  yield row(`${name}IfExists`, [matching], 'yes', OPERATORS_PAGE);
  yield row(`${name}IfExists`, [other], 'no', OPERATORS_PAGE);
  yield row(`ForAllValues:${name}`, [matching, matching], 'yes', MULTI_PAGE);
  yield row(`ForAllValues:${name}`, [matching, other], 'no', MULTI_PAGE);
  yield row(`ForAllValues:${name}`, 'absent', 'yes', MULTI_PAGE);
  yield row(`ForAllValues:${name}`, [], 'yes', MULTI_PAGE);
  yield row(`ForAllValues:${name}`, [''], 'yes', MULTI_PAGE);
  yield row(`ForAnyValue:${name}`, [other, matching], 'yes', MULTI_PAGE);
  yield row(`ForAnyValue:${name}`, [other, other], 'no', MULTI_PAGE);
  yield row(`ForAnyValue:${name}`, 'absent', 'no', MULTI_PAGE);
  yield row(`ForAnyValue:${name}`, [], 'no', MULTI_PAGE);
  yield row(`ForAnyValue:${name}IfExists`, 'absent', 'yes', OPERATORS_PAGE);
  // A key with several values needs a set operator: without one, only what all values agree on is known.
  yield row(name, [matching, matching], 'yes', MULTI_PAGE);
  yield row(name, [other, other], 'no', MULTI_PAGE);
  yield row(name, [matching, other], 'unknown', MULTI_PAGE);
  for (const operator of [name, `${name}IfExists`, `ForAllValues:${name}`, `ForAnyValue:${name}`]) {
    yield row(operator, 'unknown', 'unknown', OPERATORS_PAGE);
  }
}

describe.each(compared)('$name', ({ name, negated }) => {
  test('is in the table', () => {
    expect(VALUES).toHaveProperty(name);
  });

  test.each([...rowsOf(name, negated)])('$operator $written with $actual is $expected ($source)', (row) => {
    const { answer, unknowns } = decide(row);
    expect(answer).toBe(row.expected);
    expect(unknowns.length > 0).toBe(row.expected === 'unknown');
  });
});

test.each(CONDITION_CASES)('$name: $operator is $expected ($source)', ({ others, ...one }) => {
  expect(decide(one, others).answer).toBe(one.expected);
});

test('variables are texts in policies of the older version', () => {
  const [source] = testsOf({ StringEquals: { 'aws:Key': '${aws:username}' } });
  const context = contextOf({ 'aws:Key': ['${aws:username}'], 'aws:username': ['David'] });
  expect(source && compileTest(source, false).decide(context, [])).toBe('yes');
});

test('operators are read with what stands around their names', () => {
  expect(parseConditionOperator('ForAllValues:StringLikeIfExists')).toMatchObject({
    set: 'every-value',
    ifExists: true,
  });
  expect(CONDITION_OPERATORS).toHaveLength(27);
});
