/** Built-in roles in assignments: the name completes to what the place takes, a name or an id, and a GUID to either. */
import type { CompletionItem } from 'vscode-languageserver-types';
import type { BuiltInRole, RoleFacts } from '../../access/facts.ts';
import { writePolicyRole } from '../../readers/azure-policy-role.ts';
import type { RoleReference } from '../../readers/azure-role-reference.ts';
import { writeRoleId } from '../../readers/azure-role-reference.ts';
import { type Completer, type Completion, type CompletionRequest, valueItem, valueSlot } from './completer.ts';

const KIND = 20;
const NAME_KEYS = new Set(['roledefinitionname']);
const ID_KEYS = new Set(['roledefinitionid', 'roledefinitionidorname']);

export const completeRole: Completer = (request) => {
  const referred = request.roleReferences.find(({ text }) => text.scalar.node === request.place.scalar?.node);
  return (
    completeByKey(request) ??
    (referred && completeReference(request, referred)) ??
    (beginsPolicyRole(request) ? completeReference(request, { takes: 'id', writeText: writePolicyRole }) : undefined)
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
  { takes, writeText }: Pick<RoleReference, 'takes' | 'writeText'>,
): Completion {
  const slot = valueSlot(request);
  const items = request.facts.roles.all().map((role): CompletionItem => {
    const value = takes === 'name' ? role.name : (writeText?.(role.id) ?? role.id);
    return valueItem(slot, value, {
      label: role.name,
      kind: KIND,
      detail: role.id,
      filterText:
        `${slot.filter(role.name)} ${role.id} ${former(role, request.facts.roles)} ${slot.filter(value)}`.trim(),
      data: { role: role.id },
    });
  });
  return { items, incomplete: false };
}

const completeByKey: Completer = (request) => {
  const { place, facts } = request;
  const key = place.entry?.key.node.text.toLowerCase() ?? '';
  if (place.slot !== 'value' || !(NAME_KEYS.has(key) || ID_KEYS.has(key))) {
    return undefined;
  }
  const slot = valueSlot(request);
  const writeId = idWriter(request);
  const items = facts.roles.all().map((role): CompletionItem => {
    const value = NAME_KEYS.has(key) ? role.name : writeId(role.id);
    return valueItem(slot, value, {
      label: role.name,
      kind: KIND,
      detail: role.id,
      // Found by everything that somebody may have of it.
      filterText: `${slot.filter(role.name)} ${role.id} ${former(role, facts.roles)} ${slot.filter(value)}`.trim(),
      data: { role: role.id },
    });
  });
  return { items, incomplete: false };
};

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
