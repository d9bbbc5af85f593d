import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { useId } from './use-role-id.ts';

export const renamedRole = defineRule({
  id: 'azure/renamed-role',
  appliesTo: 'azure/role-reference',
  severity: 'warning',
  fixable: true,
  holdsInExcerpts: true,
  summary: 'A name that a built-in role does not have any more.',
  why: `The role was renamed. A name is looked up when a command or a deployment runs, and the old one is not found: \`Role '…' doesn't exist\`. The id stays whatever the role is called. The fix writes the id in the way of the place.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/built-in-roles',
    'https://learn.microsoft.com/azure/key-vault/general/rbac-guide#assign-role',
  ],
  *check({ text, name, writeId, isKnownPlace }, { roles }) {
    if (!name || roles.byName(name.value)) {
      return;
    }
    const [former, ...others] = roles.byFormerName(name.value);
    const role = former && roles.byId(former.id);
    if (!former || !role || others.some(({ id }) => id !== former.id)) {
      return;
    }
    const { start, end } = name.span;
    yield {
      at: spanIn(text.scalar, start, end),
      message:
        former.date === ''
          ? message(
              'No built-in role is called "{0}" any more: it is "{1}" now. Use its id, {2}.',
              name.value,
              role.name,
              role.id,
            )
          : message(
              'No built-in role is called "{0}" any more: since {3} it is "{1}". Use its id, {2}.',
              name.value,
              role.name,
              role.id,
              former.date,
            ),
      fixes: () => useId(text, role, writeId(role.id), isKnownPlace, message('Use the id of {0}', role.name)),
    };
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `az role assignment create --assignee "$ID" --role "Key Vault Reader (preview)" --scope "$SCOPE"
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `az role assignment create --assignee "$ID" --role "21090545-7ca7-4776-b22c-e363652d74d2" --scope "$SCOPE" # Key Vault Reader`,
    },
    {
      flagged: `{ "roleAssignments": [{ "roleDefinitionIdOrName": "Azure Digital Twins Owner (Preview)", "principalId": "[parameters('id')]" }] }
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_role_assignment" "vault" {
  scope                = var.scope
  role_definition_name = "Our own reader"
  principal_id         = var.principal
}`,
    },
  ],
});
