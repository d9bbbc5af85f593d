/** The policies around examples: everything that an example does not speak about is right. */

/** @param lines elements of the only statement of a trust policy, each line closed by its comma; marks stay below their lines */
export function exampleTrust(lines: string): string {
  return `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
${lines}
    }
  ]
}`;
}

export const PROVIDER = `      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/okta" },`;
export const ACTION = `      "Action": "sts:AssumeRoleWithSAML",`;
export const AUDIENCE = `      "Condition": { "StringEquals": { "SAML:aud": "https://acme.cloud.databricks.com/saml/consume" } }`;
