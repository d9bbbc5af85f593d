/**
 * The texts that the product says, and which of them are not translated yet: `node server/tools/run.mjs messages`.
 * English is the key; the translations stand in `client/l10n`, in the form that VS Code loads.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '../src/rules/index.ts';

export const L10N = 'client/l10n';

/** Double quotes stand around a text with a single one in it; scripts that are written for people say theirs as comments. */
const CALL = /(?:\b(?:message|say|l10n\.t)|#comment)\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/g;

/** Every English text, in the order of the files. */
export function findMessages(root: string): readonly string[] {
  const found = ['server/src', 'client/src'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .flatMap((name) =>
        [...readFileSync(path.join(root, folder, name), 'utf8').matchAll(CALL)].map(([, single, double]) =>
          unescapeText(single ?? double ?? ''),
        ),
      ),
  );
  return [...new Set([...found, ...RULES.flatMap(({ summary, why }) => [summary, why])])];
}

/** A text as the program reads it. */
function unescapeText(source: string): string {
  return source.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}

/** The texts that a translation lacks. */
export function missingMessages(root: string, language: string): readonly string[] {
  const bundle: Readonly<Record<string, string>> = JSON.parse(
    readFileSync(path.join(root, L10N, `bundle.l10n.${language}.json`), 'utf8'),
  );
  return findMessages(root).filter((text) => !(text in bundle));
}

export function main(): number {
  const languages = readdirSync(L10N).flatMap((name) => /^bundle\.l10n\.(\w+)\.json$/.exec(name)?.[1] ?? []);
  for (const language of languages) {
    const missing = missingMessages('.', language);
    console.log(`${language}: ${missing.length} of ${findMessages('.').length} texts are not translated`);
    missing.forEach((text) => {
      console.log(JSON.stringify(text));
    });
  }
  return 0;
}
