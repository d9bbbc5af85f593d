/** What does not fit together in the facts about secrets, with every place that says so. */
import type { Origin } from '../decision.ts';
import { nameKey } from './evaluation/names.ts';
import { type SecretAccessState, type SecretScopeState, stateOf } from './evaluation/secret-access-state.ts';
import type { SecretAccessFacts } from './secret-access-facts.ts';

export type SecretProblemKind =
  /** A principal is given different permissions on a scope; the last one counts. */
  | 'contradictory-permission'
  /** Permissions that are not READ, WRITE or MANAGE. */
  | 'unknown-permission'
  | 'contradictory-backend'
  | 'contradictory-owner'
  | 'group-cycle'
  /** A name that several identities have. */
  | 'ambiguous-name';

export interface SecretProblem {
  readonly kind: SecretProblemKind;
  /** The scope, group, name or cluster. */
  readonly subject: string;
  /** Whose permission it is. */
  readonly principal?: string;
  readonly origins: readonly Origin[];
}

/** In the order of kinds, and of what they are about. */
export function secretAccessProblems(facts: SecretAccessFacts): readonly SecretProblem[] {
  const state = stateOf(facts);
  const scopes = [...state.scopes.values()];
  return [
    ...scopes.flatMap(permissionProblems),
    ...scopes.flatMap(backendProblem),
    ...ownerProblems(state),
    ...cycleProblems(state),
    ...ambiguityProblems(state),
  ];
}

function originsOf(facts: readonly { readonly origin: Origin }[]): readonly Origin[] {
  return facts.map(({ origin }) => origin);
}

function permissionProblems({ name, entries, odd }: SecretScopeState): readonly SecretProblem[] {
  const found: SecretProblem[] = [];
  for (const { fact, replaced } of entries.values()) {
    const all = [...replaced, fact];
    const { principal } = fact;
    if (replaced.some(({ permission }) => permission !== fact.permission)) {
      found.push({ kind: 'contradictory-permission', subject: name, principal, origins: originsOf(all) });
    }
  }
  return odd.length > 0 ? [...found, { kind: 'unknown-permission', subject: name, origins: originsOf(odd) }] : found;
}

function backendProblem({ name, facts, backends }: SecretScopeState): readonly SecretProblem[] {
  const told = facts.filter(({ backend }) => backend !== undefined);
  return backends.length > 1 ? [{ kind: 'contradictory-backend', subject: name, origins: originsOf(told) }] : [];
}

function ownerProblems({ owners }: SecretAccessState): readonly SecretProblem[] {
  return [...owners.values()].flatMap((facts): SecretProblem[] => {
    const names = new Set(facts.map(({ owner }) => nameKey(owner)));
    const subject = facts[0]?.cluster ?? '';
    return names.size > 1 ? [{ kind: 'contradictory-owner', subject, origins: originsOf(facts) }] : [];
  });
}

/** Groups that are in themselves. Without recursion, however deep groups are in groups. */
function cycleProblems({ identities }: SecretAccessState): readonly SecretProblem[] {
  const finished = new Set<string>();
  const closing = new Set<string>();
  for (const start of identities.groupNames()) {
    const open = new Set<string>();
    const stack: { readonly node: string; readonly rest: string[] }[] = [];
    const enter = (node: string): void => {
      if (open.has(node)) {
        closing.add(node);
      } else if (!finished.has(node)) {
        open.add(node);
        const names = [...identities.aliases.namesOf(node)];
        const rest = names.flatMap((one) => identities.groupsWith(one).map(({ group }) => nameKey(group)));
        stack.push({ node, rest });
      }
    };
    enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        open.delete(top.node);
        finished.add(top.node);
        stack.pop();
      } else {
        enter(next);
      }
    }
  }
  return [...closing].map((name) => ({
    kind: 'group-cycle',
    subject: identities.textOf(name),
    origins: originsOf(identities.groupsNamed(name)),
  }));
}

function ambiguityProblems({ identities }: SecretAccessState): readonly SecretProblem[] {
  const { aliases } = identities;
  return [...aliases.all()]
    .filter((name) => aliases.isAmbiguous(name))
    .map((name) => ({
      kind: 'ambiguous-name',
      subject: identities.textOf(name),
      origins: originsOf(aliases.aliasesOf(name)),
    }));
}
