/** `role`: a built-in role by name, GUID or former name, with what it grants and how it was called. */
import { type FoundRole, findRole, type RoleSearch } from '../features/find-role.ts';
import { message, render } from '../rules/message.ts';
import { EXIT, type Paint, painter, type Terminal } from './terminal.ts';

export function runRole(terminal: Terminal, asked: string, format: 'pretty' | 'json'): number {
  const search = findRole(asked, terminal.facts.roles);
  if (format === 'json') {
    terminal.out(
      `${JSON.stringify({ version: 1, date: terminal.facts.roles.date, ...toJson(search) }, undefined, 2)}\n`,
    );
  } else {
    terminal.out(describe(terminal, asked, search));
  }
  return search.roles.length > 0 ? EXIT.fine : EXIT.findings;
}

function toJson({ roles, unlisted, near }: RoleSearch): object {
  return {
    roles: roles.map(({ role, matchedBy, formerNames }) => ({
      id: role.id,
      name: role.name,
      matchedBy,
      formerNames: formerNames.map(({ from, date }) => ({ name: from, until: date === '' ? null : date })),
      permissions: role.permissions,
    })),
    unlisted: unlisted ?? null,
    near,
  };
}

function describe(terminal: Terminal, asked: string, { roles, unlisted, near }: RoleSearch): string {
  const { translations, facts } = terminal;
  const say = (text: string, ...args: readonly (string | number | readonly string[])[]): string =>
    render(message(text, ...args), translations);
  const paint = painter(terminal.colors);
  if (roles.length > 0) {
    const ambiguous =
      roles.length > 1 ? [say('"{0}" means more than one role: names are given on, ids are not.', asked), ''] : [];
    return `${[...ambiguous, ...roles.flatMap((found) => [...describeRole(found, paint, say), ''])].join('\n')}`;
  }
  if (unlisted) {
    return `${say('{0} was the built-in role "{1}". It is not in the list of {2}.', unlisted.id, unlisted.name, facts.roles.date)}\n`;
  }
  const hint = near.length > 0 ? ` ${say('Did you mean {0}?', near)}` : '';
  return `${say('No built-in role in the list of {0} has the name or id "{1}".', facts.roles.date, asked)}${hint}\n`;
}

type Say = (text: string, ...args: readonly (string | number | readonly string[])[]) => string;

function describeRole({ role, formerNames }: FoundRole, paint: Paint, say: Say): string[] {
  const rows = [paint('bold', role.name), `  id  ${role.id}`];
  for (const { from, date } of formerNames) {
    rows.push(`  ${date === '' ? say('before 2022: {0}', from) : say('until {0}: {1}', date, from)}`);
  }
  for (const permission of role.permissions) {
    for (const list of ['actions', 'notActions', 'dataActions', 'notDataActions'] as const) {
      const entries = permission[list];
      if (entries.length > 0) {
        rows.push(`  ${paint('cyan', list)}`, ...entries.map((entry) => `    ${entry}`));
      }
    }
    if (permission.condition) {
      rows.push(`  ${paint('cyan', 'condition')}`, `    ${permission.condition.replace(/\s+/g, ' ')}`);
    }
  }
  return rows;
}
