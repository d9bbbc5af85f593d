/** What the cells of a notebook know of each other, and what a program is by what they know. */
import type { Tree } from '../syntax/language.ts';
import { type PassthroughMark, readPassthroughCode, readPassthroughMark } from './databricks-passthrough-code.ts';
import { type HeldSecret, NOTHING_HELD, namesHeldBy, readProgram } from './databricks-program.ts';
import type { Model } from './model.ts';

export interface SharedByCells {
  /** The names that hold secrets in other cells. */
  readonly held: ReadonlyMap<string, HeldSecret>;
  /** That the notebook works with credential passthrough, where a cell says so. */
  readonly mark: PassthroughMark | undefined;
}

export const NOTHING_SHARED: SharedByCells = { held: NOTHING_HELD, mark: undefined };

/**
 * What a tree and those within it share. What is shown in a text for people stands each for itself.
 * @param shared what is known from around the tree
 */
export function sharedBy(tree: Tree, inner: readonly Tree[], shared: SharedByCells): SharedByCells {
  return tree.language.isProse
    ? shared
    : { held: namesHeldBy(inner), mark: shared.mark ?? readPassthroughMark([tree, ...inner]) };
}

/** A whole program, as each of the models that it is. */
export function readPrograms(tree: Tree, around: SharedByCells, { mark }: SharedByCells): readonly Model[] {
  return [readProgram(tree, around.held), readPassthroughCode(tree, mark)].filter((model) => model !== undefined);
}
