/** PowerShell scripts read again after a change, and scripts that are no scripts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextChange } from '../../server/src/syntax/language.ts';
import { powershell } from '../../server/src/syntax/powershell.ts';
import { itemsIn } from './powershell-picture.ts';

const SAMPLE = `#Requires -Version 7
<#
.SYNOPSIS a
#>
param(
  [Parameter(Mandatory = $true)] [string] $Role = "Reader",
  [switch] $Force
)
function Add-Role([string] $name = 'x') {
  $params = @{
    RoleDefinitionName = "Own\`"er $name" # which
    ObjectId = (Get-AzADUser -UserPrincipalName 'it''s').Id; N = 5
    Roles = @('a', "b"), @{ c = $true }
  }
  New-AzRoleAssignment @params \`
    -Scope "/subscriptions/$($sub.Id)/x"
  if ($a -eq 'b') { c } elseif (d) { e -f:g } else { $h = 'i' }
}
$json = @'
{ "Actions": ["x"] }
'@
@"
$x text
"@ | az role definition create --role-definition '@-' 2>&1 > $null
Get-X |
  ForEach-Object { New-Y $_.Id }
Get-Z
| Out-Null
foreach ($q in Get-Q) {
  switch ($q) {
    'a' { b }
    default { c }
  }
}
$v = if ($w) { 'x' } else { Get-W }
$r.Actions.Add("x/read"); $i++; & "a b.exe" --% "c" d
try { a } catch [X] { b } finally { c }
process { d }
`;

const inserted = fc.oneof(
  fc.constantFrom(
    ...['', '', 'x', ' ', '\n', '\r\n', '"', "'", '`', '`\n', '$', '$(', '@(', '@{', '(', ')', '}', '{', '|', '[', ']'],
    ...['| x', '} | y', ') | y', ';', '&&', "@'\n", "\n'@\n", '@"\n', '#', ' # c\n', '<#', '#>', 'else ', 'if ('],
    ...[
      '$A = ',
      'X = ',
      '$X=@{',
      ', ',
      '= ',
      '-a:b',
      '\n\n',
      'foreach ($x\n in ',
      '\n=======\n',
      'process',
      '{\n',
      '\n}\n',
    ],
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
        let tree = powershell.parse(first);
        for (const { at, length, inserted: added } of changes) {
          const start = Math.floor(at * tree.text.length);
          const end = Math.min(tree.text.length, start + length);
          const text = tree.text.slice(0, start) + added + tree.text.slice(end);
          const change: TextChange = { start, end, length: added.length };
          tree = powershell.reparse(tree, text, change);
          expect(tree).toEqual(powershell.parse(text));
        }
      }),
      { numRuns: Number(process.env.REPARSE_RUNS ?? 1500) },
    );
  });

  test('shares what the change does not touch, within a function too', () => {
    const before = powershell.parse(SAMPLE);
    const at = SAMPLE.indexOf('/subscriptions');
    const text = `${SAMPLE.slice(0, at)}x${SAMPLE.slice(at)}`;
    const after = powershell.reparse(before, text, { start: at, end: at, length: 1 });
    const old = new Set(before.root?.node.kind === 'list' ? before.root.node.children : []);
    const fresh = after.root?.node.kind === 'list' ? after.root.node.children.filter((node) => !old.has(node)) : [];
    expect(fresh.map(({ kind }) => kind)).toEqual(['command']);
  });
});

describe('bad input', () => {
  test('never throws, and children stand in order and apart', () => {
    const piece = fc.constantFrom(
      ...['"', "'", '`', '$(', '${', '(', ')', '}', '\n', ' ', 'a', '=', '<#', '#>', '|', ';', '&', '#', '{', '[', ']'],
      ...[
        '@{',
        '@(',
        "@'\n",
        "\n'@",
        '$x',
        '$x = ',
        'if',
        'else',
        'foreach ($x in ',
        '\r\n',
        '-a:',
        '-',
        ',',
        'param(',
      ],
      ...['\0', '\uD800', '\t', '\u2018', '\u201c', '\u2013', '.', '::', '--%', '>', '2>&1', 'process', 'A = ', '"@\n'],
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
});

const REPEATED = [
  ...['"', "'", '`', '$(', '${', '(', ')', '"$(', '"${', '@{', '@(', '[', '<#', "@'\n", '@"\n', '{', '}', '@{a=', ','],
  ...[
    '"$(a\n',
    '"a"b\n',
    '$x=(\n',
    '$x=@(a\n',
    '$x = @{ a = (\n',
    'a|',
    'a |\n',
    '}|a\n',
    '|a\n',
    '$x = ',
    'a -b:',
    '<',
  ],
  ...[
    'x "\n',
    "x '\n",
    '{ a; } | b\n',
    'a[',
    "'a'",
    '=======\n',
    '\n',
    '# a\n',
    'process ',
    'if (',
    'else ',
    'a,',
    '. ',
  ],
  ...[
    'param(',
    '$x=$(',
    '"a"b "c\n',
    '$x.a',
    '$x.a(',
    '[a(',
    '@{a=@(',
    'a @{b=@(',
    '@{\n',
    ' "@\n',
    "@'\n '@\n",
    '$x = a\n',
  ],
];

describe('scripts that end early, and very long ones', () => {
  test('every beginning of a script is read', () => {
    for (let length = 0; length <= SAMPLE.length; length++) {
      expect(powershell.parse(SAMPLE.slice(0, length)).root?.node.width).toBe(length);
    }
  });

  test.each(REPEATED)('%j twenty thousand times takes no long time', (unit) => {
    expect(powershell.parse(unit.repeat(20_000)).root?.node.width).toBe(unit.length * 20_000);
  });

  test('lines of a megabyte', () => {
    for (const text of [`echo '${'x '.repeat(500_000)}'`, `echo ${'hello-world "a $X b" '.repeat(10_000)}`]) {
      expect(powershell.parse(text).root?.node.width).toBe(text.length);
    }
  });
});
