/** The properties of a role in its shapes, as each shape writes them. */
import { listKey, OPERATION_LISTS } from '../../readers/azure-operation-list.ts';
import type { RoleDefinition, RoleShape } from '../../readers/azure-role-definition.ts';
import { entryAt } from '../../syntax/tree.ts';

const LISTS = ['Actions', 'NotActions', 'DataActions', 'NotDataActions'];

/** Where the name and the scopes stand. */
const BODY_KEYS: Readonly<Record<RoleShape, readonly string[]>> = {
  flat: ['Name', 'Id', 'IsCustom', 'Description', ...LISTS, 'AssignableScopes'],
  permissions: ['Name', 'Id', 'IsCustom', 'Description', 'Permissions', 'AssignableScopes'],
  list: ['RoleName', 'Name', 'Id', 'Description', 'RoleType', 'Type', 'Permissions', 'AssignableScopes'],
  rest: ['RoleName', 'Type', 'Description', 'Permissions', 'AssignableScopes'],
  arm: ['RoleName', 'Type', 'Description', 'Permissions', 'AssignableScopes'],
  terraform: ['name', 'scope', 'role_definition_id', 'description', 'permissions', 'assignable_scopes'],
};

/** In Pascal case, but for shapes that write keys in one way only. */
export function bodyKeys(shape: RoleShape): readonly string[] {
  return BODY_KEYS[shape];
}

const BLOCK_KEYS: readonly string[] = [...LISTS, 'Condition', 'ConditionVersion'];
const SNAKE_KEYS: readonly string[] = OPERATION_LISTS.map((name) => listKey(name, 'snake'));

/** Where the lists stand, in shapes that have blocks; in the case of `bodyKeys`. */
export function blockKeys(shape: RoleShape): readonly string[] {
  return shape === 'terraform' ? SNAKE_KEYS : BLOCK_KEYS;
}

/** The keys of the lists, in lower case. */
export function listKeys(shape: RoleShape): ReadonlySet<string> {
  return new Set(shape === 'terraform' ? SNAKE_KEYS : LISTS.map((name) => name.toLowerCase()));
}

/** The key of the display name, as messages call it. */
export function nameKey(shape: RoleShape): string {
  return shape === 'terraform' ? 'name' : shape === 'flat' || shape === 'permissions' ? 'Name' : 'roleName';
}

/** A key in the case that the role's own keys are written in. */
export function inCaseOf(role: RoleDefinition, key: string): string {
  const first = entryAt(role.body, 0)?.key.node.text ?? '';
  const isPascal = role.shape === 'flat' || role.shape === 'permissions' ? /^[A-Z]/.test(first) : false;
  return isPascal ? key : key.charAt(0).toLowerCase() + key.slice(1);
}
