import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { python, r, scala, sql } from '../../server/src/syntax/code.ts';
import type { Language } from '../../server/src/syntax/language.ts';
import { toDecoded, toSource } from '../../server/src/syntax/offset-map.ts';
import { isScalar, itemsOf, type ScalarNode, type SyntaxNode } from '../../server/src/syntax/tree.ts';
import { drawCode } from './draw-code.ts';

const LANGUAGES: readonly (readonly [string, Language])[] = [python, scala, sql, r].map((one) => [one.id, one]);

function cases(language: Language, table: readonly (readonly [string, readonly string[]])[]): void {
  test.each(table)('%j', (text, expected) => {
    expect(drawCode(language.parse(text))).toEqual(expected);
  });
}

describe('Python', () => {
  cases(python, [
    ['pw = dbutils.secrets.get(scope="a", key = \'b\')', ['{pw: dbutils.secrets.get({scope: "a"}, {key: "b"})}']],
    ['dbutils . secrets.get("a", "b") # c', ['dbutils.secrets.get("a", "b")']],
    ['spark.conf.set("k", f"x{y}z")', ['spark.conf.set("k", "x{y}z")']],
    ['x().config("a", 1).get()', ['x()', '.config("a", 1)', '.get()']],
    ['foo[0].bar("x")', ['[](foo, 0)', '.bar("x")']],
    ['print(pw, pw[::-1], pw.encode())', ['print(pw, [](pw, <::-1>), pw.encode())']],
    ['print(True, None, 1.5, -1, a.b)', ['print(True, None, 1.5, <-1>, a.b)']],
    ['for c in pw:\n  print(c)', ['for(c, pw)', 'print(c)']],
    ['" ".join(c for c in pw)', ['" "', '.join((c, for(c, pw)))']],
    ['print("a" + f("b") + pw)', ['print(("a", f("b"), pw))']],
    ['y = f(x)[0]', ['{y: (f(x), [](<>, 0))}']],
    ['x = {"a": f(1), b: "c", **d}', ['{x: {"a": f(1), b: "c", : (d)}}']],
    ['x = {"a" + b: f(1), g("k"): 2}', ['{x: {"a" + b: f(1), : (g("k"))}}']],
    ['x = ["a", {"b"}, ("c", 1), ("d")]', ['{x: ["a", ["b"], ["c", 1], "d"]}']],
    ['def f(a, b="x", c: str = "q"):\n  g(a)', ['[a, {b: "x"}, {c: "q"}]', 'g(a)']],
    ['class A(B("x")): pass', ['B("x")']],
    ['pw: str = g("x")\nself.pw = g("y")', ['{pw: g("x")}', '{self.pw: g("y")}']],
    ['a, b = f(), g()', ['f()', 'g()']],
    ['if x == "a": y = f("b")', ['"a"', '{y: f("b")}']],
    ['x = y\nz = 1\nw = [\n1]', ['<w = [\n1]>']],
    ['df = (spark.read\n .format("a")\n .load())', ['{df: (spark.read.format("a"), .load())}']],
    ['x = "a" \\\n  "b"\n"c"', ['{x: ("a", "b")}', '"c"']],
    ['f(lambda x: g("y"), *args, **kw)', ['f((x, g("y")), (args), (kw))']],
    ['f("a" if x else "b")', ['f(("a", x, "b"))']],
    ['"""a\nb"""\n"c', ['"a\\nb"', '"c"']],
    ['f("a\ng("b")', ['f(("a", g("b")))']],
  ]);

  test.each([
    ['"a\\x41\\u00e9\\n\\q\\101"', 'aAé\n\\qA'],
    ["r'a\\nb\\''", "a\\nb\\'"],
    ['Rb"""x\n"y"""', 'x\n"y'],
    ['"a\\\r\nb"', 'ab'],
    ['f"{{{{secrets/{x}/{y["k"]!r:>{w}}}}}}"', '{{secrets/{x}/{y["k"]!r:>{w}}}}'],
    ['f"{x"', '{x'],
    ['"{{{{secrets/{}/{a[b]}}}}}".format(x)', '{{secrets/{}/{a[b]}}}'],
    ['"{{secrets/a/b}}"', '{{secrets/a/b}}'],
  ])('%s says %j', (source, text) => {
    const scalar = firstString(python, source);
    expect(scalar.text).toBe(text);
    expect(scalar.halvesBraces).toBe(source.startsWith('f') || source.includes('.format') ? true : undefined);
  });

  test('stretches that the program evaluates are opaque', () => {
    const { text, opaque } = firstString(python, 'f"a{b}c{{d}}{e}"');
    expect(opaque.map(({ start, end }) => text.slice(start, end))).toEqual(['{b}', '{e}']);
  });
});

describe('Scala', () => {
  cases(scala, [
    ['val pw = dbutils.secrets.get(scope = "a", key = "b")', ['{pw: dbutils.secrets.get({scope: "a"}, {key: "b"})}']],
    ['x = f("a")', ['f("a")']],
    ['spark\n  .read\n  // c\n  .option("a", "b")\n  .load()', ['spark.read.option("a", "b")', '.load()']],
    ['lazy val x: Map[String, String] = Map("a" -> f("c"))', ['{x: Map({"a": f("c")})}']],
    ['val c = \'"\'; f(\'x, "x")', ['f((x), "x")']],
    ['object A {\n def f(x: Int) = {\n val y = g("z")\n }\n}', ['{y: g("z")}']],
    ['val y = foo { x =>\n val z = g("a")\n}\nh("b")', ['{y: (foo, {z: g("a")})}', 'h("b")']],
    ['new Seq[Map[String, Int]]("a")', ['Seq("a")']],
    ['/* a /* b("c") */ */ f("x")', ['f("x")']],
    ['val x =\n f("a") +\n "b"', ['{x: (f("a"), "b")}']],
  ]);

  test.each([
    ['"a\\n\\"b\\u0041"', 'a\n"bA'],
    ['"""a\\n"b""""', 'a\\n"b"'],
    ['s"$$x $y ${z("q")} \\n"', '$x $y ${z("q")} \n'],
    ['raw"a\\n"', 'a\\n'],
  ])('%s says %j', (source, text) => {
    expect(firstString(scala, source).text).toBe(text);
  });
});

describe('SQL', () => {
  cases(sql, [
    ["SELECT secret('s','k'), try_secret(\"a\", 'it''s') -- c", ['secret("s", "k")', 'try_secret("a", "it\'s")']],
    ["SELECT concat_ws(',', secret('a','b')) WHERE a IN ('x')", ['concat_ws(",", secret("a", "b"))', '"x"']],
    ["CREATE TABLE t (a INT) OPTIONS (url 'x', pw secret('a', 'b'))", ['OPTIONS((url, "x"), (pw, secret("a", "b")))']],
    [
      "SELECT `a'`.`b`, 'a\\'b\\%', r'a\\b', '${spark.x}' /* 'x' /* y */ */",
      ['"a\'b\\\\%"', '"a\\\\b"', '"${spark.x}"'],
    ],
  ]);
});

describe('R', () => {
  cases(r, [
    ['pw <- dbutils.secrets.get(scope = "a", key = "b")', ['{pw: dbutils.secrets.get({scope: "a"}, {key: "b"})}']],
    ['f <- function(x) {\n y = g("a")\n print(y)\n}\nh("b")', ['{f: (x, {y: g("a")}, print(y))}', 'h("b")']],
    ['x = r"---(a"b)---"; paste0("a", \'b\\n\\u{e9}\')', ['{x: "a\\"b"}', 'paste0("a", "b\\né")']],
    ['df$foo(SparkR::read.df("a"))$x("y")', ['df$foo(SparkR::read.df("a"))', '$x("y")']],
    ['x <-\n  f("a")\nlist("a" = "b", c = 1L, TRUE)', ['{x: f("a")}', 'list({"a": "b"}, {c: 1L}, TRUE)']],
  ]);
});

function firstString(language: Language, text: string): ScalarNode {
  const find = (node: SyntaxNode | undefined): ScalarNode | undefined => {
    if (node?.kind === 'scalar') {
      return node.type === 'string' ? node : undefined;
    }
    return node?.kind === 'list' || node?.kind === 'call' ? node.children.map(find).find(Boolean) : undefined;
  };
  const found = find(language.parse(text).root?.node);
  if (!found) {
    throw new Error('no string');
  }
  return found;
}

test('the map of a string leads to the source and back', () => {
  const unit = fc.constantFrom('a', '\\n', '\\u00e9', "\\'", '\\\\', 'é', '\\q', '{{', '}}', '{x}');
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const scalar = firstString(python, `f'${units.join('')}'`);
      let source = 2;
      let decoded = 0;
      for (const written of units) {
        const length = written === '\\q' ? 2 : written === '{x}' ? 3 : 1;
        const span = toSource(scalar.map, { start: decoded, end: decoded + length });
        expect(span).toEqual({ start: source, end: source + written.length });
        expect(toDecoded(scalar.map, source)).toBe(decoded);
        source += written.length;
        decoded += length;
      }
      expect(scalar.text).toHaveLength(decoded);
    }),
  );
});

function listOf(node: SyntaxNode) {
  if (node.kind !== 'list') {
    throw new Error('no list');
  }
  return { node, start: 0 };
}

describe('writing', () => {
  const LITERALS: readonly (readonly [Language, string])[] = [
    ...[
      `"ab"`,
      `'ab'`,
      `"""ab"""`,
      `b'ab'`,
      `f"{{a{x}b"`,
      `rb'''ab'''`,
      `r"a\\b"`,
      `"{{a}}".format(x)`,
      `"\\x41b"`,
    ].map((one) => [python, one] as const),
    ...[`"ab"`, `"""ab"""`, `s"a$x b"`, `raw"a\\b"`, 's"""a${x}b"""'].map((one) => [scala, one] as const),
    ...[`'ab'`, `"ab"`, `r'a\\b'`, `'a''b'`].map((one) => [sql, one] as const),
    ...[`'ab'`, `"a\\u{e9}b"`, `r"(ab)"`, `R'--[ab]--'`].map((one) => [r, one] as const),
  ];
  const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[{}"'\\$()\n\r\]-]*$/));

  test.each(LITERALS)('$id %s: text that is put in is read back, or not written', ({ id }, source) => {
    const language = LANGUAGES.find(([name]) => name === id)?.[1] ?? python;
    const text = `x(1); ${source}`;
    fc.assert(
      fc.property(anyText, fc.nat(8), fc.nat(8), (replacement, one, other) => {
        const tree = language.parse(text);
        const scalar = tree.root && [...itemsOf(listOf(tree.root.node))].find((item) => isScalar(item));
        if (!isScalar(scalar)) {
          throw new Error('no string');
        }
        const { text: before } = scalar.node;
        const [start = 0, end = 0] = [Math.min(one, before.length), Math.min(other, before.length)].sort(
          (a, b) => a - b,
        );
        const edits = language.write(text, { verb: 'replaceText', scalar, span: { start, end }, text: replacement });
        if (edits?.[0]) {
          const { span, text: written } = edits[0];
          const after = text.slice(0, span.start) + written + text.slice(span.end);
          expect(firstString(language, after.slice(6)).text).toBe(
            before.slice(0, start) + replacement + before.slice(end),
          );
          expect(language.parse(after).root?.node.problems).toEqual([]);
        } else {
          expect(
            /["'\\$\n\r{}()\]]|[^\x20-\x7e]/.test(replacement) || scalar.node.opaque.length > 0 || /^r/i.test(source),
          ).toBe(true);
        }
      }),
    );
  });

  test('a value becomes a literal', () => {
    const text = `f(pw, "{{x}}".format(1), r'a')`;
    const call = python.parse(text).root?.node;
    const list = call?.kind === 'list' ? call.children[0] : undefined;
    const write = (index: number, value: string): string | undefined => {
      const node = list?.kind === 'call' ? list.children[index] : undefined;
      const start = list?.kind === 'call' ? (list.starts[index] ?? 0) : 0;
      return node && python.write(text, { verb: 'replace', node: { node, start }, value })?.[0]?.text;
    };
    expect(write(0, 'a"\n')).toBe(`'a"\\n'`);
    expect(write(2, "it's")).toBe(`'it\\'s'`);
  });
});
