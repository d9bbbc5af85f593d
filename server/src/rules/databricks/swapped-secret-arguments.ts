import { isSwapped } from '../../access/databricks/swapped-names.ts';
import type { SecretName } from '../../readers/databricks-secret-name.ts';
import { partsOf } from '../../readers/parts.ts';
import type { Change } from '../../syntax/change.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { type Around, defineRule } from '../rule.ts';

export const swappedSecretArguments = defineRule({
  id: 'databricks/swapped-secret-arguments',
  appliesTo: 'databricks/secret-name',
  severity: 'warning',
  asksInventory: true,
  fixable: true,
  summary: 'The scope where the key belongs, and the key where the scope belongs.',
  why: 'The scope comes first, then the key, in `dbutils.secrets.get`, in the commands and in references. The other way round the secret is not found, and the message does not say why: `Secret does not exist with scope: … and key: …`.',
  sources: ['https://docs.databricks.com/en/dev-tools/databricks-utils.html#secrets-utility-dbutilssecrets'],
  *check({ role, scalar, span, value, known, scope }, { secrets }) {
    if (role !== 'key' || !known || scope === undefined || !isSwapped(secrets, scope, value)) {
      return;
    }
    yield {
      at: spanIn(scalar, span.start, span.end),
      message: message(
        '"{0}" is a scope, and "{1}" is a key in it: they are exchanged. The scope comes first.',
        value,
        scope,
      ),
      fixesWithin: (around) => {
        const changes = exchange(around, span.start);
        return changes ? [{ title: message('Exchange scope and key'), safe: false, changes }] : [];
      },
    };
  },
  examples: [
    {
      inventory: 'databricks: { scopes: { app: { keys: [db-password] } } }',
      language: 'shellscript',
      flagged: `databricks secrets get-secret db-password app
                                          ^^^`,
      fixed: `databricks secrets get-secret app db-password`,
    },
    {
      inventory: 'databricks: { scopes: { app: { keys: [db-password] } } }',
      flagged: `{ "spark_conf": { "spark.a": "{{secrets/db-password/app}}" } }
                                                    ^^^`,
      fixed: `{ "spark_conf": { "spark.a": "{{secrets/app/db-password}}" } }`,
    },
    {
      inventory: 'databricks: { scopes: { app: { keys: [db-password] } } }',
      language: 'python',
      flagged: `pw = dbutils.secrets.get("db-password", "app")
                                         ^^^`,
      fixed: `pw = dbutils.secrets.get("app", "db-password")`,
    },
    {
      inventory: 'databricks: { scopes: { app: { keys: [db] }, db: { keys: [app] } } }',
      language: 'shellscript',
      clean: `databricks secrets get-secret db app
databricks secrets get-secret other app`,
    },
  ],
});

/** Writes each of the two where the other one stands. */
function exchange(around: Around, spanStart: number): readonly Change[] | undefined {
  const { model: key, start, within } = around;
  if (key.kind !== 'databricks/secret-name' || !within) {
    return undefined;
  }
  let scope: SecretName | undefined;
  let scopeStart = 0;
  for (const part of partsOf(within.model)) {
    const { model } = part;
    const at = within.start + part.start;
    if (model.kind === 'databricks/secret-name' && model.role === 'scope' && model.value === key.scope) {
      scope = model;
      scopeStart = at;
    }
    const isSame =
      model.kind === 'databricks/secret-name' &&
      model.role === 'key' &&
      at === start &&
      model.span.start === spanStart &&
      model.scalar.start === key.scalar.start;
    if (isSame) {
      break;
    }
  }
  return scope && [write(key, start, scope.value), write(scope, scopeStart, key.value)];
}

function write({ scalar, span }: SecretName, start: number, text: string): Change {
  return { verb: 'replaceText', scalar: { node: scalar.node, start: start + scalar.start }, span, text };
}
