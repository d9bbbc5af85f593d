/** Comments that are taken out again: where they say just what was asked for, and nowhere else. */
import { describe, expect, test } from 'vitest';
import { bicep } from '../../server/src/syntax/bicep.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { hcl } from '../../server/src/syntax/hcl.ts';
import { json } from '../../server/src/syntax/json.ts';
import type { Language } from '../../server/src/syntax/language.ts';
import { powershell } from '../../server/src/syntax/powershell.ts';
import { shell } from '../../server/src/syntax/shell.ts';
import { type Placed, visitNodes } from '../../server/src/syntax/tree.ts';
import { yaml } from '../../server/src/syntax/yaml.ts';

/** The scalar whose text is `x`. */
function find(language: Language, text: string): Placed {
  const found: Placed[] = [];
  const { root } = language.parse(text);
  if (root) {
    visitNodes(
      root.node,
      root.start,
      () => true,
      (node, start) => {
        if (node.kind === 'scalar' && node.text === 'x') {
          found.push({ node, start });
        }
      },
    );
  }
  const [first] = found;
  if (!first) {
    throw new Error(`no x in ${text}`);
  }
  return first;
}

function uncomment(language: Language, text: string, comment: string): string | undefined {
  const edits = language.write(text, { verb: 'uncomment', node: find(language, text), text: comment });
  return edits && applyEdits(text, edits);
}

const LANGUAGES: readonly (readonly [Language, readonly string[]])[] = [
  [shell, ['a --b x', 'a --b "x" --c \\\n  d', 'a --b x  \r\ne', 'if a x; then\n b\nfi']],
  [powershell, ['New-A -B x', "$p = @{\r\n  A = 'x'   \r\n}", 'New-A -B x | Out-Null\n']],
  [bicep, ["var a = {\n  b: 'x'\n}", "var a = f('b', 'x')  \r\nvar c = 1", "var a = [ 'x' ]"]],
  [hcl, ['a {\n  b = "x"  \n}\n', 'a = ["x"]\r\nb = 1', 'a = f("x")']],
  [yaml, ['a: x\nb: y\n', 'a: "x"  \r\nb: y', 'a: [b, {c: x}]\n']],
];

describe.each(LANGUAGES.map(([language, texts]) => [language.id, language, texts] as const))(
  '%s',
  (_, language, texts) => {
    test.each(texts)('what was put behind %j is taken out, and nothing else', (text) => {
      const node = find(language, text);
      const edits = language.write(text, { verb: 'comment', node, text: 'Key Vault Reader (b) & c' });
      if (!edits) {
        expect(text).toMatch(/\\\n/);
        return;
      }
      const commented = applyEdits(text, edits);
      expect(commented).not.toBe(text);
      expect(uncomment(language, commented, 'Key Vault Reader (b) & c')).toBe(text);
      expect(uncomment(language, commented, 'Reader (b) & c')).toBeUndefined();
      expect(uncomment(language, commented, 'Key Vault Reader (b) & c d')).toBeUndefined();
      expect(uncomment(language, text, 'Key Vault Reader (b) & c')).toBeUndefined();
    });
  },
);

describe('what is no such comment stays', () => {
  test.each<[Language, string]>([
    [shell, 'a x # of Reader'],
    [shell, 'a x # b # Reader'],
    [shell, 'a x ## Reader'],
    [shell, 'a x b#Reader'],
    [shell, "a x ' # Reader"],
    [shell, "a x ' # Reader\n'"],
    [shell, 'a x\n# Reader'],
    [shell, 'a x <<E\n # Reader\nE'],
    [powershell, 'a x "\n" + " # Reader\n"'],
    [powershell, 'a x <# Reader #>'],
    [bicep, "var a = 'x' // not Reader"],
    [bicep, "var a = 'x' // b // Reader"],
    [bicep, "var a = 'x' /* Reader */"],
    [bicep, "var a = ['x', 'b'] // Reader"],
    [hcl, 'a = "x" # b # Reader'],
    [hcl, 'a = "x" ## Reader'],
    [yaml, 'a: x\nb: c#Reader'],
    [yaml, 'a: "x"# Reader'],
    [yaml, 'a: x # b # Reader'],
    [yaml, 'a: [x, b] # Reader'],
    [json, '{"a": "x"} // Reader'],
  ])('%#', (language, text) => {
    expect(uncomment(language, text, 'Reader')).toBeUndefined();
    expect(uncomment(language, text, '')).toBeUndefined();
  });

  test('blanks before it go with it, those behind it stay', () => {
    expect(uncomment(shell, 'a x \t  # Reader \nb', 'Reader ')).toBe('a x \nb');
    expect(uncomment(hcl, 'a = "x"//Reader', 'Reader')).toBe('a = "x"');
    expect(uncomment(yaml, 'a: x   #   Reader\r\n', 'Reader')).toBe('a: x\r\n');
  });
});
