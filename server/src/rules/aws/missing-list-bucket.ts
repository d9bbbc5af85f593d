import { entryNamed, type PolicyStatement } from '../../readers/aws-statement.ts';
import { map } from '../../syntax/change.ts';
import { isList, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleTrust } from './example-policy.ts';
import { bucketOf, kindsOf } from './s3-resource.ts';
import { namesAction } from './saml-statement.ts';

/** What the policy of a role for data allows on objects. */
const DATA_ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:PutObjectAcl'];
const LIST = 's3:ListBucket';

export const missingListBucket = defineRule({
  id: 'aws/missing-list-bucket',
  appliesTo: 'aws/policy',
  severity: 'warning',
  fixable: true,
  summary: 'A policy for reading and writing data that does not allow `s3:ListBucket`.',
  why: `Spark lists folders before it reads and after it writes. Without \`s3:ListBucket\` on the bucket that fails with AccessDenied, and reading a key that is not there gives 403 and not 404. Policies are looked at that allow just what Databricks documents for a role for data: reading, writing and deleting objects, and their ACLs.`,
  sources: ['https://docs.databricks.com/archive/credential-passthrough/iam-federation.html'],
  *check({ of: holder, whole, statements, hasAllStatements }) {
    const data = statements.find(isForData);
    const mayList = statements.some((one) => one.isOpen || namesAction(one.action, LIST) !== 'no');
    if (holder !== 'identity' || !hasAllStatements || mayList || !data?.action) {
      return;
    }
    const [resource] = data.resource?.texts ?? [];
    const bucket = resource && bucketOf(resource);
    const items = entryNamed(whole, 'Statement')?.value;
    yield {
      at: spanOf(data.action.entry.key),
      message: message(
        'Objects can be read and written here, but the bucket cannot be listed: s3:ListBucket is missing. Spark cannot do without it.',
      ),
      fixes: () =>
        bucket === undefined || !isList(items)
          ? []
          : [
              {
                title: message('Allow {0}', LIST),
                safe: false,
                changes: [
                  {
                    verb: 'insertItems',
                    into: items,
                    at: 0,
                    items: [
                      map([
                        ['Effect', 'Allow'],
                        ['Action', LIST],
                        ['Resource', resource?.value.slice(0, resource.value.indexOf('/')) ?? ''],
                      ]),
                    ],
                  },
                ],
              },
            ],
    };
  },
  examples: [
    {
      flagged: exampleTrust(`      "Action": ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:PutObjectAcl"],
      ^^^^^^^^
      "Resource": ["arn:aws:s3:::lake/*"]`),
    },
    {
      clean: exampleTrust(`      "Action": ["s3:PutObject", "s3:GetObject"],
      "Resource": ["arn:aws:s3:::lake/*"]`),
    },
  ],
});

function isForData({ effect, action, resource }: PolicyStatement): boolean {
  return (
    effect === 'allow' &&
    action?.complete === true &&
    DATA_ACTIONS.every((one) => namesAction(action, one) === 'yes') &&
    resource?.complete === true &&
    kindsOf(resource).every((kind) => kind === 'object')
  );
}
