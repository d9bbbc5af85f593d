/** Spark configuration text: what each part of a line is coloured as. */
import { describe, expect, test } from 'vitest';
import { loadGrammar, tokenize } from './load-grammars.ts';

/** The parts of the lines, each with the innermost scope without its last word; parts without one stand alone. */
async function show(...lines: readonly string[]): Promise<string[]> {
  return tokenize(await loadGrammar('source.spark-conf'), lines).flatMap((tokens) =>
    tokens
      .filter(({ text }) => text.trim() !== '')
      .map(({ text, scopes }) => `${text.trim()} → ${(scopes.at(-1) ?? '').replace(/\.(spark-conf|grantscope)$/, '')}`),
  );
}

const NAME = 'support.type.property-name';
const STRING = 'string.unquoted';
const reference = (scope: string, key: string): string[] => [
  '{{ → punctuation.definition.template-expression.begin',
  'secrets → keyword.control.secrets',
  '/ → punctuation.separator.slash',
  `${scope} → entity.name.namespace.secret-scope`,
  '/ → punctuation.separator.slash',
  `${key} → variable.other.constant.secret-key`,
  '}} → punctuation.definition.template-expression.end',
];

describe('lines', () => {
  test.each(['# a {{secrets/s/k}}', '  # spark.a true', '! spark.a true'])('a comment: %s', async (line) => {
    const parts = await show(line);
    expect(parts[0]).toMatch(/^[#!] → punctuation\.definition\.comment$/);
    expect(parts.slice(1).every((part) => part.endsWith(' → comment.line.number-sign'))).toBe(true);
  });

  test('the name by its dots', async () => {
    expect(await show('spark.sql.shuffle.partitions x')).toEqual([
      'spark → keyword.other.namespace',
      '. → punctuation.separator.dot',
      'sql → entity.name.namespace',
      '. → punctuation.separator.dot',
      'shuffle → entity.name.namespace',
      '. → punctuation.separator.dot',
      `partitions → ${NAME}`,
      `x → ${STRING}`,
    ]);
  });

  test.each([
    ['a x', []],
    ['a    x', []],
    ['a\tx', []],
    ['a=x', ['=']],
    ['a = x', ['=']],
    ['  a : x', [':']],
  ])('name and value are apart: %s', async (line, separators) => {
    expect(await show(line)).toEqual([
      `a → ${NAME}`,
      ...separators.map((one) => `${one} → punctuation.separator.key-value`),
      `x → ${STRING}`,
    ]);
  });

  test('a separator behind a backslash belongs to the name', async () => {
    expect(await show('a\\=b x')).toEqual([
      `a → ${NAME}`,
      '\\= → constant.character.escape',
      `b → ${NAME}`,
      `x → ${STRING}`,
    ]);
  });

  test('a backslash at the end goes on in the next line, two do not', async () => {
    expect(await show('a x \\', '  # b', 'c y\\\\', '# d')).toEqual([
      `a → ${NAME}`,
      `x → ${STRING}`,
      '\\ → constant.character.escape.line-continuation',
      `# b → ${STRING}`,
      `c → ${NAME}`,
      `y → ${STRING}`,
      '\\\\ → constant.character.escape',
      '# → punctuation.definition.comment',
      'd → comment.line.number-sign',
    ]);
  });

  test('a name without a value, and a blank line, keep to themselves', async () => {
    expect(await show('a', '', '   ', 'b x')).toEqual([`a → ${NAME}`, `b → ${NAME}`, `x → ${STRING}`]);
  });
});

const VALUES: readonly (readonly [value: string, parts: readonly string[]])[] = [
  ['true', ['true → constant.language.boolean']],
  ['trueish', [`trueish → ${STRING}`]],
  ['200', ['200 → constant.numeric']],
  ['-0.75', ['-0.75 → constant.numeric']],
  ['4g', ['4 → constant.numeric', 'g → keyword.other.unit']],
  ['512MiB', ['512 → constant.numeric', 'MiB → keyword.other.unit']],
  ['10s', ['10 → constant.numeric', 's → keyword.other.unit']],
  ['120min', ['120 → constant.numeric', 'min → keyword.other.unit']],
  ['10.4.5', [`10.4.5 → ${STRING}`]],
  ['14.3.x-scala2.12', [`14.3.x-scala2.12 → ${STRING}`]],
  ['hdfs://namenode:8021/logs', ['hdfs://namenode:8021/logs → markup.underline.link']],
  ['jdbc:sqlserver://h:1433;user=a', ['jdbc:sqlserver://h:1433 → markup.underline.link', `;user=a → ${STRING}`]],
  ['/dbfs/logs/a.jar', ['/dbfs/logs/a.jar → string.other.path']],
  ['/a:/b/c', ['/a → string.other.path', `: → ${STRING}`, '/b/c → string.other.path']],
  ['org.apache.spark.serializer.KryoSerializer', ['org.apache.spark.serializer.KryoSerializer → support.class']],
  ['a.b.Outer$Inner', ['a.b.Outer$Inner → support.class']],
  [
    '-Dx.y=true -XX:+UseG1GC',
    [
      '-D → keyword.other.option',
      'x.y → variable.parameter',
      '= → punctuation.separator.key-value',
      'true → constant.language.boolean',
      `-XX:+UseG1GC → ${STRING}`,
    ],
  ],
  ['{{secrets/my-scope/a.key}}', reference('my-scope', 'a.key')],
  ['{{ secrets/my-scope/a.key }}', [`{{ secrets/my-scope/a.key }} → ${STRING}`]],
  [
    'https://login.microsoftonline.com/{{secrets/s/tenant}}/oauth2/token',
    [
      'https://login.microsoftonline.com/ → markup.underline.link',
      ...reference('s', 'tenant'),
      `/oauth2/token → ${STRING}`,
    ],
  ],
  [
    '${env:HOME}',
    [
      '${ → punctuation.definition.template-expression.begin',
      'env:HOME → variable.other',
      '} → punctuation.definition.template-expression.end',
    ],
  ],
];

test.each(VALUES)('value %s', async (value, parts) => {
  expect(await show(`a ${value}`)).toEqual([`a → ${NAME}`, ...parts]);
});
