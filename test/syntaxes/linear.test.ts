/** The grammars on lines that nobody should write: every expression compiles, and no line costs more than its length. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONTRIBUTIONS, compileExpression, GRAMMAR_FILES, loadGrammar, ROOT, tokenize } from './load-grammars.ts';

const expressions = GRAMMAR_FILES.flatMap(([name, text]) => {
  const found: string[] = [];
  JSON.parse(text, (key, value) => {
    if (/^(match|begin|end|while)$/.test(key) && typeof value === 'string') {
      found.push(value);
    }
    return value;
  });
  return found.map((source) => [name, source] as const);
});

test('every expression compiles', async () => {
  expect(expressions.length).toBeGreaterThan(20);
  for (const [, source] of expressions) {
    await compileExpression(source);
  }
});

test('no expression repeats without end in front of a place', () => {
  const behind = expressions.flatMap(([, source]) => source.match(/\(\?<[=!](?:[^()[\]]|\[[^\]]*\])*[*+]/g) ?? []);
  expect(behind).toEqual([]);
});

test('every file is in the manifest, and every name is there', () => {
  const named = CONTRIBUTIONS.map((one) => path.posix.relative('syntaxes', path.posix.normalize(one.path)));
  expect([...named].sort()).toEqual(GRAMMAR_FILES.map(([name]) => name).sort());
  for (const { scopeName, path: file } of CONTRIBUTIONS) {
    expect(JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).scopeName).toBe(scopeName);
  }
});

const SIZE = 100_000;
const fill = (piece: string): string => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);

/** Text without any meaning: whatever its length, it is a few tokens. */
const DULL = [
  '{',
  '}',
  '{{',
  'a',
  'a ',
  'a.',
  'a/',
  '/',
  '{{secrets',
  '{{secrets/',
  '{{secrets/a ',
  '{{ secrets/a/b }}',
  '$',
  '%',
  '-',
  '7',
];
/** Text that is full of meaning, or begins like it: tokens in proportion to the pieces. */
const RICH = [
  '{{secrets/a/b}}',
  '{{secrets/${a}/b}}',
  '${a}',
  '${a}/b}}',
  '{{secrets/${',
  '\\',
  'a\\=',
  '-Da=',
  'true,',
  '1g ',
  '/a:',
  'a://',
];

// The injection costs the same in every host; in ours stand the patterns of values beside it.
describe.each(['source.spark-conf', 'source.json'])('%s', (scope) => {
  const count = async (text: string): Promise<number> =>
    tokenize(await loadGrammar(scope), [scope === 'source.json' ? `"${text}"` : `a ${text}`])[0]?.length ?? 0;

  test.each(DULL)('100 kB of %s is one token', async (piece) => {
    expect(await count(fill(piece))).toBeLessThanOrEqual(4);
  });

  test.each(RICH)('100 kB of %s is as many tokens as it has pieces', async (piece) => {
    const pieces = SIZE / piece.length;
    const [half, whole] = [await count(fill(piece).slice(0, SIZE / 2)), await count(fill(piece))];
    expect(whole).toBeLessThanOrEqual(half * 2 + 12);
    expect(whole).toBeLessThanOrEqual(pieces * 12);
  });
});

test('100 kB of a name is coloured by its dots', async () => {
  const grammar = await loadGrammar('source.spark-conf');
  expect(tokenize(grammar, [fill('a.')])[0]).toHaveLength(SIZE);
  expect(tokenize(grammar, [fill('a')])[0]).toHaveLength(1);
});
