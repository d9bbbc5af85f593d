/** What the verbs make of YAML text: the value that is meant, in the layout that was there, and nothing else changed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, type Change, kept, list, map, overlap, type Written } from '../../server/src/syntax/change.ts';
import {
  entryAt,
  isList,
  isMap,
  isScalar,
  itemAt,
  type Placed,
  type ScalarNode,
} from '../../server/src/syntax/tree.ts';
import { yaml } from '../../server/src/syntax/yaml.ts';
import { type Path, pathsOf, problemsOf, SAMPLE, toValue } from './yaml-tree.ts';

function write(text: string, change: Change): string | undefined {
  const edits = yaml.write(text, change);
  expect(overlap(edits ?? [])).toBe(false);
  return edits && applyEdits(text, edits);
}

function at(text: string, path: Path): Placed {
  let placed = yaml.parse(text).root;
  for (const step of path) {
    if (isMap(placed)) {
      const map = placed;
      const index = map.node.children.findIndex((entry, place) => entry.key.text === step || place === step);
      placed = entryAt(map, index)?.value;
    } else {
      placed = isList(placed) ? itemAt(placed, Number(step)) : undefined;
    }
  }
  if (!placed) {
    throw new Error('nothing there');
  }
  return placed;
}

function scalarAt(text: string, path: Path): Placed<ScalarNode> {
  const placed = at(text, path);
  if (!isScalar(placed)) {
    throw new Error('no scalar');
  }
  return placed;
}

function valueIn(text: string): unknown {
  return toValue(yaml.parse(text).root?.node);
}

describe('replaceText', () => {
  const replace = (text: string, from: number, to: number, by: string): string | undefined => {
    const scalar = scalarAt(text, ['a']);
    return write(text, { verb: 'replaceText', scalar, span: { start: from, end: to }, text: by });
  };

  test.each([
    ["a: 'x y'", 0, 1, "it's", "a: 'it''s y'"],
    ["a: 'x y'", 0, 1, 'z\n', undefined],
    ['a: "x y"', 0, 1, '"\n', 'a: "\\"\\n y"'],
    ['a: x y # c', 0, 1, 'z', 'a: z y # c'],
    ['a: x y', 0, 3, 'true', undefined],
    ['a: x y', 1, 1, ': ', undefined],
    ['a: x y', 1, 1, ' #', undefined],
    ['a: x y', 3, 3, ' ', undefined],
    ['a: ${var.x}/y', 0, 0, 'p/', 'a: p/${var.x}/y'],
    ['a: 12', 0, 1, '3', undefined],
    ['a: {{ secrets/s/k }}', 2, 3, '', 'a: {{secrets/s/k }}'],
    ['a: {{ secrets/s/k }}', 0, 3, '', undefined],
    ['a: |\n  x\n  y\n', 0, 1, 'p\nq', 'a: |\n  p\n  q\n  y\n'],
    ['a: |\n  x\n  y\n', 1, 2, '', 'a: |\n  xy\n'],
    ['a: |\n  x\n', 0, 1, ' x', undefined],
    ['a: |2\n  x\n', 0, 1, 'z', undefined],
    ['a: >\n  x\n  y\n', 0, 1, 'z', 'a: >\n  z\n  y\n'],
    ['a: >\n  x\n  y\n', 0, 1, 'z\n', undefined],
    ['a: |\r\n  x\r\n', 0, 1, 'p\nq', 'a: |\r\n  p\r\n  q\r\n'],
  ])('in %j from %d to %d %j gives %j', (text, from, to, by, expected) => {
    expect(replace(text, from, to, by)).toBe(expected);
  });

  test('gives the text that is meant, or nothing', () => {
    const styles = fc.constantFrom(
      'a: x y z\nb: 1\n',
      "a: 'x ''y'' z'\nb: 1\n",
      'a: "x \\t \\"y\n  z"\nb: 1\n',
      'a: |\n  x\n\n    y\n  z\nb: 1\n',
      'a: |-\n  x\n  y\nb: 1\n',
      'a: >\n  x y\n  z\n\n  w\nb: 1\n',
      'a: {{ x y }}\nb: 1\n',
      'a:\n  x\n  y\nb: 1\n',
    );
    const part = fc
      .array(fc.constantFrom('x', ' ', '\n', '"', "'", ': ', ' #', '\\', '{{', '}', '-', 'é', '\t'))
      .map((any) => any.join(''));
    fc.assert(
      fc.property(styles, fc.nat(20), fc.nat(20), fc.oneof(part, fc.string()), (text, one, two, by) => {
        const { node } = scalarAt(text, ['a']);
        const span = {
          start: Math.min(one, two, node.text.length),
          end: Math.min(Math.max(one, two), node.text.length),
        };
        const after = replace(text, span.start, span.end, by);
        if (after !== undefined) {
          expect(valueIn(after)).toEqual({ a: node.text.slice(0, span.start) + by + node.text.slice(span.end), b: 1 });
          expect(problemsOf(yaml.parse(after))).toEqual([]);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('replace', () => {
  test.each<[string, Path, Written, string | undefined]>([
    ['a: {{secrets/s/k}} # c\n', ['a'], '{{secrets/s/k}}', 'a: "{{secrets/s/k}}" # c\n'],
    ['a: x\n', ['a'], 'y z', 'a: y z\n'],
    ['a: x\n', ['a'], 'yes', 'a: "yes"\n'],
    ["a: 'x'\n", ['a'], "it's", "a: 'it''s'\n"],
    ['a: "x"\n', ['a'], 'y', 'a: "y"\n'],
    ['a: |\n  x\nb: 1\n', ['a'], '{', 'a: "{"\nb: 1\n'],
    ['a: 1\n', ['a'], list(['x', 2, null]), 'a: [x, 2, null]\n'],
    ['a:\n  b: 1\n  c: 2\nd: 3\n', ['a'], list(['x', map([['k', 'v']])]), 'a:\n  - x\n  - k: v\nd: 3\n'],
    ['a:\n- b\n- c\nd: 3\n', ['a'], 'x', 'a:\n  x\nd: 3\n'],
    ['a: [b, c]\n', ['a', 0], '1', 'a: ["1", c]\n'],
    ['- - a\n', [0], map([['k', list([])]]), undefined],
  ])('in %j %j by %j gives %j', (text, path, value, expected) => {
    const after = write(text, { verb: 'replace', node: at(text, path), value });
    expect(expected === undefined ? 'undefined' : after).toBe(expected ?? 'undefined');
  });
});

describe('remove', () => {
  test.each<[string, Path, readonly number[], string | undefined]>([
    ['a: 1\nb: 2 # c\nc: 3\n', [], [1], 'a: 1\nc: 3\n'],
    ['a: 1\nb:\n  - x\n  - y\nc: 3\n', [], [1], 'a: 1\nc: 3\n'],
    ['a: |\n  x\nb: 2\n', [], [0], 'b: 2\n'],
    ['a:\n  b: 1\nc: 2\n', ['a'], [0], 'a: {}\nc: 2\n'],
    ['a:\n- b\n- c\nd: 2\n', ['a'], [0, 1], 'a: []\nd: 2\n'],
    ['a: # why\n  b: 1\nc: 2\n', ['a'], [0], undefined],
    ['- a: 1\n  b: 2\n- c\n', [0], [0], '- b: 2\n- c\n'],
    ['- a: 1\n  b: 2\n- c\n', [0], [1], '- a: 1\n- c\n'],
    ['- a: 1\n  b: 2\n- c\n', [], [0], '- c\n'],
    ['- a\n# about b\n- b', [], [1], '- a\n# about b\n'],
    ['a: [b, c, d]\n', ['a'], [1], 'a: [b, d]\n'],
    ['a: [b, c, d]\n', ['a'], [2], 'a: [b, c]\n'],
    ['a: {b: 1, c: 2}\n', ['a'], [0], 'a: {c: 2}\n'],
    ['a: {b: 1, c: 2}\n', ['a'], [0, 1], 'a: {}\n'],
    ['&x a: 1\nb: 2\n', [], [0], undefined],
  ])('from %j at %j %j gives %j', (text, path, indexes, expected) => {
    const from = at(text, path);
    if (!isMap(from) && !isList(from)) {
      throw new Error('no container');
    }
    expect(write(text, { verb: 'remove', from, indexes })).toBe(expected);
  });
});

describe('insert', () => {
  test.each<[string, Path, number, readonly Written[], string | undefined]>([
    ['a:\n  - b # c\nd: 1\n', ['a'], 1, ['x'], 'a:\n  - b # c\n  - x\nd: 1\n'],
    ['a:\n  - b\nd: 1\n', ['a'], 0, ['x', 'yes'], 'a:\n  - x\n  - "yes"\n  - b\nd: 1\n'],
    [
      '- b',
      [],
      1,
      [
        map([
          ['k', 'v'],
          ['l', list(['m'])],
        ]),
      ],
      '- b\n- k: v\n  l:\n    - m',
    ],
    ['- - b\n  - c\n', [0], 0, ['x'], '- - x\n  - b\n  - c\n'],
    ['a: [b, c]\n', ['a'], 2, ['x, y'], 'a: [b, c, "x, y"]\n'],
    ['a: [b, c]\n', ['a'], 0, ['x'], 'a: [x, b, c]\n'],
    ['a: []\n', ['a'], 0, ['x'], 'a: [x]\n'],
    ['a: [b\n', ['a'], 1, ['x'], undefined],
    ['a:\n  - |\n    t\nb: 1\n', ['a'], 1, ['x'], 'a:\n  - |\n    t\n  - x\nb: 1\n'],
  ])('into %j at %j %d %j gives %j', (text, path, index, items, expected) => {
    const into = at(text, path);
    if (!isList(into)) {
      throw new Error('no list');
    }
    expect(write(text, { verb: 'insertItems', into, at: index, items })).toBe(expected);
  });

  test('entries, and what is kept at another column', () => {
    const text = 'a:\n  b:\n    - x: |\n        t\n      y: 1\nc: 2\n';
    const into = at(text, []);
    if (!isMap(into)) {
      throw new Error('no map');
    }
    const entries = [['z', kept(at(text, ['a', 'b']))]] as const;
    expect(write(text, { verb: 'insertEntries', into, at: 1, entries })).toBe(
      'a:\n  b:\n    - x: |\n        t\n      y: 1\nz:\n  - x: |\n      t\n    y: 1\nc: 2\n',
    );
    expect(
      write('a: {b: 1}\n', { verb: 'insertEntries', into: mapAt('a: {b: 1}\n', ['a']), at: 1, entries: [['c', 2]] }),
    ).toBe('a: {b: 1, c: 2}\n');
  });
});

function mapAt(text: string, path: Path) {
  const placed = at(text, path);
  if (!isMap(placed)) {
    throw new Error('no map');
  }
  return placed;
}

test.each([
  ['a: 1\n', 'b c', 'b c: 1\n'],
  ['"a": 1\n', 'b', '"b": 1\n'],
  ["'a' : 1\n", "b'", "'b''' : 1\n"],
  ['a: 1\n', 'on', '"on": 1\n'],
])('renaming the key of %j to %j gives %j', (text, key, expected) => {
  expect(write(text, { verb: 'renameKey', map: mapAt(text, []), index: 0, key })).toBe(expected);
});

describe('every place of a file', () => {
  /** A value of the kind that JSON knows, and the change that is made to it. */
  function changed(path: Path, change: (value: unknown, key: string | number) => void): unknown {
    const value = { root: valueIn(SAMPLE) };
    let holder: unknown = value;
    const steps = ['root', ...path];
    for (const step of steps.slice(0, -1)) {
      holder = Object.entries(Object(holder)).find(([key]) => key === String(step))?.[1];
    }
    change(holder, steps.at(-1) ?? '');
    return value.root;
  }

  const paths = pathsOf(yaml.parse(SAMPLE).root, []).filter((path) => path.length > 0);

  test.each(paths.map((path) => [path.join('.'), path] as const))('%s is replaced alone', (_, path) => {
    for (const by of ['new', '- {x}: ', 7]) {
      const after = write(SAMPLE, { verb: 'replace', node: at(SAMPLE, path), value: by });
      if (after !== undefined) {
        const wanted = changed(path, (holder, key) => Object.assign(Object(holder), { [key]: by }));
        expect(JSON.stringify(valueIn(after))).toBe(JSON.stringify(wanted));
      }
    }
  });

  test.each(paths.map((path) => [path.join('.'), path] as const))('children of %s go alone', (_, path) => {
    const placed = at(SAMPLE, path);
    if (!isMap(placed) && !isList(placed)) {
      return;
    }
    for (let mask = 1; mask < 2 ** Math.min(5, placed.node.children.length); mask++) {
      const indexes = placed.node.children.map((_, index) => index).filter((index) => (mask >> index) & 1);
      const after = write(SAMPLE, { verb: 'remove', from: placed, indexes });
      const rest = toValue(placed.node);
      const left = Array.isArray(rest)
        ? rest.filter((_, index) => !indexes.includes(index))
        : Object.fromEntries(Object.entries(Object(rest)).filter((_, index) => !indexes.includes(index)));
      const wanted = changed(path, (holder, key) => Object.assign(Object(holder), { [key]: left }));
      expect(after === undefined ? 'none' : JSON.stringify(valueIn(after))).toBe(
        after === undefined ? 'none' : JSON.stringify(wanted),
      );
    }
  });

  test.each(paths.map((path) => [path.join('.'), path] as const))('children of %s come alone', (_, path) => {
    const placed = at(SAMPLE, path);
    if (!isMap(placed) && !isList(placed)) {
      return;
    }
    for (let index = 0; index <= placed.node.children.length; index++) {
      const value = map([['p', list(['q', map([['r', '1']])])]]);
      const change: Change = isMap(placed)
        ? { verb: 'insertEntries', into: placed, at: index, entries: [['new', value]] }
        : { verb: 'insertItems', into: { ...placed, node: placed.node }, at: index, items: [value] };
      const after = write(SAMPLE, change);
      expect(after === undefined ? [] : problemsOf(yaml.parse(after))).toEqual([]);
      if (after !== undefined) {
        expect(
          JSON.stringify(valueIn(after))
            .replace(/("new":)?\{"p":\["q",\{"r":"1"\}\]\},?/, '')
            .replace(/,([\]}])/g, '$1'),
        ).toBe(JSON.stringify(valueIn(SAMPLE)));
      }
    }
  });
});
