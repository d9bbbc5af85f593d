/** Secret references inside the strings of other languages: coloured where they work, left alone where they do not. */
import { describe, expect, test } from 'vitest';
import { CONTRIBUTIONS, loadGrammar, type Token, tokenize } from './load-grammars.ts';

const SIGNS: Readonly<Record<string, string>> = {
  'punctuation.definition.template-expression.begin.grantscope': 'begin',
  'punctuation.definition.template-expression.end.grantscope': 'end',
  'keyword.control.secrets.grantscope': 'word',
  'punctuation.separator.slash.grantscope': 'slash',
  'entity.name.namespace.secret-scope.grantscope': 'scope',
  'variable.other.constant.secret-key.grantscope': 'key',
};

/** The line with its coloured parts in guillemets: braces, word and slashes as they are, names behind what they name. */
function show(tokens: readonly Token[]): string {
  return tokens
    .map(({ text, scopes }) => {
      const sign = SIGNS[scopes.at(-1) ?? ''];
      expect(scopes.includes('meta.secret-reference.grantscope')).toBe(sign !== undefined);
      const label = sign === 'scope' || sign === 'key' ? `${sign} ` : '';
      return sign ? `‹${label}${text}›` : text;
    })
    .join('');
}

async function paint(scope: string, ...lines: readonly string[]): Promise<string> {
  return tokenize(await loadGrammar(scope), lines)
    .map(show)
    .join('\n');
}

const REFERENCE = '{{secrets/my-scope/my.key}}';
const PAINTED = '‹{{›‹secrets›‹/›‹scope my-scope›‹/›‹key my.key›‹}}›';

const WHOLE: readonly (readonly [scope: string, text: string])[] = [
  ['source.json', '{"spark_conf": {"spark.password": "@"}, "a": 1}'],
  ['source.json', '{"definition": "{\\"spark_conf.x\\": {\\"value\\": \\"@\\"}}"}'],
  ['source.json.comments', '{"a": "@"} // why'],
  ['source.yaml', 'spark.password: "@"'],
  ['source.yaml', "spark.password: '@'"],
  ['source.yaml', 'url: jdbc:x;password=@'],
  ['source.yaml', 'spark.password: >-\n  @\nnext: 1'],
  ['source.hcl.terraform', '"spark.password" = "@"'],
  ['source.hcl.terraform', 'definition = <<EOT\n  "value": "@"\nEOT'],
  ['source.python', 'conf = {"spark.password": "@"}'],
  ['source.scala', 'val conf = "@"'],
  ['source.scala', 'val conf = s"@"'],
  ['source.sql', "SET spark.password = '@';"],
  ['source.sql', 'SET spark.password = "@"; -- why'],
  ['source.r', 'conf <- "@"'],
  ['source.shell', 'echo "@" \'@\''],
  ['source.shell', 'export PASSWORD=@'],
  ['source.shell', 'cat <<EOF\n  "spark.password": "@"\nEOF'],
  ['source.ini', 'spark.password=@'],
  ['source.ini', 'spark.password @'],
  ['source.dotenv', 'PASSWORD=@'],
  ['source.dotenv', 'PASSWORD="@"'],
  ['source.dotenv', "PASSWORD='@'"],
];

describe('a whole reference', () => {
  test.each(WHOLE)('%s: %s', async (scope, text) => {
    expect(await paint(scope, ...text.replaceAll('@', REFERENCE).split('\n'))).toBe(text.replaceAll('@', PAINTED));
  });

  test('is a string still, so that the rest of its host goes on', async () => {
    const [tokens = []] = tokenize(await loadGrammar('source.json'), [`"${REFERENCE}"`]);
    expect(tokens.every(({ scopes }) => scopes.includes('string.quoted.double.json'))).toBe(true);
  });
});

const INTERPOLATED: readonly (readonly [scope: string, line: string, painted: string])[] = [
  [
    'source.hcl.terraform',
    'x = "{{secrets/${databricks_secret_scope.x.name}/${databricks_secret.y.key}}}"',
    'x = "‹{{›‹secrets›‹/›${databricks_secret_scope.x.name}‹/›${databricks_secret.y.key}‹}}›"',
  ],
  ['source.hcl.terraform', '"{{secrets/${var.s}/k}}"', '"‹{{›‹secrets›‹/›${var.s}‹/›‹key k›‹}}›"'],
  [
    'source.hcl.terraform',
    '"{{secrets/a-${x["n"]}-b/c-${ y[0] }-d}}"',
    '"‹{{›‹secrets›‹/›‹scope a-›${x["n"]}‹scope -b›‹/›‹key c-›${ y[0] }‹key -d›‹}}›"',
  ],
  [
    'source.hcl.terraform',
    'format("{{secrets/%s/a}}-{{secrets/b/%s}}", x, y)',
    'format("‹{{›‹secrets›‹/›%s‹/›‹key a›‹}}›-‹{{›‹secrets›‹/›‹scope b›‹/›%s‹}}›", x, y)',
  ],
  ['source.yaml', "a: '{{secrets/${var.a}${var.b}/k}}'", "a: '‹{{›‹secrets›‹/›${var.a}${var.b}‹/›‹key k›‹}}›'"],
  ['source.json', '"{{secrets/s/${{ env.K }}}}"', '"‹{{›‹secrets›‹/›‹scope s›‹/›${{ env.K }}‹}}›"'],
  ['source.shell', '"{{secrets/$SCOPE/${KEY}}}"', '"‹{{›‹secrets›‹/›$SCOPE‹/›${KEY}‹}}›"'],
  ['source.shell', '"{{secrets/$(a b)/k}}"', '"‹{{›‹secrets›‹/›$(a b)‹/›‹key k›‹}}›"'],
  ['source.scala', 's"{{secrets/$scope/${key}}}"', 's"‹{{›‹secrets›‹/›$scope‹/›${key}‹}}›"'],
  ['source.sql', "'{{secrets/${s}/k}}'", "'‹{{›‹secrets›‹/›${s}‹/›‹key k›‹}}›'"],
];

describe('a reference with interpolations', () => {
  test.each(INTERPOLATED)('%s: %s', async (scope, line, painted) => {
    expect(await paint(scope, line)).toBe(painted);
  });

  test('leaves them their colours', async () => {
    const [tokens = []] = tokenize(await loadGrammar('source.hcl.terraform'), ['"{{secrets/${var.s}/k}}"']);
    const inner = tokens.find(({ text }) => text === '${var.s}');
    expect(inner?.scopes).toEqual(['source.hcl.terraform', 'string.quoted.double.hcl', 'meta.interpolation.hcl']);
  });
});

const FORMATTED: readonly (readonly [line: string, painted: string])[] = [
  ['f"{{{{secrets/{scope}/{key}}}}}"', 'f"‹{{{{›‹secrets›‹/›{scope}‹/›{key}‹}}}}›"'],
  ['f"{{{{secrets/s/k-{key}}}}}"', 'f"‹{{{{›‹secrets›‹/›‹scope s›‹/›‹key k-›{key}‹}}}}›"'],
  ['"{{{{secrets/{}/{}}}}}".format(s, k)', '"‹{{{{›‹secrets›‹/›{}‹/›{}‹}}}}›".format(s, k)'],
  ['f"{{secrets/{scope}/{key}}}"', 'f"{{secrets/{scope}/{key}}}"'],
  ['f"{{secrets/s/k}}"', 'f"{{secrets/s/k}}"'],
];

test.each(FORMATTED)('a format string of Python has four braces for two: %s', async (line, painted) => {
  expect(await paint('source.python', line)).toBe(painted);
});

const NONE: readonly string[] = [
  '{{ secrets/s/k }}',
  '{{secrets/ s/k}}',
  '{{secrets/s /k}}',
  '{{secrets/s/ k}}',
  '{{secrets/s/k }}',
  '{{secrets/${var.s}/k }}',
  '{{secrets/ ${var.s}/${var.k}}}',
  '{{secret/s/k}}',
  '{{Secrets/s/k}}',
  '{{secrets.s.k}}',
  '{secrets/s/k}',
  '{{secrets/s/k}',
  '{{secrets/s/k}}}',
  '{{{secrets/s/k}}}',
  '{{secrets/s}}',
  '{{secrets//k}}',
  '{{secrets/s/}}',
  '{{secrets/s/k/more}}',
  '{{secrets/s/k/${var.k}}}',
  '{{secrets/<scope>/<key>}}',
  '{{secrets/{scope}/{key}}}',
  '${{ secrets.X }}',
  '${{secrets.X}}',
  '${{secrets/s/k}}',
  '${secrets/s/k}',
  '{{job.parameters.x}}',
  "{{ var('x') }}",
];

describe('what is none', () => {
  test.each(NONE)('%s', async (text) => {
    for (const scope of ['source.json', 'source.yaml', 'source.python', 'source.ini']) {
      const line = scope === 'source.ini' ? `a=${text}` : `"${text.replaceAll('"', "'")}"`;
      expect(await paint(scope, line)).toBe(line);
    }
  });

  const COMMENTS = [
    ['source.json.comments', '// '],
    ['source.yaml', '# '],
    ['source.hcl.terraform', '# '],
    ['source.python', '# '],
    ['source.scala', '// '],
    ['source.sql', '-- '],
    ['source.r', '# '],
    ['source.shell', '# '],
    ['source.ini', '# '],
    ['source.dotenv', '# '],
  ] as const;

  test.each(COMMENTS)('a reference in a comment: %s', async (scope, mark) => {
    const line = `${mark}"${REFERENCE}"`;
    expect(await paint(scope, line)).toBe(line);
  });

  test('a reference that YAML reads as a map, because it has no quotes', async () => {
    expect(await paint('source.yaml', `a: ${REFERENCE}`)).toBe(`a: ${REFERENCE}`);
  });

  test('every prefix of a reference that is being written', async () => {
    for (let length = 1; length < REFERENCE.length; length += 1) {
      const line = `"${REFERENCE.slice(0, length)}"`;
      expect(await paint('source.json', line, `"${REFERENCE}"`)).toBe(`${line}\n"${PAINTED}"`);
    }
  });
});

test('no language gets the same injection twice', () => {
  for (const { injectTo = [] } of CONTRIBUTIONS) {
    expect(injectTo.filter((one) => injectTo.some((other) => one !== other && one.startsWith(`${other}.`)))).toEqual(
      [],
    );
    expect(new Set(injectTo).size).toBe(injectTo.length);
  }
});
