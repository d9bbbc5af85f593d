import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, type Change } from '../../server/src/syntax/change.ts';
import { environment } from '../../server/src/syntax/environment.ts';
import type { Language, Tree } from '../../server/src/syntax/language.ts';
import { sparkConf } from '../../server/src/syntax/spark-conf.ts';
import { entriesOf, isMap, isScalar, type MapNode, type Placed, spanOfText } from '../../server/src/syntax/tree.ts';
import { drawTree, readValue } from './draw-tree.ts';

function rootOf({ root }: Tree): Placed<MapNode> {
  if (!isMap(root)) {
    throw new Error('no map');
  }
  return root;
}

function read(language: Language, text: string): unknown {
  return readValue(rootOf(language.parse(text)).node);
}

/** What the source has where each name and value is said to be. */
function sources(language: Language, text: string): string[][] {
  return [...entriesOf(rootOf(language.parse(text)))].map(({ key, value }) =>
    [key, value].map((placed) => {
      const span = isScalar(placed) ? spanOfText(placed) : { start: 0, end: 0 };
      return text.slice(span.start, span.end);
    }),
  );
}

describe('Spark configuration', () => {
  const text = [
    '# cluster of the team',
    'spark.password {{secrets/scope1/key1}}',
    '  spark.executor.memory\t4g  ',
    'spark.eventLog.enabled=true\r',
    'spark.empty',
    '! done',
  ].join('\n');

  test('is a map of names and values', () => {
    expect(read(sparkConf, text)).toEqual({
      'spark.password': '{{secrets/scope1/key1}}',
      'spark.executor.memory': '4g',
      'spark.eventLog.enabled': 'true',
      'spark.empty': undefined,
    });
    expect(rootOf(sparkConf.parse(text)).node.comments.map(({ start, end }) => text.slice(start, end))).toEqual([
      '# cluster of the team',
      '! done',
    ]);
  });

  test('names and values stand where they are said to', () => {
    expect(sources(sparkConf, text).slice(0, 3)).toEqual([
      ['spark.password', '{{secrets/scope1/key1}}'],
      ['spark.executor.memory', '4g'],
      ['spark.eventLog.enabled', 'true'],
    ]);
  });

  test('keeps what parts name and value, for rules to judge', () => {
    expect(rootOf(sparkConf.parse(text)).node.children.map(({ separator }) => separator)).toEqual([' ', '\t', '=', '']);
  });

  test('a backslash at the end of a line goes on with the next', () => {
    const long = 'spark.jars a.jar,\\\n   b.jar\nspark.x y';
    expect(read(sparkConf, long)).toEqual({ 'spark.jars': 'a.jar,b.jar', 'spark.x': 'y' });
    expect(sources(sparkConf, long)[1]).toEqual(['spark.x', 'y']);
  });
});

describe('environments', () => {
  test('have names, values in quotes or without, and comments', () => {
    const text = 'A={{secrets/s/k}}\nexport B="x # y" # why\nC=d # e\nD = f\nE\n#F=g\nURL=http://h/#i';
    expect(read(environment, text)).toEqual({
      A: '{{secrets/s/k}}',
      B: 'x # y',
      C: 'd',
      D: 'f',
      E: undefined,
      URL: 'http://h/#i',
    });
    expect(sources(environment, text)[1]).toEqual(['B', 'x # y']);
    const [, exported] = rootOf(environment.parse(text)).node.children;
    expect(exported && exported.key.width > exported.key.text.length).toBe(true);
  });
});

const unit = fc.constantFrom(
  'a',
  ' ',
  '\n',
  '\r\n',
  '\\',
  '=',
  '#',
  '"',
  "'",
  'export ',
  '{{secrets/s/k}}',
  '\t',
  '\uD800',
  '\uFEFF',
);
const anyText = fc.string({ unit, maxLength: 60 });

describe.each([sparkConf, environment])('reading again what changed ($id)', (language) => {
  test('gives what reading everything gives', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(4), fc.string({ unit, maxLength: 4 }), (text, place, removed, inserted) => {
        const start = place % (text.length + 1);
        const end = Math.min(text.length, start + removed);
        const next = text.slice(0, start) + inserted + text.slice(end);
        const again = language.reparse(language.parse(text), next, { start, end, length: inserted.length });
        expect(drawTree(again)).toBe(drawTree(language.parse(next)));
      }),
      { numRuns: 3000 },
    );
  });

  test('shares the lines that did not change', () => {
    const text = Array.from({ length: 100 }, (_, index) => `spark.p${index}=v`).join('\n');
    const before = language.parse(text);
    const after = language.reparse(before, `${text}w`, { start: text.length, end: text.length, length: 1 });
    const known = new Set(rootOf(before).node.children);
    expect(rootOf(after).node.children.filter((child) => !known.has(child)).length).toBeLessThanOrEqual(2);
  });
});

describe('writing', () => {
  function write(language: Language, text: string, change: (map: Placed<MapNode>) => Change): string | undefined {
    const edits = language.write(text, change(rootOf(language.parse(text))));
    return edits && applyEdits(text, edits);
  }

  test('puts lines in and takes them out', () => {
    expect(
      write(sparkConf, 'a b\nc d', (into) => ({ verb: 'insertEntries', into, at: 2, entries: [['spark.x', 'true']] })),
    ).toBe('a b\nc d\nspark.x true\n');
    expect(write(sparkConf, 'a b\nc d\n', (from) => ({ verb: 'remove', from, indexes: [0] }))).toBe('c d\n');
    expect(
      write(environment, 'A=b\n', (into) => ({ verb: 'insertEntries', into, at: 0, entries: [['X', 'y z']] })),
    ).toBe('X="y z"\nA=b\n');
  });

  test('writes a name alone, with the separator of its format', () => {
    const writeName =
      (text: string) =>
      (map: Placed<MapNode>): Change => {
        const [entry] = entriesOf(map);
        if (!entry || !isScalar(entry.value)) {
          throw new Error('no value');
        }
        return { verb: 'writeName', name: entry.key, value: entry.value, text };
      };
    expect(write(sparkConf, ' a.b = c # d', writeName('a.b'))).toBe(' a.b c # d');
    expect(write(sparkConf, 'a.b: c', writeName('a.b'))).toBe('a.b c');
    expect(write(environment, 'export A = "b c"', writeName('A'))).toBe('A="b c"');
    expect(write(environment, 'A b', writeName('A B'))).toBeUndefined();
  });

  test('does not write what no line can hold', () => {
    expect(
      write(sparkConf, 'a b', (into) => ({ verb: 'insertEntries', into, at: 1, entries: [['x', 'a\nb']] })),
    ).toBeUndefined();
    expect(write(sparkConf, 'a b', (map) => ({ verb: 'renameKey', map, index: 0, key: 'x y' }))).toBeUndefined();
  });
});

test.each([sparkConf, environment])('a comment behind a value would be a part of it', (language) => {
  const text = 'a=b';
  const node = rootOf(language.parse(text));
  expect(language.write(text, { verb: 'comment', node, text: 'x' })).toBeUndefined();
});
