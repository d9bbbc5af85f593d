import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

/** Letters, digits and these; scopes may have an at sign as well. */
const ALLOWED = { scope: /^[\w.@-]*$/, key: /^[\w.-]*$/ } as const;
/** In characters. */
const LONGEST = 128;

export const invalidSecretName = defineRule({
  id: 'databricks/invalid-secret-name',
  appliesTo: 'databricks/secret-name',
  severity: 'error',
  fixable: false,
  holdsInExcerpts: true,
  summary: 'The name of a secret scope or key that Databricks does not take.',
  why: `Names of secret scopes and of keys have letters, digits, dashes, underscores and dots, scopes also an at sign, and at most ${LONGEST} characters. A slash in a name could not be told from the one that parts scope and key.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secret-scopes.html',
    'https://registry.terraform.io/providers/databricks/databricks/latest/docs/resources/secret',
  ],
  *check({ role, scalar, span, value, known }) {
    if (!known || value === '') {
      return;
    }
    const at = spanIn(scalar, span.start, span.end);
    if (value.length > LONGEST) {
      yield {
        at,
        message: message('This name has {0} characters. Databricks takes at most {1}.', value.length, LONGEST),
      };
    } else if (!ALLOWED[role].test(value)) {
      // The name is not repeated: it happens that somebody writes the secret itself in its place.
      yield {
        at,
        unfinished: true,
        // The command's help and the provider of Terraform disagree about the at sign.
        ...(ALLOWED.scope.test(value) ? { severity: 'warning' } : {}),
        message:
          role === 'scope'
            ? message(
                'This is no name for a secret scope: only letters, digits, dashes, underscores, dots and at signs are taken. There cannot be such a scope.',
              )
            : message(
                'This is no name for a secret: only letters, digits, dashes, underscores and dots are taken. There cannot be such a secret.',
              ),
      };
    }
  },
  examples: [
    {
      flagged: `{ "spark_conf": { "spark.a": "{{secrets/my scope/key}}", "spark.b": "{{secrets/app/key+1}}" } }
                                        ^^^^^^^^
                                                                                   ^^^^^`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_secret_scope" "app" {
  name = "team:app"
          ^^^^^^^^
}`,
    },
    {
      clean: `{ "spark_conf": { "spark.a": "{{secrets/my_scope.a@b/Key-1_a.b}}", "spark.b": "{{secrets/<my scope>/<key>}}" } }`,
    },
  ],
});
