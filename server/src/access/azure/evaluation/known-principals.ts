/** Every principal that some fact names, each identity once. */
import { isGuid } from '../guid.ts';
import { EVERYONE } from './fact-entries.ts';
import type { FactView } from './fact-view.ts';
import type { IdentityGraph } from './identity-graph.ts';

export interface KnownPrincipal {
  readonly name: number;
  /** The name that people know: user principal name, else display name, else object id. */
  readonly principal: string;
}

/** Sorted by what they are called. */
export function knownPrincipals(view: FactView, identities: IdentityGraph): readonly KnownPrincipal[] {
  const { names } = view.tables;
  const found: KnownPrincipal[] = [];
  const seen = new Set<number>();
  for (const name of namedAnywhere(view)) {
    if (seen.has(name) || names.key(name) === EVERYONE) {
      continue;
    }
    const own = namesByRank(view, identities, name);
    for (const one of own) {
      seen.add(one);
    }
    // A name of several identities is no principal beside these.
    if (!identities.isAmbiguous(name)) {
      const called = own[0] ?? name;
      found.push({ name: called, principal: names.text(called) });
    }
  }
  const keyOf = ({ principal }: KnownPrincipal): string => principal.toLowerCase();
  return found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a.name - b.name));
}

/** The name of an identity that people know. A name that several have stays as it is. */
export function calledName(view: FactView, identities: IdentityGraph, name: number): number {
  return identities.isAmbiguous(name) ? name : (namesByRank(view, identities, name)[0] ?? name);
}

function namesByRank({ tables: { names } }: FactView, identities: IdentityGraph, name: number): readonly number[] {
  return [...identities.namesOf(name)].sort(
    (a, b) => rank(names.key(a)) - rank(names.key(b)) || (names.key(a) < names.key(b) ? -1 : 1),
  );
}

function rank(key: string): number {
  return key.includes('@') ? 0 : isGuid(key) ? 2 : 1;
}

function* namedAnywhere(view: FactView): Generator<number> {
  for (const name of view.grantPrincipals()) {
    if (view.grantsOf(name).length > 0) {
      yield name;
    }
  }
  for (const name of view.groupNames()) {
    yield name;
    for (const { members } of view.groupsNamed(name)) {
      yield* members;
    }
  }
  yield* view.aliasNames();
  for (const { principals, excluded } of view.denies()) {
    yield* principals;
    yield* excluded;
  }
  for (const scope of view.vaultScopes()) {
    for (const { policies } of view.vaultsAt(scope)) {
      for (const { principal } of policies ?? []) {
        yield principal;
      }
    }
  }
}
