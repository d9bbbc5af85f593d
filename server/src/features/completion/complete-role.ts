/** Roles in assignments, built-in ones and those of the workspace: the name completes to what the place takes, a name or an id, and a GUID to either. */
import type { CompletionItem } from 'vscode-languageserver-types';
import type { BuiltInRole, CustomRole, RoleFacts } from '../../access/facts.ts';
import { writePolicyRole } from '../../readers/azure-policy-role.ts';
import type { RoleReference } from '../../readers/azure-role-reference.ts';
import { writeRoleId } from '../../readers/azure-role-reference.ts';
import { message, render } from '../../rules/message.ts';
import {
  type Completer,
  type Completion,
  type CompletionRequest,
  type ValueSlot,
  valueItem,
  valueSlot,
} from './completer.ts';

const KIND = 20;
const NAME_KEYS = new Set(['roledefinitionname']);
const ID_KEYS = new Set(['roledefinitionid', 'roledefinitionidorname']);

export const completeRole: Completer = (request) => {
  const referred = request.roleReferences.find(({ text }) => text.scalar.node === request.place.scalar?.node);
  return (
    completeByKey(request) ??
    (referred && completeReference(request, referred)) ??
    (beginsPolicyRole(request)
      ? completeReference(request, { takes: 'id', takesNames: false, writeText: writePolicyRole })
      : undefined)
  );
};

/** Whether a role begins there in a list in which none stands yet; other languages than JSON have other quotes. */
function beginsPolicyRole({ place, isJson }: CompletionRequest): boolean {
  const [inner] = place.around;
  return isJson && place.slot === 'item' && !place.scalar && inner?.key.toLowerCase() === 'roledefinitionids';
}

/** Where a command or a template takes a role: its id, or its name where only that is taken. */
function completeReference(
  request: CompletionRequest,
  { takes, takesNames, writeText }: Pick<RoleReference, 'takes' | 'takesNames' | 'writeText'>,
): Completion {
  const write = (id: string): string => writeText?.(id) ?? id;
  return { items: roleItems(request, { takesIds: takes === 'id', takesNames, write }), incomplete: false };
}

const completeByKey: Completer = (request) => {
  const key = request.place.entry?.key.node.text.toLowerCase() ?? '';
  if (request.place.slot !== 'value' || !(NAME_KEYS.has(key) || ID_KEYS.has(key))) {
    return undefined;
  }
  const takes = { takesIds: !NAME_KEYS.has(key), takesNames: key !== 'roledefinitionid', write: idWriter(request) };
  return { items: roleItems(request, takes), incomplete: false };
};

/** A name as one word of a command line, where it stands there without quotes. */
function asWord({ place: { command, scalar } }: CompletionRequest, name: string): string {
  const isQuoted = scalar !== undefined && scalar.node.width > scalar.node.text.length;
  const isWord = command === undefined || isQuoted || /^[\w.-]+$/.test(name);
  return isWord ? name : name.includes("'") ? `"${name}"` : `'${name}'`;
}

/** What a place takes for a role. */
interface Taken {
  readonly takesIds: boolean;
  readonly takesNames: boolean;
  /** How it writes an id. */
  write(id: string): string;
}

function roleItems(request: CompletionRequest, taken: Taken): CompletionItem[] {
  const { roles, customRoles } = request.facts;
  const slot = valueSlot(request);
  const written = (id: string | undefined, name: string): string | undefined =>
    taken.takesIds && id !== undefined ? taken.write(id) : taken.takesNames ? asWord(request, name) : undefined;
  const builtIn = roles.all().flatMap((role): CompletionItem[] => {
    const value = written(role.id, role.name);
    // Found by everything that somebody may have of it.
    const words = [slot.filter(role.name), role.id, former(role, roles)];
    return value === undefined ? [] : [roleItem(slot, value, role.name, role.id, words)];
  });
  const custom = distinctRoles(customRoles.all()).flatMap(({ id, name }): CompletionItem[] => {
    const value = roles.byName(name) ? undefined : written(id, name);
    const detail = render(message('custom role'), request.translations);
    return value === undefined ? [] : [roleItem(slot, value, name, detail, [slot.filter(name), id ?? ''])];
  });
  return [...custom, ...builtIn];
}

function roleItem(
  slot: ValueSlot,
  value: string,
  name: string,
  detail: string,
  words: readonly string[],
): CompletionItem {
  return valueItem(slot, value, {
    label: name,
    kind: KIND,
    detail,
    filterText: [...words, slot.filter(value)].join(' ').trim(),
    data: { role: name },
  });
}

/** The roles of a workspace that have a name, each once: the same role may be defined for several places. */
function distinctRoles(
  all: readonly CustomRole[],
): readonly { readonly id: string | undefined; readonly name: string }[] {
  const found = new Map<string, { readonly id: string | undefined; readonly name: string }>();
  for (const { id, name } of all) {
    const key = name === undefined ? '' : `${name.trim().toLowerCase()} ${id ?? ''}`;
    if (name !== undefined && name.trim() !== '' && !found.has(key)) {
      found.set(key, { id, name: name.trim() });
    }
  }
  return [...found.values()];
}

function former({ id }: BuiltInRole, roles: RoleFacts): string {
  return roles
    .formerNames(id)
    .map(({ from }) => from)
    .join(' ');
}

/** How the place writes an id: as a bare GUID, as a resource id in the assignment's subscription, as a call. */
function idWriter({ place, dialect }: CompletionRequest): (id: string) => string {
  const container = place.around[0]?.container;
  const key = place.entry?.key.node.text ?? '';
  const map = container?.node.kind === 'map' ? { node: container.node, start: container.start } : undefined;
  return (id) => (map ? writeRoleId(map, key, id, dialect) : id);
}
