/** Source code as it is kept in files: a notebook where the first line says so, plain code otherwise. */
import { python, r, scala, sql } from './code.ts';
import type { Language, Tree } from './language.ts';
import { firstCellStart, readNotebook, type SourceFormat, untouchedCells } from './notebook/source-cells.ts';
import { writeCell } from './notebook/write-cell.ts';
import { NOTHING } from './tree.ts';

export { isNotebook, type NotebookCell, notebookCells } from './notebook/notebook-cells.ts';

function sourceLanguage(code: Language, mark: string): Language {
  const format: SourceFormat = { language: code.id, mark };
  const ours = (tree: Tree): Tree => ({ ...tree, language });
  const cells = (text: string, from: number, known: Parameters<typeof readNotebook>[3]): Tree => {
    const root = readNotebook(text, from, format, known);
    return { language, text, root, problems: NOTHING, comments: NOTHING };
  };
  const language: Language = {
    id: code.id,
    ...(code.rootKey === undefined ? {} : { rootKey: code.rootKey }),
    lineComment: mark,
    parse: (text) => {
      const from = firstCellStart(text, format);
      return from === undefined ? ours(code.parse(text)) : cells(text, from, () => undefined);
    },
    reparse: (tree, text, change) => {
      const from = firstCellStart(text, format);
      const wasNotebook = firstCellStart(tree.text, format) !== undefined;
      if (from !== undefined) {
        return cells(text, from, wasNotebook ? untouchedCells(tree.root?.node, change) : () => undefined);
      }
      return ours(wasNotebook ? code.parse(text) : code.reparse({ ...tree, language: code }, text, change));
    },
    write: (text, change) =>
      firstCellStart(text, format) === undefined ? code.write(text, change) : writeCell(text, change, format),
  };
  return language;
}

export const pythonSource = sourceLanguage(python, '#');
export const scalaSource = sourceLanguage(scala, '//');
export const sqlSource = sourceLanguage(sql, '--');
export const rSource = sourceLanguage(r, '#');
