/**
 * The files of a workspace as far as one asks what stands in others: read once when somebody first asks, and again
 * each by itself when it changes. A file that is open is what the editor has of it.
 */

import type { Facts } from '../access/facts.ts';
import { mayTellAccess } from '../inventory/azure-access-contribution.ts';
import { AccessInventory } from '../inventory/azure-access-inventory.ts';
import { namesOf } from '../inventory/name-sources.ts';
import type { Name, NamedPlace } from '../inventory/named-place.ts';
import { ScopeInventory } from '../inventory/scope-inventory.ts';
import { mayContribute, WorkspaceInventory } from '../inventory/workspace-inventory.ts';
import { mayHoldModels } from '../readers/model-marks.ts';
import type { Tree } from '../syntax/language.ts';
import type { Host } from './host.ts';
import { languageOfFile, mayTellOfOthers } from './languages.ts';

/** The names in a file, and the text that their places count in. */
export interface FileNames {
  readonly uri: string;
  readonly text: string;
  readonly tree: Tree;
  readonly names: readonly NamedPlace[];
}

/** Whether a text may say anything that is asked of the workspace; a list of names has no word that a model has. */
export function mayTell(text: string): boolean {
  return mayHoldModels(text) || mayContribute(text) || mayTellAccess(text);
}

export interface WorkspaceListener {
  /** What files say of each other has changed. */
  inventoryChanged(): void;
  /** A file has changed that says, or said, who may do what. */
  accessChanged(): void;
}

export class Workspace {
  readonly scopes = new ScopeInventory();
  /** Who may do what. */
  readonly access: AccessInventory;
  readonly inventory: WorkspaceInventory;
  readonly #host: Host;
  readonly #listener: WorkspaceListener;
  /** Trees of open files. */
  readonly #open = new Map<string, Tree>();
  /** The names in the others, without their places: a file that is asked about is read again, and its tree let go. */
  readonly #closed = new Map<string, readonly Name[]>();
  #folders: readonly string[] = [];
  #scanned: Promise<void> | undefined;

  constructor(host: Host, facts: Pick<Facts, 'roles'>, listener: WorkspaceListener) {
    // The catalogue is read when somebody asks for a role, not before.
    this.access = new AccessInventory({
      byId: (id) => facts.roles.byId(id),
      byName: (name) => facts.roles.byName(name),
    });
    this.inventory = new WorkspaceInventory(this.access);
    this.#host = host;
    this.#listener = listener;
  }

  setFolders(folders: readonly string[]): void {
    this.#folders = folders;
    this.#scanned = undefined;
  }

  /** @param paths of folders and files whose lists are taken for whole, relative to the folders of the workspace */
  trust(paths: readonly string[]): void {
    const places = this.#folders.flatMap((folder) =>
      paths.map((one) => `${folder.replace(/\/$/, '')}/${one.replace(/^\.\//, '')}`),
    );
    this.inventory.trust(places);
    this.#listener.inventoryChanged();
  }

  /** Takes over what an open file says now; what a text shows to people is no file of anybody's. */
  update(uri: string, tree: Tree): void {
    if (tree.language.isProse || this.#open.get(uri) === tree) {
      return;
    }
    this.#open.set(uri, tree);
    this.#closed.delete(uri);
    this.#takeOver(uri, tree);
  }

  /** Whether a file has been taken over from the editor, so that it is to be told of every change, be it of the last word. */
  isOpen(uri: string): boolean {
    return this.#open.has(uri);
  }

  /** The editor has closed a file: what is on the disk counts again. */
  closed(uri: string): void {
    if (this.#open.delete(uri)) {
      this.fileChanged(uri);
    }
  }

  /** A file has changed on the disk, or is gone. */
  fileChanged(uri: string): void {
    if (this.#open.has(uri) || !this.#scanned) {
      return;
    }
    const text = mayTellOfOthers(uri) ? this.#host.readText(uri) : undefined;
    this.#readFile(uri, text === undefined || !mayTell(text) ? undefined : text);
  }

  /** The text that the places in a file count in. */
  textOf(uri: string): string | undefined {
    return this.#open.get(uri)?.text ?? this.#host.readText(uri);
  }

  /** Reads the workspace, once. */
  scan(): Promise<void> {
    this.#scanned ??= this.#readFolders();
    return this.#scanned;
  }

  /** The first of its folders, without a slash at the end. */
  get root(): string | undefined {
    return this.#folders[0]?.replace(/\/$/, '');
  }

  /** The text of a file: what the editor has of it, else what the disk has. */
  readText(uri: string): string | undefined {
    return this.#open.get(uri)?.text ?? this.#host.readText(uri);
  }

  /** Every file that has one of the names that are wanted. */
  *filesNaming(wants: (name: Name) => boolean): Generator<FileNames> {
    for (const [uri, tree] of this.#open) {
      const names = namesOf(tree);
      if (names.some(wants)) {
        yield { uri, text: tree.text, tree, names };
      }
    }
    for (const [uri, known] of this.#closed) {
      const text = known.some(wants) ? this.#host.readText(uri) : undefined;
      const tree = text === undefined ? undefined : languageOfFile(uri)?.parse(text);
      if (tree) {
        yield { uri, text: tree.text, tree, names: namesOf(tree) };
      }
    }
  }

  async #readFolders(): Promise<void> {
    for (const folder of this.#folders) {
      for await (const { uri, text } of this.#host.readFolder(folder)) {
        if (!this.#open.has(uri)) {
          this.#readFile(uri, text);
        }
      }
    }
  }

  #readFile(uri: string, text: string | undefined): void {
    const tree = text === undefined ? undefined : languageOfFile(uri)?.parse(text);
    const names = tree ? namesOf(tree) : [];
    if (names.length > 0) {
      this.#closed.set(uri, distinctNames(names));
    } else {
      this.#closed.delete(uri);
    }
    this.#takeOver(uri, tree);
    this.access.settle(uri);
    this.scopes.settle();
  }

  #takeOver(uri: string, tree: Tree | undefined): void {
    const { version, touched, isAskedForAccess } = this.inventory;
    if (tree) {
      this.scopes.update(uri, tree);
      this.inventory.update(uri, tree);
    } else {
      this.scopes.remove(uri);
      this.inventory.remove(uri);
    }
    const hasChanged = this.inventory.version !== version;
    const mayHaveChanged = this.inventory.touched !== touched;
    if (hasChanged || (isAskedForAccess && mayHaveChanged)) {
      this.#listener.inventoryChanged();
    }
    if (hasChanged || mayHaveChanged) {
      this.#listener.accessChanged();
    }
  }
}

/** Each name once. */
function distinctNames(names: readonly NamedPlace[]): readonly Name[] {
  const found = new Map(
    names.map(({ kind, value, holder }) => [`${kind}\n${holder ?? ''}\n${value}`, { kind, value, holder }]),
  );
  return [...found.values()];
}
