/** What an `*.inventory.yaml` says of identities and of management groups, with the places where it says so. */
import {
  entriesOf,
  findEntry,
  isList,
  isMap,
  isScalar,
  itemsOf,
  type Placed,
  type Span,
  spanOf,
} from '../syntax/tree.ts';
import { isInventoryFile } from './inventory-file.ts';

export interface SaidNames {
  readonly name: string;
  /** Members of a group, or other names of an identity. */
  readonly others: readonly string[];
  readonly span: Span;
}

export interface SaidParent {
  readonly child: string;
  readonly parent: string;
  readonly span: Span;
}

export interface InventoryIdentities {
  readonly groups: readonly SaidNames[];
  readonly aliases: readonly SaidNames[];
  readonly managementGroups: readonly SaidParent[];
}

export function readInventoryIdentities(root: Placed | undefined): InventoryIdentities | undefined {
  if (!isMap(root) || !isInventoryFile(root)) {
    return undefined;
  }
  const parents = findEntry(root, 'managementGroups')?.value;
  return {
    groups: readNames(findEntry(root, 'groups')?.value),
    aliases: readNames(findEntry(root, 'aliases')?.value),
    managementGroups: [...(isMap(parents) ? entriesOf(parents) : [])].flatMap(({ key, value }) =>
      isScalar(value) ? [{ child: key.node.text, parent: value.node.text, span: spanOf(key) }] : [],
    ),
  };
}

function readNames(map: Placed | undefined): readonly SaidNames[] {
  return [...(isMap(map) ? entriesOf(map) : [])].map(({ key, value }) => ({
    name: key.node.text,
    others: isList(value) ? [...itemsOf(value)].flatMap((item) => (isScalar(item) ? [item.node.text] : [])) : [],
    span: spanOf(key),
  }));
}
