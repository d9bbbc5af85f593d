import type { PolicyStatement } from '../../readers/aws-statement.ts';
import { spanOf, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { ACTION, AUDIENCE, exampleTrust, PROVIDER } from './example-policy.ts';

export const trustElement = defineRule({
  id: 'aws/trust-element',
  appliesTo: 'aws/trust-policy',
  severity: 'error',
  fixable: true,
  summary: 'What a trust policy cannot have: Resource, NotPrincipal, `*` for Principal, a wildcard in a principal.',
  why: `A trust policy stands at the role that it is about, so it has no \`Resource\`. Its principals are named: \`NotPrincipal\` and a bare \`"*"\` are refused, and so is an ARN with a wildcard in it; to let in several roles, name the account and test \`aws:PrincipalArn\` in a condition.`,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  ],
  *check({ statements }) {
    for (const statement of statements) {
      yield* findResource(statement);
      yield* findPrincipals(statement);
    }
  },
  examples: [
    {
      flagged: exampleTrust(`${PROVIDER}
${ACTION}
      "Resource": "*",
      ^^^^^^^^^^
${AUDIENCE}`),
      fixed: exampleTrust(`${PROVIDER}
${ACTION}
${AUDIENCE}`),
    },
    {
      flagged: exampleTrust(`      "Principal": { "AWS": "arn:aws:iam::111122223333:role/team-*" },
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      "Action": "sts:AssumeRole"`),
    },
    {
      flagged: exampleTrust(`      "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:root" },
      ^^^^^^^^^^^^^^
      "Action": "sts:AssumeRole"`),
    },
    {
      language: 'yaml',
      clean: `AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Principal:
        AWS: "*"
      Action: sts:AssumeRole
      Condition:
        StringEquals:
          aws:PrincipalOrgID: o-a1b2c3d4e5
`,
    },
  ],
});

function* findResource({ resource, map }: PolicyStatement): Generator<RuleFinding> {
  if (!resource) {
    return;
  }
  const { key, index } = resource.entry;
  yield {
    at: spanOf(key),
    message: message(
      'A trust policy has no "{0}": it stands at the role that it is about. AWS refuses the policy.',
      key.node.text,
    ),
    fixes: () => [
      {
        title: message('Remove {0}', key.node.text),
        safe: false,
        changes: [{ verb: 'remove', from: map, indexes: [index] }],
      },
    ],
  };
}

function* findPrincipals({ principals, principalEntry, isPrincipalNegated }: PolicyStatement): Generator<RuleFinding> {
  if (isPrincipalNegated && principalEntry) {
    yield {
      at: spanOf(principalEntry.key),
      message: message(
        'A trust policy takes no "{0}". AWS refuses the policy. Name who may assume the role.',
        principalEntry.key.node.text,
      ),
    };
    return;
  }
  for (const { kind, kindNode, texts } of principals) {
    if (kind === '*') {
      yield {
        at: spanOfText(kindNode),
        message: message(
          'A trust policy takes no "*" for everybody. AWS refuses the policy. Name who may assume the role.',
        ),
      };
      continue;
    }
    const wild = kind === 'AWS' || kind === 'Federated' ? texts : [];
    for (const { value, known, scalar } of wild) {
      if (known && value.startsWith('arn:') && value.includes('*')) {
        yield {
          at: spanOfText(scalar),
          message: message(
            'A wildcard in a principal matches nobody, and AWS refuses the policy. Name the account, and test aws:PrincipalArn in a condition.',
          ),
        };
      }
    }
  }
}
