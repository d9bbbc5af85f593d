/** What comes nearest to allowing where nothing allows: the chain up to where it fails, and what it fails at. */
import type { SecretReason } from '../secret-reason.ts';
import { nameKey } from './names.ts';
import type { SecretScopeState } from './secret-access-state.ts';
import { type Grant, grantsOn, grantValue, rankOf } from './secret-grants.ts';
import type { SecretQuestion } from './secret-question.ts';
import { grantChain } from './secret-reason-chain.ts';

/** A permission that does not suffice is nearest, then what was given at the creation, then a permission elsewhere. */
export function nearestSecretMiss(question: SecretQuestion): readonly SecretReason[] {
  return weakerPermission(question) ?? withdrawnRight(question) ?? permissionElsewhere(question) ?? [noAcl(question)];
}

function weakerPermission(question: SecretQuestion): readonly SecretReason[] | undefined {
  const { grants, needs, resource } = question;
  let best: Grant | undefined;
  for (const grant of grants) {
    if (grant.membership === 'yes' && grant.source.kind === 'acl' && isStronger(grant, best)) {
      best = grant;
    }
  }
  return (
    best?.level && [
      ...grantChain(question, best, 'none'),
      {
        id: 'databricks/weaker-permission',
        effect: 'deny',
        ...placeOf(best),
        scope: resource.scope,
        has: best.level,
        needs,
      },
    ]
  );
}

function isStronger({ level, groups }: Grant, best: Grant | undefined): boolean {
  if (level === undefined || !best?.level) {
    return level !== undefined;
  }
  const more = rankOf(level) - rankOf(best.level);
  return more > 0 || (more === 0 && groups < best.groups);
}

function placeOf({ source }: Grant): Pick<SecretReason, 'origin'> {
  return source.kind === 'admin' ? {} : { origin: source.fact.origin };
}

/** Whoever created the scope, where the permissions on it no longer have it. */
function withdrawnRight(question: SecretQuestion): readonly SecretReason[] | undefined {
  const { grants, scope, resource } = question;
  const former = grants.find(({ membership, source }) => membership === 'yes' && source.kind === 'initial');
  const list = scope?.facts.find(({ hasAllPermissions }) => hasAllPermissions);
  return (
    former && [
      ...grantChain(question, former, 'none'),
      {
        id: 'databricks/withdrawn',
        effect: 'deny',
        ...(list ? { origin: list.origin } : {}),
        scope: resource.scope,
        principal: question.state.identities.textOf(former.principal),
      },
    ]
  );
}

/** How many other scopes are looked at. */
const LOOKED_AT = 64;

/** On the scopes where the principal's own names have something, then those of its groups. */
function permissionElsewhere(question: SecretQuestion): readonly SecretReason[] | undefined {
  const { state, closure } = question;
  const others = new Set<SecretScopeState>();
  for (const name of closure.certain.keys()) {
    for (const scope of state.scopesWith(name)) {
      others.add(scope);
    }
  }
  for (const scope of [...others].filter((one) => one !== question.scope).slice(0, LOOKED_AT)) {
    const grant = sufficientOn(question, scope);
    if (grant) {
      return [
        ...grantChain(question, grant, 'none'),
        {
          id: 'databricks/other-scope',
          effect: 'deny',
          ...placeOf(grant),
          scope: scope.name,
          asked: question.resource.scope,
        },
      ];
    }
  }
  return undefined;
}

function sufficientOn({ state, closure, needs }: SecretQuestion, scope: SecretScopeState): Grant | undefined {
  return grantsOn(state, scope, closure).find(
    (grant) => grant.source.kind !== 'admin' && grantValue(grant, needs) === 'yes',
  );
}

function noAcl({ state, request, resource, needs }: SecretQuestion): SecretReason {
  const { identities } = state;
  const name = nameKey(request.principal);
  return {
    id: 'databricks/no-acl',
    effect: 'deny',
    scope: resource.scope,
    principal: identities.textOf(name),
    needs,
    principalKnown: identities.isNamed(name),
  };
}
