/** Source code read again after changes, and texts that are no source code. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { python, r, scala, sql } from '../../server/src/syntax/code.ts';
import type { Language, TextChange } from '../../server/src/syntax/language.ts';
import { itemsOf, type SyntaxNode } from '../../server/src/syntax/tree.ts';
import { drawTree } from './draw-tree.ts';

const LANGUAGES: readonly (readonly [string, Language])[] = [python, scala, sql, r].map((one) => [one.id, one]);

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
