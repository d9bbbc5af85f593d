/** A role as commands show it, built in or custom: what both have, and where a custom one stands. */
import type { BuiltInRole, CustomRole, CustomRoleFacts, Permission } from '../access/facts.ts';
import { nameOfAddress } from './read-inventory.ts';
import { printable } from './terminal.ts';

export interface ShownRole {
  readonly kind: 'built-in' | 'custom';
  /** GUID in lower case, where it is known. */
  readonly id: string | undefined;
  /** As it is written; of a custom role without a known one its id or its file. */
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Whether the permissions are all. */
  readonly complete: boolean;
  /** Where a custom role is defined, relative to the working folder. */
  readonly file: string | undefined;
  /** Where a custom role may be assigned, as far as that is known. */
  readonly scopes: readonly string[];
}

export function showBuiltIn({ id, name, permissions }: BuiltInRole): ShownRole {
  return { kind: 'built-in', id, name, permissions, complete: true, file: undefined, scopes: [] };
}

export function showCustom(role: CustomRole, customRoles: CustomRoleFacts, folder: string): ShownRole {
  const { id, scopes, uri } = role;
  const file = nameOfAddress(uri, folder);
  return { kind: 'custom', id, name: role.name ?? id ?? file, ...customRoles.grantsOf(role), file, scopes };
}

/** Text from a file in one line of a terminal. */
export function inLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim());
}

/** What identifies a role in JSON. */
export function identify({ kind, id, name, file }: ShownRole): object {
  return { kind, id: id ?? null, name, ...(file === undefined ? {} : { file }) };
}
