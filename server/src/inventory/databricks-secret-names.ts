/** Where the files of a workspace name secret scopes and keys, so that one name leads to the others. */

import { visitDatabricksModels } from '../readers/databricks-parts.ts';
import type { NameRole, NameUse } from '../readers/databricks-secret-name.ts';
import { readModels } from '../readers/read-models.ts';
import { type Frame, fileFrame, type Tree } from '../syntax/language.ts';
import { type Placed, type ScalarNode, type Span, spanIn } from '../syntax/tree.ts';

/** A name where it stands in a file. */
export interface NamedPlace {
  readonly role: NameRole;
  readonly use: NameUse;
  readonly value: string;
  /** The scope of a key, where that is known. */
  readonly scope: string | undefined;
  /** Offsets in the file. */
  readonly span: Span;
  /** The tree it stands in, the text that it is a part of, placed in that tree, and its offsets in that text. */
  readonly frame: Frame;
  readonly scalar: Placed<ScalarNode>;
  readonly within: Span;
}

/** Every known name in a tree, in order of place. */
export function secretNamesOf(tree: Tree): readonly NamedPlace[] {
  const found: NamedPlace[] = [];
  visitDatabricksModels(readModels(fileFrame(tree)), (model, start, frame) => {
    if (model.kind === 'databricks/secret-name' && model.known && model.value !== '') {
      const { role, use, value, scope, span } = model;
      const scalar = { node: model.scalar.node, start: start + model.scalar.start };
      const place = frame.toFile(spanIn(scalar, span.start, span.end));
      found.push({ role, use, value, scope, span: place, frame, scalar, within: span });
    }
  });
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** Whether two places name the same thing. Names compare without case. */
export function isSameName(a: NamedPlace, b: NamedPlace): boolean {
  return (
    a.role === b.role &&
    a.value.toLowerCase() === b.value.toLowerCase() &&
    (a.role === 'scope' || (a.scope !== undefined && a.scope.toLowerCase() === b.scope?.toLowerCase()))
  );
}
