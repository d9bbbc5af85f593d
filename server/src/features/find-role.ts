/** Finds a role by whatever somebody has of it: its GUID, its resource id, its name, a name it had, nearly its name. */
import { distance } from 'fastest-levenshtein';
import { guidsIn } from '../access/azure/guid.ts';
import type { BuiltInRole, CustomRole, CustomRoleFacts, FormerName, RoleFacts, UnlistedRole } from '../access/facts.ts';

export interface FoundRole {
  readonly matchedBy: 'id' | 'name' | 'former-name';
  readonly role: BuiltInRole;
  readonly formerNames: readonly FormerName[];
}

export interface FoundCustomRole {
  readonly matchedBy: 'id' | 'name';
  readonly role: CustomRole;
}

export interface RoleSearch {
  /** In the order of their names; more than one where a name was given on from one role to another. */
  readonly roles: readonly FoundRole[];
  /** The same role more than once where several files define it. */
  readonly customRoles: readonly FoundCustomRole[];
  /** A role that lists once had, where the id or the name is one of its. */
  readonly unlisted: UnlistedRole | undefined;
  /** Names near the one that was asked for, where none is found. */
  readonly near: readonly string[];
}

const MOST_NEAR = 5;
/** As conditions of role assignments may write it. */
const UNDASHED = /^\{?([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\}?$/i;

export function findRole(asked: string, roles: RoleFacts, customRoles: CustomRoleFacts): RoleSearch {
  const guid = guidOf(asked.trim());
  const search = guid === undefined ? byName(asked, roles, customRoles) : byId(guid, roles, customRoles);
  const isFound = search.roles.length + search.customRoles.length > 0 || search.unlisted !== undefined;
  return { ...search, near: isFound || guid !== undefined ? [] : nearestRoleNames(asked, roles, customRoles) };
}

/** The GUID of a role: the last one of a resource id, for the subscription has one, too. */
function guidOf(asked: string): string | undefined {
  const undashed = UNDASHED.exec(asked);
  return undashed ? undashed.slice(1).join('-') : [...guidsIn(asked)].at(-1)?.guid;
}

type Hits = Omit<RoleSearch, 'near'>;

function byId(guid: string, roles: RoleFacts, customRoles: CustomRoleFacts): Hits {
  const role = roles.byId(guid);
  return {
    roles: role ? [{ matchedBy: 'id', role, formerNames: roles.formerNames(role.id) }] : [],
    customRoles: customRoles.byId(guid).map((custom) => ({ matchedBy: 'id', role: custom })),
    unlisted: role ? undefined : roles.unlisted(guid),
  };
}

function byName(name: string, roles: RoleFacts, customRoles: CustomRoleFacts): Hits {
  const found = new Map<string, FoundRole>();
  const add = (role: BuiltInRole | undefined, matchedBy: FoundRole['matchedBy']): void => {
    if (role && !found.has(role.id)) {
      found.set(role.id, { matchedBy, role, formerNames: roles.formerNames(role.id) });
    }
  };
  add(roles.byName(name), 'name');
  for (const former of roles.byFormerName(name)) {
    add(roles.byId(former.id), 'former-name');
  }
  return {
    // Whoever wrote the name may have meant any of them, so none goes before the others.
    roles: [...found.values()].sort((a, b) => (a.role.name < b.role.name ? -1 : 1)),
    customRoles: customRoles.byName(name).map((custom) => ({ matchedBy: 'name', role: custom })),
    unlisted: roles.unlistedByName(name)[0],
  };
}

/** Names that hold what was asked for, else those with the fewest wrong letters. */
function nearestRoleNames(asked: string, roles: RoleFacts, customRoles: CustomRoleFacts): readonly string[] {
  const wanted = asked.trim().toLowerCase();
  if (wanted === '') {
    return [];
  }
  const names = new Set([...roles.everyName(), ...customRoles.all().flatMap(({ name }) => name ?? [])]);
  const limit = Math.max(2, wanted.length / 4);
  return [...names]
    .map((name) => {
      const key = name.toLowerCase();
      return { name, cost: key.includes(wanted) ? 0 : distance(key, wanted) };
    })
    .filter(({ cost }) => cost <= limit)
    .sort((a, b) => a.cost - b.cost || a.name.length - b.name.length)
    .slice(0, MOST_NEAR)
    .map(({ name }) => name.trim());
}
