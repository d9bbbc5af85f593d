/**
 * The other way to say which role an assignment gives: its name where its id stands, and for custom roles also its id
 * where its name stands. For built-in roles that is the fix of a finding; whether a name of the workspace's own is a good
 * one nobody can say, so these are offered and never more.
 */
import type { CustomRole, Facts } from '../../access/facts.ts';
import type { RoleReference } from '../../readers/azure-role-reference.ts';
import type { Model } from '../../readers/model.ts';
import { message } from '../message.ts';
import type { Fix } from '../rule.ts';
import { useId } from './use-role-id.ts';

export function rewriteRoleReference(model: Model, facts: Facts): readonly Fix[] {
  if (model.kind !== 'azure/role-reference') {
    return [];
  }
  return model.guid ? useNames(model, model.guid.value, facts) : useCustomIds(model, facts);
}

function useNames(reference: RoleReference, guid: string, { roles, customRoles }: Facts): readonly Fix[] {
  const role = roles.byId(guid);
  if (role) {
    return useName(reference, role.name, true);
  }
  const names = new Map(
    customRoles.byId(guid).flatMap(({ name }) => (name === undefined ? [] : [[name.trim().toLowerCase(), name]])),
  );
  return [...names.values()]
    .filter((name) => !isShared(name, guid, { roles, customRoles }))
    .flatMap((name) => useName(reference, name, false));
}

/** Whether another role has the name, so that it does not say which is meant. */
function isShared(name: string, guid: string, { roles, customRoles }: Pick<Facts, 'roles' | 'customRoles'>): boolean {
  return (
    roles.byName(name) !== undefined ||
    customRoles.byName(name).some(({ id }) => id !== undefined && id !== guid.toLowerCase())
  );
}

function useName({ text, writeName }: RoleReference, name: string, isBuiltIn: boolean): readonly Fix[] {
  const shown = name.trim();
  const changes = writeName({ name, isBuiltIn });
  return changes.length === 0
    ? []
    : [
        {
          title: message('Use the name {0}', shown),
          safe: false,
          changes,
          extras: [{ verb: 'uncomment', node: text.scalar, text: shown }],
        },
      ];
}

function useCustomIds({ text, name, writeId }: RoleReference, { roles, customRoles }: Facts): readonly Fix[] {
  if (!name || roles.byName(name.value) || roles.byFormerName(name.value).length > 0) {
    return [];
  }
  const byId = new Map<string, CustomRole>();
  for (const role of customRoles.byName(name.value)) {
    if (role.id !== undefined) {
      byId.set(role.id, role);
    }
  }
  return [...byId.keys()].flatMap((id) => {
    const role = { name: name.value };
    const title =
      byId.size > 1
        ? message('Use the id of {0}, {1}', name.value.trim(), id)
        : message('Use the id of {0}', name.value.trim());
    return useId(text, role, writeId(id), false, title);
  });
}
