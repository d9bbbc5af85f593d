/**
 * Makes the files of `server/data` from vendor exports: `npm run update-catalogue -- --help`.
 * What an older catalogue had and the new lists have not is kept as retired, with the older catalogue's day;
 * a role whose name changed keeps its old name as a former one.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BuiltInRole, FormerName, UnlistedRole } from '../src/access/facts.ts';
import { CATALOGUE_FILES, openCatalogue } from '../src/catalogue/open-catalogue.ts';
import { OperationTable, operationAt } from '../src/catalogue/operation-table.ts';
import {
  InputError,
  type ListedOperation,
  readOperations,
  readRenames,
  readRoles,
  readRows,
  readUnlisted,
} from './catalogue-input.ts';
import { writeOperations, writeRoleNames, writeRoles } from './catalogue-output.ts';

const USAGE = `usage: npm run update-catalogue -- --date YYYY-MM-DD --source TEXT [--into FOLDER]
  --operations FILE   az provider operation list -o json, or rows of operation and plane (C or D); repeatable
  --inferred FILE     rows that begin with operations whose plane is only inferred
  --retired FILE      rows of operation, plane and the day it was last seen
  --roles FILE        az role definition list -o json
  --renames FILE      a JSON list of {id, from, to, date}, or rows of former name and id; repeatable
  --unlisted FILE     rows of id and name of roles that lists had once`;

const OPTIONS = {
  date: { type: 'string' },
  source: { type: 'string' },
  into: { type: 'string', default: 'server/data' },
  operations: { type: 'string', multiple: true },
  inferred: { type: 'string' },
  retired: { type: 'string' },
  roles: { type: 'string' },
  renames: { type: 'string', multiple: true },
  unlisted: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

interface Older {
  readonly date: string;
  readonly operations: readonly ListedOperation[];
  readonly retired: readonly ListedOperation[];
  readonly roles: readonly BuiltInRole[];
  readonly renamed: readonly FormerName[];
  readonly unlisted: readonly UnlistedRole[];
}

export function main(toolArguments: readonly string[]): number {
  try {
    const { values } = parseArgs({ args: [...toolArguments], options: OPTIONS });
    if (values.help || !/^\d{4}-\d\d-\d\d$/.test(values.date ?? '') || !values.source) {
      console.error(USAGE);
      return values.help ? 0 : 2;
    }
    update({
      ...values,
      date: values.date ?? '',
      source: values.source,
      operations: values.operations ?? [],
      renames: values.renames ?? [],
    });
    return 0;
  } catch (error) {
    if (error instanceof InputError || (error instanceof Error && 'code' in error)) {
      console.error(`update-catalogue: ${error.message}`);
      return 2;
    }
    throw error;
  }
}

interface Wanted {
  readonly date: string;
  readonly source: string;
  readonly into: string;
  readonly operations: readonly string[];
  readonly inferred?: string | undefined;
  readonly retired?: string | undefined;
  readonly roles?: string | undefined;
  readonly renames: readonly string[];
  readonly unlisted?: string | undefined;
}

function update(wanted: Wanted): void {
  const older = readOlder(wanted.into);
  const write = (file: string, content: string): void => {
    writeFileSync(path.join(wanted.into, file), content);
    console.log(`${file}: ${content.length.toLocaleString('en')} characters`);
  };
  const head = { date: wanted.date, source: wanted.source };
  if (wanted.operations.length > 0) {
    const operations = wanted.operations.flatMap((file) => readOperations(readFileSync(file, 'utf8'), file));
    const inferred = wanted.inferred ? readRows(readFileSync(wanted.inferred, 'utf8'), 1, wanted.inferred) : [];
    const marks = new Set(inferred.map(([name = '']) => name.toLowerCase()));
    const listed = wanted.retired ? readOperations(readFileSync(wanted.retired, 'utf8'), wanted.retired) : [];
    const retired = retiredNow(older, operations, listed);
    write(
      CATALOGUE_FILES.operations,
      writeOperations('azure-operations', head, operations, marks, () => ''),
    );
    write(
      CATALOGUE_FILES.retiredOperations,
      writeOperations('azure-retired-operations', head, retired, new Set(), ({ note }) => `\t${note}`),
    );
  }
  if (wanted.roles) {
    const roles = readRoles(readFileSync(wanted.roles, 'utf8'), wanted.roles);
    const renames = wanted.renames.flatMap((file) => readRenames(readFileSync(file, 'utf8'), file));
    const unlisted = wanted.unlisted ? readUnlisted(readFileSync(wanted.unlisted, 'utf8'), wanted.unlisted) : [];
    const names = namesNow(older, roles, renames, unlisted, wanted.date);
    write(CATALOGUE_FILES.roles, writeRoles(head, roles));
    write(CATALOGUE_FILES.roleNames, writeRoleNames(head, names.renamed, names.unlisted));
  }
}

/** The catalogue that lies there, or an empty one. */
function readOlder(folder: string): Older {
  const read = (file: string): string =>
    existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), 'utf8') : '';
  const { operations, roles } = openCatalogue(read);
  const ids = [...new Set([...read(CATALOGUE_FILES.roleNames).matchAll(/^[0-9a-f-]{36}(?=\t)/gm)].map(([id]) => id))];
  return {
    date: operations.date,
    operations: listOperations(read(CATALOGUE_FILES.operations)),
    retired: listOperations(read(CATALOGUE_FILES.retiredOperations)),
    roles: roles.all(),
    renamed: ids.flatMap((id) => roles.formerNames(id)),
    unlisted: ids.flatMap((id) => roles.unlisted(id) ?? []),
  };
}

function listOperations(content: string): ListedOperation[] {
  const table = new OperationTable(content);
  return [...table.providers()].flatMap((provider) => {
    const block = table.block(provider);
    return !block
      ? []
      : block.names.flatMap((_, index) => {
          const { name, planes } = operationAt(block, index);
          return planes.map((plane) => ({ name, plane, note: block.notes[index] ?? '' }));
        });
  });
}

function retiredNow(
  older: Older,
  operations: readonly ListedOperation[],
  listed: readonly ListedOperation[],
): ListedOperation[] {
  const published = new Set(operations.map(({ name }) => name.toLowerCase()));
  const gone = older.operations.map((operation) => ({ ...operation, note: older.date }));
  const byName = new Map(
    [...older.retired, ...listed, ...gone].map((operation) => [operation.name.toLowerCase(), operation]),
  );
  return [...byName.values()].filter(({ name }) => !published.has(name.toLowerCase()));
}

function namesNow(
  older: Older,
  roles: readonly BuiltInRole[],
  renames: readonly FormerName[],
  unlisted: readonly UnlistedRole[],
  date: string,
): { renamed: FormerName[]; unlisted: UnlistedRole[] } {
  const now = new Map(roles.map((role) => [role.id, role.name]));
  const changed = older.roles.flatMap(({ id, name }): FormerName[] => {
    const to = now.get(id);
    return to === undefined || to === name ? [] : [{ id, from: name, to, date }];
  });
  const renamed = [...older.renamed, ...renames, ...changed].map((former) => ({
    ...former,
    to: former.to || (now.get(former.id) ?? ''),
  }));
  const gone = [...older.unlisted, ...unlisted, ...older.roles].filter(({ id }) => !now.has(id));
  return {
    renamed: [...new Map(renamed.map((former) => [`${former.id}\t${former.from}\t${former.date}`, former])).values()],
    unlisted: [...new Map(gone.map(({ id, name }) => [id, { id, name }])).values()],
  };
}
