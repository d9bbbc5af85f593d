/**
 * Access to secrets of Databricks once more, as plainly as it can be put: what is unknown is filled in twice, as badly and as
 * well for who asks as it can be, and each time every fact is gone over. What both give is the answer, for nothing here takes
 * access away. It shares no code with the evaluator and is far too slow for anything but comparing.
 */
import type { SecretAccessFacts } from '../../server/src/access/databricks/secret-access-facts.ts';
import type { SecretAccessRequest } from '../../server/src/access/databricks/secret-access-request.ts';
import type { Outcome } from '../../server/src/access/decision.ts';

type Filling = 'worst' | 'best';

const low = (text: string): string => text.trim().toLowerCase();
const isId = (name: string): boolean => name.includes('@') || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);
const unnamed = (name: string): boolean => name !== '';

export function decideNaively(facts: SecretAccessFacts, request: SecretAccessRequest): Outcome {
  const parts = /^databricks:\/secrets\/([^/]+)(?:\/(acls\/.*\S.*|[^/]+))?$/i.exec(request.resource);
  const [, scope = '', rest = ''] = parts ?? [];
  const entry = rest.startsWith('acls/') ? rest.slice('acls/'.length) : undefined;
  if (!parts || (entry !== undefined && request.operation.startsWith('secrets/'))) {
    return 'undetermined';
  }
  if (holds(facts, request, scope, entry, 'worst')) {
    return 'allowed';
  }
  return holds(facts, request, scope, entry, 'best') ? 'undetermined' : 'denied';
}

/** Applies a step until nothing new comes. */
function grow(start: readonly string[], step: (known: ReadonlySet<string>) => readonly string[]): Set<string> {
  let known = new Set(start.filter(unnamed));
  for (;;) {
    const more = new Set([...known, ...step(known).filter(unnamed)]);
    if (more.size === known.size) {
      return known;
    }
    known = more;
  }
}

function holds(
  facts: SecretAccessFacts,
  { principal, operation }: SecretAccessRequest,
  name: string,
  entry: string | undefined,
  filling: Filling,
): boolean {
  const isBest = filling === 'best';
  const here = <T extends { readonly scope: string }>(list: readonly T[]): T[] =>
    list.filter(({ scope }) => scope.toLowerCase() === name.toLowerCase());
  const [scopes, permissions, managers] = [here(facts.scopes), here(facts.permissions), here(facts.initialManagers)];
  const isTold = scopes.length + permissions.length + managers.length > 0;
  if (!isTold && (!isBest || facts.hasAllScopes)) {
    return false;
  }
  const isWhole = scopes.some(({ hasAllPermissions }) => hasAllPermissions);

  const needed = { get: 1, list: 1, put: 2, delete: 2 }[operation.split('/')[1] ?? ''] ?? 1;
  const rank = operation.startsWith('acls/') ? 3 : needed;
  const mine = namesFor(facts, low(principal), filling);
  // From the last to the first: what was put before is no longer there.
  const taken = permissions.filter(({ permission }) => /^(read|write|manage)$/i.test(permission));
  const last = taken.filter(
    (one, index) => !taken.slice(index + 1).some((later) => low(later.principal) === low(one.principal)),
  );
  const given = last.filter((one) => mine.has(low(one.principal))).map(({ permission }) => rankOf(permission, isBest));
  const initial = managers.filter(
    (one) => !isWhole && !taken.some((other) => low(other.principal) === low(one.principal)),
  );
  const isPermitted =
    mine.has('admins') ||
    given.some((one) => one >= rank) ||
    initial.some((one) => mine.has(low(one.principal))) ||
    (isBest && !isWhole);

  const backends = [...new Set(scopes.flatMap(({ backend }) => backend ?? []))];
  const isWrite = operation === 'secrets/put' || operation === 'secrets/delete';
  const only = backends.length === 1 ? backends[0] : undefined;
  const isWritable = !isWrite || only === 'DATABRICKS' || (isBest && only !== 'AZURE_KEYVAULT');

  const isAboutEntry = entry !== undefined && (operation === 'acls/get' || operation === 'acls/delete');
  const entries = [...taken, ...initial].map((one) => low(one.principal));
  const hasEntry = !isAboutEntry || entries.includes(low(entry)) || (isBest && !isWhole);
  return isPermitted && isWritable && hasEntry;
}

function rankOf(permission: string, isBest: boolean): number {
  return { READ: 1, WRITE: 2, MANAGE: 3 }[permission] ?? (isBest ? 3 : 0);
}

/** All that who asks is and is in. */
function namesFor(facts: SecretAccessFacts, principal: string, filling: Filling): Set<string> {
  if (principal === '') {
    return new Set();
  }
  const groups = [
    ...facts.groups.map(({ group, members }) => ({ group: low(group), members: members.map(low) })),
    ...(facts.admins ?? []).map((admin) => ({ group: 'admins', members: [low(admin.principal)] })),
  ];
  const holders = (known: ReadonlySet<string>): string[] =>
    groups.filter(({ members }) => members.some((member) => known.has(member))).map(({ group }) => group);
  const sure = grow([principal, 'users'], (known) => [...holders(known), ...sameAs(facts, known)]);
  if (filling === 'worst') {
    return sure;
  }
  const anyName = (known: ReadonlySet<string>): string[] =>
    facts.aliases
      .map(({ names }) => names.map(low))
      .filter((names) => names.some((name) => known.has(name)))
      .flat();
  return grow([...sure, ...openGroups(facts)], (known) => [...holders(known), ...anyName(known)]);
}

/** The other names of names, ambiguous ones left out. */
function sameAs(facts: SecretAccessFacts, known: ReadonlySet<string>): string[] {
  const clear = (name: string): boolean => !isAmbiguous(facts, name);
  return facts.aliases
    .map(({ names }) => names.map(low))
    .filter((names) => names.some((name) => known.has(name) && clear(name)))
    .flatMap((names) => names.filter(clear));
}

function isAmbiguous(facts: SecretAccessFacts, name: string): boolean {
  const lists = facts.aliases.map(({ names }) => names.map(low));
  const ids = lists
    .filter((names) => names.includes(name))
    .map((names) => names.filter(isId))
    .filter(({ length }) => length > 0);
  const first = grow(ids[0] ?? [], (known) =>
    lists
      .map((names) => names.filter(isId))
      .filter((names) => names.some((one) => known.has(one)))
      .flat(),
  );
  return !isId(name) && ids.some((names) => !names.some((one) => first.has(one)));
}

function openGroups(facts: SecretAccessFacts): string[] {
  const named = new Set(
    [
      'admins',
      ...facts.groups.flatMap(({ group, members }) => [group, ...(low(group) === '' ? [] : members)]),
      ...(facts.admins ?? []).map(({ principal }) => principal),
      ...facts.aliases.flatMap(({ names }) => names),
      ...facts.permissions.map(({ principal }) => principal),
      ...facts.initialManagers.map(({ principal }) => principal),
    ].map(low),
  );
  return [...named].filter(unnamed).filter((name) => {
    const names = grow([name], (known) => sameAs(facts, known));
    const told = facts.groups.filter(({ group }) => names.has(low(group)));
    const isUser = facts.aliases.some(
      (alias) => alias.names.some((one) => names.has(low(one))) && low(alias.names[0] ?? '').includes('@'),
    );
    const isWhole =
      told.some(({ closed }) => closed) || names.has('users') || (names.has('admins') && facts.admins !== undefined);
    const kindOf = (one: string): string | undefined => {
      const kinds = facts.permissions
        .filter(({ principal }) => low(principal) === one)
        .map(({ principalKind }) => principalKind);
      return kinds.includes('group') ? 'group' : kinds.includes('other') ? 'other' : undefined;
    };
    const kinds = [...names].map(kindOf);
    const isGroup = told.length > 0 || kinds.includes('group');
    return !isWhole && (isGroup || !(isId(name) || isUser || kinds.includes('other')));
  });
}
