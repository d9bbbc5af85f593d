/** What the verbs make of Bicep text: the value that is meant, in the layout that was there. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the braces are those of Bicep
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bicep } from '../../server/src/syntax/bicep.ts';
import { applyEdits, type Change, kept, list, map, overlap, type Written } from '../../server/src/syntax/change.ts';
import { isList, isMap, itemAt, type ListNode, type MapNode, type Placed } from '../../server/src/syntax/tree.ts';
import { draw, find, findScalar, problems, rootOf } from './bicep-finders.ts';

function write(text: string, change: Change): string | undefined {
  const edits = bicep.write(text, change);
  expect(overlap(edits ?? [])).toBe(false);
  return edits && applyEdits(text, edits);
}

function findMap(text: string, ...path: string[]): Placed<MapNode> {
  const found = path.length === 0 ? rootOf(text) : find(text, ...path);
  if (!isMap(found)) {
    throw new Error('no map');
  }
  return found;
}

function findList(text: string, ...path: string[]): Placed<ListNode> {
  const found = find(text, ...path);
  if (!isList(found)) {
    throw new Error('no list');
  }
  return found;
}

/** The value at a path, and then the argument at an index of each call. */
function findArgument(text: string, ...indexes: number[]): Placed {
  let at = find(text, 'var', 'x');
  for (const index of indexes) {
    const { node, start } = at ?? rootOf(text);
    const child = node.kind === 'call' ? node.children[index] : undefined;
    at = node.kind === 'call' && child ? { node: child, start: start + (node.starts[index] ?? 0) } : undefined;
  }
  if (!at) {
    throw new Error('no argument');
  }
  return at;
}

describe('text', () => {
  const replace = (text: string, start: number, end: number, by: string): string | undefined =>
    write(text, { verb: 'replaceText', scalar: findScalar(text, 'var', 'x'), span: { start, end }, text: by });

  test.each<[string, number, number, string, string | undefined]>([
    ["var x = 'Reader'", 0, 6, 'acdd', "var x = 'acdd'"],
    ["var x = 'a\\u{e9}b'", 2, 3, "'\\\n", "var x = 'a\\u{e9}\\'\\\\\\n'"],
    ["var x = 'a'", 0, 1, '${b}', "var x = '\\${b}'"],
    ["var x = 'a$'", 2, 2, '{b}', undefined],
    ["var x = '${a}b'", 4, 5, 'c', "var x = '${a}c'"],
    ["var x = '${a}b'", 2, 3, 'c', undefined],
    ["var x = 'a", 0, 1, 'b', undefined],
    ['var x = 1', 0, 1, '2', undefined],
    ["var x = '''a'''", 0, 1, "b'c\n${d}", "var x = '''b'c\n${d}'''"],
    ["var x = '''a'''", 0, 1, "b'''c", undefined],
    ["var x = $'''a ${b}'''", 0, 1, '${c}', undefined],
  ])('%j from %d to %d with %j', (text, start, end, by, expected) => {
    expect(replace(text, start, end, by)).toBe(expected);
  });

  test('reads as it was meant, or is not written', () => {
    const literal = fc.string({
      unit: fc.constantFrom('a', "'", '\\', '\n', '$', '{', '}', 'é', '😀', ' ', '\0', '\u2028'),
    });
    const sources = fc.constantFrom("'a\\n\\${b}c'", "'a${b}c'", "'''\na ${b}\n c'''", "$'''a${b}\n'''");
    fc.assert(
      fc.property(sources, fc.nat(20), fc.nat(3), literal, (source, at, length, by) => {
        const text = `var x = ${source}\n`;
        const before = findScalar(text, 'var', 'x').node;
        const start = Math.min(at, before.text.length);
        const end = Math.min(start + length, before.text.length);
        const after = replace(text, start, end, by);
        if (after !== undefined) {
          const { node } = findScalar(after, 'var', 'x');
          expect(node.text).toBe(before.text.slice(0, start) + by + before.text.slice(end));
          expect(problems(after)).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('of an argument and of a type is written', () => {
    const text = "var x = f('t', g('Reader'))";
    const scalar = findArgument(text, 1, 0);
    expect(write(text, { verb: 'replace', node: scalar, value: 'acdd' })).toBe("var x = f('t', g('acdd'))");
    const typed = "resource r 'T@1' existing = {}";
    expect(write(typed, { verb: 'renameKey', map: findMap(typed, 'resource', 'r'), index: 0, key: 'U@2' })).toBe(
      "resource r 'U@2' existing = {}",
    );
  });
});

describe('remove', () => {
  test.each([
    ["var x = ['a', 'b', 'c']", [1], "var x = ['a', 'c']"],
    ["var x = ['a', 'b', 'c']", [2], "var x = ['a', 'b']"],
    ["var x = ['a', 'b']", [0, 1], 'var x = []'],
    ["var x = [\n  'a'\n  'b' // why\n]", [1], "var x = [\n  'a'\n]"],
    ["var x = [\n  'a' // a\n  'b'\n]", [0], "var x = [\n  'b'\n]"],
    ['var x = { a: 1, b: 2 }', [0], 'var x = { b: 2 }'],
    ['var x = { a: 1, b: 2 }', [1], 'var x = { a: 1 }'],
    ['var x = {\n  a: 1 // a\n  b: 2\n}', [0], 'var x = {\n  b: 2\n}'],
    ["var x = {\n  a: '''\nb'''\n  b: {\n  }\n  c: 2\n}", [0, 1], 'var x = {\n  c: 2\n}'],
  ])('%j without %j is %j', (text, indexes, expected) => {
    const from = find(text, 'var', 'x');
    if (!isMap(from) && !isList(from)) {
      throw new Error('no container');
    }
    expect(write(text, { verb: 'remove', from, indexes })).toBe(expected);
  });

  test('not of statements, whose decorators would stay', () => {
    const text = '@secure()\nparam a string\nvar b = 1\n';
    expect(write(text, { verb: 'remove', from: rootOf(text), indexes: [0] })).toBeUndefined();
    expect(write(text, { verb: 'remove', from: findMap(text, 'var'), indexes: [0] })).toBeUndefined();
  });
});

describe('insert', () => {
  test.each([
    ['var x = []', 0, "var x = ['n']"],
    ["var x = ['a']", 1, "var x = ['a', 'n']"],
    ["var x = ['a']", 0, "var x = ['n', 'a']"],
    ["var x = [\n  'a'\n]", 1, "var x = [\n  'a'\n  'n'\n]"],
    ["var x = [\n  'a' // why\n]", 1, "var x = [\n  'a' // why\n  'n'\n]"],
    ["var x = [\n  'a'\n]", 0, "var x = [\n  'n'\n  'a'\n]"],
    ["var x = [\n  'a',\n  'b'\n]", 2, "var x = [\n  'a',\n  'b',\n  'n',\n]"],
  ])('an item into %j at %d gives %j', (text, at, expected) => {
    expect(write(text, { verb: 'insertItems', into: findList(text, 'var', 'x'), at, items: ['n'] })).toBe(expected);
  });

  test.each([
    ['var x = {}', 0, "var x = {\n  n: 'v'\n}"],
    ['var x = { a: 1 }', 1, "var x = { a: 1, n: 'v' }"],
    ['var x = {\n  a: 1 // why\n}', 1, "var x = {\n  a: 1 // why\n  n: 'v'\n}"],
    ['var x = {\n\ta: 1\r\n}', 0, "var x = {\n\tn: 'v'\r\n\ta: 1\r\n}"],
    ['var x = {\n  // nothing\n}', 0, "var x = {\n  // nothing\n  n: 'v'\n}"],
  ])('an entry into %j at %d gives %j', (text, at, expected) => {
    expect(write(text, { verb: 'insertEntries', into: findMap(text, 'var', 'x'), at, entries: [['n', 'v']] })).toBe(
      expected,
    );
  });

  test('not where it would not be read', () => {
    const open = 'var x = [1';
    expect(write(open, { verb: 'insertItems', into: findList(open, 'var', 'x'), at: 1, items: [2] })).toBeUndefined();
    expect(write('', { verb: 'insertEntries', into: rootOf(''), at: 0, entries: [['var', 1]] })).toBeUndefined();
  });
});

describe('comment', () => {
  const comment = (text: string, node: Placed | undefined, by = 'Reader'): string | undefined =>
    node && write(text, { verb: 'comment', node, text: by });

  test.each([
    ["var x = 'a'", "var x = 'a' // Reader"],
    ["var x = 'a'  \nparam y int", "var x = 'a' // Reader  \nparam y int"],
    ["var x = '''\na'''\r\nparam y int", "var x = '''\na''' // Reader\r\nparam y int"],
    ["var x = 'a' // b", undefined],
  ])('behind the value of %j gives %j', (text, expected) => {
    expect(comment(text, find(text, 'var', 'x'))).toBe(expected);
  });

  test('behind what closes around the value, and not before what goes on', () => {
    const text = "var x = f('a', g('b'))";
    expect(comment(text, findArgument(text, 1, 0))).toBe(`${text} // Reader`);
    expect(comment(text, findArgument(text, 0))).toBeUndefined();
    expect(comment(text, findArgument(text, 1, 0), 'a\nb')).toBeUndefined();
    const items = "var x = [\n  'a'\n  'b'\n]";
    expect(comment(items, itemAt(findList(items, 'var', 'x'), 0))).toBe("var x = [\n  'a' // Reader\n  'b'\n]");
  });
});

describe('other verbs', () => {
  test('keys and names are renamed', () => {
    const text = "var x = { 'b.c': 1, d: 2 }\n";
    const rename = (path: string[], index: number, key: string): string | undefined =>
      write(text, { verb: 'renameKey', map: findMap(text, ...path), index, key });
    expect(rename(['var', 'x'], 0, "c'd")).toBe(text.replace('b.c', "c\\'d"));
    expect(rename(['var', 'x'], 1, 'e.f')).toBe(text.replace('d:', "'e.f':"));
    expect(rename(['var'], 0, 'y')).toBe(text.replace('x', 'y'));
    expect(rename(['var'], 0, 'y.z')).toBeUndefined();
    expect(rename([], 0, 'param')).toBeUndefined();
  });

  test('what is kept is written as it stood, at its new depth', () => {
    const text = "var x = {\n  a: [\n    'b' // why\n    c\n  ]\n}\n";
    const a = findList(text, 'var', 'x', 'a');
    expect(
      write(text, { verb: 'replace', node: findMap(text, 'var', 'x'), value: map([['o', map([['a', kept(a)]])]]) }),
    ).toBe("var x = {\n  o: {\n    a: [\n      'b' // why\n      c\n    ]\n  }\n}\n");
    const long = "var x = '''\nb'''\n";
    const node = findScalar(long, 'var', 'x');
    expect(write(long, { verb: 'replace', node, value: list([kept(node)]) })).toBeUndefined();
    expect(write(long, { verb: 'replace', node: findMap(long, 'var'), value: 1 })).toBeUndefined();
    expect(write(long, { verb: 'replace', node, value: 1.5 })).toBeUndefined();
  });

  test('a value is read as it was written', () => {
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: fc.constantFrom('a', "'", '\\', '\n', '${', '$', '{', '}', ' ', 'é', '😀', '\t', '\0') }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('a', 'b.c', 'for', 'd-e', '${', "'", 'resource'), tie('value'), {
          maxKeys: 4,
          noNullPrototype: true,
        }),
      ),
    }));
    fc.assert(
      fc.property(value, (any) => {
        const text = 'var y = {\n  x: 1 // c\n}\n';
        const old = find(text, 'var', 'y', 'x');
        const after = (old && write(text, { verb: 'replace', node: old, value: written(any) })) ?? '';
        expect(draw(find(after, 'var', 'y', 'x')?.node)).toEqual(any);
        expect(problems(after)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

function written(value: unknown): Written {
  if (Array.isArray(value)) {
    return list(value.map(written));
  }
  if (typeof value === 'object' && value !== null) {
    return map(Object.entries(value).map(([key, item]) => [key, written(item)]));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
