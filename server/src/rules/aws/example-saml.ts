/** Documents for the examples of rules. */

/** An assertion with these attributes, whatever they are. */
export function exampleAssertion(attributes: string, subject: string = SUBJECT): string {
  return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Version="2.0">
  <saml:Issuer>http://www.okta.com/exk1</saml:Issuer>
${subject}
  <saml:AttributeStatement>
${attributes}
  </saml:AttributeStatement>
</saml:Assertion>`;
}

const SUBJECT = `  <saml:Subject>
    <saml:NameID>ada@contoso.com</saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml:SubjectConfirmationData NotOnOrAfter="2026-03-01T09:05:00Z" Recipient="https://acme.cloud.databricks.com/saml/consume"/>
    </saml:SubjectConfirmation>
  </saml:Subject>`;

export const ROLE = `    <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">
      <saml:AttributeValue>arn:aws:iam::111122223333:role/role-a,arn:aws:iam::111122223333:saml-provider/okta</saml:AttributeValue>
    </saml:Attribute>`;

export const SESSION_NAME = `    <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName">
      <saml:AttributeValue>ada@contoso.com</saml:AttributeValue>
    </saml:Attribute>`;

/** A role attribute with these values. */
export function exampleRoles(...values: readonly string[]): string {
  const written = values.map((value) => `      <saml:AttributeValue>${value}</saml:AttributeValue>`);
  return `    <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">
${written.join('\n')}
    </saml:Attribute>
${SESSION_NAME}`;
}

/** A line that marks so many columns behind so many others. */
export function mark(before: number, width: number): string {
  return ' '.repeat(before) + '^'.repeat(width);
}
