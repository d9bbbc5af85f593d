import { LONGEST_SESSION, RECOMMENDED_SESSION } from '../../access/aws/session-duration.ts';
import type { AwsRole } from '../../readers/aws-role.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { audiencesOf, isDatabricks } from './saml-statement.ts';

/** The shortest that a role may have as its longest session, in seconds. */
const SHORTEST_MAXIMUM = 3600;

export const sessionDuration = defineRule({
  id: 'aws/session-duration',
  appliesTo: 'aws/role',
  severity: 'warning',
  fixable: true,
  summary: 'A longest session that AWS does not take, or one that is not of 4 to 8 hours at a role for Databricks.',
  why: `AWS takes 3,600 to 43,200 seconds, one to twelve hours. For roles that are federated with Databricks, four to eight hours are recommended: after that users have to sign in again, and a long query fails because its token has expired. Where nothing is said, a session ends after an hour.`,
  sources: [
    'https://docs.databricks.com/archive/credential-passthrough/iam-federation.html',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
  ],
  *check(role) {
    const { maxSessionDuration: text } = role;
    const seconds = text?.known && /^\d+$/.test(text.value) ? Number(text.value) : undefined;
    if (!text || seconds === undefined) {
      return;
    }
    const { shortest, longest } = RECOMMENDED_SESSION;
    if (seconds < SHORTEST_MAXIMUM || seconds > LONGEST_SESSION) {
      yield report(role, 'error');
    } else if (isForDatabricks(role) && (seconds < shortest || seconds > longest)) {
      yield report(role, 'warning');
    }
  },
  examples: [
    {
      language: 'terraform',
      flagged: `resource "aws_iam_role" "data" {
  name                 = "data"
  max_session_duration = 3600
                         ^^^^
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithSAML"
      Principal = { Federated = aws_iam_saml_provider.okta.arn }
      Condition = { StringEquals = { "SAML:aud" = "https://acme.cloud.databricks.com/saml/consume" } }
    }]
  })
}
`,
      fixed: `resource "aws_iam_role" "data" {
  name                 = "data"
  max_session_duration = 14400
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithSAML"
      Principal = { Federated = aws_iam_saml_provider.okta.arn }
      Condition = { StringEquals = { "SAML:aud" = "https://acme.cloud.databricks.com/saml/consume" } }
    }]
  })
}
`,
    },
    {
      language: 'shellscript',
      flagged: `aws iam create-role --role-name data --max-session-duration 86400 --assume-role-policy-document file://trust.json
                                                            ^^^^^`,
    },
    {
      language: 'yaml',
      clean: `Type: AWS::IAM::Role
Properties:
  MaxSessionDuration: 3600
  AssumeRolePolicyDocument:
    Version: "2012-10-17"
    Statement:
      - Effect: Allow
        Principal:
          Service: ec2.amazonaws.com
        Action: sts:AssumeRole
`,
    },
  ],
});

function isForDatabricks({ trust }: AwsRole): boolean {
  return trust !== undefined && audiencesOf(trust).some(({ value }) => isDatabricks(value));
}

function report({ maxSessionDuration: text, form }: AwsRole, severity: 'error' | 'warning'): RuleFinding {
  const { shortest } = RECOMMENDED_SESSION;
  const scalar = text?.scalar;
  return {
    at: scalar ? spanOfText(scalar) : { start: 0, end: 0 },
    severity,
    message:
      severity === 'error'
        ? message(
            'AWS takes {0} to {1} seconds for the longest session of a role, and refuses this.',
            SHORTEST_MAXIMUM,
            LONGEST_SESSION,
          )
        : message(
            'For a role that is federated with Databricks 4 to 8 hours are recommended: shorter sessions end in the middle of long queries. Write {0}.',
            shortest,
          ),
    unfinished: severity === 'error',
    fixes: () =>
      scalar && form !== 'command'
        ? [
            {
              title: message('Write {0}', shortest),
              safe: false,
              changes: [{ verb: 'replace', node: scalar, value: shortest }],
            },
          ]
        : [],
  };
}
