/** What a completer has to know of secrets where the cursor stands. */
import type { AclGrant } from '../../readers/databricks-acl-grant.ts';
import { placeBelow, type SecretPlace } from '../../readers/databricks-place.ts';
import type { Model } from '../../readers/model.ts';
import { partsOf } from '../../readers/parts.ts';
import { readModels } from '../../readers/read-models.ts';
import type { Place as Surroundings } from '../../readers/text.ts';
import type { Frame } from '../../syntax/language.ts';
import type { Place } from '../place.ts';
import type { SecretNameAt } from './completer.ts';

/** What a text at a place is for. */
export function secretPlaceAt({ around, entry, slot }: Place, { secrets }: Surroundings): SecretPlace {
  let place = secrets;
  for (let index = around.length - 1; index >= 0; index--) {
    const parent = around[index + 1]?.container;
    const { container, key } = around[index] ?? {};
    if (parent?.node.kind === 'map' && container && key !== undefined) {
      place = placeBelow({ node: parent.node, start: parent.start }, key, container.node, place);
    }
  }
  const map = around[0]?.container;
  return slot === 'value' && entry && map?.node.kind === 'map'
    ? placeBelow({ node: map.node, start: map.start }, entry.key.node.text, entry.value?.node, place)
    : place;
}

export interface SecretParts {
  readonly secretNames: readonly SecretNameAt[];
  readonly aclGrants: readonly AclGrant[];
}

/** The names and permissions in a tree. */
export function secretPartsOf(frame: Frame, around: Surroundings): SecretParts {
  const secretNames: SecretNameAt[] = [];
  const aclGrants: AclGrant[] = [];
  const visit = (model: Model): void => {
    if (model.kind === 'databricks/secret-name') {
      secretNames.push({ model, node: model.scalar.node });
    } else if (model.kind === 'databricks/acl-grant') {
      aclGrants.push(model);
    }
    for (const part of partsOf(model)) {
      visit(part.model);
    }
  };
  for (const { model } of readModels(frame, around)) {
    if (model.kind.startsWith('databricks/')) {
      visit(model);
    }
  }
  return { secretNames, aclGrants };
}
