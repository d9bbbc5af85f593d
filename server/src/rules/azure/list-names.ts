/** The lists of a role as messages call them. */
import { type KeyStyle, listKey, type OperationListName } from '../../readers/azure-operation-list.ts';

export const LIST_NAMES: Readonly<Record<OperationListName, string>> = {
  actions: 'Actions',
  notActions: 'NotActions',
  dataActions: 'DataActions',
  notDataActions: 'NotDataActions',
};

export function listName(list: OperationListName, style: KeyStyle): string {
  return style === 'snake' ? listKey(list, style) : LIST_NAMES[list];
}
