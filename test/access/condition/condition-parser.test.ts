/** Conditions are read as the service reads them, and what it does not take is named at its place. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCondition } from '../../../server/src/access/azure/condition/condition-checker.ts';
import { parseCondition } from '../../../server/src/access/azure/condition/condition-parser.ts';
import { prettyCondition, printCondition } from '../../../server/src/access/azure/condition/condition-printer.ts';
import { conditionInWords } from '../../../server/src/access/azure/condition/condition-words.ts';
import { facts } from '../../facts.ts';
import { anyCondition, meaningOf } from './draw-condition.ts';

const builtIn = facts.roles
  .all()
  .flatMap(({ name, permissions }) =>
    permissions.flatMap(({ condition }, index) =>
      condition === undefined ? [] : [[`${name} ${index}`, condition] as const],
    ),
  );

describe('the conditions of the built-in roles', () => {
  test('are as many as are known', () => {
    expect(builtIn).toHaveLength(31);
  });

  test.each(builtIn)('%s', (_, text) => {
    const { expression, problems, known } = parseCondition(text);
    expect(problems).toEqual([]);
    expect(known).toBe(true);
    expect(meaningOf(parseCondition(printCondition(expression)).expression)).toEqual(meaningOf(expression));
    const pretty = prettyCondition(expression);
    const again = parseCondition(pretty);
    expect(again.problems).toEqual([]);
    expect(prettyCondition(again.expression)).toBe(pretty);
    // The one attribute without a provider is Microsoft's own.
    expect(checkCondition(expression).filter(({ code }) => code !== 'unknown-attribute')).toEqual([]);
    expect(JSON.stringify(conditionInWords(expression))).not.toContain('"unknown"');
  });
});

/** The forms of the documentation. */
const DOCUMENTED = [
  `((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'))`,
  `@Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags&$keys$&] ForAllOfAnyValues:StringEquals {'Project', 'Program'}`,
  `@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project] StringEquals @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>]`,
  `@Environment[UtcNow] DateTimeGreaterThan '2023-05-01T13:00:00.0000000Z' AND @Environment[isPrivateLink] BoolEquals true`,
  `NOT Exists @Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:versionId]`,
  `!(Exists @Resource[A/b:c]) || exists @Resource[A/b:d]`,
  `{'a', 'b'} ForAnyOfAnyValues:StringEquals @Resource[A/b:c]`,
  `@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'a/\\*/b?/*'`,
  `((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/setSecret/action'})) OR (@Request[Microsoft.KeyVault/vaults/secrets:name] StringStartsWith 'app-'))`,
];

describe('the forms of the documentation', () => {
  test.each(DOCUMENTED)('%s', (text) => {
    const { expression, problems } = parseCondition(text);
    expect(problems).toEqual([]);
    expect(checkCondition(expression).map(({ code }) => code)).toEqual(
      text.includes('A/b:') ? expect.arrayContaining([]) : [],
    );
    expect(meaningOf(parseCondition(printCondition(expression)).expression)).toEqual(meaningOf(expression));
  });
});

test('a pretty condition has a line for each part', () => {
  const text =
    "((!(actionmatches{'A/b/write'})) or (@request[A/b:c] foranyofanyvalues:guidequals{49fc33c1886f4b21a00e1d9993234734}))";
  expect(prettyCondition(parseCondition(text).expression)).toBe(`(
  (!(ActionMatches{'A/b/write'}))
  OR
  (@Request[A/b:c] ForAnyOfAnyValues:GuidEquals {49fc33c1886f4b21a00e1d9993234734})
)`);
});

/** A condition, and the code of each problem with the text that it marks. */
const MISTAKES: readonly (readonly [string, readonly string[]])[] = [
  ['', ['empty ']],
  [' \n', ['empty  \n']],
  ["(@Resource[A/b:c] StringEquals 'a'", ['unclosed-parenthesis (']],
  ["@Resource[A/b:c] StringEquals 'a')", ['unmatched-parenthesis )']],
  ["((A'", ['unclosed-parenthesis (', 'unclosed-parenthesis (', 'unquoted-text A']],
  ["@Resource[A/b:c] StringEquals 'a", ["unclosed-text '"]],
  ["@Resource[A/b:c StringEquals 'a'", ['unclosed-attribute [']],
  ["@Resource StringEquals 'a'", ['unclosed-attribute @Resource']],
  ["@Resource[] StringEquals 'a'", ['empty-attribute @Resource[]']],
  ["@Resource[A/b:c] 'a'", ['missing-operator @Resource[A/b:c]']],
  ['@Resource[A/b:c] StringEquals', ['missing-value StringEquals']],
  ["@Resource[A/b:c] == 'a'", ['unexpected ==']],
  ['@Resource[A/b:c] StringEquals "a"', ['wrong-quotes "a"']],
  ['@Resource[A/b:c] StringEquals ‘a’', ['wrong-quotes ‘a’']],
  ['@Resource[A/b:c] StringEquals a', ['unquoted-text a']],
  ["@Resource[A/b:c] StringEquals 'a' @Resource[A/b:d] StringEquals 'b'", ['missing-connective @Resource[A/b:d]']],
  ["@Resource[A/b:c] StringEquals 'a' AND", ['missing-expression AND']],
  ["OR @Resource[A/b:c] StringEquals 'a'", ['missing-expression OR']],
  ["@Resource[A/b:c] StringEquals 'a' AND OR @Resource[A/b:c] StringEquals 'a'", ['missing-expression OR']],
  ["@Resource[A/b:c] StringEquals 'a' & @Resource[A/b:c] StringEquals 'a'", ['unexpected &']],
  ['()', ['missing-expression (']],
  ["ActionMatches('A/b/read')", ['function-brackets (']],
  ['ActionMatches{A/b/read}', ['unquoted-text A/b/read']],
  ['ActionMatches', ['missing-argument ActionMatches']],
  ['Exists', ['missing-attribute Exists']],
  ["@Resource[A/b:c] ForAnyOfAnyValues:StringEquals {'a' 'b'}", ["missing-comma 'b'"]],
  ["@Resource[A/b:c] ForAnyOfAnyValues:StringEquals {'a',}", ['missing-value ,']],
  ["@Resource[A/b:c] ForAnyOfAnyValues:StringEquals {'a'", ['unclosed-set {']],
  ['@Resource[A/b:c] ForAnyOfAnyValues:StringEquals {@Request[A/b:c]}', ['attribute-in-set @Request[A/b:c]']],
  ["@Resource[A/b:c] StringEquals 'a' // why", ['comment // why']],
  ["/* why */ @Resource[A/b:c] StringEquals 'a'", ['comment /* why */']],
  ['true', ['missing-operator true']],
];

const FILLED_IN: readonly string[] = [
  "@Resource[A/b:c] StringEquals '${name}'",
  "@Resource[A/b:${x}] StringEquals 'a'",
  '@Resource[A/b:c] ForAnyOfAnyValues:GuidEquals {${join(",", roles)}}',
  '@Resource[A/b:c] ForAnyOfAnyValues:GuidEquals {${a}, ${b}}',
  '@Resource[A/b:c] ForAnyOfAnyValues:GuidEquals {xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}',
  '@Resource[A/b:c] ForAnyOfAnyValues:GuidEquals {<role-id>}',
  "${guard} OR (@Resource[A/b:c] StringEquals 'a'",
  '{{ condition }}',
  '$CONDITION',
  "(@Resource[A/b:c] ${operator} 'a')",
  '@Resource[A/b:c] StringEquals $NAME',
  "@Resource[A/b:c] StringStartsWith '#projectWorkspaceId#'",
];

describe('what the grammar does not take', () => {
  /** Each problem: its code and the text that it marks. */
  const problemsOf = (text: string): string[] =>
    parseCondition(text).problems.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);

  test.each(MISTAKES)('%s', (text, problems) => {
    expect(problemsOf(text).slice(0, Math.max(1, problems.length))).toEqual(problems);
  });

  test.each(FILLED_IN)('nothing is said of what is filled in later: %s', (text) => {
    expect(problemsOf(text)).toEqual([]);
    const { expression, known } = parseCondition(text);
    expect(checkCondition(expression).filter(({ code }) => code !== 'unknown-attribute')).toEqual([]);
    expect(known).toBe(text.includes('xxxx'));
  });

  test('what a language fills in is known from the language', () => {
    const text = "@Resource[A/b:c] StringEquals 'name'";
    const at = text.indexOf('name');
    const { known, expression } = parseCondition(text, [{ start: at, end: at + 4 }]);
    expect(known).toBe(false);
    expect(expression).toMatchObject({ right: { kind: 'literal', known: false } });
  });
});

const piece = fc.constantFrom(
  ...[
    "'",
    '"',
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    '@',
    '!',
    ',',
    ' ',
    'AND',
    'OR',
    'NOT',
    '&&',
    '||',
    '//',
    '/*',
    '\\',
    ':',
  ],
  ...[
    '@Resource[A/b:c]',
    'StringEquals',
    'ForAnyOfAnyValues:',
    "'a'",
    'ActionMatches',
    'Exists',
    '${x}',
    '$',
    '1',
    '—',
  ],
);

describe('any text', () => {
  test('is printed so that it reads back equal', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const parsed = parseCondition(printCondition(condition));
        expect(parsed.problems).toEqual([]);
        expect(meaningOf(parsed.expression)).toEqual(meaningOf(condition));
        const pretty = parseCondition(prettyCondition(condition));
        expect(pretty.problems).toEqual([]);
        expect(meaningOf(pretty.expression)).toEqual(meaningOf(condition));
      }),
      { numRuns: 2_000 },
    );
  });

  test('is read without an error, every problem inside it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          const { expression, problems } = parseCondition(text);
          for (const { span } of problems) {
            expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
          }
          checkCondition(expression);
          conditionInWords(expression);
          prettyCondition(expression);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test.each(builtIn.slice(0, 6))('cut anywhere: %s', (_, whole) => {
    for (let end = 0; end < whole.length; end++) {
      const { problems, expression } = parseCondition(whole.slice(0, end));
      expect(problems.every(({ span }) => span.end <= end)).toBe(true);
      prettyCondition(expression);
    }
  });
});

describe('time in proportion to the text', () => {
  const MEGABYTE = 1_000_000;
  const PIECES = [
    '(',
    ')',
    '!',
    "'",
    "'\\",
    '@A[',
    '@',
    '{',
    ',',
    'a ',
    '“',
    '"',
    '/*',
    '//',
    '&',
    '${',
    '$a',
    '<a',
    '{{',
    '#a',
    '__',
    "ActionMatches{'",
  ];

  test.each(PIECES)(
    '1 MB of %s',
    (piece) => {
      const text = piece.repeat(Math.ceil(MEGABYTE / piece.length));
      const start = performance.now();
      const { expression } = parseCondition(text);
      checkCondition(expression);
      // More than a second or two of it is other work on the machine; in quadratic time it would be hours.
      expect(performance.now() - start).toBeLessThan(20_000);
    },
    60_000,
  );

  test('8 KB of a condition', () => {
    const [, one = ''] = builtIn.find(([name]) => name.startsWith('Key Vault')) ?? [];
    const text = `${one}${` AND ${one}`.repeat(Math.floor(8192 / one.length))}`.slice(0, 8192);
    parseCondition(text);
    const start = performance.now();
    parseCondition(text);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
