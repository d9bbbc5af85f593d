import type { AclGrant } from '../../readers/databricks-acl-grant.ts';
import { knownName } from '../../readers/databricks-name.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule } from '../rule.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAIL = /^[^\s@]+@[^\s@]+$/;
/** How people name service principals. */
const SERVICE_NAME = /^(?:spn?|service[-_ ]?principal)[-_ ]|[-_ ](?:spn?|service[-_ ]?principal)$/i;

export const aclPrincipal = defineRule({
  id: 'databricks/acl-principal',
  appliesTo: 'databricks/acl-grant',
  severity: 'information',
  fixable: false,
  summary: 'A principal that is read as another kind of principal than it looks like.',
  why: `A principal on a secret scope is a text, and its form says what it is: a user by e-mail address, a service principal by its application id, a group by its name. So the display name of a service principal is taken for the name of a group, and the service principal gets nothing.

Where the place says which kind it takes (\`user_name\`, \`group_name\`, \`service_principal_name\` in a bundle), the form has to agree. \`service_principal_name\` is the application id as well.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secrets.html',
    'https://github.com/databricks/terraform-provider-databricks/issues/2767',
  ],
  *check(grant) {
    const principal = knownName(grant.principal);
    const value = principal?.value ?? '';
    const text = principal && value !== '' && !/^<.*>$/.test(value) ? judge(grant, value) : undefined;
    if (principal && text) {
      yield { at: spanOfText(principal.scalar), unfinished: true, message: text };
    }
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `databricks secrets put-acl app sp-ingest READ
                               ^^^^^^^^^`,
    },
    {
      language: 'yaml',
      flagged: `resources:
  secret_scopes:
    app:
      name: app
      permissions:
        - user_name: 11111111-2222-3333-4444-555555555555
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          level: READ
        - service_principal_name: ingest
                                  ^^^^^^
          level: READ
        - group_name: ada@example.com
                      ^^^^^^^^^^^^^^^
          level: READ`,
    },
    {
      language: 'shellscript',
      clean: `databricks secrets put-acl app 11111111-2222-3333-4444-555555555555 READ
databricks secrets put-acl app ada@example.com READ
databricks secrets put-acl app "data engineers" READ
databricks secrets put-acl app "$SP" READ`,
    },
  ],
});

function judge({ principalKind }: AclGrant, value: string): Message | undefined {
  switch (principalKind) {
    case 'user':
      return GUID.test(value)
        ? message(
            '"{0}" has the form of an application id, but a user is named here. Write service_principal_name.',
            value,
          )
        : undefined;
    case 'group':
      return GUID.test(value) || MAIL.test(value)
        ? message(
            '"{0}" does not look like a group, but is read as the name of one here. Write it under the key for users or service principals.',
            value,
          )
        : undefined;
    case 'service-principal':
      return GUID.test(value)
        ? undefined
        : message(
            'A service principal is named by its application id here; "{0}" is none. Write the application id.',
            value,
          );
    default:
      return SERVICE_NAME.test(value)
        ? message(
            '"{0}" is read as the name of a group. If it is a service principal, write its application id.',
            value,
          )
        : undefined;
  }
}
