/** Names that mean one built-in role and no other. */
import type { BuiltInRole, RoleFacts } from '../../access/facts.ts';

/** The role of a name; undefined where another role had the name before, and either may be meant. */
export function plainRole(name: string, roles: RoleFacts): BuiltInRole | undefined {
  const role = roles.byName(name);
  return role && !roles.byFormerName(name).some(({ id }) => id !== role.id) ? role : undefined;
}
