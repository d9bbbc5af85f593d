/** What the verbs make of HCL text: the value that is meant, in the layout that was there. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the braces are those of HCL
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, type Change, kept, list, map, overlap, type Written } from '../../server/src/syntax/change.ts';
import { hcl } from '../../server/src/syntax/hcl.ts';
import { entriesOf, isList, isMap, type ListNode, type MapNode, type Placed } from '../../server/src/syntax/tree.ts';
import { readValue } from './draw-tree.ts';
import { find, findScalar, problems, rootOf } from './hcl-finders.ts';

function write(text: string, change: Change): string {
  const edits = hcl.write(text, change);
  expect(edits).toBeDefined();
  expect(overlap(edits ?? [])).toBe(false);
  return applyEdits(text, edits ?? []);
}

function findMap(text: string, ...path: string[]): Placed<MapNode> {
  const found = find(text, ...path);
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

describe('text', () => {
  const replace = (text: string, start: number, end: number, by: string): string | undefined => {
    const scalar = findScalar(text, 'x');
    const edits = hcl.write(text, { verb: 'replaceText', scalar, span: { start, end }, text: by });
    return edits && applyEdits(text, edits);
  };

  test.each<[string, number, number, string, string | undefined]>([
    ['x = "{{ secrets/s/k }}"', 2, 3, '', 'x = "{{secrets/s/k }}"'],
    ['x = "a\\u00e9b"', 2, 3, '"\\\n', 'x = "a\\u00e9\\"\\\\\\n"'],
    ['x = "a"', 0, 1, '${b} %{c}', 'x = "$${b} %%{c}"'],
    ['x = "a$"', 2, 2, '{b}', undefined],
    ['x = "${a}b"', 4, 5, 'c', 'x = "${a}c"'],
    ['x = "a', 0, 1, 'b', undefined],
    ['x = 1', 0, 1, '2', undefined],
    ['x = <<EOF\na\nEOF\n', 0, 1, 'b\nc', 'x = <<EOF\nb\nc\nEOF\n'],
    ['x = <<EOF\na\nEOF\n', 0, 1, 'EOF', undefined],
    ['x = <<EOF\na\nEOF\n', 0, 2, '', 'x = <<EOF\nEOF\n'],
    ['x = <<EOF\na\nEOF\n', 1, 2, '', undefined],
    ['x = <<-EOF\n    a\n      b\n  EOF\n', 0, 1, 'c\nd', 'x = <<-EOF\n    c\n    d\n      b\n  EOF\n'],
  ])('%j from %d to %d with %j', (text, start, end, by, expected) => {
    expect(replace(text, start, end, by)).toBe(expected);
  });

  test('reads as it was meant, or is not written', () => {
    const literal = fc.string({
      unit: fc.constantFrom('a', '"', '\\', '\n', '$', '%', '{', '}', 'é', '😀', ' ', 'EOF'),
    });
    const sources = fc.constantFrom('"a\\n$${b}c"', '"a${b}c"', '<<EOF\na ${b}\n c\nEOF', '<<-EOF\n  a\n    c\n  EOF');
    fc.assert(
      fc.property(sources, fc.nat(20), fc.nat(3), literal, (source, at, length, by) => {
        const text = `x = ${source}\n`;
        const before = findScalar(text, 'x').node;
        const start = Math.min(at, before.text.length);
        const end = Math.min(start + length, before.text.length);
        const after = replace(text, start, end, by);
        if (after !== undefined) {
          const { node } = findScalar(after, 'x');
          expect(node.text).toBe(before.text.slice(0, start) + by + before.text.slice(end));
          expect(problems(after)).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('remove', () => {
  test.each([
    ['x = ["a", "b", "c"]', [1], 'x = ["a", "c"]'],
    ['x = ["a", "b", "c"]', [2], 'x = ["a", "b"]'],
    ['x = ["a", "b"]', [0, 1], 'x = []'],
    ['x = [\n  "a",\n  "b", # why\n]', [1], 'x = [\n  "a",\n]'],
    ['x = [\n  "a", # a\n  "b"\n]', [0], 'x = [\n  "b"\n]'],
    ['x = { a = 1, b = 2 }', [0], 'x = { b = 2 }'],
    ['x = { a = 1, b = 2 }', [1], 'x = { a = 1 }'],
    ['x = {\n  a = 1 # a\n  b = 2\n}', [0], 'x = {\n  b = 2\n}'],
    ['x = {\n  a = 1,\n  b = 2\n}', [1], 'x = {\n  a = 1,\n}'],
    ['x {\n  a = 1\n  b {\n  }\n  c = 2\n}', [1], 'x {\n  a = 1\n  c = 2\n}'],
    ['x {\n  a = <<EOF\nb\nEOF\n  c = 2\n}', [0], 'x {\n  c = 2\n}'],
  ])('%j without %j is %j', (text, indexes, expected) => {
    const from = find(text, 'x');
    if (!isMap(from) && !isList(from)) {
      throw new Error('no container');
    }
    expect(write(text, { verb: 'remove', from, indexes })).toBe(expected);
  });

  test('of blocks takes their lines', () => {
    const text = 'locals {\n}\n# b\nresource "a" "b" {\n} # c\nx = 1\n';
    expect(write(text, { verb: 'remove', from: rootOf(text), indexes: [1] })).toBe('locals {\n}\n# b\nx = 1\n');
    expect(hcl.write(text, { verb: 'remove', from: findMap(text, 'resource'), indexes: [0] })).toBeUndefined();
  });
});

describe('insert', () => {
  test.each([
    ['x = []', 0, 'x = ["n"]'],
    ['x = ["a"]', 1, 'x = ["a", "n"]'],
    ['x = ["a",]', 1, 'x = ["a", "n",]'],
    ['x = ["a"]', 0, 'x = ["n", "a"]'],
    ['x = [\n  "a"\n]', 1, 'x = [\n  "a",\n  "n",\n]'],
    ['x = [\n  "a", # why\n]', 1, 'x = [\n  "a", # why\n  "n",\n]'],
    ['x = [\n  "a" # why\n]', 1, 'x = [\n  "a", # why\n  "n",\n]'],
  ])('an item into %j at %d gives %j', (text, at, expected) => {
    expect(write(text, { verb: 'insertItems', into: findList(text, 'x'), at, items: ['n'] })).toBe(expected);
  });

  test.each([
    ['x {}', 0, 'x {\n  n = "v"\n}'],
    ['x { a = 1 }', 1, 'x {\n  a = 1\n  n = "v"\n}'],
    ['x {\n    a = 1 # why\n}', 1, 'x {\n    a = 1 # why\n    n = "v"\n}'],
    ['x {\n\ta = 1\r\n}', 0, 'x {\n\tn = "v"\r\n\ta = 1\r\n}'],
    ['x {\n  # nothing\n}', 0, 'x {\n  # nothing\n  n = "v"\n}'],
    ['x = {}', 0, 'x = {\n  n = "v"\n}'],
    ['x = { a = 1 }', 1, 'x = { a = 1, n = "v" }'],
    ['x = {\n  a = 1\n}', 1, 'x = {\n  a = 1\n  n = "v"\n}'],
    ['x = {\n  a = 1,\n  b = 2\n}', 2, 'x = {\n  a = 1,\n  b = 2,\n  n = "v",\n}'],
  ])('an entry into %j at %d gives %j', (text, at, expected) => {
    expect(write(text, { verb: 'insertEntries', into: findMap(text, 'x'), at, entries: [['n', 'v']] })).toBe(expected);
  });

  test('a block into a file', () => {
    const text = 'locals {\n  a = 1\n}\n';
    const value = map([['a', map([['b', map([['k', map([['x.y', list(['z', 1])]])]])]])]]);
    expect(write(text, { verb: 'insertEntries', into: rootOf(text), at: 1, entries: [['resource', value]] })).toBe(
      `${text.trimEnd()}\n\nresource "a" "b" {\n  k = {\n    "x.y" = ["z", 1]\n  }\n}\n`,
    );
  });

  test('not where it would not be read', () => {
    const body = 'x {\n}\n';
    expect(
      hcl.write(body, { verb: 'insertEntries', into: findMap(body, 'x'), at: 0, entries: [['a.b', 1]] }),
    ).toBeUndefined();
    const open = 'x = [1';
    expect(hcl.write(open, { verb: 'insertItems', into: findList(open, 'x'), at: 1, items: [2] })).toBeUndefined();
  });
});

describe('comment', () => {
  test.each([
    ['x = "a"', 'x = "a" # Reader'],
    ['x = "a"  \r\ny = 1', 'x = "a" # Reader  \r\ny = 1'],
    ['x = [\n  "a",\n]', 'x = [\n  "a",\n] # Reader'],
    ['x = "a" # b', undefined],
    ['x = <<EOF\na\nEOF\n', undefined],
  ])('behind the value of %j gives %j', (text, expected) => {
    const edits = hcl.write(text, { verb: 'comment', node: find(text, 'x') ?? rootOf(text), text: 'Reader' });
    expect(edits && applyEdits(text, edits)).toBe(expected);
  });

  test('behind what closes around the value, and not before what goes on', () => {
    const text = 'x = [\n  "a",\n  { b = "c" },\n  ["d", "e"]\n]\n';
    const comment = (index: number): string | undefined => {
      const { node, start } = findList(text, 'x');
      const item = node.children[index];
      const placed = item && { node: item, start: start + (node.starts[index] ?? 0) };
      const edits = placed && hcl.write(text, { verb: 'comment', node: placed, text: 'r' });
      return edits && applyEdits(text, edits);
    };
    expect(comment(0)).toBe(text.replace('"a",', '"a", # r'));
    expect(comment(1)).toBe(text.replace('},', '}, # r'));
    expect(comment(2)).toBe(text.replace('"e"]', '"e"] # r'));
  });
});

describe('other verbs', () => {
  test('a part of a key without quotes is written where the whole stays one', () => {
    const text = 'x_y = 1\n';
    const [entry] = entriesOf(rootOf(text));
    const replace = (by: string): string | undefined => {
      const edits =
        entry && hcl.write(text, { verb: 'replaceText', scalar: entry.key, span: { start: 1, end: 3 }, text: by });
      return edits && applyEdits(text, edits);
    };
    expect(replace('')).toBe('x = 1\n');
    expect(replace('-z')).toBe('x-z = 1\n');
    expect(replace('.z')).toBeUndefined();
  });

  test('keys and labels are renamed', () => {
    const text = 'x "l" {\n  a = { "b.c" = 1, d = 2 }\n}\n';
    const rename = (path: string[], index: number, key: string): string | undefined => {
      const edits = hcl.write(text, {
        verb: 'renameKey',
        map: path[0] ? findMap(text, ...path) : rootOf(text),
        index,
        key,
      });
      return edits && applyEdits(text, edits);
    };
    expect(rename(['x'], 0, 'm')).toBe(text.replace('"l"', '"m"'));
    expect(rename(['x', 'l'], 0, 'e')).toBe(text.replace('a =', 'e ='));
    expect(rename(['x', 'l'], 0, 'e.f')).toBeUndefined();
    expect(rename(['x', 'l', 'a'], 0, 'c"d')).toBe(text.replace('b.c', 'c\\"d'));
    expect(rename(['x', 'l', 'a'], 1, 'e.f')).toBe(text.replace('d =', '"e.f" ='));
  });

  test('what is kept is written as it stood, at its new depth', () => {
    const text = 'x {\n  a = [\n    "b", # why\n    "c"\n  ]\n}\n';
    const a = findList(text, 'x', 'a');
    expect(write(text, { verb: 'replace', node: findMap(text, 'x'), value: map([['o', map([['a', kept(a)]])]]) })).toBe(
      'x {\n  o = {\n    a = [\n      "b", # why\n      "c"\n    ]\n  }\n}\n',
    );
    expect(hcl.write(text, { verb: 'replace', node: findMap(text, 'x'), value: 1 })).toBeUndefined();
    const here = 'x = <<A\nb\nA\n';
    const node = findScalar(here, 'x');
    expect(hcl.write(here, { verb: 'replace', node, value: list([kept(node)]) })).toBeUndefined();
  });

  test('a value is read as it was written', () => {
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '${', '%{', '$', '{', '}', ' ', 'é', '😀', '\t') }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('a', 'b.c', 'for', 'd-e', '${', '"'), tie('value'), {
          maxKeys: 4,
          noNullPrototype: true,
        }),
      ),
    }));
    fc.assert(
      fc.property(value, (any) => {
        const text = 'y {\n  x = 1 # c\n}\n';
        const old = find(text, 'y', 'x');
        const after = old && write(text, { verb: 'replace', node: old, value: written(any) });
        expect(readValue(find(after ?? '', 'y', 'x')?.node)).toEqual(any);
        expect(problems(after ?? '')).toEqual([]);
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
