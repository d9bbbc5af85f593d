/** Shell scripts read again after a change, and scripts that are no scripts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextChange } from '../../server/src/syntax/language.ts';
import { shell } from '../../server/src/syntax/shell.ts';
import { itemsIn } from './shell-picture.ts';

const SAMPLE = `#!/usr/bin/env bash
set -euo pipefail
export SCOPE="my-scope" # which
databricks secrets put --scope "$SCOPE" \\
  --key key --string-value 'it''s'

if [[ $1 =~ ^(a|b)$ ]]; then
  cat << EOF | databricks secrets put-secret a b
{"value": "$X"}
EOF
fi
(cat <<- 'E'
	{}
	E
) |
  cmd
case "$1" in
  a) b ;;
esac
{
  c
} | d
TOKEN=$(az account get-access-token \\
  --query "x" | tr -d '"')
f() { local x=(a
b) ; }
az role definition create --role-definition '{
  "Actions": ["'"$X"'"]
}'
((x = 1 << 2)); echo $((1 + 2)) $'\\n' \`ls\` \${Y:-z}
`;

const inserted = fc.oneof(
  fc.constantFrom(
    ...['', '', 'x', ' ', '\n', '\r\n', '"', "'", '`', '\\', '\\\n', '$', '$(', '${', '(', ')', '((', '}', '{', '|'],
    ...['| x', '} | y', ') | y', ';;', '&&', '<<E', '\nE\n', '<<EOF', '#', ' # c\n', 'case x in', 'esac', 'fi | z'],
    ...['A=b ', 'X=(', '<<< w', '--a=b', '\n\n', 'for x\n', '[[ ', ' ]]', '\n=======\n', 'do', 'a\nb\n', '@('],
  ),
  fc.string({ maxLength: 3 }),
);
const anyChange = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat(4), fc.nat(40)),
  inserted,
});

describe('reading again after a change', () => {
  test('gives the tree of the whole text, change after change', () => {
    const lines = SAMPLE.split(/(?<=\n)/);
    const part = fc.nat(lines.length).map((from) => lines.slice(from).join(''));
    fc.assert(
      fc.property(fc.oneof(fc.constant(SAMPLE), part), fc.array(anyChange, { maxLength: 5 }), (first, changes) => {
        let tree = shell.parse(first);
        for (const { at, length, inserted: added } of changes) {
          const start = Math.floor(at * tree.text.length);
          const end = Math.min(tree.text.length, start + length);
          const text = tree.text.slice(0, start) + added + tree.text.slice(end);
          const change: TextChange = { start, end, length: added.length };
          tree = shell.reparse(tree, text, change);
          expect(tree).toEqual(shell.parse(text));
        }
      }),
      { numRuns: Number(process.env.REPARSE_RUNS ?? 1500) },
    );
  });

  test('shares what the change does not touch', () => {
    const before = shell.parse(SAMPLE);
    const at = SAMPLE.indexOf('my-scope');
    const text = `${SAMPLE.slice(0, at)}x${SAMPLE.slice(at)}`;
    const after = shell.reparse(before, text, { start: at, end: at, length: 1 });
    const old = new Set(before.root?.node.kind === 'list' ? before.root.node.children : []);
    const fresh = after.root?.node.kind === 'list' ? after.root.node.children.filter((node) => !old.has(node)) : [];
    expect(fresh.map(({ kind }) => kind)).toEqual(['map']);
  });
});

describe('bad input', () => {
  test('never throws, and children stand in order and apart', () => {
    const piece = fc.constantFrom(
      ...[
        '"',
        "'",
        '`',
        '$(',
        '${',
        '(',
        ')',
        '}',
        '\\',
        '\n',
        ' ',
        'a',
        '=',
        '<<',
        '<',
        '|',
        ';',
        '&',
        '#',
        '{',
        '[[',
      ],
      ...['case x in', 'esac', 'E', '\r\n', "$'", '$((', '))', '-', 'for', 'do', '\0', '\uD800', '\t', 'A=(', '@('],
    );
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: piece }));
    fc.assert(
      fc.property(text, (any) => {
        let end = 0;
        for (const { node, start } of itemsIn(any)) {
          expect(start).toBeGreaterThanOrEqual(end);
          end = start + node.width;
        }
        expect(end).toBeLessThanOrEqual(any.length);
      }),
      { numRuns: 3000 },
    );
  });

  test('every beginning of a script is read', () => {
    for (let length = 0; length <= SAMPLE.length; length++) {
      expect(shell.parse(SAMPLE.slice(0, length)).root?.node.width).toBe(length);
    }
  });

  test.each([
    ...['"', "'", '`', '$(', '${', '(', ')', '"$(', '"${', '$((', '((', '`"', '$(`', "$'", '<<A', '<<A\n', '\\'],
    ...['"$(a\n', '"a"b\n', 'X=(\n', 'X=(a;', '`#`', '${{', '@(', 'case a in\n', 'for\n', 'a|', 'a |\n', '}|a\n'],
    ...['$(\n', 'x "\n', "x '\n", '{ a; } | b\n', 'a[', '<<A<<B\n A\n', "'a'", '$((a\n', '=======\n', '\n', '# a\n'],
    ...['x$(case a in b)', '${a:-"', '--a=', '<<$(', '\\\n', '[[ ', '<(', '"a"b "c\n'],
  ])('%j twenty thousand times takes no long time', (unit) => {
    // A reader of quadratic time would take minutes, and the runner would not wait for it.
    expect(shell.parse(unit.repeat(20_000)).root?.node.width).toBe(unit.length * 20_000);
  });

  test.each([
    Array.from({ length: 5_000 }, (_, index) => `cat <<E${index}\n`).join(''),
    Array.from({ length: 5_000 }, (_, index) => `cat <<E${index}\n E${index}\n`).join(''),
    `echo '${'x '.repeat(500_000)}'`,
    '$( '.repeat(100_000),
    '("'.repeat(100_000),
    `echo ${'hello-world "a $X b" '.repeat(10_000)}`,
  ])('different here-documents without end, and lines of a megabyte ($#)', (text) => {
    expect(shell.parse(text).root?.node.width).toBe(text.length);
  });
});
