/**
 * Command lines and scripts of PowerShell, as a language of the tree.
 *
 * The root is a list over the whole text. Its children, in order of place, are the commands, wherever in the flow of
 * control, in functions or in script blocks they stand, and the assignments: maps of one entry, of whose values see
 * `powershell/value-reader.ts`. A command ends where a script block begins, for what stands in the block is read for
 * itself. Commands in substitutions and brackets are the `nested` ones of the command in whose words they stand; those
 * in other expressions are children of the root. `@name` is a word of style `splat`. All comments are the root's.
 * Problems of a word are the word's, all others the root's.
 */
import type { Language } from './language.ts';
import { parsePowershell, reparsePowershell } from './powershell/powershell-parser.ts';
import { writePowershell } from './powershell/powershell-writer.ts';
import { isList } from './tree.ts';

export const powershell: Language = {
  id: 'powershell',
  rootKey: 'code',
  lineComment: '#',
  bareTexts: true,
  parse: (text) => ({ language: powershell, text, ...parsePowershell(text) }),
  reparse: (tree, text, change) =>
    isList(tree.root)
      ? { language: powershell, text, ...reparsePowershell(tree.root.node, text, change) }
      : powershell.parse(text),
  write: writePowershell,
};
