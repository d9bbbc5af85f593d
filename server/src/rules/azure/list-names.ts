/** The lists of a role as messages call them. */
import type { OperationListName } from '../../readers/azure-operation-list.ts';

export const LIST_NAMES: Readonly<Record<OperationListName, string>> = {
  actions: 'Actions',
  notActions: 'NotActions',
  dataActions: 'DataActions',
  notDataActions: 'NotDataActions',
};
