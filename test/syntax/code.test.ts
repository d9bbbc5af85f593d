import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { python, r, scala, sql } from '../../server/src/syntax/code.ts';
import type { Language, TextChange } from '../../server/src/syntax/language.ts';
import { toDecoded, toSource } from '../../server/src/syntax/offset-map.ts';
import { isScalar, itemsOf, type ScalarNode, type SyntaxNode } from '../../server/src/syntax/tree.ts';
import { drawCode } from './draw-code.ts';
import { drawTree } from './draw-tree.ts';

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

const SAMPLES: Readonly<Record<string, string>> = {
  python: `# c\nimport a\nx = f("a",\n  b="c")\ny = [\n 1,\n 2]\nz = \\\n  5\nfor c in x:\n  print(f"{c}")\n"""doc\n(\n"""\ndf = (a\n .b("x")\n)\nw = g('s').h() ; q = "u"\n`,
  scala: `// c\nval x = f("a",\n  b = "c")\nspark\n  .read // d\n\n  .load("x")\n/* a\n "b */\nval y = a {\n  val z = g("q")\n}\nval w =\n  5\nobject A {\n s"$x\${y}"\n}\nfoo\n  .bar\nval q = h("a")\n  .i()\n`,
  sql: `-- c\nSELECT secret('a',\n 'b'), x\nFROM t WHERE a IN ('x',\n 'y');\n/* 'q\n */ SELECT "a" FROM (SELECT 1\n);\nf('a')\n('b')\n`,
  r: `# c\nx <- f("a",\n  b = "c")\ny <-\n 5\nz <- function(a) {\n  b <- g("q")\n}\nw <- 1 +\n h('x') %>%\n i()\n"a\nb"\nr"(x\n)"\n{ q = k("l") }\n`,
};

const anyChange = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(6)),
  inserted: fc.oneof(
    fc.constantFrom(...['', 'x', '"', "'", '"""', ',', '(', ')', '[', ']', '{', '}', '=', '\n', '.', ':', '\\', '#']),
    fc.constantFrom(
      ...[
        '/*',
        '*/',
        '//',
        '--',
        ' ',
        'f("x")',
        'val ',
        'def ',
        'for ',
        ' in ',
        '<-',
        '->',
        '+',
        '\r\n',
        '\\\n',
        '\n.a',
      ],
    ),
    fc.string({ maxLength: 3 }),
  ),
});

function apply(
  text: string,
  { at, length, inserted }: { at: number; length: number; inserted: string },
): [string, TextChange] {
  const start = Math.floor(at * text.length);
  const end = Math.min(text.length, start + length);
  return [text.slice(0, start) + inserted + text.slice(end), { start, end, length: inserted.length }];
}

describe.each(LANGUAGES)('%s: reading again', (id, language) => {
  test('reading again after changes gives the tree of the whole text', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 4 }), (changes) => {
        let text = SAMPLES[id] ?? '';
        let tree = language.parse(text);
        for (const change of changes) {
          const [next, made] = apply(text, change);
          tree = language.reparse(tree, next, made);
          text = next;
          expect(drawTree(tree)).toBe(drawTree(language.parse(text)));
        }
      }),
      { numRuns: Number(process.env.REPARSE_RUNS ?? 1000) },
    );
  });

  test('a change shares the nodes of other lines', () => {
    const text = 'f("a")\n'.repeat(100);
    const tree = language.parse(text);
    const next = language.reparse(tree, `${text.slice(0, 353)}b${text.slice(353)}`, {
      start: 353,
      end: 353,
      length: 1,
    });
    const known = new Set(tree.root ? [...itemsOf(listOf(tree.root.node))].map(({ node }) => node) : []);
    const nodes = next.root ? [...itemsOf(listOf(next.root.node))].map(({ node }) => node) : [];
    expect(nodes).toHaveLength(100);
    expect(nodes.filter((node) => !known.has(node)).length).toBeLessThan(4);
  });
});

/** What texts of one sign, or of a few, are made of. */
const UNITS = [
  '(',
  '[',
  '{',
  'f(',
  '"',
  "'",
  '`',
  'f"{',
  's"${',
  'a.',
  'a[',
  '/*',
  'for ',
  'x = ',
  'r"(',
  '\\\n',
  ')',
  'a(\n',
  '\n',
  '.a\n',
  'x <- {',
  '"""',
  "f'''{",
];
const SIGNS = [
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '"',
  "'",
  '`',
  ':',
  ',',
  '.',
  '\\',
  '\n',
  '\r',
  ' ',
  '/',
  '*',
  '#',
  '-',
  '$',
];

describe.each(LANGUAGES)('%s: bad input', (_, language) => {
  test('never throws, whatever the text, and every node within its parent', () => {
    const unit = fc.constantFrom(
      ...SIGNS,
      'a',
      '1',
      '=',
      '<-',
      '\uD800',
      'r"',
      'f"',
      's"',
      'for ',
      ' in ',
      'val ',
      '"""',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(unit).map((units) => units.join('')),
    );
    fc.assert(
      fc.property(text, (any) => {
        const root = language.parse(any).root;
        expect(root?.start).toBe(0);
        expect(root?.node.width).toBe(any.length);
        checkPlaces(root?.node, 0, any.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('a million signs end soon, and deep nesting in a problem', () => {
    for (const unit of UNITS) {
      const text = unit.repeat(1_000_000 / unit.length);
      const tree = language.parse(text);
      expect(tree.root?.node.width).toBe(text.length);
    }
    expect(language.parse('f('.repeat(1000)).root?.node.problems.map(({ code }) => code)).toContain('too-deep');
  }, 60_000);
});

function listOf(node: SyntaxNode) {
  if (node.kind !== 'list') {
    throw new Error('no list');
  }
  return { node, start: 0 };
}

/** Children are in order, do not overlap, and stay within their parent. */
function checkPlaces(node: SyntaxNode | undefined, start: number, end: number): void {
  if (!node || !('children' in node)) {
    return;
  }
  let last = start;
  for (const [index, child] of node.children.entries()) {
    const at = start + (node.starts[index] ?? 0);
    expect(at).toBeGreaterThanOrEqual(last);
    expect(at + child.width).toBeLessThanOrEqual(end);
    last = at + child.width;
    if (child.kind === 'entry') {
      checkPlaces(child.value, at + child.valueStart, last);
    } else {
      checkPlaces(child, at, last);
    }
  }
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
