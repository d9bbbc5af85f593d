/**
 * Cases of conditions that the table of operators does not have: null, sets, variables, and what is malformed. Sources are
 * pages of https://docs.aws.amazon.com/IAM/latest/UserGuide/, by their names.
 */
import type { KeyValues } from '../../server/src/access/aws/request-context.ts';
import type { Answer } from '../../server/src/access/facts.ts';

export const OPERATORS_PAGE = 'reference_policies_elements_condition_operators';
export const MULTI_PAGE = 'reference_policies_multi-value-conditions';
const VARIABLES_PAGE = 'reference_policies_variables';
const CHECKS_PAGE = 'access-analyzer-reference-policy-checks';

function row(
  name: string,
  operator: string,
  written: readonly string[],
  actual: KeyValues,
  expected: Answer,
  source: string,
  others: Record<string, KeyValues> = {},
) {
  return { name, operator, written, actual, expected, source, others };
}

const user = { 'aws:username': ['David'] };
const allowed = ['PostDateTime', 'Message', 'Tags'];

const PLAIN_CASES = [
  row(
    'an ARN operator stops at colons',
    'ArnLike',
    ['arn:aws:someservice:*:111122223333:finance/*'],
    ['arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt'],
    'no',
    OPERATORS_PAGE,
  ),
  row(
    'a string operator does not',
    'StringLike',
    ['arn:aws:someservice:*:111122223333:finance/*'],
    ['arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt'],
    'yes',
    OPERATORS_PAGE,
  ),
  row('a wildcard without Like is a character', 'StringEquals', ['b*'], ['blue'], 'no', OPERATORS_PAGE),
  row(
    'an IPv6 range',
    'IpAddress',
    ['203.0.113.0/24', '2001:DB8:1234:5678::/64'],
    ['2001:db8:1234:5678:9::1'],
    'yes',
    OPERATORS_PAGE,
  ),
  row('an address without a prefix is itself', 'IpAddress', ['203.0.113.7'], ['203.0.113.8'], 'no', OPERATORS_PAGE),
  row(
    'the case of operators and keys does not matter',
    'forAnyValue:STRINGLIKE',
    ['b*'],
    ['blue'],
    'yes',
    'reference_policies_elements_condition',
  ),
  row('Null takes no IfExists', 'NullIfExists', ['true'], ['x'], 'unknown', CHECKS_PAGE),
  row('an operator that there is not', 'StringMatches', ['x'], ['x'], 'unknown', CHECKS_PAGE),
  row('a set operator that there is not', 'ForSomeValues:StringLike', ['x'], ['x'], 'unknown', CHECKS_PAGE),
  row('a number that is none', 'NumericEquals', ['ten'], ['10'], 'unknown', CHECKS_PAGE),
  row('a date that is none', 'DateLessThan', ['2020-02-30'], ['2020'], 'unknown', CHECKS_PAGE),
  row('no values', 'StringEquals', [], ['x'], 'unknown', CHECKS_PAGE),
  row('no values, ForAllValues, key there', 'ForAllValues:StringEquals', [], ['x'], 'no', CHECKS_PAGE),
  row('no values, ForAllValues, key missing', 'ForAllValues:StringEquals', [], 'absent', 'yes', CHECKS_PAGE),
  row('no values, ForAnyValue', 'ForAnyValue:StringEquals', [], ['x'], 'no', CHECKS_PAGE),
];

const NULL_CASES = [
  row('Null true, key missing', 'Null', ['true'], 'absent', 'yes', OPERATORS_PAGE),
  row('Null true, key there', 'Null', ['true'], ['x'], 'no', OPERATORS_PAGE),
  row('Null true, several values', 'Null', ['true'], ['x', 'y'], 'no', OPERATORS_PAGE),
  row('Null false, key missing', 'Null', ['false'], 'absent', 'no', OPERATORS_PAGE),
  row('Null false, key there', 'Null', ['false'], ['x'], 'yes', OPERATORS_PAGE),
  row('Null false, several values', 'Null', ['false'], ['x', 'y'], 'yes', OPERATORS_PAGE),
  row('Null false, empty text', 'Null', ['false'], [''], 'no', 'reference_policies_elements_condition'),
  row('Null, nobody knows', 'Null', ['false'], 'unknown', 'unknown', OPERATORS_PAGE),
];

const SET_CASES = [
  row('several values in the policy are an OR', 'StringEquals', ['finance', 'hr', 'legal'], ['hr'], 'yes', MULTI_PAGE),
  row('several values of a negated one are an AND', 'StringNotEquals', ['a', 'b'], ['b'], 'no', MULTI_PAGE),
  row(
    'ForAllValues, a subset',
    'ForAllValues:StringEquals',
    ['ID', 'Message', 'Tags'],
    ['Message', 'Tags', 'ID'],
    'yes',
    MULTI_PAGE,
  ),
  row('ForAllValues, one more', 'ForAllValues:StringEquals', allowed, ['PostDateTime', 'UserName'], 'no', MULTI_PAGE),
  row(
    'ForAnyValue, one of them',
    'ForAnyValue:StringEquals',
    ['ID', 'PostDateTime'],
    ['UserName', 'Message', 'PostDateTime'],
    'yes',
    MULTI_PAGE,
  ),
  row('ForAnyValue, none', 'ForAnyValue:StringEquals', ['ID', 'PostDateTime'], ['UserName'], 'no', MULTI_PAGE),
  row(
    'affiliations',
    'ForAllValues:StringLike',
    ['faculty', 'staff'],
    ['faculty', 'student'],
    'no',
    'reference_policies_iam-condition-keys',
  ),
];

const VARIABLE_CASES = [
  row('a variable', 'StringLike', ['', 'home/', 'home/${aws:username}/'], ['home/David/'], 'yes', OPERATORS_PAGE, user),
  row(
    'the case of its key does not matter',
    'StringEquals',
    ['${AWS:userName}'],
    ['David'],
    'yes',
    VARIABLES_PAGE,
    user,
  ),
  row('the case of its value does', 'StringEquals', ['${aws:username}'], ['david'], 'no', VARIABLES_PAGE, user),
  row(
    'unless the operator ignores it',
    'StringEqualsIgnoreCase',
    ['X${aws:username}'],
    ['xDAVID'],
    'yes',
    VARIABLES_PAGE,
    user,
  ),
  row('without a value it matches nothing', 'StringLike', ['*${aws:username}'], ['x'], 'no', VARIABLES_PAGE, {
    'aws:username': 'absent',
  }),
  row('and a negated operator holds', 'StringNotEquals', ['${aws:username}'], ['x'], 'yes', VARIABLES_PAGE, {
    'aws:username': 'absent',
  }),
  row(
    'with a default',
    'StringEquals',
    ["${aws:PrincipalTag/team, 'company-wide'}"],
    ['company-wide'],
    'yes',
    VARIABLES_PAGE,
    { 'aws:PrincipalTag/team': 'absent' },
  ),
  row(
    'a default that is not needed',
    'StringEquals',
    ["${aws:PrincipalTag/team, 'company-wide'}"],
    ['yellow'],
    'yes',
    VARIABLES_PAGE,
    { 'aws:PrincipalTag/team': ['yellow'] },
  ),
  row('signs that stand for themselves', 'StringLike', ['a${*}b${?}c${$}d'], ['a*b?c$d'], 'yes', VARIABLES_PAGE),
  row('and for nothing else', 'StringLike', ['a${*}b'], ['axb'], 'no', VARIABLES_PAGE),
  row('a value with a wildcard stands for itself', 'StringLike', ['${aws:username}'], ['David'], 'no', VARIABLES_PAGE, {
    'aws:username': ['*'],
  }),
  row('several values stand for nothing known', 'StringLike', ['${aws:username}'], ['x'], 'unknown', VARIABLES_PAGE, {
    'aws:username': ['x', 'y'],
  }),
  row('Bool and variables', 'Bool', ['${aws:username}'], ['true'], 'unknown', VARIABLES_PAGE, user),
  row('an ARN in a variable', 'ArnEquals', ['${aws:PrincipalArn}'], ['arn:aws:iam::1:role/x'], 'yes', OPERATORS_PAGE, {
    'aws:PrincipalArn': ['arn:aws:iam::1:role/x'],
  }),
  row('a brace that is never closed', 'StringEquals', ['${aws:username'], ['${aws:username'], 'yes', CHECKS_PAGE, user),
];

export const CONDITION_CASES = [...PLAIN_CASES, ...NULL_CASES, ...SET_CASES, ...VARIABLE_CASES];
