/** Reads what files say of each other, for the commands that ask for it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NO_WORKSPACE, type WorkspaceFacts } from '../access/facts.ts';
import type { AccessSources } from '../features/access/access-answer.ts';
import { languageOfFile, mayTellOfOthers } from '../features/languages.ts';
import type { FederationInventory } from '../inventory/aws-federation-inventory.ts';
import { AccessInventory } from '../inventory/azure-access-inventory.ts';
import { WorkspaceInventory } from '../inventory/workspace-inventory.ts';
import { decodeText } from '../syntax/decode-text.ts';
import { CommandError, type Terminal } from './terminal.ts';
import { type FoundFile, findFiles } from './walk-files.ts';

/** Beyond this a file is not read: no editor hands it to an extension either. In bytes. */
export const MOST_BYTES = 50 * 1024 * 1024;

/**
 * What the files under some paths say, for a command that checks no files itself: so what cannot be read of those that
 * are named is said here or nowhere.
 */
export function readNamedInventory(terminal: Terminal, paths: readonly string[]): WorkspaceFacts {
  return paths.length === 0 ? NO_WORKSPACE : fillInventory(terminal, paths, new WorkspaceInventory());
}

function fillInventory(
  terminal: Terminal,
  paths: readonly string[],
  inventory: WorkspaceInventory,
): WorkspaceInventory {
  const files = findFiles(terminal.folder, paths);
  for (const { name } of files.filter(({ named, path: file }) => named && textOf(file) === undefined)) {
    throw new CommandError(`"${name}" is no file that Grantscope reads; --inventory takes folders and files`);
  }
  readInventory(terminal, inventory, files, paths);
  return inventory;
}

/**
 * Who may do what, as the files under some paths say.
 * @param paths this folder where none are given
 */
export function readAccess(terminal: Terminal, paths: readonly string[]): AccessSources {
  const access = new AccessInventory(terminal.facts.roles);
  const { secrets } = fillInventory(terminal, paths.length > 0 ? paths : ['.'], new WorkspaceInventory(access));
  return { facts: terminal.facts, azure: access.index, secrets: secrets.access };
}

/**
 * What files say of federation.
 * @param paths this folder where none are given
 */
export function readFederation(terminal: Terminal, paths: readonly string[]): FederationInventory {
  return fillInventory(terminal, paths, new WorkspaceInventory()).federation;
}

/** A path as the inventory names its file. */
export function addressIn(folder: string, file: string): string {
  return addressOf(path.resolve(folder, file));
}

/**
 * @param inventory takes it over
 * @param named the paths that were given for it, where whole lists are believed
 */
export function readInventory(
  terminal: Terminal,
  inventory: WorkspaceInventory,
  files: readonly FoundFile[],
  named: readonly string[],
): void {
  inventory.trust(named.map((one) => addressOf(path.resolve(terminal.folder, one))));
  for (const [index, file] of files.entries()) {
    terminal.progress(`${index + 1}/${files.length} ${file.name}`);
    const language = languageOfFile(file.name);
    const text = textOf(file.path);
    if (language && text !== undefined && inventory.mayTake(text)) {
      inventory.update(addressOf(file.path), language.parse(text));
    }
  }
  terminal.progress('');
}

/** The name of a file of the inventory, relative to the working folder and with `/`. */
export function nameOfAddress(address: string, folder: string): string {
  return addressOf(path.relative(folder, address));
}

/** How the inventory calls a file. */
export function addressOf(file: string): string {
  return file.split(path.sep).join('/');
}

/** The text of a file of the inventory, for those who show where in it a fact stands. */
export function readInventoryText(address: string): string | undefined {
  return textOf(address);
}

/** The text of a file, or undefined; what is wrong with the file is said when it is checked. */
function textOf(file: string): string | undefined {
  try {
    const bytes = mayTellOfOthers(file) ? readFileSync(file) : undefined;
    return bytes === undefined || bytes.length > MOST_BYTES ? undefined : decodeText(bytes)?.text;
  } catch {
    // It will be said again when the file itself is checked.
    return undefined;
  }
}
