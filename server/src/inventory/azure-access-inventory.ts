/**
 * Access in Azure as the files of a workspace tell it. A file is looked at when somebody first asks after it changed, so
 * that typing costs nothing here.
 */
import type { AccessFacts } from '../access/azure/access-facts.ts';
import { AccessIndex } from '../access/azure/access-index.ts';
import type { RoleFacts } from '../access/facts.ts';
import type { Tree } from '../syntax/language.ts';
import { mayTellAccess, readAccessContribution } from './azure-access-contribution.ts';

export class AccessInventory {
  readonly #builtIn: Pick<RoleFacts, 'byId' | 'byName'>;
  readonly #index: AccessIndex;
  readonly #told = new Map<string, AccessFacts>();
  /** The newest trees that have not been looked at. */
  readonly #changed = new Map<string, Tree>();
  #version = 0;
  #touched = 0;

  constructor(builtIn: Pick<RoleFacts, 'byId' | 'byName'>) {
    this.#builtIn = builtIn;
    this.#index = new AccessIndex(builtIn);
  }

  /** Grows with every change that may be one of what is known, without looking at it. */
  get touched(): number {
    return this.#touched;
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

  /** What the files tell that are wanted. */
  within(wants: (uri: string) => boolean): AccessIndex {
    this.#readChanged();
    const index = new AccessIndex(this.#builtIn);
    for (const [uri, facts] of this.#told) {
      if (wants(uri)) {
        index.update(uri, facts);
      }
    }
    return index;
  }

  update(uri: string, tree: Tree): void {
    if (this.#told.has(uri) || mayTellAccess(tree.text)) {
      this.#changed.set(uri, tree);
      this.#touched++;
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
    const wasChanged = this.#changed.delete(uri);
    const wasTold = this.#told.delete(uri);
    if (wasChanged || wasTold) {
      this.#touched++;
    }
    if (wasTold) {
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
      this.#told.set(uri, facts);
      this.#index.update(uri, facts);
    } else if (this.#told.delete(uri)) {
      this.#index.remove(uri);
    }
    this.#version++;
  }
}
