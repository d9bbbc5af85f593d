/** `role`: a role by name, GUID or former name, with what it grants and how it was called. */
import { GrantIndex } from '../access/azure/granted-operations.ts';
import { privilegedIn } from '../access/azure/least-privilege.ts';
import type { PlaneCount } from '../access/azure/operation-set.ts';
import { type Facts, type FormerName, type Permission, withWorkspace } from '../access/facts.ts';
import { findRole, type RoleSearch } from '../features/find-role.ts';
import { readNamedInventory } from './read-inventory.ts';
import { identify, inLine, type ShownRole, showBuiltIn, showCustom } from './shown-role.ts';
import { EXIT, type Paint, painter, type Say, sayer, type Terminal } from './terminal.ts';

export interface RoleOptions {
  readonly asked: string;
  readonly format: 'pretty' | 'json';
  /** Where custom roles stand; none are known without. */
  readonly inventory: readonly string[];
}

/** A role that was found, and everything that is known of it. */
interface KnownRole {
  readonly shown: ShownRole;
  readonly matchedBy: 'id' | 'name' | 'former-name';
  readonly formerNames: readonly FormerName[];
  readonly grants: RoleCounts;
}

interface RoleCounts {
  readonly operations: PlaneCount;
  /** What of it is granted by blocks with a condition only. */
  readonly conditional: PlaneCount;
  /** What of it is granted only if a star segment may stand for no segment. */
  readonly unsure: PlaneCount;
  readonly privileged: readonly string[];
}

export function runRole(terminal: Terminal, { asked, format, inventory }: RoleOptions): number {
  const facts = withWorkspace(terminal.facts, readNamedInventory(terminal, inventory));
  const search = findRole(asked, facts.roles, facts.customRoles);
  const known = knownRoles(search, facts, terminal.folder);
  if (format === 'json') {
    const { unlisted, near } = search;
    const answer = { date: facts.roles.date, roles: known.map(toJson), unlisted: unlisted ?? null, near };
    terminal.out(`${JSON.stringify({ version: 1, ...answer }, undefined, 2)}\n`);
  } else {
    const say = sayer(terminal);
    terminal.out(describe(asked, known, search, facts, painter(terminal.colors), say));
  }
  return known.length > 0 ? EXIT.fine : EXIT.findings;
}

function knownRoles({ roles, customRoles }: RoleSearch, facts: Facts, folder: string): readonly KnownRole[] {
  const index = new GrantIndex(facts.operations);
  const count = (permissions: readonly Permission[]): RoleCounts => {
    const { all, sure, unconditional } = index.grantedBy(permissions);
    return {
      operations: all.count(),
      conditional: all.without(unconditional).count(),
      unsure: all.without(sure).count(),
      privileged: privilegedIn(all, facts.operations),
    };
  };
  return [
    ...roles.map(({ matchedBy, role, formerNames }) => ({
      shown: showBuiltIn(role),
      matchedBy,
      formerNames,
      grants: count(role.permissions),
    })),
    ...customRoles.map(({ matchedBy, role }) => {
      const shown = showCustom(role, facts.customRoles, folder);
      return { shown, matchedBy, formerNames: [], grants: count(shown.permissions) };
    }),
  ];
}

function toJson({ shown, matchedBy, formerNames, grants }: KnownRole): object {
  return {
    ...identify(shown),
    matchedBy,
    formerNames: formerNames.map(({ from, date }) => ({ name: from, until: date === '' ? null : date })),
    ...grants,
    permissions: shown.permissions,
    ...(shown.kind === 'custom' ? { complete: shown.complete, assignableScopes: shown.scopes } : {}),
  };
}

function describe(
  asked: string,
  known: readonly KnownRole[],
  { unlisted, near }: RoleSearch,
  { roles }: Facts,
  paint: Paint,
  say: Say,
): string {
  const gone = unlisted
    ? [say('{0} was the built-in role "{1}". It is not in the list of {2}.', unlisted.id, unlisted.name, roles.date)]
    : [];
  if (known.length > 0) {
    const isAmbiguous = new Set(known.map(({ shown }) => shown.id ?? shown.name)).size + gone.length > 1;
    const ambiguous = isAmbiguous
      ? [say('"{0}" means more than one role: names are given on, ids are not.', inLine(asked)), '']
      : [];
    const described = known.flatMap((role) => [...describeRole(role, paint, say), '']);
    return [...ambiguous, ...described, ...gone.map((line) => `${line}\n`)].join('\n');
  }
  if (gone.length > 0) {
    return `${gone.join('\n')}\n`;
  }
  const hint = near.length > 0 ? ` ${say('Did you mean {0}?', near.map(inLine))}` : '';
  return `${say('No built-in role in the list of {0} has the name or id "{1}".', roles.date, inLine(asked))}${hint}\n`;
}

function describeRole({ shown, formerNames, grants }: KnownRole, paint: Paint, say: Say): string[] {
  const { id, name, file, scopes, permissions, complete } = shown;
  return [
    paint('bold', inLine(name)),
    ...(id === undefined ? [] : [`  id  ${id}`]),
    ...formerNames.map(
      ({ from, date }) => `  ${date === '' ? say('before 2022: {0}', from) : say('until {0}: {1}', date, from)}`,
    ),
    ...(file === undefined ? [] : [`  ${say('custom role in {0}', inLine(file))}`]),
    ...(scopes.length > 0 ? [`  ${say('assignable at {0}', scopes.map(inLine))}`] : []),
    ...describeGrants(grants, paint, say).map((row) => `  ${row}`),
    ...(complete ? [] : [`  ${say('Parts of it are filled in elsewhere: it may grant more or less than is shown.')}`]),
    ...permissions.flatMap((permission, at) => [
      ...(permissions.length > 1 ? [`  ${say('block {0} of {1}', at + 1, permissions.length)}`] : []),
      ...describePermission(permission, paint),
    ]),
  ];
}

function describeGrants({ operations, conditional, unsure, privileged }: RoleCounts, paint: Paint, say: Say): string[] {
  const rows = [say('grants {0} control and {1} data operations', operations.control, operations.data)];
  if (conditional.control + conditional.data > 0) {
    rows.push(say('by blocks with a condition only: {0} control, {1} data', conditional.control, conditional.data));
  }
  if (unsure.control + unsure.data > 0) {
    rows.push(say('only if /*/ may stand for one slash: {0} control, {1} data', unsure.control, unsure.data));
  }
  if (privileged.length > 0) {
    rows.push(paint('yellow', say('decides over rights, by {0}', privileged)));
  }
  return rows;
}

function describePermission(permission: Permission, paint: Paint): string[] {
  const rows: string[] = [];
  for (const list of ['actions', 'notActions', 'dataActions', 'notDataActions'] as const) {
    const entries = permission[list];
    if (entries.length > 0) {
      rows.push(`  ${paint('cyan', list)}`, ...entries.map((entry) => `    ${inLine(entry)}`));
    }
  }
  if (permission.condition !== undefined) {
    rows.push(`  ${paint('cyan', 'condition')}`, `    ${inLine(permission.condition)}`);
  }
  return rows;
}
