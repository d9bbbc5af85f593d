/**
 * Custom role definitions of Azure in every shape that a map can give them: flat files of the command lines, files of
 * Az 16, what the portal and REST take, what `az role definition list` prints, resources of ARM templates.
 * Found by what they contain, never by a file's name. Knows no language: a map is a map.
 */
import type { PlacedEntry } from '../syntax/tree.ts';
import { findEntry, isList, isMap, isScalar, itemsOf, type MapNode, type Placed } from '../syntax/tree.ts';
import { type AssignableScope, readAssignableScope } from './azure-assignable-scope.ts';
import { type Condition, readCondition } from './azure-condition.ts';
import {
  type KeyStyle,
  listKey,
  OPERATION_LISTS,
  type OperationList,
  type OperationListName,
  readOperationList,
} from './azure-operation-list.ts';
import { type RoleShape, shapeOfRole } from './azure-role-shape.ts';
import type { Part } from './part.ts';
import { type Dialect, type Place, readText, type Standing, type Text } from './text.ts';

export type { RoleShape } from './azure-role-shape.ts';

/** A property of a role: its entry, and its text where it has one. */
export interface Field {
  readonly entry: PlacedEntry;
  /** Undefined where the value is missing or no text. */
  readonly text: Text | undefined;
}

/** A property that should hold a list. */
export interface ListField<T> {
  readonly entry: PlacedEntry;
  /** Undefined where the value is no list. */
  readonly list: T | undefined;
  /** Whether the value is an expression that gives a list later. */
  readonly filledIn: boolean;
}

export interface PermissionBlock {
  /** The map in which the lists stand: that of the role itself in flat files. */
  readonly map: Placed<MapNode>;
  readonly lists: Readonly<Partial<Record<OperationListName, ListField<Part<OperationList>>>>>;
  readonly condition: Field | undefined;
  /** Whether it is there as often as some expression says, and perhaps not at all. */
  readonly isRepeated: boolean;
  readonly style: KeyStyle;
}

export interface ScopeList {
  readonly scopes: readonly Part<AssignableScope>[];
  /** What stands in the list and is no text. */
  readonly others: readonly Placed[];
  /** Whether all entries are known. */
  readonly complete: boolean;
}

export interface RoleDefinition {
  readonly kind: 'azure/role-definition';
  readonly shape: RoleShape;
  readonly dialect: Dialect;
  readonly standing: Standing;
  /** The whole definition, placed at the start of the model. */
  readonly whole: Placed<MapNode>;
  /** Where name and scopes stand: the properties where there are any, else the whole. */
  readonly body: Placed<MapNode>;
  /** Whether it says itself that it is custom or built in. */
  readonly origin: 'custom' | 'built-in' | 'unsaid';
  /**
   * Whether something else makes a role of it, a template or a script that reads many of them, so that what is missing
   * here may not be missing in the end.
   */
  readonly filledIn: boolean;
  readonly name: Field | undefined;
  readonly description: Field | undefined;
  readonly id: Field | undefined;
  readonly permissionList: PlacedEntry | undefined;
  readonly permissions: readonly PermissionBlock[];
  readonly scopeList: ListField<ScopeList> | undefined;
  /** Where it is made, in shapes that say so; it is assignable there where they say nothing else. */
  readonly madeAt: Part<AssignableScope> | undefined;
}

export function readRoleDefinition(whole: Placed<MapNode>, place: Place): RoleDefinition | undefined {
  const found = shapeOfRole(whole, place.standing);
  if (!found) {
    return undefined;
  }
  const { shape, body } = found;
  const dialect: Dialect = shape === 'arm' ? 'arm' : place.dialect;
  const field = (map: Placed<MapNode>, ...names: readonly string[]): Field | undefined =>
    readField(map, names, dialect);
  const permissionList = shape === 'flat' ? undefined : findEntry(body, 'permissions');
  const scopes = findEntry(body, 'assignableScopes');
  return {
    kind: 'azure/role-definition',
    shape,
    dialect,
    standing: place.standing,
    whole,
    body,
    origin: readOrigin(whole, body),
    filledIn: isFilledIn(whole, body, shape, place),
    name: shape === 'flat' || shape === 'permissions' ? field(body, 'name', 'roleName') : field(body, 'roleName'),
    description: field(body, 'description'),
    id: shape === 'flat' || shape === 'permissions' ? field(body, 'id') : field(whole, 'name'),
    permissionList,
    permissions: readPermissions(body, permissionList, dialect),
    scopeList: scopes && readScopeList(scopes, dialect),
    madeAt: undefined,
  };
}

/** Whether parts of a role may come from elsewhere, or stand behind a bracket that is not there yet. */
function isFilledIn(
  whole: Placed<MapNode>,
  body: Placed<MapNode>,
  shape: RoleShape,
  { dialect, standing }: Place,
): boolean {
  return isOpen(whole) || isOpen(body) || (shape !== 'arm' && (dialect === 'arm' || standing === 'inside'));
}

/** Whether its closing bracket is not there yet. */
export function isOpen({ node }: Placed<MapNode>): boolean {
  return node.problems.some(({ code }) => code === 'unclosed');
}

export function readField(map: Placed<MapNode>, names: readonly string[], dialect: Dialect): Field | undefined {
  for (const name of names) {
    const entry = findEntry(map, name);
    if (entry) {
      const isText = isScalar(entry.value) && (entry.value.node.type === 'string' || entry.value.node.type === 'word');
      return { entry, text: isText && isScalar(entry.value) ? readText(entry.value, dialect) : undefined };
    }
  }
  return undefined;
}

function readListField<T>(
  entry: PlacedEntry,
  dialect: Dialect,
  read: (list: Placed<Extract<Placed['node'], { kind: 'list' }>>) => T,
): ListField<T> {
  const { value } = entry;
  const isExpression = value?.node.kind === 'opaque' || value?.node.kind === 'call';
  const filledIn = isExpression || (isScalar(value) && !readText(value, dialect).known);
  return { entry, list: isList(value) ? read(value) : undefined, filledIn };
}

/** The kind that the definition gives itself: `IsCustom`, `roleType`, or `type` among the properties. */
function readOrigin(whole: Placed<MapNode>, body: Placed<MapNode>): RoleDefinition['origin'] {
  const says = [
    findEntry(whole, 'isCustom'),
    findEntry(whole, 'roleType'),
    findEntry(body, 'roleType'),
    findEntry(body, 'type'),
  ];
  for (const entry of says) {
    const text = isScalar(entry?.value) ? entry.value.node.text.toLowerCase() : '';
    if (text === 'false' || text === 'builtinrole') {
      return 'built-in';
    }
    if (text === 'true' || text === 'customrole') {
      return 'custom';
    }
  }
  return 'unsaid';
}

function readPermissions(
  body: Placed<MapNode>,
  permissionList: PlacedEntry | undefined,
  dialect: Dialect,
): readonly PermissionBlock[] {
  if (!permissionList) {
    return [readBlock(body, dialect, 'camel')];
  }
  const value = permissionList?.value;
  const maps = isList(value) ? [...itemsOf(value)].filter(isMap) : isMap(value) ? [value] : [];
  return maps.map((map) => readBlock(map, dialect, 'camel'));
}

export function readBlock(
  map: Placed<MapNode>,
  dialect: Dialect,
  style: KeyStyle,
  isRepeated = false,
): PermissionBlock {
  const lists: Partial<Record<OperationListName, ListField<Part<OperationList>>>> = {};
  for (const name of OPERATION_LISTS) {
    const entry = findEntry(map, listKey(name, style));
    if (entry) {
      lists[name] = readListField(entry, dialect, ({ node, start }) => ({
        model: readOperationList(node, name, dialect, style),
        start,
      }));
    }
  }
  return { map, lists, condition: readField(map, ['condition'], dialect), isRepeated, style };
}

export function readScopeList(entry: PlacedEntry, dialect: Dialect): ListField<ScopeList> {
  return readListField(entry, dialect, (list) => readScopes(list, dialect));
}

function readScopes(list: Placed<Extract<Placed['node'], { kind: 'list' }>>, dialect: Dialect): ScopeList {
  const scopes: Part<AssignableScope>[] = [];
  const others: Placed[] = [];
  for (const item of itemsOf(list)) {
    if (isScalar(item) && (item.node.type === 'string' || item.node.type === 'word')) {
      scopes.push({ model: readAssignableScope(item.node, dialect), start: item.start });
    } else {
      others.push(item);
    }
  }
  return { scopes, others, complete: others.length === 0 && scopes.every(({ model }) => model.text.known) };
}

/** The parts of a role that are models themselves. */
export function* partsOfRole(role: RoleDefinition): Generator<Part<OperationList | AssignableScope | Condition>> {
  for (const { lists, condition } of role.permissions) {
    if (condition?.text && !condition.text.value.startsWith('[')) {
      const { node, start } = condition.text.scalar;
      yield { model: readCondition(node), start };
    }
    for (const name of OPERATION_LISTS) {
      const list = lists[name]?.list;
      if (list) {
        yield list;
      }
    }
  }
  if (role.madeAt) {
    yield role.madeAt;
  }
  yield* role.scopeList?.list?.scopes ?? [];
}
