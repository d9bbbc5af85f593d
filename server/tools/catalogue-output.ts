/** Writes the catalogue's files, in the forms that `server/src/catalogue` reads. */
import type { BuiltInRole, FormerName, Permission, UnlistedRole } from '../src/access/facts.ts';
import { compareLines, encodeLines } from '../src/catalogue/front-coding.ts';
import type { ListedOperation } from './catalogue-input.ts';

export type Head = Readonly<Record<string, string | number>>;

function writeHead(kind: string, head: Head): string {
  const rows = Object.entries(head).map(([name, value]) => `#${name} ${value}\n`);
  return `#grantscope ${kind} 1\n${rows.join('')}`;
}

/**
 * @param operations one or two a name; those in `inferred` (lower case) get their marks in capitals
 * @param suffix what to write behind each name, for instance its date
 */
export function writeOperations(
  kind: string,
  head: Head,
  operations: readonly ListedOperation[],
  inferred: ReadonlySet<string>,
  suffix: (operation: ListedOperation) => string,
): string {
  const providers = new Map<string, Map<string, { line: string; mark: string }>>();
  for (const operation of [...operations].sort((a, b) => compareLines(a.name, b.name))) {
    const slash = operation.name.indexOf('/');
    const provider = operation.name.slice(0, slash);
    const rows = providers.get(provider.toLowerCase()) ?? new Map<string, { line: string; mark: string }>();
    providers.set(provider.toLowerCase(), rows);
    const key = operation.name.toLowerCase();
    const mark = operation.plane === 'data' ? 'd' : 'c';
    const both = rows.has(key) && rows.get(key)?.mark.toLowerCase() !== mark ? 'b' : mark;
    const line = operation.name.slice(slash + 1) + suffix(operation);
    rows.set(key, { line, mark: inferred.has(key) ? both.toUpperCase() : both });
  }
  const blocks = [...providers.entries()].map(([key, rows]) => {
    const provider = operations
      .find((operation) => operation.name.toLowerCase().startsWith(`${key}/`))
      ?.name.split('/')[0];
    const values = [...rows.values()];
    return `@${provider} ${values.length}\n${values.map(({ mark }) => mark).join('')}\n${encodeLines(values.map(({ line }) => line))}\n`;
  });
  const count = [...providers.values()].reduce((sum, rows) => sum + rows.size, 0);
  return writeHead(kind, { ...head, count }) + blocks.join('');
}

export function writeRoles(head: Head, roles: readonly BuiltInRole[]): string {
  const blocks = roles.flatMap((role) => role.permissions);
  const entries = [...new Set(blocks.flatMap((block) => LISTS.flatMap((list) => block[list])))].sort(compareLines);
  const conditions = [...new Set(blocks.flatMap((block) => block.condition ?? []))];
  const indexes = new Map(entries.map((entry, index) => [entry, index.toString(36)]));
  const writeBlock = (block: Permission): string => {
    const lists = LISTS.map((list) => block[list].map((entry) => indexes.get(entry)).join(','));
    const condition = block.condition === undefined ? '' : conditions.indexOf(block.condition).toString(36);
    return [...lists, condition, block.conditionVersion ?? ''].join(';').replace(/;+$/, '');
  };
  const rows = [...roles]
    .sort((a, b) => compareLines(a.name, b.name))
    .map((role) => [role.id, role.name, ...role.permissions.map(writeBlock)].join('\t'));
  return [
    `${writeHead('azure-roles', { ...head, count: roles.length })}@entries ${entries.length}`,
    encodeLines(entries),
    `@conditions ${conditions.length}`,
    ...conditions.map((condition) => JSON.stringify(condition)),
    `@roles ${rows.length}`,
    ...rows,
    '',
  ].join('\n');
}

const LISTS = ['actions', 'notActions', 'dataActions', 'notDataActions'] as const;

export function writeRoleNames(head: Head, renamed: readonly FormerName[], unlisted: readonly UnlistedRole[]): string {
  const byDate = [...renamed].sort((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : compareLines(a.from, b.from),
  );
  return [
    `${writeHead('azure-role-names', head)}@renamed ${renamed.length}`,
    ...byDate.map(({ id, from, to, date }) => [id, from, to, date].join('\t')),
    `@unlisted ${unlisted.length}`,
    ...[...unlisted].sort((a, b) => compareLines(a.name, b.name)).map(({ id, name }) => `${id}\t${name}`),
    '',
  ].join('\n');
}
