import { isSwapped } from '../../access/databricks/swapped-names.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule } from '../rule.ts';

export const unknownSecretScope = defineRule({
  id: 'databricks/unknown-secret-scope',
  appliesTo: 'databricks/secret-name',
  severity: 'warning',
  asksInventory: true,
  fixable: true,
  summary: 'A secret scope that a whole list of the scopes does not have.',
  why: `The workspace's list of scopes, as \`databricks secrets list-scopes --output json\` prints it, stands in a file of this project, and the scope is not on it. A cluster that refers to it does not start, and a program that reads it fails.

Names compare without case. Without such a list nothing is said; a scope that a file of the project declares counts as there.`,
  sources: ['https://docs.databricks.com/en/security/secrets/secret-scopes.html'],
  *check({ role, use, scalar, span, value, known, key }, { secrets }) {
    if (role !== 'scope' || use === 'declaration' || !known || value === '' || secrets.hasScope(value) !== 'no') {
      return;
    }
    // It is a key, and another rule says so.
    if (key !== undefined && isSwapped(secrets, value, key)) {
      return;
    }
    const near = nearestName(
      value,
      secrets.scopes().map(({ name }) => name),
    );
    yield {
      at: spanIn(scalar, span.start, span.end),
      unfinished: true,
      message:
        near === undefined
          ? message(
              'There is no secret scope "{0}" in the list of the scopes, so nothing can be read from it. Create it, or correct the name.',
              value,
            )
          : message('There is no secret scope "{0}" in the list of the scopes. Did you mean "{1}"?', value, near),
      fixes: () =>
        near === undefined
          ? []
          : [
              {
                title: message('Change to {0}', near),
                safe: false,
                changes: [{ verb: 'replaceText', scalar, span, text: near }],
              },
            ],
    };
  },
  examples: [
    {
      inventory:
        '[{ "name": "app", "backend_type": "DATABRICKS" }, { "name": "Billing", "backend_type": "AZURE_KEYVAULT" }]',
      flagged: `{ "spark_conf": { "spark.a": "{{secrets/ap/key}}", "spark.b": "{{secrets/billing/key}}" } }
                                        ^^`,
      fixed: `{ "spark_conf": { "spark.a": "{{secrets/app/key}}", "spark.b": "{{secrets/billing/key}}" } }`,
    },
    {
      inventory: 'databricks: { scopes: { app: { keys: [a] } } }',
      clean: `{ "spark_conf": { "spark.a": "{{secrets/other/key}}" } }`,
    },
  ],
});
