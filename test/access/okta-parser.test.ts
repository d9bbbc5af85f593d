/** Expressions of Okta: what is read of right ones, of wrong ones and of pieces (https://developer.okta.com/docs/reference/okta-expression-language/). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childrenOf, nodesIn, type OktaExpression } from '../../server/src/access/okta/okta-nodes.ts';
import { parseExpression } from '../../server/src/access/okta/okta-parser.ts';
import { printExpression } from '../../server/src/access/okta/okta-printer.ts';
import { expression, outlineOf } from './draw-expression.ts';

/** The expression of Databricks. */
const DATABRICKS =
  'Arrays.flatten(isMemberOfGroupName("GroupA") ? "arn:aws:iam::xxx:role/role-a,arn:aws:iam::xxx:saml-provider/okta-databricks" : {}, isMemberOfGroupName("GroupB") ? "arn:aws:iam::xxx:role/role-b,arn:aws:iam::xxx:saml-provider/okta-databricks" : {})';

const DOCUMENTED: readonly string[] = [
  'user.firstName',
  'user.getInternalProperty("status") == "ACTIVE"',
  'String.join(",", "This", "is", "a", "test")',
  'String.stringContains("This is a test", "doesn\'tExist")',
  "substringBefore(user.email, '@')",
  'Arrays.flatten(10, {20, 30}, 40)',
  "Arrays.flatten('10, 20, 30, 40')",
  'Arrays.size(NULL)',
  'Arrays.toCsvString({"This", "is", " a ", "test"})',
  'getFilteredGroups({"00gml2xHE3RYRx7cM0g3"}, "group.name", 40)',
  'isMemberOfGroupNameRegex("/.*admin.*")',
  "user.getGroups({'group.id': {'00gjitX9HqABSoqTB0g3'}}, {'group.profile.name': 'West Coast.*'})",
  'user.getGroups({"group.profile.name": "Everyone", "operator": "STARTS_WITH"}).![name]',
  'user.getLinkedObject("manager").lastName',
  'Time.now("EST", "YYYY-MM-dd HH:mm:ss")',
  'getManagerUser("active_directory").firstName',
  '{1, 2, 3}[0]',
  'user.arrayProperty[0]',
  'user.firstName + " " + user.lastName',
  "user.groupCode == 123 ? 'Sales' : 'Other'",
  'Groups.startsWith("OKTA", "TEST", 100) ?: {}',
  'firstName + " " + (String.len(middleInitial) == 0 ? "" : (String.substring(middleInitial, 0, 1) + ". ")) + lastName',
  '(courtesyTitle != "" ? (courtesyTitle + " ") : honorificPrefix != "" ? (honorificPrefix + " ") : "") + firstName',
  'user.salary > 1000000 AND !user.isContractor',
  'user.department matches "California-[a-zA-Z]+-Sales"',
  'user.employeeNumber != "" AND user.employeeNumber != null ? user.employeeNumber : user.nonEmployeeNumber',
  'toUpperCase(substringBefore( substringAfter(user.email, "@"), ".")) + "\\" + substringBefore( user.email, "@")',
  'hasWorkdayUser() ? findWorkdayUser().employeeID : null',
  DATABRICKS,
];

function problemsOf(text: string) {
  return parseExpression(text).problems.map(({ code, span }) => [code, text.slice(span.start, span.end)]);
}

/** Everything has a place inside what holds it, and inside the text. */
function expectSound(text: string): void {
  const { expression: root, problems } = parseExpression(text);
  for (const node of nodesIn(root)) {
    expect(node.span.start).toBeLessThanOrEqual(node.span.end);
    expect(node.span.end).toBeLessThanOrEqual(text.length);
    for (const child of childrenOf(node)) {
      expect(child.span.end).toBeLessThanOrEqual(node.span.end);
    }
  }
  for (const { span } of problems) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeLessThanOrEqual(text.length);
  }
}

describe('right expressions', () => {
  test.each(DOCUMENTED)('%s', (text) => {
    const { expression: root, problems } = parseExpression(text);
    expect(problems).toEqual([]);
    expect(outlineOf(parseExpression(printExpression(root)).expression)).toEqual(outlineOf(root));
    expectSound(text);
  });

  test.each<[string, string]>([
    ['a OR b and c', 'a OR b AND c'],
    ['a || b && not c == d', 'a OR b AND !(c == d)'],
    ['(a OR b) AND c', '(a OR b) AND c'],
    ['!a == b', '!a == b'],
    ['-a * b + c % 2', '-a * b + c % 2'],
    ['a - b - c', 'a - b - c'],
    ['a ? b : c ? d : e', 'a ? b : c ? d : e'],
    ['a ?: b ?: c', 'a ?: b ?: c'],
    ['\'it\'\'s\' + "a""b"', '\'it\'\'s\' + "a""b"'],
    ['{:}', '{:}'],
    ['{ }', '{}'],
    ['a.?[b > 1].![c]', 'a.?[b > 1].![c]'],
  ])('%s', (text, printed) => {
    expect(printExpression(parseExpression(text).expression)).toBe(printed);
  });
});

test('random expressions read as they were written', () => {
  fc.assert(
    fc.property(expression, (node) => {
      const { expression: read, problems } = parseExpression(printExpression(node));
      expect(problems).toEqual([]);
      expect(outlineOf(read)).toEqual(outlineOf(node));
    }),
    { numRuns: 2000 },
  );
});

describe('wrong expressions', () => {
  test.each<[string, [string, string][]]>([
    ['', [['empty', '']]],
    ['isMemberOfGroupName("A") ? "x"', [['missing-else', '?']]],
    ['Arrays.flatten(a ? "x", b ? "y" : {})', [['missing-else', '?']]],
    ['a ? "x" : []', [['square-list', '[']]],
    ['user.login = "x"', [['assignment', '=']]],
    ['isMemberOfGroupName(“GroupA”)', [['typographic-quotes', '“GroupA”']]],
    [
      'isMemberOfGroupName("GroupA',
      [
        ['unclosed-parenthesis', '('],
        ['unclosed-text', '"GroupA'],
      ],
    ],
    ['Arrays.flatten("a" "b")', [['missing-comma', '']]],
    ['Arrays.flatten("a",)', [['missing-expression', ',']]],
    ['a & b', [['unexpected', '&']]],
    ['a)', [['unmatched', ')']]],
    ['{1, 2', [['unclosed-brace', '{']]],
    ["{'a': 1, 2}", [['missing-colon', '2']]],
    ['a.', [['missing-name', '.']]],
    ['"a"("b")', [['not-callable', '(']]],
    ['a +', [['missing-expression', '+']]],
  ])('%s', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
    expectSound(text);
  });

  test('leave what stands around them as it is', () => {
    const { expression: root } = parseExpression(DATABRICKS.replace(' : {}', ''));
    expect([...nodesIn(root)].filter(({ kind }) => kind === 'text')).toHaveLength(4);
  });
});

describe('what is filled in later', () => {
  const text = 'isMemberOfGroupName("team-${var.team}") ? ${local.value} : {}';
  const stretch = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });

  test('is a hole, and makes texts unknown', () => {
    const { expression: root, problems } = parseExpression(text, [stretch('${var.team}'), stretch('${local.value}')]);
    expect(problems).toEqual([]);
    const nodes = [...nodesIn(root)];
    expect(nodes.find((node) => node.kind === 'text')).toMatchObject({ value: 'team-${var.team}', known: false });
    expect(nodes.filter(({ kind }) => kind === 'hole').map(({ span }) => text.slice(span.start, span.end))).toEqual([
      '${local.value}',
    ]);
  });
});

describe('any text', () => {
  const soup = fc
    .array(
      fc.constantFrom(
        ...'(){}[]?:.,!=<>&|+-*/%"\'“”',
        '?:',
        '.![',
        'a',
        'not ',
        'or ',
        '1',
        ' ',
        'isMemberOfGroupName',
        'constructor',
      ),
    )
    .map((parts) => parts.join(''));

  test('never throws and has sound places', () => {
    fc.assert(fc.property(fc.oneof(soup, fc.string({ unit: 'grapheme' })), expectSound), { numRuns: 3000 });
  });

  test('is read when cut at every character', () => {
    for (const text of DOCUMENTED) {
      for (let end = 0; end <= text.length; end++) {
        expectSound(text.slice(0, end));
        expectSound(text.slice(end));
      }
    }
  });

  test.each<[string, string]>([
    ['parentheses', '('.repeat(200_000)],
    ['signs', '!'.repeat(200_000)],
    ['a sum', `a${' + a'.repeat(100_000)}`],
    ['a path', `a${'.b'.repeat(100_000)}`],
    ['choices', 'a ? b : '.repeat(50_000)],
    ['words', 'not '.repeat(100_000)],
    ['open texts', '"“'.repeat(100_000)],
    ['braces', '{a:'.repeat(70_000)],
    ['closing ones', 'a)'.repeat(100_000)],
    ['commas', `f(${','.repeat(200_000)}`],
  ])('takes time in proportion to its length: %s', (_, text) => {
    const started = performance.now();
    const { expression: root } = parseExpression(text);
    const count = [...nodesIn(root)].length;
    expect(count).toBeGreaterThan(0);
    printExpression(root);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

test('nodes hold their kind', () => {
  const node: OktaExpression = parseExpression('a ? b : c').expression;
  expect(node.kind).toBe('ternary');
});
