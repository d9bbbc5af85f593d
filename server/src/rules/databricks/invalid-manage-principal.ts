import { knownName } from '../../readers/databricks-name.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const invalidManagePrincipal = defineRule({
  id: 'databricks/invalid-manage-principal',
  appliesTo: 'databricks/scope-creation',
  severity: 'error',
  fixable: false,
  holdsInExcerpts: true,
  summary: 'Another initial manager of a secret scope than `users`.',
  why: `Only the group \`users\` is taken as the principal that manages a scope from the start; for any other the call is answered with 400 and there is no scope. Leave it off: who makes the scope manages it. Then give MANAGE to whom you meant, with \`databricks secrets put-acl\` or \`databricks_secret_acl\`.`,
  sources: [
    'https://docs.databricks.com/en/dev-tools/cli/reference/secrets-commands.html',
    'https://github.com/databricks/terraform-provider-databricks/issues/322',
  ],
  *check({ manager: naming }) {
    const manager = knownName(naming);
    if (manager && manager.value !== 'users' && manager.value !== '' && !/^<.*>$/.test(manager.value)) {
      yield {
        at: spanOfText(manager.scalar),
        unfinished: true,
        message: message(
          'Only "users" is taken as the initial manager, and "{0}" is refused. Leave the initial manager off, and give MANAGE on the scope when it is made.',
          manager.value,
        ),
      };
    }
  },
  examples: [
    {
      language: 'terraform',
      flagged: `resource "databricks_secret_scope" "app" {
  name                     = "app"
  initial_manage_principal = "admins"
                              ^^^^^^
}`,
    },
    { language: 'shellscript', clean: 'databricks secrets create-scope app --initial-manage-principal "$GROUP"' },
  ],
});
