/** The reasons of decisions in AWS, in words. */
import type { AwsReason, PolicyRole } from '../../access/aws/aws-reason.ts';
import type { Unknown } from '../../access/decision.ts';
import { type Message, message } from '../../rules/message.ts';

type Describe = { readonly [Id in AwsReason['id']]: (reason: Extract<AwsReason, { id: Id }>) => Message };

const POLICIES: Readonly<Record<PolicyRole, string>> = {
  'trust-policy': 'trust policy',
  'identity-policy': 'policy of the role',
  'bucket-policy': 'bucket policy',
  'permissions-boundary': 'permissions boundary',
};

const WORDS: Describe = {
  'aws/statement': ({ policy, name, sid, index, statementEffect, value }) => {
    const place = sid === undefined || sid === '' ? `${index + 1}` : `"${sid}"`;
    const which = name === '' ? POLICIES[policy] : `${POLICIES[policy]} ${name}`;
    if (value === 'yes') {
      return statementEffect === 'allow'
        ? message('Statement {0} of the {1} allows it.', place, which)
        : message('Statement {0} of the {1} denies it.', place, which);
    }
    return value === 'no'
      ? message('Statement {0} of the {1} comes nearest, and does not apply:', place, which)
      : message('Statement {0} of the {1} may apply.', place, which);
  },
  'aws/principal': ({ wanted, written, hint }) =>
    hint === 'wrong-key'
      ? message('It names {0}, but under the wrong key: a SAML provider stands under Federated.', wanted)
      : message('It names {0}, not {1}.', written, wanted),
  'aws/action': ({ wanted, written }) => message('It is about {0}, not {1}.', written, wanted),
  'aws/resource': ({ wanted, written }) => message('It is about {0}, not {1}.', written, wanted),
  'aws/condition': ({ operator, key, written, actual, value }) => {
    if (actual === 'unknown') {
      return message('{0} of {1} asks for {2}, and nobody knows what it is.', operator, key, written);
    }
    const found = actual === 'absent' ? '—' : actual.join(', ');
    return value === 'yes'
      ? message('{0} of {1} asks for {2}; it is {3}.', operator, key, written, found)
      : message('{0} of {1} asks for {2}, and it is {3}.', operator, key, written, found);
  },
  'aws/no-statement': ({ policy }) => message('The {0} has no statement that could allow it.', POLICIES[policy]),
  'aws/unknown-policy': ({ policy, name }) => message('Not all is known of the {0} {1}.', POLICIES[policy], name),
  'aws/assumed-bucket': ({ bucket }) =>
    message('No file says anything of the bucket {0}: it is taken for one of the account, without a policy.', bucket),
  'aws/cross-account': ({ from, to }) =>
    message('Account {0} asks for something of account {1}: both have to allow.', from, to),
  'aws/partition': ({ from, to }) => message('Nothing reaches from the partition {0} into {1}.', from, to),
  'aws/resource-kind': ({ action, resource, wanted }) =>
    wanted === 'bucket'
      ? message('{0} is about buckets, and {1} is an object.', action, resource)
      : message('{0} is about objects, and {1} is a bucket.', action, resource),
  'aws/malformed-resource': ({ resource }) => message('{0} is no ARN of a bucket or object.', resource),
  'aws/role-chain': ({ from, to }) => message('{0} assumes {1}.', from, to),
  'aws/unknown-role': ({ role, exists, otherCase }) =>
    otherCase !== undefined
      ? message('There is no role {0}, but {1}: AWS tells names apart with case.', role, otherCase)
      : exists === 'no'
        ? message('There is no role {0}.', role)
        : message('No file says anything of the role {0}.', role),
  'aws/unknown-provider': ({ provider, exists }) =>
    exists === 'no'
      ? message('The account has no SAML provider {0}.', provider)
      : message('No file says whether there is a SAML provider {0}; it is taken to be right.', provider),
  'aws/provider-elsewhere': ({ role, provider, differs }) =>
    differs === 'account'
      ? message('The role {0} and the provider {1} are of different accounts.', role, provider)
      : message('The role {0} and the provider {1} are of different partitions.', role, provider),
  'aws/role-attribute': ({ value, flaw }) => describeFlaw(value, flaw),
  'aws/role-order': ({ provider, role }) =>
    message('The provider stands before the role: {0},{1}. Databricks takes the first for the role.', provider, role),
  'aws/arn': ({ arn, flaw }) => message('{0} is no ARN that IAM takes ({1}).', arn, flaw),
  'aws/reserved-role': ({ role }) =>
    message('{0} is a role of IAM Identity Center: nobody assumes it with SAML.', role),
  'aws/assertion-attribute': ({ attribute, flaw, value }) => {
    switch (flaw) {
      case 'missing':
        return message('The assertion has no value of {0}.', attribute);
      case 'several':
        return message('The assertion has several values of {0}, and one only may be there.', attribute);
      default:
        return message('"{0}" is no value that STS takes for {1}.', value ?? '', attribute);
    }
  },
  'aws/assertion': ({ part, value, wanted }) => {
    switch (part) {
      case 'subject':
        return message('The assertion has no NameID.');
      case 'issuer':
        return message('The issuer is {0}, and the metadata of the provider are of {1}.', value ?? '', wanted ?? '');
      case 'metadata':
        return message('The metadata of the provider are out of date.');
      case 'expired':
        return message('The assertion had ended when it was sent.');
      case 'not-yet-valid':
        return message('The assertion was not yet valid when it was sent.');
    }
  },
};

/** In the words of what is wrong with the value. */
function describeFlaw(value: string, flaw: string): Message {
  switch (flaw) {
    case 'duplicate':
      return message('The same value is sent twice.');
    case 'blank':
      return message('There is a blank beside the comma: {0}', value);
    case 'several-pairs':
      return message(
        'Several pairs in one value: {0}. Okta joins them where the organisation lacks SAML_SUPPORT_ARRAY_ATTRIBUTES.',
        value,
      );
    case 'empty':
      return message('The value is empty.');
    default:
      return message('The value is not one role and one provider, parted by a comma: {0}', value);
  }
}

export function describeAwsReason(reason: AwsReason): Message {
  return wordsOf(reason.id)(reason);
}

function wordsOf<Id extends AwsReason['id']>(id: Id): (reason: AwsReason) => Message {
  const words = WORDS[id];
  return (reason) => (isOf(reason, id) ? words(reason) : message('{0}', reason.id));
}

function isOf<Id extends AwsReason['id']>(reason: AwsReason, id: Id): reason is Extract<AwsReason, { id: Id }> {
  return reason.id === id;
}

const UNKNOWNS: Readonly<Record<string, (subject: string) => Message>> = {
  role: (role) => message('The trust policy of {0}.', role),
  'saml-provider': (provider) => message('Whether the account has the provider {0}.', provider),
  'condition-key': (key) => message('The value of {0}.', key),
  'okta-attribute': (name) => message('The attribute {0} of the user in Okta.', name),
  'policy-text': (text) => message('What {0} stands for in a policy.', text),
};

export function describeAwsUnknown({ kind, subject }: Unknown): Message {
  return UNKNOWNS[kind]?.(subject) ?? message('{0}: {1}', kind, subject);
}
