/**
 * Access in Azure as the files of a workspace tell it. A file is looked at when somebody first asks after it changed, so
 * that typing costs nothing here.
 */
import { AccessIndex } from '../access/azure/access-index.ts';
import type { RoleFacts } from '../access/facts.ts';
import type { Tree } from '../syntax/language.ts';
import { mayTellAccess, readAccessContribution } from './azure-access-contribution.ts';

export class AccessInventory {
  readonly #index: AccessIndex;
  readonly #told = new Set<string>();
  /** The newest trees that have not been looked at. */
  readonly #changed = new Map<string, Tree>();
  #version = 0;

  constructor(builtIn: Pick<RoleFacts, 'byId' | 'byName'>) {
    this.#index = new AccessIndex(builtIn);
  }

  /** Grows with every change of what is known, once that is looked at. */
  get version(): number {
    this.#readChanged();
    return this.#version;
  }

  get index(): AccessIndex {
    this.#readChanged();
    return this.#index;
  }

  update(uri: string, tree: Tree): void {
    if (this.#told.has(uri) || mayTellAccess(tree.text)) {
      this.#changed.set(uri, tree);
    }
  }

  remove(uri: string): void {
    this.#changed.delete(uri);
    if (this.#told.delete(uri)) {
      this.#index.remove(uri);
      this.#version++;
    }
  }

  #readChanged(): void {
    for (const [uri, tree] of this.#changed) {
      const facts = readAccessContribution(uri, tree);
      if (facts) {
        this.#told.add(uri);
        this.#index.update(uri, facts);
      } else if (this.#told.delete(uri)) {
        this.#index.remove(uri);
      }
      this.#version++;
    }
    this.#changed.clear();
  }
}
