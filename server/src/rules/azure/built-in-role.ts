/** Built-in roles in exports are not the user's to mend, and 73 of 947 would have findings. */
import { isGuid } from '../../access/azure/guid.ts';
import type { Facts } from '../../access/facts.ts';
import type { RoleDefinition } from '../../readers/azure-role-definition.ts';
import type { Model } from '../../readers/model.ts';
import { findEntry, isScalar } from '../../syntax/tree.ts';

/** Whether a model is a built-in role: it says so, or it says nothing and has the id, or among many the name, of one. */
export function isBuiltInRole(model: Model, { roles }: Facts): boolean {
  if (model.kind !== 'azure/role-definition' || model.origin === 'custom') {
    return false;
  }
  if (model.origin === 'built-in') {
    return true;
  }
  const ids = [model.id?.text?.value ?? '', textOf(model, 'id')].map((id) => id.slice(id.lastIndexOf('/') + 1));
  const hasKnownId = ids.some((id) => isGuid(id) && (roles.byId(id) ?? roles.unlisted(id)) !== undefined);
  return hasKnownId || (model.standing === 'inside' && isListed(model, roles));
}

/** Whether one role of many has the name of a built-in one, or is assignable where only built-in ones are: a list of them. */
function isListed({ name, scopeList }: RoleDefinition, roles: Facts['roles']): boolean {
  const text = name?.text?.value ?? '';
  const scopes = scopeList?.list?.scopes ?? [];
  const isAtRoot = scopes.length > 0 && scopes.every(({ model }) => model.scope.kind === 'root');
  return isAtRoot || roles.byName(text) !== undefined || roles.byFormerName(text).length > 0;
}

function textOf({ whole }: RoleDefinition, key: string): string {
  const value = findEntry(whole, key)?.value;
  return isScalar(value) ? value.node.text : '';
}
