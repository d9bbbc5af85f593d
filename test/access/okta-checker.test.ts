/** What is said of expressions of Okta that the grammar takes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkExpression } from '../../server/src/access/okta/okta-checker.ts';
import { OKTA_FUNCTIONS } from '../../server/src/access/okta/okta-functions.ts';
import { parseExpression } from '../../server/src/access/okta/okta-parser.ts';
import { expression } from './draw-expression.ts';

function flawsOf(text: string) {
  const flaws = checkExpression(parseExpression(text).expression);
  return flaws.map(({ code, span }) => [code, text.slice(span.start, span.end)]);
}

const ROLE = '"arn:aws:iam::1:role/a,arn:aws:iam::1:saml-provider/p"';

test.each<[string, [string, string][]]>([
  ['isMemberOfGroupname("a")', [['unknown-function', 'isMemberOfGroupname']]],
  ['isMemberOf("a")', [['unknown-function', 'isMemberOf']]],
  ['Arrays.concat({1}, 2)', [['unknown-function', 'Arrays.concat']]],
  ['constructor("a")', [['unknown-function', 'constructor']]],
  ['isMemberOfGroupName()', [['wrong-arity', 'isMemberOfGroupName()']]],
  ['isMemberOfGroupName("a", "b")', [['wrong-arity', 'isMemberOfGroupName("a", "b")']]],
  ['Time.now()', []],
  ['Time.now("EST", "x", 1)', [['wrong-arity', 'Time.now("EST", "x", 1)']]],
  ['isMemberOfAnyGroup()', [['wrong-arity', 'isMemberOfAnyGroup()']]],
  ['toUpperCase(user.login)', [['deprecated-function', 'toUpperCase']]],
  ['user.Login', [['attribute-case', 'Login']]],
  ['user.teamName', []],
  ['user.profile.login', [['identity-engine', 'profile']]],
  ["user.isMemberOf({'group.profile.name': 'a'})", [['identity-engine', 'user.isMemberOf']]],
  ['Groups.startsWith("OKTA", "a", 10) ?: {}', [['group-claim-only', 'Groups.startsWith']]],
  ['user.login.toUpperCase()', [['undocumented-method', 'toUpperCase']]],
  ['user.getLinkedObject("manager").lastName', []],
  ['Arrays.size(user.roles) > 1 ? "a" : "b"', [['function-in-condition', 'Arrays.size']]],
  ['isMemberOfGroupName(GroupA)', [['unquoted-group', 'GroupA']]],
  ['isMemberOfGroupName("00gml2xHE3RYRx7cM0g3")', [['group-id-as-name', '"00gml2xHE3RYRx7cM0g3"']]],
  ['isMemberOfGroup("00gml2xHE3RYRx7cM0g3")', []],
  ['isMemberOfGroup("GroupA")', [['group-name-as-id', '"GroupA"']]],
  ['isMemberOfGroupName("GroupA ")', [['blank-in-group', '"GroupA "']]],
  ['isMemberOfGroupName("")', [['empty-group', '""']]],
  ['user.title matches "x"', [['deprecated-operator', 'user.title matches "x"']]],
  ['"a" ? "b" : "c"', [['constant-condition', '"a"']]],
  [`isMemberOfGroupName("a") ? ${ROLE} : ""`, [['empty-otherwise', '""']]],
  ['Arrays.flatten(isMemberOfGroupName("a") ? "x" : null)', [['empty-otherwise', 'null']]],
  ['String.len(user.title) == 0 ? "" : user.title', []],
  ['user.title == null ? "x" : ""', []],
  [`Arrays.flatten(isMemberOfGroupName("a") ? ${ROLE} : {}, isMemberOfGroupName("b") ? ${ROLE} : {})`, []],
  ['Arrays.flatten("a,b")', [['single-csv', '"a,b"']]],
  ['Arrays.flatten("a,b", "c,d")', []],
])('%s', (text, expected) => {
  expect(flawsOf(text)).toEqual(expected);
});

test('choices behind choices give the first role only', () => {
  const text = `isMemberOfGroupName("a") ? ${ROLE} : isMemberOfGroupName("b") ? ${ROLE} : {}`;
  expect(flawsOf(text)).toEqual([['missing-flatten', text]]);
});

test('roles that are put behind each other become one value', () => {
  const choice = `(isMemberOfGroupName("a") ? ${ROLE} : {})`;
  expect(flawsOf(`${choice} + ${choice}`)).toEqual([['joined-values', `${choice} + ${choice}`]]);
});

test('what is filled in later is not judged', () => {
  const text = 'isMemberOfGroupName("${x} ")';
  const opaque = [{ start: text.indexOf('$'), end: text.indexOf('}') + 1 }];
  expect(checkExpression(parseExpression(text, opaque).expression)).toEqual([]);
});

test('names of functions are told once each', () => {
  const names = OKTA_FUNCTIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('any expression is checked, in order of place', () => {
  fc.assert(
    fc.property(expression, (node) => {
      const starts = checkExpression(node).map(({ span }) => span.start);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
    }),
    { numRuns: 1000 },
  );
});
