/**
 * Who comes to a name, from the name down: the groups below it, their members, and the other names of these. The opposite way
 * to the closure of an identity, for questions about everybody: what it costs goes with who is found.
 */
import type { FactView } from './fact-view.ts';
import type { IdentityGraph } from './identity-graph.ts';
import type { KnownPrincipal } from './known-principals.ts';

export interface Reached {
  /** Known principals, by their place in the list, of whom the name is certainly one or a group. */
  readonly certain: readonly number[];
  /** Those of whom it is one, if an ambiguous name means them. */
  readonly maybe: readonly number[];
}

/** Principals held before all are dropped: bounds the memory that questions take. */
const HELD_LIMIT = 4_000_000;

export class Reach {
  readonly #view: FactView;
  readonly #identities: IdentityGraph;
  /** The place of each known principal by the name that its closure begins with. */
  readonly #places: ReadonlyMap<number, number>;
  readonly #reached = new Map<number, Reached>();
  #held = 0;

  constructor(view: FactView, identities: IdentityGraph, principals: readonly KnownPrincipal[]) {
    this.#view = view;
    this.#identities = identities;
    this.#places = new Map(principals.map(({ name }, place) => [name, place]));
  }

  of(name: number): Reached {
    let reached = this.#reached.get(name);
    if (!reached) {
      reached = this.#read(name);
      if (this.#held > HELD_LIMIT) {
        this.#reached.clear();
        this.#held = 0;
      }
      this.#held += 1 + reached.certain.length + reached.maybe.length;
      this.#reached.set(name, reached);
    }
    return reached;
  }

  #read(name: number): Reached {
    const certain = this.#below([name], true);
    const all = this.#below(certain, false);
    const maybe = [...all].filter((one) => !certain.has(one));
    return { certain: this.#placesOf(certain), maybe: this.#placesOf(maybe) };
  }

  #placesOf(names: Iterable<number>): number[] {
    const places: number[] = [];
    for (const name of names) {
      const place = this.#places.get(name);
      if (place !== undefined) {
        places.push(place);
      }
    }
    return places;
  }

  /** All names from which links lead to some. */
  #below(start: Iterable<number>, isCertain: boolean): ReadonlySet<number> {
    const names = new Set(start);
    // A set hands out what is added to it while it is walked.
    for (const name of names) {
      const isOpen = isCertain && this.#identities.isAmbiguous(name);
      for (const alias of isOpen ? [] : this.#view.aliasesOf(name)) {
        for (const other of alias.names) {
          if (!(isCertain && this.#identities.isAmbiguous(other))) {
            names.add(other);
          }
        }
      }
      for (const { members } of this.#view.groupsNamed(name)) {
        for (const member of members) {
          names.add(member);
        }
      }
    }
    return names;
  }
}
