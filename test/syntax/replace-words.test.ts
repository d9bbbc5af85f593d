/** Other words in a command: what is put in, what is taken out with it, and where nothing can be written safely. */
import { expect, test } from 'vitest';
import { applyEdits, kept, type Written } from '../../server/src/syntax/change.ts';
import { shell } from '../../server/src/syntax/shell.ts';
import { isList, itemsOf } from '../../server/src/syntax/tree.ts';

function replaced(text: string, at: number, count: number, words: readonly (Written | number)[]): string | undefined {
  const { root } = shell.parse(text);
  const command = isList(root) ? [...itemsOf(root)][0] : undefined;
  if (command?.node.kind !== 'command') {
    return undefined;
  }
  const { node, start } = command;
  const written = words.map((word): Written => {
    const line = typeof word === 'number' ? node.line[word] : undefined;
    return line ? kept({ node: line.node, start: start + line.start }) : typeof word === 'number' ? null : word;
  });
  const change = { verb: 'replaceWords', command: { node, start }, at, count, words: written } as const;
  const edits = shell.write(text, change);
  return edits && applyEdits(text, edits);
}

test.each([
  ['a --x b c', 1, 1, [], 'a b c'],
  ['a --x b', 1, 2, [], 'a'],
  ['a \\\n  --x \\\n  b c', 1, 1, [], 'a \\\n  b c'],
  ['a \\\n  --x b \\\n  --y', 1, 2, [], 'a \\\n  --y'],
  ['a "$b" \'c\'', 1, 2, [2, 1], 'a \'c\' "$b"'],
  ['echo x | y', 0, 1, ['printf', '%s'], 'printf %s x | y'],
  ['a b', 1, 1, ["it's", ''], "a 'it'\\''s' ''"],
  ['a --x > f b', 1, 2, [], undefined],
  ['a --x > f b', 1, 1, [], undefined],
  ['a b', 1, 3, [], undefined],
])('%j with %i, %i for %j', (text, at, count, words, expected) => {
  expect(replaced(text, at, count, words)).toBe(expected);
});
