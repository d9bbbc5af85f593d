/** Bicep that is half typed, broken or changed: what is around it is read, in time, and reading again gives the same. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the braces are those of Bicep
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bicep } from '../../server/src/syntax/bicep.ts';
import type { TextChange } from '../../server/src/syntax/language.ts';
import { isMap } from '../../server/src/syntax/tree.ts';
import { draw, find, findScalar, problems, rootOf } from './bicep-finders.ts';
import { drawTree } from './draw-tree.ts';
import { expectNested } from './nested-places.ts';

const HALVES: readonly (readonly [half: string, problems: readonly string[]])[] = [
  ['x', ['missing-value ']],
  ['param', ['missing-value ']],
  ['param p', ['missing-value ']],
  ['param p string =', ['missing-value ']],
  ['var x', ['missing-value ']],
  ['var x =', ['missing-value ']],
  ['targetScope =', ['missing-value ']],
  ['import', ['missing-value ']],
  ['type t =', ['missing-value ']],
  ['func f(a string) string', ['missing-value ']],
  ['func f(a string) string =>', ['missing-value ']],
  ['resource', ['missing-value ']],
  ['resource a', ['missing-value ']],
  ["resource a 'T", ["unclosed-string 'T", 'missing-value ']],
  ["resource a 'T@1'", ['missing-value ']],
  ["resource a 'T@1' exist", ['missing-value ', 'unexpected exist']],
  ["resource a 'T@1' existing =", ['missing-value ']],
  ["resource a 'T@1' = {", ['unclosed {']],
  ["resource a 'T@1' = if", []],
  ["resource a 'T@1' = if (", ['unclosed (', 'missing-value ']],
  ["resource a 'T@1' = if (b)", ['missing-value ']],
  ["resource a 'T@1' = [for x", ['unclosed [', 'missing-value ', 'missing-value ', 'missing-value ']],
  ["resource a 'T@1' = {\n  x: {\n    y: 'z", ['unclosed {', 'unclosed {', "unclosed-string 'z"]],
  ["var x = 'a${b.'", ['unclosed ${']],
  ["var x = 'a${b", ['unclosed ${', "unclosed-string 'a${b"]],
  ['var x = [1', ['unclosed [']],
  ['var x = f(', ['unclosed (']],
  ["var x = a['b", ['unclosed [', "unclosed-string 'b"]],
  ['var x = a.', ['missing-key .']],
  ['var x = a ?', ['missing-value ']],
  ['var x = a ? b', ['missing-value ']],
  ['var x = a ? b :', ['missing-value ']],
  ['var x = 1 +', ['missing-value ']],
  ['var x = a =>', ['missing-value ']],
  ['var x = 1 2 {', ['unexpected 2 {']],
  ["var x = '\\q'", ['invalid-escape \\q']],
  ['var x = [1 2]', ['missing-comma ']],
  ['var x = { a: 1 b: 2 }', ['missing-comma ']],
  ['var x = { a { b: 1 } }', ['missing-colon ']],
  ['var x = { a = 1 }', ['unexpected =']],
  ['var x = { a }', ['missing-value ']],
  ["var x = '''\na", ["unclosed '''"]],
  ['@', ['missing-value @']],
  ['@allowed([', ['unclosed (', 'unclosed [']],
  ['}', ['unexpected }']],
  ['var x = 1 }', ['unexpected }']],
  ['var x\u00A0= 1', ['foreign-blank \u00A0']],
  [
    '<<<<<<< HEAD\nvar x = 1\n=======\n>>>>>>> b',
    ['conflict-marker <<<<<<< HEAD', 'conflict-marker =======', 'conflict-marker >>>>>>> b'],
  ],
];

describe('half-typed text', () => {
  const after = "resource c 'T@1' = {\n  e: 'f'\n}\n";

  test.each(HALVES)('%j leaves what follows as it is', (half, expected) => {
    const text = `${half}\n${after}`;
    expect(problems(text).sort()).toEqual([...expected].sort());
    expect(findScalar(text, 'resource', 'c', 'T@1', 'e').node.text).toBe('f');
  });

  test('a value that is being typed leaves its neighbours', () => {
    const text =
      "resource a 'T@1' = {\n  x: {\n    k: \n    l: 'm\n    n: a ?\n    o: b &&\n    p: f(\n    q: 1\n  }\n  y: [1, \n  z: 2\n}\n";
    expect(draw(find(text, 'resource', 'a', 'T@1')?.node)).toEqual({
      x: { k: undefined, l: 'm', n: ['?:', '?', '?'], o: '?', p: ['f'], q: 1 },
      y: [1],
      z: 2,
    });
  });

  test('a comment that is not closed is the rest', () => {
    expect(problems('var x = 1\n/* a\nvar y = 2')).toEqual(['unclosed-comment /*']);
  });
});

const SAMPLE = `// Roles. 日本 😀
targetScope = 'subscription'

@description('The principal')
@allowed([
  'a' // b
])
param principal string = 'x'
param shape {
  a: string
}?
type kind = 'a'
  | 'b'
func f(n string) string => g('t', n)
#disable-next-line no-unused-vars
var roles = {
  Reader: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
  'Key \${x}': '\\u{e9}\\n' /* several
  lines */
  ...other
}
resource kv 'Microsoft.KeyVault/vaults@2022-07-01' existing = {
  name: 'kv'
  resource secret 'secrets' = { name: 'x', y: [1, 2] }
}
resource ra 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (r, i) in items(roles): if (r.on && a == 'b') {
  name: guid(kv.id, principal, r.value)
  scope: kv
  properties: {
    roleDefinitionId: contains(roles, r)
      ? roles['Reader'].id
      : roleDefinitions('Owner').id
    n: [
      1
      -1
    ]
    text: '''
it's {
'''
    long: $'''
\${a} b'''
  }
}]
module m 'm.bicep' =
  // perhaps
  if (c) {
    name: 'm'
  }
output id string = map(a, x => '\${x}-\${i}')
`;

describe('bad input', () => {
  test('a whole sample has no problems', () => {
    expect(problems(SAMPLE)).toEqual([]);
  });

  test('every beginning and every rest of a file is read, and all nodes nest', () => {
    for (let at = 0; at <= SAMPLE.length; at++) {
      for (const text of [SAMPLE.slice(0, at), SAMPLE.slice(at)]) {
        expectNested(rootOf(text).node);
      }
    }
  });

  test('a comment behind a condition that has no body is read once', () => {
    expectNested(rootOf('var x = if ()#').node);
    expectNested(rootOf('var x = if (a) // b\nvar y = 1').node);
  });

  test('never throws, whatever the text', () => {
    const marks = ['{', '}', '[', ']', '(', ')', "'", '=', ':', ',', '\\', '\n', ' ', '/', '*', 'a', '1', '${', '|'];
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          ...marks,
          ...["'''", "$'''", '\uD800', '\uDC00', '😀', '\0', '#', '?', '.', '-', '@', '!', '<', '>', '=>', '&&', '::'],
          ...['for ', 'if (', ' in ', "\nresource a 'b' = {", 'param a ', 'type b = ', 'func c(', '\nimport '],
        ),
      }),
    );
    fc.assert(
      fc.property(text, (any) => {
        expectNested(rootOf(any).node);
        expectNested(rootOf(`var x = ${any}`).node);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ...['{', '}', 'a: {', 'var a=[', 'a={', "'", "'${(", "a='${(\n", "'''", "$'''", "$'''${\n", 'b?c:', '(', 'f('],
    ...[
      '-',
      '!',
      '/*',
      "a='${/*'\n",
      'a a a',
      '[for ',
      '[for x in ',
      'if (',
      'x=>',
      'a[',
      'a.b',
      '.f(',
      '[\n',
      'a&&\n',
    ],
    ...['a?\n', 'a ? b :\n', 'a:\n', ',', "resource x 'y' = {\n", "resource x 'y' = ", 'param a ', 'param a\n|'],
    ...['type a = <', '@f(', ' ', '$', '<', '=', '#\n', '\u3000', 'var a =\n// b\n', 'a ??\n// b\n', '!=', '\n?'],
  ])('much of %j is read in time', (unit) => {
    const text = unit.repeat(/^[{}[(]$/.test(unit) ? 200_000 : Math.ceil(50_000 / unit.length));
    // A reader of quadratic time would take minutes, and the runner would not wait for it.
    expect(rootOf(text).node.width).toBe(text.length);
    expect(rootOf(`var a = ${text}`).node.width).toBe(text.length + 8);
  });
});

interface AnyChange {
  readonly at: number;
  readonly length: number;
  readonly inserted: string;
}

const anyChange: fc.Arbitrary<AnyChange> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(6), fc.nat(80)),
  inserted: fc.oneof(
    fc.constantFrom(
      ...[
        '',
        'x',
        "'",
        ',',
        "'x'",
        '{',
        '}',
        '[',
        ']',
        '(',
        ')',
        '=',
        ':',
        '\n',
        '/',
        '//',
        '/*',
        '*/',
        '#',
        '\\',
        ' ',
      ],
      ...[
        '${',
        '%{',
        '$',
        "'''",
        "$'''",
        'a: 1\n',
        'var a = 1\n',
        "resource a 'b' = {\n",
        "\nparam c string = 'd'\n",
        '@',
        '|',
        '?',
        '.',
        '-',
      ],
      ...['\n=======\n', 'for ', '=> ', '\r\n', '\uD83D', '日本'],
    ),
    fc.string({ maxLength: 3 }),
  ),
});

function apply(text: string, { at, length, inserted }: AnyChange): [string, TextChange] {
  const start = Math.floor(at * text.length);
  const end = Math.min(text.length, start + length);
  return [text.slice(0, start) + inserted + text.slice(end), { start, end, length: inserted.length }];
}

describe('reading again after a change', () => {
  test('gives the tree of the whole text, change after change', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 5 }), (changes) => {
        let text = SAMPLE;
        let tree = bicep.parse(text);
        for (const change of changes) {
          const [next, made] = apply(text, change);
          tree = bicep.reparse(tree, next, made);
          text = next;
          expect(drawTree(tree)).toBe(drawTree(bicep.parse(text)));
        }
      }),
      { numRuns: Number(process.env.REPARSE_RUNS ?? 3000) },
    );
  });

  test('shares the statements that the change does not reach', () => {
    const tree = bicep.parse(SAMPLE);
    const at = SAMPLE.indexOf('acdd72a7');
    const text = `${SAMPLE.slice(0, at)}x${SAMPLE.slice(at)}`;
    const { root } = bicep.reparse(tree, text, { start: at, end: at, length: 1 });
    const before = new Set<unknown>(isMap(tree.root) ? tree.root.node.children : []);
    const isShared = isMap(root) ? root.node.children.map((child) => before.has(child)) : [];
    expect(isShared.filter((shared) => !shared).length).toBeLessThanOrEqual(3);
    expect(isShared.length).toBeGreaterThan(8);
  });
});
