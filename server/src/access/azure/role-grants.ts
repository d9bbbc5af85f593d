/** Which roles grant an operation, by their entries alone: conditions, scopes and deny assignments are not looked at. */
import type { BuiltInRole, OperationFacts, Permission } from '../facts.ts';
import { matchesOperation, type Plane, parseOperation } from './operation-pattern.ts';

const LISTS = {
  control: ['actions', 'notActions'],
  data: ['dataActions', 'notDataActions'],
} as const;

/** @param operation a full name in lower case */
export function grantsInPlane({ permissions }: BuiltInRole, operation: string, plane: Plane): boolean {
  const [grants, exclusions] = LISTS[plane];
  const matches = (permission: Permission, list: keyof Permission & (typeof LISTS)[Plane][number]): boolean =>
    permission[list].some((entry) => matchesOperation(parseOperation(entry), operation));
  return permissions.some((permission) => matches(permission, grants) && !matches(permission, exclusions));
}

const sizes = new WeakMap<BuiltInRole, number>();

/** Roughly how much a role grants: what its entries match, exclusions not taken off. For ordering only. */
export function sizeOfRole(role: BuiltInRole, operations: OperationFacts): number {
  const known = sizes.get(role);
  if (known !== undefined) {
    return known;
  }
  let size = 0;
  for (const { actions, dataActions } of role.permissions) {
    for (const entry of actions) {
      size += operations.count(parseOperation(entry)).control;
    }
    for (const entry of dataActions) {
      size += operations.count(parseOperation(entry)).data;
    }
  }
  sizes.set(role, size);
  return size;
}

/** The built-in roles that grant an operation, those that grant least first. */
export function rolesGranting(
  operation: string,
  plane: Plane,
  roles: readonly BuiltInRole[],
  operations: OperationFacts,
): readonly BuiltInRole[] {
  const granting = roles.filter((role) => grantsInPlane(role, operation, plane));
  return granting.sort((a, b) => sizeOfRole(a, operations) - sizeOfRole(b, operations) || (a.name < b.name ? -1 : 1));
}
