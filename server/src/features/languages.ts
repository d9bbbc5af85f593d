/** Which language a file is read as. */
import { bicep } from '../syntax/bicep.ts';
import { environment } from '../syntax/environment.ts';
import { hcl } from '../syntax/hcl.ts';
import { json } from '../syntax/json.ts';
import type { Language } from '../syntax/language.ts';
import { markdown } from '../syntax/markdown.ts';
import { pythonSource, rSource, scalaSource, sqlSource } from '../syntax/notebook.ts';
import { oktaExpression } from '../syntax/okta-expression.ts';
import { powershell } from '../syntax/powershell.ts';
import { shell } from '../syntax/shell.ts';
import { sparkConf } from '../syntax/spark-conf.ts';
import { xml } from '../syntax/xml.ts';
import { yaml } from '../syntax/yaml.ts';

const BY_ENDING: Readonly<Record<string, Language>> = {
  json,
  jsonc: json,
  yaml,
  yml: yaml,
  tf: hcl,
  tofu: hcl,
  bicep,
  conf: sparkConf,
  env: environment,
  py: pythonSource,
  scala: scalaSource,
  sql: sqlSource,
  r: rSource,
  ipynb: json,
  sh: shell,
  bash: shell,
  zsh: shell,
  ps1: powershell,
  psm1: powershell,
  md: markdown,
  markdown,
  xml,
  okta: oktaExpression,
};
const BY_EDITOR_ID: Readonly<Record<string, Language>> = {
  json,
  jsonc: json,
  yaml,
  terraform: hcl,
  bicep,
  'spark-conf': sparkConf,
  dotenv: environment,
  shellscript: shell,
  powershell,
  python: pythonSource,
  scala: scalaSource,
  sql: sqlSource,
  r: rSource,
  markdown,
  xml,
  'okta-expression': oktaExpression,
};
/** The editor's ids for files of several kinds: there the name decides. */
const BY_NAME = ['properties', 'ini', 'hcl', 'opentofu', 'azure-pipelines', 'github-actions-workflow'];

/** By the file's ending, for the command line. */
export function languageOfFile(name: string): Language | undefined {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return name.includes('.') ? BY_ENDING[ending] : undefined;
}

/**
 * By the editor's id of the language.
 * @param uri decides where the id says little
 */
export function languageOfDocument(id: string, uri: string): Language | undefined {
  return BY_EDITOR_ID[id] ?? (BY_NAME.includes(id) ? languageOfFile(uri) : undefined);
}

export const EDITOR_LANGUAGES: readonly string[] = [...Object.keys(BY_EDITOR_ID), ...BY_NAME];

/** Whether a file is one of access tests, by the name that such files have. */
export function isAccessTestName(name: string): boolean {
  return /\.access\.ya?ml$/i.test(name);
}

/** Whether a file may say anything of others; what is shown to people in a text is nobody's own. */
export function mayTellOfOthers(name: string): boolean {
  const language = languageOfFile(name);
  return language !== undefined && !language.isProse;
}

/** The files whose changes on the disk matter. */
export const WATCHED = `**/*.{${Object.keys(BY_ENDING)
  .filter((ending) => mayTellOfOthers(`.${ending}`))
  .join(',')}}`;
