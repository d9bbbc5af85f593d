/** Where a file names secret scopes and keys. */
import { visitDatabricksModels } from '../readers/databricks-parts.ts';
import { readModels } from '../readers/read-models.ts';
import { fileFrame, type Tree } from '../syntax/language.ts';
import { spanIn } from '../syntax/tree.ts';
import type { NamedPlace } from './named-place.ts';

export function secretNamesOf(tree: Tree): readonly NamedPlace[] {
  const found: NamedPlace[] = [];
  visitDatabricksModels(readModels(fileFrame(tree)), (model, start, frame) => {
    if (model.kind === 'databricks/secret-name' && model.known && model.value !== '') {
      const { role, use, value, scope, span } = model;
      const scalar = { node: model.scalar.node, start: start + model.scalar.start };
      const place = frame.toFile(spanIn(scalar, span.start, span.end));
      const kind = role === 'scope' ? 'secret-scope' : 'secret-key';
      found.push({ kind, use, value, holder: scope, span: place, frame, scalar, within: span });
    }
  });
  return found;
}
