import { ROLE_ATTRIBUTE } from '../../access/aws/role-attribute.ts';
import { AWS_ATTRIBUTES, type SamlAssertion } from '../../readers/aws-saml-document.ts';
import type { DocumentText } from '../../readers/xml-element.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { exampleAssertion, ROLE, SESSION_NAME } from './example-saml.ts';

export const samlResponse = defineRule({
  id: 'aws/saml-response',
  appliesTo: 'aws/saml-assertion',
  severity: 'error',
  fixable: false,
  summary: 'A part of an assertion for AWS that the sign-in refuses: subject, recipient, times, issuer, attributes.',
  why: `STS wants a subject with a NameID, exactly one confirmation of it with a recipient and an end, an issuer that is in the metadata of the provider, and times that are in order. The recipient is what trust policies see as \`SAML:aud\`; the audience is not. Attributes are told apart with case.

Assertions without attributes for AWS are for somebody else and are left alone. Signatures are not checked, and of an encrypted assertion nothing can be said.`,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
  ],
  *check(assertion) {
    if (assertion.isEncrypted) {
      yield {
        at: assertion.span,
        severity: 'information',
        message: message(
          'The assertion is encrypted: nothing in it can be checked. Have it decrypted, or ask the identity provider for a preview.',
        ),
      };
    } else if (assertion.isForAws && !assertion.isCut) {
      yield* checkSubject(assertion);
      yield* checkTimes(assertion);
      yield* checkAttributes(assertion);
    }
  },
  examples: [
    {
      language: 'xml',
      flagged: exampleAssertion(
        `${ROLE}\n${SESSION_NAME}`,
        `  <saml:Subject>
    <saml:NameID>ada@contoso.com</saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml:SubjectConfirmationData NotOnOrAfter="2026-03-01T09:05:00Z"/>
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    </saml:SubjectConfirmation>
  </saml:Subject>
  <saml:Conditions NotBefore="2026-03-01T09:04:00Z" NotOnOrAfter="2026-03-01T09:00:00Z"/>
                                                                  ^^^^^^^^^^^^^^^^^^^^`,
      ),
    },
    {
      language: 'xml',
      flagged: exampleAssertion(`    <saml:Attribute Name="https://aws.amazon.com/saml/attributes/role">
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      <saml:AttributeValue>arn:aws:iam::111122223333:role/role-a,arn:aws:iam::111122223333:saml-provider/okta</saml:AttributeValue>
    </saml:Attribute>
${SESSION_NAME}`),
    },
    { language: 'xml', clean: exampleAssertion(`${ROLE}\n${SESSION_NAME}`) },
    {
      language: 'xml',
      clean: exampleAssertion(
        '    <saml:Attribute Name="groups"><saml:AttributeValue>a</saml:AttributeValue></saml:Attribute>',
        '',
      ),
    },
  ],
});

function* checkSubject({ span, issuer, nameId, confirmations }: SamlAssertion): Generator<RuleFinding> {
  if (!issuer || issuer.value === '') {
    yield {
      at: issuer?.span ?? span,
      message: message('The assertion has no issuer. STS cannot tell whose it is and refuses it.'),
    };
  }
  if (!nameId || nameId.value === '') {
    yield {
      at: nameId?.span ?? span,
      message: message('The assertion has no NameID. STS refuses it: it does not know whose session it would be.'),
    };
  }
  const [first, second] = confirmations;
  if (!first) {
    yield {
      at: span,
      message: message(
        'Nothing confirms the subject: STS wants SubjectConfirmationData with Recipient and NotOnOrAfter.',
      ),
    };
  } else if (second) {
    yield {
      at: second.span,
      message: message('The subject is confirmed more than once. STS takes one SubjectConfirmation only.'),
    };
  } else if (!first.recipient?.value || !first.notOnOrAfter?.value) {
    yield {
      at: first.span,
      message: message(
        'SubjectConfirmationData lacks {0}. STS refuses the assertion; the recipient is what trust policies compare with SAML:aud.',
        [...(first.recipient?.value ? [] : ['Recipient']), ...(first.notOnOrAfter?.value ? [] : ['NotOnOrAfter'])],
      ),
    };
  }
}

function* checkTimes({ notBefore, notOnOrAfter, issueInstant, confirmations }: SamlAssertion): Generator<RuleFinding> {
  const ends = [notOnOrAfter, ...confirmations.map((one) => one.notOnOrAfter)];
  for (const time of [issueInstant, notBefore, ...ends]) {
    if (time && time.value !== '' && Number.isNaN(Date.parse(time.value))) {
      yield { at: time.span, message: message('"{0}" is no time.', time.value) };
    }
  }
  const start = notBefore ?? issueInstant;
  for (const end of ends) {
    if (start && end && isAfter(start, end)) {
      yield {
        at: end.span,
        message: message('This ends before it begins, at {0}: the assertion is never valid.', start.value),
      };
    }
  }
}

function isAfter(start: DocumentText, end: DocumentText): boolean {
  return Date.parse(start.value) >= Date.parse(end.value);
}

const NAMES = ['Role', 'RoleSessionName', 'SessionDuration', 'SourceIdentity', 'TransitiveTagKeys'].map(
  (name) => AWS_ATTRIBUTES + name,
);

function* checkAttributes({ span, attributes }: SamlAssertion): Generator<RuleFinding> {
  let hasRole = false;
  for (const { name, values } of attributes) {
    const meant = NAMES.find((one) => one.toLowerCase() === name.value.toLowerCase());
    hasRole ||= meant === ROLE_ATTRIBUTE;
    if (meant !== undefined && meant !== name.value) {
      yield {
        at: name.span,
        message: message('AWS compares names of attributes with case and does not find this one. Write {0}.', meant),
      };
    } else if (meant === ROLE_ATTRIBUTE && values.length === 0) {
      yield {
        at: name.span,
        severity: 'warning',
        message: message('The attribute names no role: the user signs in and has none.'),
      };
    }
  }
  if (!hasRole) {
    yield {
      at: span,
      severity: 'warning',
      message: message(
        'The assertion names no role: the user signs in and has none. Roles stand in {0}.',
        ROLE_ATTRIBUTE,
      ),
    };
  }
}
