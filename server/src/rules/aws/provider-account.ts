import { parseIamArn } from '../../access/aws/arn.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { isSamlProvider } from './saml-statement.ts';

export const providerAccount = defineRule({
  id: 'aws/provider-account',
  appliesTo: 'aws/role',
  severity: 'error',
  fixable: false,
  summary: 'A role whose SAML provider is in another account or partition.',
  why: `AWS looks the provider of an assertion up in the account of the role. A provider of another account never opens it: where roles of several accounts are federated, the sign-on application has to be registered as an identity provider in each of them.`,
  sources: [
    'https://docs.databricks.com/archive/credential-passthrough/iam-federation.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html',
  ],
  *check({ arn, trust, hasTrustInPlace }) {
    const role = arn?.known ? parseIamArn(arn.value) : undefined;
    if (!arn || !role || !/^\d{12}$/.test(role.account)) {
      return;
    }
    for (const { principals } of trust?.statements ?? []) {
      for (const { value, known, scalar } of principals.flatMap(({ texts }) => texts)) {
        const provider = known && isSamlProvider(value) ? parseIamArn(value) : undefined;
        const isElsewhere =
          provider &&
          /^\d{12}$/.test(provider.account) &&
          (provider.account !== role.account || provider.partition !== role.partition);
        if (isElsewhere) {
          yield {
            at: spanOfText(hasTrustInPlace ? scalar : arn.scalar),
            message: message(
              'The provider "{0}" is not in the account of the role, {1}. AWS looks for it there only, so nobody can assume the role with it.',
              value,
              `${role.partition} ${role.account}`,
            ),
          };
        }
      }
    }
  },
  examples: [
    {
      flagged: `{
  "Role": {
    "RoleName": "data",
    "Arn": "arn:aws:iam::111122223333:role/data",
    "MaxSessionDuration": 14400,
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Federated": "arn:aws:iam::444455556666:saml-provider/okta" },
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          "Action": "sts:AssumeRoleWithSAML",
          "Condition": { "StringEquals": { "SAML:aud": "https://acme.cloud.databricks.com/saml/consume" } }
        }
      ]
    }
  }
}`,
    },
    {
      flagged: `{
  "RoleName": "data",
  "Arn": "arn:aws:iam::111122223333:role/data",
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  "AssumeRolePolicyDocument": "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Federated%22%3A%22arn%3Aaws%3Aiam%3A%3A444455556666%3Asaml-provider%2Fokta%22%7D%2C%22Action%22%3A%22sts%3AAssumeRoleWithSAML%22%2C%22Condition%22%3A%7B%22StringEquals%22%3A%7B%22SAML%3Aaud%22%3A%22https%3A%2F%2Fsignin.aws.amazon.com%2Fsaml%22%7D%7D%7D%5D%7D"
}`,
    },
    {
      clean: `{
  "RoleName": "data",
  "Arn": "arn:aws:iam::111122223333:role/data",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/okta" },
      "Action": "sts:AssumeRoleWithSAML",
      "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }
    }
  }
}`,
    },
  ],
});
