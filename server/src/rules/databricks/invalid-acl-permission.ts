import { PERMISSIONS } from '../../access/databricks/secret-commands.ts';
import { knownName } from '../../readers/databricks-name.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule } from '../rule.ts';

/** What other lists of permissions call them. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  VIEW: 'READ',
  CAN_READ: 'READ',
  CAN_VIEW: 'READ',
  CAN_USE: 'READ',
  CAN_WRITE: 'WRITE',
  CAN_EDIT: 'WRITE',
  CAN_MANAGE: 'MANAGE',
};

export const invalidAclPermission = defineRule({
  id: 'databricks/invalid-acl-permission',
  appliesTo: 'databricks/acl-grant',
  severity: 'error',
  fixable: true,
  summary: 'A permission on a secret scope that is not READ, WRITE or MANAGE.',
  why: `A principal has READ, WRITE or MANAGE on a secret scope, each with what the one before gives. They are written in upper case. Anything else is refused, and nothing is granted.

- READ: read the values, and list the keys.
- WRITE: put and delete secrets as well.
- MANAGE: change the permissions as well.`,
  sources: [
    'https://docs.databricks.com/en/security/auth/access-control/index.html#secret-acls',
    'https://docs.databricks.com/en/dev-tools/cli/reference/secrets-commands.html',
  ],
  *check({ source, permission: naming }) {
    const permission = knownName(naming);
    if (!permission || permission.value === '' || PERMISSIONS.some((one) => one === permission.value)) {
      return;
    }
    const { scalar, value } = permission;
    const upper = value.trim().toUpperCase().replaceAll('-', '_');
    const meant =
      PERMISSIONS.find((one) => one === upper) ?? OTHER_NAMES[upper] ?? nearestName(upper, [...PERMISSIONS]);
    yield {
      at: spanOfText(scalar),
      // Whether the API itself takes them in lower case is not documented.
      ...((source === 'body' || source === 'argument') && meant === upper ? { severity: 'warning' } : {}),
      unfinished: true,
      message:
        meant === undefined
          ? message('"{0}" is no permission on a secret scope. There are {1}.', value, PERMISSIONS)
          : message('"{0}" is no permission on a secret scope. Did you mean "{1}"?', value, meant),
      fixes: () =>
        meant === undefined
          ? []
          : [
              {
                title: message('Change to {0}', meant),
                safe: meant === upper,
                changes: [{ verb: 'replaceText', scalar, span: { start: 0, end: value.length }, text: meant }],
              },
            ],
    };
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `databricks secrets put-acl app users read
                                     ^^^^`,
      fixed: `databricks secrets put-acl app users READ`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_secret_acl" "app" {
  scope      = "app"
  principal  = "users"
  permission = "CAN_MANAGE"
                ^^^^^^^^^^
}`,
      fixed: `resource "databricks_secret_acl" "app" {
  scope      = "app"
  principal  = "users"
  permission = "MANAGE"
}`,
    },
    {
      language: 'yaml',
      flagged: `resources:
  secret_scopes:
    app:
      name: app
      permissions:
        - group_name: users
          level: REED
                 ^^^^
        - group_name: devs
          level: OWNER
                 ^^^^^`,
      fixed: `resources:
  secret_scopes:
    app:
      name: app
      permissions:
        - group_name: users
          level: READ
        - group_name: devs
          level: OWNER`,
    },
    {
      language: 'python',
      flagged: `w.secrets.put_acl("app", "users", "read")
                                   ^^^^
w.secrets.put_acl("app", "users", AclPermission.READ)`,
      fixed: `w.secrets.put_acl("app", "users", "READ")
w.secrets.put_acl("app", "users", AclPermission.READ)`,
    },
    {
      language: 'shellscript',
      clean: `databricks secrets put-acl app users MANAGE
databricks secrets put-acl app users "$PERMISSION"`,
    },
    {
      language: 'terraform',
      clean: `resource "databricks_secret_acl" "app" {
  scope      = "app"
  principal  = "users"
  permission = var.permission
}`,
    },
  ],
});
