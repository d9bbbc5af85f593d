/** `*.inventory.yaml`: what no export says of administrators, clusters and secrets. Recognised by its keys. */
import {
  entriesOf,
  findEntry,
  isList,
  isMap,
  isScalar,
  itemsOf,
  type MapNode,
  type Placed,
  type PlacedEntry,
  type ScalarNode,
} from '../syntax/tree.ts';

/** A list in the file itself, or the name of the file that holds the export. */
export type Listed<T> = { readonly items: readonly T[] } | { readonly file: string };

/** A text with the offset where it stands. */
export interface SaidText {
  readonly text: string;
  readonly start: number;
}

export interface InventoryAcl {
  readonly principal: SaidText;
  readonly permission: string;
}

export interface InventoryScope {
  readonly name: SaidText;
  readonly backend: string | undefined;
  readonly creator: SaidText | undefined;
  readonly keys: Listed<string> | undefined;
  readonly acls: Listed<InventoryAcl> | undefined;
}

export interface InventoryFile {
  /** Undefined where the file does not say who they are. */
  readonly admins: readonly SaidText[] | undefined;
  readonly scopes: readonly InventoryScope[];
  /** From the name of a cluster to its owner. */
  readonly owners: ReadonlyMap<string, SaidText>;
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
    admins: admins ? textsOf(admins) : undefined,
    scopes: [...entriesAt(inner, 'scopes')].map(({ key, value }) => readScope(saidText(key), value)),
    owners: new Map(
      [...entriesAt(inner, 'clusters')].flatMap(({ key, value }) => {
        const owner = isMap(value) ? textAt(value, 'owner') : undefined;
        return owner ? [[key.node.text, owner] as const] : [];
      }),
    ),
  };
}

function entriesAt(map: Placed<MapNode> | undefined, key: string): Iterable<PlacedEntry> {
  const value = map && findEntry(map, key)?.value;
  return isMap(value) ? entriesOf(value) : [];
}

function saidText({ node, start }: Placed<ScalarNode>): SaidText {
  return { text: node.text, start };
}

function textAt(map: Placed<MapNode>, key: string): SaidText | undefined {
  const value = findEntry(map, key)?.value;
  return isScalar(value) ? saidText(value) : undefined;
}

function textsOf(value: Placed | undefined): readonly SaidText[] {
  return isList(value) ? [...itemsOf(value)].filter(isScalar).map(saidText) : [];
}

function readScope(name: SaidText, value: Placed | undefined): InventoryScope {
  if (!isMap(value)) {
    return { name, backend: undefined, creator: undefined, keys: undefined, acls: undefined };
  }
  const keys = findEntry(value, 'keys')?.value;
  const acls = findEntry(value, 'acls')?.value;
  return {
    name,
    backend: textAt(value, 'backend')?.text,
    creator: textAt(value, 'creator'),
    keys: isScalar(keys)
      ? { file: keys.node.text }
      : keys
        ? { items: textsOf(keys).map(({ text }) => text) }
        : undefined,
    acls: isScalar(acls) ? { file: acls.node.text } : isMap(acls) ? { items: [...readAcls(acls)] } : undefined,
  };
}

function* readAcls(acls: Placed<MapNode>): Generator<InventoryAcl> {
  for (const { key, value } of entriesOf(acls)) {
    if (isScalar(value)) {
      yield { principal: saidText(key), permission: value.node.text };
    }
  }
}
