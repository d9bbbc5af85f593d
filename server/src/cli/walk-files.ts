/** Finds the files to check: those named, and those below folders that are named, as .gitignore allows. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { languageOfFile } from '../features/languages.ts';
import { CommandError } from './terminal.ts';

export interface FoundFile {
  /** Relative to the working folder, with `/`. */
  readonly name: string;
  readonly path: string;
  /** Whether it was named itself and not found below a folder. */
  readonly named: boolean;
}

/** Never looked into: what tools put there is not the user's own. */
const SKIPPED = new Set(['.git', 'node_modules', '.terraform', '.hg', '.svn']);

/** The ignore rules of one folder, and where they count from. */
interface Ignores {
  readonly folder: string;
  readonly rules: Ignore;
}

export function findFiles(folder: string, wanted: readonly string[]): FoundFile[] {
  const found = new Map<string, FoundFile>();
  for (const name of wanted) {
    const full = path.resolve(folder, name);
    const stats = statSync(full, { throwIfNoEntry: false });
    if (!stats) {
      throw new CommandError(`there is no file or folder "${name}"`);
    }
    if (stats.isDirectory()) {
      walk(full, ignoresAbove(full), (file) => add(found, folder, file, false));
    } else {
      add(found, folder, full, true);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function add(found: Map<string, FoundFile>, folder: string, file: string, named: boolean): void {
  const name = path.relative(folder, file).split(path.sep).join('/');
  if (named || !found.has(file)) {
    found.set(file, { name, path: file, named });
  }
}

function walk(folder: string, above: readonly Ignores[], visit: (file: string) => void): void {
  const own = readIgnores(folder);
  const ignores = own ? [...above, own] : above;
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(folder);
  } catch (error) {
    throw new CommandError(
      `the folder "${folder}" cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !isIgnored(full, true, ignores)) {
        walk(full, ignores, visit);
      }
    } else if (entry.isFile() && languageOfFile(entry.name) && !isIgnored(full, false, ignores)) {
      visit(full);
    }
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

function readIgnores(folder: string): Ignores | undefined {
  try {
    return { folder, rules: ignore().add(readFileSync(path.join(folder, '.gitignore'), 'utf8')) };
  } catch {
    // Most folders have none.
    return undefined;
  }
}

/** The rules of the folders above, up to the root of the repository: they hold below as well. */
function ignoresAbove(folder: string): Ignores[] {
  const found: Ignores[] = [];
  let child = folder;
  while (!statSync(path.join(child, '.git'), { throwIfNoEntry: false })) {
    const parent = path.dirname(child);
    if (parent === child) {
      // No repository: what lies above is somebody else's.
      return [];
    }
    child = parent;
    const ignores = readIgnores(child);
    if (ignores) {
      found.unshift(ignores);
    }
  }
  return found;
}

function isIgnored(file: string, isFolder: boolean, ignores: readonly Ignores[]): boolean {
  let ignored = false;
  for (const { folder, rules } of ignores) {
    const relative = path.relative(folder, file).split(path.sep).join('/') + (isFolder ? '/' : '');
    const result = rules.test(relative);
    ignored = result.ignored || (ignored && !result.unignored);
  }
  return ignored;
}
