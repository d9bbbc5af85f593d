import { isResolving } from '../../readers/databricks-place.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { isQuoted } from './reference-place.ts';

export const severalSecretReferences = defineRule({
  id: 'databricks/several-secret-references',
  appliesTo: 'databricks/setting',
  severity: 'error',
  fixable: false,
  holdsInExcerpts: true,
  summary: 'More than one secret reference in a value.',
  why: `A property refers to one secret, and its whole value is the reference. With two in it neither is replaced, and the program gets the braces.

Keep the whole text as one secret, or give each secret a property of its own.`,
  sources: ['https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html'],
  *check(setting) {
    const { text, references, place } = setting;
    const sound = references.filter(({ flaws }) => flaws.length === 0);
    const [first, second] = sound;
    if (first && second && isResolving(place) && place !== 'mount' && isQuoted(setting)) {
      const last = sound.at(-1) ?? second;
      yield {
        at: spanIn(text.scalar, first.span.start, last.span.end),
        message: message(
          'There are {0} references in this value, and none is replaced: a property refers to one secret, with nothing beside it. Keep the whole text as one secret.',
          sound.length,
        ),
      };
    }
  },
  examples: [
    {
      language: 'spark-conf',
      flagged: `spark.source s3a://{{secrets/aws/key}}:{{secrets/aws/secret}}@bucket
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      clean: `{ "spark_conf": { "spark.a": "{{secrets/aws/key}}", "spark.b": "{{secrets/aws/secret}}" } }`,
    },
    {
      clean: `{ "definition": "{\\"spark_conf.a\\": {\\"type\\": \\"fixed\\", \\"value\\": \\"{{secrets/a/b}}\\"}, \\"spark_conf.b\\": {\\"type\\": \\"fixed\\", \\"value\\": \\"{{secrets/a/c}}\\"}}" }`,
    },
  ],
});
