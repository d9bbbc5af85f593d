/** The scopes that matter to a resource, next to each other in memory: those at which something is assigned. */
import type { FactView } from './fact-view.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import type { ManagementTree } from './management-tree.ts';
import { NO_SCOPE } from './scope-table.ts';

const UNASKED = -9;

export class ScopeChains {
  readonly #view: FactView;
  readonly #tree: ManagementTree;
  /** All chains in a row. */
  readonly #scopes = new GrowingNumbers(NO_SCOPE);
  #end = 0;
  readonly #starts = new GrowingNumbers(UNASKED);
  readonly #granted = new GrowingNumbers(UNASKED);

  constructor(view: FactView, tree: ManagementTree) {
    this.#view = view;
    this.#tree = tree;
  }

  /** A scope of a chain; below 0 behind its end. */
  at(index: number): number {
    return this.#scopes.get(index);
  }

  /** The nearest scope at or above one, by paths alone, at which something is assigned; below 0 where there is none. */
  #grantedFrom(scope: number): number {
    if (scope < 0) {
      return scope;
    }
    let granted = this.#granted.get(scope);
    if (granted === UNASKED) {
      granted = this.#view.hasGrantsAt(scope) ? scope : this.#grantedFrom(this.#view.tables.scopes.above(scope));
      this.#granted.set(scope, granted);
    }
    return granted;
  }

  /**
   * Where in the row the scopes begin that are certainly at or above one and at which something is assigned, nearest first.
   * Scopes without assignments of their own share the chain of the one above.
   */
  startOf(scope: number): number {
    let start = this.#starts.get(scope);
    if (start === UNASKED) {
      start = this.#read(scope);
      this.#starts.set(scope, start);
    }
    return start;
  }

  #read(scope: number): number {
    const { scopes } = this.#view.tables;
    const top = scopes.topOf(scope);
    const first = this.#grantedFrom(scope);
    const sharing = first < 0 && top !== NO_SCOPE ? top : first;
    if (sharing >= 0 && sharing !== scope) {
      return this.startOf(sharing);
    }
    const start = this.#end;
    for (let at = first; at >= 0; at = this.#grantedFrom(scopes.above(at))) {
      this.#scopes.set(this.#end++, at);
    }
    for (const at of top === NO_SCOPE ? [] : this.#tree.lineageOf(top).granted) {
      this.#scopes.set(this.#end++, at);
    }
    this.#scopes.set(this.#end++, NO_SCOPE);
    return start;
  }
}
