import { splitFields } from '../../access/aws/arn.ts';
import type { Policy } from '../../readers/aws-policy.ts';
import type { Text } from '../../readers/text.ts';
import { type Span, spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleTrust } from './example-policy.ts';
import { findPlaceholder } from './placeholder-text.ts';
import { AUDIENCE_KEY, testsOf } from './saml-statement.ts';

export const awsPlaceholder = defineRule({
  id: 'aws/placeholder',
  appliesTo: ['aws/trust-policy', 'aws/policy'],
  severity: 'error',
  fixable: false,
  summary: 'A placeholder that was left in a policy.',
  why: `Samples write \`<s3-bucket-name>\`, \`<accountID>\`, \`<IdP-name>\` or \`xxxxxx\` where names belong. AWS refuses such principals, and such resources match nothing. What a tool fills in, such as \`\${account_id}\`, is not meant. In policies that have to do neither with SAML nor with S3 the finding is a warning.`,
  sources: ['https://docs.databricks.com/archive/credential-passthrough/iam-federation.html'],
  *check(policy) {
    const isOurs = concernsPassthrough(policy);
    for (const text of textsOf(policy)) {
      const span = placeholderIn(text);
      if (span) {
        yield {
          at: spanIn(text.scalar, span.start, span.end),
          ...(isOurs ? {} : { severity: 'warning' }),
          message: message(
            '"{0}" is a placeholder. As it stands, it names nothing. Put the name in its place.',
            text.value.slice(span.start, span.end),
          ),
        };
      }
    }
  },
  examples: [
    {
      flagged: exampleTrust(`      "Action": ["s3:ListBucket"],
      "Resource": ["arn:aws:s3:::<s3-bucket-name>"]
                                 ^^^^^^^^^^^^^^^^`),
    },
    {
      flagged: exampleTrust(`      "Principal": { "Federated": "arn:aws:iam::<accountID>:saml-provider/<IdP-name>" },
                                                ^^^^^^^^^^^
      "Action": "sts:AssumeRoleWithSAML",
      "Condition": { "StringEquals": { "SAML:aud": "https://xxxxxx.cloud.databricks.com/saml/consume" } }
                                                            ^^^^^^`),
    },
    {
      clean: exampleTrust(`      "Action": ["s3:ListBucket"],
      "Resource": ["arn:aws:s3:::\${bucket}", "arn:aws:s3:::{{ bucket }}", "arn:aws:s3:::\${aws:username}"]`),
    },
  ],
});

function* textsOf({ statements }: Policy): Generator<Text> {
  for (const statement of statements) {
    for (const { texts } of statement.principals) {
      yield* texts;
    }
    yield* statement.resource?.texts ?? [];
    for (const { texts } of testsOf(statement, AUDIENCE_KEY)) {
      yield* texts;
    }
  }
}

function placeholderIn({ value, known }: Text): Span | undefined {
  if (!known) {
    return undefined;
  }
  const found = findPlaceholder(value);
  if (found) {
    return found;
  }
  const account = splitFields(value)?.[4] ?? '';
  if (!/^[A-Z][A-Z_-]{3,}$/.test(account)) {
    return undefined;
  }
  const start = value.indexOf(`:${account}:`) + 1;
  return { start, end: start + account.length };
}

function concernsPassthrough({ kind, statements }: Policy): boolean {
  return statements.some(({ action }) =>
    action?.texts.some(({ value }) => (kind === 'aws/policy' ? /^s3:/i : /WithSAML$/i).test(value)),
  );
}
