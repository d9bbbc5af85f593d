/** What the tests of YAML ask of a tree, and the texts that they ask it of. */
import fc from 'fast-check';
import type { TextChange, Tree } from '../../server/src/syntax/language.ts';
import {
  type EntryNode,
  entryAt,
  isList,
  isMap,
  itemAt,
  type Placed,
  type Problem,
  type SyntaxNode,
} from '../../server/src/syntax/tree.ts';

/** The value that a tree stands for. */
export function toValue(node: SyntaxNode | undefined): unknown {
  switch (node?.kind) {
    case 'map':
      return Object.fromEntries(node.children.map((entry) => [entry.key.text, toValue(entry.value) ?? null]));
    case 'list':
      return node.children.map((item) => toValue(item));
    case 'scalar':
      return node.type === 'string' || node.type === 'word'
        ? node.text
        : node.type === 'null'
          ? null
          : plain(node.text);
    default:
      return undefined;
  }
}

function plain(text: string): unknown {
  return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : Number(text);
}

/** Everything about a tree, problems in order of place. */
export function picture(tree: Tree): string {
  const byPlace = (a: Problem, b: Problem): number => a.span.start - b.span.start || (a.code < b.code ? -1 : 1);
  const draw = (node: SyntaxNode | EntryNode): unknown => {
    const base = { ...node, problems: [...node.problems].sort(byPlace) };
    if (node.kind === 'entry') {
      return { ...base, key: draw(node.key), value: node.value && draw(node.value) };
    }
    return 'children' in node ? { ...base, children: node.children.map(draw) } : base;
  };
  const { root, problems, comments } = tree;
  return JSON.stringify(
    { root: root && { start: root.start, node: draw(root.node) }, problems: [...problems].sort(byPlace), comments },
    undefined,
    1,
  );
}

/** The problems of a tree, as `code@place`. */
export function problemsOf(tree: Tree): string[] {
  const found = tree.problems.map(({ code, span }) => `${code}@${span.start}`);
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
  if (tree.root) {
    walk(tree.root.node, tree.root.start);
  }
  return found;
}

export type Path = readonly (string | number)[];

/** The keys and indexes that lead to each node. */
export function pathsOf(placed: Placed | undefined, path: Path): Path[] {
  if (isMap(placed)) {
    const map = placed;
    return [
      path,
      ...map.node.children.flatMap((entry, index) => pathsOf(entryAt(map, index)?.value, [...path, entry.key.text])),
    ];
  }
  if (isList(placed)) {
    const list = placed;
    return [path, ...list.node.children.flatMap((_, index) => pathsOf(itemAt(list, index), [...path, index]))];
  }
  return placed ? [path] : [];
}

export interface AnyChange {
  readonly at: number;
  readonly length: number;
  readonly inserted: string;
}

const PARTS = [
  '',
  'x',
  ':',
  ': ',
  '- ',
  '-',
  '\n',
  '  ',
  ' ',
  '"',
  "'",
  '#',
  ' # c',
  '{',
  '}',
  '[',
  ']',
  ',',
  '{{',
  '}}',
];
const MORE = [
  '|',
  '>-\n',
  '\n  ',
  '\n- ',
  '\n    k: v',
  '\t',
  '---\n',
  '\n---\n',
  '&a ',
  '*a',
  '!!str ',
  '? ',
  '%',
  '\n#\n',
];
const LINES = [
  'key: v\n',
  '- x\n',
  '{{secrets/s/k}}',
  '{% if x %}\n',
  '<<<<<<< HEAD\n',
  '=======\n',
  '\\n',
  '\\q',
  '\r\n',
  '\uFEFF',
];

/** A change to any text: `at` is a part of its length. */
export const anyChange: fc.Arbitrary<AnyChange> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(8)),
  inserted: fc.oneof(fc.constantFrom(...PARTS, ...MORE, ...LINES), fc.string({ maxLength: 3 })),
});

export function apply(text: string, { at, length, inserted }: AnyChange): [string, TextChange] {
  const start = Math.floor(at * text.length);
  const end = Math.min(text.length, start + length);
  return [text.slice(0, start) + inserted + text.slice(end), { start, end, length: inserted.length }];
}

export const SAMPLE = `# head
bundle:
  name: etl # why
  empty:

resources:
  jobs:
    nightly:
      name: "nightly \\u00e9"
      job_clusters:
        - job_cluster_key: main
          new_cluster:
            spark_conf:
              spark.password: "{{secrets/scope/key}}"
              spark.user: {{secrets/scope/user}} # bare
            spark_env_vars: { A: 'it''s', B: [1, 2] }
        # between
        - job_cluster_key: other
          notes: |
            first

              second
            third
          folded: >-
            one
            two
      tasks:
      - task_key: a
        depends_on: [x, y]
      -
        - deep
        - "er"
      - *anchor
    other: &anchor
      # alone
      plain: one
        two
      last: true
targets:
  dev:
    mode: development
# tail
`;

/** Documents of a few kinds of lines, right and wrong. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.constantFrom(0, 0, 2, 2, 4, 4, 6, 1, 3),
      fc.constantFrom(
        'a: 1',
        'b:',
        'c: x # c',
        '- y',
        '- k: v',
        '-',
        '# note',
        '',
        'd: |',
        'e: >-',
        'text',
        'f: "q"',
        "g: 'r",
        'h: [1,',
        '2]',
        'i: {a: b}',
        'j: {{x}}',
        '- - z',
        '? q',
        ': r',
        'k: &a',
        '*a',
        'a: 2',
        'l: "s\\',
        't"',
        '- "u',
        '---',
      ),
    ),
    { maxLength: 14 },
  )
  .map((lines) => lines.map(([indent, line]) => `${' '.repeat(indent)}${line}\n`).join(''));
