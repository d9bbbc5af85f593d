import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { AUDIENCE, exampleTrust, PROVIDER } from './example-policy.ts';
import { areSamlProviders, isAccompanying, namesAction, SAML_ACTION } from './saml-statement.ts';

/** The actions by which roles are assumed otherwise. */
const OTHERS = new Set(['sts:assumerole', 'sts:assumerolewithwebidentity']);

export const trustAction = defineRule({
  id: 'aws/trust-action',
  appliesTo: 'aws/trust-policy',
  severity: 'error',
  fixable: true,
  summary: 'A SAML provider that may do anything but `sts:AssumeRoleWithSAML`.',
  why: `Whoever comes from a SAML provider assumes the role by \`sts:AssumeRoleWithSAML\`. \`sts:AssumeRole\` is for roles and users of AWS, \`sts:AssumeRoleWithWebIdentity\` for providers of OpenID Connect. AWS refuses the call with AccessDenied, and Databricks shows AccessDenied in the header X-Databricks-PassThrough-Error.`,
  sources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html'],
  *check({ statements }) {
    for (const { effect, action, principals, hasAllPrincipals, isPrincipalNegated } of statements) {
      const isForProviders =
        hasAllPrincipals && !isPrincipalNegated && principals.length > 0 && principals.every(areSamlProviders);
      if (effect !== 'allow' || !isForProviders || !action?.complete || namesAction(action, SAML_ACTION) !== 'no') {
        continue;
      }
      const wrong = action.texts.filter(({ value }) => !isAccompanying(value));
      const [first] = wrong.filter(({ value }) => OTHERS.has(value.toLowerCase()));
      if (!first || action.negated) {
        continue;
      }
      const { scalar, value } = first;
      yield {
        at: spanOfText(scalar),
        message: message(
          'A SAML provider cannot make the call "{0}": users of it assume roles by "{1}".',
          value,
          SAML_ACTION,
        ),
        fixes: () => [
          {
            title: message('Write {0}', SAML_ACTION),
            safe: false,
            changes: [{ verb: 'replaceText', scalar, span: { start: 0, end: value.length }, text: SAML_ACTION }],
          },
        ],
      };
    }
  },
  examples: [
    {
      flagged: exampleTrust(`${PROVIDER}
      "Action": "sts:AssumeRole",
                 ^^^^^^^^^^^^^^
${AUDIENCE}`),
      fixed: exampleTrust(`${PROVIDER}
      "Action": "sts:AssumeRoleWithSAML",
${AUDIENCE}`),
    },
    {
      language: 'yaml',
      flagged: `AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Principal:
        Federated: !Sub arn:aws:iam::\${AWS::AccountId}:saml-provider/okta
      Action: sts:AssumeRoleWithWebIdentity
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      Condition:
        StringEquals:
          SAML:aud: https://acme.cloud.databricks.com/saml/consume
`,
    },
    {
      clean:
        exampleTrust(`      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity"`),
    },
    {
      clean: exampleTrust(`${PROVIDER}
      "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
${AUDIENCE}`),
    },
  ],
});
