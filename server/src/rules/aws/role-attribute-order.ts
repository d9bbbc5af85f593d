import type { AwsRoleValue } from '../../readers/aws-role-value.ts';
import { message } from '../message.ts';
import { defineRule, type Fix } from '../rule.ts';
import { exampleAssertion, exampleRoles, mark } from './example-saml.ts';

export const roleAttributeOrder = defineRule({
  id: 'aws/role-attribute-order',
  appliesTo: 'aws/role-value',
  severity: 'error',
  fixable: true,
  summary: 'A value of the role attribute that names the provider before the role.',
  why: `Each value of \`https://aws.amazon.com/SAML/Attributes/Role\` is the ARN of a role, a comma, and the ARN of the SAML provider, in this order. The console of AWS takes both orders. Databricks takes the first for the role, calls STS with it, and the sign-in comes back with \`X-Databricks-PassThrough-Error: ValidationError\`: the order is its usual cause.`,
  sources: [
    'https://docs.databricks.com/archive/credential-passthrough/iam-federation.html#troubleshooting',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml_role-attribute',
  ],
  *check(model) {
    const { value, span } = model;
    if (value.pair?.order === 'provider-first') {
      yield {
        at: span,
        message: message(
          'The provider stands before the role. Databricks takes the first for the role, and the sign-in fails with ValidationError. Write the role first, then a comma, then the provider.',
        ),
        fixes: () => swap(model),
      };
    }
  },
  examples: [
    {
      language: 'okta-expression',
      flagged: `Arrays.flatten(isMemberOfGroupName("GroupA") ? "arn:aws:iam::111122223333:saml-provider/okta,arn:aws:iam::111122223333:role/role-a" : {})
${mark(48, 82)}`,
      fixed: `Arrays.flatten(isMemberOfGroupName("GroupA") ? "arn:aws:iam::111122223333:role/role-a,arn:aws:iam::111122223333:saml-provider/okta" : {})`,
    },
    {
      language: 'xml',
      flagged: exampleAssertion(
        exampleRoles(`arn:aws:iam::111122223333:saml-provider/okta,arn:aws:iam::111122223333:role/role-a</saml:AttributeValue>
${mark(27, 82)}
      <saml:AttributeValue>arn:aws:iam::111122223333:role/role-b,arn:aws:iam::111122223333:saml-provider/okta`),
      ),
    },
    {
      language: 'terraform',
      flagged: `resource "okta_app_saml" "databricks" {
  attribute_statements {
    name   = "https://aws.amazon.com/SAML/Attributes/Role"
    values = ["\\"arn:aws:iam::\${var.account}:saml-provider/okta,arn:aws:iam::\${var.account}:role/role-a\\""]
${mark(17, 86)}
  }
}`,
    },
    {
      language: 'xml',
      clean: exampleAssertion(
        exampleRoles('arn:aws:iam::111122223333:role/role-a,arn:aws:iam::111122223333:saml-provider/okta'),
      ),
    },
  ],
});

function swap({ value, scalar, from, text, known }: AwsRoleValue): readonly Fix[] {
  const { pair } = value;
  if (!pair || !scalar || !known || value.flaws.length > 0) {
    return [];
  }
  return [
    {
      title: message('Write the role first'),
      safe: true,
      changes: [
        {
          verb: 'replaceText',
          scalar,
          span: { start: from, end: from + text.length },
          text: `${pair.role},${pair.provider}`,
        },
      ],
    },
  ];
}
