/** The fix that writes the id of a role, with the name beside it where the language has comments. */
import type { Text } from '../../readers/text.ts';
import type { Change } from '../../syntax/change.ts';
import type { Message } from '../message.ts';
import type { Fix } from '../rule.ts';

/** @param changes that write the id; none where the place cannot take it as it stands, and then there is no fix */
export function useId(
  { scalar }: Text,
  role: { readonly name: string },
  changes: readonly Change[],
  safe: boolean,
  title: Message,
): readonly Fix[] {
  return changes.length === 0
    ? []
    : [{ title, safe, changes, extras: [{ verb: 'comment', node: scalar, text: role.name.trim() }] }];
}
