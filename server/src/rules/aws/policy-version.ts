import { CURRENT_VERSION } from '../../access/aws/policy.ts';
import type { Policy } from '../../readers/aws-policy.ts';
import { spanOf, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

const OLD_VERSION = '2008-10-17';
const VARIABLE = /\$\{(?:aws|saml|sts|s3|iam):[^{}]*\}/i;

export const policyVersion = defineRule({
  id: 'aws/policy-version',
  appliesTo: ['aws/trust-policy', 'aws/policy'],
  severity: 'warning',
  fixable: true,
  summary: 'A version of the policy language that does not exist, or an old one where it matters.',
  why: `There are two versions, \`2012-10-17\` and \`2008-10-17\`; with any other AWS refuses the policy. In the old one, which also holds where none is written, \`\${aws:username}\` is no variable but just that text. The version is no date of yours: leave it as it is.`,
  sources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html'],
  *check(policy) {
    const { version, versionEntry, whole, form } = policy;
    if (!versionEntry) {
      const [first] = whole.node.children;
      if (first && form === 'json' && usesVariables(policy)) {
        yield {
          at: {
            start: whole.start + (whole.node.starts[0] ?? 0),
            end: whole.start + (whole.node.starts[0] ?? 0) + first.key.width,
          },
          message: message(
            'Without "Version" this is a policy of {0}, in which variables are just text. Write "{1}".',
            OLD_VERSION,
            CURRENT_VERSION,
          ),
          fixes: () => [
            {
              title: message('Write the version'),
              safe: false,
              changes: [{ verb: 'insertEntries', into: whole, at: 0, entries: [['Version', CURRENT_VERSION]] }],
            },
          ],
        };
      }
      return;
    }
    const isOld = version?.value === OLD_VERSION;
    // YAML may read a bare date as one; CloudFormation takes it.
    if (!version?.known || version.value === CURRENT_VERSION || (isOld && !usesVariables(policy))) {
      return;
    }
    const { scalar, value } = version;
    yield {
      at: version.value === '' ? spanOf(scalar) : spanOfText(scalar),
      ...(isOld ? {} : { severity: 'error' }),
      message: isOld
        ? message('In policies of {0} variables are just text. Write "{1}".', OLD_VERSION, CURRENT_VERSION)
        : message(
            '"{0}" is no version of the policy language, and AWS refuses the policy. Write "{1}".',
            value,
            CURRENT_VERSION,
          ),
      unfinished: CURRENT_VERSION.startsWith(value),
      fixes: () => [
        {
          title: message('Write "{0}"', CURRENT_VERSION),
          safe: false,
          changes: [{ verb: 'replace', node: scalar, value: CURRENT_VERSION }],
        },
      ],
    };
  },
  examples: [
    {
      flagged: `{
  "Version": "2012-10-07",
              ^^^^^^^^^^
  "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::lake" }]
}`,
      fixed: `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::lake" }]
}`,
    },
    {
      flagged: `{
  "Version": "2008-10-17",
              ^^^^^^^^^^
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/\${aws:username}/*" }]
}`,
    },
    {
      flagged: `{
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/\${aws:username}/*" }]
  ^^^^^^^^^^^
}`,
      fixed: `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/\${aws:username}/*" }]
}`,
    },
    {
      clean: `{
  "Version": "2008-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::lake" }]
}`,
    },
  ],
});

function usesVariables({ statements }: Policy): boolean {
  return statements.some(({ resource, tests }) =>
    [...(resource?.texts ?? []), ...tests.flatMap(({ texts }) => texts)].some(
      ({ value, known }) => known && VARIABLE.test(value),
    ),
  );
}
