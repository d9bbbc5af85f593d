/** The files of the machine, for a server that runs in Node. */
import { type Dirent, existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Host } from '../features/host.ts';
import { mayTellOfOthers } from '../features/languages.ts';
import { mayTell } from '../features/workspace.ts';
import type { Translations } from '../rules/message.ts';
import { decodeText } from '../syntax/decode-text.ts';

/** Not looked into, for nobody writes roles there. */
const SKIPPED = new Set(['node_modules', '.git', '.terraform', '.vscode-test', 'dist', 'out', 'target', 'bin', 'obj']);
/** Larger files are exports; who needs their scopes has smaller ones. In bytes. */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_FILES = 5000;

/** The translations, from the folder of the bundles. */
export const L10N_FOLDER = '../client/l10n';

/** @param l10n the folder of the translations */
export function nodeHost(l10n: string): Host {
  return {
    readText: (uri) => {
      try {
        return decodeText(readFileSync(fileURLToPath(uri)))?.text;
      } catch {
        // No such file, or no file at all: an editor may show documents that are none.
        return undefined;
      }
    },
    readFolder,
    translations: (locale) => readTranslations(l10n, locale),
  };
}

async function* readFolder(uri: string): AsyncGenerator<{ uri: string; text: string }> {
  let count = 0;
  for await (const file of findFiles(fileURLToPath(uri))) {
    if (++count > MOST_FILES) {
      return;
    }
    const text = await readCandidate(file);
    if (text !== undefined) {
      yield { uri: pathToFileURL(file).href, text };
    }
  }
}

async function* findFiles(folder: string): AsyncGenerator<string> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    // A folder that cannot be read has nothing to offer.
    return;
  }
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) {
      yield* findFiles(full);
    } else if (entry.isFile() && mayTellOfOthers(entry.name)) {
      yield full;
    }
  }
}

async function readCandidate(file: string): Promise<string | undefined> {
  try {
    const { size } = await stat(file);
    const text = size > MOST_BYTES ? undefined : decodeText(await readFile(file))?.text;
    return text !== undefined && mayTell(text) ? text : undefined;
  } catch {
    // It went away meanwhile.
    return undefined;
  }
}

/** @param locale as editors and shells name it: `ja`, `ja-JP`, `ja_JP.UTF-8` */
export function readTranslations(l10n: string, locale: string | undefined): Translations {
  const language = /^[a-z]{2}(?![a-z])/i.exec(locale ?? '')?.[0].toLowerCase();
  const file = path.join(l10n, `bundle.l10n.${language}.json`);
  if (language === undefined || !existsSync(file)) {
    return {};
  }
  const bundle: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const entries = typeof bundle === 'object' && bundle !== null ? Object.entries(bundle) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
