/** What stands in an id where the GUID of a role belongs: a name, or a GUID with a slip in it. */
import { distance } from 'fastest-levenshtein';
import type { BuiltInRole, RoleFacts } from '../../access/facts.ts';
import type { RoleReference } from '../../readers/azure-role-reference.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import type { RuleFinding } from '../rule.ts';
import { plainRole } from './plain-role.ts';
import { useId } from './use-role-id.ts';

/** Digits and dashes about as many as a GUID has. */
const NEARLY_GUID = /^[0-9a-f]{7,10}(?:-[0-9a-f]{2,6}){2,4}-?[0-9a-f]{0,14}$/i;
/** A digit or a dash too many, too few or wrong. */
const MOST_SLIPS = 2;

export function* checkIdOfRole(reference: RoleReference, roles: RoleFacts): Generator<RuleFinding> {
  const { isInId, isInPolicy, name, text, writeId } = reference;
  if (!name || !isInId) {
    return;
  }
  const at = spanIn(text.scalar, name.span.start, name.span.end);
  // What may mean two roles has a rule of its own.
  const role = plainRole(name.value, roles);
  if (role) {
    yield {
      at,
      message: isInPolicy
        ? message(
            'A policy takes whole ids of roles and no names: the identity of its assignments does not get "{0}", and can mend nothing. Use {1}.',
            role.name,
            role.id,
          )
        : message(
            'An id of a role ends with its GUID, not with its name: Azure finds no role "{0}" and the deployment fails (RoleDefinitionDoesNotExist). Use {1}.',
            role.name,
            role.id,
          ),
      fixes: () => useId(text, role, writeId(role.id), true, message('Use the id of {0}', role.name)),
    };
    return;
  }
  const meant = roleMeant(name.value, roles);
  if (meant) {
    yield {
      at,
      unfinished: meant.id.startsWith(name.value.toLowerCase()),
      message: message(
        'This is no GUID, so no role has it as its id. It is nearly that of {0}, which is {1}.',
        meant.name.trim(),
        meant.id,
      ),
      fixes: () => useId(text, meant, writeId(meant.id), false, message('Use the id of {0}', meant.name.trim())),
    };
  }
}

/** The one role whose GUID was meant. */
function roleMeant(value: string, roles: RoleFacts): BuiltInRole | undefined {
  if (!NEARLY_GUID.test(value)) {
    return undefined;
  }
  const near = roles.all().filter(({ id }) => distance(id, value.toLowerCase()) <= MOST_SLIPS);
  return near.length === 1 ? near[0] : undefined;
}
