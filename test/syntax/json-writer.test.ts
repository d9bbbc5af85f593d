/** What the verbs make of JSON text: the value that is meant, in the layout that was there. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, type Change, kept, list, map, overlap } from '../../server/src/syntax/change.ts';
import { json } from '../../server/src/syntax/json.ts';
import {
  entryAt,
  isList,
  isMap,
  isScalar,
  type ListNode,
  type MapNode,
  type Placed,
} from '../../server/src/syntax/tree.ts';

function write(text: string, change: Change): string {
  const edits = json.write(text, change);
  expect(edits).toBeDefined();
  expect(overlap(edits ?? [])).toBe(false);
  return applyEdits(text, edits ?? []);
}

function rootList(text: string): Placed<ListNode> {
  const { root } = json.parse(text);
  if (!isList(root)) {
    throw new Error('no list');
  }
  return root;
}

function rootMap(text: string): Placed<MapNode> {
  const { root } = json.parse(text);
  if (!isMap(root)) {
    throw new Error('no map');
  }
  return root;
}

describe('remove', () => {
  const remove = (text: string, ...indexes: number[]): string =>
    write(text, { verb: 'remove', from: rootList(text), indexes });

  test.each([
    ['["a", "b", "c"]', [1], '["a", "c"]'],
    ['["a", "b", "c"]', [2], '["a", "b"]'],
    ['["a", "b", "c"]', [0, 1, 2], '[]'],
    ['["a", "b", "c"]', [0, 2], '["b"]'],
    ['["a","b","c"]', [0], '["b","c"]'],
    ['[\n  "a",\n  "b",\n  "c"\n]', [1], '[\n  "a",\n  "c"\n]'],
    ['[\n  "a",\n  "b",\n  "c"\n]', [2], '[\n  "a",\n  "b"\n]'],
    ['[\n  "a",\n  "b",\n  "c"\n]', [1, 2], '[\n  "a"\n]'],
    ['[\r\n  "a",\r\n  "b"\r\n]', [0], '[\r\n  "b"\r\n]'],
    ['[\n  "a", // first\n  "b" // second\n]', [0], '[\n  "b" // second\n]'],
    ['[\n  "a", // first\n  "b" // second\n]', [1], '[\n  "a" // first\n]'],
    ['[\n  "a",\n  // about b\n  "b"\n]', [0], '[\n  // about b\n  "b"\n]'],
    ['[\n  "a", "b",\n  "c"\n]', [0], '[\n  "b",\n  "c"\n]'],
    ['[\n  "a", "b",\n  "c"\n]', [1], '[\n  "a",\n  "c"\n]'],
    ['[\n  "a",\n  "b",\n]', [1], '[\n  "a"\n]'],
    ['[\n  "a"\n  , "b"\n]', [1], '[\n  "a"\n]'],
    ['[ /* keep */ "a" ]', [0], '[ /* keep */ ]'],
    ['[\n  {\n    "x": 1\n  },\n  "b"\n]', [0], '[\n  "b"\n]'],
  ])('%j without %j is %j', (text, indexes, expected) => {
    expect(remove(text, ...indexes)).toBe(expected);
  });

  test('leaves the value without them, and every comment of what stays, however it is laid out', () => {
    const layout = fc.constantFrom('[$]', '[ $ ]', '[\n  $\n]', '[\r\n\t$\r\n]');
    const separator = fc.constantFrom(',', ', ', ',\n  ', ' ,\r\n\t', ', /* c */ ', ' // d\n, ');
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1, maxLength: 6 }),
        layout,
        fc.array(separator, { minLength: 6 }),
        fc.nat(63),
        (items, frame, parts, mask) => {
          const body = items.map((item, index) => `${index > 0 ? (parts[index] ?? ',') : ''}${item}`).join('');
          const text = frame.replace('$', () => body);
          const indexes = items.map((_, index) => index).filter((index) => (mask >> index) & 1);
          const after = rootList(remove(text, ...indexes));
          expect(
            after.node.children.map((child) => (child.kind === 'scalar' ? Number(child.text) : undefined)),
          ).toEqual(items.filter((_, index) => !indexes.includes(index)));
          expect(after.node.problems).toEqual([]);
        },
      ),
    );
  });
});

describe('insert', () => {
  const insert = (text: string, at: number, ...items: string[]): string =>
    write(text, { verb: 'insertItems', into: rootList(text), at, items });

  test.each([
    ['[]', 0, '[\n  "x"\n]'],
    ['[ ]', 0, '[\n  "x"\n]'],
    ['["a"]', 1, '["a", "x"]'],
    ['["a"]', 0, '["x", "a"]'],
    ['[\n    "a"\n]', 1, '[\n    "a",\n    "x"\n]'],
    ['[\n    "a"\n]', 0, '[\n    "x",\n    "a"\n]'],
    ['[\r\n\t"a"\r\n]', 1, '[\r\n\t"a",\r\n\t"x"\r\n]'],
    ['[\n  "a" // why\n]', 1, '[\n  "a", // why\n  "x"\n]'],
    ['[\n  "a",\n]', 1, '[\n  "a",\n  "x",\n]'],
    ['[\n  "a", // why\n]', 1, '[\n  "a", // why\n  "x",\n]'],
    ['[\n  // nothing yet\n]', 0, '[\n  // nothing yet\n  "x"\n]'],
  ])('into %j at %d gives %j', (text, at, expected) => {
    expect(insert(text, at, 'x')).toBe(expected);
  });

  test('several at once, with their quotes escaped', () => {
    expect(insert('[1]', 1, 'a"b', 'c\\')).toBe('[1, "a\\"b", "c\\\\"]');
  });

  test('entries, in the middle and at the end', () => {
    const text = '{\n  "a": 1,\n  "b": 2\n}';
    const into = rootMap(text);
    expect(write(text, { verb: 'insertEntries', into, at: 1, entries: [['x', list(['y'])]] })).toBe(
      '{\n  "a": 1,\n  "x": [\n    "y"\n  ],\n  "b": 2\n}',
    );
    expect(write(text, { verb: 'insertEntries', into, at: 2, entries: [['x', null]] })).toBe(
      '{\n  "a": 1,\n  "b": 2,\n  "x": null\n}',
    );
  });

  test('not into a container that is not closed', () => {
    const text = '["a"';
    expect(json.write(text, { verb: 'insertItems', into: rootList(text), at: 1, items: ['x'] })).toBeUndefined();
  });
});

describe('other verbs', () => {
  test('text is replaced through escapes', () => {
    const text = '["a\\u00e9\\"b"]';
    const [item] = rootList(text).node.children;
    if (item?.kind !== 'scalar') {
      throw new Error('no text');
    }
    const scalar = { node: item, start: 1 };
    expect(write(text, { verb: 'replaceText', scalar, span: { start: 1, end: 2 }, text: '\n' })).toBe('["a\\n\\"b"]');
    expect(write(text, { verb: 'replaceText', scalar, span: { start: 4, end: 4 }, text: '"' })).toBe(
      '["a\\u00e9\\"b\\""]',
    );
  });

  test('text without quotes is not written into', () => {
    const text = '[word]';
    const item = { node: rootList(text).node.children[0], start: 1 };
    if (item.node === undefined || !isScalar({ node: item.node, start: 1 }) || item.node.kind !== 'scalar') {
      throw new Error('no word');
    }
    const scalar = { node: item.node, start: 1 };
    expect(json.write(text, { verb: 'replaceText', scalar, span: { start: 0, end: 1 }, text: 'x' })).toBeUndefined();
  });

  test('a key is renamed', () => {
    const text = '{ "a": 1, "b": 2 }';
    expect(write(text, { verb: 'renameKey', map: rootMap(text), index: 1, key: 'c"' })).toBe('{ "a": 1, "c\\"": 2 }');
  });

  test('what is kept is written as it stood, with its comments, at its new depth', () => {
    const text = '{\n  "a": [\n    "x", // why\n    "y"\n  ]\n}';
    const root = rootMap(text);
    const value = entryAt(root, 0)?.value;
    if (!value) {
      throw new Error('no value');
    }
    expect(write(text, { verb: 'replace', node: root, value: map([['outer', map([['a', kept(value)]])]]) })).toBe(
      '{\n  "outer": {\n    "a": [\n      "x", // why\n      "y"\n    ]\n  }\n}',
    );
  });
});

test('a comment is not written, which JSON does not have', () => {
  const text = '{"a": 1}';
  expect(json.write(text, { verb: 'comment', node: rootMap(text), text: 'x' })).toBeUndefined();
});
