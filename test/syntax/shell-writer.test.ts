/** What the verbs make of shell text: the word that is meant, in the quotes that were there. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { shell } from '../../server/src/syntax/shell.ts';
import type { Placed, ScalarNode } from '../../server/src/syntax/tree.ts';
import { commandsIn, problemsIn, wordIn } from './shell-picture.ts';

function replaceText(text: string, scalar: Placed<ScalarNode>, old: string, replacement: string): string | undefined {
  const start = scalar.node.text.indexOf(old);
  const span = { start, end: start + old.length };
  const edits = shell.write(text, { verb: 'replaceText', scalar, span, text: replacement });
  return edits && applyEdits(text, edits);
}

describe('text within a word', () => {
  test.each([
    ["a 'b c'", 'c', "it's $X", "a 'b it'\\''s $X'"],
    ['a "b c"', 'c', '"$X`\\', 'a "b \\"\\$X\\`\\\\"'],
    ["a $'b\\tc'", 'b', "'\n", "a $'\\'\\n\\tc'"],
    ['a b-c', 'c', 'd/e', 'a b-d/e'],
    ['a b-c', 'c', 'd e', undefined],
    ['a b-c', 'c', '$X', undefined],
    ['a {{secrets/b/c}}', '{{', '{{', 'a {{secrets/b/c}}'],
    ['a {b}', 'b', 'c,d', undefined],
    ['a b', 'b', '', undefined],
    ['a b#c', 'b', '', undefined],
    ["a '{'\"$X y\"'}'", 'y', '"', "a '{'\"$X \\\"\"'}'"],
    ["a '{'\"$X y\"'}'", '{', "'", "a ''\\'''\"$X y\"'}'"],
    ["a '{'\"$X y\"'}'", '{$X', 'z', undefined],
    ['a "$X y"', ' ', '_', undefined],
    ['a "$X y"', 'X', 'Z', undefined],
    ['a "$X y"', '$X', 'Z', 'a "Z y"'],
    ['a --b={{c}}', '{{c', '{{d', 'a --b={{d}}'],
    ['a "b', 'b', 'c', undefined],
  ])('%j: %j becomes %j', (text, old, replacement, expected) => {
    expect(replaceText(text, wordIn(text, 1), old, replacement)).toBe(expected);
  });

  test.each([
    ['a <<E\n{"b": "c"}\nE\n', 'c', '$d\n`', 'a <<E\n{"b": "\\$d\n\\`"}\nE\n'],
    ["a <<'E'\nb c\nE\n", 'c', '$d', "a <<'E'\nb $d\nE\n"],
    ['a <<E\nb c\nE\n', 'c', 'c\nE\nd', undefined],
    ['a <<-E\n\tb c\n\tE\n', 'c', 'd\n\te', undefined],
    ['a <<-E\n\tb c\n\tE\n', 'c', 'd\n  e', 'a <<-E\n\tb d\n  e\n\tE\n'],
  ])('of a here-document: in %j %j becomes %j', (text, old, replacement, expected) => {
    const [command] = commandsIn(text);
    const input = command?.node.input;
    if (input?.node.kind !== 'scalar') {
      throw new Error('no text');
    }
    expect(replaceText(text, { node: input.node, start: (command?.start ?? 0) + input.start }, old, replacement)).toBe(
      expected,
    );
  });

  test('reads afterwards as it should, whatever the word and the text', () => {
    const unit = fc.constantFrom(
      ...['a', "'b c'", '"d $E f"', '\\"', '$X', "$'g\\n'", '"\\\n"', 'é', '{', '--h=', '""'],
    );
    const word = fc.array(unit, { minLength: 1, maxLength: 5 }).map((units) => units.join(''));
    const text = fc.string({ unit: fc.constantFrom(...['a', "'", '"', '$', '\\', ' ', '\n', '#', '!', '{', ',']) });
    fc.assert(
      fc.property(word, fc.nat(8), fc.nat(4), text, (written, from, length, replacement) => {
        const script = `cmd ${written}; next`;
        const scalar = wordIn(script, 1);
        const start = Math.min(from, scalar.node.text.length);
        const span = { start, end: Math.min(start + length, scalar.node.text.length) };
        const edits = shell.write(script, { verb: 'replaceText', scalar, span, text: replacement });
        if (edits) {
          const after = applyEdits(script, edits);
          const wanted = scalar.node.text.slice(0, span.start) + replacement + scalar.node.text.slice(span.end);
          expect(commandsIn(after).map(({ node }) => node.line.map((one) => one.node.text))).toEqual([
            ['cmd', wanted],
            ['next'],
          ]);
          expect(problemsIn(after)).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a whole word', () => {
  test.each([
    ['a b', 'c-d', 'a c-d'],
    ['a b', 'c d', "a 'c d'"],
    ['a b', '$X', "a '$X'"],
    ['a b', "it's", "a 'it'\\''s'"],
    ['a b', '', "a ''"],
    ['a "b"', 'c d', 'a "c d"'],
    ['a "b"', '$X', "a '$X'"],
    ["a 'b'", 'c', "a 'c'"],
    ['a b', 'A=b', "a 'A=b'"],
    ['a b', true, 'a true'],
  ])('%j with %j is %j', (text, value, expected) => {
    const edits = shell.write(text, { verb: 'replace', node: wordIn(text, 1), value });
    expect(edits && applyEdits(text, edits)).toBe(expected);
  });

  test('what has no spelling in a word, and other verbs, are not written', () => {
    const node = wordIn('a b', 1);
    expect(shell.write('a b', { verb: 'replace', node, value: null })).toBeUndefined();
    expect(shell.write('a b', { verb: 'replace', node, value: 'a\0' })).toBeUndefined();
    const root = shell.parse('a b').root;
    const from = root?.node.kind === 'list' ? { node: root.node, start: 0 } : undefined;
    expect(from && shell.write('a b', { verb: 'remove', from, indexes: [0] })).toBeUndefined();
  });
});

describe('a comment', () => {
  test.each([
    ['a b', 'a b # Reader'],
    ['a b c "d"  \ne', 'a b c "d" # Reader  \ne'],
    ['a b # c', undefined],
    ['a b \\\n  c', undefined],
    ['a b "c\nd"', undefined],
    ['a b $(c\nd)', 'a b $(c # Reader\nd)'],
    ['a b | c; d', 'a b | c; d # Reader'],
    ['a b <<E\nc\nE', 'a b <<E # Reader\nc\nE'],
    ["a b 'c\\", undefined],
  ])('behind the second word of %j gives %j', (text, expected) => {
    const edits = shell.write(text, { verb: 'comment', node: wordIn(text, 1), text: 'Reader' });
    expect(edits && applyEdits(text, edits)).toBe(expected);
  });

  test('stands at the end of the last line of a command', () => {
    const text = 'a \\\n  b\nc';
    const edits = shell.write(text, { verb: 'comment', node: wordIn(text, 1), text: 'x' });
    expect(edits && applyEdits(text, edits)).toBe('a \\\n  b # x\nc');
  });
});
