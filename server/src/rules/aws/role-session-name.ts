import { isSessionName, SESSION_NAME_ATTRIBUTE } from '../../access/aws/role-attribute.ts';
import type { AwsOktaExpression } from '../../readers/aws-okta-expression.ts';
import { placeInExpression } from '../../readers/aws-okta-expression.ts';
import type { SamlAssertion } from '../../readers/aws-saml-document.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { exampleAssertion, ROLE } from './example-saml.ts';

export const roleSessionName = defineRule({
  id: 'aws/role-session-name',
  appliesTo: ['aws/saml-assertion', 'aws/okta-expression'],
  severity: 'error',
  fixable: false,
  summary: 'A name for the session that STS does not take.',
  why: `Beside the role, STS needs exactly one value of \`https://aws.amazon.com/SAML/Attributes/RoleSessionName\`: 2 to 64 letters, digits and \`_+=,.@-\`, no blanks. Without it the sign-in fails with \`InvalidIdentityToken\` ("RoleSessionName is required in AuthnResponse"). Databricks wants the name that the user signs in with, \`user.login\` in Okta; a display name has blanks.`,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml_role-session-attribute',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
  ],
  *check(model) {
    yield* model.kind === 'aws/saml-assertion' ? checkAssertion(model) : checkExpression(model);
  },
  examples: [
    {
      language: 'xml',
      flagged: exampleAssertion(`${ROLE}
    <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName">
      <saml:AttributeValue>Ada Lovelace</saml:AttributeValue>
                           ^^^^^^^^^^^^
    </saml:Attribute>`),
    },
    {
      language: 'xml',
      flagged: exampleAssertion(ROLE).replace('\n', `\n${'^'.repeat(15)}\n`),
    },
    {
      language: 'xml',
      flagged: exampleAssertion(`${ROLE}
    <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName">
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      <saml:AttributeValue>ada@contoso.com</saml:AttributeValue>
      <saml:AttributeValue>ada</saml:AttributeValue>
    </saml:Attribute>`),
    },
    {
      language: 'terraform',
      flagged: `resource "okta_app_saml" "databricks" {
  attribute_statements {
    name   = "https://aws.amazon.com/SAML/Attributes/RoleSessionName"
    values = ["user.displayName"]
               ^^^^^^^^^^^^^^^^
  }
}`,
    },
    {
      language: 'terraform',
      clean: `resource "okta_app_saml" "databricks" {
  attribute_statements {
    name   = "https://aws.amazon.com/SAML/Attributes/RoleSessionName"
    values = ["user.login"]
  }
}`,
    },
  ],
});

function* checkAssertion({ attributes, isForAws, isCut, span }: SamlAssertion): Generator<RuleFinding> {
  if (!isForAws || isCut) {
    return;
  }
  const named = attributes.filter(({ name }) => name.value === SESSION_NAME_ATTRIBUTE);
  const [first] = named;
  const values = named.flatMap((one) => one.values);
  const [only, second] = values;
  if (!first || !only) {
    yield {
      at: first?.name.span ?? span,
      message: message(
        'There is no RoleSessionName. STS refuses the assertion, and the sign-in fails with InvalidIdentityToken. Send the login of the user in {0}.',
        SESSION_NAME_ATTRIBUTE,
      ),
    };
  } else if (second) {
    yield {
      at: first.name.span,
      message: message('RoleSessionName has {0} values, and STS takes one only.', values.length),
    };
  } else if (!isSessionName(only.value)) {
    yield {
      at: only.span,
      message: message(
        '"{0}" is no name for a session: STS takes 2 to 64 letters, digits and _+=,.@- without blanks, and refuses the assertion. Send the login of the user.',
        only.value,
      ),
    };
  }
}

/** Names of people, which have blanks. */
const DISPLAY_NAMES = /^(?:displayName|honorificPrefix|title|streetAddress)$/;

function* checkExpression(model: AwsOktaExpression): Generator<RuleFinding> {
  const { expression, attribute, problems } = model;
  if (attribute !== SESSION_NAME_ATTRIBUTE || problems.length > 0) {
    return;
  }
  const at = placeInExpression(model, expression.span);
  if (expression.kind === 'text' && expression.known && !isSessionName(expression.value)) {
    yield {
      at,
      message: message(
        '"{0}" is no name for a session: STS takes 2 to 64 letters, digits and _+=,.@-.',
        expression.value,
      ),
    };
  } else if (expression.kind === 'member' && DISPLAY_NAMES.test(expression.name)) {
    yield {
      at,
      severity: 'warning',
      message: message(
        'This mostly has blanks, and STS takes none in the name of a session. Databricks wants the login of the user: user.login.',
      ),
    };
  }
}
