/** `*.inventory.yaml`: what no export says of groups, administrators, clusters and secrets. Recognised by its keys. */
import { entriesOf, findEntry, isList, isMap, isScalar, itemsOf, type MapNode, type Placed } from '../syntax/tree.ts';

/** A list in the file itself, or the name of the file that holds the export. */
export type Listed<T> = { readonly items: readonly T[] } | { readonly file: string };

export interface InventoryScope {
  readonly name: string;
  readonly backend: string | undefined;
  readonly keys: Listed<string> | undefined;
  readonly acls: Listed<{ readonly principal: string; readonly permission: string }> | undefined;
}

export interface InventoryFile {
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  /** Undefined where the file does not say who they are. */
  readonly admins: readonly string[] | undefined;
  readonly scopes: readonly InventoryScope[];
  /** From the name of a cluster to its owner. */
  readonly owners: ReadonlyMap<string, string>;
}

const SECTIONS = new Set(['groups', 'aliases', 'managementGroups', 'databricks', 'okta']);

/** Whether a file says what no export says: by what it may say, and by what only other files say. */
export function isInventoryFile(root: Placed<MapNode>): boolean {
  const databricks = findEntry(root, 'databricks')?.value;
  const isOurs =
    (isMap(databricks) && ['scopes', 'admins', 'clusters'].some((key) => findEntry(databricks, key))) ||
    isMap(findEntry(root, 'groups')?.value) ||
    (root.node.children.length > 0 && root.node.children.every(({ key }) => SECTIONS.has(key.text)));
  return isOurs && !findEntry(root, 'bundle') && !findEntry(root, 'resources');
}

export function readInventoryFile(root: Placed | undefined): InventoryFile | undefined {
  if (!isMap(root) || !isInventoryFile(root)) {
    return undefined;
  }
  const databricks = findEntry(root, 'databricks')?.value;
  const inner = isMap(databricks) ? databricks : undefined;
  const admins = inner && findEntry(inner, 'admins')?.value;
  return {
    groups: readLists(mapAt(root, 'groups')),
    aliases: readLists(mapAt(root, 'aliases')),
    admins: admins ? textsOf(admins) : undefined,
    scopes: [...placedEntries(inner && mapAt(inner, 'scopes'))].map(([name, value]) => readScope(name, value)),
    owners: new Map(
      [...placedEntries(inner && mapAt(inner, 'clusters'))].flatMap(([name, value]) => {
        const owner = isMap(value) ? textAt(value, 'owner') : undefined;
        return owner === undefined ? [] : [[name, owner] as const];
      }),
    ),
  };
}

function mapAt(map: Placed<MapNode>, key: string): Placed<MapNode> | undefined {
  const value = findEntry(map, key)?.value;
  return isMap(value) ? value : undefined;
}

function textAt(map: Placed<MapNode>, key: string): string | undefined {
  const value = findEntry(map, key)?.value;
  return isScalar(value) ? value.node.text : undefined;
}

function* placedEntries(map: Placed<MapNode> | undefined): Generator<[string, Placed | undefined]> {
  for (const { key, value } of map ? entriesOf(map) : []) {
    yield [key.node.text, value];
  }
}

function textsOf(value: Placed | undefined): readonly string[] {
  return isList(value) ? [...itemsOf(value)].flatMap((item) => (isScalar(item) ? [item.node.text] : [])) : [];
}

function readLists(map: Placed<MapNode> | undefined): ReadonlyMap<string, readonly string[]> {
  return new Map([...placedEntries(map)].map(([name, value]) => [name, textsOf(value)]));
}

function readScope(name: string, value: Placed | undefined): InventoryScope {
  if (!isMap(value)) {
    return { name, backend: undefined, keys: undefined, acls: undefined };
  }
  const keys = findEntry(value, 'keys')?.value;
  const acls = findEntry(value, 'acls')?.value;
  return {
    name,
    backend: textAt(value, 'backend'),
    keys: isScalar(keys) ? { file: keys.node.text } : keys ? { items: textsOf(keys) } : undefined,
    acls: isScalar(acls)
      ? { file: acls.node.text }
      : isMap(acls)
        ? {
            items: [...entriesOf(acls)].flatMap(({ key, value: permission }) =>
              isScalar(permission) ? [{ principal: key.node.text, permission: permission.node.text }] : [],
            ),
          }
        : undefined,
  };
}
