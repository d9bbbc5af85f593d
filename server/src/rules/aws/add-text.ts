/** One more text in an element of a statement: in its list, or in a list made of the one that stands there. */
import type { StatementElement } from '../../readers/aws-statement.ts';
import { kept, list } from '../../syntax/change.ts';
import { isScalar } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import type { Fix } from '../rule.ts';

export function addText({ list: items, entry }: StatementElement, text: string): readonly Fix[] {
  const { value } = entry;
  const title = message('Add "{0}"', text);
  if (items) {
    const at = items.node.children.length;
    return [{ title, safe: false, changes: [{ verb: 'insertItems', into: items, at, items: [text] }] }];
  }
  return isScalar(value)
    ? [{ title, safe: false, changes: [{ verb: 'replace', node: value, value: list([kept(value), text]) }] }]
    : [];
}
