/** The model that stands at a place of a file. */
import type { Deployment } from '../readers/azure-deployment.ts';
import type { OperationEntry } from '../readers/azure-operation-list.ts';
import type { RoleDefinition } from '../readers/azure-role-definition.ts';
import type { RoleLookup } from '../readers/azure-role-lookup.ts';
import type { RoleReference } from '../readers/azure-role-reference.ts';
import type { Model } from '../readers/model.ts';
import type { Part } from '../readers/part.ts';
import { partsOf } from '../readers/parts.ts';
import { type FoundModel, readModels } from '../readers/read-models.ts';
import type { Place } from '../readers/text.ts';
import { type Frame, fileFrame, type Tree } from '../syntax/language.ts';
import { type Span, spanOf } from '../syntax/tree.ts';

export interface ModelAt<M> {
  readonly model: M;
  /** Where the model starts in the tree of the frame. */
  readonly start: number;
  readonly frame: Frame;
}

export function modelsOf(tree: Tree): readonly FoundModel[] {
  return readModels(fileFrame(tree));
}

/** The source of a model, or undefined for what is no part of the text. */
function sourceOf(model: Model): Span | undefined {
  switch (model.kind) {
    case 'azure/role-definition':
      return spanOf(model.whole);
    case 'azure/operation-list':
      return spanOf(model.node);
    case 'azure/operation-run':
      return { start: 0, end: model.lastStart + (model.entries.at(-1)?.model.text.scalar.node.width ?? 0) };
    case 'azure/operation-entry':
    case 'azure/assignable-scope':
    case 'azure/role-reference':
      return spanOf(model.text.scalar);
    default:
      return undefined;
  }
}

function holds({ model, start, frame }: ModelAt<Model>, offset: number): boolean {
  const source = sourceOf(model);
  const span = source && frame.toFile({ start: start + source.start, end: start + source.end });
  return span !== undefined && span.start <= offset && offset <= span.end;
}

/** The models around an offset of the file, outermost first. */
export function modelsAt(tree: Tree, offset: number): readonly ModelAt<Model>[] {
  const path: ModelAt<Model>[] = [];
  let candidates: readonly ModelAt<Model>[] = modelsOf(tree);
  for (;;) {
    const found = candidates.find((candidate) => holds(candidate, offset));
    if (!found) {
      return path;
    }
    path.push(found);
    candidates = [...partsOf(found.model)].map(({ model, start }: Part<Model>) => ({
      model,
      start: found.start + start,
      frame: found.frame,
    }));
  }
}

/** What a file deploys as a whole; not what stands in a text within it. */
export function deploymentsOf(tree: Tree): readonly ModelAt<Deployment>[] {
  return modelsOf(tree).flatMap(({ model, start, frame }) =>
    model.kind === 'azure/deployment' && frame.tree === tree ? [{ model, start, frame }] : [],
  );
}

export function roleAmong(path: readonly ModelAt<Model>[]): ModelAt<RoleDefinition> | undefined {
  for (const { model, start, frame } of path) {
    if (model.kind === 'azure/role-definition') {
      return { model, start, frame };
    }
  }
  return undefined;
}

export function entryAmong(path: readonly ModelAt<Model>[]): ModelAt<OperationEntry> | undefined {
  for (const { model, start, frame } of path) {
    if (model.kind === 'azure/operation-entry') {
      return { model, start, frame };
    }
  }
  return undefined;
}

/** Every place of a file that refers to a role, whether it assigns it or looks it up. */
export function mentionsOf(tree: Tree): readonly ModelAt<RoleReference | RoleLookup>[] {
  return modelsOf(tree).flatMap(({ model, start, frame }) =>
    model.kind === 'azure/role-reference' || model.kind === 'azure/role-lookup' ? [{ model, start, frame }] : [],
  );
}

/** Every role of a file. */
export function rolesOf(tree: Tree): readonly ModelAt<RoleDefinition>[] {
  return modelsOf(tree).flatMap(({ model, start, frame }) =>
    model.kind === 'azure/role-definition' ? [{ model, start, frame }] : [],
  );
}

/** The role references of one tree, without those of the trees within it. */
export function roleReferencesIn(frame: Frame, around: Place): readonly RoleReference[] {
  return readModels(frame, around).flatMap(({ model }) => (model.kind === 'azure/role-reference' ? [model] : []));
}
