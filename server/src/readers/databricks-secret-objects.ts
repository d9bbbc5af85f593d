/**
 * Secret scopes, secrets and permissions where a file declares them: resources of Terraform and of bundles, bodies of the
 * REST API, and what the command line prints.
 */
import { findEntry, isList, isMap, itemsOf, type MapNode, type Placed, type PlacedEntry } from '../syntax/tree.ts';
import { type NamedEntry, type Naming, namedEntry, namingAt } from './databricks-name.ts';

/** In which words a file speaks of them; an argument is a body of the REST API on a command line. */
export type SecretSource = 'terraform' | 'bundle' | 'body' | 'argument' | 'export';

export interface SecretScope {
  readonly kind: 'databricks/secret-scope';
  readonly source: SecretSource;
  readonly map: Placed<MapNode>;
  readonly name: Naming;
  readonly backend: NamedEntry | undefined;
  readonly manager: NamedEntry | undefined;
  /** Where the vault is named, or may be: blocks that Terraform makes are known when it runs. */
  readonly vault: PlacedEntry | undefined;
  readonly acls: readonly SecretAcl[];
}

export interface Secret {
  readonly kind: 'databricks/secret';
  readonly source: SecretSource;
  readonly map: Placed<MapNode>;
  readonly scope: Naming;
  readonly key: Naming;
  /** Where the value stands. The value itself is nobody's to keep. */
  readonly value: PlacedEntry | undefined;
}

export interface SecretAcl {
  readonly kind: 'databricks/secret-acl';
  readonly source: SecretSource;
  readonly map: Placed<MapNode>;
  readonly scope: Naming;
  readonly principal: NamedEntry | undefined;
  readonly permission: NamedEntry | undefined;
}

export type SecretObject = SecretScope | Secret | SecretAcl;

const VALUE_KEYS = ['string_value', 'bytes_value'];
const VAULT_KEYS = ['keyvault_metadata', 'backend_azure_keyvault'];
const PRINCIPAL_KEYS = ['principal', 'user_name', 'group_name', 'service_principal_name'];

export const TERRAFORM_TYPES: Readonly<Record<string, (body: Placed<MapNode>) => SecretObject>> = {
  databricks_secret_scope: (map) => readScope(map, 'terraform', 'name'),
  databricks_secret: (map) => readSecret(map, 'terraform'),
  databricks_secret_acl: (map) => readAcl(map, 'terraform', namingAt(map, 'scope')),
};

/** What a body of the REST API declares, by its keys. */
export function readBody(map: Placed<MapNode>, source: 'body' | 'argument'): SecretObject | undefined {
  const has = (key: string): boolean => findEntry(map, key) !== undefined;
  if (!has('scope')) {
    return undefined;
  }
  if (has('key') && VALUE_KEYS.some(has)) {
    return readSecret(map, source);
  }
  if (has('principal') && has('permission')) {
    return readAcl(map, source, namingAt(map, 'scope'));
  }
  return has('scope_backend_type') || has('initial_manage_principal') || VAULT_KEYS.some(has)
    ? readScope(map, source, 'scope')
    : undefined;
}

/** @param key the key under which its name stands */
export function readScope(map: Placed<MapNode>, source: SecretSource, key: 'name' | 'scope'): SecretScope {
  const name = namingAt(map, key);
  const permissions = findEntry(map, 'permissions')?.value;
  const acls = isList(permissions)
    ? [...itemsOf(permissions)].flatMap((item) => (isMap(item) ? [readAcl(item, source, name)] : []))
    : [];
  return {
    kind: 'databricks/secret-scope',
    source,
    map,
    name,
    backend: namedEntry(map, 'backend_type') ?? namedEntry(map, 'scope_backend_type'),
    manager: namedEntry(map, 'initial_manage_principal'),
    vault: [...VAULT_KEYS, 'dynamic'].map((one) => findEntry(map, one)).find((entry) => entry !== undefined),
    acls,
  };
}

function readSecret(map: Placed<MapNode>, source: SecretSource): Secret {
  const value = VALUE_KEYS.map((key) => findEntry(map, key)).find((entry) => entry !== undefined);
  return {
    kind: 'databricks/secret',
    source,
    map,
    scope: namingAt(map, 'scope'),
    key: namingAt(map, 'key'),
    value,
  };
}

function readAcl(map: Placed<MapNode>, source: SecretSource, scope: Naming): SecretAcl {
  return {
    kind: 'databricks/secret-acl',
    source,
    map,
    scope,
    principal: PRINCIPAL_KEYS.map((key) => namedEntry(map, key)).find((entry) => entry !== undefined),
    permission: namedEntry(map, 'permission') ?? namedEntry(map, 'level'),
  };
}
