import type { PolicyStatement, StatementPrincipals } from '../../readers/aws-statement.ts';
import { spanOf, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type Fix, type RuleFinding } from '../rule.ts';
import { ACTION, AUDIENCE, exampleTrust } from './example-policy.ts';
import { areSamlProviders, isAccompanying, isSamlProvider, SAML_ACTION } from './saml-statement.ts';

export const federatedPrincipal = defineRule({
  id: 'aws/federated-principal',
  appliesTo: 'aws/trust-policy',
  severity: 'error',
  fixable: true,
  summary: 'A SAML provider that does not stand under Federated, or a SAML sign-in without one.',
  why: `A role that is assumed with \`sts:AssumeRoleWithSAML\` has to name, under \`Federated\`, the ARN of the identity provider in IAM that vouches for the user. Under \`AWS\` or \`Service\` the ARN is refused, and another principal can never make the call: the sign-in ends with AccessDenied.`,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-saml',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  *check({ statements }) {
    for (const statement of statements) {
      if (statement.effect !== 'allow' || statement.isPrincipalNegated) {
        continue;
      }
      const misplaced = statement.principals.flatMap((one) => findMisplaced(statement, one));
      yield* misplaced.length > 0 ? misplaced : findMissing(statement);
    }
  },
  examples: [
    {
      flagged: exampleTrust(`      "Principal": { "AWS": "arn:aws:iam::111122223333:saml-provider/okta" },
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
${ACTION}
${AUDIENCE}`),
      fixed: exampleTrust(`      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/okta" },
${ACTION}
${AUDIENCE}`),
    },
    {
      flagged: exampleTrust(`      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      ^^^^^^^^^^^
${ACTION}
${AUDIENCE}`),
    },
    {
      language: 'terraform',
      flagged: `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithSAML"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:saml-provider/okta"]
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }
    condition {
      test     = "StringEquals"
      variable = "SAML:aud"
      values   = ["https://acme.cloud.databricks.com/saml/consume"]
    }
  }
}
`,
    },
    {
      language: 'terraform',
      clean: `resource "aws_iam_role" "data" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithSAML"
      Principal = { Federated = aws_iam_saml_provider.okta.arn }
      Condition = { StringEquals = { "SAML:aud" = var.databricks_saml_url } }
    }]
  })
}
`,
    },
  ],
});

function findMisplaced({ principals }: PolicyStatement, one: StatementPrincipals): readonly RuleFinding[] {
  if (one.kind !== 'AWS' && one.kind !== 'Service') {
    return [];
  }
  const isAlone =
    one.texts.length === 1 && one.others.length === 0 && !principals.some(({ kind }) => kind === 'Federated');
  return one.texts
    .filter(({ known, value }) => known && isSamlProvider(value))
    .map((text) => ({
      at: spanOfText(text.scalar),
      message: message(
        'This is an identity provider, which AWS takes under "Federated" only. Under "{0}" the policy is refused.',
        one.kind,
      ),
      fixes: () => (isAlone ? [moveToFederated(one)] : []),
    }));
}

function moveToFederated({ key, kindNode }: StatementPrincipals): Fix {
  return {
    title: message('Move it to Federated'),
    safe: false,
    changes: key
      ? [{ verb: 'renameKey', map: key.map, index: key.index, key: 'Federated' }]
      : [
          {
            verb: 'replaceText',
            scalar: kindNode,
            span: { start: 0, end: kindNode.node.text.length },
            text: 'Federated',
          },
        ],
  };
}

/** A statement for SAML alone that names principals, all of them known, and no provider among them. */
function* findMissing({
  action,
  principals,
  principalEntry,
  hasAllPrincipals,
  isOpen,
}: PolicyStatement): Generator<RuleFinding> {
  const isForSaml =
    action?.complete === true &&
    !action.negated &&
    action.texts.some(({ value }) => value.toLowerCase() === SAML_ACTION.toLowerCase()) &&
    action.texts.every(({ value }) => value.toLowerCase() === SAML_ACTION.toLowerCase() || isAccompanying(value));
  const isKnown = hasAllPrincipals && !isOpen && principals.length > 0 && principals.every(({ complete }) => complete);
  const mayBeProvider = principals.some(
    (one) =>
      areSamlProviders(one) ||
      one.texts.some(({ value }) => value === '*' || /[<>{}]/.test(value) || isSamlProvider(value)),
  );
  if (!isForSaml || !isKnown || mayBeProvider || !principalEntry) {
    return;
  }
  yield {
    at: spanOf(principalEntry.key),
    message: message(
      'No SAML provider stands here, so nobody can call sts:AssumeRoleWithSAML. Write "Federated" with the ARN of the provider, "arn:aws:iam::<account>:saml-provider/<name>".',
    ),
  };
}
