/**
 * Custom roles as Terraform makes them: the body of an `azurerm_role_definition`. Found by the type of its block, so
 * that nothing has to be guessed from what stands in it.
 */
import { entriesOf, findEntry, isList, isMap, isScalar, itemsOf, type MapNode, type Placed } from '../syntax/tree.ts';
import { type AssignableScope, readAssignableScope } from './azure-assignable-scope.ts';
import {
  isOpen,
  type PermissionBlock,
  type RoleDefinition,
  readBlock,
  readField,
  readScopeList,
} from './azure-role-definition.ts';
import type { Part } from './part.ts';

export function readRoleBlock(whole: Placed<MapNode>): RoleDefinition {
  const scopes = findEntry(whole, 'assignable_scopes');
  const repeated = repeatedBlocks(whole);
  return {
    kind: 'azure/role-definition',
    shape: 'terraform',
    dialect: 'plain',
    standing: 'inside',
    whole,
    body: whole,
    // The provider makes custom roles only.
    origin: 'custom',
    filledIn: isOpen(whole) || repeated.length > 0,
    name: readField(whole, ['name'], 'plain'),
    description: readField(whole, ['description'], 'plain'),
    id: readField(whole, ['role_definition_id'], 'plain'),
    permissionList: findEntry(whole, 'permissions'),
    permissions: [...writtenBlocks(whole), ...repeated],
    scopeList: scopes && readScopeList(scopes, 'plain'),
    madeAt: readMadeAt(whole),
  };
}

/** The blocks `permissions`; in JSON a list of them, or one, under that key. */
function writtenBlocks(whole: Placed<MapNode>): readonly PermissionBlock[] {
  return [...entriesOf(whole)]
    .filter(({ key }) => key.node.text === 'permissions')
    .flatMap(({ value }) => (isList(value) ? [...itemsOf(value)] : value ? [value] : []))
    .filter(isMap)
    .map((map) => readBlock(map, 'plain', 'snake'));
}

/** The contents of the blocks `dynamic "permissions"`. */
function repeatedBlocks(whole: Placed<MapNode>): readonly PermissionBlock[] {
  return [...entriesOf(whole)]
    .filter(({ key }) => key.node.text === 'dynamic')
    .flatMap(({ value }): readonly PermissionBlock[] => {
      const block = isMap(value) ? findEntry(value, 'permissions')?.value : undefined;
      const content = isMap(block) ? findEntry(block, 'content')?.value : undefined;
      return isMap(content) ? [readBlock(content, 'plain', 'snake', true)] : [];
    });
}

function readMadeAt(whole: Placed<MapNode>): Part<AssignableScope> | undefined {
  const value = findEntry(whole, 'scope')?.value;
  return isScalar(value) && value.node.type === 'string'
    ? { model: readAssignableScope(value.node, 'plain'), start: value.start }
    : undefined;
}
