import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule } from '../rule.ts';

export const unknownSecretKey = defineRule({
  id: 'databricks/unknown-secret-key',
  appliesTo: 'databricks/secret-name',
  severity: 'warning',
  asksInventory: true,
  fixable: true,
  summary: 'A key that a whole list of its scope does not have.',
  why: `All keys of the scope are known, from an inventory file or from what \`databricks secrets list-secrets\` printed, and this one is not among them. A cluster that refers to it does not start, and a program that reads it fails with \`Secret does not exist\`.

Names compare without case. Where the list of a scope is not known to be whole, nothing is said.`,
  sources: ['https://docs.databricks.com/en/security/secrets/secrets.html'],
  *check({ role, use, scalar, span, value, known, scope }, { secrets }) {
    if (role !== 'key' || use === 'declaration' || !known || value === '' || scope === undefined) {
      return;
    }
    const found = secrets.scope(scope);
    if (!found || secrets.hasKey(scope, value) !== 'no') {
      return;
    }
    const near = nearestName(value, found.keys);
    yield {
      at: spanIn(scalar, span.start, span.end),
      unfinished: true,
      message:
        near === undefined
          ? message('The scope "{0}" has no secret "{1}". Put it there, or correct the name.', found.name, value)
          : message('The scope "{0}" has no secret "{1}". Did you mean "{2}"?', found.name, value, near),
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
      inventory: 'databricks: { scopes: { app: { keys: [db-password, db-user] }, other: {} } }',
      flagged: `{ "spark_conf": { "spark.a": "{{secrets/APP/db-pasword}}", "spark.b": "{{secrets/app/DB-User}}" } }
                                            ^^^^^^^^^^`,
      fixed: `{ "spark_conf": { "spark.a": "{{secrets/APP/db-password}}", "spark.b": "{{secrets/app/DB-User}}" } }`,
    },
    {
      inventory: 'databricks: { scopes: { app: { acls: { users: READ } } } }',
      clean: `{ "spark_conf": { "spark.a": "{{secrets/app/anything}}", "spark.b": "{{secrets/other/key}}" } }`,
    },
  ],
});
