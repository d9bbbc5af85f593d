import { kindOfS3Action } from '../../access/aws/s3-actions.ts';
import type { PolicyStatement } from '../../readers/aws-statement.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleTrust } from './example-policy.ts';

export const excessiveAccess = defineRule({
  id: 'aws/excessive-access',
  appliesTo: 'aws/policy',
  severity: 'warning',
  fixable: false,
  summary: 'All actions of S3, or actions on data with all buckets.',
  why: `\`s3:*\` lets its holder change the policy of the bucket, open it to everybody and delete it; reading and writing data takes four or five actions. With \`"Resource": "*"\` they hold for every bucket of the account, those of other teams included. Statements with a condition and those that deny are not looked at.`,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.databricks.com/archive/credential-passthrough/iam-federation.html',
  ],
  *check({ of: holder, statements }) {
    for (const statement of holder === 'identity' ? statements : []) {
      const { effect, action, resource, conditionEntry, isOpen } = statement;
      if (effect !== 'allow' || !action || action.negated || conditionEntry || isOpen) {
        continue;
      }
      const all = action.texts.find(({ value, known }) => known && value.toLowerCase() === 's3:*');
      const everything = resource?.negated
        ? undefined
        : resource?.texts.find(({ value }) => value === '*' || /^arn:[\w-]+:s3:::\*(?:\/\*)?$/.test(value));
      if (all) {
        yield {
          at: spanOfText(all.scalar),
          message: everything
            ? message(
                'All actions of S3 on all buckets: the holder can also delete buckets and open them to everybody. Name the actions and the buckets.',
              )
            : message(
                'All actions of S3: the holder can also delete the bucket, change its policy and open it to everybody. Name the actions that are needed.',
              ),
        };
      } else if (everything && isForDataOnly(statement)) {
        yield {
          at: spanOfText(everything.scalar),
          message: message('These actions hold for the objects of every bucket of the account. Name the buckets.'),
        };
      }
    }
  },
  examples: [
    {
      flagged: exampleTrust(`      "Action": ["s3:*"],
                  ^^^^
      "Resource": ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]`),
    },
    {
      flagged: exampleTrust(`      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "*"
                   ^`),
    },
    {
      clean: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:ListAllMyBuckets", "s3:GetBucketLocation"], "Resource": "*" },
    { "Effect": "Deny", "Action": "s3:*", "Resource": "*" }
  ]
}`,
    },
  ],
});

/** Actions on objects, and nothing but S3 beside them. */
function isForDataOnly({ action }: PolicyStatement): boolean {
  const texts = action?.texts ?? [];
  return (
    texts.some(({ value, known }) => known && kindOfS3Action(value) === 'object') &&
    texts.every(({ value }) => /^s3:/i.test(value))
  );
}
