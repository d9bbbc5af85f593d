/** Source code of Python, Scala, SQL and R, as languages of the tree: what it calls, what it assigns, its texts. */
import { readCode } from './code/code-parser.ts';
import { reparseCode } from './code/code-reparse.ts';
import { writeCode } from './code/code-writer.ts';
import { type Dialect, PYTHON, R, SCALA, SQL } from './code/dialect.ts';
import type { Language } from './language.ts';
import { NOTHING } from './tree.ts';

function codeLanguage(dialect: Dialect): Language {
  const language: Language = {
    id: dialect.id,
    rootKey: dialect.id === 'sql' ? 'query' : 'code',
    lineComment: dialect.lineComment,
    parse: (text) => ({ language, text, root: readCode(text, dialect), problems: NOTHING, comments: NOTHING }),
    reparse: (tree, text, change) => reparseCode(tree, text, change, dialect),
    write: (text, change) => writeCode(text, change, dialect),
  };
  return language;
}

export const python = codeLanguage(PYTHON);
export const scala = codeLanguage(SCALA);
export const sql = codeLanguage(SQL);
export const r = codeLanguage(R);
