import type { BuiltInRole, RoleFacts } from '../../access/facts.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule } from '../rule.ts';
import { useId } from './use-role-id.ts';

export const unknownRole = defineRule({
  id: 'azure/unknown-role',
  appliesTo: 'azure/role-reference',
  severity: 'warning',
  fixable: true,
  asksInventory: true,
  holdsInExcerpts: true,
  summary: 'A name that is nearly the name of a built-in role, and that nobody knows.',
  why: `Roles are looked up by their name letter by letter, and one that does not exist ends the command or the deployment: \`Role '…' doesn't exist\`. A custom role that no file here defines may have the name, so only names within a typing error of a built-in role are flagged.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/built-in-roles'],
  *check({ text, name, writeId }, { roles, customRoles }) {
    if (!name || isKnown(name.value, roles) || customRoles.byName(name.value).length > 0) {
      return;
    }
    const meant = rolesMeant(name.value, roles);
    const [first] = meant;
    if (!first) {
      return;
    }
    const { start, end } = name.span;
    yield {
      at: spanIn(text.scalar, start, end),
      message: message(
        'No built-in role is called "{0}", and no file here defines one. Did you mean {1}?',
        name.value,
        meant.map((role) => role.name.trim()),
      ),
      unfinished: first.name.toLowerCase().startsWith(name.value.toLowerCase()),
      fixes: () =>
        meant.flatMap((role) =>
          useId(text, role, writeId(role.id), false, message('Use the id of {0}, {1}', role.name.trim(), role.id)),
        ),
    };
  },
  examples: [
    {
      language: 'shellscript',
      inventory: 'databricks: {}',
      flagged: `az role assignment create --assignee "$ID" --role "Key Vault Secret User" --scope "$SCOPE"
                                                   ^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `az role assignment create --assignee "$ID" --role "4633458b-17de-408a-b874-0445c86b69e6" --scope "$SCOPE" # Key Vault Secrets User`,
    },
    {
      language: 'shellscript',
      inventory: `roles:
  - Name: Contributer
    Description: Ours
    Actions: ["Microsoft.KeyVault/vaults/read"]
    AssignableScopes: ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]`,
      clean: `az role assignment create --assignee "$ID" --role Contributer --scope "$SCOPE"
az role assignment create --assignee "$ID" --role "Payments operator" --scope "$SCOPE"
az role assignment create --assignee "$ID" --role "$ROLE" --scope "$SCOPE"`,
    },
  ],
});

function isKnown(name: string, roles: RoleFacts): boolean {
  return roles.byName(name) !== undefined || roles.byFormerName(name).length > 0;
}

/** The roles whose names somebody may have had in mind; of those that look alike all. */
function rolesMeant(name: string, roles: RoleFacts): readonly BuiltInRole[] {
  const names = roles.all().map((role) => role.name);
  const nearest = nearestName(name, names);
  const lookAlike =
    nearest === undefined
      ? undefined
      : nearestName(
          nearest,
          names.filter((one) => one !== nearest),
        );
  return [nearest, lookAlike].flatMap((one) => {
    const role = one === undefined ? undefined : roles.byName(one);
    return role ? [role] : [];
  });
}
