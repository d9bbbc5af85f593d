/** Where a file names roles, by their names and by their ids: in their definitions, where they are assigned, where they are looked up. */
import { guidsIn } from '../access/azure/guid.ts';
import type { RoleDefinition } from '../readers/azure-role-definition.ts';
import type { RoleNaming } from '../readers/azure-role-reference.ts';
import { type FoundModel, readModels } from '../readers/read-models.ts';
import type { Text } from '../readers/text.ts';
import { type Frame, fileFrame, type Tree } from '../syntax/language.ts';
import { spanIn } from '../syntax/tree.ts';
import type { Name, NamedPlace, NameUse } from './named-place.ts';

export function roleNamesOf(tree: Tree): readonly NamedPlace[] {
  return readModels(fileFrame(tree)).flatMap(namesIn);
}

function namesIn({ model, start, frame }: FoundModel): readonly NamedPlace[] {
  switch (model.kind) {
    case 'azure/role-definition':
      return model.origin === 'built-in' ? [] : namesOfDefinition(model, start, frame);
    case 'azure/role-reference':
    case 'azure/role-lookup': {
      const { text, name, guid } = model;
      return [
        ...(name ? [placeOf('role-name', 'call', text, name, start, frame)] : []),
        ...(guid ? [placeOf('role-id', 'call', text, guid, start, frame)] : []),
      ];
    }
    default:
      return [];
  }
}

/** The name and the id of a definition, each with the other. */
function namesOfDefinition({ name, id }: RoleDefinition, start: number, frame: Frame): readonly NamedPlace[] {
  const title = name?.text?.known && name.text.value.trim() !== '' ? name.text : undefined;
  const idText = id?.text?.known ? id.text : undefined;
  const guid = idText && [...guidsIn(idText.value)].at(-1);
  const places: NamedPlace[] = [];
  if (title) {
    const also: Name | undefined = guid && { kind: 'role-id', value: guid.guid };
    const naming = { value: title.value, span: { start: 0, end: title.value.length } };
    places.push({ ...placeOf('role-name', 'declaration', title, naming, start, frame), also });
  }
  if (idText && guid) {
    const also: Name | undefined = title && { kind: 'role-name', value: title.value };
    const naming = { value: guid.guid, span: { start: guid.start, end: guid.start + guid.guid.length } };
    places.push({ ...placeOf('role-id', 'declaration', idText, naming, start, frame), also });
  }
  return places;
}

/** @param start where the model starts that the text is placed in */
function placeOf(
  kind: 'role-name' | 'role-id',
  use: NameUse,
  text: Text,
  { value, span }: RoleNaming,
  start: number,
  frame: Frame,
): NamedPlace {
  const scalar = { node: text.scalar.node, start: start + text.scalar.start };
  return { kind, use, value, span: frame.toFile(spanIn(scalar, span.start, span.end)), frame, scalar, within: span };
}
