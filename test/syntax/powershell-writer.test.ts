/** What the verbs make of PowerShell text: the word that is meant, in the quotes that were there. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, type Change, kept, list, map } from '../../server/src/syntax/change.ts';
import { powershell } from '../../server/src/syntax/powershell.ts';
import type { CommandNode, MapNode, Placed, ScalarNode } from '../../server/src/syntax/tree.ts';
import { commandsIn, drawAll, itemsIn, problemsIn, wordIn } from './powershell-picture.ts';

function write(text: string, change: Change): string | undefined {
  const edits = powershell.write(text, change);
  return edits && applyEdits(text, edits);
}

function replaceText(text: string, scalar: Placed<ScalarNode>, old: string, replacement: string): string | undefined {
  const start = scalar.node.text.indexOf(old);
  const span = { start, end: start + old.length };
  return write(text, { verb: 'replaceText', scalar, span, text: replacement });
}

/** The hashtable that the first statement assigns. */
function tableIn(text: string): Placed<MapNode> {
  const first = itemsIn(text)[0];
  const entry = first?.node.kind === 'map' ? first.node.children[0] : undefined;
  if (entry?.value?.kind !== 'map') {
    throw new Error('no hashtable');
  }
  return { node: entry.value, start: (first?.start ?? 0) + entry.valueStart };
}

function commandIn(text: string): Placed<CommandNode> {
  const [command] = commandsIn(text);
  if (!command) {
    throw new Error('no command');
  }
  return command;
}

describe('text within a word', () => {
  test.each([
    ["a 'b c'", 'c', "it's $X\u2019", "a 'b it''s $X\u2019\u2019'"],
    ['a "b c"', 'c', '"$X`\u201d', 'a "b `"`$X```\u201d"'],
    ['a b-c', 'c', 'd/e', 'a b-d/e'],
    ['a b-c', 'c', 'd e', undefined],
    ['a b-c', 'c', '$X', undefined],
    ['a b', 'b', '', undefined],
    ['a b', 'b', '-c', undefined],
    ['a -RoleDefinitionName', 'RoleDefinitionName', 'RoleDefinitionId', 'a -RoleDefinitionId'],
    ['a "$X y"', ' ', '_', undefined],
    ['a "$X y"', '$X', 'Z', 'a "Z y"'],
    ['a "b', 'b', 'c', undefined],
    ['a @b', 'b', 'c', undefined],
  ])('%j: %j becomes %j', (text, old, replacement, expected) => {
    expect(replaceText(text, wordIn(text, 1), old, replacement)).toBe(expected);
  });

  test.each([
    ["@'\nb c\n'@ | a", 'c', "$d'\ne", "@'\nb $d'\ne\n'@ | a"],
    ['@"\r\nb c\r\n"@ | a', 'c', '$d`"', '@"\r\nb `$d``"\r\n"@ | a'],
    ["@'\nb c\n'@ | a", 'c', "\n'@", undefined],
    ["@'\nb\n'@ | a", 'b', '', undefined],
  ])('of a here-string: in %j %j becomes %j', (text, old, replacement, expected) => {
    const command = commandIn(text);
    const input = command.node.input;
    if (input?.node.kind !== 'scalar') {
      throw new Error('no text');
    }
    expect(replaceText(text, { node: input.node, start: command.start + input.start }, old, replacement)).toBe(
      expected,
    );
  });

  test('reads afterwards as it should, whatever the word and the text', () => {
    const unit = fc.constantFrom(
      ...['a', "'b c'", '"d $E f"', '`"', '$X', '"`n"', 'é', '"a""b"', "'a''b'", '-x:', '""'],
    );
    const word = fc.array(unit, { minLength: 1, maxLength: 4 }).map((units) => units.join(''));
    const text = fc.string({
      unit: fc.constantFrom(...['a', "'", '"', '$', '`', ' ', '\n', '#', '\u201c', '{', ',', '-', '@']),
    });
    fc.assert(
      fc.property(word, fc.nat(8), fc.nat(4), text, (written, from, length, replacement) => {
        const script = `cmd ${written}; next`;
        const before = commandsIn(script).map(({ node }) => node.line.map((one) => one.node.text));
        const scalar = wordIn(script, 1);
        const start = Math.min(from, scalar.node.text.length);
        const span = { start, end: Math.min(start + length, scalar.node.text.length) };
        const after = write(script, { verb: 'replaceText', scalar, span, text: replacement });
        if (after !== undefined) {
          const wanted = scalar.node.text.slice(0, span.start) + replacement + scalar.node.text.slice(span.end);
          const [first = [], ...others] = before;
          const lines = commandsIn(after).map(({ node }) => node.line.map((one) => one.node.text));
          expect(lines).toEqual([['cmd', wanted, ...first.slice(2)], ...others]);
          expect(problemsIn(after)).toEqual(problemsIn(script));
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('whole scalars and words', () => {
  test.each([
    ["a 'b'", "c'd", "a 'c''d'"],
    ['a "b"', 'c d', 'a "c d"'],
    ['a "b"', 'c$d', "a 'c$d'"],
    ['a b', 'c/d', 'a c/d'],
    ['a b', 'c d', "a 'c d'"],
    ['a $x.y', 'c', 'a c'],
  ])('%j gets %j', (text, value, expected) => {
    expect(write(text, { verb: 'replace', node: wordIn(text, 1), value })).toBe(expected);
  });

  test('words are put in and taken out', () => {
    const text = "a -b 'c' `\n  -d e > f";
    const command = commandIn(text);
    const change = { verb: 'replaceWords', command, at: 1, count: 2 } as const;
    expect(write(text, { ...change, words: ['-x', 'y z'] })).toBe("a -x 'y z' `\n  -d e > f");
    expect(write(text, { ...change, words: [] })).toBe('a -d e > f');
    const again = commandIn(text).node.line[2];
    expect(again && write(text, { ...change, words: [kept({ ...again, start: again.start })] })).toBe(
      "a 'c' `\n  -d e > f",
    );
  });
});

describe('hashtables', () => {
  test('keys are renamed, in the quotes that they have', () => {
    const text = "$x = @{ RoleDefinitionName = 'a'; 'b' = 1 }";
    expect(write(text, { verb: 'renameKey', map: tableIn(text), index: 0, key: 'RoleDefinitionId' })).toBe(
      "$x = @{ RoleDefinitionId = 'a'; 'b' = 1 }",
    );
    expect(write(text, { verb: 'renameKey', map: tableIn(text), index: 1, key: 'c d' })).toContain("'c d' = 1");
    const assigned = itemsIn(text)[0];
    const map = assigned?.node.kind === 'map' ? { node: assigned.node, start: assigned.start } : tableIn('');
    expect(write(text, { verb: 'renameKey', map, index: 0, key: 'y' })).toBeUndefined();
  });

  test('values are replaced', () => {
    const text = '$x = @{ a = 5; b = $y; c = $true }';
    const table = tableIn(text);
    const values = table.node.children.map((entry, index) => ({
      node: entry.value ?? entry.key,
      start: table.start + (table.node.starts[index] ?? 0) + entry.valueStart,
    }));
    const written = values.map((node) => write(text, { verb: 'replace', node, value: 'z' }));
    expect(written).toEqual([
      "$x = @{ a = 'z'; b = $y; c = $true }",
      "$x = @{ a = 5; b = 'z'; c = $true }",
      "$x = @{ a = 5; b = $y; c = 'z' }",
    ]);
  });

  test.each([
    ['$x = @{\r\n  a = 1 # b\r\n  c = 2\r\n}', 0, "$x = @{\r\n  n = 'v'\r\n  a = 1 # b\r\n  c = 2\r\n}"],
    ['$x = @{\r\n  a = 1 # b\r\n}', 1, "$x = @{\r\n  a = 1 # b\r\n  n = 'v'\r\n}"],
    ['$x = @{ a = 1 }', 1, "$x = @{ a = 1; n = 'v' }"],
    ['$x = @{}', 0, "$x = @{ n = 'v' }"],
  ])('an entry is put into %j at %d', (text, at, expected) => {
    expect(write(text, { verb: 'insertEntries', into: tableIn(text), at, entries: [['n', 'v']] })).toBe(expected);
  });

  test('values of all kinds are written', () => {
    const text = '$x = @{}';
    const entries = [
      ['a', list(['b', 1])],
      ['c d', map([['e', true]])],
      ['f', null],
    ] as const;
    expect(write(text, { verb: 'insertEntries', into: tableIn(text), at: 0, entries })).toBe(
      "$x = @{ a = @('b', 1); 'c d' = @{ e = $true }; f = $null }",
    );
  });

  test.each([
    ['$x = @{\n  a = 1 # b\n  c = 2\n}', [0], '$x = @{\n  c = 2\n}'],
    ['$x = @{ a = 1; c = 2 }', [0], '$x = @{ c = 2 }'],
    ['$x = @{ a = 1; c = 2 }', [1], '$x = @{ a = 1 }'],
    ['$x = @{\n  a = 1\n  c = 2\n}', [0, 1], '$x = @{\n}'],
  ])('of %j %j is taken out', (text, indexes, expected) => {
    const after = write(text, { verb: 'remove', from: tableIn(text), indexes });
    expect(after).toBe(expected);
    expect(drawAll(after ?? '')).toHaveLength(1);
  });
});
