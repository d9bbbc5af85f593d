/**
 * The built-in roles of Azure and the names they had.
 *
 * `azure-roles.txt`: a head of `#name value` lines, then `@entries` (front-coded, every distinct operation entry),
 * `@conditions` (one JSON text a line) and `@roles`: id, name and permission blocks, parted by tabs. A block is
 * `actions;notActions;dataActions;notDataActions;condition;version`: base-36 indexes into the entries, parted by commas.
 * `azure-role-names.txt`: `@renamed` with id, old name, new name and date, and `@unlisted` with id and name.
 */
import type { BuiltInRole, FormerName, Permission, RoleFacts, UnlistedRole } from '../access/facts.ts';
import { decodeLines } from './front-coding.ts';

interface Names {
  readonly byName: ReadonlyMap<string, readonly FormerName[]>;
  readonly byId: ReadonlyMap<string, readonly FormerName[]>;
  readonly unlisted: ReadonlyMap<string, UnlistedRole>;
}

/** Names are compared without case and without blanks around: one built-in name ends in a blank. */
export function roleNameKey(name: string): string {
  return name.trim().toLowerCase();
}

export class AzureRoles implements RoleFacts {
  readonly date: string;
  readonly #text: string;
  readonly #readNames: () => string;
  #roles: readonly BuiltInRole[] | undefined;
  #byId: ReadonlyMap<string, BuiltInRole> | undefined;
  #byName: ReadonlyMap<string, BuiltInRole> | undefined;
  #names: Names | undefined;

  /**
   * @param text the text of `azure-roles.txt`
   * @param readNames gives the text of `azure-role-names.txt`
   */
  constructor(text: string, readNames: () => string) {
    this.#text = text;
    this.#readNames = readNames;
    this.date = /^#date (.*)$/m.exec(text.slice(0, 1000))?.[1] ?? '';
  }

  all(): readonly BuiltInRole[] {
    this.#roles ??= readRoles(this.#text);
    return this.#roles;
  }

  byId(id: string): BuiltInRole | undefined {
    this.#byId ??= new Map(this.all().map((role) => [role.id, role]));
    return this.#byId.get(id.toLowerCase());
  }

  byName(name: string): BuiltInRole | undefined {
    this.#byName ??= new Map(this.all().map((role) => [roleNameKey(role.name), role]));
    return this.#byName.get(roleNameKey(name));
  }

  byFormerName(name: string): readonly FormerName[] {
    const current = this.byName(name)?.id;
    return (this.#former().byName.get(roleNameKey(name)) ?? []).filter((former) => former.id !== current);
  }

  formerNames(id: string): readonly FormerName[] {
    const current = this.byId(id)?.name ?? '';
    const names = this.#former().byId.get(id.toLowerCase()) ?? [];
    return names.filter((former) => roleNameKey(former.from) !== roleNameKey(current));
  }

  unlisted(id: string): UnlistedRole | undefined {
    return this.#former().unlisted.get(id.toLowerCase());
  }

  unlistedByName(name: string): readonly UnlistedRole[] {
    const key = roleNameKey(name);
    return [...this.#former().unlisted.values()].filter((role) => roleNameKey(role.name) === key);
  }

  everyName(): readonly string[] {
    const { byId, unlisted } = this.#former();
    const former = [...byId.values()].flat().map(({ from }) => from);
    return [...new Set([...this.all(), ...unlisted.values()].map(({ name }) => name).concat(former))];
  }

  #former(): Names {
    this.#names ??= readNames(this.#readNames());
    return this.#names;
  }
}

/** The lines of a section `@name count`. */
function section(text: string, name: string): string {
  const at = text.indexOf(`\n@${name} `);
  if (at < 0) {
    return '';
  }
  const start = text.indexOf('\n', at + 1) + 1;
  // From the line end before, for a section may be empty.
  const next = text.indexOf('\n@', start - 1);
  return next < 0 ? text.slice(start) : text.slice(start, Math.max(start, next));
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function readRoles(text: string): BuiltInRole[] {
  const entries = decodeLines(section(text, 'entries').trimEnd());
  const conditions = lines(section(text, 'conditions')).map((line) => String(JSON.parse(line)));
  return lines(section(text, 'roles')).map((line) => {
    const [id = '', name = '', ...blocks] = line.split('\t');
    return { id, name, permissions: blocks.map((block) => readPermission(block, entries, conditions)) };
  });
}

function readPermission(block: string, entries: readonly string[], conditions: readonly string[]): Permission {
  const [actions, notActions, dataActions, notDataActions, condition, conditionVersion] = block.split(';');
  const list = (indexes: string | undefined): string[] =>
    indexes ? indexes.split(',').map((index) => entries[Number.parseInt(index, 36)] ?? '') : [];
  const text = condition ? conditions[Number.parseInt(condition, 36)] : undefined;
  return {
    actions: list(actions),
    notActions: list(notActions),
    dataActions: list(dataActions),
    notDataActions: list(notDataActions),
    ...(text === undefined ? {} : { condition: text }),
    ...(conditionVersion ? { conditionVersion } : {}),
  };
}

function readNames(text: string): Names {
  const renamed = lines(section(text, 'renamed')).map((line): FormerName => {
    const [id = '', from = '', to = '', date = ''] = line.split('\t');
    return { id, from, to, date };
  });
  const unlisted = lines(section(text, 'unlisted')).map((line): UnlistedRole => {
    const [id = '', name = ''] = line.split('\t');
    return { id, name };
  });
  // Names flipped back and forth during roll-outs: of each name of a role only its last end counts.
  const ends = [...new Map(renamed.map((former) => [`${former.id} ${roleNameKey(former.from)}`, former])).values()];
  // A name that came back has its first place in the map, but the day of its last end.
  const last = ends.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return {
    byName: grouped(last, (former) => roleNameKey(former.from)),
    byId: grouped(last, (former) => former.id),
    unlisted: new Map(unlisted.map((role) => [role.id, role])),
  };
}

function grouped(names: readonly FormerName[], key: (name: FormerName) => string): Map<string, FormerName[]> {
  const groups = new Map<string, FormerName[]>();
  for (const name of names) {
    groups.set(key(name), [...(groups.get(key(name)) ?? []), name]);
  }
  return groups;
}
