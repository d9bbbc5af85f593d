/** Reading YAML, reading it again after a change, and what no text may do to it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseWithLibrary, stringify } from 'yaml';
import { toDecoded, toSource } from '../../server/src/syntax/offset-map.ts';
import { entryAt, isMap, isScalar, type ScalarNode, type SyntaxNode } from '../../server/src/syntax/tree.ts';
import { yaml } from '../../server/src/syntax/yaml.ts';
import { anyChange, anyText, apply, picture, problemsOf, SAMPLE, toValue } from './yaml-tree.ts';

function read(text: string): unknown {
  return toValue(yaml.parse(text).root?.node);
}

function readWithLibrary(text: string): string | undefined {
  try {
    return JSON.stringify(parseWithLibrary(text));
  } catch {
    return undefined;
  }
}

function scalarOf(text: string): ScalarNode {
  const { root } = yaml.parse(text);
  const value = isMap(root) ? entryAt(root, 0)?.value : undefined;
  if (!isScalar(value)) {
    throw new Error('no scalar');
  }
  return value.node;
}

describe('reading', () => {
  test('any value that the library writes', () => {
    const key = fc.string({ minLength: 1, maxLength: 6 }).filter((any) => any !== '__proto__' && any !== '<<');
    const text = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom('a', 'b c', ' ', '\n', '\n\n', '  ', "'", '"', '\\', ':', '#', 'é'))
        .map((any) => any.join('')),
    );
    const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(any, fc.constantFrom(20, 80, 0), fc.boolean(), (made, lineWidth, flow) => {
        const written = stringify(made, { lineWidth, collectionStyle: flow ? 'flow' : 'any' });
        const wanted = readWithLibrary(written);
        // It writes some texts that it does not read.
        fc.pre(wanted === JSON.stringify(made));
        expect(JSON.stringify(read(written))).toBe(wanted);
        expect(problemsOf(yaml.parse(written))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    'a: |\n  x\n\n\n   y\n  z\n\n\nb: 1\n',
    'a: >\n  x\n  y\n\n  z\n    more\n\n    more\n  end\n\n\n',
    'a: >+\n  x\n\n\nb: |+\n  y\n\n',
    'a: |2-\n    x\n   y\n',
    'a: |',
    'a: |\n  x',
    'a: >-\n\n  x\n  \ty\n  z',
    'a: "x\n  y\n\n  z \\\n  w\\n\\x41\\u00e9\\U0001F600 \\\n  v"\n',
    "a: 'x\n\n  it''s\n  y'\n",
    'a: x\n  y\n\n  z\nb: [p\n  q, r]\n',
    '- - a\n  - b\n-\n  c: d\n',
    'a: {b, c: , "d":1, [e]: f}\n',
    'a: |\r\n  x\r\n  y\r\nb: "p\r\n  q"\r\n',
    '[a: b, c, {d: e}]',
    'a: [0x1F, 0o17, 1e3, .5, -.inf, ~, Null, TRUE, no, 1_000, 12:30]\n',
  ])('%j as the library does', (text) => {
    const wanted = JSON.stringify(parseWithLibrary(text), (_, value) => (value instanceof Map ? {} : value));
    expect(JSON.stringify(read(text))).toBe(wanted.replace('"[ e ]"', '"[e]"'));
    expect(problemsOf(yaml.parse(text))).toEqual([]);
  });
});

describe('reading what is wrong', () => {
  test.each([
    ['a: 1\nfoo\nb: 2\n', { a: 1, foo: null, b: 2 }, ['missing-colon@5']],
    ['a:\n  foo\n  b: 1\nc: 2\n', { a: { foo: null, b: 1 }, c: 2 }, ['missing-colon@5']],
    ['a: "x\nb: 2', { a: 'x', b: 2 }, ['unclosed-string@3']],
    ["a: 'x\nb: 2\n", { a: 'x', b: 2 }, ['unclosed-string@3']],
    ['a: [1, 2\nb: 3\n', { a: [1, 2], b: 3 }, ['unclosed@3']],
    ['a: [1 , {b: 2\n', { a: [1, { b: 2 }] }, ['unclosed@3', 'unclosed@8']],
    ['  a: 1\nb: 2\nc: 3\n', { a: 1, b: 2, c: 3 }, ['bad-indentation@7']],
    ['a:\n    b: 1\n  c: 2\nd: 3\n', { a: { b: 1 }, c: 2, d: 3 }, ['bad-indentation@14']],
    ['a:\n\tb: 1\n', { a: null, b: 1 }, ['tab-indentation@3']],
    ['a: 1\nb: 0\na: 2\n', { a: 2, b: 0 }, ['duplicate-key@10']],
    ['a: "\\q"\n', { a: '\\q' }, ['invalid-escape@4']],
    [']\na: 1\n', { a: 1 }, ['unexpected@0']],
    ['a: @x\n', { a: '@x' }, ['unexpected@3']],
    ['a: "x" y\nb: 1\n', { a: 'x', b: 1 }, ['unexpected@7']],
    [
      'a: 0\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\nc: 3\n',
      { a: 0, b: 2, c: 3 },
      ['conflict-marker@5', 'conflict-marker@23', 'conflict-marker@36'],
    ],
    ['a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }], []],
    ['---\na: 1\n...\n', { a: 1 }, []],
    ['\uFEFFa: 1\n', { a: 1 }, []],
    ['a: &x 1\nb: *x\n<<: *x\n', { a: 1, b: null, '<<': null }, []],
    ['', undefined, []],
    ['# nothing\n', undefined, []],
  ])('%j gives what can be understood', (text, expected, found) => {
    expect(read(text)).toEqual(expected);
    expect(problemsOf(yaml.parse(text)).sort()).toEqual([...found].sort());
  });
});

describe('comments', () => {
  test('stand in the smallest map, list or entry around them', () => {
    const text = '# 0\na: # 1\n  - b # 2\n  # 3\n  - c\n# 4\nd: [e, # 5\n  f]\n# 6\n';
    const tree = yaml.parse(text);
    const found: string[] = tree.comments.map((span) => `tree ${text.slice(span.start, span.end)}`);
    const walk = (node: SyntaxNode | NonNullable<ReturnType<typeof entryAt>>['key']['node'], start: number): void => {
      found.push(...node.comments.map((span) => `${node.kind} ${text.slice(start + span.start, start + span.end)}`));
      if (node.kind === 'map') {
        node.children.forEach((entry, index) => {
          const at = start + (node.starts[index] ?? 0);
          found.push(...entry.comments.map((span) => `entry ${text.slice(at + span.start, at + span.end)}`));
          if (entry.value) {
            walk(entry.value, at + entry.valueStart);
          }
        });
      }
    };
    if (tree.root) {
      walk(tree.root.node, tree.root.start);
    }
    expect(found.sort()).toEqual(['entry # 1', 'list # 2', 'list # 3', 'list # 5', 'map # 4', 'tree # 0', 'tree # 6']);
  });
});

describe('templates', () => {
  test.each([
    'key: {{secrets/scope/key}}',
    'key: {{secrets/${var.s}/${var.k}}} # why',
    'key: {{ .Values.x }}',
    'key: {{',
    'key: {{secrets/scope',
  ])('%j is a word, as it is written', (text) => {
    const node = scalarOf(`${text}\nnext: 1\n`);
    expect(node.type).toBe('word');
    expect(node.text).toBe(text.slice(5).replace(' # why', ''));
    expect(problemsOf(yaml.parse(`${text}\nnext: 1\n`))).toEqual([]);
    expect(read(`${text}\nnext: 1\n`)).toMatchObject({ next: 1 });
  });

  test('items, lists in brackets, keys, and lines of template tools', () => {
    const text = `{{- if .Values.x }}
a:
  - {{ .Values.y }}
  {% for x in y %}
  - [{{ b }}, {{ c }}]
  {% endfor %}
{{ d }}: 1
{{- end }}
`;
    expect(read(text)).toEqual({ a: ['{{ .Values.y }}', ['{{ b }}', '{{ c }}']], '{{ d }}': 1 });
    expect(problemsOf(yaml.parse(text))).toEqual([]);
    expect(read('a: "x: {{ y }}"\nb: \'{{z}}\'\n')).toEqual({ a: 'x: {{ y }}', b: '{{z}}' });
    expect(scalarOf('a: "{{x}}"').type).toBe('string');
  });
});

describe('the map of a scalar', () => {
  test.each([
    'a: "x\\ty\n   z"',
    "a: 'it''s\n\n  so'",
    'a: one\n  two\n\n  three',
    'a: |\n  one\n\n    two\n  three\n',
    'a: >\n  one\n  two\n\n  three\n',
  ])('leads each letter of %j to where it is written', (text) => {
    const node = scalarOf(text);
    const start = text.indexOf(':') + 2;
    for (let at = 0; at < node.text.length; at++) {
      const char = node.text[at] ?? '';
      const source = toSource(node.map, { start: at, end: at + 1 });
      if (/[a-z]/.test(char)) {
        expect(text.slice(start + source.start, start + source.end)).toBe(char);
        expect(toDecoded(node.map, source.start)).toBe(at);
      }
    }
  });
});

describe('reading again after a change', () => {
  const numRuns = Number(process.env.REPARSE_RUNS ?? 1500);

  test('gives the tree of the whole text, change after change', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 4 }), (changes) => {
        let text = SAMPLE;
        let tree = yaml.parse(text);
        for (const change of changes) {
          const [next, made] = apply(text, change);
          tree = yaml.reparse(tree, next, made);
          text = next;
          expect(picture(tree)).toBe(picture(yaml.parse(text)));
        }
      }),
      { numRuns },
    );
  });

  test('whatever the text was', () => {
    fc.assert(
      fc.property(anyText, anyChange, anyChange, (any, one, two) => {
        const [middle, first] = apply(any, one);
        const [last, second] = apply(middle, two);
        const tree = yaml.reparse(yaml.reparse(yaml.parse(any), middle, first), last, second);
        expect(picture(tree)).toBe(picture(yaml.parse(last)));
      }),
      { numRuns: numRuns * 2 },
    );
  });

  test('a string that ends at empty lines because the next line is not its own', () => {
    const at = SAMPLE.indexOf('name: etl');
    const text = `${SAMPLE.slice(0, at)}'${SAMPLE.slice(at)}`;
    const after = yaml.reparse(yaml.parse(SAMPLE), text, { start: at, end: at, length: 1 });
    expect(picture(after)).toBe(picture(yaml.parse(text)));
  });

  test.each(['nightly \\u', 'secrets/scope/key', 'second', 'two\n      tasks', 'job_cluster_key: other', 'mode'])(
    'shares what a change at %j does not touch',
    (place) => {
      const tree = yaml.parse(SAMPLE);
      const at = SAMPLE.indexOf(place) + 1;
      const text = `${SAMPLE.slice(0, at)}x${SAMPLE.slice(at)}`;
      const after = yaml.reparse(tree, text, { start: at, end: at, length: 1 });
      const [before, now] = [tree.root?.node, after.root?.node];
      if (before?.kind !== 'map' || now?.kind !== 'map') {
        throw new Error('no map');
      }
      expect(now.children.filter((child, index) => child !== before.children[index])).toHaveLength(1);
    },
  );

  test('a half-typed key costs no more than what is around it', () => {
    const at = SAMPLE.indexOf('      tasks:');
    const half = `${SAMPLE.slice(0, at)}      sche\n${SAMPLE.slice(at)}`;
    const end = at + '      sche'.length;
    const tree = yaml.parse(half);
    const text = `${half.slice(0, end)}d${half.slice(end)}`;
    const after = yaml.reparse(tree, text, { start: end, end, length: 1 });
    expect(problemsOf(after).join()).toMatch(/^missing-colon@\d+$/);
    expect(picture(after)).toBe(picture(yaml.parse(text)));
    const targets = (one: typeof tree) => (isMap(one.root) ? one.root.node.children.at(-1) : undefined);
    expect(targets(after)).toBe(targets(tree));
  });
});
