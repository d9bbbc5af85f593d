import type { ReferenceFlaw, SecretReference } from '../../access/databricks/secret-reference.ts';
import { isResolving } from '../../readers/databricks-place.ts';
import type { Setting } from '../../readers/databricks-setting.ts';
import { spanIn } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule, type Severity } from '../rule.ts';
import { isQuoted, looksMeant, repairReference, severityOfForm } from './reference-place.ts';

export const malformedSecretReference = defineRule({
  id: 'databricks/malformed-secret-reference',
  appliesTo: 'databricks/setting',
  severity: 'error',
  fixable: true,
  holdsInExcerpts: true,
  summary: 'Something that was meant as a secret reference and is none.',
  why: `Databricks puts a secret in where the whole value is \`{{secrets/<scope>/<key>}}\`: two braces on each side, the word \`secrets\`, a scope and a key, parted by slashes. Anything else is passed on as plain text, and the program gets it as its password; or the cluster does not start, because there is no such secret.`,
  sources: ['https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html'],
  *check(setting) {
    if (!isQuoted(setting)) {
      return;
    }
    const { text } = setting;
    for (const reference of setting.references) {
      const flaw = worstFlaw(reference);
      const severity = flaw && severityOf(setting, reference, flaw);
      if (flaw && severity) {
        const { repaired, span } = reference;
        yield {
          at: spanIn(text.scalar, span.start, span.end),
          severity,
          unfinished: UNFINISHED.has(flaw),
          message: TEXTS[flaw](repaired ?? '{{secrets/<scope>/<key>}}'),
          fixes: () => {
            const changes = repairReference(text.scalar, reference);
            return changes.length > 0 && repaired
              ? [{ title: message('Write {0}', repaired), safe: false, changes }]
              : [];
          },
        };
      }
    }
  },
  examples: [
    {
      flagged: `{
  "spark_conf": {
    "a.one": "{{secret/app/key}}",
              ^^^^^^^^^^^^^^^^^^
    "a.two": "{secrets/app/key}",
              ^^^^^^^^^^^^^^^^^
    "a.three": "{{secrets/app/key}",
                ^^^^^^^^^^^^^^^^^^
    "a.four": "{{secrets/app}}",
               ^^^^^^^^^^^^^^^
    "a.five": "{{secrets//key}}",
               ^^^^^^^^^^^^^^^^
    "a.six": "{{secrets/app/a/b}}",
              ^^^^^^^^^^^^^^^^^^^
    "a.seven": "{{secrets:app:key}}",
                ^^^^^^^^^^^^^^^^^^^
    "a.eight": "\${secrets/app/key}",
                ^^^^^^^^^^^^^^^^^^
    "a.nine": "secrets/app/key"
               ^^^^^^^^^^^^^^^
  }
}`,
      fixed: `{
  "spark_conf": {
    "a.one": "{{secrets/app/key}}",
    "a.two": "{secrets/app/key}",
    "a.three": "{{secrets/app/key}",
    "a.four": "{{secrets/app}}",
    "a.five": "{{secrets//key}}",
    "a.six": "{{secrets/app/a/b}}",
    "a.seven": "{{secrets:app:key}}",
    "a.eight": "\${secrets/app/key}",
    "a.nine": "secrets/app/key"
  }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "etl" {
  spark_conf = {
    "spark.password" = "{{secret/\${var.scope}/password}}"
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
      fixed: `resource "databricks_cluster" "etl" {
  spark_conf = {
    "spark.password" = "{{secrets/\${var.scope}/password}}"
  }
}`,
    },
    {
      language: 'terraform',
      clean: `resource "databricks_cluster" "etl" {
  spark_conf = {
    "spark.password" = "{{secrets/\${databricks_secret_scope.app.name}/\${databricks_secret.db["x"].key}}}"
    "spark.user"     = "{{secrets/\${local.path}}}"
    "spark.url"      = "{{\${local.secret_prefix}-url}}"
  }
}`,
    },
    {
      clean: `{
  "steps": [{ "run": "echo \${{ secrets.TOKEN }} \${secrets/a/b}", "with": "{{job.run_id}} {{tasks.secrets.values.x}}" }],
  "files": "conf/{secrets/**}",
  "spark_conf": { "spark.x": "{{sparkconf/other}}" }
}`,
    },
  ],
});

/** What is most likely the one mistake; the others come of it. */
const BY_WEIGHT: readonly ReferenceFlaw[] = [
  'unclosed',
  'too-many-parts',
  'missing-key',
  'empty-part',
  'dollar',
  'no-braces',
  'singular',
  'separator',
  'upper-case',
  'unbalanced',
];

/** What stands there for a moment while somebody types. */
const UNFINISHED: ReadonlySet<ReferenceFlaw> = new Set([
  'unclosed',
  'missing-key',
  'empty-part',
  'unbalanced',
  'singular',
]);

function worstFlaw({ flaws }: SecretReference): ReferenceFlaw | undefined {
  return BY_WEIGHT.find((flaw) => flaws.includes(flaw));
}

/** Forms that other tools have as well are wrong only where Databricks reads them; where they are not sure, they are mild. */
const OF_OTHERS: ReadonlySet<ReferenceFlaw> = new Set(['dollar', 'no-braces', 'separator', 'upper-case']);

function severityOf(setting: Setting, reference: SecretReference, flaw: ReferenceFlaw): Severity | undefined {
  const { text, place } = setting;
  if (flaw === 'unclosed' && setting.isProgram) {
    // The rest may stand in the next text.
    return undefined;
  }
  if (text.scalar.node.halvesBraces) {
    // In a format string braces are counted otherwise, and a rule of its own does that.
    return undefined;
  }
  const isThere = isResolving(place);
  if (OF_OTHERS.has(flaw)) {
    return isThere ? 'warning' : undefined;
  }
  return isThere || looksMeant(text.value, reference) ? severityOfForm(setting) : undefined;
}

const TEXTS: Readonly<Record<ReferenceFlaw, (right: string) => Message>> = {
  unclosed: (right) =>
    message('The closing braces of this reference are missing, so it is passed on as plain text. Write {0}.', right),
  'too-many-parts': (right) =>
    message(
      'A reference has one scope and one key; here is a slash too many, and neither name may hold one. Write {0}.',
      right,
    ),
  'missing-key': (right) => message('This reference has no key, so there is no secret to put in. Write {0}.', right),
  'empty-part': (right) =>
    message('The scope or the key of this reference is empty, so there is no such secret. Write {0}.', right),
  dollar: (right) =>
    message('This is no reference: with one brace and a dollar it is passed on as plain text. Write {0}.', right),
  'no-braces': (right) =>
    message('This is no reference without its braces: it is passed on as plain text. Write {0}.', right),
  singular: (right) =>
    message('The word is "secrets", not "secret": this is passed on as plain text. Write {0}.', right),
  separator: (right) =>
    message('Scope and key are parted by slashes: this is passed on as plain text. Write {0}.', right),
  'upper-case': (right) =>
    message('The word "secrets" is documented in lower case; this may be passed on as plain text. Write {0}.', right),
  unbalanced: (right) =>
    message('A reference has two braces on each side: this is passed on as plain text. Write {0}.', right),
};
