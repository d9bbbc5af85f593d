/** Tells a custom role definition of Azure from everything else that a map may be, and its shapes from one another. */
import { isGuid } from '../access/azure/guid.ts';
import { entriesOf, findEntry, isList, isMap, isScalar, itemsOf, type MapNode, type Placed } from '../syntax/tree.ts';
import { OPERATION_LISTS } from './azure-operation-list.ts';
import { readText, type Standing } from './text.ts';

/**
 * - `flat`: the four lists beside the name, for the command lines up to Az 15;
 * - `permissions`: a list of blocks beside the name, for Az 16 and, in lower case, the Azure CLI;
 * - `list`: what `az role definition list` prints, with `roleName` for the name and `name` for the id;
 * - `rest`: everything in `properties`, for the portal and REST;
 * - `arm`: the same as a resource of a template, with `type` and `apiVersion`;
 * - `terraform`: a block of Terraform, with keys of its own.
 */
export type RoleShape = 'flat' | 'permissions' | 'list' | 'rest' | 'arm' | 'terraform';

interface Found {
  readonly shape: RoleShape;
  readonly body: Placed<MapNode>;
}

const ROLE_TYPE = 'microsoft.authorization/roledefinitions';
const LISTS = new Set<string>(OPERATION_LISTS.map((name) => name.toLowerCase()));
/** Misspellings by which a role is still known as one. */
const NEAR_LISTS = new Set(['action', 'notaction', 'dataaction', 'notdataaction', 'actons', 'dataactons']);
const SCOPES = new Set([
  'assignablescopes',
  'assignablescope',
  'assignabescopes',
  'assignablscopes',
  'assingablescopes',
]);

/** @param standing `properties` where the map is the properties of something */
export function shapeOfRole(whole: Placed<MapNode>, standing: Standing): Found | undefined {
  const properties = findEntry(whole, 'properties')?.value;
  if (isMap(properties)) {
    return shapeOfResource(whole, properties);
  }
  // The properties of some resource are judged with the resource: only its type says what they are.
  return standing === 'properties' ? undefined : shapeOfBody(whole);
}

function shapeOfResource(whole: Placed<MapNode>, body: Placed<MapNode>): Found | undefined {
  const type = findEntry(whole, 'type')?.value;
  if (isScalar(type)) {
    const isRole = type.node.text.toLowerCase() === ROLE_TYPE;
    return isRole ? { shape: findEntry(whole, 'apiVersion') ? 'arm' : 'rest', body } : undefined;
  }
  if (type || isAssignment(body)) {
    return undefined;
  }
  const hasName = isScalar(findEntry(body, 'roleName')?.value);
  const hasScopes = holdsList(body, 'assignableScopes');
  const grants = hasBlocks(body) || (hasName && hasScopes && hasLists(body));
  return grants && (hasName || hasScopes) ? { shape: 'rest', body } : undefined;
}

function shapeOfBody(whole: Placed<MapNode>): Found | undefined {
  const traits = readTraits(whole);
  if (!(traits.lists && traits.anyList) && !traits.blocks) {
    return undefined;
  }
  if (
    traits.assignment ||
    traits.plan ||
    !(traits.scopes || traits.custom || (traits.name && namesOperations(whole)))
  ) {
    return undefined;
  }
  if (isOtherSystem(whole)) {
    return undefined;
  }
  if (!traits.blocks) {
    return { shape: 'flat', body: whole };
  }
  return { shape: traits.roleName && isListOutput(whole) ? 'list' : 'permissions', body: whole };
}

interface Traits {
  /** Whether at least one of the lists stands here and is not filled in whole. */
  readonly anyList: boolean;
  readonly lists: boolean;
  readonly blocks: boolean;
  readonly scopes: boolean;
  readonly name: boolean;
  readonly roleName: boolean;
  readonly custom: boolean;
  readonly assignment: boolean;
  /** Whether it is a role as plans and states of Terraform hold it: nothing that anybody edits. */
  readonly plan: boolean;
}

function readTraits(map: Placed<MapNode>): Traits {
  const traits = {
    plan: false,
    anyList: false,
    lists: false,
    blocks: false,
    scopes: false,
    name: false,
    roleName: false,
    custom: false,
    assignment: false,
  };
  for (const { key, value } of entriesOf(map)) {
    const name = key.node.text.toLowerCase();
    const isListLike = isList(value) || (isScalar(value) && !readText(value, 'arm').known);
    traits.anyList ||= isList(value) && (LISTS.has(name) || NEAR_LISTS.has(name) || SCOPES.has(name));
    traits.lists ||= (LISTS.has(name) || NEAR_LISTS.has(name)) && isListLike;
    traits.blocks ||= name === 'permissions' && isList(value) && hasBlocks(map);
    traits.scopes ||= SCOPES.has(name) && (isListLike || isScalar(value));
    traits.name ||= (name === 'name' || name === 'rolename') && isScalar(value);
    traits.roleName ||= name === 'rolename';
    traits.custom ||= name === 'iscustom';
    traits.assignment ||= name === 'principalid' || name === 'roledefinitionid';
    traits.plan ||= name === 'assignable_scopes' || name === 'role_definition_id';
  }
  return traits;
}

function isAssignment(map: Placed<MapNode>): boolean {
  return findEntry(map, 'principalId') !== undefined || findEntry(map, 'roleDefinitionId') !== undefined;
}

function holdsList(map: Placed<MapNode>, name: string): boolean {
  const value = findEntry(map, name)?.value;
  return isList(value) || (isScalar(value) && !readText(value, 'arm').known);
}

/** Whether `permissions` holds blocks of operation lists. */
function hasBlocks(map: Placed<MapNode>): boolean {
  const value = findEntry(map, 'permissions')?.value;
  if (isList(value)) {
    return [...itemsOf(value)].some((block) => isMap(block) && hasLists(block));
  }
  return isScalar(value) && !readText(value, 'arm').known && isScalar(findEntry(map, 'roleName')?.value);
}

function hasLists(block: Placed<MapNode>): boolean {
  for (const { key, value } of entriesOf(block)) {
    const name = key.node.text.toLowerCase();
    if ((LISTS.has(name) || NEAR_LISTS.has(name)) && (isList(value) || isScalar(value))) {
      return true;
    }
  }
  return false;
}

function* entryTexts(map: Placed<MapNode>): Generator<string> {
  const blocks = findEntry(map, 'permissions')?.value;
  const maps = [map, ...(isList(blocks) ? [...itemsOf(blocks)].filter(isMap) : [])];
  for (const name of OPERATION_LISTS) {
    for (const holder of maps) {
      const list = findEntry(holder, name)?.value;
      for (const item of isList(list) ? itemsOf(list) : []) {
        if (isScalar(item)) {
          yield item.node.text;
        }
      }
    }
  }
}

/** Whether an entry is written as only Azure writes operations: `Provider.Name/type/…`. */
function namesOperations(map: Placed<MapNode>): boolean {
  for (const text of entryTexts(map)) {
    if (/^\s*[a-z0-9]+\.[a-z0-9.]+\/\S/i.test(text)) {
      return true;
    }
  }
  return false;
}

/** Roles of Cosmos DB's data plane and of Managed HSM look the same and mean something else. */
function isOtherSystem(map: Placed<MapNode>): boolean {
  const isCosmosBody =
    findEntry(map, 'roleName') !== undefined &&
    findEntry(map, 'name') === undefined &&
    !holdsAny(map, ['actions', 'notActions']);
  let count = 0;
  for (const text of entryTexts(map)) {
    const key = text.trim().toLowerCase();
    const isCosmos = isCosmosBody && key.startsWith('microsoft.documentdb/databaseaccounts/');
    if (!isCosmos && !key.startsWith('microsoft.keyvault/managedhsm/')) {
      return false;
    }
    count++;
  }
  return count > 0;
}

function holdsAny(map: Placed<MapNode>, names: readonly string[]): boolean {
  const blocks = findEntry(map, 'permissions')?.value;
  const maps = isList(blocks) ? [...itemsOf(blocks)].filter(isMap) : [];
  return maps.some((block) =>
    names.some((name) => {
      const list = findEntry(block, name)?.value;
      return isList(list) && list.node.children.length > 0;
    }),
  );
}

/** Whether it is what the Azure CLI printed: `name` holds the id, or is gone and the kind or the resource type is left. */
function isListOutput(map: Placed<MapNode>): boolean {
  const name = findEntry(map, 'name')?.value;
  if (name) {
    return isScalar(name) && isGuid(name.node.text);
  }
  const type = findEntry(map, 'type')?.value;
  return findEntry(map, 'roleType') !== undefined || (isScalar(type) && type.node.text.toLowerCase() === ROLE_TYPE);
}
