import type { Change } from '../../syntax/change.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const fStringSecretReference = defineRule({
  id: 'databricks/f-string-secret-reference',
  appliesTo: 'databricks/setting',
  severity: 'error',
  fixable: true,
  holdsInExcerpts: true,
  summary: 'A secret reference in a format string of Python, which halves its braces.',
  why: `In an f-string, and in a string that is given to \`format\`, two braces stand for one. Of \`f"{{secrets/{scope}/{key}}}"\` comes \`{secrets/app/password}\`, which is no reference.

Write four braces for two: \`f"{{{{secrets/{scope}/{key}}}}}"\`.`,
  sources: [
    'https://docs.python.org/3/reference/lexical_analysis.html#f-strings',
    'https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html',
  ],
  *check({ text, references, isDatabricks }) {
    const { scalar, value } = text;
    if (!scalar.node.halvesBraces || !isDatabricks) {
      return;
    }
    for (const { span, key, flaws } of references) {
      const written = value.slice(span.start, span.end);
      const hasOne = /^\{(?!\{)/.test(written) && value.slice(key?.span.end, span.end) === '}';
      if (flaws.includes('unbalanced') && hasOne) {
        const changes: readonly Change[] = [
          { verb: 'replaceText', scalar, span: { start: span.start, end: span.start }, text: '{' },
          { verb: 'replaceText', scalar, span: { start: span.end, end: span.end }, text: '}' },
        ];
        yield {
          at: spanIn(scalar, span.start, span.end),
          message: message(
            'In a format string two braces stand for one: this becomes {0}, which is no reference. Write each of the two braces twice.',
            written,
          ),
          fixes: () => [{ title: message('Double the braces'), safe: true, changes }],
        };
      }
    }
  },
  examples: [
    {
      language: 'python',
      flagged: `# Databricks notebook source
conf = {"spark_conf": {"spark.password": f"{{secrets/{scope}/{key}}}"}}
                                           ^^^^^^^^^^^^^^^^^^^^^^^^^
value = "{{secrets/app/{}}}".format(key)
         ^^^^^^^^^^^^^^^^^^`,
      fixed: `# Databricks notebook source
conf = {"spark_conf": {"spark.password": f"{{{{secrets/{scope}/{key}}}}}"}}
value = "{{secrets/app/{}}}".format(key)`,
    },
    {
      language: 'python',
      clean: `# Databricks notebook source
conf = {"spark_conf": {"spark.password": f"{{{{secrets/{scope}/{key}}}}}", "spark.user": "{{secrets/app/user}}"}}
name = f"{{secret}} {x}"`,
    },
  ],
});
