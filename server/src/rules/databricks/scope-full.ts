import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

const MOST = 1000;

export const scopeFull = defineRule({
  id: 'databricks/scope-full',
  appliesTo: 'databricks/secret-name',
  severity: 'error',
  asksInventory: true,
  fixable: false,
  summary: 'A secret scope with more than 1,000 secrets.',
  why: 'A secret scope holds up to 1,000 secrets. The next one is refused with `RESOURCE_LIMIT_EXCEEDED`. Spread them over several scopes, which also lets you give each team only what it needs: permissions count for a whole scope.',
  sources: ['https://docs.databricks.com/en/security/secrets/secrets.html'],
  *check({ role, use, scalar, span, value, known }, { secrets }) {
    if (role !== 'scope' || use !== 'declaration' || !known) {
      return;
    }
    const scope = secrets.scope(value);
    // A vault has limits of its own.
    if (scope && scope.backend !== 'AZURE_KEYVAULT' && scope.keys.length > MOST) {
      yield {
        at: spanIn(scalar, span.start, span.end),
        message: message(
          'The files declare {0} secrets in "{1}". A scope holds {2}, and the others are refused. Use several scopes.',
          scope.keys.length,
          scope.name,
          MOST,
        ),
      };
    }
  },
  examples: [
    {
      inventory: `databricks: { scopes: { app: { keys: [${Array.from({ length: MOST + 1 }, (_, index) => `k${index}`)}] } } }`,
      language: 'terraform',
      flagged: `resource "databricks_secret_scope" "app" {
  name = "app"
          ^^^
}`,
    },
    {
      inventory: `databricks: { scopes: { app: { keys: [${Array.from({ length: MOST }, (_, index) => `k${index}`)}] } } }`,
      language: 'terraform',
      clean: `resource "databricks_secret_scope" "app" {
  name = "app"
}`,
    },
  ],
});
