/** What HCL text is read into: the shape of the same configuration in JSON, at the right places. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the braces are those of HCL
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { json } from '../../server/src/syntax/json.ts';
import { toSource } from '../../server/src/syntax/offset-map.ts';
import { entryAt, isMap, type Placed, type SyntaxNode, spanOf } from '../../server/src/syntax/tree.ts';
import { readValue } from './draw-tree.ts';
import { find, findScalar, problems, rootOf } from './hcl-finders.ts';

describe('a configuration', () => {
  test('has the shape of the same in JSON', () => {
    const text = `
# A cluster.
resource "databricks_cluster" "x" {
  count = 2
  spark_conf = {
    "a.b" = "c", d : true
    e = null
  }
  library { pypi { package = "p" } }
  names = ["a", -1.5, [], {},]
}
variable token {}
`;
    const same = {
      resource: {
        databricks_cluster: {
          x: {
            count: 2,
            spark_conf: { 'a.b': 'c', d: true, e: null },
            library: { pypi: { package: 'p' } },
            names: ['a', -1.5, [], {}],
          },
        },
      },
      variable: { token: {} },
    };
    expect(readValue(rootOf(text).node)).toEqual(same);
    expect(readValue(rootOf(text).node)).toEqual(readValue(json.parse(JSON.stringify(same)).root?.node));
    expect(problems(text)).toEqual([]);
  });

  test('blocks of one type stay apart, and each map spans what is its own', () => {
    const text = 'library {\n}\nresource "a" "b" {\n  x = 1\n}\nlibrary {}\n';
    const root = rootOf(text);
    expect(root.node.children.map(({ key }) => key.text)).toEqual(['library', 'resource', 'library']);
    const source = (placed: Placed | undefined): string =>
      placed ? text.slice(spanOf(placed).start, spanOf(placed).end) : '';
    expect(source(find(text, 'resource'))).toBe('"a" "b" {\n  x = 1\n}');
    expect(source(find(text, 'resource', 'a'))).toBe('"b" {\n  x = 1\n}');
    expect(source(find(text, 'resource', 'a', 'b'))).toBe('{\n  x = 1\n}');
    expect(root.start + root.node.width).toBe(text.length);
  });

  test.each(['', '\n', '# only this', '\uFEFF'])('%j is a map of nothing that spans all', (text) => {
    const root = rootOf(text);
    expect([root.start, root.node.width, root.node.children.length]).toEqual([0, text.length, 0]);
    expect(problems(text)).toEqual([]);
  });

  test('comments are held where they stand', () => {
    const text = '# a\nx "y" { // b\n  z = [ /* c */ ] # d\n}\n';
    const below = (placed: Placed | undefined): string[] =>
      (placed?.node.comments ?? []).map(({ start, end }) =>
        text.slice((placed?.start ?? 0) + start, (placed?.start ?? 0) + end),
      );
    expect(below(rootOf(text))).toEqual(['# a']);
    expect(below(find(text, 'x', 'y'))).toEqual(['// b', '# d']);
    expect(below(find(text, 'x', 'y', 'z'))).toEqual(['/* c */']);
  });
});

describe('expressions', () => {
  const draw = (node: SyntaxNode | undefined): unknown =>
    node?.kind === 'call'
      ? [node.callee, ...node.children.map(draw)]
      : node?.kind === 'opaque'
        ? '?'
        : node?.kind === 'map'
          ? Object.fromEntries(node.children.map(({ key, value }) => [key.text, draw(value)]))
          : readValue(node);

  test.each<[string, unknown]>([
    ['var.x', '?'],
    ['a.b[0].c["d"].*.e[*].f', '?'],
    ['jsonencode({ a = 1 })', ['jsonencode', { a: 1 }]],
    ['format("{{secrets/%s/k}}", var.x)', ['format', '{{secrets/%s/k}}', '?']],
    ['merge({ a = "1" }, var.b...)', ['merge', { a: '1' }, '?']],
    ['provider::x::f(1)', ['provider::x::f', 1]],
    ['merge({}, {}).a', '?'],
    ['a ? "b" : "c"', ['?:', '?', 'b', 'c']],
    ['a == "" && b != "" ? {} : null', ['?:', '?', {}, null]],
    ['("x")', ['()', 'x']],
    ['"a" + 1', '?'],
    ['!a', '?'],
    ['-1', -1],
    ['- 1', '?'],
    ['[for a in b : upper(a) if a != ""]', '?'],
    ['{ for k, v in b : k => v... }', '?'],
    ['[\n a,\n  "b", # c\n]', [undefined, 'b']],
    ['f(\n  1,\n  2\n)', ['f', 1, 2]],
    ['{ (var.a) = 1, b.c = 2, "d${e}" = 3 }', { '(var.a)': 1, 'b.c': 2, 'd${e}': 3 }],
    ['"${join(",", [\n  "a"\n])}"', '${join(",", [\n  "a"\n])}'],
  ])('%s', (source, expected) => {
    const text = `x = ${source} # end\ny = 1\n`;
    expect(draw(find(text, 'x')?.node)).toEqual(expected);
    expect(problems(text)).toEqual([]);
    expect(rootOf(text).node.children).toHaveLength(2);
    expect(find(text, 'x')?.node.width).toBe(source.length);
  });

  test('a key that is an expression is opaque', () => {
    const map = find('x = { (var.a) = 1 }', 'x');
    expect(isMap(map) && entryAt(map, 0)?.key.node.opaque).toEqual([{ start: 0, end: 7 }]);
  });
});

describe('strings', () => {
  test.each<[string, string, string[]]>([
    ['"a"', 'a', []],
    ['""', '', []],
    ['"\\"\\\\\\n\\t\\r"', '"\\\n\t\r', []],
    ['"\\u00e9\\U0001F600"', 'é😀', []],
    ['"日本 😀"', '日本 😀', []],
    ['"${a}"', '${a}', ['${a}']],
    ['"{{secrets/${a.b}/${c["}"]}}}"', '{{secrets/${a.b}/${c["}"]}}}', ['${a.b}', '${c["}"]}']],
    ['"%{ if a }b%{ endif }"', '%{ if a }b%{ endif }', ['%{ if a }', '%{ endif }']],
    ['"$${a} %%{b} $a %"', '${a} %{b} $a %', []],
    ['"${"x${"y"}"}z"', '${"x${"y"}"}z', ['${"x${"y"}"}']],
    ['"${ { a = 1 }.a }"', '${ { a = 1 }.a }', ['${ { a = 1 }.a }']],
    ['<<EOF\n a\n  ${b}\nEOF', ' a\n  ${b}\n', ['${b}']],
    ['<<-EOF\n    a\n\n      b\n  EOF', 'a\n\n  b\n', []],
    ['<<-EOF\r\n  a\r\n  EOF', 'a\r\n', []],
    ['<<EOF\nEOF', '', []],
    ['<<EOF\n"\\n" $${x}\nEOF2\n  EOF', '"\\n" ${x}\nEOF2\n', []],
  ])('%j', (source, expected, opaque) => {
    for (const text of [`x = ${source}\ny = 1\n`, `x = ${source}`]) {
      const { node } = findScalar(text, 'x');
      expect(node.text).toBe(expected);
      expect(node.opaque.map(({ start, end }) => node.text.slice(start, end))).toEqual(opaque);
      expect(node.width).toBe(source.length);
      expect(problems(text)).toEqual([]);
    }
  });

  test('every place leads to its source', () => {
    const unit = fc.constantFrom('a', '\\n', '\\u00e9', '\\"', '$${', 'é', '😀', '${b}', '\\U0001F600');
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const { node } = findScalar(`x = "${units.join('')}"`, 'x');
        let source = 1;
        let decoded = 0;
        for (const written of units) {
          const length =
            written === '$${' || written === '\\U0001F600' ? 2 : written.startsWith('\\') ? 1 : written.length;
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

  test('the lines of a here-document lead to their source', () => {
    const text = 'x = <<-EOF\n    日本\n      {{secrets/a/b}}\n    EOF\n';
    const { node, start } = findScalar(text, 'x');
    const at = node.text.indexOf('{{');
    const span = toSource(node.map, { start: at, end: at + 15 });
    expect(text.slice(start + span.start, start + span.end)).toBe('{{secrets/a/b}}');
  });
});
