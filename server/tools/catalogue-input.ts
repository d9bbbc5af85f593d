/**
 * Reads what a catalogue is made from. Vendor exports:
 * `az provider operation list -o json` (or its REST answer), `Get-AzProviderOperation | ConvertTo-Json`,
 * `az role definition list -o json` (or its REST answer), `Get-AzRoleDefinition | ConvertTo-Json`;
 * and lists with tabs: `operation, C or D`, `operation, C or D, date`, `id, old name, new name, date`, `id, name`.
 * Anything else stops the generator: a catalogue with silent gaps would call right things wrong.
 */
import type { Plane } from '../src/access/azure/operation-pattern.ts';
import type { BuiltInRole, FormerName, Permission, UnlistedRole } from '../src/access/facts.ts';

export class InputError extends Error {}

/** An operation in one plane; a name in both planes comes twice. */
export interface ListedOperation {
  readonly name: string;
  readonly plane: Plane;
  /** The third column of a list with tabs, a date or how the plane was found. */
  readonly note: string;
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property whatever its case: the tools differ in it. */
function property(value: Json, name: string): unknown {
  const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : value[key];
}

function text(value: Json, name: string): string {
  const found = property(value, name);
  return typeof found === 'string' ? found : '';
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function parseList(content: string, file: string): Json[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InputError(`${file} is no JSON: ${String(error)}`);
  }
  const list = isObject(parsed) ? property(parsed, 'value') : parsed;
  if (!Array.isArray(list) || list.length === 0 || !list.every(isObject)) {
    throw new InputError(`${file} holds no list of objects`);
  }
  return list.filter(isObject);
}

/** The rows of a text with tabs, without empty lines and without a head line. */
export function readRows(content: string, columns: number, file: string): string[][] {
  const rows = content.split(/\r?\n/).filter((line) => line.trim() !== '');
  return rows.map((line, index) => {
    const cells = line.split('\t');
    if (cells.length < columns) {
      throw new InputError(`${file}:${index + 1} has ${cells.length} columns, not ${columns}`);
    }
    return cells;
  });
}

export function readOperations(content: string, file: string): ListedOperation[] {
  const operations = /^\s*[[{]/.test(content) ? operationsOfJson(content, file) : operationsOfRows(content, file);
  for (const { name } of operations) {
    if (!/^[^/\s]+(\/[^/\s]+)+$/.test(name)) {
      throw new InputError(`${file}: "${name}" is no name of an operation`);
    }
  }
  return operations;
}

function operationsOfRows(content: string, file: string): ListedOperation[] {
  return readRows(content, 2, file).map(([name = '', plane, note = '']) => {
    if (plane !== 'C' && plane !== 'D') {
      throw new InputError(`${file}: "${name}" has the plane "${plane}", which is neither C nor D`);
    }
    return { name, plane: plane === 'D' ? 'data' : 'control', note };
  });
}

function operationsOfJson(content: string, file: string): ListedOperation[] {
  return parseList(content, file).flatMap((entry) => {
    const listed = text(entry, 'operation') ? [entry] : providerOperations(entry);
    if (listed.length === 0 && property(entry, 'resourceTypes') === undefined) {
      throw new InputError(
        `${file} has an entry that is neither a provider nor an operation: ${Object.keys(entry).join(', ')}`,
      );
    }
    return listed.map((operation) => {
      const isData = property(operation, 'isDataAction');
      const name = text(operation, 'operation') || text(operation, 'name');
      if (typeof isData !== 'boolean' && isData !== null && isData !== undefined) {
        throw new InputError(`${file}: "${name}" has an isDataAction that is neither true nor false`);
      }
      return { name, plane: isData === true ? 'data' : 'control', note: '' };
    });
  });
}

function providerOperations(entry: Json): Json[] {
  const provider = property(entry, 'properties');
  const source = isObject(provider) ? provider : entry;
  const nested = objects(property(source, 'resourceTypes')).flatMap((type) => objects(property(type, 'operations')));
  return [...objects(property(source, 'operations')), ...nested];
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The built-in roles of an export; custom ones are left out. */
export function readRoles(content: string, file: string): BuiltInRole[] {
  return parseList(content, file).flatMap((entry) => {
    const properties = property(entry, 'properties');
    const source = isObject(properties) ? { ...entry, ...properties } : entry;
    const kind = `${text(source, 'roleType')} ${isObject(properties) ? text(properties, 'type') : ''}`;
    if (property(source, 'isCustom') === true || /custom/i.test(kind)) {
      return [];
    }
    const listName = text(source, 'roleName');
    const id = (listName ? text(entry, 'name') : text(source, 'id')).toLowerCase();
    const name = listName || text(source, 'name');
    if (!GUID.test(id) || name === '' || /[\t\r\n]/.test(name)) {
      throw new InputError(`${file} has a role without a GUID or a name: "${name}" (${id})`);
    }
    const blocks = property(source, 'permissions');
    return [{ id, name, permissions: (Array.isArray(blocks) ? objects(blocks) : [source]).map(readPermission) }];
  });
}

function readPermission(block: Json): Permission {
  const list = (name: string): string[] => {
    const values = property(block, name);
    return Array.isArray(values) ? values.map(String) : [];
  };
  const condition = text(block, 'condition');
  const conditionVersion = text(block, 'conditionVersion');
  return {
    actions: list('actions'),
    notActions: list('notActions'),
    dataActions: list('dataActions'),
    notDataActions: list('notDataActions'),
    ...(condition ? { condition } : {}),
    ...(conditionVersion ? { conditionVersion } : {}),
  };
}

/** Renames as a JSON list of `{id, from, to, date}` or as rows of former name, id and note. */
export function readRenames(content: string, file: string): FormerName[] {
  if (/^\s*\[/.test(content)) {
    return parseList(content, file).map((entry) => ({
      id: text(entry, 'id').toLowerCase(),
      from: text(entry, 'from'),
      to: text(entry, 'to'),
      date: text(entry, 'date'),
    }));
  }
  const rows = readRows(content, 2, file).filter(([, id = '']) => GUID.test(id));
  return rows.map(([from = '', id = '']) => ({ id, from, to: '', date: '' }));
}

export function readUnlisted(content: string, file: string): UnlistedRole[] {
  return readRows(content, 2, file).map(([id = '', name = '']) => {
    if (!GUID.test(id)) {
      throw new InputError(`${file}: "${id}" is no GUID`);
    }
    return { id, name };
  });
}
