import { spanIn, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { addText } from './add-text.ts';
import { exampleTrust } from './example-policy.ts';
import { kindOfText, mismatch } from './s3-resource.ts';

export const bucketArn = defineRule({
  id: 'aws/bucket-arn',
  appliesTo: 'aws/policy',
  severity: 'error',
  fixable: true,
  summary: 'An action on buckets with the ARNs of objects only.',
  why: `\`s3:ListBucket\`, \`s3:GetBucketLocation\` and others are about the bucket, \`arn:aws:s3:::bucket\`. With \`arn:aws:s3:::bucket/*\` the statement says nothing about them: listing fails with AccessDenied, and reading a key that is not there gives 403 and not 404.`,
  sources: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html',
  ],
  *check({ statements }) {
    for (const statement of statements) {
      const found = mismatch(statement, 'bucket');
      const [action] = found?.actions ?? [];
      const object = found?.resource.texts.find((text) => kindOfText(text) === 'object');
      if (!found || !action || !object) {
        continue;
      }
      const slash = object.value.indexOf('/', object.value.lastIndexOf('}', object.value.length - 3) + 1);
      const bucket = object.value.slice(0, slash);
      yield {
        at: found.areAll && slash > 0 ? spanIn(object.scalar, slash, object.value.length) : spanOfText(action.scalar),
        message: message(
          '"{0}" is about the bucket, and only objects stand here. It gives nothing. Write "{1}".',
          action.value,
          bucket,
        ),
        fixes: () =>
          found.areAll
            ? [
                {
                  title: message('Name the bucket'),
                  safe: false,
                  changes: [
                    {
                      verb: 'replaceText',
                      scalar: object.scalar,
                      span: { start: slash, end: object.value.length },
                      text: '',
                    },
                  ],
                },
              ]
            : object.known
              ? addText(found.resource, bucket)
              : [],
      };
    }
  },
  examples: [
    {
      flagged: exampleTrust(`      "Action": ["s3:ListBucket"],
      "Resource": ["arn:aws:s3:::lake/*"]
                                     ^^`),
      fixed: exampleTrust(`      "Action": ["s3:ListBucket"],
      "Resource": ["arn:aws:s3:::lake"]`),
    },
    {
      flagged: exampleTrust(`      "Action": ["s3:ListBucket", "s3:GetObject"],
                  ^^^^^^^^^^^^^
      "Resource": "arn:aws:s3:::lake/*"`),
      fixed: exampleTrust(`      "Action": ["s3:ListBucket", "s3:GetObject"],
      "Resource": [
        "arn:aws:s3:::lake/*",
        "arn:aws:s3:::lake"
      ]`),
    },
    {
      language: 'terraform',
      flagged: `data "aws_iam_policy_document" "lake" {
  statement {
    actions   = ["s3:ListBucket", "s3:GetObject"]
                  ^^^^^^^^^^^^^
    resources = ["\${aws_s3_bucket.lake.arn}/*"]
  }
}
`,
    },
    {
      clean: exampleTrust(`      "Action": ["s3:ListBucket", "s3:GetObject"],
      "Resource": ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]`),
    },
    {
      clean: exampleTrust(`      "Action": ["s3:ListBucket", "s3:GetObject"],
      "Resource": ["arn:aws:s3:::lake*", "\${lake}"]`),
    },
  ],
});
