/** The reasons of decisions in Azure, in words. */
import type { AzureReason } from '../../access/azure/azure-reason.ts';
import type { UnknownKind } from '../../access/azure/evaluation/unknown-facts.ts';
import type { Unknown } from '../../access/decision.ts';
import { type Message, message } from '../../rules/message.ts';

type Describe = { readonly [Id in AzureReason['id']]: (reason: Extract<AzureReason, { id: Id }>) => Message };

const WORDS: Describe = {
  'azure/alias': ({ name, otherName }) => message('{0} is also known as {1}.', name, otherName),
  'azure/group-membership': ({ member, group }) => message('{0} is a member of the group {1}.', member, group),
  'azure/doubtful-membership': ({ principal, group }) =>
    message('Nobody says whether {0} is a member of {1}.', principal, group),
  'azure/role-assignment': ({ principal, roleName, roleDefinition, scope, inherited }) =>
    inherited
      ? message('{0} has the role {1} at {2}, above the resource.', principal, roleName ?? roleDefinition, scope)
      : message('{0} has the role {1} at {2}.', principal, roleName ?? roleDefinition, scope),
  'azure/management-group-parent': ({ child, parent }) => message('{0} is below {1}.', child, parent),
  'azure/management-group-gap': ({ child }) => message('Nobody says what is above {0}.', child),
  'azure/role-entry': ({ role, roleName, entry, plane }) =>
    plane === 'data'
      ? message('{0} grants {1} among its data actions.', roleName ?? role, entry)
      : message('{0} grants {1} among its actions.', roleName ?? role, entry),
  'azure/unknown-role': ({ roleDefinition, contradictory }) =>
    contradictory
      ? message('Files say different things of what the role {0} grants.', roleDefinition)
      : message('Nobody says what the role {0} grants.', roleDefinition),
  'azure/condition': ({ condition, value, missing }) => describeCondition(condition, value, missing),
  'azure/restricted': ({ condition }) =>
    message('The grant has a condition, and only one without will do here: {0}', condition),
  'azure/excluded': ({ role, roleName, entry, exclusion, plane }) =>
    plane === 'data'
      ? message('{0} grants {1} and takes it away again by {2} in NotDataActions.', roleName ?? role, entry, exclusion)
      : message('{0} grants {1} and takes it away again by {2} in NotActions.', roleName ?? role, entry, exclusion),
  'azure/wrong-plane': ({ role, roleName, entry, plane }) =>
    plane === 'control'
      ? message(
          '{0} has {1} among its actions only: they are about the resource, not about the data in it.',
          roleName ?? role,
          entry,
        )
      : message(
          '{0} has {1} among its data actions only: they are about data, not about the resource.',
          roleName ?? role,
          entry,
        ),
  'azure/other-scope': ({ scope, resource, relation }) =>
    relation === 'below'
      ? message('It is given at {0}, which is only a part of {1}.', scope, resource)
      : message('It is given at {0}, and {1} is not in it.', scope, resource),
  'azure/deny-assignment': ({ assignment, name, scope, everyone, applies }) =>
    describeDeny(name ?? assignment, scope, everyone, applies),
  'azure/access-policy': ({ vault, principal, permissions }) =>
    message('The access policy of {0} for {1} permits {2}.', vault, principal, permissions),
  'azure/permission-model': ({ vault, model }) => describeModel(vault, model),
  'azure/out-of-scope': ({ resource }) =>
    message('{0} is a managed HSM, whose data are under roles of its own and not under those of Azure.', resource),
  'azure/required-operation': ({ operation, unrestricted }) =>
    unrestricted ? message('This takes {0}, without a condition:', operation) : message('This takes {0}:', operation),
  'azure/no-grant': ({ principal, principalKnown }) =>
    principalKnown
      ? message('Nothing that {0} holds grants this, and nothing comes near.', principal)
      : message('No file names {0}.', principal),
  'azure/malformed-resource': ({ resource }) => message('{0} is no path of a resource.', resource),
};

export function describeAzureReason(reason: AzureReason): Message {
  return wordsOf(reason.id)(reason);
}

/** The words for a kind of reason, which take reasons of that kind and are only given those. */
function wordsOf<Id extends AzureReason['id']>(id: Id): (reason: AzureReason) => Message {
  const words = WORDS[id];
  return (reason) => (isOf(reason, id) ? words(reason) : message('{0}', reason.id));
}

function isOf<Id extends AzureReason['id']>(reason: AzureReason, id: Id): reason is Extract<AzureReason, { id: Id }> {
  return reason.id === id;
}

function describeCondition(condition: string, value: 'yes' | 'no' | 'unknown', missing: readonly string[]): Message {
  switch (value) {
    case 'yes':
      return message('Its condition holds: {0}', condition);
    case 'no':
      return message('Its condition does not hold: {0}', condition);
    case 'unknown':
      return missing.length > 0
        ? message('Whether its condition holds depends on {0}: {1}', missing, condition)
        : message('Nobody can say whether its condition holds: {0}', condition);
  }
}

function describeDeny(name: string, scope: string, everyone: boolean, applies: 'yes' | 'unknown'): Message {
  if (applies === 'unknown') {
    return message('The deny assignment {0} at {1} may apply.', name, scope);
  }
  return everyone
    ? message('The deny assignment {0} at {1} denies it to everyone.', name, scope)
    : message('The deny assignment {0} at {1} denies it.', name, scope);
}

function describeModel(vault: string, model: 'rbac' | 'policy' | 'unknown'): Message {
  switch (model) {
    case 'rbac':
      return message('{0} uses Azure RBAC: its access policies have no effect.', vault);
    case 'policy':
      return message('{0} uses access policies: roles have no effect on its data.', vault);
    case 'unknown':
      return message('Nobody says whether {0} uses Azure RBAC or access policies.', vault);
  }
}

const UNKNOWNS: Readonly<Record<string, (subject: string) => Message>> = {
  'group-members': (group) => message('The members of the group {0} are not all known.', group),
  'ambiguous-name': (name) => message('Several identities are called {0}.', name),
  'management-group-parent': (child) => message('The management group above {0} is not known.', child),
  'role-definition': (role) => message('What the role {0} grants is not known.', role),
  'role-contradiction': (role) => message('Files say different things of what the role {0} grants.', role),
  'operation-wildcard': (entry) =>
    message('Whether Azure takes {0} for this operation, too, is not documented.', entry),
  'condition-attribute': (attribute) => message('The value of {0} is not known.', attribute),
  condition: (condition) => message('Whether this condition holds is not known: {0}', condition),
  'permission-model': (vault) => message('Whether {0} uses Azure RBAC or access policies is not known.', vault),
  'access-policies': (vault) => message('The access policies of {0} are not known.', vault),
  'access-policy-permission': (operation) =>
    message('Which permission of an access policy {0} needs is not known.', operation),
  application: (id) => message('Whether the principal comes through the application {0} is not known.', id),
  'deny-on-access-policies': (id) =>
    message('Whether the deny assignment {0} blocks what an access policy permits is not documented.', id),
  'managed-hsm-access': (resource) => message('The local roles of the managed HSM {0} are not known.', resource),
  resource: (path) => message('{0} is no path of a resource.', path),
} satisfies Readonly<Record<UnknownKind, (subject: string) => Message>>;

export function describeAzureUnknown({ kind, subject }: Unknown): Message {
  return UNKNOWNS[kind]?.(subject) ?? message('{0}: {1}', kind, subject);
}
