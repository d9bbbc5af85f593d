/** The fix that takes an entry out of its list. */
import type { OperationList } from '../../readers/azure-operation-list.ts';
import { childStartingAt } from '../../syntax/tree.ts';
import type { Message } from '../message.ts';
import type { Fix } from '../rule.ts';

/** @param start where the entry starts in the list */
export function removeEntry({ node }: OperationList, start: number, title: Message): Fix {
  return { title, safe: true, changes: [{ verb: 'remove', from: node, indexes: [childStartingAt(node.node, start)] }] };
}
