import type { Policy } from '../../readers/aws-policy.ts';
import type { PolicyStatement } from '../../readers/aws-statement.ts';
import { entriesOf, type PlacedEntry, spanOf, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { findConditionFlaws } from './condition-flaws.ts';
import { exampleTrust } from './example-policy.ts';

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
const EFFECTS = ['Allow', 'Deny'];

export const policyElement = defineRule({
  id: 'aws/policy-element',
  appliesTo: ['aws/trust-policy', 'aws/policy'],
  severity: 'error',
  fixable: true,
  summary: 'An element, effect or operator that policies do not have; what stands there twice or is missing.',
  why: `AWS reads the names of elements and effects letter by letter and refuses the whole policy with MalformedPolicyDocument for one that it does not know, for a statement without an effect or an action, and for two statements with the same Sid.`,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  *check(policy) {
    const sids = new Set<string>();
    for (const statement of policy.statements) {
      yield* checkNames(statement);
      yield* checkEffect(statement);
      yield* findConditionFlaws(statement.tests);
      yield* findMissing(policy, statement);
      const { sid } = statement;
      if (sid?.known && sid.value !== '') {
        if (sids.has(sid.value)) {
          yield {
            at: spanOfText(sid.scalar),
            message: message(
              'Another statement of this policy has the Sid "{0}". AWS refuses the policy. Give each its own.',
              sid.value,
            ),
          };
        }
        sids.add(sid.value);
      }
    }
  },
  examples: [
    {
      flagged: exampleTrust(`      "Actions": ["s3:ListBucket"],
      ^^^^^^^^^
      "Resource": ["arn:aws:s3:::lake"]`),
      fixed: exampleTrust(`      "Action": ["s3:ListBucket"],
      "Resource": ["arn:aws:s3:::lake"]`),
    },
    {
      flagged: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "a", "Effect": "allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::lake" },
                             ^^^^^
    { "Sid": "a", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/*" }
              ^
  ]
}`,
    },
    {
      flagged: exampleTrust(`      "Action": ["s3:ListBucket"],
      "Resource": ["arn:aws:s3:::lake"],
      "Condition": { "StringEqual": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
                      ^^^^^^^^^^^`),
      fixed: exampleTrust(`      "Action": ["s3:ListBucket"],
      "Resource": ["arn:aws:s3:::lake"],
      "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }`),
    },
    {
      language: 'terraform',
      flagged: `data "aws_iam_policy_document" "lake" {
  statement {
    effect    = "allow"
                 ^^^^^
    actions   = ["s3:ListBucket"]
    resources = ["arn:aws:s3:::lake"]
  }
}
`,
      fixed: `data "aws_iam_policy_document" "lake" {
  statement {
    effect    = "Allow"
    actions   = ["s3:ListBucket"]
    resources = ["arn:aws:s3:::lake"]
  }
}
`,
    },
    {
      language: 'yaml',
      clean: `PolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: !Ref Effect
      Action: ["s3:ListBucket"]
      Resource: !Sub arn:aws:s3:::\${Lake}
      Condition: !If [Restricted, { StringEquals: { aws:PrincipalOrgID: !Ref Org } }, !Ref AWS::NoValue]
`,
    },
  ],
});

/** Names that are written in another case, or nearly. */
function* checkNames({ form, map }: PolicyStatement): Generator<RuleFinding> {
  if (form !== 'json') {
    return;
  }
  const seen = new Set<string>();
  for (const { key, index } of entriesOf(map)) {
    const { text } = key.node;
    const right = ELEMENTS.includes(text) ? undefined : meant(text);
    if (right !== undefined) {
      yield {
        at: spanOf(key),
        ...(text.toLowerCase() === right.toLowerCase() ? { severity: 'warning' } : {}),
        message: message('A statement has no element "{0}", and AWS refuses the policy. Write "{1}".', text, right),
        unfinished: true,
        fixes: () =>
          map.node.children.some((one) => one.key.text === right)
            ? []
            : [
                {
                  title: message('Write {0}', right),
                  safe: false,
                  changes: [{ verb: 'renameKey', map, index, key: right }],
                },
              ],
      };
    } else if (seen.has(text) && ELEMENTS.includes(text)) {
      yield {
        at: spanOf(key),
        message: message(
          'This statement has "{0}" already. AWS refuses the policy, and tools drop the first one without a word.',
          text,
        ),
      };
    }
    seen.add(text);
  }
}

function meant(text: string): string | undefined {
  return ELEMENTS.find((one) => one.toLowerCase() === text.toLowerCase()) ?? nearestName(text, ELEMENTS);
}

function* checkEffect({ effectText }: PolicyStatement): Generator<RuleFinding> {
  if (!effectText?.known || EFFECTS.includes(effectText.value)) {
    return;
  }
  const { scalar, value } = effectText;
  const right = EFFECTS.find((one) => one.toLowerCase() === value.toLowerCase()) ?? nearestName(value, EFFECTS);
  yield {
    at: spanOfText(scalar),
    message: message(
      '"{0}" is no effect: AWS takes "Allow" and "Deny", written just so, and refuses the policy.',
      value,
    ),
    unfinished: EFFECTS.some((one) => one.startsWith(value)),
    fixes: () =>
      right === undefined
        ? []
        : [
            {
              title: message('Write {0}', right),
              safe: false,
              changes: [{ verb: 'replaceText', scalar, span: { start: 0, end: value.length }, text: right }],
            },
          ],
  };
}

/** What no statement can do without. Misspelt names are said to be misspelt, and no more. */
function* findMissing(policy: Policy, statement: PolicyStatement): Generator<RuleFinding> {
  const { form, map, isOpen, effectEntry, action, resource, principalEntry } = statement;
  const [first] = entriesOf(map);
  const isMisspelt = [...entriesOf(map)].some(({ key }) => !ELEMENTS.includes(key.node.text));
  if (form !== 'json' || isOpen || !first || isMisspelt) {
    return;
  }
  if (!effectEntry) {
    yield missing(first, 'Effect');
  }
  if (!action) {
    yield missing(first, 'Action');
  }
  if (policy.kind === 'aws/trust-policy') {
    if (!principalEntry) {
      yield missing(first, 'Principal');
    }
  } else if (!resource && policy.of === 'identity') {
    yield missing(first, 'Resource');
  }
}

function missing({ key }: PlacedEntry, element: string): RuleFinding {
  return {
    at: spanOf(key),
    message: message('This statement has no "{0}". AWS refuses the policy.', element),
    unfinished: true,
  };
}
