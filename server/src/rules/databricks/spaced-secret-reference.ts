import type { SecretReference } from '../../access/databricks/secret-reference.ts';
import type { Setting } from '../../readers/databricks-setting.ts';
import { type Span, spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { isQuoted, looksMeant, severityOfForm } from './reference-place.ts';

export const spacedSecretReference = defineRule({
  id: 'databricks/spaced-secret-reference',
  appliesTo: 'databricks/setting',
  severity: 'error',
  fixable: true,
  holdsInExcerpts: true,
  summary: 'A blank inside the braces of a secret reference.',
  why: `A reference is \`{{secrets/<scope>/<key>}}\` and nothing else. A blank behind the first braces or before the last ones keeps the value from being a reference: the cluster starts, and the program gets the braces and all as its password. A blank beside a name becomes a part of the name: the cluster does not start, because there is no such scope or key.

Remove the blanks.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html',
    'https://learn.microsoft.com/azure/databricks/security/secrets/secrets-spark-conf-env-var',
  ],
  *check(setting) {
    const severity = severityOfForm(setting);
    if (severity === undefined || !isQuoted(setting)) {
      return;
    }
    const { text, references } = setting;
    for (const reference of references) {
      if (reference.flaws.length === 0 && reference.blanks.length > 0 && looksMeant(text.value, reference)) {
        yield { ...describeBlanks(setting, reference), severity };
      }
    }
    yield* blanksAround(setting);
  },
  examples: [
    {
      flagged: `{
  "spark_version": "15.4.x-scala2.12",
  "num_workers": 2,
  "spark_conf": {
    "spark.password": "{{ secrets/app/db-password }}",
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "spark.user": "{{secrets/app/ db-user}}"
                                 ^
  }
}`,
      fixed: `{
  "spark_version": "15.4.x-scala2.12",
  "num_workers": 2,
  "spark_conf": {
    "spark.password": "{{secrets/app/db-password}}",
    "spark.user": "{{secrets/app/ db-user}}"
  }
}`,
    },
    {
      language: 'spark-conf',
      flagged: `spark.password {{secrets/scope1/key1 }}
                                    ^
spark.executor.memory 4g`,
      fixed: `spark.password {{secrets/scope1/key1}}
spark.executor.memory 4g`,
    },
    {
      language: 'dotenv',
      flagged: `SPARKPASSWORD={{ secrets/scope1/key1 }}
              ^^^^^^^^^^^^^^^^^^^^^^^^^
TOKEN={{ secrets.scope1.key1 }}`,
      fixed: `SPARKPASSWORD={{secrets/scope1/key1}}
TOKEN={{ secrets.scope1.key1 }}`,
    },
    {
      language: 'yaml',
      flagged: `resources:
  clusters:
    etl:
      spark_version: 15.4.x-scala2.12
      spark_env_vars:
        DB_PASSWORD: "{{secrets/ app/db-password}}"
                                ^
        DB_USER: '{{secrets/\${var.scope}/db-user }}'
                                                ^`,
      fixed: `resources:
  clusters:
    etl:
      spark_version: 15.4.x-scala2.12
      spark_env_vars:
        DB_PASSWORD: "{{secrets/app/db-password}}"
        DB_USER: '{{secrets/\${var.scope}/db-user }}'`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "etl" {
  spark_conf = {
    "spark.password" = "{{secrets/\${databricks_secret_scope.app.name} /db-password}}"
                                                                     ^
  }
}`,
    },
    {
      clean: `{
  "name": "Deploy",
  "env": { "TOKEN": "\${{ secrets.TOKEN }}", "X": "{{ secret_name }}" },
  "spark_conf": { "spark.password": "{{secrets/app/db-password}}", "a.b": "{{secrets/<scope name>/<key name>}}" }
}`,
    },
  ],
});

function describeBlanks({ text }: Setting, reference: SecretReference): RuleFinding {
  const { blanks, span, isPlainText, repaired } = reference;
  const [only, ...others] = blanks;
  const at = only && others.length === 0 ? only : span;
  const isOutside = isPlainText || blanks.some(({ start, end }) => start === span.start + 2 || end === span.end - 2);
  const right = repaired ?? '{{secrets/<scope>/<key>}}';
  return {
    at: spanIn(text.scalar, at.start, at.end),
    message: isOutside
      ? message(
          'There is a blank inside the braces. Databricks then finds no such secret, or passes the braces on as plain text. Write {0}.',
          right,
        )
      : message(
          'There is a blank inside the braces, and it becomes a part of the name: the cluster does not start. Write {0}.',
          right,
        ),
    fixes: () => [
      {
        title: message('Remove the blanks'),
        safe: true,
        changes: blanks.map((blank) => ({ verb: 'replaceText', scalar: text.scalar, span: blank, text: '' })),
      },
    ],
  };
}

/** Blanks before and behind the only reference of a value: with them it does not begin and end with the braces. */
function* blanksAround({ text, references }: Setting): Generator<RuleFinding> {
  const [only, ...others] = references;
  const { value, scalar } = text;
  if (!only || others.length > 0 || only.flaws.length > 0 || only.blanks.length > 0) {
    return;
  }
  const ends: readonly Span[] = [
    { start: 0, end: only.span.start },
    { start: only.span.end, end: value.length },
  ].filter(({ start, end }) => start < end);
  const [first] = ends;
  if (!first || value.trim() !== value.slice(only.span.start, only.span.end)) {
    return;
  }
  yield {
    at: spanIn(scalar, first.start, first.end),
    severity: 'warning',
    message: message(
      'There is a blank or a new line beside the reference. The value has to begin and end with the braces; otherwise it may be passed on as plain text. Remove it.',
    ),
    fixes: () => [
      {
        title: message('Remove the blanks'),
        safe: true,
        changes: ends.map((span) => ({ verb: 'replaceText', scalar, span, text: '' })),
      },
    ],
  };
}
