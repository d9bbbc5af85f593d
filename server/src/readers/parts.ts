/** The models that a model is made of. */
import { partsOfRole } from './azure-role-definition.ts';
import type { Model } from './model.ts';
import type { Part } from './part.ts';

const NONE: readonly Part<Model>[] = [];

export function partsOf(model: Model): Iterable<Part<Model>> {
  switch (model.kind) {
    case 'azure/role-definition':
      return partsOfRole(model);
    case 'azure/operation-list':
      return model.runs;
    case 'azure/operation-run':
      return model.entries;
    default:
      return NONE;
  }
}
