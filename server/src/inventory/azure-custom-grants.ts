/** What a custom role grants as its definition says it, as far as that can be read there. */
import type { CustomGrants, Permission } from '../access/facts.ts';
import { entriesOfList, OPERATION_LISTS, type OperationListName } from '../readers/azure-operation-list.ts';
import type { PermissionBlock, RoleDefinition } from '../readers/azure-role-definition.ts';
import { isList, isMap, itemsOf } from '../syntax/tree.ts';

export function readCustomGrants({ permissionList, permissions }: RoleDefinition): CustomGrants {
  const value = permissionList?.value;
  // Blocks that are no maps come from elsewhere.
  const hasAllBlocks =
    !permissionList || isMap(value) || (isList(value) && [...itemsOf(value)].every((item) => isMap(item)));
  return { permissions: permissions.map(readPermission), complete: hasAllBlocks && permissions.every(isComplete) };
}

function readPermission({ lists, condition }: PermissionBlock): Permission {
  const entries = (name: OperationListName): string[] => {
    const list = lists[name]?.list?.model;
    return list ? [...entriesOfList(list)].map(({ model }) => model.text.value.trim()) : [];
  };
  return {
    actions: entries('actions'),
    notActions: entries('notActions'),
    dataActions: entries('dataActions'),
    notDataActions: entries('notDataActions'),
    // One that is filled in later is a condition all the same.
    ...(condition ? { condition: condition.text?.value ?? '' } : {}),
  };
}

function isComplete({ lists }: PermissionBlock): boolean {
  return OPERATION_LISTS.every((name) => {
    const field = lists[name];
    return !field || (field.list ? field.list.model.complete : !field.filledIn);
  });
}
