/** What stands at a scope of Azure, in a few words. */
import type { StandingDeny, StandingFact, StandingPolicy, StandingRole } from '../../access/azure/scope-overview.ts';
import { type Message, message } from '../../rules/message.ts';
import { asIs } from './access-tree.ts';

interface DescribedStanding {
  readonly label: Message;
  readonly details: readonly Message[];
  readonly hints: readonly Message[];
  /** Who holds it; undefined where it is for several. */
  readonly principal: string | undefined;
}

export function describeStanding(standing: StandingFact): DescribedStanding {
  switch (standing.kind) {
    case 'role-assignment':
      return describeRole(standing);
    case 'deny-assignment':
      return describeDeny(standing);
    case 'access-policy':
      return describePolicy(standing);
  }
}

const DECLARED = message('only in a template');

function describeRole({ assignment, principal, roleName, scope }: StandingRole): DescribedStanding {
  const { condition, state, principalId, roleDefinitionId, id } = assignment;
  return {
    label: message('{0} – {1}', roleName ?? roleDefinitionId, principal),
    details: [
      ...(condition ? [message('under a condition')] : []),
      ...(roleName === undefined ? [message('unknown role')] : []),
      ...(state === 'declared' ? [DECLARED] : []),
    ],
    hints: [
      message('Role {0} for {1} at {2}', roleName ?? roleDefinitionId, principal, scope),
      ...(principalId === principal ? [] : [asIs(principalId)]),
      ...(condition ? [message('Condition: {0}', condition)] : []),
      ...(id === '' ? [] : [asIs(id)]),
    ],
    principal,
  };
}

function describeDeny({ assignment, everyone, principals, scope }: StandingDeny): DescribedStanding {
  const { name, id, effect, doNotApplyToChildScopes, excludePrincipals, permissions } = assignment;
  const [only, ...others] = principals;
  return {
    label: message('Denied: {0}', name ?? id),
    details: [
      ...(everyone ? [message('for everyone')] : principals.map(asIs)),
      ...(excludePrincipals.length > 0 ? [message('with exceptions')] : []),
      ...(permissions.some(({ condition }) => condition) ? [message('under a condition')] : []),
      ...(effect === 'audit' ? [message('only writes a log')] : []),
    ],
    hints: [
      message('Deny assignment {0} at {1}', name ?? id, scope),
      ...(doNotApplyToChildScopes ? [message('It does not hold below this scope.')] : []),
    ],
    principal: everyone || others.length > 0 ? undefined : only,
  };
}

function describePolicy({ policy, principal, effective }: StandingPolicy): DescribedStanding {
  const { objectId, secrets, keys, certificates, storage, applicationId } = policy;
  const permissions = Object.entries({ secrets, keys, certificates, storage }).flatMap(([kind, names]) =>
    names.map((one) => `${kind}/${one}`),
  );
  return {
    label: message('Access policy – {0}', principal),
    details: [
      ...(effective === 'no' ? [message('without effect')] : []),
      permissions.length > 0 ? asIs(permissions.join(', ')) : message('permits nothing'),
    ],
    hints: [
      effective === 'no'
        ? message('Access policy without effect, because the vault uses Azure RBAC: {0}', permissions)
        : message('Access policy: {0}', permissions),
      ...(principal === objectId ? [] : [asIs(objectId)]),
      ...(applicationId === undefined ? [] : [message('Only through the application {0}', applicationId)]),
    ],
    principal,
  };
}
