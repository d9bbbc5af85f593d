/** The grammars of the manifest, loaded the way the editor loads them, with stand-ins for the languages of others. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import onigurumaPackage from 'vscode-oniguruma';
import textmatePackage, { type IGrammar, type IRawGrammar } from 'vscode-textmate';
import { HOST_PATTERNS } from './host-grammars.ts';

const { createOnigScanner, createOnigString, loadWASM } = onigurumaPackage;
const { INITIAL, parseRawGrammar, Registry } = textmatePackage;

export const ROOT = path.resolve(import.meta.dirname, '../..');
const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
const loaded = loadWASM({ data: new Uint8Array(readFileSync(wasm)).buffer });

interface Contribution {
  readonly language?: string;
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}

export const CONTRIBUTIONS: readonly Contribution[] = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  .contributes.grammars;

/** Every file of a grammar, with its text. */
export const GRAMMAR_FILES: readonly (readonly [name: string, text: string])[] = readdirSync(
  path.join(ROOT, 'syntaxes'),
)
  .filter((name) => name.endsWith('.tmLanguage.json'))
  .map((name) => [name, readFileSync(path.join(ROOT, 'syntaxes', name), 'utf8')] as const);

function rawGrammar(scope: string): IRawGrammar | null {
  const ours = CONTRIBUTIONS.find(({ scopeName }) => scopeName === scope);
  if (ours) {
    const file = path.join(ROOT, ours.path);
    return parseRawGrammar(readFileSync(file, 'utf8'), file);
  }
  const patterns = HOST_PATTERNS[scope];
  return patterns ? parseRawGrammar(JSON.stringify({ scopeName: scope, patterns }), 'host.json') : null;
}

/** An injection into `source.json` is one into `source.json.comments` too: so does the editor look for them. */
function injectionsOf(scope: string): string[] {
  const parts = scope.split('.');
  return parts.flatMap((_, index) => {
    const prefix = parts.slice(0, index + 1).join('.');
    return CONTRIBUTIONS.filter(({ injectTo }) => injectTo?.includes(prefix)).map(({ scopeName }) => scopeName);
  });
}

const registry = new Registry({
  onigLib: loaded.then(() => ({ createOnigScanner, createOnigString })),
  loadGrammar: async (scope) => rawGrammar(scope),
  getInjections: injectionsOf,
});

export async function loadGrammar(scope: string): Promise<IGrammar> {
  const grammar = await registry.loadGrammar(scope);
  if (!grammar) {
    throw new Error(`no grammar for ${scope}`);
  }
  return grammar;
}

/** A regular expression as the editor's engine compiles it; it throws where that does. */
export async function compileExpression(source: string): Promise<void> {
  await loaded;
  createOnigScanner([source]).dispose?.();
}

export interface Token {
  readonly text: string;
  /** From the root of the grammar to the innermost. */
  readonly scopes: readonly string[];
}

/** The tokens of each line; neighbours with the same scopes are one, as they look. */
export function tokenize(grammar: IGrammar, lines: readonly string[]): Token[][] {
  let stack = INITIAL;
  return lines.map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    const joined: Token[] = [];
    for (const { startIndex, endIndex, scopes } of tokens) {
      const text = line.slice(startIndex, endIndex);
      const last = joined.at(-1);
      if (last && last.scopes.join(' ') === scopes.join(' ')) {
        joined[joined.length - 1] = { text: last.text + text, scopes };
      } else if (text !== '') {
        joined.push({ text, scopes });
      }
    }
    return joined;
  });
}
