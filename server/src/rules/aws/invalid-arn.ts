import type { PolicyStatement } from '../../readers/aws-statement.ts';
import type { Text } from '../../readers/text.ts';
import { spanIn, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { type FoundFlaw, findArnFlaw } from './arn-flaw.ts';
import { ACTION, AUDIENCE, exampleTrust } from './example-policy.ts';
import { looksLikePlaceholder } from './placeholder-text.ts';

export const invalidArn = defineRule({
  id: 'aws/invalid-arn',
  appliesTo: ['aws/trust-policy', 'aws/policy'],
  severity: 'error',
  fixable: true,
  summary: 'An ARN that names nothing: `roles/`, a field too many or too few, an account without 12 digits.',
  why: `An ARN has six fields: \`arn:<partition>:<service>:<region>:<account>:<resource>\`. Those of IAM have no region, those of buckets and objects neither region nor account, and an account has 12 digits. A principal that is no ARN makes AWS refuse the policy with "Invalid principal in policy"; a resource that is none matches nothing.`,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  *check({ statements }) {
    for (const statement of statements) {
      yield* checkPrincipals(statement);
      for (const text of statement.resource?.texts ?? []) {
        yield* checkResource(text);
      }
    }
  },
  examples: [
    {
      flagged: exampleTrust(`      "Principal": { "Federated": "arn:aws:iam::11112222333:saml-provider/okta" },
                                                ^^^^^^^^^^^
${ACTION}
${AUDIENCE}`),
    },
    {
      flagged: exampleTrust(`      "Principal": { "AWS": "arn:aws:iam::111122223333:roles/etl" },
                                                       ^^^^^
      "Action": "sts:AssumeRole"`),
      fixed: exampleTrust(`      "Principal": { "AWS": "arn:aws:iam::111122223333:role/etl" },
      "Action": "sts:AssumeRole"`),
    },
    {
      flagged: exampleTrust(`      "Principal": { "AWS": "arn:aws:iam:111122223333:role/etl" },
                                        ^
      "Action": "sts:AssumeRole"`),
    },
    {
      flagged: exampleTrust(`      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:eu-west-1:111122223333:lake"
                              ^^^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleTrust(`      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::lake"`),
    },
    {
      flagged: exampleTrust(`      "Action": "s3:ListBucket",
      "Resource": "lake"
                   ^^^^`),
    },
    {
      clean: exampleTrust(`      "Action": ["s3:ListBucket", "ec2:StartInstances"],
      "Resource": ["arn:aws:s3:::lake", "arn:\${partition}:s3:::x", "arn:aws:ec2:*:*:instance/*"]`),
    },
  ],
});

function* checkPrincipals({ principals }: PolicyStatement): Generator<RuleFinding> {
  for (const { kind, texts } of principals) {
    for (const text of kind === 'AWS' || kind === 'Federated' ? texts : []) {
      const { value, known } = text;
      const isAccount =
        kind === 'AWS' && /^\d{2,}$/.test(value) && value.length !== 12 && text.scalar.node.type === 'string';
      if (known && isAccount) {
        yield report(text, {
          start: 0,
          end: value.length,
          message: message(
            'The id of an account has 12 digits; this one has {0}. AWS refuses the policy.',
            value.length,
          ),
        });
      } else if (known) {
        const flaw = findArnFlaw(value);
        if (flaw) {
          yield report(text, flaw);
        }
      }
    }
  }
}

function* checkResource(text: Text): Generator<RuleFinding> {
  const { value, known } = text;
  if (!known || looksLikePlaceholder(value)) {
    return;
  }
  if (!/^(?:arn:|[*?]|[$&]\{)/.test(value)) {
    yield {
      at: spanOfText(text.scalar),
      message: message('A resource is an ARN or "*". This is neither, and AWS refuses the policy.'),
      unfinished: 'arn:'.startsWith(value),
    };
    return;
  }
  const flaw = findArnFlaw(value);
  if (flaw) {
    yield report(text, flaw);
  }
}

function report({ scalar }: Text, { start, end, message: said, right }: FoundFlaw): RuleFinding {
  return {
    at: spanIn(scalar, start, end),
    message: said,
    fixes: () =>
      right === undefined
        ? []
        : [
            {
              title: right === '' || right === ':' ? message('Remove it') : message('Write "{0}"', right),
              safe: false,
              changes: [{ verb: 'replaceText', scalar, span: { start, end }, text: right }],
            },
          ],
  };
}
