import type { AwsActionFacts } from '../../access/aws/action-facts.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule } from '../rule.ts';
import { exampleTrust } from './example-policy.ts';

/** Calls of the API that are allowed by an action of another name. */
const CALLS: Readonly<Record<string, string>> = {
  's3:headobject': 's3:GetObject',
  's3:headbucket': 's3:ListBucket',
  's3:listobjects': 's3:ListBucket',
  's3:listobjectsv2': 's3:ListBucket',
  's3:listbuckets': 's3:ListAllMyBuckets',
  's3:listobjectversions': 's3:ListBucketVersions',
  's3:deleteobjects': 's3:DeleteObject',
  's3:copyobject': 's3:PutObject',
  's3:createmultipartupload': 's3:PutObject',
  's3:uploadpart': 's3:PutObject',
  's3:completemultipartupload': 's3:PutObject',
  's3:listparts': 's3:ListMultipartUploadParts',
  's3:listmultipartuploads': 's3:ListBucketMultipartUploads',
  's3:getbucketencryption': 's3:GetEncryptionConfiguration',
  's3:putbucketencryption': 's3:PutEncryptionConfiguration',
  's3:deletebucketencryption': 's3:PutEncryptionConfiguration',
  's3:getbucketlifecycle': 's3:GetLifecycleConfiguration',
  's3:getbucketlifecycleconfiguration': 's3:GetLifecycleConfiguration',
  's3:putbucketlifecycle': 's3:PutLifecycleConfiguration',
  's3:putbucketlifecycleconfiguration': 's3:PutLifecycleConfiguration',
  's3:deletebucketlifecycle': 's3:PutLifecycleConfiguration',
  's3:getbucketreplication': 's3:GetReplicationConfiguration',
  's3:putbucketreplication': 's3:PutReplicationConfiguration',
  's3:getpublicaccessblock': 's3:GetBucketPublicAccessBlock',
  's3:putpublicaccessblock': 's3:PutBucketPublicAccessBlock',
  's3:deletepublicaccessblock': 's3:PutBucketPublicAccessBlock',
  's3:getbucketaccelerateconfiguration': 's3:GetAccelerateConfiguration',
};

export const unknownAction = defineRule({
  id: 'aws/unknown-action',
  appliesTo: ['aws/trust-policy', 'aws/policy'],
  severity: 'warning',
  fixable: true,
  summary: 'An action of IAM, S3 or STS that AWS does not publish.',
  why: `AWS takes most actions that it does not know without a word, and the statement allows nothing by them; in a trust policy it refuses them. Often the name is that of a call of the API, which is allowed by an action of another name: \`HeadObject\` by \`s3:GetObject\`, \`ListObjectsV2\` by \`s3:ListBucket\`.

The list of actions in Grantscope has a date, and covers the services iam, s3 and sts.`,
  sources: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html',
  ],
  *check({ statements }, facts) {
    for (const { scalar, value, known } of statements.flatMap(({ action }) => action?.texts ?? [])) {
      const colon = value.indexOf(':');
      const service = value.slice(0, colon);
      if (!known || colon < 1 || !/^(?:iam|s3|sts)$/i.test(service)) {
        continue;
      }
      const { awsActions } = facts;
      if (awsActions.matches(value)) {
        continue;
      }
      const near = nearestAction(value, service, awsActions);
      yield {
        at: spanOfText(scalar),
        message: near
          ? message(
              '"{0}" is no action in the list of {1}, and allows nothing. Did you mean "{2}"?',
              value,
              awsActions.date,
              near,
            )
          : message('"{0}" is no action in the list of {1}, and allows nothing.', value, awsActions.date),
        unfinished: true,
        fixes: () =>
          near === undefined
            ? []
            : [
                {
                  title: message('Write {0}', near),
                  safe: false,
                  changes: [{ verb: 'replaceText', scalar, span: { start: 0, end: value.length }, text: near }],
                },
              ],
      };
    }
  },
  examples: [
    {
      flagged: exampleTrust(`      "Action": ["s3:ListBuckets", "s3:GetObjects", "s3:listbucket"],
                  ^^^^^^^^^^^^^^
                                    ^^^^^^^^^^^^^
      "Resource": ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]`),
      fixed: exampleTrust(`      "Action": ["s3:ListAllMyBuckets", "s3:GetObjects", "s3:listbucket"],
      "Resource": ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]`),
    },
    {
      language: 'terraform',
      flagged: `data "aws_iam_policy_document" "lake" {
  statement {
    actions   = ["s3:HeadObject"]
                  ^^^^^^^^^^^^^
    resources = ["arn:aws:s3:::lake/*"]
  }
}
`,
    },
    {
      clean: exampleTrust(`      "Action": ["s3:Get*", "iam:*Role", "ec2:Nothing", "s3:\${verb}Object"],
      "Resource": ["arn:aws:s3:::lake/*"]`),
    },
  ],
});

function nearestAction(value: string, service: string, actions: AwsActionFacts): string | undefined {
  const call = CALLS[value.toLowerCase()];
  if (call !== undefined || /[*?]/.test(value)) {
    return call;
  }
  const name = nearestName(value.slice(service.length + 1), actions.names(service));
  return name === undefined ? undefined : `${service.toLowerCase()}:${name}`;
}
