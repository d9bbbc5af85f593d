/** What Bicep text is read into: the shape of the same template in JSON, at the right places. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the braces are those of Bicep
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyOf } from '../../server/src/syntax/body-of.ts';
import { toSource } from '../../server/src/syntax/offset-map.ts';
import { entryAt, isMap, type Placed, spanOf } from '../../server/src/syntax/tree.ts';
import { draw, find, findScalar, problems, rootOf } from './bicep-finders.ts';

describe('a template', () => {
  test('has an entry for each statement', () => {
    const text = `
// An assignment.
targetScope = 'subscription'
metadata owner = 'x'
import { a, b as c } from 'types.bicep'

@description('The role')
@allowed([
  'Reader' // or not
])
param role string = 'Reader'
param ids string[]
param shape {
  a: string
  b: 'x' | 'y'
}?
param of resourceInput<
  'a/b@1'
>.name = 'z'
type kind = 'a'
  // or
  | 'b'
func f(n string) string => g('t', n)
var ids2 = [1, -1, true, null]
#disable-next-line no-unused-params
resource kv 'Microsoft.KeyVault/vaults@2022-07-01' existing = {
  name: 'kv'
  @batchSize(1)
  resource secret 'secrets' = {
    name: 'x'
  }
}
module m 'br/public:a:1' = { name: 'n', params: {} }
output id string = kv.id
`;
    expect(rootOf(text).node.children.map(({ key, value }) => [key.text, draw(value)])).toEqual([
      ['targetScope', 'subscription'],
      ['metadata', { owner: 'x' }],
      ['import', '?'],
      ['param', { role: 'Reader' }],
      ['param', { ids: undefined }],
      ['param', { shape: undefined }],
      ['param', { of: 'z' }],
      ['type', { kind: '?' }],
      ['func', { f: ['g', 't', '?'] }],
      ['var', { ids2: [1, -1, true, null] }],
      [
        'resource',
        {
          kv: {
            'Microsoft.KeyVault/vaults@2022-07-01': { name: 'kv', resource: { secret: { secrets: { name: 'x' } } } },
          },
        },
      ],
      ['module', { m: { 'br/public:a:1': { name: 'n', params: {} } } }],
      ['output', { id: '?' }],
    ]);
    expect(problems(text)).toEqual([]);
  });
});

describe('a statement', () => {
  test('each map spans what is its own, and the type says whether the resource exists', () => {
    const text = "resource a 'T@1' = {\n  x: 1\n}\nresource b 'U@1' existing = if (c) {\n}\n";
    const source = (placed: Placed | undefined): string =>
      placed ? text.slice(spanOf(placed).start, spanOf(placed).end) : '';
    expect(source(find(text, 'resource'))).toBe("b 'U@1' existing = if (c) {\n}");
    expect(source(find(text, 'resource', 'b'))).toBe("'U@1' existing = if (c) {\n}");
    expect(source(find(text, 'resource', 'b', 'U@1'))).toBe('if (c) {\n}');
    const styles = rootOf(text).node.children.map(({ value }) => {
      const [name] = value?.kind === 'map' ? value.children : [];
      return name?.value?.kind === 'map' ? name.value.children[0]?.key.style : undefined;
    });
    expect(styles).toEqual(['type', 'existing-type']);
  });

  test.each([
    'if (x) {\n  a: 1\n}',
    '[for (x, i) in y: {\n  a: 1\n}]',
    "[\n  // each\n  for x in ['a']: if (x == 'b') {\n    a: 1\n  }\n]",
    '\n  // perhaps\n  if (x) {\n    a: 1\n  }',
  ])('the body in %j is found', (body) => {
    const text = `resource r 'T@1' = ${body}\nvar z = 1\n`;
    const found = bodyOf(find(text, 'resource', 'r', 'T@1'));
    expect(found && text[found.start]).toBe('{');
    expect(draw(found?.node)).toEqual({ a: 1 });
    expect(problems(text)).toEqual([]);
    expect(rootOf(text).node.children).toHaveLength(2);
  });

  test.each(['', '\n', '// only this', '\uFEFF'])('%j is a map of nothing that spans all', (text) => {
    const root = rootOf(text);
    expect([root.start, root.node.width, root.node.children.length]).toEqual([0, text.length, 0]);
    expect(problems(text)).toEqual([]);
  });

  test('comments are held where they stand', () => {
    const text = "// a\nresource r 'T@1' = { // b\n  z: [ /* c */ ] // d\n  #disable-next-line e\n}\n";
    const below = (placed: Placed | undefined): string[] =>
      (placed?.node.comments ?? []).map(({ start, end }) =>
        text.slice((placed?.start ?? 0) + start, (placed?.start ?? 0) + end),
      );
    expect(below(rootOf(text))).toEqual(['// a']);
    expect(below(find(text, 'resource', 'r', 'T@1'))).toEqual(['// b', '// d', '#disable-next-line e']);
    expect(below(find(text, 'resource', 'r', 'T@1', 'z'))).toEqual(['/* c */']);
  });
});

describe('expressions', () => {
  test.each<[string, unknown]>([
    ['x', '?'],
    ['a.b[0].c::d.?e[?f]!.g', '?'],
    ["subscriptionResourceId('t', 'i')", ['subscriptionResourceId', 't', 'i']],
    ["az.resourceId('t', x)", ['az.resourceId', 't', '?']],
    ["kv.getSecret('s')", ['kv.getSecret', 's']],
    ["roleDefinitions('Reader').id", ['', ['roleDefinitions', 'Reader']]],
    ["f('a').g('b').h", ['', ['f', 'a'], ['.g', 'b']]],
    ["roles['Reader'].id", ['', '?', ['[]', 'Reader']]],
    ["a ? 'b' : 'c'", ['?:', '?', 'b', 'c']],
    ["a\n  ? 'b'\n  : c\n  ? 'd' : 'e'", ['?:', '?', 'b', ['?:', '?', 'd', 'e']]],
    ["a // b\n  // c\n  ? 'd' /* e */ : f[^1]", ['?:', '?', 'd', '?']],
    ["[\n  1\n  /* a */ 'b'\n]", [1, 'b']],
    ["a == 'x' && b != '' ? {} : null", ['?:', ['&&', ['==', '?', 'x'], ['!=', '?', '']], {}, null]],
    ["a ?? b ?? 'c'", ['??', '?', '?', 'c']],
    ["a + 1 * 2 < 3 || contains(b, 'c')", ['||', '?', ['contains', '?', 'c']]],
    ["('x')", ['()', 'x']],
    ['a + 1', '?'],
    ["!contains(a, 'b')", ['!', ['contains', '?', 'b']]],
    ['-1', -1],
    ['- 1', '?'],
    ["map(a, x => '${x}')", ['map', '?', ['=>', '?', '${x}']]],
    ["map(a, (x, i) => { b: 'c' })", ['map', '?', ['=>', ['()', '?', '?'], { b: 'c' }]]],
    ["[for x in ['a', 'b']: f(x)]", ['for', ['a', 'b'], ['f', '?']]],
    ["[\n  a\n\n  'b' // c\n  -1\n  ...d\n]", ['?', 'b', -1, '?']],
    ["[a, 'b'\n 'c']", ['?', 'b', 'c']],
    ['f(\n  1,\n  2\n)', ['f', 1, 2]],
    ["{ 'a b': 1, c: 2, 'd${e}': 3 }", { 'a b': 1, c: 2, 'd${e}': 3 }],
    ["{\n  a: 1\n  ...b\n  if: 'c'\n}", { a: 1, '...': '?', if: 'c' }],
    ["'${join(a, [\n  'b'\n])}'", "${join(a, [\n  'b'\n])}"],
  ])('%s', (source, expected) => {
    const text = `var x = ${source} // end\nvar y = 1\n`;
    expect(draw(find(text, 'var')?.node)).toBeDefined();
    const [first] = rootOf(text).node.children;
    const value = first?.value?.kind === 'map' ? first.value.children[0]?.value : undefined;
    expect(draw(value)).toEqual(expected);
    expect(problems(text)).toEqual([]);
    expect(rootOf(text).node.children).toHaveLength(2);
    expect(value?.width).toBe(source.length);
  });

  test('a key that is interpolated has an opaque part', () => {
    const map = find("var x = { 'a${b}': 1 }", 'var', 'x');
    expect(isMap(map) && entryAt(map, 0)?.key.node.opaque).toEqual([{ start: 1, end: 5 }]);
  });
});

describe('strings', () => {
  test.each<[string, string, string[]]>([
    ["'a'", 'a', []],
    ["''", '', []],
    ["'\\'\\\\\\n\\t\\r\\${a}'", "'\\\n\t\r${a}", []],
    ["'\\u{e9}\\u{1F600}'", 'é😀', []],
    ["'日本 😀 \"'", '日本 😀 "', []],
    ["'${a}'", '${a}', ['${a}']],
    ["'$${a}$'", '$${a}$', ['${a}']],
    ["'/x/${a.b['}']}/y'", "/x/${a.b['}']}/y", ["${a.b['}']}"]],
    ["'${'x${'y'}'}z'", "${'x${'y'}'}z", ["${'x${'y'}'}"]],
    ["''''''", '', []],
    ["'''\n a\\n ${b}\n'''", ' a\\n ${b}\n', []],
    ["'''it's'''", "it's", []],
    ["'''a''''", "a'", []],
    ["$'''\n${a} b'''", '${a} b', ['${a}']],
    ["$$'''${a} $${b}'''", '${a} $${b}', ['$${b}']],
  ])('%j', (source, expected, opaque) => {
    for (const text of [`var x = ${source}\nvar y = 1\n`, `var x = ${source}`]) {
      const [first] = rootOf(text).node.children;
      const node = first?.value?.kind === 'map' ? first.value.children[0]?.value : undefined;
      if (node?.kind !== 'scalar') {
        throw new Error('no scalar');
      }
      expect(node.text).toBe(expected);
      expect(node.opaque.map(({ start, end }) => node.text.slice(start, end))).toEqual(opaque);
      expect(node.width).toBe(source.length);
      expect(problems(text)).toEqual([]);
    }
  });

  test('every place leads to its source', () => {
    const unit = fc.constantFrom('a', '\\n', '\\u{e9}', "\\'", '\\$', 'é', '😀', '${b}', '\\u{1F600}');
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const { node } = findScalar(`var x = '${units.join('')}'`, 'var', 'x');
        let source = 1;
        let decoded = 0;
        for (const written of units) {
          const length = written === '\\u{1F600}' ? 2 : written.startsWith('\\') ? 1 : written.length;
          expect(toSource(node.map, { start: decoded, end: decoded + length })).toEqual({
            start: source,
            end: source + written.length,
          });
          source += written.length;
          decoded += length;
        }
        expect(node.text).toHaveLength(decoded);
      }),
    );
  });
});
