/** What readers find below a node, before it is known where the node stands. */
import type { Tree } from '../syntax/language.ts';
import type { ScalarNode } from '../syntax/tree.ts';
import type { Model } from './model.ts';
import type { Place } from './text.ts';

/** A model below a node, or a scalar below it whose text is a tree of its own. Places count from the start of the node. */
export type Below =
  | { readonly model: Model; readonly start: number }
  | { readonly scalar: ScalarNode; readonly start: number; readonly tree: Tree; readonly around: Place };

export const NONE: readonly Below[] = [];

/** The same further on. */
export function shift(found: readonly Below[], by: number): readonly Below[] {
  if (by === 0 || found.length === 0) {
    return found;
  }
  // One literal of each kind: this runs for everything that is found, and copies of objects are what it would spend its
  // time on.
  return found.map(
    (one): Below =>
      'model' in one
        ? { model: one.model, start: by + one.start }
        : { scalar: one.scalar, start: by + one.start, tree: one.tree, around: one.around },
  );
}
