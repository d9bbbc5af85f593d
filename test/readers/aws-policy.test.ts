/** Policies and roles of AWS, wherever they stand, and what of them is known. */
import { describe, expect, test } from 'vitest';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import type { Policy } from '../../server/src/readers/aws-policy.ts';
import { decidedPolicy } from '../../server/src/readers/aws-policy-facts.ts';
import type { AwsRole } from '../../server/src/readers/aws-role.ts';
import { mayHoldModels, readModels } from '../../server/src/readers/read-models.ts';
import { fileFrame } from '../../server/src/syntax/language.ts';
import { spanOfText } from '../../server/src/syntax/tree.ts';

function read(language: string, text: string) {
  expect(mayHoldModels(text)).toBe(true);
  const tree = languageOfDocument(language, '')?.parse(text);
  return tree ? readModels(fileFrame(tree)) : [];
}

function policiesIn(language: string, text: string): readonly Policy[] {
  return read(language, text).flatMap(({ model }) =>
    model.kind === 'aws/trust-policy' || model.kind === 'aws/policy' ? [model] : [],
  );
}

function rolesIn(language: string, text: string): readonly AwsRole[] {
  return read(language, text).flatMap(({ model }) => (model.kind === 'aws/role' ? [model] : []));
}

/** A policy on one line: what is not known in angle brackets. */
function tell(policy: Policy): string {
  const show = ({ value, known }: { value: string; known: boolean }) => (known ? value : `<${value}>`);
  const list = (
    element: { texts: readonly { value: string; known: boolean }[]; others: readonly unknown[] } | undefined,
  ) => (element ? [...element.texts.map(show), ...element.others.map(() => '<>')].join(' ') : '-');
  const statements = policy.statements.map(({ effect, principals, action, resource, tests }) =>
    [
      effect,
      principals.map((one) => `${one.kind}=${list(one)}`).join(',') || '-',
      list(action),
      list(resource),
      tests.map((one) => `${one.operator.value} ${one.key.value} ${list(one)}`).join(',') || '-',
    ].join(' | '),
  );
  return `${policy.kind} ${statements.join(' / ')}${policy.hasAllStatements ? '' : ' …'}`;
}

const TRUST = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/okta"},"Action":"sts:AssumeRoleWithSAML","Condition":{"StringEquals":{"SAML:aud":"https://acme.cloud.databricks.com/saml/consume"}}}]}`;
const TOLD =
  'aws/trust-policy allow | Federated=arn:aws:iam::111122223333:saml-provider/okta | sts:AssumeRoleWithSAML | - | StringEquals SAML:aud https://acme.cloud.databricks.com/saml/consume';

describe('a trust policy', () => {
  test.each([
    ['json', TRUST],
    ['json', `{"Role":{"RoleName":"data","AssumeRolePolicyDocument":${TRUST}}}`],
    ['json', JSON.stringify({ RoleName: 'data', AssumeRolePolicyDocument: TRUST })],
    ['json', JSON.stringify({ RoleName: 'data', AssumeRolePolicyDocument: encodeURIComponent(TRUST) })],
    ['yaml', `Properties:\n  AssumeRolePolicyDocument: ${TRUST}\n`],
    ['terraform', `resource "aws_iam_role" "data" {\n  assume_role_policy = jsonencode(${TRUST})\n}\n`],
    ['terraform', `resource "aws_iam_role" "data" {\n  assume_role_policy = <<EOF\n${TRUST}\nEOF\n}\n`],
    ['shellscript', `aws iam create-role --role-name data --assume-role-policy-document '${TRUST}'\n`],
    ['shellscript', `cat > trust.json <<'EOF'\n${TRUST}\nEOF\n`],
  ])('in %s is read: %s', (language, text) => {
    expect(policiesIn(language, text).map(tell)).toEqual([TOLD]);
  });

  test('in a block of Terraform', () => {
    const text = `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithSAML"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_saml_provider.okta.arn, "arn:aws:iam::\${var.account}:saml-provider/okta"]
    }
    condition {
      test     = "StringEquals"
      variable = "SAML:aud"
      values   = ["https://acme.cloud.databricks.com/saml/consume"]
    }
  }
  dynamic "statement" {
    for_each = var.more
    content {}
  }
}
resource "aws_iam_role" "data" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
`;
    expect(policiesIn('terraform', text).map(tell)).toEqual([
      'aws/trust-policy allow | Federated=<arn:aws:iam::$' +
        '{var.account}:saml-provider/okta> <> | sts:AssumeRoleWithSAML | - | StringEquals SAML:aud https://acme.cloud.databricks.com/saml/consume …',
    ]);
    expect(rolesIn('terraform', text).map(({ trust }) => trust?.kind)).toEqual(['aws/trust-policy']);
    expect(
      rolesIn('terraform', text.replace('= data.', '= "$' + '{data.').replace('.json\n', '.json}"\n')),
    ).toMatchObject([{ trust: { kind: 'aws/trust-policy' } }]);
  });

  test('of CloudFormation has functions whose values are not known', () => {
    const text = `AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Principal:
        Federated: !Sub arn:aws:iam::\${AWS::AccountId}:saml-provider/okta
      Action: !Ref Action
      Condition:
        StringEquals:
          SAML:aud: !If [Lab, "https://a/", { "Fn::ImportValue": x }]
    - !If [More, { Effect: Allow, Action: "sts:TagSession", Principal: "*" }, !Ref AWS::NoValue]
    - Fn::If: [More, {}, {}]
`;
    expect(policiesIn('yaml', text).map(tell)).toEqual([
      'aws/policy allow | Federated=<arn:aws:iam::$' +
        '{AWS::AccountId}:saml-provider/okta> | <Action> | - | StringEquals SAML:aud <> …',
    ]);
  });

  test('in an encoded text has the places of the file', () => {
    const text = JSON.stringify({ AssumeRolePolicyDocument: encodeURIComponent(TRUST) });
    const found = read('json', text).find(({ model }) => model.kind === 'aws/trust-policy');
    const model = found?.model;
    const action = model?.kind === 'aws/trust-policy' ? model.statements[0]?.action?.texts[0] : undefined;
    const span = action && spanOfText(action.scalar);
    const inFile = span && found?.frame.toFile({ start: span.start + found.start, end: span.end + found.start });
    expect(text.slice(inFile?.start, inFile?.end)).toBe('sts%3AAssumeRoleWithSAML');
  });
});

describe('what is known of a text', () => {
  test.each([
    ['arn:aws:s3:::lake/$' + '{aws:username}/*', true],
    ['arn:aws:s3:::lake/$' + '{*}', true],
    ['arn:aws:s3:::lake/$' + '{AWS::Region}', false],
    ['arn:aws:s3:::$' + '{self:custom.bucket}/*', false],
    ['arn:aws:s3:::{{ bucket }}', false],
    ['arn:aws:s3:::$BUCKET', false],
  ])('%s: %s', (resource, known) => {
    const [policy] = policiesIn(
      'json',
      JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }] }),
    );
    expect(policy?.statements[0]?.resource?.complete).toBe(known);
  });
});

describe('what a policy is for', () => {
  test.each([
    ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }', 'aws/policy identity'],
    ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": "*" }', 'aws/policy resource'],
    ['{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*" }', 'aws/policy identity'],
    ['{ "Effect": "Allow", "Action": "sts:AssumeRole" }', 'aws/trust-policy'],
    // As endpoints have it.
    [
      '{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*", "Principal": { "AWS": "*" } }',
      'aws/policy resource',
    ],
    [
      '{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*", "Principal": { "Service": "x" } }',
      'aws/trust-policy',
    ],
  ])('%s: %s', (statement, expected) => {
    const [policy] = policiesIn('json', `{ "Version": "2012-10-17", "Statement": [${statement}] }`);
    expect(policy?.kind === 'aws/policy' ? `${policy.kind} ${policy.of}` : policy?.kind).toBe(expected);
  });

  test.each([
    ['json', '{ "Version": "1", "Statement": [{ "Effect": "Allow", "Action": "oss:*", "Resource": "*" }] }'],
    ['json', '{ "Statement": [{ "Effect": "Allow", "Action": "cos:*", "Resource": "qcs::cos:x" }] }'],
    ['json', '{ "Statement": "SELECT 1" }'],
    ['json', '{ "Statement": [{ "Text": "x" }] }'],
    ['python', 'policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action}]}'],
  ])('nothing of AWS, or nothing that is known, in %s: %s', (language, text) => {
    const tree = languageOfDocument(language, '')?.parse(text);
    expect((tree ? readModels(fileFrame(tree)) : []).filter(({ model }) => model.kind.startsWith('aws/'))).toEqual([]);
  });
});

test('the evaluator takes what was read', () => {
  const [policy] = policiesIn('json', TRUST);
  const decided = policy && decidedPolicy(policy, 'trust', (offset) => ({ uri: 'file:///trust.json', offset }));
  expect(decided).toMatchObject({
    name: 'trust',
    version: '2012-10-17',
    complete: true,
    statements: [
      {
        effect: 'allow',
        principals: { negated: false, entries: [{ kind: 'Federated', known: true }] },
        actions: { entries: [{ text: 'sts:AssumeRoleWithSAML', origin: { offset: TRUST.indexOf('sts:AssumeRole') } }] },
        conditions: [{ operator: 'StringEquals', key: 'SAML:aud', known: true }],
      },
    ],
  });
});

test('what the evaluator cannot know makes no yes and no no', () => {
  const [policy] = policiesIn(
    'yaml',
    'Version: "2012-10-17"\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: !GetAtt Lake.Arn\n    Condition: !Ref Condition\n  - Effect: !Ref Effect\n    Action: "*"\n    Resource: "*"\n',
  );
  const decided = policy && decidedPolicy(policy, '', (offset) => ({ uri: '', offset }));
  expect(decided).toMatchObject({
    complete: false,
    statements: [{ resources: { entries: [{ known: false }] }, conditions: [{ known: false }] }],
  });
});
