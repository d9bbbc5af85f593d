import type { StatementTest } from '../../readers/aws-statement.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type Fix } from '../rule.ts';
import { ACTION, exampleTrust, PROVIDER } from './example-policy.ts';
import { AUDIENCE_KEY, isConsole, isSamlStatement, testsOf } from './saml-statement.ts';

export const audienceOperator = defineRule({
  id: 'aws/audience-operator',
  appliesTo: 'aws/trust-policy',
  severity: 'warning',
  fixable: true,
  summary: 'A test of `SAML:aud` that lets more through than the one address.',
  why: `\`SAML:aud\` has one value. \`…IfExists\` and \`ForAllValues:\` hold where it is missing, a wildcard lets the addresses of others through, and a negated test lets everything through but one. Regional addresses of the AWS console are the exception: AWS itself writes them with a wildcard.`,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  ],
  *check({ statements }) {
    for (const statement of statements.filter(isSamlStatement)) {
      for (const test of testsOf(statement, AUDIENCE_KEY)) {
        const { operator, texts } = test;
        const name = operator.known ? operator.value : '';
        const isLoose = /^For(?:All|Any)|IfExists$|^StringNot/i.test(name);
        const wildcard = /^StringLike$/i.test(name)
          ? texts.find(({ value, known }) => known && /[*?]/.test(value) && !isConsole(value))
          : undefined;
        if (isLoose) {
          yield {
            at: spanOfText(operator.scalar),
            message: message(
              '"{0}" lets more through than one address: SAML:aud has one value. Write "StringEquals".',
              name,
            ),
            fixes: () => writeEquals(statement.tests, test),
          };
        } else if (wildcard) {
          yield {
            at: spanOfText(wildcard.scalar),
            message: message(
              'A wildcard in SAML:aud lets assertions for other applications through. Write the whole address and "StringEquals".',
            ),
          };
        }
      }
    }
  },
  examples: [
    {
      flagged: exampleTrust(`${PROVIDER}
${ACTION}
      "Condition": { "StringEqualsIfExists": { "SAML:aud": "https://acme.cloud.databricks.com/saml/consume" } }
                      ^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleTrust(`${PROVIDER}
${ACTION}
      "Condition": { "StringEquals": { "SAML:aud": "https://acme.cloud.databricks.com/saml/consume" } }`),
    },
    {
      flagged: exampleTrust(`${PROVIDER}
${ACTION}
      "Condition": { "StringLike": { "SAML:aud": "https://*.cloud.databricks.com/saml/consume" } }
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
    },
    {
      clean: exampleTrust(`${PROVIDER}
${ACTION}
      "Condition": { "StringLike": { "SAML:aud": "https://*.signin.aws.amazon.com/saml" } }`),
    },
  ],
});

/** Only where no other test stands below the operator, and the right one is not there yet. */
function writeEquals(
  tests: readonly StatementTest[],
  { operator, operatorKey, others }: StatementTest,
): readonly Fix[] {
  const isShared = tests.filter((one) => one.operator.scalar.start === operator.scalar.start).length > 1;
  const isThere = operatorKey && tests.some((one) => one.operator.value === 'StringEquals');
  if (isShared || isThere || others.length > 0 || /Not/.test(operator.value)) {
    return [];
  }
  return [
    {
      title: message('Write {0}', 'StringEquals'),
      safe: false,
      changes: operatorKey
        ? [{ verb: 'renameKey', map: operatorKey.map, index: operatorKey.index, key: 'StringEquals' }]
        : [
            {
              verb: 'replaceText',
              scalar: operator.scalar,
              span: { start: 0, end: operator.value.length },
              text: 'StringEquals',
            },
          ],
    },
  ];
}
