/**
 * The facts about access in Azure of any number of sources, kept so that a decision looks only at what concerns it.
 *
 * A source is whatever changes as a whole, as a rule a file. What a change costs goes with the size of the source; what was
 * worked out from facts before is worked out again when it is next asked for.
 */
import type { Origin } from '../decision.ts';
import type { AccessFacts } from './access-facts.ts';
import { type AccessProblem, findProblems } from './evaluation/access-problems.ts';
import { AccessState } from './evaluation/access-state.ts';
import { Tables } from './evaluation/fact-entries.ts';
import { FactStore } from './evaluation/fact-store.ts';
import { FactView } from './evaluation/fact-view.ts';
import type { BuiltInRoles } from './evaluation/role-book.ts';

export type { AccessProblem, AccessProblemKind } from './evaluation/access-problems.ts';

export class AccessIndex {
  readonly #builtIn: BuiltInRoles;
  readonly #store: FactStore;
  readonly #view: FactView;
  #state: AccessState | undefined;

  /**
   * @param builtIn the catalogue's roles, for assignments of roles that no source defines
   * @param below facts that this index stands over, for questions of the kind "what if"
   */
  constructor(builtIn: BuiltInRoles, below?: FactView) {
    const tables = below?.tables ?? new Tables();
    this.#builtIn = builtIn;
    this.#store = new FactStore(tables);
    this.#view = below?.over(this.#store) ?? new FactView(tables, [this.#store], new Set());
  }

  /** Adds what a source tells, in place of what it told before. */
  update(source: string, facts: AccessFacts): void {
    this.#store.update(source, facts);
  }

  remove(source: string): void {
    this.#store.remove(source);
  }

  /**
   * The same facts with other sources, which stand in for those of the same name. Nothing is copied: a later change of this
   * index shows in what it returned.
   */
  with(sources: Iterable<readonly [source: string, facts: AccessFacts]>): AccessIndex {
    const index = new AccessIndex(this.#builtIn, this.#view);
    for (const [source, facts] of sources) {
      index.update(source, facts);
    }
    return index;
  }

  /** The same facts without some role assignments. */
  without(assignmentIds: Iterable<string>): AccessIndex {
    return new AccessIndex(this.#builtIn, this.#view.without(assignmentIds));
  }

  /** The same facts without the role assignments that are written in some places. */
  withoutAt(origins: Iterable<Origin>): AccessIndex {
    return new AccessIndex(this.#builtIn, this.#view.withoutAt(origins));
  }

  /** What does not fit together or leads nowhere, in the order of kinds and subjects. */
  problems(): readonly AccessProblem[] {
    return findProblems(this.state);
  }

  /** What the evaluator works with, as long as no fact changes. */
  get state(): AccessState {
    if (this.#state === undefined || this.#state.version !== this.#view.version) {
      this.#state = new AccessState(this.#view, this.#builtIn);
    }
    return this.#state;
  }
}
