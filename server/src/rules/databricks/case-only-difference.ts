import type { SecretFacts } from '../../access/facts.ts';
import type { SecretName } from '../../readers/databricks-secret-name.ts';
import { spanIn } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const caseOnlyDifference = defineRule({
  id: 'databricks/case-only-difference',
  appliesTo: 'databricks/secret-name',
  severity: 'warning',
  asksInventory: true,
  fixable: true,
  summary: 'Two names of secret scopes or keys that differ in case alone: they are one name.',
  why: `Databricks compares the names of secret scopes and keys without case. Who declares \`DB-Password\` beside \`db-password\` has one secret, and the second value replaces the first; a second scope is refused, since its name is taken.

Where a program only reads a secret, the case makes no difference and nothing is said. Terraform is another matter: its provider compares names with case when it reads them back, so a name in another case makes it plan the same change for ever.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secret-scopes.html',
    'https://github.com/databricks/terraform-provider-databricks/blob/main/secrets/resource_secret.go',
  ],
  *check(name, { secrets }) {
    const { use, isTerraform, scalar, span, value, known } = name;
    const first = known && (use === 'declaration' || isTerraform) ? firstSpelling(name, secrets) : undefined;
    if (first === undefined || first === value) {
      return;
    }
    yield {
      at: spanIn(scalar, span.start, span.end),
      message: describe(name, first),
      fixes: () => [
        {
          title: message('Change to {0}', first),
          safe: false,
          changes: [{ verb: 'replaceText', scalar, span, text: first }],
        },
      ],
    };
  },
  examples: [
    {
      inventory: 'databricks: { scopes: { app: { keys: [db-password] } } }',
      language: 'shellscript',
      flagged: `databricks secrets put-secret app DB-Password
                                  ^^^^^^^^^^^`,
      fixed: `databricks secrets put-secret app db-password`,
    },
    {
      inventory: 'databricks: { scopes: { app: { keys: [db-password] } } }',
      language: 'terraform',
      flagged: `resource "databricks_secret" "password" {
  scope        = "App"
                  ^^^
  key          = "db-password"
  string_value = var.password
}`,
      fixed: `resource "databricks_secret" "password" {
  scope        = "app"
  key          = "db-password"
  string_value = var.password
}`,
    },
    {
      inventory: 'databricks: { scopes: { app: { keys: [db-password] } } }',
      clean: `{ "spark_conf": { "spark.a": "{{secrets/APP/DB-PASSWORD}}" } }`,
    },
    {
      inventory: 'databricks: { scopes: { app: { keys: [db-password] } } }',
      language: 'shellscript',
      clean: `databricks secrets get-secret App DB-Password
databricks secrets create-scope app
databricks secrets put-secret app db-password`,
    },
  ],
});

/** How the name was first written. */
function firstSpelling({ role, value, scope }: SecretName, secrets: SecretFacts): string | undefined {
  if (role === 'scope') {
    return secrets.scope(value)?.name;
  }
  const wanted = value.toLowerCase();
  return secrets.scope(scope ?? '')?.keys.find((key) => key.toLowerCase() === wanted);
}

function describe({ role, isTerraform, value }: SecretName, other: string): Message {
  if (isTerraform) {
    return message(
      '"{0}" is "{1}" in another case. To Databricks they are one, but Terraform sees a change each time. Write both in the same way.',
      value,
      other,
    );
  }
  return role === 'scope'
    ? message(
        '"{0}" is "{1}" in another case. To Databricks they are one scope, so it cannot be made a second time.',
        value,
        other,
      )
    : message(
        '"{0}" is "{1}" in another case. To Databricks they are one secret, and this value replaces the other.',
        value,
        other,
      );
}
