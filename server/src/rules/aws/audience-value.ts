import type { Text } from '../../readers/text.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { ACTION, exampleTrust, PROVIDER } from './example-policy.ts';
import { looksLikePlaceholder } from './placeholder-text.ts';
import { AUDIENCE_KEY, audiencesOf, isConsole, isDatabricks, isSamlStatement, testsOf } from './saml-statement.ts';

const WORKSPACE_HOSTS = ['.databricks.com', '.databricks.us', '.databricks.mil'];

export const audienceValue = defineRule({
  id: 'aws/audience-value',
  appliesTo: 'aws/trust-policy',
  severity: 'error',
  fixable: true,
  summary: 'A `SAML:aud` that is not the address at which a Databricks workspace takes assertions.',
  why: `The value is compared letter by letter with the Recipient of the assertion. For Databricks that is the SAML URL of the workspace: \`https\`, the workspace's host, \`/saml/consume\`, and nothing behind it. The address of the AWS console does not match an assertion for Databricks, and roles for the console have more rights than a cluster needs.

Roles for the AWS console alone are not looked at.`,
  sources: [
    'https://docs.databricks.com/archive/credential-passthrough/iam-federation.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml',
  ],
  *check(policy) {
    if (!audiencesOf(policy).some(({ value }) => isDatabricks(value))) {
      return;
    }
    for (const statement of policy.statements.filter(isSamlStatement)) {
      for (const { texts, operator } of testsOf(statement, AUDIENCE_KEY)) {
        // Patterns are for another rule.
        for (const text of /like/i.test(operator.value) ? [] : texts) {
          const flaw = findFlaw(text);
          if (flaw) {
            yield {
              at: spanOfText(text.scalar),
              message: flaw.message,
              fixes: () =>
                flaw.right === undefined
                  ? []
                  : [
                      {
                        title: message('Write {0}', flaw.right),
                        safe: false,
                        changes: [
                          {
                            verb: 'replaceText',
                            scalar: text.scalar,
                            span: { start: 0, end: text.value.length },
                            text: flaw.right,
                          },
                        ],
                      },
                    ],
            };
          }
        }
      }
    }
  },
  examples: [
    {
      flagged: exampleTrust(`${PROVIDER}
${ACTION}
      "Condition": { "StringEquals": { "SAML:aud": "https://acme.cloud.databricks.com/saml/consume/" } }
                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleTrust(`${PROVIDER}
${ACTION}
      "Condition": { "StringEquals": { "SAML:aud": "https://acme.cloud.databricks.com/saml/consume" } }`),
    },
    {
      language: 'terraform',
      flagged: `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithSAML"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_saml_provider.okta.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "SAML:aud"
      values   = ["http://acme.cloud.databricks.com/saml"]
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }
  }
}
`,
    },
    {
      flagged: exampleTrust(`${PROVIDER}
${ACTION}
      "Condition": {
        "StringEquals": { "SAML:aud": ["https://acme.cloud.databricks.com/saml/consume", "https://signin.aws.amazon.com/saml"] }
                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      }`),
    },
    {
      clean: exampleTrust(`${PROVIDER}
${ACTION}
      "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }`),
    },
    {
      clean: exampleTrust(`${PROVIDER}
${ACTION}
      "Condition": { "StringEquals": { "SAML:aud": "https://\${workspace}.cloud.databricks.com/saml" } }`),
    },
  ],
});

interface Flaw {
  readonly message: Message;
  readonly right: string | undefined;
}

function findFlaw({ value, known }: Text): Flaw | undefined {
  if (!known || isSignIn(value) || looksLikePlaceholder(value) || /\/\/accounts\./.test(value)) {
    return undefined;
  }
  if (isConsole(value)) {
    return {
      message: message(
        'This is the sign-in of the AWS console. An assertion for Databricks does not match it, and a role for the console should not be given to clusters.',
      ),
      right: undefined,
    };
  }
  const { scheme, host, rest } = splitAddress(value);
  const right = `https://${host.toLowerCase()}/saml/consume`;
  if (!isDatabricks(value) || !isSignIn(right)) {
    return undefined;
  }
  if (scheme !== 'https') {
    return {
      message: message('The SAML URL of a workspace begins with "https". As it stands, the sign-in is refused.'),
      right,
    };
  }
  return {
    message:
      rest === '/saml/consume/'
        ? message('The slash at the end is one too many: AWS compares the whole text, and the sign-in is refused.')
        : message(
            'A workspace takes assertions at "{0}". AWS compares the whole text, and the sign-in is refused.',
            right,
          ),
    right,
  };
}

function isSignIn(value: string): boolean {
  const { scheme, host, rest } = splitAddress(value);
  return (
    scheme === 'https' &&
    rest === '/saml/consume' &&
    /^[a-z0-9.-]+$/.test(host) &&
    WORKSPACE_HOSTS.some((end) => host.endsWith(end))
  );
}

/** What stands before `://`, what up to the next slash, and all behind. */
function splitAddress(value: string): { readonly scheme: string; readonly host: string; readonly rest: string } {
  const colon = value.indexOf('://');
  const from = colon + 3;
  const slash = value.indexOf('/', from);
  return colon < 0
    ? { scheme: '', host: '', rest: '' }
    : {
        scheme: value.slice(0, colon),
        host: value.slice(from, slash < 0 ? value.length : slash),
        rest: slash < 0 ? '' : value.slice(slash),
      };
}
