/**
 * The access policies of a vault, as templates, Terraform and exports write them: who may do what with its keys, secrets
 * and certificates where it does not use Azure RBAC.
 */
import { VAULT_OBJECT_KINDS, type VaultObjectKind, type VaultPermissions } from '../access/azure/vault-permission.ts';
import type { Answer } from '../access/facts.ts';
import { type Change, list } from '../syntax/change.ts';
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
import { type AssignedValue, assignedValue } from './azure-role-assignment.ts';
import { type Dialect, readText } from './text.ts';

export interface AccessPolicy {
  readonly node: Placed;
  /** The object id of the principal. */
  readonly objectId: AssignedValue | undefined;
  /** The application through which the principal has to come, where it may not come otherwise. */
  readonly applicationId: AssignedValue | undefined;
  /** The permissions that stand there, as they are written. */
  readonly permissions: VaultPermissions;
  /** Whether these are all: nothing is put in from elsewhere. */
  readonly isWhole: boolean;
}

export interface AccessPolicies {
  /** The first word that is about them. */
  readonly key: Placed<ScalarNode>;
  readonly items: readonly AccessPolicy[];
  /** Whether these are all. */
  readonly isWhole: boolean;
  /** Whether there is any. */
  readonly any: Answer;
  /** The changes that leave none, where all of them stand in one place. */
  readonly removal: readonly Change[];
}

/** The list at a key of the properties of a template's resource, or of an export. */
export function readPolicyList(properties: Placed<MapNode>, dialect: Dialect): AccessPolicies | undefined {
  const entry = findEntry(properties, 'accessPolicies');
  return entry?.value && readEntry(entry, entry.value, dialect);
}

function readEntry({ key }: PlacedEntry, value: Placed, dialect: Dialect): AccessPolicies {
  if (!isList(value)) {
    return { key, items: [], isWhole: false, any: isNull(value) ? 'no' : 'unknown', removal: [] };
  }
  const all = [...itemsOf(value)];
  const maps = all.filter(isMap);
  return {
    key,
    items: maps.map((map) => readPolicy(map, dialect)),
    isWhole: maps.length === all.length,
    // What is spread into a list may be empty, and what a template puts in a list as an item is one.
    any: all.some((item) => item.node.kind !== 'opaque') ? 'yes' : all.length === 0 ? 'no' : 'unknown',
    removal: [{ verb: 'replace', node: value, value: list([]) }],
  };
}

function isNull(value: Placed): boolean {
  return isScalar(value) && value.node.type === 'null';
}

function readPolicy(map: Placed<MapNode>, dialect: Dialect): AccessPolicy {
  const permissions = findEntry(map, 'permissions')?.value;
  const read = isMap(permissions) ? readPermissions(permissions, (kind) => kind, dialect) : undefined;
  return {
    node: map,
    objectId: valueAt(map, 'objectId', dialect),
    applicationId: valueAt(map, 'applicationId', dialect),
    permissions: read?.permissions ?? {},
    isWhole: (read?.isWhole ?? false) && !isSpread(map),
  };
}

/** The names of permissions in Terraform. */
const TERRAFORM_KEYS: Readonly<Record<VaultObjectKind, string>> = {
  keys: 'key_permissions',
  secrets: 'secret_permissions',
  certificates: 'certificate_permissions',
  storage: 'storage_permissions',
};

/** The blocks `access_policy` of a vault in Terraform. */
export function readPolicyBlocks(body: Placed<MapNode>): AccessPolicies | undefined {
  const blocks = [...entriesOf(body)].filter(({ key }) => key.node.text === 'access_policy');
  const dynamic = [...entriesOf(body)].filter(
    ({ key, value }) => key.node.text === 'dynamic' && isMap(value) && findEntry(value, 'access_policy'),
  );
  const [first] = [...blocks, ...dynamic];
  if (!first) {
    return undefined;
  }
  const [only] = blocks;
  if (blocks.length === 1 && dynamic.length === 0 && only?.value && !isMap(only.value)) {
    return { ...readEntry(only, only.value, 'plain'), items: [], isWhole: false };
  }
  const bodies = blocks.map(({ value }) => value).filter(isMap);
  return {
    key: first.key,
    items: bodies.map(readTerraformPolicy),
    isWhole: dynamic.length === 0 && bodies.length === blocks.length,
    any: bodies.length > 0 ? 'yes' : 'unknown',
    removal: [{ verb: 'remove', from: body, indexes: [...blocks, ...dynamic].map(({ index }) => index) }],
  };
}

/** What a block of Terraform gives one principal. */
export function readTerraformPolicy(body: Placed<MapNode>): AccessPolicy {
  const { permissions, isWhole } = readPermissions(body, (kind) => TERRAFORM_KEYS[kind], 'plain');
  return {
    node: body,
    objectId: valueAt(body, 'object_id', 'plain'),
    applicationId: valueAt(body, 'application_id', 'plain'),
    permissions,
    isWhole: isWhole && !findEntry(body, 'dynamic'),
  };
}

function readPermissions(
  map: Placed<MapNode>,
  keyOf: (kind: VaultObjectKind) => string,
  dialect: Dialect,
): Pick<AccessPolicy, 'permissions' | 'isWhole'> {
  const permissions: Partial<Record<VaultObjectKind, readonly string[]>> = {};
  let isWhole = !isSpread(map);
  for (const kind of VAULT_OBJECT_KINDS) {
    const value = findEntry(map, keyOf(kind))?.value;
    if (!value || isNull(value)) {
      continue;
    }
    const texts = (isList(value) ? [...itemsOf(value)] : []).map((item) =>
      isScalar(item) ? readText(item, dialect) : undefined,
    );
    permissions[kind] = texts.flatMap((text) => (text?.known ? [text.value] : []));
    isWhole &&= isList(value) && texts.every((text) => text?.known);
  }
  return { permissions, isWhole };
}

/** Whether something is put in that stands elsewhere. */
export function isSpread(map: Placed<MapNode>): boolean {
  return map.node.children.some(({ key }) => key.style === 'spread' || key.text.toLowerCase() === 'copy');
}

export function valueAt(map: Placed<MapNode>, key: string, dialect: Dialect): AssignedValue | undefined {
  const value = findEntry(map, key)?.value;
  return value && !isNull(value) ? assignedValue(value, dialect) : undefined;
}
