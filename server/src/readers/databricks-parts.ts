/** Models of Databricks with everything that is a part of them, wherever it stands. */
import type { Frame } from '../syntax/language.ts';
import type { Model } from './model.ts';
import { partsOf } from './parts.ts';
import type { FoundModel } from './read-models.ts';

/** Calls for each model of Databricks and each part of one, with its place in the tree of its frame. */
export function visitDatabricksModels(
  found: readonly FoundModel[],
  visit: (model: Model, start: number, frame: Frame) => void,
): void {
  const walk = (model: Model, start: number, frame: Frame): void => {
    visit(model, start, frame);
    for (const part of partsOf(model)) {
      walk(part.model, start + part.start, frame);
    }
  };
  for (const { model, start, frame } of found) {
    if (model.kind.startsWith('databricks/')) {
      walk(model, start, frame);
    }
  }
}
