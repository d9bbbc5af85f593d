/** The properties of a role in its shapes, in the case in which each shape writes them. */
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
};

/** In Pascal case. */
export function bodyKeys(shape: RoleShape): readonly string[] {
  return BODY_KEYS[shape];
}

/** In Pascal case: where the lists stand, in shapes that have blocks. */
export const BLOCK_KEYS: readonly string[] = [...LISTS, 'Condition', 'ConditionVersion'];

/** A key in the case that the role's own keys are written in. */
export function inCaseOf(role: RoleDefinition, key: string): string {
  const first = entryAt(role.body, 0)?.key.node.text ?? '';
  const isPascal = role.shape === 'flat' || role.shape === 'permissions' ? /^[A-Z]/.test(first) : false;
  return isPascal ? key : key.charAt(0).toLowerCase() + key.slice(1);
}
