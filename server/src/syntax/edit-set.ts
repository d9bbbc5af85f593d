/** Edits of several fixes, to be made together. */
import type { Edit } from './change.ts';
import { countBefore } from './tree.ts';

/** Edits of fixes that do not touch each other, in order of place. */
export class EditSet {
  readonly #edits: Edit[] = [];
  readonly #starts: number[] = [];

  get edits(): readonly Edit[] {
    return this.#edits;
  }

  /**
   * Takes in the edits of one fix, all or none: none where one of them touches an edit that is there. Edits at the same
   * place, or side by side, may be about the same comma.
   * @param edits that do not overlap
   */
  add(edits: readonly Edit[]): boolean {
    if (edits.some((edit) => this.#touches(edit))) {
      return false;
    }
    for (const edit of edits) {
      const at = countBefore(this.#starts, edit.span.start);
      this.#edits.splice(at, 0, edit);
      this.#starts.splice(at, 0, edit.span.start);
    }
    return true;
  }

  /** None of ours overlap, so only the neighbours of a place have to be looked at. */
  #touches({ span: { start, end } }: Edit): boolean {
    const at = countBefore(this.#starts, start);
    const before = this.#edits[at - 1];
    const behind = this.#edits[at];
    return (before !== undefined && start <= before.span.end) || (behind !== undefined && behind.span.start <= end);
  }
}
