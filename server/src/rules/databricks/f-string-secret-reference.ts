import type { Change } from '../../syntax/change.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const fStringSecretReference = defineRule({
  id: 'databricks/f-string-secret-reference',
  appliesTo: 'databricks/setting',
  severity: 'error',
  fixable: true,
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
    for (const { span, flaws } of references) {
      const written = value.slice(span.start, span.end);
      if (flaws.includes('unbalanced') && /^\{(?!\{)/.test(written) && /[^}]\}$/.test(written)) {
        const changes: readonly Change[] = [
          { verb: 'replaceText', scalar, span: { start: span.start, end: span.start }, text: '{' },
          { verb: 'replaceText', scalar, span: { start: span.end, end: span.end }, text: '}' },
        ];
        yield {
          at: spanIn(scalar, span.start, span.end),
          message: message(
            'In a format string two braces stand for one: of this comes {0}, which is no reference. Write four braces for two.',
            written,
          ),
          fixes: () => [{ title: message('Double the braces'), safe: true, changes }],
        };
      }
    }
  },
  examples: [],
});
