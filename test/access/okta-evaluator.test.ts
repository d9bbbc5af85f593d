/** What expressions of Okta give for users (https://developer.okta.com/docs/reference/okta-expression-language/). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateAttribute, type OktaOptions } from '../../server/src/access/okta/okta-attribute.ts';
import { groupsIn } from '../../server/src/access/okta/okta-groups.ts';
import { parseExpression } from '../../server/src/access/okta/okta-parser.ts';
import type { OktaUser } from '../../server/src/access/okta/okta-user.ts';
import { expression } from './draw-expression.ts';

const ROLE_A = 'arn:aws:iam::xxx:role/role-a,arn:aws:iam::xxx:saml-provider/okta-databricks';
const ROLE_B = 'arn:aws:iam::xxx:role/role-b,arn:aws:iam::xxx:saml-provider/okta-databricks';
/** The expression of Databricks. */
const DATABRICKS = `Arrays.flatten(isMemberOfGroupName("GroupA") ? "${ROLE_A}" : {}, isMemberOfGroupName("GroupB") ? "${ROLE_B}" : {})`;

function userIn(groups: readonly string[], more: Partial<OktaUser> = {}): OktaUser {
  return {
    login: 'winston.churchill@gmail.com',
    groups: groups.map((name) => ({ name })),
    hasAllGroups: true,
    attributes: {
      'user.firstName': 'Winston',
      'user.lastName': 'Churchill',
      'user.email': 'winston.churchill@gmail.com',
      'user.arrayAttribute': ['10', '20', '30'],
    },
    hasAllAttributes: true,
    ...more,
  };
}

function evaluate(text: string, user: OktaUser, options: OktaOptions = {}) {
  return evaluateAttribute(parseExpression(text).expression, user, options);
}

function textsOf(text: string, user: OktaUser, options: OktaOptions = {}) {
  return evaluate(text, user, options).values.map((one) => one.text);
}

describe('the expression of Databricks gives one value per group, in order', () => {
  test.each([
    [[], []],
    [['GroupA'], [ROLE_A]],
    [['GroupB'], [ROLE_B]],
    [
      ['GroupB', 'GroupA'],
      [ROLE_A, ROLE_B],
    ],
    [['groupa', 'GroupA '], []],
  ])('%j', (groups, expected) => {
    const attribute = evaluate(DATABRICKS, userIn(groups));
    expect(attribute.values).toEqual(expected.map((text) => ({ text, certain: true })));
    expect(attribute).toMatchObject({ complete: true, missing: [], dependsOnCommas: expected.length > 0 });
  });

  test('with what is possible where the groups are not known', () => {
    const attribute = evaluate(DATABRICKS, userIn(['GroupA'], { hasAllGroups: false }));
    expect(attribute).toMatchObject({
      values: [
        { text: ROLE_A, certain: true },
        { text: ROLE_B, certain: false },
      ],
      complete: true,
      missing: [{ kind: 'group-membership', subject: 'GroupB' }],
    });
  });

  test('taken apart where Okta takes texts with commas for lists', () => {
    expect(textsOf(DATABRICKS, userIn(['GroupA', 'GroupB']), { commas: 'always' })).toEqual([
      ...ROLE_A.split(','),
      ...ROLE_B.split(','),
    ]);
    expect(textsOf(DATABRICKS, userIn(['GroupA']), { commas: 'single-argument' })).toEqual([ROLE_A]);
  });

  test('as one value where lists are joined', () => {
    const user = userIn(['GroupA', 'GroupB']);
    expect(textsOf(DATABRICKS, user, { arrays: 'joined' })).toEqual([`${ROLE_A},${ROLE_B}`]);
    expect(textsOf(DATABRICKS, userIn(['GroupA']), { arrays: 'joined' })).toEqual([ROLE_A]);
  });

  test('and names the groups it asks for', () => {
    expect(groupsIn(parseExpression(DATABRICKS).expression).map(({ by, text }) => [by, text])).toEqual([
      ['name', 'GroupA'],
      ['name', 'GroupB'],
    ]);
  });
});

const churchill = userIn(['Everyone', 'West Coast Admins']);

describe('documented examples', () => {
  test.each<[string, string[]]>([
    ['String.append("This is", " a test")', ['This is a test']],
    ['String.join(",", "This", "is", "a", "test")', ['This,is,a,test']],
    ['String.join("", "This", "is", "a", "test")', ['Thisisatest']],
    ['String.len("This")', ['4']],
    ['String.removeSpaces("This is a test")', ['Thisisatest']],
    ['String.replace("This is a test", "is", "at")', ['That at a test']],
    ['String.replaceFirst("This is a test", "is", "at")', ['That is a test']],
    ['String.startsWith("Kiss", "K")', ['true']],
    ['String.stringContains("This is a test", "test")', ['true']],
    ['String.stringContains("This is a test", "doesn\'tExist")', ['false']],
    ['String.stringSwitch("This is a test", "default", "key1", "value1")', ['default']],
    ['String.stringSwitch("This is a test", "default", "test", "value1")', ['value1']],
    [
      'String.stringSwitch("First match wins", "default", "absent", "value1", "wins", "value2", "match", "value3")',
      ['value2'],
    ],
    ['String.stringSwitch("Substrings count", "default", "ring", "value1")', ['value1']],
    ['String.substring("This is a test", 2, 9)', ['is is a']],
    ['String.substringAfter("abc@okta.com", "@")', ['okta.com']],
    ['String.substringBefore("abc@okta.com", "@")', ['abc']],
    ['String.toUpperCase("This")', ['THIS']],
    ['Arrays.add(user.arrayAttribute, "40")', ['10', '20', '30', '40']],
    ['Arrays.remove(user.arrayAttribute, "20")', ['10', '30']],
    ['Arrays.clear(user.arrayAttribute)', []],
    ['Arrays.get({0, 1, 2}, 0)', ['0']],
    ['Arrays.flatten(10, {20, 30}, 40)', ['10', '20', '30', '40']],
    ["Arrays.flatten('10, 20, 30, 40')", ['10', '20', '30', '40']],
    ['Arrays.contains({10, 20, 30}, 10)', ['true']],
    ['Arrays.contains({10, 20, 30}, 50)', ['false']],
    ['Arrays.size({10, 20, 30})', ['3']],
    ['Arrays.size(NULL)', ['0']],
    ['Arrays.isEmpty({10, 20})', ['false']],
    ['Arrays.isEmpty(NULL)', ['true']],
    ['Arrays.toCsvString({"This", "is", " a ", "test"})', ['This,is, a ,test']],
    ['Convert.toInt("1234")', ['1234']],
    ['Convert.toInt(123.6)', ['124']],
    ['Convert.toNum("3.141")', ['3.141']],
    ['{1, 2, 3}[0]', ['1']],
    ['user.firstName + "." + user.lastName', ['Winston.Churchill']],
    ['substring(user.firstName, 0, 1) + substring(user.lastName, 0, 6)', ['WChurch']],
    ['toLowerCase(substring( user.firstName, 0, 1)) + "." + toLowerCase(user.lastName)', ['w.churchill']],
    [
      'toUpperCase(substringBefore( substringAfter(user.email, "@"), ".")) + "\\" + substringBefore( user.email, "@")',
      ['GMAIL\\winston.churchill'],
    ],
    ['user.login', ['winston.churchill@gmail.com']],
    ['user.employeeNumber == null', ['true']],
    ['user.employeeNumber', []],
    ['user.employeeNumber ?: "none"', ['none']],
    ['isMemberOfGroupNameStartsWith("West") AND !isMemberOfGroupNameContains("East")', ['true']],
    ['isMemberOfGroupNameRegex("^West.*Admins$")', ['true']],
    ['isMemberOfGroupNameRegex("oast")', ['true']],
    ['user.lastName matches "Church"', ['false']],
    ['user.lastName matches "Church.+"', ['true']],
  ])('%s', (text, expected) => {
    expect(evaluate(text, churchill)).toMatchObject({
      values: expected.map((one) => ({ text: one, certain: true })),
      complete: true,
      missing: [],
    });
  });
});

describe('what is not known', () => {
  const stranger = userIn([], { hasAllGroups: false, hasAllAttributes: false, attributes: {} });

  test.each<[string, [string, boolean][], boolean, string[]]>([
    ['user.department', [], false, ['user.department']],
    ['isMemberOfGroupName("A") ? "x" : "x"', [['x', true]], true, []],
    ['isMemberOfGroupName("A") ? "x" : null', [['x', false]], true, ['A']],
    ['isMemberOfGroupName("A") OR true ? "x" : "y"', [['x', true]], true, []],
    ['isMemberOfGroupName("A") AND false ? "x" : "y"', [['y', true]], true, []],
    ['{"x", user.department}', [['x', true]], false, ['user.department']],
    ['isMemberOfGroup("00g000000000000000A1") ? "x" : {}', [['x', false]], true, ['00g000000000000000A1']],
    ['isMemberOfGroupNameRegex("(a|b)+") ? "x" : {}', [['x', false]], true, ['(a|b)+']],
    ['Time.now()', [], false, ['Time.now']],
    ['nothing()', [], false, ['nothing']],
    ['appuser.userName', [], false, ['appuser.userName']],
    ['isMemberOfGroupName("A") ? "x"', [['x', false]], false, ['A', '']],
    ['"a" ; "b"', [], false, ['']],
  ])('%s', (text, values, complete, missing) => {
    const attribute = evaluate(text, stranger);
    expect(attribute.values.map((one) => [one.text, one.certain])).toEqual(values);
    expect(attribute.complete).toBe(complete);
    expect(attribute.missing.map(({ subject }) => subject)).toEqual(missing);
  });

  test('a group is known by its id only where all ids are', () => {
    const text = 'isMemberOfGroup("00g000000000000000A1") ? "x" : {}';
    expect(evaluate(text, userIn(['A'])).complete).toBe(true);
    expect(evaluate(text, userIn(['A'])).values).toEqual([{ text: 'x', certain: false }]);
    expect(evaluate(text, userIn([], { groups: [{ name: 'A', id: '00g1' }] })).values).toEqual([]);
  });
});

test('more that is known never takes back what was said', () => {
  const groups = fc.subarray(['GroupA', 'GroupB', 'GroupC']);
  const choice = fc.record({
    group: fc.constantFrom('GroupA', 'GroupB', 'GroupC'),
    value: fc.constantFrom('x', 'y', 'z'),
  });
  fc.assert(
    fc.property(groups, groups, fc.array(choice, { maxLength: 4 }), (known, all, choices) => {
      const text = `Arrays.flatten(${choices.map(({ group, value }) => `isMemberOfGroupName("${group}") ? "${value}" : {}`).join(', ')})`;
      const part = evaluate(text, userIn(known, { hasAllGroups: false }));
      const whole = textsOf(text, userIn([...new Set([...known, ...all])]));
      for (const { text: value, certain } of part.values) {
        expect(!certain || whole.includes(value)).toBe(true);
      }
      for (const value of whole) {
        expect(part.values.map((one) => one.text)).toContain(value);
      }
    }),
  );
});

test('any expression is evaluated', () => {
  fc.assert(
    fc.property(expression, fc.boolean(), (node, hasAll) => {
      const user = userIn(['GroupA'], { hasAllGroups: hasAll, hasAllAttributes: hasAll });
      const { values, complete, missing } = evaluateAttribute(node, user);
      expect(missing.length > 0 || (complete && values.every(({ certain }) => certain))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
