import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { addText } from './add-text.ts';
import { exampleTrust } from './example-policy.ts';
import { kindOfText, mismatch } from './s3-resource.ts';

export const objectArn = defineRule({
  id: 'aws/object-arn',
  appliesTo: 'aws/policy',
  severity: 'error',
  fixable: true,
  summary: 'An action on objects with the ARNs of buckets only.',
  why: `\`s3:GetObject\`, \`s3:PutObject\` and others are about objects, \`arn:aws:s3:::bucket/*\`. With \`arn:aws:s3:::bucket\` the statement says nothing about them, and reading and writing fail with AccessDenied.`,
  sources: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html',
  ],
  *check({ statements }) {
    for (const statement of statements) {
      const found = mismatch(statement, 'object');
      const [action] = found?.actions ?? [];
      if (!found || !action) {
        continue;
      }
      const { resource, areAll } = found;
      const bucket = resource.texts.find((text) => kindOfText(text) === 'bucket');
      yield {
        at: areAll && bucket ? spanOfText(bucket.scalar) : spanOfText(action.scalar),
        message: message(
          '"{0}" is about objects, and only a bucket stands here. It gives nothing. Write "{1}".',
          action.value,
          `${bucket?.value ?? '…'}/*`,
        ),
        fixes: () =>
          areAll && bucket
            ? [
                {
                  title: message('Name its objects'),
                  safe: false,
                  changes: [
                    {
                      verb: 'replaceText',
                      scalar: bucket.scalar,
                      span: { start: bucket.value.length, end: bucket.value.length },
                      text: '/*',
                    },
                  ],
                },
              ]
            : bucket
              ? addText(resource, `${bucket.value}/*`)
              : [],
      };
    }
  },
  examples: [
    {
      flagged: exampleTrust(`      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": ["arn:aws:s3:::lake"]
                    ^^^^^^^^^^^^^^^^^`),
      fixed: exampleTrust(`      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": ["arn:aws:s3:::lake/*"]`),
    },
    {
      flagged: exampleTrust(`      "Action": ["s3:ListBucket", "s3:GetObject"],
                                   ^^^^^^^^^^^^
      "Resource": ["arn:aws:s3:::lake"]`),
      fixed: exampleTrust(`      "Action": ["s3:ListBucket", "s3:GetObject"],
      "Resource": ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]`),
    },
    {
      language: 'terraform',
      flagged: `data "aws_iam_policy_document" "lake" {
  statement {
    actions   = ["s3:GetObject"]
                  ^^^^^^^^^^^^
    resources = [aws_s3_bucket.lake.arn]
  }
}
`,
    },
    {
      language: 'yaml',
      clean: `PolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Action: s3:GetObject
      Resource: !GetAtt Lake.Arn
`,
    },
  ],
});
