/** Values with expressions of the host language in them, and resources that are put behind the others. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the braces are those of the languages
import { expect, test } from 'vitest';
import { bicep } from '../../server/src/syntax/bicep.ts';
import { applyEdits, expression, map, moveChange, type Written } from '../../server/src/syntax/change.ts';
import { hcl } from '../../server/src/syntax/hcl.ts';
import { json } from '../../server/src/syntax/json.ts';
import type { Language } from '../../server/src/syntax/language.ts';
import { isMap } from '../../server/src/syntax/tree.ts';
import { yaml } from '../../server/src/syntax/yaml.ts';

function append(language: Language, text: string, key: string, value: Written): string | undefined {
  const { root } = language.parse(text);
  if (!isMap(root)) {
    throw new Error('no map');
  }
  const into = { node: root.node, start: root.start - 7 };
  const change = { verb: 'insertEntries', into, at: root.node.children.length, entries: [[key, value]] } as const;
  const edits = language.write(text, moveChange(change, 7));
  return edits && applyEdits(text, edits);
}

const ROLE = map([['role', map([['a/b@2020-01-01', map([['scope', expression('vault', '.id')]])]])]]);

test('a resource of Bicep', () => {
  expect(append(bicep, "var x = 'a' // why\n", 'resource', ROLE)).toBe(
    "var x = 'a' // why\n\nresource role 'a/b@2020-01-01' = {\n  scope: vault.id\n}\n",
  );
  expect(append(bicep, "@description('x')\nparam y string", 'resource', ROLE)).toBe(
    "@description('x')\nparam y string\n\nresource role 'a/b@2020-01-01' = {\n  scope: vault.id\n}",
  );
});

test.each<[string, Written]>([
  ['no name', map([])],
  ['two names', map([...[1, 2].map((n) => [`n${n}`, map([['t', map([])]])] as const)])],
  ['a name that is none', map([['a b', map([['t', map([])]])]])],
  ['no type', map([['a', 'b']])],
])('no resource with %s', (_, value) => {
  expect(append(bicep, 'var x = 1\n', 'resource', value)).toBeUndefined();
  expect(append(bicep, 'var x = 1\n', 'param', ROLE)).toBeUndefined();
});

test('a block of Terraform', () => {
  const value = map([['t', map([['n', map([['scope', expression('a.b', '.id')]])]])]]);
  expect(append(hcl, 'x = 1\n', 'resource', value)).toBe('x = 1\n\nresource "t" "n" {\n  scope = a.b.id\n}\n');
});

test.each(['', 'a\nb', 'a // b', 'a # b', 'a /* b'])('an expression that is not safe: %j', (part) => {
  expect(append(hcl, 'x = 1\n', 'y', expression('b', part))).toBeUndefined();
});

test('languages without expressions write none', () => {
  const value = expression('a');
  expect(append(json, '{ "x": 1 }', 'y', value)).toBeUndefined();
  expect(append(json, '{}', 'y', map([['z', value]]))).toBeUndefined();
  expect(append(yaml, 'x: 1\n', 'y', value)).toBeUndefined();
  expect(append(yaml, 'x: { z: 1 }\n', 'y', map([['z', value]]))).toBeUndefined();
});
