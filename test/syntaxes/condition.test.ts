/** Conditions inside the strings of other languages: their words are coloured, and the host goes on as it was. */
import { describe, expect, test } from 'vitest';
import { loadGrammar, type Token, tokenize } from './load-grammars.ts';

const SIGNS: Readonly<Record<string, string>> = {
  'variable.language.source.grantscope': 'source',
  'variable.other.property.attribute.grantscope': 'attribute',
  'support.function.condition.grantscope': 'function',
  'keyword.operator.quantifier.grantscope': 'quantifier',
  'keyword.operator.word.condition.grantscope': 'operator',
  'keyword.operator.logical.grantscope': 'logic',
  'constant.numeric.guid.grantscope': 'guid',
};

/** The coloured words of a line, each behind what it is. */
function show(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ text, scopes }) => {
    const sign = SIGNS[scopes.at(-1) ?? ''];
    return sign === undefined ? [] : [`${sign} ${text}`];
  });
}

async function paint(scope: string, ...lines: readonly string[]): Promise<string[]> {
  return tokenize(await loadGrammar(scope), lines).flatMap(show);
}

const CONDITION =
  "(!(ActionMatches{'A/b/write'}) AND NOT Exists @Request[A/b:c]) OR (@Request[A/b:Id] ForAnyOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635,49fc33c1886f4b21a00e1d9993234734} && @Resource[A/b/tags:T<$key_case_sensitive$>] stringlike 'x*')";
const WORDS = [
  'logic !',
  'function ActionMatches',
  'logic AND',
  'logic NOT',
  'logic Exists',
  'source @Request',
  'attribute A/b:c',
  'logic OR',
  'source @Request',
  'attribute A/b:Id',
  'quantifier ForAnyOfAnyValues',
  'operator GuidEquals',
  'guid 8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  'guid 49fc33c1886f4b21a00e1d9993234734',
  'logic &&',
  'source @Resource',
  'attribute A/b/tags:T<$key_case_sensitive$>',
  'operator stringlike',
];

const HOSTS: readonly (readonly [scope: string, text: string])[] = [
  ['source.json', '{"condition": "@", "a": 1}'],
  ['source.json.comments', '{"condition": "@"} // why'],
  ['source.yaml', 'condition: "@"'],
  ['source.yaml', 'condition: >-\n  @\nnext: 1'],
  ['source.hcl.terraform', 'condition = "@"'],
  ['source.hcl.terraform', 'condition = <<EOT\n  @\nEOT'],
  ['source.bicep', "condition: '''\n  @\n'''"],
  ['source.shell', 'az role assignment create --condition "@" --role x'],
  ['source.powershell', 'New-AzRoleAssignment -Condition "@"'],
];

describe('the words of a condition', () => {
  test.each(HOSTS)('%s: %s', async (scope, text) => {
    // Where the host reads `$name` itself, its piece of the name is the host's.
    const own = /shell/.test(scope) ? CONDITION.replaceAll('$', '') : CONDITION;
    const words = /shell/.test(scope) ? WORDS.map((word) => word.replaceAll('$', '')) : WORDS;
    expect(await paint(scope, ...text.replace('@', () => own).split('\n'))).toEqual(words);
  });

  test('with the quotes of Bicep escaped', async () => {
    const escaped = CONDITION.replaceAll("'", "\\'");
    expect(await paint('source.bicep', `condition: '${escaped}' // why`)).toEqual(WORDS);
  });

  test('on lines of their own', async () => {
    expect(await paint('source.hcl.terraform', 'x = <<EOT', '  (', '    OR  ', '  AND', 'EOT', 'OR')).toEqual([
      'logic OR',
      'logic AND',
    ]);
  });
});

describe('the host', () => {
  test.each(HOSTS)('%s: %s has its strings as before', async (scope, text) => {
    const lines = text.replace('@', () => CONDITION).split('\n');
    const grammar = await loadGrammar(scope);
    // The last sign of the text is what it is without a condition in the string.
    const last = tokenize(grammar, lines).at(-1)?.at(-1)?.scopes;
    const plain = tokenize(grammar, text.replace('@', 'x').split('\n')).at(-1)?.at(-1)?.scopes;
    expect(last).toEqual(plain);
  });

  test('keeps its strings for its own where they are no conditions', async () => {
    for (const line of [
      '"a AND b OR NOT c && d || !e"',
      '"WHERE (a = 1) AND (b = 2)"',
      '"mail@Request.example [x]"',
      '"{8e3af657-a8ff-443c-a75c-2fe8c4bcb635}"',
    ]) {
      expect(await paint('source.json', line)).toEqual([]);
    }
    expect(await paint('source.json', '@Resource[A/b:c] StringEquals')).toEqual([]);
  });
});

const PIECES = [
  '@Resource[',
  '@Resource[A/b:c] ',
  'ActionMatches{',
  'AND ',
  '! ',
  '(!',
  'NOT',
  'GuidEquals {0',
  'ForAnyOfAnyValues:',
  'a@',
];

describe('long lines', () => {
  test.each(PIECES)(
    '100 kB of %s take their time only',
    async (piece) => {
      const grammar = await loadGrammar('source.json');
      const line = `"${piece.repeat(Math.ceil(100_000 / piece.length))}"`;
      const start = performance.now();
      tokenize(grammar, [line]);
      expect(performance.now() - start).toBeLessThan(20_000);
    },
    60_000,
  );
});
