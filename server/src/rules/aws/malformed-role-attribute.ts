import type { ArnFlaw } from '../../access/aws/arn.ts';
import type { RoleValue, RoleValueFlaw, ValueStretch } from '../../access/aws/role-attribute.ts';
import type { AwsRoleValue } from '../../readers/aws-role-value.ts';
import { type Span, spanIn } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule, type Fix } from '../rule.ts';
import { exampleAssertion, exampleRoles, mark } from './example-saml.ts';

export const malformedRoleAttribute = defineRule({
  id: 'aws/malformed-role-attribute',
  appliesTo: 'aws/role-value',
  severity: 'error',
  fixable: true,
  summary: 'A value of the role attribute that is not one role and one provider, parted by a comma.',
  why: `Each value of \`https://aws.amazon.com/SAML/Attributes/Role\` names one role and one provider: \`arn:aws:iam::111122223333:role/name,arn:aws:iam::111122223333:saml-provider/name\`, without a blank. Databricks reports anything else in \`X-Databricks-PassThrough-Error\` as a malformed role name attribute, and ARNs that IAM does not take as \`ValidationError\`.

Several pairs in one value come from organisations of Okta that send a list as one text with commas: ask Okta for the feature \`SAML_SUPPORT_ARRAY_ATTRIBUTES\`.`,
  sources: [
    'https://docs.databricks.com/archive/credential-passthrough/iam-federation.html#troubleshooting',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml_role-attribute',
    'https://github.com/cevoaustralia/aws-google-auth/issues/163',
    'https://github.com/metabase/metabase/issues/40517',
  ],
  *check(model) {
    const { value, known } = model;
    if (!known) {
      return;
    }
    const [flaw] = value.flaws;
    if (flaw) {
      yield { at: placeOf(model, flaw), message: TEXTS[flaw], fixes: () => repair(model, flaw) };
      return;
    }
    const told = new Set<ValueStretch>();
    for (const { part, flaw: arnFlaw } of value.arnFlaws) {
      if (!told.has(part.span)) {
        told.add(part.span);
        yield { at: within(model, part.span), message: message('{0}: {1}', part.text, ARN_WORDS[arnFlaw]) };
      }
    }
  },
  examples: [
    {
      language: 'okta-expression',
      flagged: `isMemberOfGroupName("GroupA") ? "arn:aws:iam::111122223333:role/role-a, arn:aws:iam::111122223333:saml-provider/okta" : {}
${mark(71, 1)}`,
      fixed: `isMemberOfGroupName("GroupA") ? "arn:aws:iam::111122223333:role/role-a,arn:aws:iam::111122223333:saml-provider/okta" : {}`,
    },
    {
      language: 'xml',
      flagged: exampleAssertion(
        exampleRoles(`arn:aws:iam::111122223333:role/role-a,arn:aws:iam::111122223333:saml-provider/okta,arn:aws:iam::111122223333:role/role-b,arn:aws:iam::111122223333:saml-provider/okta</saml:AttributeValue>
${mark(110, 82)}
      <saml:AttributeValue>arn:aws:iam::111122223333:role/role-a</saml:AttributeValue>
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      <saml:AttributeValue>arn:aws:iam::1111:role/role-a,arn:aws:iam::111122223333:saml-provider/okta`),
      ).replace(
        'saml-provider/okta</saml:AttributeValue>\n    </saml:Attribute>\n    <',
        'saml-provider/okta</saml:AttributeValue>\n                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n    </saml:Attribute>\n    <',
      ),
    },
    {
      language: 'okta-expression',
      clean: `isMemberOfGroupName("GroupA") ? "arn:aws:iam::\${account}:role/a,arn:aws:iam::\${account}:saml-provider/okta" : "arn:aws:iam::111122223333:role/" + user.department + ",arn:aws:iam::111122223333:saml-provider/okta"`,
    },
  ],
});

const TEXTS: Readonly<Record<RoleValueFlaw, Message>> = {
  empty: message(
    'This value is empty. Databricks reports a malformed role attribute. Send no value where there is no role.',
  ),
  'one-part': message(
    'One ARN is missing: a value names a role and a provider, parted by a comma. Databricks reports a malformed role attribute.',
  ),
  'several-pairs': message(
    'There is more than one pair in this value. Databricks reports a malformed role attribute. Each pair needs a value of its own; Okta joins them where the organisation lacks SAML_SUPPORT_ARRAY_ATTRIBUTES.',
  ),
  separator: message('The role and the provider are parted by a comma, not by a semicolon.'),
  blank: message(
    'There is a blank beside the comma. It becomes a part of the ARN, and Databricks reports a malformed role attribute. Remove it.',
  ),
  'two-roles': message('Both are roles. The second has to be the SAML provider.'),
  'two-providers': message('Both are SAML providers. The first has to be the role.'),
  'no-arn': message('This is no ARN. A value names a role and a provider by their ARNs.'),
  'other-kind': message('This is the ARN of something else. A value names a role and a SAML provider.'),
};

const ARN_WORDS: Readonly<Record<ArnFlaw, string>> = {
  fields: 'an ARN has six fields, parted by colons.',
  partition: 'there is no such partition of AWS.',
  service: 'the service is iam.',
  region: 'IAM has no regions; leave the field empty.',
  account: 'an account is a number of twelve digits.',
  'plural-kind': 'the kind is written in the singular.',
  kind: 'this kind of thing cannot stand here.',
  path: 'the path begins and ends with a slash.',
  name: 'IAM takes no such name.',
  length: 'an ARN has 20 to 2048 characters.',
  blank: 'there is a blank in it.',
};

function within({ scalar, from, span }: AwsRoleValue, { start, end }: ValueStretch): Span {
  return scalar ? spanIn(scalar, from + start, from + end) : span;
}

function placeOf(model: AwsRoleValue, flaw: RoleValueFlaw): Span {
  const { value, span, text } = model;
  const [first, second, third] = value.parts;
  switch (flaw) {
    case 'blank': {
      const gap = first && second ? blankBetween(value, text) : undefined;
      return gap ? within(model, gap) : span;
    }
    case 'several-pairs':
      return third ? within(model, { start: third.span.start, end: text.trimEnd().length }) : span;
    case 'two-roles':
    case 'two-providers':
      return second ? within(model, second.span) : span;
    case 'no-arn':
    case 'other-kind': {
      const wrong = value.parts.find(({ kind }) => kind === (flaw === 'no-arn' ? 'none' : 'other'));
      return wrong ? within(model, wrong.span) : span;
    }
    case 'separator': {
      const at = text.indexOf(';');
      return within(model, { start: at, end: at + 1 });
    }
    default:
      return span;
  }
}

/** The blanks beside the comma. */
function blankBetween({ parts: [first, second] }: RoleValue, text: string): ValueStretch | undefined {
  if (!first || !second) {
    return undefined;
  }
  const comma = text.indexOf(',', first.span.end);
  return comma > first.span.end ? { start: first.span.end, end: comma } : { start: comma + 1, end: second.span.start };
}

function repair({ value, scalar, from, text }: AwsRoleValue, flaw: RoleValueFlaw): readonly Fix[] {
  const [first, second] = value.parts;
  if (!scalar || flaw !== 'blank' || !first || !second) {
    return [];
  }
  const comma = text.indexOf(',', first.span.end);
  const span = { start: from + first.span.end, end: from + second.span.start };
  return comma < 0
    ? []
    : [
        {
          title: message('Remove the blank'),
          safe: true,
          changes: [{ verb: 'replaceText', scalar, span, text: ',' }],
        },
      ];
}
