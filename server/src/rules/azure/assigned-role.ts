/** The roles that an assignment may give: custom ones as files define them, and built-in ones. */
import type { BuiltInRole, CustomRole, CustomRoleFacts, RoleFacts } from '../../access/facts.ts';
import { type Deployment, roleOf } from '../../readers/azure-deployment.ts';
import type { RoleAssignment } from '../../readers/azure-role-assignment.ts';

/** All that have the id or the name; none where it is not known which role it is. */
export function assignedCustomRoles(
  assignment: RoleAssignment,
  deployment: Deployment,
  customRoles: CustomRoleFacts,
): readonly CustomRole[] {
  const named = roleOf(assignment, deployment);
  if (named?.guid !== undefined) {
    return customRoles.byId(named.guid);
  }
  return named?.name === undefined ? [] : customRoles.byName(named.name);
}

/** The built-in role that an assignment gives, where the file says which. */
export function assignedBuiltInRole(
  assignment: RoleAssignment,
  deployment: Deployment,
  roles: RoleFacts,
): BuiltInRole | undefined {
  const named = roleOf(assignment, deployment);
  if (named?.guid !== undefined) {
    return roles.byId(named.guid);
  }
  return named?.name === undefined ? undefined : roles.byName(named.name);
}
