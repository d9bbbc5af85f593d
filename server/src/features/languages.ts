/** Which language a file is read as. */
import { json } from '../syntax/json.ts';
import type { Language } from '../syntax/language.ts';

const BY_ENDING: Readonly<Record<string, Language>> = { json, jsonc: json };
const BY_EDITOR_ID: Readonly<Record<string, Language>> = { json, jsonc: json };

/** By the file's ending, for the command line. */
export function languageOfFile(name: string): Language | undefined {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return name.includes('.') ? BY_ENDING[ending] : undefined;
}

/** By the editor's id of the language. */
export function languageOfDocument(id: string): Language | undefined {
  return BY_EDITOR_ID[id];
}

export const EDITOR_LANGUAGES: readonly string[] = Object.keys(BY_EDITOR_ID);
