/**
 * Command lines and scripts of shells (sh, bash, zsh), as a language of the tree.
 *
 * The root is a list over the whole text. Its children, in order of place, are the commands, wherever in the flow of
 * control or in groups they stand, and the assignments: maps of one entry. Commands in substitutions are the `nested`
 * ones of the command in whose words (or here-document) they stand; of an assignment see `shell/assignment.ts`; those in
 * words that belong to no command (`for x in $(…)`) are children of the root. All comments are the root's. Problems
 * of a word are the word's, those of a here-document its command's, all others the root's.
 */
import type { Language } from './language.ts';
import { parseShell, reparseShell } from './shell/shell-parser.ts';
import { writeShell } from './shell/shell-writer.ts';
import { isList } from './tree.ts';

export const shell: Language = {
  id: 'shellscript',
  rootKey: 'script',
  lineComment: '#',
  bareTexts: true,
  parse: (text) => ({ language: shell, text, ...parseShell(text) }),
  reparse: (tree, text, change) =>
    isList(tree.root) ? { language: shell, text, ...reparseShell(tree.root.node, text, change) } : shell.parse(text),
  write: writeShell,
};
