/**
 * Assignments of roles in every shape that a map can give them: resources of templates, whether in JSON or in Bicep,
 * blocks of Terraform, what the command lines print and what modules take as items of lists.
 */

import { bodyOf } from '../syntax/body-of.ts';
import type { Change } from '../syntax/change.ts';
import {
  type EntryNode,
  entriesOf,
  findEntry,
  isMap,
  isScalar,
  type MapNode,
  type Placed,
  type PlacedEntry,
} from '../syntax/tree.ts';
import { type Operand, operandOf } from './azure-operand.ts';
import { type Below, NONE } from './below.ts';
import { type Dialect, readText, type Text } from './text.ts';

/** A value that an assignment is given. */
export interface AssignedValue {
  readonly node: Placed;
  /** Where it is a text. */
  readonly text: Text | undefined;
  readonly operand: Operand;
}

/**
 * - `template`: a resource of an ARM template or a Bicep file;
 * - `terraform`: a block of Terraform;
 * - `item`: what an export prints, and what modules and scripts take;
 * - `command`: the Azure CLI;
 * - `cmdlet`: Azure PowerShell.
 */
export type AssignmentForm = 'template' | 'terraform' | 'item' | 'command' | 'cmdlet';

export interface RoleAssignment {
  readonly kind: 'azure/role-assignment';
  readonly form: AssignmentForm;
  /** The whole, placed at the start of the model. */
  readonly whole: Placed;
  /** Where principal and role stand, with the names that the properties have there. */
  readonly body: Placed<MapNode> | undefined;
  readonly name: AssignedValue | undefined;
  readonly scope: AssignedValue | undefined;
  /** The object id of the principal; what may be another name of it is not here. */
  readonly principal: AssignedValue | undefined;
  readonly principalType: AssignedValue | undefined;
  readonly role: AssignedValue | undefined;
  readonly condition: AssignedValue | undefined;
  readonly conditionVersion: AssignedValue | undefined;
  /** Whether all that it is given stands there, and nothing is put in from elsewhere. */
  readonly isWhole: boolean;
  /** Whether it is there once and always: not in a loop, not under a condition. */
  readonly isSingle: boolean;
  /** The changes that give it a type of principal. */
  writePrincipalType(type: string): readonly Change[];
}

const TYPE = /^Microsoft\.Authorization\/roleAssignments(?:@|$)/i;
const ROLE_KEYS = ['roleDefinitionId', 'roleDefinitionIdOrName', 'roleDefinitionName'];

/** What an assignment in a map is, where the map is one by what stands in it. */
export function readAssignmentMap(
  map: Placed<MapNode>,
  dialect: Dialect,
  standing: string,
): RoleAssignment | undefined {
  const type = findEntry(map, 'type')?.value;
  const properties = findEntry(map, 'properties')?.value;
  if (isScalar(type) && TYPE.test(type.node.text) && properties) {
    // What the service answers has an id.
    return isMap(properties) && findEntry(map, 'id')
      ? readItem(properties, map, dialect)
      : readResource(map, map, isMap(properties) ? properties : undefined, dialect);
  }
  const role = ROLE_KEYS.find((key) => findEntry(map, key));
  if (
    standing === 'properties' ||
    properties ||
    !role ||
    !(findEntry(map, 'principalId') ?? findEntry(map, 'objectId'))
  ) {
    return undefined;
  }
  return readItem(map, map, dialect);
}

function readItem(map: Placed<MapNode>, outer: Placed<MapNode>, dialect: Dialect): RoleAssignment {
  return assignment('item', outer, map, true, {
    name: assignedAt(map, dialect, 'roleAssignmentName') ?? nameOfExport(outer, dialect),
    scope: assignedAt(map, dialect, 'scope'),
    principal: assignedAt(map, dialect, 'principalId', 'objectId'),
    principalType: assignedAt(map, dialect, 'principalType', 'objectType'),
    role: assignedAt(map, dialect, ...ROLE_KEYS),
    condition: assignedAt(map, dialect, 'condition'),
    conditionVersion: assignedAt(map, dialect, 'conditionVersion'),
  });
}

/** What the Azure CLI prints has the name beside the type; elsewhere a name may be anything. */
function nameOfExport(map: Placed<MapNode>, dialect: Dialect): AssignedValue | undefined {
  const type = findEntry(map, 'type')?.value;
  return isScalar(type) && TYPE.test(type.node.text) ? assignedAt(map, dialect, 'name') : undefined;
}

/** The assignments that an entry holds by its key. Places count from the start of the entry. */
export function readAssignmentEntry(entry: EntryNode): readonly Below[] {
  const { key, value } = entry;
  if (!value) {
    return NONE;
  }
  const placed: Placed = { node: value, start: entry.valueStart };
  if (TYPE.test(key.text) && key.style === 'type') {
    const body = bodyOf(placed);
    const whole = body && { node: body.node, start: 0 };
    const properties = whole && findEntry(whole, 'properties')?.value;
    const model =
      whole &&
      readResource(whole, whole, isMap(properties) ? properties : undefined, 'plain', body.start !== placed.start);
    return model && body ? [{ model, start: body.start }] : NONE;
  }
  if (key.text !== 'azurerm_role_assignment' || !isMap(placed)) {
    return NONE;
  }
  const found: Below[] = [];
  for (const { value: body } of entriesOf(placed)) {
    if (isMap(body)) {
      found.push({ model: readTerraform({ node: body.node, start: 0 }), start: body.start });
    }
  }
  return found;
}

function readResource(
  whole: Placed<MapNode>,
  outer: Placed<MapNode>,
  properties: Placed<MapNode> | undefined,
  dialect: Dialect,
  isRepeated = false,
): RoleAssignment {
  const inside = (...keys: readonly string[]): AssignedValue | undefined =>
    properties && assignedAt(properties, dialect, ...keys);
  const isSingle = !isRepeated && !findEntry(outer, 'condition') && !findEntry(outer, 'copy');
  return assignment('template', whole, properties, isSingle, {
    name: assignedAt(outer, dialect, 'name'),
    scope: assignedAt(outer, dialect, 'scope'),
    principal: inside('principalId'),
    principalType: inside('principalType'),
    role: inside('roleDefinitionId'),
    condition: inside('condition'),
    conditionVersion: inside('conditionVersion'),
  });
}

function readTerraform(body: Placed<MapNode>): RoleAssignment {
  const isSingle = !findEntry(body, 'count') && !findEntry(body, 'for_each');
  return assignment('terraform', body, body, isSingle, {
    name: assignedAt(body, 'plain', 'name'),
    scope: assignedAt(body, 'plain', 'scope'),
    principal: assignedAt(body, 'plain', 'principal_id'),
    principalType: assignedAt(body, 'plain', 'principal_type'),
    role: assignedAt(body, 'plain', 'role_definition_id', 'role_definition_name'),
    condition: assignedAt(body, 'plain', 'condition'),
    conditionVersion: assignedAt(body, 'plain', 'condition_version'),
  });
}

type Values = Pick<
  RoleAssignment,
  'name' | 'scope' | 'principal' | 'principalType' | 'role' | 'condition' | 'conditionVersion'
>;

function assignment(
  form: AssignmentForm,
  whole: Placed<MapNode>,
  body: Placed<MapNode> | undefined,
  isSingle: boolean,
  values: Values,
): RoleAssignment {
  const key = form === 'terraform' ? 'principal_type' : 'principalType';
  const isSpread = [whole, body].some((map) => map?.node.children.some((entry) => entry.key.style === 'spread'));
  return {
    kind: 'azure/role-assignment',
    form,
    whole,
    body,
    ...values,
    isWhole: body !== undefined && !isSpread,
    isSingle,
    writePrincipalType: (type) => writeEntry(body, values.principalType, values.principal, key, type),
  };
}

function writeEntry(
  body: Placed<MapNode> | undefined,
  value: AssignedValue | undefined,
  before: AssignedValue | undefined,
  key: string,
  text: string,
): readonly Change[] {
  if (value) {
    return [{ verb: 'replace', node: value.node, value: text }];
  }
  const at = body && before ? indexOf(body, before.node) + 1 : 0;
  return body && at > 0 ? [{ verb: 'insertEntries', into: body, at, entries: [[key, text]] }] : [];
}

function indexOf(map: Placed<MapNode>, value: Placed): number {
  return [...entriesOf(map)].findIndex((entry) => entry.value?.start === value.start);
}

/** What the first of the keys that is there has for a value. */
function assignedAt(map: Placed<MapNode>, dialect: Dialect, ...keys: readonly string[]): AssignedValue | undefined {
  for (const key of keys) {
    const entry: PlacedEntry | undefined = findEntry(map, key);
    // Exports print what is not there as null.
    if (entry?.value && !(isScalar(entry.value) && entry.value.node.type === 'null')) {
      return assignedValue(entry.value, dialect);
    }
  }
  return undefined;
}

export function assignedValue(node: Placed, dialect: Dialect): AssignedValue {
  const isText = isScalar(node) && (node.node.type === 'string' || node.node.type === 'word');
  return { node, text: isText ? readText(node, dialect) : undefined, operand: operandOf(node.node, dialect) };
}
