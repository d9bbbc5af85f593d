import type { PolicyStatement } from '../../readers/aws-statement.ts';
import type { Text } from '../../readers/text.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { actionsOn, bucketOf, kindsOf } from './s3-resource.ts';

export const bucketMismatch = defineRule({
  id: 'aws/bucket-mismatch',
  appliesTo: 'aws/policy',
  severity: 'warning',
  fixable: true,
  summary: 'A policy that lists one bucket and reads the objects of another.',
  why: `The usual policy for data has two statements, one for the bucket and one for its objects. Where the two name different buckets, listing works on the one and reading on the other, and nothing works on either.`,
  sources: ['https://docs.databricks.com/archive/credential-passthrough/iam-federation.html'],
  *check({ of: holder, statements, hasAllStatements }) {
    const [first, second, ...more] = statements;
    if (holder !== 'identity' || !hasAllStatements || !first || !second || more.length > 0) {
      return;
    }
    const listed = onlyBucket(first, 'bucket') ?? onlyBucket(second, 'bucket');
    const read = onlyBucket(first, 'object') ?? onlyBucket(second, 'object');
    if (!listed || !read || listed.bucket === read.bucket) {
      return;
    }
    const { scalar, value } = read.text;
    const start = value.indexOf(read.bucket);
    const span = { start, end: start + read.bucket.length };
    yield {
      at: spanIn(scalar, span.start, span.end),
      message: message(
        'The other statement lists the bucket "{0}", and this one is about objects of "{1}". Is one of the two meant for both?',
        listed.bucket,
        read.bucket,
      ),
      fixes: () => [
        {
          title: message('Write {0}', listed.bucket),
          safe: false,
          changes: [{ verb: 'replaceText', scalar, span, text: listed.bucket }],
        },
      ],
    };
  },
  examples: [
    {
      flagged: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::lake" },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lakes/*" }
                                                                             ^^^^^
  ]
}`,
      fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::lake" },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/*" }
  ]
}`,
    },
    {
      clean: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": ["arn:aws:s3:::lake", "arn:aws:s3:::lakes"] },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lakes/*" }
  ]
}`,
    },
  ],
});

/** The one bucket that a statement is about, where it has only actions of one kind and only ARNs that fit. */
function onlyBucket(statement: PolicyStatement, kind: 'bucket' | 'object'): { text: Text; bucket: string } | undefined {
  const { action, resource, effect } = statement;
  const isPlain =
    effect === 'allow' &&
    action?.complete &&
    actionsOn(statement, kind).length === action.texts.length &&
    resource?.complete;
  const [text, ...more] = isPlain && kindsOf(resource).every((one) => one === kind) ? resource.texts : [];
  const bucket = text && more.length === 0 ? bucketOf(text) : undefined;
  return text && bucket !== undefined ? { text, bucket } : undefined;
}
