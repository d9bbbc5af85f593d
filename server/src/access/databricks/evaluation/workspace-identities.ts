/**
 * Who a name is: the other names of the same identity, and the groups it is in, directly and through groups.
 *
 * - Names that no alias links are different principals. An alias that several users and service principals have leads only to
 *   identities that it may be.
 * - Users are named by an e-mail and service principals by an id; every other name may be a group
 *   (https://docs.databricks.com/api/workspace/secrets/putacl).
 * - Everybody is in `users`. Who is not told to be in a group of which all members are told is not in it, if that is so of the
 *   groups in it too; of any other group, nobody knows.
 */
import type { Origin } from '../../decision.ts';
import type { Answer } from '../../facts.ts';
import type { SecretAccessFacts, WorkspaceGroup } from '../secret-access-facts.ts';
import { addTo } from './grouping.ts';
import { IdentityNames } from './identity-names.ts';
import { ADMINS, EVERYBODY, isIdentifier, nameKey } from './names.ts';

/** How a name was reached. */
export interface Step {
  /** The name before; undefined for the one that was asked for. */
  readonly from: string | undefined;
  readonly via: 'name' | 'alias' | 'group' | 'everybody';
  readonly origin: Origin | undefined;
  /** How many groups lie between. */
  readonly groups: number;
}

export interface Closure {
  readonly name: string;
  /** The names that are certainly the principal's or its groups'. */
  readonly certain: ReadonlyMap<string, Step>;
  /** Those that are, if an ambiguous name means this principal. */
  readonly maybe: ReadonlySet<string>;
}

export class WorkspaceIdentities {
  readonly aliases: IdentityNames;
  readonly #groups = new Map<string, WorkspaceGroup[]>();
  readonly #groupsWith = new Map<string, WorkspaceGroup[]>();
  readonly #adminsKnown: boolean;
  /** What permissions say of the kind of a name; a group, where they say different things. */
  readonly #kinds = new Map<string, 'group' | 'other'>();
  /** From every name that some fact has to how it was first written. */
  readonly #texts = new Map<string, string>();
  readonly #closures = new Map<string, Closure>();
  readonly #open = new Map<string, boolean>();
  #aboveOpen: ReadonlySet<string> | undefined;

  /** @param others further names that may be those of groups */
  constructor({ aliases, groups, admins, permissions }: SecretAccessFacts, others: Iterable<string>) {
    this.aliases = new IdentityNames(aliases);
    this.#adminsKnown = admins !== undefined;
    for (const group of groups) {
      this.#addGroup(group);
    }
    for (const { principal, origin } of admins ?? []) {
      this.#addGroup({ group: ADMINS, members: [principal], closed: true, origin });
    }
    this.#learn(aliases.flatMap(({ names }) => names));
    this.#learn(permissions.map(({ principal }) => principal));
    this.#learn(others);
    for (const { principal, principalKind } of permissions) {
      const name = nameKey(principal);
      if (principalKind && this.#kinds.get(name) !== 'group') {
        this.#kinds.set(name, principalKind);
      }
    }
  }

  /** Every name that some fact has. */
  names(): Iterable<string> {
    return this.#texts.keys();
  }

  isNamed(name: string): boolean {
    return this.#texts.has(name);
  }

  /** As it was first written. */
  textOf(name: string): string {
    return this.#texts.get(name) ?? name;
  }

  groupNames(): Iterable<string> {
    return this.#groups.keys();
  }

  groupsNamed(name: string): readonly WorkspaceGroup[] {
    return this.#groups.get(name) ?? [];
  }

  groupsWith(name: string): readonly WorkspaceGroup[] {
    return this.#groupsWith.get(name) ?? [];
  }

  closureOf(principal: string): Closure {
    const name = nameKey(principal);
    const known = this.#closures.get(name) ?? this.#readClosure(name);
    this.#closures.set(name, known);
    return known;
  }

  /** Whether whoever has a closure is a principal, or in it. */
  belongsTo({ certain, maybe }: Closure, name: string): Answer {
    if (certain.size === 0 || certain.has(name)) {
      return certain.size === 0 ? 'no' : 'yes';
    }
    return maybe.has(name) || this.namesAboveOpen().has(name) ? 'unknown' : 'no';
  }

  /** The groups below a name, itself included, of which not all members are known. */
  openGroupsBelow(name: string): readonly string[] {
    const seen = new Set([name]);
    // A set hands out what is added to it while it is walked.
    for (const one of seen) {
      this.aliases.addPossible(seen, one);
      for (const { members } of this.groupsNamed(one)) {
        for (const member of members) {
          seen.add(nameKey(member));
        }
      }
    }
    return [...seen].filter((one) => this.#isOpen(one));
  }

  /** Names that anybody may belong to: groups of which not all members are known, and groups that these are in. */
  namesAboveOpen(): ReadonlySet<string> {
    if (!this.#aboveOpen) {
      const names = new Set([ADMINS, ...this.#texts.keys()].filter((name) => this.#isOpen(name)));
      this.#spread(names);
      this.#aboveOpen = names;
    }
    return this.#aboveOpen;
  }

  #addGroup(group: WorkspaceGroup): void {
    const name = nameKey(group.group);
    this.#learn([group.group, ...group.members]);
    if (name !== '') {
      addTo(this.#groups, name, group);
      for (const member of new Set(group.members.map(nameKey))) {
        addTo(this.#groupsWith, member, group);
      }
    }
  }

  #learn(names: Iterable<string>): void {
    for (const name of names) {
      const key = nameKey(name);
      if (key !== '' && !this.#texts.has(key)) {
        this.#texts.set(key, name.trim());
      }
    }
  }

  #readClosure(name: string): Closure {
    const certain = new Map<string, Step>();
    const maybe = new Set<string>();
    // No name is nobody's.
    let layer = name === '' ? [] : [name];
    for (const one of layer) {
      certain.set(one, { from: undefined, via: 'name', origin: undefined, groups: 0 });
    }
    while (layer.length > 0) {
      this.#addAliases(layer, certain, maybe);
      layer = this.#addGroups(layer, certain);
    }
    this.#spread(maybe);
    for (const one of certain.keys()) {
      maybe.delete(one);
    }
    return { name, certain, maybe };
  }

  /** Adds the other names of a layer; the layer grows by them. */
  #addAliases(layer: string[], certain: Map<string, Step>, maybe: Set<string>): void {
    for (const name of layer) {
      const groups = certain.get(name)?.groups ?? 0;
      for (const { name: other, origin } of this.aliases.sameAs(name)) {
        if (!certain.has(other)) {
          certain.set(other, { from: name, via: 'alias', origin, groups });
          layer.push(other);
        }
      }
      this.aliases.addPossible(maybe, name);
    }
  }

  /** The next layer: the groups of which a name of this layer is a member. */
  #addGroups(layer: readonly string[], certain: Map<string, Step>): string[] {
    const next: string[] = [];
    const add = (group: string, from: string, via: Step['via'], origin: Origin | undefined): void => {
      if (!certain.has(group)) {
        certain.set(group, { from, via, origin, groups: (certain.get(from)?.groups ?? 0) + 1 });
        next.push(group);
      }
    };
    for (const name of layer) {
      for (const { group, origin } of this.groupsWith(name)) {
        add(nameKey(group), name, 'group', origin);
      }
    }
    const [first] = layer;
    if (first !== undefined) {
      add(EVERYBODY, first, 'everybody', undefined);
    }
    return next;
  }

  /** Adds all that is reached from names in any way. */
  #spread(names: Set<string>): void {
    for (const name of names) {
      this.aliases.addPossible(names, name);
      for (const { group } of this.groupsWith(name)) {
        names.add(nameKey(group));
      }
    }
  }

  /** Whether a name may be a group of which not all members are known. */
  #isOpen(name: string): boolean {
    const known = this.#open.get(name) ?? this.#mayHaveOthers(name);
    this.#open.set(name, known);
    return known;
  }

  #mayHaveOthers(name: string): boolean {
    const names = [...this.aliases.namesOf(name)];
    const told = names.flatMap((one) => this.groupsNamed(one));
    const kinds = names.map((one) => this.#kinds.get(one));
    const isWhole =
      told.some(({ closed }) => closed) || names.includes(EVERYBODY) || (names.includes(ADMINS) && this.#adminsKnown);
    const isGroup = told.length > 0 || kinds.includes('group');
    const isOther =
      isIdentifier(name) || kinds.includes('other') || names.some((one) => this.aliases.isNameOfUser(one));
    return !isWhole && (isGroup || !isOther);
  }
}
