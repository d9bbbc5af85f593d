/** The names of one identity in different systems, and which of them stand for several identities. */
import type { Origin } from '../../decision.ts';
import type { IdentityAlias } from '../secret-access-facts.ts';
import { addTo } from './grouping.ts';
import { isIdentifier, isUser, nameKey } from './names.ts';

export class IdentityNames {
  readonly #aliases = new Map<string, IdentityAlias[]>();
  readonly #ambiguous = new Map<string, boolean>();

  constructor(aliases: readonly IdentityAlias[]) {
    for (const alias of aliases) {
      for (const name of new Set(alias.names.map(nameKey))) {
        addTo(this.#aliases, name, alias);
      }
    }
  }

  /** Every name that some alias has. */
  all(): Iterable<string> {
    return this.#aliases.keys();
  }

  aliasesOf(name: string): readonly IdentityAlias[] {
    return this.#aliases.get(name) ?? [];
  }

  /** The names that one name certainly has, itself included. */
  namesOf(name: string): ReadonlySet<string> {
    const names = new Set([name]);
    for (const one of names) {
      for (const other of this.sameAs(one)) {
        names.add(other.name);
      }
    }
    return names;
  }

  /** Other names of the same identity, as one alias tells. */
  *sameAs(name: string): Generator<{ readonly name: string; readonly origin: Origin }> {
    if (this.isAmbiguous(name)) {
      return;
    }
    for (const { names, origin } of this.aliasesOf(name)) {
      for (const other of names.map(nameKey)) {
        if (other !== name && other !== '' && !this.isAmbiguous(other)) {
          yield { name: other, origin };
        }
      }
    }
  }

  /** Adds the names that a name may have, ambiguous ones and what they lead to. */
  addPossible(names: Set<string>, name: string): void {
    for (const alias of this.aliasesOf(name)) {
      for (const other of alias.names.map(nameKey)) {
        if (other !== '') {
          names.add(other);
        }
      }
    }
  }

  isAmbiguous(name: string): boolean {
    const known = this.#ambiguous.get(name) ?? (!isIdentifier(name) && this.#meansSeveral(name));
    this.#ambiguous.set(name, known);
    return known;
  }

  /** Whether it is another name of an identity that is known by an e-mail. */
  isNameOfUser(name: string): boolean {
    return this.aliasesOf(name).some(({ names: [first = ''] }) => isUser(nameKey(first)));
  }

  /** Whether the facts that have a name are about identities that nothing else links. */
  #meansSeveral(name: string): boolean {
    let identity: ReadonlySet<string> | undefined;
    for (const { names } of this.aliasesOf(name)) {
      const identifiers = names.map(nameKey).filter(isIdentifier);
      if (identifiers.length === 0) {
        continue;
      }
      identity ??= this.#linkedBy(identifiers);
      if (!identifiers.some((one) => identity?.has(one))) {
        return true;
      }
    }
    return false;
  }

  /** The identifiers that are linked to some, other names left out. */
  #linkedBy(identifiers: readonly string[]): ReadonlySet<string> {
    const linked = new Set(identifiers);
    for (const one of linked) {
      for (const { names } of this.aliasesOf(one)) {
        for (const other of names.map(nameKey)) {
          if (isIdentifier(other)) {
            linked.add(other);
          }
        }
      }
    }
    return linked;
  }
}
