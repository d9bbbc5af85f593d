/** Makes the nodes of blocks of code in Markdown: the language, and the code as if it stood alone. */
import { makeContainer, makeEntry, traitsOf } from '../container.ts';
import { makeText } from '../make-text.ts';
import { CELL_LANGUAGE } from '../notebook/source-cells.ts';
import type { Piece } from '../offset-map.ts';
import { NOTHING, type ScalarNode, type SyntaxNode } from '../tree.ts';
import { behindIndentation, behindQuotes, type Fence } from './fences.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  sh: 'shellscript',
  bash: 'shellscript',
  zsh: 'shellscript',
  shell: 'shellscript',
  shellscript: 'shellscript',
  'shell-session': 'shellscript',
  shellsession: 'shellscript',
  'sh-session': 'shellscript',
  console: 'shellscript',
  terminal: 'shellscript',
  azurecli: 'shellscript',
  'azurecli-interactive': 'shellscript',
  'bash-interactive': 'shellscript',
  powershell: 'powershell',
  'powershell-interactive': 'powershell',
  pwsh: 'powershell',
  posh: 'powershell',
  ps: 'powershell',
  ps1: 'powershell',
  azurepowershell: 'powershell',
  'azurepowershell-interactive': 'powershell',
  json: 'json',
  jsonc: 'json',
  json5: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  terraform: 'terraform',
  hcl: 'terraform',
  tf: 'terraform',
  bicep: 'bicep',
  python: 'python',
  python3: 'python',
  py: 'python',
  sql: 'sql',
  scala: 'scala',
  r: 'r',
};

/** What stands before commands where a session is shown; all other lines are what the commands print. */
const PROMPTS: Readonly<Record<string, RegExp>> = {
  shellscript: /^[ \t]{0,8}\$ /,
  powershell: /^[ \t]{0,8}PS(?: [^>\n]{0,100})?> ?/,
};
const CONTINUED: Readonly<Record<string, RegExp>> = { shellscript: /\\\r?\n$/, powershell: /`\r?\n$/ };

export function languageOfBlock(info: string): string {
  const word = info.toLowerCase();
  return Object.hasOwn(LANGUAGES, word) ? (LANGUAGES[word] ?? word) : word;
}

export function readBlock(text: string, fence: Fence): SyntaxNode {
  const { start, end, info } = fence;
  const source = text.slice(info.start, info.end);
  const language = languageOfBlock(source);
  const pieces = [{ decoded: { start: 0, end: language.length }, source: { start: 0, end: source.length } }];
  const key: ScalarNode = {
    ...makeText(language, source.length, { shift: 0, pieces }, CELL_LANGUAGE),
    type: 'word',
  };
  const { value, at } = readCode(text, fence, language);
  const entry = makeEntry(key, info.start, { node: value, start: at }, at + value.width);
  const parts = { width: end - start, starts: [info.start - start], problems: NOTHING, comments: NOTHING };
  return makeContainer('map', [entry], parts, traitsOf([entry]));
}

interface Code {
  readonly value: ScalarNode;
  readonly at: number;
}

function readCode(text: string, { content, quotes, indentation }: Fence, language: string): Code {
  const lines: string[] = [];
  const places: number[] = [];
  for (let line = content.start; line < content.end; ) {
    const newline = text.indexOf('\n', line);
    const next = newline < 0 || newline >= content.end ? content.end : newline + 1;
    const begin = Math.min(behindIndentation(text, behindQuotes(text, line, quotes) ?? line, indentation), next);
    lines.push(text.slice(begin, next));
    places.push(begin);
    line = next;
  }
  const isSession = keepCommands(lines, places, language);
  const at = places[0] ?? content.start;
  const pieces: Piece[] = [];
  let length = 0;
  for (const [index, line] of lines.entries()) {
    const place = (places[index] ?? at) - at;
    const last = pieces.at(-1);
    const decoded = { start: length, end: length + line.length };
    const source = { start: place, end: place + line.length };
    if (last?.source.end === place) {
      const joined = { start: last.decoded.start, end: decoded.end };
      pieces[pieces.length - 1] = { decoded: joined, source: { start: last.source.start, end: source.end } };
    } else if (line !== '') {
      pieces.push({ decoded, source });
    }
    length = decoded.end;
  }
  const width = pieces.at(-1)?.source.end ?? 0;
  const map = { shift: 0, pieces: pieces.length > 1 ? pieces : NOTHING };
  return { value: makeText(lines.join(''), width, map, isSession ? 'session' : 'block'), at };
}

/** Leaves only the commands of a session, without what stands before them; whether it is one. */
function keepCommands(lines: string[], places: number[], language: string): boolean {
  const prompt = PROMPTS[language];
  const first = lines.find((line) => line.trim() !== '');
  if (!prompt || first === undefined || !prompt.test(first)) {
    return false;
  }
  let kept = 0;
  let goesOn = false;
  for (const [index, line] of lines.entries()) {
    const width = prompt.exec(line)?.[0].length ?? 0;
    if (width > 0 || goesOn) {
      lines[kept] = line.slice(width);
      places[kept] = (places[index] ?? 0) + width;
      kept++;
      goesOn = CONTINUED[language]?.test(line) ?? false;
    }
  }
  lines.length = kept;
  places.length = kept;
  return true;
}
