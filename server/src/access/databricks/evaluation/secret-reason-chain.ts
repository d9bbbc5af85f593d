/** The chain of links from a principal to a permission, and the facts that an open one waits for. */
import type { Effect, Unknown } from '../../decision.ts';
import type { SecretReason } from '../secret-reason.ts';
import { ADMINS } from './names.ts';
import type { SecretAccessState } from './secret-access-state.ts';
import type { Grant } from './secret-grants.ts';
import type { SecretQuestion } from './secret-question.ts';
import type { Closure, Step } from './workspace-identities.ts';

export type SecretUnknownKind =
  /** The members of a group are not all known. */
  | 'group-members'
  /** Nobody says who the administrators of the workspace are. */
  | 'workspace-admins'
  /** A name that several identities have. */
  | 'ambiguous-name'
  /** Whether there is such a scope. */
  | 'secret-scope'
  /** The permissions on a scope are not all known. */
  | 'secret-scope-permissions'
  /** What keeps the secrets of a scope. */
  | 'secret-scope-backend'
  /** What a permission gives that is not READ, WRITE or MANAGE. */
  | 'secret-permission'
  | 'cluster-owner'
  /** What the configuration of a cluster refers to. */
  | 'cluster-configuration'
  /** The resource asked about is none. */
  | 'resource';

export class UnknownSecretFacts {
  readonly #facts = new Map<string, Unknown>();

  add(kind: SecretUnknownKind, subject: string): void {
    this.#facts.set(`${kind} ${subject}`, { kind, subject });
  }

  addAll(unknowns: readonly Unknown[]): void {
    for (const unknown of unknowns) {
      this.#facts.set(`${unknown.kind} ${unknown.subject}`, unknown);
    }
  }

  list(): readonly Unknown[] {
    return [...this.#facts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, unknown]) => unknown);
  }
}

/** How whoever has a closure comes to a name: through other names of its own, and through groups. */
export function membershipLinks(
  { identities }: SecretAccessState,
  { name: asked, certain }: Closure,
  name: string,
): SecretReason[] {
  if (!certain.has(name)) {
    const [principal, group] = [identities.textOf(asked), identities.textOf(name)];
    return [{ id: 'databricks/doubtful-membership', effect: 'none', principal, group }];
  }
  const links: SecretReason[] = [];
  let at = name;
  for (let step = certain.get(at); step?.from !== undefined; step = certain.get(at)) {
    links.push(linkOf(step, identities.textOf(step.from), identities.textOf(at)));
    at = step.from;
  }
  return links.reverse();
}

function linkOf({ via, origin }: Step, from: string, to: string): SecretReason {
  const place = origin ? { origin } : {};
  return via === 'alias'
    ? { id: 'databricks/alias', effect: 'none', ...place, name: from, otherName: to }
    : {
        id: 'databricks/group-membership',
        effect: 'none',
        ...place,
        member: from,
        group: to,
        everybody: via === 'everybody',
      };
}

/** From the principal to the permission. */
export function grantChain({ state, closure }: SecretQuestion, grant: Grant, effect: Effect): SecretReason[] {
  return [...membershipLinks(state, closure, grant.principal), ...grantLinks(state, closure, grant, effect)];
}

function grantLinks(
  { identities }: SecretAccessState,
  { certain }: Closure,
  { source, level }: Grant,
  effect: Effect,
): SecretReason[] {
  if (source.kind === 'admin') {
    const step = certain.get(ADMINS);
    const principal = identities.textOf(step?.from ?? ADMINS);
    return [{ id: 'databricks/workspace-admin', effect, ...(step?.origin ? { origin: step.origin } : {}), principal }];
  }
  const { scope, principal, origin } = source.fact;
  if (source.kind === 'initial') {
    const id = source.fact.as === 'creator' ? 'databricks/creator' : 'databricks/initial-manager';
    return [{ id, effect, origin, scope, principal }];
  }
  const { permission, state } = source.fact;
  const former = source.replaced.findLast((one) => one.permission !== permission);
  const links: SecretReason[] = former
    ? [
        {
          id: 'databricks/overwritten-acl',
          effect: 'none',
          origin: former.origin,
          scope,
          principal,
          permission: former.permission,
        },
      ]
    : [];
  links.push({ id: 'databricks/acl', effect, origin, scope, principal, permission, state });
  if (level === undefined) {
    links.push({ id: 'databricks/unknown-permission', effect: 'none', origin, permission });
  }
  return links;
}

/** Names every fact for want of which a grant is open. */
export function addGrantUnknowns({ state, closure }: SecretQuestion, grant: Grant, facts: UnknownSecretFacts): void {
  const { identities } = state;
  if (grant.membership === 'unknown') {
    for (const group of identities.openGroupsBelow(grant.principal)) {
      facts.add(group === ADMINS ? 'workspace-admins' : 'group-members', identities.textOf(group));
    }
    for (const one of closure.maybe.has(grant.principal) ? [...closure.certain.keys(), ...closure.maybe] : []) {
      if (identities.aliases.isAmbiguous(one)) {
        facts.add('ambiguous-name', identities.textOf(one));
      }
    }
  }
  if (grant.level === undefined && grant.source.kind === 'acl') {
    facts.add('secret-permission', grant.source.fact.permission);
  }
}
