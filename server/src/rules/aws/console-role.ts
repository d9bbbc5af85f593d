import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { audiencesOf, isDatabricks } from './saml-statement.ts';

const RESERVED = /^AWSReservedSSO_|\/AWSReservedSSO_[^/]*$/;

export const consoleRole = defineRule({
  id: 'aws/console-role',
  appliesTo: 'aws/role',
  severity: 'warning',
  fixable: false,
  summary: 'A role of the single sign-on of AWS that is federated with Databricks.',
  why: `Roles named \`AWSReservedSSO_…\` belong to IAM Identity Center: they cannot be assumed with \`sts:AssumeRoleWithSAML\` from elsewhere, and their trust policies cannot be changed. They are for people at the console and have more rights than a cluster needs. Make a role of its own for the data.`,
  sources: [
    'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html',
    'https://docs.databricks.com/archive/credential-passthrough/iam-federation.html',
  ],
  *check({ name, arn, trust }) {
    const reserved = [name, arn].find((text) => text?.known && RESERVED.test(text.value));
    if (reserved && trust && audiencesOf(trust).some(({ value }) => isDatabricks(value))) {
      yield {
        at: spanOfText(reserved.scalar),
        message: message(
          'This role belongs to IAM Identity Center and is for people at the console. It cannot be federated with Databricks: make a role of its own for the data.',
        ),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "RoleName": "AWSReservedSSO_DataEngineer_1a2b3c4d5e6f7a8b",
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/okta" },
      "Action": "sts:AssumeRoleWithSAML",
      "Condition": { "StringEquals": { "SAML:aud": "https://acme.cloud.databricks.com/saml/consume" } }
    }
  }
}`,
    },
    {
      clean: `{
  "RoleName": "AWSReservedSSO_Admin_1a2b3c4d5e6f7a8b",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/AWSSSO_1a2b3c4d5e6f7a8b_DO_NOT_DELETE" },
      "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
      "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }
    }
  }
}`,
    },
  ],
});
