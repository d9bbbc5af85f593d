/** The custom roles that an assignment may give, as files define them. */
import type { CustomRole, CustomRoleFacts } from '../../access/facts.ts';
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
