/** Where a finding stands that is about a role as a whole. */
import type { RoleDefinition } from '../../readers/azure-role-definition.ts';
import { entryAt, type Span, spanOf, spanOfText } from '../../syntax/tree.ts';

/** The role's name, else its first key, else its first character. */
export function anchorOf({ name, body, whole }: RoleDefinition): Span {
  if (name?.text && name.text.value !== '') {
    return spanOfText(name.text.scalar);
  }
  const first = entryAt(body, 0) ?? entryAt(whole, 0);
  return first ? spanOf(first.key) : { start: whole.start, end: whole.start + 1 };
}
