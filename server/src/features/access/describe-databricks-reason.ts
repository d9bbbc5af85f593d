/** The reasons of decisions about secrets in Databricks, in words. */
import type { SecretReason } from '../../access/databricks/secret-reason.ts';
import type { Unknown } from '../../access/decision.ts';
import { type Message, message } from '../../rules/message.ts';

type Describe = { readonly [Id in SecretReason['id']]: (reason: Extract<SecretReason, { id: Id }>) => Message };

const WORDS: Describe = {
  'databricks/alias': ({ name, otherName }) => message('{0} is also known as {1}.', name, otherName),
  'databricks/group-membership': ({ member, group, everybody }) =>
    everybody
      ? message('Everybody in the workspace is in the group {0}.', group)
      : message('{0} is a member of the group {1}.', member, group),
  'databricks/doubtful-membership': ({ principal, group }) =>
    message('Nobody says whether {0} is a member of {1}.', principal, group),
  'databricks/workspace-admin': ({ principal }) =>
    message('{0} is an administrator of the workspace and may manage every scope.', principal),
  'databricks/acl': ({ scope, principal, permission }) =>
    message('{0} has {1} on the scope {2}.', principal, permission, scope),
  'databricks/overwritten-acl': ({ scope, principal, permission }) =>
    message('{0} had {1} on the scope {2}, and was given another permission afterwards.', principal, permission, scope),
  'databricks/creator': ({ scope, principal }) =>
    message('{0} created the scope {1} and may manage it.', principal, scope),
  'databricks/initial-manager': ({ scope, principal }) =>
    message('The scope {0} was created so that {1} may manage it.', scope, principal),
  'databricks/withdrawn': ({ scope, principal }) =>
    message('What {0} was given when the scope {1} was created is no longer among its permissions.', principal, scope),
  'databricks/weaker-permission': ({ scope, has, needs }) =>
    message('{0} on the scope {1} does not suffice: this needs {2}.', has, scope, needs),
  'databricks/unknown-permission': ({ permission }) =>
    message('Nobody knows what the permission {0} gives.', permission),
  'databricks/other-scope': ({ scope, asked }) =>
    message('It is given on the scope {0}, and {1} is another one.', scope, asked),
  'databricks/no-acl': ({ scope, principal, needs, principalKnown }) =>
    principalKnown
      ? message('{0} has no permission on the scope {1}; this needs {2}.', principal, scope, needs)
      : message('No file names {0}; this needs {1} on the scope {2}.', principal, needs, scope),
  'databricks/incomplete-acls': ({ scope }) => message('Not all permissions on the scope {0} are known.', scope),
  'databricks/missing-entry': ({ scope, principal }) =>
    message(
      'This is permitted and fails all the same: {0} has no entry of its own on the scope {1}.',
      principal,
      scope,
    ),
  'databricks/unknown-scope': ({ scope }) => message('Nobody says that there is a scope {0}.', scope),
  'databricks/backend': ({ scope, backend }) =>
    backend === undefined
      ? message('Nobody says where the secrets of the scope {0} are kept.', scope)
      : message('The secrets of the scope {0} are kept by {1}.', scope, backend),
  'databricks/cluster-owner': ({ cluster, owner }) =>
    owner === undefined
      ? message('Nobody says who owns the cluster {0}.', cluster)
      : message('{0} owns the cluster {1}.', owner, cluster),
  'databricks/cluster-secret': ({ cluster, scope, key }) =>
    message('The cluster {0} refers to the secret {1} of the scope {2}.', cluster, key, scope),
  'databricks/malformed-resource': ({ resource }) => message('{0} is no address of a secret scope.', resource),
};

export function describeSecretReason(reason: SecretReason): Message {
  return wordsOf(reason.id)(reason);
}

function wordsOf<Id extends SecretReason['id']>(id: Id): (reason: SecretReason) => Message {
  const words = WORDS[id];
  return (reason) => (isOf(reason, id) ? words(reason) : message('{0}', reason.id));
}

function isOf<Id extends SecretReason['id']>(
  reason: SecretReason,
  id: Id,
): reason is Extract<SecretReason, { id: Id }> {
  return reason.id === id;
}

const UNKNOWNS: Readonly<Record<string, (subject: string) => Message>> = {
  'group-members': (group) => message('The members of the group {0} are not all known.', group),
  'ambiguous-name': (name) => message('Several identities are called {0}.', name),
  'workspace-admins': () => message('The administrators of the workspace are not known.'),
  'secret-permission': (permission) => message('What the permission {0} gives is not known.', permission),
  'secret-scope': (scope) => message('Whether there is a scope {0} is not known.', scope),
  'secret-scope-permissions': (scope) => message('Not all permissions on the scope {0} are known.', scope),
  'secret-scope-backend': (scope) => message('Where the secrets of the scope {0} are kept is not known.', scope),
  'cluster-configuration': (cluster) => message('What the cluster {0} refers to is not all known.', cluster),
  resource: (address) => message('{0} is no address of a secret scope.', address),
};

export function describeSecretUnknown({ kind, subject }: Unknown): Message {
  return UNKNOWNS[kind]?.(subject) ?? message('{0}: {1}', kind, subject);
}
