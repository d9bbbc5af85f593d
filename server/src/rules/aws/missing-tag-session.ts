import type { PolicyStatement } from '../../readers/aws-statement.ts';
import { spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { addText } from './add-text.ts';
import { exampleTrust, PROVIDER } from './example-policy.ts';
import { isSamlStatement, namesAction } from './saml-statement.ts';

const TAG_SESSION = 'sts:TagSession';
const SET_SOURCE_IDENTITY = 'sts:SetSourceIdentity';

/** Keys that have a value only where the call brings tags or an identity, by how they begin. */
const NEEDS: readonly (readonly [key: RegExp, action: string])[] = [
  [/^(?:aws:requesttag\/|aws:tagkeys$|sts:transitivetagkeys$)/i, TAG_SESSION],
  [/^sts:sourceidentity$/i, SET_SOURCE_IDENTITY],
];

export const missingTagSession = defineRule({
  id: 'aws/missing-tag-session',
  appliesTo: 'aws/trust-policy',
  severity: 'error',
  fixable: true,
  summary: 'Session tags or a source identity that the trust policy asks for and does not allow to be set.',
  why: `Attributes \`PrincipalTag:…\` of an assertion become tags of the session, and \`SourceIdentity\` its source identity. Each needs an action of its own beside \`sts:AssumeRoleWithSAML\`: \`sts:TagSession\` and \`sts:SetSourceIdentity\`. Without it AWS answers "Not authorized to perform sts:AssumeRoleWithSAML" as soon as the assertion has the attribute, and without the attribute the condition does not hold.`,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
  ],
  *check({ statements, hasAllStatements }) {
    for (const statement of statements) {
      if (!isSamlStatement(statement) || !statement.action || statement.action.negated) {
        continue;
      }
      for (const { key, needed } of neededActions(statement)) {
        const isAllowed = statements.some((one) => one.effect !== 'deny' && namesAction(one.action, needed) !== 'no');
        if (!isAllowed && hasAllStatements) {
          yield {
            at: spanOf(statement.action.entry.key),
            message: message(
              'The condition asks for "{0}", which a session has only where "{1}" is allowed. Without that action every sign-in is refused.',
              key,
              needed,
            ),
            fixes: () => (statement.action ? addText(statement.action, needed) : []),
          };
          return;
        }
      }
    }
  },
  examples: [
    {
      flagged: exampleTrust(`${PROVIDER}
      "Action": "sts:AssumeRoleWithSAML",
      ^^^^^^^^
      "Condition": {
        "StringEquals": { "SAML:aud": "https://acme.cloud.databricks.com/saml/consume" },
        "StringLike": { "aws:RequestTag/team": "*" }
      }`),
    },
    {
      flagged: exampleTrust(`${PROVIDER}
      "Action": ["sts:AssumeRoleWithSAML"],
      ^^^^^^^^
      "Condition": {
        "StringEquals": { "SAML:aud": "https://acme.cloud.databricks.com/saml/consume", "sts:SourceIdentity": "alice" }
      }`),
      fixed: exampleTrust(`${PROVIDER}
      "Action": ["sts:AssumeRoleWithSAML", "sts:SetSourceIdentity"],
      "Condition": {
        "StringEquals": { "SAML:aud": "https://acme.cloud.databricks.com/saml/consume", "sts:SourceIdentity": "alice" }
      }`),
    },
    {
      clean: exampleTrust(`${PROVIDER}
      "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
      "Condition": {
        "StringEquals": { "SAML:aud": "https://acme.cloud.databricks.com/saml/consume" },
        "StringLike": { "aws:RequestTag/team": "*" }
      }`),
    },
  ],
});

/** Only tests that fail where the key has no value ask for one. */
function neededActions({ tests }: PolicyStatement): readonly { readonly key: string; readonly needed: string }[] {
  return tests
    .filter(({ operator }) => operator.known && !/^(?:Null|ForAllValues:)|Not|IfExists$/i.test(operator.value))
    .flatMap(({ key }) =>
      NEEDS.flatMap(([begins, needed]) => (key.known && begins.test(key.value) ? [{ key: key.value, needed }] : [])),
    );
}
