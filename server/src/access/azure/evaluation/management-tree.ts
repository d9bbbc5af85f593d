/**
 * What is above subscriptions and management groups. Files say it; where they say nothing, or contradict each other, or
 * go round in a circle, any management group that is not known to be below may be above.
 */
import type { ParentEntry } from './fact-entries.ts';
import type { FactView } from './fact-view.ts';
import { NO_SCOPE, ROOT } from './scope-table.ts';

export interface Lineage {
  /** The scopes that are certainly above, nearest first, down to the root of all. */
  readonly above: readonly number[];
  /** Those of them at which something is assigned. */
  readonly granted: readonly number[];
  /** The facts that lead to each of them, as far as facts lead. */
  readonly links: readonly ParentEntry[];
  /** The last scope whose parent nobody knows, or `NO_SCOPE` where the tree is told to its end. */
  readonly gap: number;
  /** Management groups at which something is assigned or denied and that may be above. */
  readonly doubtful: readonly number[];
}

export class ManagementTree {
  readonly #view: FactView;
  readonly #paths = new Map<number, { path: readonly number[]; links: readonly ParentEntry[]; gap: number }>();
  readonly #lineages = new Map<number, Lineage>();
  #groups: readonly number[] | undefined;

  constructor(view: FactView) {
    this.#view = view;
  }

  /** Whether something is assigned or denied at any management group. */
  get hasGroups(): boolean {
    return this.#managementGroups().length > 0;
  }

  /** @param top a subscription or management group */
  lineageOf(top: number): Lineage {
    let lineage = this.#lineages.get(top);
    if (!lineage) {
      const { path, links, gap } = this.#pathOf(top);
      const doubtful =
        gap === NO_SCOPE
          ? []
          : this.#managementGroups().filter(
              (group) => !path.includes(group) && !this.#pathOf(group).path.includes(gap),
            );
      const above = [...path.slice(1), ROOT];
      const granted = above.filter((scope) => this.#view.hasGrantsAt(scope));
      lineage = { above, granted, links, gap, doubtful };
      this.#lineages.set(top, lineage);
    }
    return lineage;
  }

  /** The one parent that facts agree on. */
  #parentOf(scope: number): ParentEntry | undefined {
    const [first, ...others] = this.#view.parentsOf(scope);
    return first && others.every(({ parent }) => parent === first.parent) ? first : undefined;
  }

  #pathOf(top: number): { path: readonly number[]; links: readonly ParentEntry[]; gap: number } {
    const known = this.#paths.get(top);
    if (known) {
      return known;
    }
    const path = [top];
    const links: ParentEntry[] = [];
    let gap = NO_SCOPE;
    let last = top;
    for (;;) {
      const link = this.#parentOf(last);
      if (!link || !(link.parent === ROOT || this.#view.tables.scopes.isManagementGroup(link.parent))) {
        gap = last;
        break;
      }
      if (link.parent === ROOT) {
        break;
      }
      const seen = path.indexOf(link.parent);
      if (seen >= 0) {
        // Of the facts that make a circle one is wrong, and nobody knows which: none of them is believed.
        path.length = seen + 1;
        links.length = seen;
        gap = link.parent;
        break;
      }
      path.push(link.parent);
      links.push(link);
      last = link.parent;
    }
    const result = { path, links, gap };
    this.#paths.set(top, result);
    return result;
  }

  /** Management groups at which something is assigned or denied. */
  #managementGroups(): readonly number[] {
    if (!this.#groups) {
      const { scopes } = this.#view.tables;
      const denied = this.#view.denies().map(({ scope }) => scope);
      this.#groups = [
        ...new Set([
          ...this.#view.grantManagementGroups(),
          ...denied.filter((scope) => scopes.isManagementGroup(scope)),
        ]),
      ];
    }
    return this.#groups;
  }
}
