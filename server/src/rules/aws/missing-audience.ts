import { parseArn } from '../../access/aws/arn.ts';
import type { Policy } from '../../readers/aws-policy.ts';
import type { PolicyStatement } from '../../readers/aws-statement.ts';
import { map } from '../../syntax/change.ts';
import { isMap, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type Fix } from '../rule.ts';
import { ACTION, exampleTrust, PROVIDER } from './example-policy.ts';
import { AUDIENCE_KEY, audiencesOf, isSamlProvider, isSamlStatement, testsOf } from './saml-statement.ts';

/** Where the AWS console takes assertions, by partition. */
const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'https://signin.aws.amazon.com/saml',
  'aws-cn': 'https://signin.amazonaws.cn/saml',
  'aws-us-gov': 'https://signin.amazonaws-us-gov.com/saml',
};

export const missingAudience = defineRule({
  id: 'aws/missing-audience',
  appliesTo: 'aws/trust-policy',
  severity: 'error',
  fixable: true,
  summary: 'A trust policy for SAML without a condition on `SAML:aud`.',
  why: `Without the condition the role can be assumed with an assertion that the identity provider made for any other application, whoever runs it. AWS compares \`SAML:aud\` with the Recipient of the assertion: for Databricks that is the workspace's \`https://<workspace>.cloud.databricks.com/saml/consume\`, for the AWS console \`https://signin.aws.amazon.com/saml\`.

Where another attribute of the assertion is tested the finding is a warning.`,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml',
  ],
  *check(policy) {
    for (const statement of policy.statements) {
      const { hasAllTests, isOpen, tests, action, map: body } = statement;
      const isOurs = isSamlStatement(statement) && hasAllTests && !isOpen && action;
      if (!isOurs || tests.some(({ key }) => !key.known) || testsOf(statement, AUDIENCE_KEY).length > 0) {
        continue;
      }
      const testsOther = tests.some(({ key }) => /^saml:/i.test(key.value));
      yield {
        at: spanOf(action.entry.key),
        ...(testsOther ? { severity: 'warning' } : {}),
        message: message(
          'No condition on SAML:aud: an assertion that the provider made for any other application opens this role. Test SAML:aud for the address that takes the assertion.',
        ),
        unfinished: body.node.flawed,
        fixes: () => addAudience(policy, statement),
      };
    }
  },
  examples: [
    {
      flagged: exampleTrust(`${PROVIDER}
      "Action": "sts:AssumeRoleWithSAML"
      ^^^^^^^^`),
    },
    {
      flagged: exampleTrust(`${PROVIDER}
${ACTION}
      ^^^^^^^^
      "Condition": { "StringEquals": { "SAML:iss": "http://www.okta.com/exk1" } }`),
      fixed: exampleTrust(`${PROVIDER}
${ACTION}
      "Condition": { "StringEquals": { "SAML:iss": "http://www.okta.com/exk1", "SAML:aud": "https://signin.aws.amazon.com/saml" } }`),
    },
    {
      language: 'terraform',
      flagged: `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithSAML"]
    ^^^^^^^
    principals {
      type        = "Federated"
      identifiers = [aws_iam_saml_provider.okta.arn]
    }
  }
}
`,
    },
    {
      clean: exampleTrust(`${PROVIDER}
${ACTION}
      "Condition": { "StringLike": { "saml:AUD": "https://*.signin.aws.amazon.com/saml" } }`),
    },
  ],
});

function addAudience(policy: Policy, statement: PolicyStatement): readonly Fix[] {
  if (statement.form !== 'json') {
    return [];
  }
  const beside = audiencesOf(policy).find(({ known }) => known)?.value;
  const value = beside ?? CONSOLES[partitionOf(statement)];
  if (value === undefined) {
    return [];
  }
  const { conditionEntry, map: body } = statement;
  const condition = conditionEntry?.value;
  const title = message('Test SAML:aud for {0}', value);
  const fix = (into: typeof body, key: string, written: Parameters<typeof map>[0] | string): readonly Fix[] => [
    {
      title,
      safe: false,
      changes: [
        {
          verb: 'insertEntries',
          into,
          at: into.node.children.length,
          entries: [[key, typeof written === 'string' ? written : map(written)]],
        },
      ],
    },
  ];
  if (!conditionEntry) {
    return fix(body, 'Condition', [['StringEquals', map([['SAML:aud', value]])]]);
  }
  if (!isMap(condition)) {
    return [];
  }
  const equals = statement.tests.find(({ operator }) => operator.value === 'StringEquals')?.operatorKey;
  const child = equals && condition.node.children[equals.index];
  const start = condition.start + (condition.node.starts[equals?.index ?? 0] ?? 0) + (child?.valueStart ?? 0);
  return child?.value?.kind === 'map'
    ? fix({ node: child.value, start }, 'SAML:aud', value)
    : fix(condition, 'StringEquals', [['SAML:aud', value]]);
}

function partitionOf({ principals }: PolicyStatement): string {
  const provider = principals.flatMap(({ texts }) => texts).find(({ value }) => isSamlProvider(value));
  const partition = parseArn(provider?.value ?? '')?.partition;
  return partition !== undefined && partition in CONSOLES ? partition : 'aws';
}
