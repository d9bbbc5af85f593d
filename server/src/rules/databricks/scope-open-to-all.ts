import { knownName } from '../../readers/databricks-name.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const scopeOpenToAll = defineRule({
  id: 'databricks/scope-open-to-all',
  appliesTo: 'databricks/scope-creation',
  severity: 'warning',
  fixable: false,
  summary: 'A secret scope that everybody in the workspace may manage.',
  why: `With \`users\` as the principal that manages a scope from the start, everybody in the workspace may read its secrets, replace them, delete them and give permissions on it. Without it, who makes the scope manages it, and gives to others what they need.

On a workspace without the Premium plan scopes have no permissions, and \`users\` is required. There this finding has nothing to say: switch it off.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secret-scopes.html',
    'https://registry.terraform.io/providers/databricks/databricks/latest/docs/resources/secret_scope',
  ],
  *check({ manager: naming }) {
    const manager = knownName(naming);
    if (manager?.value === 'users') {
      yield {
        at: spanOfText(manager.scalar),
        message: message(
          'Everybody in the workspace may read and change the secrets of this scope and give permissions on it. Leave the initial manager off, and grant what is needed; it is required only without the Premium plan.',
        ),
      };
    }
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `databricks secrets create-scope app --initial-manage-principal users
                                                               ^^^^^`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_secret_scope" "app" {
  name                     = "app"
  initial_manage_principal = "users"
                              ^^^^^
}`,
    },
    {
      flagged: `{ "scope": "app", "initial_manage_principal": "users" }
                                               ^^^^^`,
    },
    {
      language: 'terraform',
      clean: `resource "databricks_secret_scope" "app" {
  name                     = "app"
  initial_manage_principal = var.principal
}`,
    },
  ],
});
