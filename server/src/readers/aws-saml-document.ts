/**
 * What a SAML response, an assertion or the metadata of an identity provider say
 * (https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf), as far as AWS and Databricks read them.
 * Signatures are not checked.
 */
import type { Span } from '../syntax/tree.ts';
import { roleValueInDocument } from './aws-role-value.ts';
import type { Model } from './model.ts';
import type { Part } from './part.ts';
import {
  attributeOf,
  contentOf,
  type DocumentText,
  type Element,
  elementIn,
  elementsIn,
  findElements,
  isElement,
  tagSpan,
} from './xml-element.ts';

const ASSERTION = '{urn:oasis:names:tc:SAML:2.0:assertion}';
const PROTOCOL = '{urn:oasis:names:tc:SAML:2.0:protocol}';
const METADATA = '{urn:oasis:names:tc:SAML:2.0:metadata}';
const SIGNATURE = '{http://www.w3.org/2000/09/xmldsig#}Signature';
export const AWS_ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes/';
const ROLE = `${AWS_ATTRIBUTES}Role`;

export interface AssertionAttribute {
  readonly name: DocumentText;
  readonly values: readonly DocumentText[];
  readonly format: DocumentText | undefined;
}

export interface Confirmation {
  /** The tag of what confirms. */
  readonly span: Span;
  readonly recipient: DocumentText | undefined;
  readonly notOnOrAfter: DocumentText | undefined;
}

export interface SamlAssertion {
  readonly kind: 'aws/saml-assertion';
  /** The tag of the assertion, or of what is in place of one. */
  readonly span: Span;
  /** Whether the assertion is encrypted: nothing of it can be read. */
  readonly isEncrypted: boolean;
  readonly isSigned: boolean;
  /** Whether the text ends before the assertion does, so that nobody knows what is missing. */
  readonly isCut: boolean;
  readonly issueInstant: DocumentText | undefined;
  readonly issuer: DocumentText | undefined;
  readonly nameId: DocumentText | undefined;
  readonly nameIdFormat: DocumentText | undefined;
  readonly confirmations: readonly Confirmation[];
  readonly audiences: readonly DocumentText[];
  readonly notBefore: DocumentText | undefined;
  readonly notOnOrAfter: DocumentText | undefined;
  readonly sessionNotOnOrAfter: DocumentText | undefined;
  readonly attributes: readonly AssertionAttribute[];
  /** Whether it has an attribute for AWS. Others are for somebody else. */
  readonly isForAws: boolean;
}

export interface SamlMetadata {
  readonly kind: 'aws/saml-metadata';
  readonly span: Span;
  readonly entityId: DocumentText | undefined;
  readonly validUntil: DocumentText | undefined;
  /** Whether it is that of an identity provider. */
  readonly isIdentityProvider: boolean;
}

const READERS: Readonly<Record<string, (element: Element) => readonly (SamlAssertion | SamlMetadata)[]>> = {
  [`${PROTOCOL}Response`]: (element) => {
    const found = elementsIn(element, `${ASSERTION}Assertion`);
    const encrypted = elementsIn(element, `${ASSERTION}EncryptedAssertion`);
    const isSigned = elementIn(element, SIGNATURE) !== undefined;
    return [...found.map((one) => readAssertion(one, isSigned)), ...encrypted.map(readEncrypted)];
  },
  [`${ASSERTION}Assertion`]: (element) => [readAssertion(element, false)],
  [`${ASSERTION}EncryptedAssertion`]: (element) => [readEncrypted(element)],
  [`${METADATA}EntityDescriptor`]: (element) => [readMetadata(element)],
};

/** What of SAML stands in a document, at its root or inside an envelope. */
export function readSamlDocument(element: Element): readonly (SamlAssertion | SamlMetadata)[] {
  if (!isElement(element)) {
    return [];
  }
  const found = findElements(element, (callee) => Object.hasOwn(READERS, callee));
  return [...found].flatMap((one) => READERS[one.node.callee]?.(one) ?? []);
}

function readMetadata(element: Element): SamlMetadata {
  return {
    kind: 'aws/saml-metadata',
    span: tagSpan(element),
    entityId: attributeOf(element, 'entityID'),
    validUntil: attributeOf(element, 'validUntil'),
    isIdentityProvider: elementIn(element, `${METADATA}IDPSSODescriptor`) !== undefined,
  };
}

function readEncrypted(element: Element): SamlAssertion {
  return {
    kind: 'aws/saml-assertion',
    span: tagSpan(element),
    isEncrypted: true,
    isSigned: false,
    isCut: false,
    issueInstant: undefined,
    issuer: undefined,
    nameId: undefined,
    nameIdFormat: undefined,
    confirmations: [],
    audiences: [],
    notBefore: undefined,
    notOnOrAfter: undefined,
    sessionNotOnOrAfter: undefined,
    attributes: [],
    isForAws: false,
  };
}

function readAssertion(element: Element, isResponseSigned: boolean): SamlAssertion {
  const subject = elementIn(element, `${ASSERTION}Subject`);
  const nameId = elementIn(subject, `${ASSERTION}NameID`);
  const conditions = elementIn(element, `${ASSERTION}Conditions`);
  const issuer = elementIn(element, `${ASSERTION}Issuer`);
  const attributes = readAttributes(element);
  return {
    kind: 'aws/saml-assertion',
    span: tagSpan(element),
    isEncrypted: false,
    isCut: element.node.flawed,
    isSigned: isResponseSigned || elementIn(element, SIGNATURE) !== undefined,
    issueInstant: attributeOf(element, 'IssueInstant'),
    issuer: issuer && contentOf(issuer),
    nameId: nameId && contentOf(nameId),
    nameIdFormat: attributeOf(nameId, 'Format'),
    confirmations: subject ? readConfirmations(subject) : [],
    audiences: (conditions ? elementsIn(conditions, `${ASSERTION}AudienceRestriction`) : [])
      .flatMap((one) => elementsIn(one, `${ASSERTION}Audience`))
      .map(contentOf),
    notBefore: attributeOf(conditions, 'NotBefore'),
    notOnOrAfter: attributeOf(conditions, 'NotOnOrAfter'),
    sessionNotOnOrAfter: attributeOf(elementIn(element, `${ASSERTION}AuthnStatement`), 'SessionNotOnOrAfter'),
    attributes,
    isForAws: attributes.some(({ name }) => name.value.toLowerCase().startsWith(AWS_ATTRIBUTES.toLowerCase())),
  };
}

function readConfirmations(subject: Element): readonly Confirmation[] {
  return elementsIn(subject, `${ASSERTION}SubjectConfirmation`).map((one) => {
    const data = elementIn(one, `${ASSERTION}SubjectConfirmationData`);
    return {
      span: tagSpan(data ?? one),
      recipient: attributeOf(data, 'Recipient'),
      notOnOrAfter: attributeOf(data, 'NotOnOrAfter'),
    };
  });
}

function readAttributes(assertion: Element): readonly AssertionAttribute[] {
  return elementsIn(assertion, `${ASSERTION}AttributeStatement`)
    .flatMap((statement) => elementsIn(statement, `${ASSERTION}Attribute`))
    .flatMap((one) => {
      const name = attributeOf(one, 'Name');
      const values = elementsIn(one, `${ASSERTION}AttributeValue`).map(contentOf);
      return name ? [{ name, values, format: attributeOf(one, 'NameFormat') }] : [];
    });
}

/** The values that name roles. */
export function rolesInAssertion({ attributes }: SamlAssertion): readonly Part<Model>[] {
  return attributes.filter(({ name }) => name.value === ROLE).flatMap(({ values }) => values.map(roleValueInDocument));
}
