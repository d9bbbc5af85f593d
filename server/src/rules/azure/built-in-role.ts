/** Built-in roles in exports are not the user's to mend, and 73 of 947 would have findings. */
import { isGuid } from '../../access/azure/guid.ts';
import type { Facts } from '../../access/facts.ts';
import type { Model } from '../../readers/model.ts';

/** Whether a model is a built-in role: it says so, or it says nothing and has the id of one. */
export function isBuiltInRole(model: Model, { roles }: Facts): boolean {
  if (model.kind !== 'azure/role-definition' || model.origin === 'custom') {
    return false;
  }
  if (model.origin === 'built-in') {
    return true;
  }
  const id = model.id?.text?.value ?? '';
  const guid = id.slice(id.lastIndexOf('/') + 1);
  return isGuid(guid) && roles.byId(guid) !== undefined;
}
