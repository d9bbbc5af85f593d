/** Every regular expression of the product takes time in proportion to the text, whatever the text. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkSync } from 'recheck';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const LITERAL =
  /(?<=[(=,:[&|!?\n]\s*|return )\/((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)(?=[\s.,;)\]}?:]|$)/g;

interface Expression {
  readonly source: string;
  readonly flags: string;
}

function expressionsIn(text: string): Expression[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...withoutComments.matchAll(LITERAL)].map(([, source = '', flags = '']) => ({ source, flags }));
}

const files = ['server/src', 'client/src'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/'))),
);
// The same expression in several files is checked once.
const expressions = [
  ...new Map(
    files.flatMap((file) =>
      expressionsIn(readFileSync(path.join(ROOT, file), 'utf8')).map(
        (one) => [`${one.source}/${one.flags}`, [file, one] as const] as const,
      ),
    ),
  ).values(),
];

test('they are found', () => {
  expect(expressions.length).toBeGreaterThan(60);
});

test.each(expressions)('%s: $source', (_, { source, flags }) => {
  const result = checkSync(source, flags, { timeout: 20_000 });
  expect('complexity' in result ? `${result.status}, ${result.complexity.type}` : result.status).toMatch(
    /^safe, (linear|safe)$/,
  );
});
