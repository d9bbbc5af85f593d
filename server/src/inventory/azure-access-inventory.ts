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
  #stirrings = 0;

  constructor(builtIn: Pick<RoleFacts, 'byId' | 'byName'>) {
    this.#index = new AccessIndex(builtIn);
  }

  /** Grows with every change of what is known, once that is looked at. */
  get version(): number {
    this.#readChanged();
    return this.#version;
  }

  /** Grows with everything that may change what is known, whether anybody has looked at it or not. */
  get stirrings(): number {
    return this.#stirrings;
  }

  get index(): AccessIndex {
    this.#readChanged();
    return this.#index;
  }

  update(uri: string, tree: Tree): void {
    if (this.#told.has(uri) || mayTellAccess(tree.text)) {
      this.#changed.set(uri, tree);
      this.#stirrings++;
    }
  }

  /** Looks at a file at once, so that its tree can be let go. */
  settle(uri: string): void {
    const tree = this.#changed.get(uri);
    if (tree) {
      this.#changed.delete(uri);
      this.#read(uri, tree);
    }
  }

  remove(uri: string): void {
    if (this.#changed.delete(uri) || this.#told.has(uri)) {
      this.#stirrings++;
    }
    if (this.#told.delete(uri)) {
      this.#index.remove(uri);
      this.#version++;
    }
  }

  #readChanged(): void {
    for (const [uri, tree] of this.#changed) {
      this.#read(uri, tree);
    }
    this.#changed.clear();
  }

  #read(uri: string, tree: Tree): void {
    const facts = readAccessContribution(uri, tree);
    if (facts) {
      this.#told.add(uri);
      this.#index.update(uri, facts);
    } else if (this.#told.delete(uri)) {
      this.#index.remove(uri);
    }
    this.#version++;
  }
}
