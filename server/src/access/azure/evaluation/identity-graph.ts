/**
 * Who a name is: the other names of the same identity, and the groups it is in, directly and through groups
 * (https://learn.microsoft.com/azure/role-based-access-control/overview: the token has transitive groups).
 *
 * - Names that no alias links are different principals. Object ids and user principal names identify; a display name that
 *   several identities have leads only to identities that it may be.
 * - A member that some file names is one. Who is not named is none of a group of which some file names all members, if that
 *   is so of the groups in it too; of any other group, nobody knows.
 */
import type { Alias, Group } from '../access-facts.ts';
import { isGuid } from '../guid.ts';
import type { AliasEntry } from './fact-entries.ts';
import type { FactView } from './fact-view.ts';

/** How a name was reached. */
export interface Step {
  /** The name before, or -1 for the one that was asked for. */
  readonly from: number;
  readonly via:
    | { readonly kind: 'alias'; readonly fact: Alias }
    | { readonly kind: 'group'; readonly fact: Group }
    | undefined;
  /** How many groups lie between. */
  readonly groups: number;
}

export interface Closure {
  /** The names that are certainly the principal's or its groups'. */
  readonly certain: ReadonlyMap<number, Step>;
  /** Those that are, if an ambiguous name means this principal. */
  readonly maybe: ReadonlySet<number>;
}

const START: Step = { from: -1, via: undefined, groups: 0 };

export class IdentityGraph {
  readonly #view: FactView;
  readonly #ambiguous = new Map<number, boolean>();
  #openGroups: ReadonlySet<number> | undefined;
  #openNames: ReadonlySet<number> | undefined;

  constructor(view: FactView) {
    this.#view = view;
  }

  closureOf(name: number): Closure {
    const certain = new Map<number, Step>([[name, START]]);
    const maybe = new Set<number>();
    let layer = [name];
    while (layer.length > 0) {
      this.#addAliases(layer, certain, maybe);
      layer = this.#addGroups(layer, certain);
    }
    this.#spread(maybe, certain);
    for (const one of certain.keys()) {
      maybe.delete(one);
    }
    return { certain, maybe };
  }

  /** Names that stand for several identities. */
  isAmbiguous(name: number): boolean {
    let known = this.#ambiguous.get(name);
    if (known === undefined) {
      known = !this.#isIdentifier(name) && this.#meansSeveral(name);
      this.#ambiguous.set(name, known);
    }
    return known;
  }

  /** Names that anybody may belong to: groups of which not all members are known, and groups that these are in. */
  openNames(): ReadonlySet<number> {
    if (!this.#openNames) {
      const names = new Set(this.#groupsWithUnknownMembers());
      this.#spread(names, undefined);
      this.#openNames = names;
    }
    return this.#openNames;
  }

  /** The groups below a name, itself included, of which not all members are known. */
  openGroupsBelow(name: number): readonly number[] {
    const open = this.#groupsWithUnknownMembers();
    const seen = new Set([name]);
    for (const one of seen) {
      for (const { names } of this.#view.aliasesOf(one)) {
        addAll(seen, names);
      }
      for (const { members } of this.#view.groupsNamed(one)) {
        addAll(seen, members);
      }
    }
    return [...seen].filter((one) => open.has(one));
  }

  /** The names that one name certainly has, itself included. */
  namesOf(name: number): ReadonlySet<number> {
    const certain = new Map<number, Step>([[name, START]]);
    this.#addAliases([name], certain, new Set());
    return new Set(certain.keys());
  }

  /** Adds the other names of a layer; the layer grows by them. */
  #addAliases(layer: number[], certain: Map<number, Step>, maybe: Set<number>): void {
    for (let index = 0; index < layer.length; index++) {
      const name = layer[index] ?? -1;
      const groups = certain.get(name)?.groups ?? 0;
      for (const { names, fact } of this.#view.aliasesOf(name)) {
        for (const other of names) {
          if (certain.has(other)) {
            continue;
          }
          if (this.isAmbiguous(name) || this.isAmbiguous(other)) {
            maybe.add(other);
          } else {
            certain.set(other, { from: name, via: { kind: 'alias', fact }, groups });
            layer.push(other);
          }
        }
      }
    }
  }

  /** The next layer: the groups of which a name of this layer is a member. */
  #addGroups(layer: readonly number[], certain: Map<number, Step>): number[] {
    const next: number[] = [];
    for (const name of layer) {
      const groups = (certain.get(name)?.groups ?? 0) + 1;
      for (const { group, fact } of this.#view.groupsWith(name)) {
        const known = certain.get(group);
        if (!known) {
          next.push(group);
        }
        if (!known || (known.groups === groups && known.via && this.#isBefore(name, fact, known))) {
          certain.set(group, { from: name, via: { kind: 'group', fact }, groups });
        }
      }
    }
    return next;
  }

  /** Of two ways to the same group, the one that is told does not depend on the order of the files. */
  #isBefore(name: number, fact: Group, { from, via }: Step): boolean {
    const [a, b] = [this.#view.tables.names.key(name), this.#view.tables.names.key(from)];
    if (a !== b) {
      return a < b;
    }
    const [ours, theirs] = [fact.origin, via?.fact.origin ?? fact.origin];
    return ours.uri === theirs.uri ? ours.offset < theirs.offset : ours.uri < theirs.uri;
  }

  /** Adds all that is reached from names in any way. */
  #spread(names: Set<number>, stop: ReadonlyMap<number, Step> | undefined): void {
    // A set hands out what is added to it while it is walked.
    for (const name of names) {
      if (stop?.has(name)) {
        continue;
      }
      for (const entry of this.#view.aliasesOf(name)) {
        addAll(names, entry.names);
      }
      for (const { group } of this.#view.groupsWith(name)) {
        names.add(group);
      }
    }
  }

  #groupsWithUnknownMembers(): ReadonlySet<number> {
    if (!this.#openGroups) {
      const open = new Set<number>();
      for (const name of this.#view.groupNames()) {
        const names = [...this.namesOf(name)];
        const isClosed = names.some((one) => this.#view.groupsNamed(one).some(({ fact }) => fact.closed));
        if (!isClosed) {
          open.add(name);
        }
      }
      this.#openGroups = open;
    }
    return this.#openGroups;
  }

  #isIdentifier(name: number): boolean {
    const key = this.#view.tables.names.key(name);
    return key.includes('@') || isGuid(key);
  }

  /** Whether the facts that have a display name are about identities that no identifier links. */
  #meansSeveral(name: number): boolean {
    let identity: ReadonlySet<number> | undefined;
    for (const entry of this.#view.aliasesOf(name)) {
      const identifiers = entry.names.filter((one) => this.#isIdentifier(one));
      if (identifiers.length === 0) {
        continue;
      }
      if (identity === undefined) {
        identity = this.#linkedBy(identifiers);
      } else if (!identifiers.some((one) => identity?.has(one))) {
        return true;
      }
    }
    return false;
  }

  /** The identifiers that are linked to some by facts, display names left out. */
  #linkedBy(identifiers: readonly number[]): ReadonlySet<number> {
    const linked = new Set(identifiers);
    for (const one of linked) {
      for (const { names } of this.#view.aliasesOf(one)) {
        addAll(linked, this.#identifiersIn(names));
      }
    }
    return linked;
  }

  #identifiersIn(names: AliasEntry['names']): readonly number[] {
    return names.filter((name) => this.#isIdentifier(name));
  }
}

function addAll(set: Set<number>, values: readonly number[]): void {
  for (const value of values) {
    set.add(value);
  }
}
