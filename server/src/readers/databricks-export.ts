/**
 * What `databricks secrets list-scopes`, `list-secrets` and `list-acls` print, wrapped as the REST API has it or bare as
 * the command line prints it. An empty list is printed as `{}` or `[]` and says nothing of what it is a list of.
 */
import {
  findEntry,
  isList,
  isMap,
  isScalar,
  itemsOf,
  type MapNode,
  type Placed,
  type ScalarNode,
} from '../syntax/tree.ts';

export interface ExportedScope {
  readonly name: Placed<ScalarNode>;
  readonly backend: string | undefined;
}

export interface ExportedAcl {
  readonly principal: Placed<ScalarNode>;
  readonly permission: string;
}

export type SecretExport =
  | { readonly list: 'scopes'; readonly scopes: readonly ExportedScope[] }
  | { readonly list: 'keys'; readonly keys: readonly Placed<ScalarNode>[] }
  | { readonly list: 'acls'; readonly acls: readonly ExportedAcl[] };

/** @param root of a file; `undefined` where it is none of the lists */
export function readSecretExport(root: Placed | undefined): SecretExport | undefined {
  const list = isMap(root)
    ? (['scopes', 'secrets', 'items', 'acls'] as const).map((key) => findEntry(root, key)?.value).find(isList)
    : root;
  if (!isList(list) || list.node.children.length === 0) {
    return undefined;
  }
  if (list.node.children.some(({ kind }) => kind !== 'map')) {
    return undefined;
  }
  const items = [...itemsOf(list)].filter(isMap);
  return readScopes(items) ?? readKeys(items) ?? readAcls(items);
}

function textOf(map: Placed<MapNode>, key: string): Placed<ScalarNode> | undefined {
  const value = findEntry(map, key)?.value;
  return isScalar(value) && value.node.type === 'string' ? value : undefined;
}

function readScopes(items: readonly Placed<MapNode>[]): SecretExport | undefined {
  const scopes = items.flatMap((item) => {
    const name = textOf(item, 'name');
    const backend = textOf(item, 'backend_type');
    return name && backend ? [{ name, backend: backend.node.text }] : [];
  });
  return scopes.length === items.length ? { list: 'scopes', scopes } : undefined;
}

function readKeys(items: readonly Placed<MapNode>[]): SecretExport | undefined {
  const keys = items.flatMap((item) => (findEntry(item, 'last_updated_timestamp') ? (textOf(item, 'key') ?? []) : []));
  return keys.length === items.length ? { list: 'keys', keys } : undefined;
}

function readAcls(items: readonly Placed<MapNode>[]): SecretExport | undefined {
  const acls = items.flatMap((item) => {
    const principal = textOf(item, 'principal');
    const permission = textOf(item, 'permission');
    return principal && permission && item.node.children.length === 2
      ? [{ principal, permission: permission.node.text }]
      : [];
  });
  return acls.length === items.length ? { list: 'acls', acls } : undefined;
}
