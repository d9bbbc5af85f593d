/** JSON and JSONC, as a language of the tree. */
import { parseJson } from './json/json-parser.ts';
import { reparseJson } from './json/json-reparse.ts';
import { writeJson } from './json/json-writer.ts';
import type { Language } from './language.ts';

export const json: Language = {
  id: 'json',
  parse: (text) => ({ language: json, text, ...parseJson(text) }),
  reparse: (tree, text, change) => ({ language: json, text, ...reparseJson(tree, text, change) }),
  write: writeJson,
};
