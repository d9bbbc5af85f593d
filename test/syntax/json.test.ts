import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { json } from '../../server/src/syntax/json.ts';
import { mergeChanges, type TextChange, type Tree } from '../../server/src/syntax/language.ts';
import { toDecoded, toSource } from '../../server/src/syntax/offset-map.ts';
import type { EntryNode, SyntaxNode } from '../../server/src/syntax/tree.ts';
import { drawTree, readValue } from './draw-tree.ts';

function problems(text: string): string[] {
  const found: string[] = [];
  const walk = (node: SyntaxNode | EntryNode, start: number): void => {
    found.push(...node.problems.map(({ code, span }) => `${code}@${start + span.start}`));
    if (node.kind === 'entry') {
      walk(node.key, start);
      if (node.value) {
        walk(node.value, start + node.valueStart);
      }
    } else if ('children' in node) {
      node.children.forEach((child, index) => {
        walk(child, start + (node.starts[index] ?? 0));
      });
    }
  };
  const tree = json.parse(text);
  found.push(...tree.problems.map(({ code, span }) => `${code}@${span.start}`));
  if (tree.root) {
    walk(tree.root.node, tree.root.start);
  }
  return found;
}

describe('reading', () => {
  test('any JSON value, however it is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (any, indent) => {
        const text = JSON.stringify(any, undefined, indent);
        expect(JSON.stringify(readValue(json.parse(text).root?.node))).toBe(JSON.stringify(JSON.parse(text)));
        expect(problems(text)).toEqual([]);
      }),
    );
  });

  test('comments, trailing commas, a byte order mark and Windows line ends', () => {
    const text = '\uFEFF// head\r\n{ /* a */ "a": [1, 2,], // b\r\n "b": true }\r\n';
    const tree = json.parse(text);
    expect(readValue(tree.root?.node)).toEqual({ a: [1, 2], b: true });
    expect(tree.comments).toHaveLength(1);
    expect(tree.root?.node.comments).toHaveLength(2);
    expect(problems(text)).toEqual([`trailing-comma@${text.indexOf(',]')}`]);
  });

  test.each([
    ['', undefined, ['empty@0']],
    ['{"a": [1 2]}', { a: [1, 2] }, ['missing-comma@8']],
    ['{"a" 1}', { a: 1 }, ['missing-colon@1']],
    ['{"a":}', { a: undefined }, ['missing-value@4']],
    ['{"a":\n"b": 1}', { a: undefined, b: 1 }, ['missing-value@4', 'missing-comma@5']],
    ['{"a": [1, "b": 2}', { a: [1, 'b', 2] }, ['unclosed@6', 'unexpected@13', 'missing-comma@13']],
    ['{"a": [1', { a: [1] }, ['unclosed@0', 'unclosed@6']],
    ['{"a": "b\n}', { a: 'b' }, ['unclosed-string@6']],
    ['{"a": "b\n c", "d": 1}', { a: 'b\n c', d: 1 }, ['multi-line-string@6']],
    ['["a\n  "b"]', ['a', 'b'], ['unclosed-string@1', 'missing-comma@3']],
    ['{a: b}', { a: 'b' }, ['unquoted@1', 'unquoted@4']],
    ['{\u00A0"a": 1}', { a: 1 }, ['foreign-blank@1']],
    ['{ \\\n"a": 1 }', { a: 1 }, ['stray-backslash@2']],
    ['{"a": "\\q\\n"}', { a: '\\q\n' }, ['invalid-escape@6']],
    [
      '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> other\n}',
      { a: 2 },
      ['conflict-marker@2', 'conflict-marker@22', 'conflict-marker@37', 'missing-comma@21'],
    ],
    ['{} {}', {}, ['unexpected@3']],
    ['{"a": 1,, "b": 2}', { a: 1, b: 2 }, ['unexpected@8']],
    ['{{"a": 1}}', { '': { a: 1 } }, ['missing-key@1']],
    ['/* a', undefined, ['unclosed-comment@0', 'empty@0']],
  ])('%j gives what can be understood', (text, expected, found) => {
    expect(readValue(json.parse(text).root?.node)).toEqual(expected);
    expect(problems(text).sort()).toEqual([...found].sort());
  });
});

describe('bad input', () => {
  test('never throws, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '\n', ' ', '/', '*', 'a', '1', '\uD800'),
      }),
    );
    fc.assert(
      fc.property(text, (any) => {
        json.parse(any);
      }),
      { numRuns: 2000 },
    );
  });

  test('a million brackets end in one problem, not in a crash', () => {
    for (const text of [
      '['.repeat(1_000_000),
      `${'['.repeat(500_000)}${']'.repeat(500_000)}`,
      '{"a":'.repeat(300_000),
    ]) {
      expect(json.parse(text).root?.node.flawed).toBe(true);
    }
  });
});

describe('the map of a string with escapes', () => {
  test('leads to the source and back', () => {
    const unit = fc.constantFrom('a', '\\n', '\\u00e9', '\\"', '\\\\', 'é', '\\q');
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const scalar = json.parse(`"${units.join('')}"`).root?.node;
        if (scalar?.kind !== 'scalar') {
          throw new Error('no scalar');
        }
        let source = 1;
        let decoded = 0;
        for (const written of units) {
          const length = written === '\\q' ? 2 : 1;
          expect(toSource(scalar.map, { start: decoded, end: decoded + length })).toEqual({
            start: source,
            end: source + written.length,
          });
          expect(toDecoded(scalar.map, source)).toBe(decoded);
          source += written.length;
          decoded += length;
        }
        expect(scalar.text).toHaveLength(decoded);
      }),
    );
  });
});

interface AnyChange {
  readonly at: number;
  readonly length: number;
  readonly inserted: string;
}

/** A change to any text: `at` is a part of its length. */
const anyChange: fc.Arbitrary<AnyChange> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(6)),
  inserted: fc.oneof(
    fc.constantFrom(
      '',
      'x',
      '"',
      ',',
      '"x"',
      '"x",',
      '{',
      '}',
      '[',
      ']',
      ':',
      '\n',
      '/',
      '//',
      '/*',
      '*/',
      '\\',
      ' ',
      '1',
      '"k": [1],',
    ),
    fc.string({ maxLength: 3 }),
  ),
});

function apply(text: string, { at, length, inserted }: AnyChange): [string, TextChange] {
  const start = Math.floor(at * text.length);
  const end = Math.min(text.length, start + length);
  return [text.slice(0, start) + inserted + text.slice(end), { start, end, length: inserted.length }];
}

const SAMPLE = `// roles
{
  "Name": "A",
  "Actions": [
    "Microsoft.Compute/*/read", // first
    "Microsoft.KeyVault/vaults/read",
    [1, 2, {"deep": [true, null]}],
    12.5,
    "x"
  ],
  "Half":
  "NotActions": [], /* c */
  "Nested": { "a": { "b": ["1", "2", "3"] }, "c": "d" }
}
`;

/** Every node of a tree, keys aside. */
function nodesOf({ root }: Tree): (SyntaxNode | EntryNode)[] {
  const below = (node: SyntaxNode | EntryNode): (SyntaxNode | EntryNode)[] => {
    const children = node.kind === 'entry' ? (node.value ? [node.value] : []) : 'children' in node ? node.children : [];
    return [node, ...children.flatMap(below)];
  };
  return root ? below(root.node) : [];
}

describe('reading again after a change', () => {
  test('gives the tree of the whole text, change after change', () => {
    const numRuns = Number(process.env.REPARSE_RUNS ?? 3000);
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 4 }), (changes) => {
        let text = SAMPLE;
        let tree = json.parse(text);
        for (const change of changes) {
          const [next, made] = apply(text, change);
          tree = json.reparse(tree, next, made);
          text = next;
          expect(drawTree(tree)).toBe(drawTree(json.parse(text)));
        }
      }),
      { numRuns },
    );
  });

  test('several changes merge to one', () => {
    fc.assert(
      fc.property(anyChange, anyChange, (one, two) => {
        const [middle, first] = apply(SAMPLE, one);
        const [last, second] = apply(middle, two);
        const merged = mergeChanges(first, second);
        expect(
          SAMPLE.slice(0, merged.start) +
            last.slice(merged.start, merged.start + merged.length) +
            SAMPLE.slice(merged.end),
        ).toBe(last);
      }),
    );
  });

  test('shares what the change does not touch', () => {
    const tree = json.parse(SAMPLE);
    const at = SAMPLE.indexOf('vaults/read');
    const [text, made] = apply(SAMPLE, { at: at / SAMPLE.length, length: 0, inserted: 'x' });
    const before = new Set(nodesOf(tree));
    const fresh = nodesOf(json.reparse(tree, text, made)).filter((node) => !before.has(node));
    expect(fresh.map(({ kind }) => kind)).toEqual(['map', 'entry', 'list', 'scalar']);
    expect(fresh.flatMap((node) => (node.kind === 'scalar' ? [node.text] : []))).toEqual([
      'Microsoft.KeyVault/xvaults/read',
    ]);
  });
});
