/**
 * Writes a role in another shape, keeping its values as they are written, comments in them included. What has no place
 * in the other shape is not dropped silently: then there is no conversion.
 */
import { OPERATION_LISTS } from '../../readers/azure-operation-list.ts';
import type { Field, PermissionBlock, RoleDefinition } from '../../readers/azure-role-definition.ts';
import { type Change, kept, list, map, type Written, type WrittenEntry } from '../../syntax/change.ts';
import { entriesOf, type MapNode, type Placed } from '../../syntax/tree.ts';
import { LIST_NAMES } from './list-names.ts';

/** The shapes that files are kept in: for the command lines, for Az 16, for the portal and REST. */
export type TargetShape = 'flat' | 'permissions' | 'rest';

/** What exports add and no tool reads back, and what the other shapes say in their own way. */
const DROPPED = new Set([
  'createdon',
  'createdby',
  'updatedon',
  'updatedby',
  'id',
  'name',
  'type',
  'roletype',
  'iscustom',
]);
const CONVERTED = new Set([
  'rolename',
  'description',
  'permissions',
  'assignablescopes',
  'condition',
  'conditionversion',
  'properties',
]);
const LISTS = new Set<string>(OPERATION_LISTS.map((name) => name.toLowerCase()));

/** The changes that give a role another shape, or undefined where something would be lost. */
export function convertRole(role: RoleDefinition, target: TargetShape): readonly Change[] | undefined {
  const [block, second] = role.permissions;
  const isSame = role.shape === target && (role.permissionList !== undefined) === (target !== 'flat');
  // Templates and Terraform make the role themselves; no tool is given their files for one.
  const isCode = role.shape === 'arm' || role.shape === 'terraform';
  if (!block || second || isSame || isCode || losesSomething(role, block, target)) {
    return undefined;
  }
  const written = target === 'rest' ? writeRest(role, block) : writeFile(role, block, target);
  return [{ verb: 'replace', node: role.whole, value: written }];
}

function losesSomething(
  role: RoleDefinition,
  { map: block, condition }: PermissionBlock,
  target: TargetShape,
): boolean {
  const maps = [...new Set([role.whole, role.body, block])];
  const hasComments = maps.some(({ node }) => node.comments.length > 0);
  const hasOthers = maps.some((one) => [...entriesOf(one)].some(({ key }) => !isKnown(key.node.text)));
  return (
    hasComments ||
    hasOthers ||
    role.whole.node.problems.length > 0 ||
    (condition?.text !== undefined && target === 'flat')
  );
}

function isKnown(key: string): boolean {
  const name = key.toLowerCase();
  return DROPPED.has(name) || CONVERTED.has(name) || LISTS.has(name);
}

function writeFile(role: RoleDefinition, block: PermissionBlock, target: 'flat' | 'permissions'): Written {
  const lists = writeLists(block, (name) => LIST_NAMES[name]);
  return map([
    ...writeField('Name', role.name),
    ...writeField('Id', role.shape === 'rest' ? undefined : role.id),
    ['IsCustom', true],
    ...writeField('Description', role.description),
    ...(target === 'flat' ? lists : [['Permissions', list([map([...lists, ...writeCondition(block, 'C')])])] as const]),
    ...writeScopes(role, 'AssignableScopes'),
  ]);
}

function writeRest(role: RoleDefinition, block: PermissionBlock): Written {
  const lists = writeLists(block, (name) => name);
  return map([
    [
      'properties',
      map([
        ...writeField('roleName', role.name),
        ...writeField('description', role.description),
        ...writeScopes(role, 'assignableScopes'),
        ['permissions', list([map([...lists, ...writeCondition(block, 'c')])])],
      ]),
    ],
  ]);
}

function writeLists(
  { lists }: PermissionBlock,
  key: (name: (typeof OPERATION_LISTS)[number]) => string,
): WrittenEntry[] {
  return OPERATION_LISTS.map((name) => {
    const value = lists[name]?.entry.value;
    return [key(name), value ? kept(value) : list([])];
  });
}

function writeField(key: string, field: Field | undefined): WrittenEntry[] {
  const value = field?.entry.value;
  return value ? [[key, kept(value)]] : [];
}

function writeScopes({ scopeList }: RoleDefinition, key: string): WrittenEntry[] {
  const value = scopeList?.entry.value;
  return [[key, value ? kept(value) : list([])]];
}

function writeCondition({ map: block }: PermissionBlock, first: 'c' | 'C'): WrittenEntry[] {
  return [...entriesOf(block satisfies Placed<MapNode>)].flatMap(({ key, value }): WrittenEntry[] => {
    const name = key.node.text;
    return /^condition(version)?$/i.test(name) && value ? [[first + name.slice(1), kept(value)]] : [];
  });
}
