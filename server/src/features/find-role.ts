/** Finds a built-in role by whatever somebody has of it: its GUID, its resource id, its name, a name it had, nearly its name. */
import { distance } from 'fastest-levenshtein';
import { guidsIn } from '../access/azure/guid.ts';
import type { BuiltInRole, FormerName, RoleFacts, UnlistedRole } from '../access/facts.ts';

export interface FoundRole {
  readonly matchedBy: 'id' | 'name' | 'former-name';
  readonly role: BuiltInRole;
  readonly formerNames: readonly FormerName[];
}

export interface RoleSearch {
  /** More than one where a name was given on from one role to another. */
  readonly roles: readonly FoundRole[];
  /** A role that lists once had, where the id is one of its. */
  readonly unlisted: UnlistedRole | undefined;
  /** Names near the one that was asked for, where none is found. */
  readonly near: readonly string[];
}

const MOST_NEAR = 5;

export function findRole(asked: string, roles: RoleFacts): RoleSearch {
  const [id] = guidsIn(asked);
  const found: FoundRole[] = [];
  const add = (role: BuiltInRole | undefined, matchedBy: FoundRole['matchedBy']): void => {
    if (role && !found.some((one) => one.role.id === role.id)) {
      found.push({ matchedBy, role, formerNames: roles.formerNames(role.id) });
    }
  };
  if (id) {
    add(roles.byId(id.guid), 'id');
  } else {
    add(roles.byName(asked), 'name');
    for (const former of roles.byFormerName(asked)) {
      add(roles.byId(former.id), 'former-name');
    }
  }
  const unlisted = id && found.length === 0 ? roles.unlisted(id.guid) : undefined;
  return { roles: found, unlisted, near: found.length === 0 && !id ? nearestRoleNames(asked, roles) : [] };
}

/** Names that hold what was asked for, else those with the fewest wrong letters. */
function nearestRoleNames(asked: string, roles: RoleFacts): readonly string[] {
  const wanted = asked.trim().toLowerCase();
  const ranked = roles.all().map(({ name }) => {
    const key = name.toLowerCase();
    return { name, cost: wanted !== '' && key.includes(wanted) ? 0 : distance(key, wanted) };
  });
  const limit = Math.max(2, wanted.length / 4);
  return ranked
    .filter(({ cost }) => cost <= limit)
    .sort((a, b) => a.cost - b.cost || a.name.length - b.name.length)
    .slice(0, MOST_NEAR)
    .map(({ name }) => name);
}
