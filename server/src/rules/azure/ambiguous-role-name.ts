import type { BuiltInRole } from '../../access/facts.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { useId } from './use-role-id.ts';

export const ambiguousRoleName = defineRule({
  id: 'azure/ambiguous-role-name',
  appliesTo: 'azure/role-reference',
  severity: 'warning',
  fixable: true,
  holdsInExcerpts: true,
  summary: 'A name that two built-in roles have had, one after the other.',
  why: `The name was given on: it meant one role when many files were written, and means another one now. Nobody can tell from the file which is meant, and what it gives has changed without a change of the file. Choose the role, and write its id.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/built-in-roles'],
  *check({ text, name, writeId }, { roles }) {
    const former = name ? roles.byFormerName(name.value) : [];
    const current = name && roles.byName(name.value);
    const found = new Map<string, BuiltInRole>();
    for (const role of [current, ...former.map(({ id }) => roles.byId(id))]) {
      if (role) {
        found.set(role.id, role);
      }
    }
    if (!name || found.size < 2) {
      return;
    }
    const meant = [...found.values()];
    const { start, end } = name.span;
    yield {
      at: spanIn(text.scalar, start, end),
      message: message(
        '"{0}" has been the name of more than one built-in role: {1}. Choose the one that is meant, and use its id.',
        name.value,
        meant.map((role) => `${role.name} (${role.id})`),
      ),
      fixes: () =>
        meant.flatMap((role) =>
          useId(text, role, writeId(role.id), false, message('Use the id of {0}, {1}', role.name, role.id)),
        ),
    };
  },
  examples: [
    {
      language: 'terraform',
      flagged: `data "azurerm_role_definition" "advisor" {
  name = "Advisor Recommendations Contributor"
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
}`,
      fixed: `data "azurerm_role_definition" "advisor" {
  role_definition_id = "f680209a-a2a2-4e0d-aa81-5d2a65c13604" # Advisor Recommendations Contributor
}`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --assignee "$ID" --role "6b534d80-e337-47c4-864f-140f5c7f593d" --scope "$SCOPE"`,
    },
  ],
});
