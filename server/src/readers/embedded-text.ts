/**
 * Texts that are written in another language: JSON in a string, a script in a pipeline, the cells of a notebook, what is
 * shown in Markdown.
 */
import { bicep } from '../syntax/bicep.ts';
import { python, r, scala, sql } from '../syntax/code.ts';
import { hcl } from '../syntax/hcl.ts';
import { json } from '../syntax/json.ts';
import { type Language, parseEmbedded } from '../syntax/language.ts';
import { isNotebook, notebookCells } from '../syntax/notebook.ts';
import { powershell } from '../syntax/powershell.ts';
import { shell } from '../syntax/shell.ts';
import type { EntryNode, MapNode, Placed, ScalarNode } from '../syntax/tree.ts';
import { yaml } from '../syntax/yaml.ts';
import { policyScalar } from './aws-role.ts';
import type { Below } from './below.ts';
import { isProgram, placeOfRoot } from './databricks-place.ts';
import type { Place } from './text.ts';

/** The languages of cells and of blocks of code, by the names that notebooks and editors give them. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  bicep,
  json,
  powershell,
  python,
  r,
  scala,
  shellscript: shell,
  sql,
  terraform: hcl,
  yaml,
};

/** How JSON begins that has anything in it, and a template's token does not. */
const JSON_START = /^\s{0,40}(?:\{\s{0,40}"|\[\s{0,40}[{"[])/;
/** Words without which a text in JSON has nothing that is read here. */
const JSON_MARK =
  /secrets?[/_]|spark_conf|spark_env_vars|"scope"|assignableScope|AssignableScope|oleDefinition|"Statement"/;
/** Words without which a text is neither JSON nor a script of ours. */
const TEXT_MARK =
  /secret|spark_|databricks|az\s+role|create-for-rbac|AzRole|assignableScope|roleDefinition|"Statement"|%22Statement%22/i;
/** Keys under which pipelines and templates keep scripts. */
const SCRIPT_KEYS =
  /^(?:run|script|scripts|bash|pwsh|powershell|inlineScript|[Ii]nline|command|commands|cmd|before_script|after_script|scriptContent|sh)$/;
/** What a script has to call to be read. */
const SCRIPT_MARK = /\bdatabricks\s|\baz\s+role\s|create-for-rbac|-AzRole(?:Assignment|Definition)|assignableScopes"/i;
/** What shows that a script is for PowerShell: its cmdlets, its variables, a line that goes on behind a backtick. */
const POWERSHELL = /(?:^|[\s;|(])(?:New|Get|Set|Remove)-Az[A-Z]|^[ \t]{0,40}\$[\w:]{1,60}[ \t]{0,9}=|`\r?$/m;

/** Whether a text may have anything in it that is read as a language of its own. */
export function mayEmbed(text: string): boolean {
  return TEXT_MARK.test(text);
}

/** The tree of a text that is JSON of ours, in the same place as the text. */
export function jsonBelow({ node, start }: Placed<ScalarNode>, around: Place): Below | undefined {
  const { text } = node;
  const decoded = text.startsWith('%') ? policyScalar(node) : undefined;
  if (decoded) {
    const inside: Place = { ...around, standing: 'root', secrets: 'elsewhere' };
    return { scalar: decoded, start, tree: parseEmbedded(decoded, json), around: inside };
  }
  if (text.length < 10 || !JSON_START.test(text) || !JSON_MARK.test(text)) {
    return undefined;
  }
  // A variable of a script is passed on by it; what is in the text is not for the script itself.
  const secrets = around.secrets === 'script' ? 'elsewhere' : around.secrets;
  const tree = parseEmbedded(node, json);
  // A text that ends in the middle is one of several that are put together.
  const isWhole = !tree.root?.node.problems.some(({ code }) => code === 'unclosed');
  return { scalar: node, start, tree, around: { ...around, standing: 'root', secrets, definesRoles: isWhole } };
}

/** The tree of a script below a key of a pipeline. */
export function scriptBelow(key: string, { node, start }: Placed<ScalarNode>, around: Place): Below | undefined {
  if (!SCRIPT_KEYS.test(key) || !SCRIPT_MARK.test(node.text)) {
    return undefined;
  }
  const language = POWERSHELL.test(node.text) ? powershell : shell;
  return { scalar: node, start, tree: parseEmbedded(node, language), around: insideLanguage(language, around) };
}

/** The tree of a cell: an entry whose key says its language. */
export function cellBelow(entry: EntryNode, around: Place): Below | undefined {
  const language = LANGUAGES[entry.key.text];
  const value = entry.value;
  if (!language || value?.kind !== 'scalar') {
    return undefined;
  }
  const tree = parseEmbedded(value, language);
  return { scalar: value, start: entry.valueStart, tree, around: insideLanguage(language, around) };
}

/** The trees of the cells of a notebook that is kept as JSON; undefined where a map is none. */
export function cellsBelow(root: Placed<MapNode>, around: Place): readonly Below[] | undefined {
  if (around.standing !== 'root' || !isNotebook(root)) {
    return undefined;
  }
  return [...notebookCells(root)].flatMap(({ language: name, source }): Below[] => {
    const language = LANGUAGES[name];
    if (!language) {
      return [];
    }
    const tree = parseEmbedded(source.node, language);
    return [{ scalar: source.node, start: source.start, tree, around: insideLanguage(language, around) }];
  });
}

function insideLanguage({ rootKey }: Language, around: Place): Place {
  const secrets = placeOfRoot(rootKey);
  return {
    ...around,
    standing: 'root',
    secrets,
    isQuery: rootKey === 'query',
    isProgram: isProgram(secrets),
    definesRoles: !isProgram(secrets),
  };
}
