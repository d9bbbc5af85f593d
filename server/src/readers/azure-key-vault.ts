/**
 * Key vaults: resources of ARM templates and Bicep, blocks of Terraform, what the Azure CLI and the service print; and the
 * access policies that stand beside a vault. Managed HSMs are another thing, with roles of their own.
 */
import { bodyOf } from '../syntax/body-of.ts';
import type { Change } from '../syntax/change.ts';
import {
  type EntryNode,
  findEntry,
  isMap,
  isScalar,
  type MapNode,
  type Placed,
  type ScalarNode,
} from '../syntax/tree.ts';
import {
  type AccessPolicies,
  isSpread,
  readPolicyBlocks,
  readPolicyList,
  readTerraformPolicy,
  valueAt,
} from './azure-access-policy.ts';
import type { AssignedValue } from './azure-role-assignment.ts';
import { type Below, NONE } from './below.ts';
import { type Dialect, readText, type Text } from './text.ts';

/**
 * Who decides on keys, secrets and certificates: `rbac` Azure RBAC, `policy` the access policies of the vault;
 * `omitted` where nothing is said and `unknown` where what is said cannot be read here.
 */
export type PermissionModel = 'rbac' | 'policy' | 'omitted' | 'unknown';

/** A property of a vault, and where it stands. */
export interface VaultProperty extends AssignedValue {
  readonly map: Placed<MapNode>;
  readonly index: number;
}

export interface ApiVersion {
  readonly text: string;
  readonly scalar: Placed<ScalarNode>;
  /** Where it begins in the scalar's text. */
  readonly from: number;
}

export interface KeyVault {
  readonly kind: 'azure/key-vault';
  readonly form: 'template' | 'terraform' | 'export';
  /** Whether the file makes it; it is there already otherwise. */
  readonly isMade: boolean;
  /** Whether it is there once and always: not in a loop, not under a condition. */
  readonly isSingle: boolean;
  readonly whole: Placed<MapNode>;
  /** The resource id that an export says. */
  readonly id: Text | undefined;
  readonly name: AssignedValue | undefined;
  readonly apiVersion: ApiVersion | undefined;
  readonly permissionModel: PermissionModel;
  readonly permissionModelValue: VaultProperty | undefined;
  readonly policies: AccessPolicies | undefined;
  readonly createMode: AssignedValue | undefined;
  readonly purgeProtection: VaultProperty | undefined;
  readonly softDelete: VaultProperty | undefined;
  /** For how many days what is deleted is kept. */
  readonly retention: VaultProperty | undefined;
  /** The changes that say which model the vault uses. */
  writePermissionModel(usesRbac: boolean): readonly Change[];
}

/** Access policies that stand apart from their vault. */
export interface VaultAccessPolicies {
  readonly kind: 'azure/vault-access-policies';
  readonly form: 'template' | 'terraform';
  readonly whole: Placed<MapNode>;
  /** The parent, the id of the vault, or a name that begins with the vault's; nothing where they stand in the vault. */
  readonly vault: AssignedValue | undefined;
  readonly policies: AccessPolicies;
}

const VAULT = /^Microsoft\.KeyVault\/vaults(?:@|$)/i;
const POLICIES = /^(?:Microsoft\.KeyVault\/vaults\/)?accessPolicies(?:@|$)/i;

/** A vault in a map, where the map is one by what stands in it, or policies of one. */
export function readVaultMap(map: Placed<MapNode>, dialect: Dialect): KeyVault | VaultAccessPolicies | undefined {
  const type = findEntry(map, 'type')?.value;
  if (!isScalar(type) || !(VAULT.test(type.node.text) || POLICIES.test(type.node.text))) {
    return undefined;
  }
  if (findEntry(map, 'id')) {
    return VAULT.test(type.node.text) ? readExport(map, dialect) : undefined;
  }
  const version = findEntry(map, 'apiVersion')?.value;
  if (!isScalar(version)) {
    return undefined;
  }
  const text = readText(version, dialect);
  const apiVersion = text.known ? { text: text.value, scalar: version, from: 0 } : undefined;
  if (!VAULT.test(type.node.text)) {
    return readPolicies(map, dialect);
  }
  const existing = findEntry(map, 'existing')?.value;
  return readResource(map, dialect, apiVersion, !(isScalar(existing) && existing.node.text === 'true'));
}

/** What an entry holds by its key. Places count from the start of the entry. */
export function readVaultEntry({ key, value, valueStart }: EntryNode): readonly Below[] {
  const isResource = key.style === 'type' || key.style === 'existing-type';
  const body = isResource && value ? bodyOf({ node: value, start: valueStart }) : undefined;
  if (!body) {
    return NONE;
  }
  if (VAULT.test(key.text)) {
    const from = key.text.indexOf('@') + 1;
    const apiVersion = from > 0 ? { text: key.text.slice(from), scalar: { node: key, start: 0 }, from } : undefined;
    const model = readResource(body, 'plain', apiVersion, key.style === 'type');
    return [{ model: { ...model, isSingle: body.start === valueStart }, start: 0 }];
  }
  const policies = POLICIES.test(key.text) && key.style === 'type' ? readPolicies(body, 'plain') : undefined;
  return policies ? [{ model: policies, start: 0 }] : NONE;
}

function readResource(
  whole: Placed<MapNode>,
  dialect: Dialect,
  apiVersion: ApiVersion | undefined,
  isMade: boolean,
): KeyVault {
  const inside = findEntry(whole, 'properties')?.value;
  const properties = isMap(inside) ? inside : undefined;
  const isWhole = properties !== undefined && !isSpread(properties);
  return {
    ...readProperties(properties, dialect, isWhole),
    form: 'template',
    isMade,
    isSingle: !findEntry(whole, 'copy') && !findEntry(whole, 'condition'),
    whole,
    id: undefined,
    name: valueAt(whole, 'name', dialect),
    apiVersion,
  };
}

function readExport(whole: Placed<MapNode>, dialect: Dialect): KeyVault {
  const inside = findEntry(whole, 'properties')?.value;
  const properties = isMap(inside) ? inside : undefined;
  const read = readProperties(properties, dialect, false);
  const model = properties && findEntry(properties, 'enableRbacAuthorization')?.value;
  const isNull = isScalar(model) && model.node.type === 'null';
  return {
    ...read,
    form: 'export',
    isMade: false,
    isSingle: true,
    whole,
    id: valueAt(whole, 'id', dialect)?.text,
    name: valueAt(whole, 'name', dialect),
    apiVersion: undefined,
    // A vault that an old version of the API made may have none stored, and uses access policies.
    permissionModel: isNull ? 'policy' : read.permissionModel,
  };
}

type Properties = Pick<
  KeyVault,
  | 'kind'
  | 'permissionModel'
  | 'permissionModelValue'
  | 'policies'
  | 'createMode'
  | 'purgeProtection'
  | 'softDelete'
  | 'retention'
  | 'writePermissionModel'
>;

function readProperties(properties: Placed<MapNode> | undefined, dialect: Dialect, isWhole: boolean): Properties {
  const at = (key: string): VaultProperty | undefined => properties && propertyAt(properties, key, dialect);
  const model = at('enableRbacAuthorization');
  return {
    kind: 'azure/key-vault',
    permissionModel: modelOf(model, isWhole),
    permissionModelValue: model,
    policies: properties && readPolicyList(properties, dialect),
    createMode: at('createMode'),
    purgeProtection: at('enablePurgeProtection'),
    softDelete: at('enableSoftDelete'),
    retention: at('softDeleteRetentionInDays'),
    writePermissionModel: (usesRbac) =>
      writeModel(properties, model, 'enableRbacAuthorization', usesRbac, properties?.node.children.length ?? 0),
  };
}

/** @param isWhole whether all properties stand there, so that one that does not is not there */
function modelOf(value: VaultProperty | undefined, isWhole: boolean): PermissionModel {
  if (!value) {
    return isWhole ? 'omitted' : 'unknown';
  }
  const flag = flagOf(value);
  return flag === undefined ? 'unknown' : flag ? 'rbac' : 'policy';
}

/** True or false where a value is that, as a word of the language. */
export function flagOf({ node }: AssignedValue): boolean | undefined {
  return isScalar(node) && node.node.type === 'boolean' ? node.node.text === 'true' : undefined;
}

function writeModel(
  map: Placed<MapNode> | undefined,
  value: VaultProperty | undefined,
  key: string,
  usesRbac: boolean,
  at: number,
): readonly Change[] {
  if (value) {
    return [{ verb: 'replace', node: value.node, value: usesRbac }];
  }
  return map ? [{ verb: 'insertEntries', into: map, at, entries: [[key, usesRbac]] }] : [];
}

function propertyAt(map: Placed<MapNode>, key: string, dialect: Dialect): VaultProperty | undefined {
  const entry = findEntry(map, key);
  const value = entry && valueAt(map, key, dialect);
  return entry && value && { ...value, map, index: entry.index };
}

/** The policies of a child of a vault, but for one that takes policies away. */
function readPolicies(whole: Placed<MapNode>, dialect: Dialect): VaultAccessPolicies | undefined {
  const inside = findEntry(whole, 'properties')?.value;
  const policies = isMap(inside) ? readPolicyList(inside, dialect) : undefined;
  const name = valueAt(whole, 'name', dialect);
  const removes = isScalar(name?.node) && /(?:^|[/'])remove'?[)\]]*$/i.test(name.node.node.text);
  const vault = valueAt(whole, 'parent', dialect) ?? (isPath(name) ? name : undefined);
  return policies && !removes
    ? { kind: 'azure/vault-access-policies', form: 'template', whole, vault, policies }
    : undefined;
}

/** Whether a name has more than one segment, so that the vault's is among them. */
function isPath(name: AssignedValue | undefined): boolean {
  return name !== undefined && !(isScalar(name.node) && /^(?:add|replace)$/i.test(name.node.node.text));
}

/** The block of a vault in Terraform. */
export function readTerraformVault(body: Placed<MapNode>): KeyVault {
  const at = (key: string): VaultProperty | undefined => propertyAt(body, key, 'plain');
  const model = at('rbac_authorization_enabled') ?? at('enable_rbac_authorization');
  return {
    kind: 'azure/key-vault',
    form: 'terraform',
    isMade: true,
    isSingle: !findEntry(body, 'count') && !findEntry(body, 'for_each'),
    whole: body,
    id: undefined,
    name: valueAt(body, 'name', 'plain'),
    apiVersion: undefined,
    permissionModel: modelOf(model, true),
    permissionModelValue: model,
    policies: readPolicyBlocks(body),
    createMode: undefined,
    purgeProtection: at('purge_protection_enabled'),
    softDelete: undefined,
    retention: at('soft_delete_retention_days'),
    // Before everything: blocks may go at the same time.
    writePermissionModel: (usesRbac) => writeModel(body, model, 'rbac_authorization_enabled', usesRbac, 0),
  };
}

/** The block of an access policy in Terraform, which stands apart from its vault. */
export function readTerraformPolicies(body: Placed<MapNode>): VaultAccessPolicies | undefined {
  const entry = findEntry(body, 'key_vault_id');
  const isRepeated = findEntry(body, 'for_each') ?? findEntry(body, 'count');
  const policies: AccessPolicies | undefined = entry && {
    key: entry.key,
    items: isRepeated ? [] : [readTerraformPolicy(body)],
    isWhole: !isRepeated,
    any: isRepeated ? 'unknown' : 'yes',
    removal: [],
  };
  return (
    policies && {
      kind: 'azure/vault-access-policies',
      form: 'terraform',
      whole: body,
      vault: valueAt(body, 'key_vault_id', 'plain'),
      policies,
    }
  );
}
