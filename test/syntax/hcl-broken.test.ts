/** HCL that is half typed, broken or changed: what is around it is read, in time, and reading again gives the same. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the braces are those of HCL
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hcl } from '../../server/src/syntax/hcl.ts';
import type { TextChange } from '../../server/src/syntax/language.ts';
import { isMap } from '../../server/src/syntax/tree.ts';
import { drawTree, readValue } from './draw-tree.ts';
import { find, findScalar, problems, rootOf } from './hcl-finders.ts';
import { expectNested } from './nested-places.ts';

describe('half-typed text', () => {
  const after = 'resource "c" "d" {\n  e = "f"\n}\n';
  test.each<[string, string[]]>([
    ['x', ['missing-value ']],
    ['x =', ['missing-value ']],
    ['resource', ['missing-value ']],
    ['resource "a', ['unclosed-string "a', 'missing-value ']],
    ['resource "a" "b"', ['missing-value ']],
    ['resource "a" "b" {', ['unclosed {']],
    ['resource "a" "b" {\n  x = {\n    "k" = "{{secrets/', ['unclosed {', 'unclosed {', 'unclosed-string "{{secrets/']],
    ['x = "a${var."', ['unclosed ${']],
    ['x = "a${var.', ['unclosed ${', 'unclosed-string "a${var.']],
    ['x = [1', ['unclosed [']],
    ['x = [1, {', ['unclosed [', 'unclosed {']],
    ['x = f(', ['unclosed (']],
    ['x = a.', ['missing-key .']],
    ['x = a ?', ['missing-value ']],
    ['x = a ? b', ['missing-value ']],
    ['x = 1 +', ['missing-value ']],
    ['x = 1 2 {', ['unexpected 2 {']],
    ['x = <<EOF\na', ['unclosed-here-document <<EOF']],
    ['x = "\\q"', ['invalid-escape \\q']],
    ['x = [1 2]', ['missing-comma ']],
    ['x = { a = 1 b = 2 }', ['missing-comma ']],
    ['x = { a { b = 1 } }', ['missing-colon ']],
    ['x = { a }', ['missing-value ']],
    ['"x" = 1', ['unexpected "x"']],
    ['}', ['unexpected }']],
    ['x = 1 }', ['unexpected }']],
    ['x\u00A0= 1', ['foreign-blank \u00A0']],
    [
      '<<<<<<< HEAD\nx = 1\n=======\n>>>>>>> b',
      ['conflict-marker <<<<<<< HEAD', 'conflict-marker =======', 'conflict-marker >>>>>>> b'],
    ],
  ])('%j leaves what follows as it is', (half, expected) => {
    const text = `${half}\n${after}`;
    expect(problems(text).sort()).toEqual([...expected].sort());
    expect(findScalar(text, 'resource', 'c', 'd', 'e').node.text).toBe('f');
  });

  test('a value that is being typed leaves its neighbours', () => {
    const text =
      'resource "a" "b" {\n  x = {\n    k = \n    l = "{{secrets/\n    m = "n"\n  }\n  y = [1, \n  z = 2\n}\n';
    expect(readValue(find(text, 'resource', 'a', 'b')?.node)).toEqual({
      x: { k: undefined, l: '{{secrets/', m: 'n' },
      y: [1],
      z: 2,
    });
  });

  test('a comment that is not closed is the rest', () => {
    expect(problems('x = 1\n/* a\ny = 2')).toEqual(['unclosed-comment /*']);
  });
});

const SAMPLE = `# Clusters. 日本 😀
terraform {
  required_version = ">= 1.5"
}

resource "databricks_cluster" "shared" {
  cluster_name = "shared \${var.name}" // the name
  spark_conf = {
    "spark.a" : true,
    "fs.azure.account.key" = "{{secrets/\${databricks_secret_scope.s.name}/key}}"
    (var.k) = "\\u00e9\\n"
  }
  /* several
     lines */
  init_scripts { workspace { destination = "/x" } }
  tags = merge(var.tags, { a = "b" })
  n = var.on ? [1, 2] : []
}

locals {
  policy = <<-EOT
    {
      "a": "\${jsonencode({
        b = 1
      })}"
    }
  EOT
  list = [
    "a",
    { b = format("{{secrets/%s/k}}", "s") },
  ]
}
resource "databricks_secret_acl" "x" {
  principal = "p"
  permission = "READ"
}
output "o" { value = [for x in y : x] }
`;

describe('bad input', () => {
  test('every beginning and every rest of a file is read, and all nodes nest', () => {
    for (let at = 0; at <= SAMPLE.length; at++) {
      for (const text of [SAMPLE.slice(0, at), SAMPLE.slice(at)]) {
        expectNested(rootOf(text).node);
      }
    }
  });

  test('never throws, whatever the text', () => {
    const marks = ['{', '}', '[', ']', '(', ')', '"', '=', ':', ',', '\\', '\n', ' ', '/', '*', 'a', '1', '${', '%{'];
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(...marks, '<<E\n', 'E', '\uD800', '\uDC00', '😀', '\0', '#', '?', '.', '-', '\nlocals {'),
      }),
    );
    fc.assert(
      fc.property(text, (any) => {
        expectNested(rootOf(any).node);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    '{',
    '}',
    'a {',
    'a=[',
    'a={',
    '"',
    '"${(',
    'a="${(\n',
    'a=<<A\n',
    'b?c:',
    '(',
    'f(',
    '-',
    '/*',
    'a="${/*"\n',
    'a '.repeat(3),
    '[for ',
    '{for ',
    ',',
    'a=<<A\nresource "x" "y" {\n',
    '"a" ',
    'a=[\n',
    'a=[1,\n',
    ' ',
    '<<',
    '=',
    'a="%{"\n',
    '\u3000',
  ])('much of %j is read in time', (unit) => {
    const text = unit.repeat(/^[{}[(]$/.test(unit) ? 200_000 : Math.ceil(50_000 / unit.length));
    // A reader of quadratic time would take minutes, and the runner would not wait for it.
    expect(rootOf(text).node.width).toBe(text.length);
    expect(rootOf(`a=${text}`).node.width).toBe(text.length + 2);
  });

  test('many here-documents that end nowhere are read in time', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `a=<<A${index}\nresource "x" "y" {\n`).join('');
    expect(rootOf(text).node.width).toBe(text.length);
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
        '"',
        ',',
        '"x"',
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
        '<<EOT\n',
        'EOT\n',
        '\nEOT\n',
        'a = 1\n',
        'resource "a" "b" {\n',
        '\nlocals {\n',
        '?',
        '.',
        '-',
      ],
      ...['\n=======\n', 'for ', '<<-X', '\r\n', '\uD83D', '日本'],
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
        let tree = hcl.parse(text);
        for (const change of changes) {
          const [next, made] = apply(text, change);
          tree = hcl.reparse(tree, next, made);
          text = next;
          expect(drawTree(tree)).toBe(drawTree(hcl.parse(text)));
        }
      }),
      { numRuns: Number(process.env.REPARSE_RUNS ?? 3000) },
    );
  });

  test('shares the blocks that the change does not reach', () => {
    const tree = hcl.parse(SAMPLE);
    const at = SAMPLE.indexOf('READ');
    const text = `${SAMPLE.slice(0, at)}x${SAMPLE.slice(at)}`;
    const { root } = hcl.reparse(tree, text, { start: at, end: at, length: 1 });
    const before = new Set<unknown>(isMap(tree.root) ? tree.root.node.children : []);
    expect(isMap(root) && root.node.children.map((child) => before.has(child))).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });
});
