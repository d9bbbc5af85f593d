/**
 * Which published operations the permissions of a role grant, exclusions taken off. Scopes, deny assignments and whether
 * a condition holds are not looked at.
 */
import type { OperationFacts, Permission } from '../facts.ts';
import { type OperationPattern, type Plane, parseOperation, withoutStarSegment } from './operation-pattern.ts';
import { OperationSet } from './operation-set.ts';

/** What a role grants, in the readings that Azure leaves open. */
export interface GrantedOperations {
  /** Everything that it may grant. */
  readonly all: OperationSet;
  /** What it grants also if a star segment never stands for no segment; the same object where that makes no difference. */
  readonly sure: OperationSet;
  /** What it grants by blocks without a condition; the same object as `all` where no block has one. */
  readonly unconditional: OperationSet;
}

/** What an entry matches in the plane of its list. */
interface Match {
  /** The numbers of the operations. */
  readonly numbers: readonly number[];
  /** Whether it does so only if its star segment may stand for no segment. */
  readonly isLenient: boolean;
}

const LISTS = [
  ['control', 'actions', 'notActions'],
  ['data', 'dataActions', 'notDataActions'],
] as const;

/** A block with its entries looked up. */
interface Block {
  readonly lists: readonly {
    readonly plane: Plane;
    readonly grants: readonly Match[];
    readonly excludes: readonly Match[];
  }[];
  readonly isConditional: boolean;
  /** Whether an entry of it has to be read leniently. */
  readonly isOpen: boolean;
}

/** Remembers what entries match: roles repeat theirs. */
export class GrantIndex {
  readonly #operations: OperationFacts;
  /** By the text of the entry. */
  readonly #matches: Readonly<Record<Plane, Map<string, Match>>> = { control: new Map(), data: new Map() };

  constructor(operations: OperationFacts) {
    this.#operations = operations;
  }

  emptySet(): OperationSet {
    return new OperationSet(this.#operations.size);
  }

  grantedBy(permissions: readonly Permission[]): GrantedOperations {
    const blocks = permissions.map((permission) => this.#lookUp(permission));
    const all = this.#unite(blocks, true);
    const free = blocks.filter(({ isConditional }) => !isConditional);
    return {
      all,
      sure: blocks.some(({ isOpen }) => isOpen) ? this.#unite(blocks, false) : all,
      unconditional: free.length === blocks.length ? all : this.#unite(free, true),
    };
  }

  /** @param generous whether a doubtful entry grants and a doubtful exclusion does not exclude; else the reverse */
  #unite(blocks: readonly Block[], generous: boolean): OperationSet {
    const [first, ...others] = blocks.map((block) => this.#grantedByBlock(block, generous));
    for (const other of others) {
      first?.addAll(other);
    }
    return first ?? this.emptySet();
  }

  #grantedByBlock({ lists }: Block, generous: boolean): OperationSet {
    const granted = this.emptySet();
    for (const { plane, grants, excludes } of lists) {
      for (const { numbers, isLenient } of grants) {
        if (generous || !isLenient) {
          granted.addNumbers(numbers, plane);
        }
      }
      for (const { numbers, isLenient } of excludes) {
        if (!generous || !isLenient) {
          granted.removeNumbers(numbers, plane);
        }
      }
    }
    return granted;
  }

  #lookUp(permission: Permission): Block {
    const lists = LISTS.map(([plane, grants, exclusions]) => ({
      plane,
      grants: this.#matchesOf(permission[grants], plane),
      excludes: this.#matchesOf(permission[exclusions], plane),
    }));
    const isOpen = lists.some(({ grants, excludes }) => grants.some(isLenientMatch) || excludes.some(isLenientMatch));
    return { lists, isConditional: permission.condition !== undefined, isOpen };
  }

  #matchesOf(entries: readonly string[], plane: Plane): readonly Match[] {
    const known = this.#matches[plane];
    return entries.map((entry) => {
      let match = known.get(entry);
      if (!match) {
        match = this.#findMatch(parseOperation(entry), plane);
        known.set(entry, match);
      }
      return match;
    });
  }

  #findMatch(pattern: OperationPattern, plane: Plane): Match {
    const strict = this.#collect(pattern, plane);
    const lenient = strict.isKnown ? undefined : withoutStarSegment(pattern);
    if (!lenient) {
      return { numbers: strict.numbers, isLenient: false };
    }
    const { numbers } = this.#collect(lenient, plane);
    return { numbers, isLenient: numbers.length > 0 };
  }

  /** Known is a pattern that matches something in any plane. */
  #collect(
    pattern: OperationPattern,
    plane: Plane,
  ): { readonly numbers: readonly number[]; readonly isKnown: boolean } {
    const numbers: number[] = [];
    let isKnown = false;
    this.#operations.visit(pattern, (number, planes) => {
      isKnown = true;
      if (planes.includes(plane)) {
        numbers.push(number);
      }
    });
    return { numbers, isKnown };
  }
}

function isLenientMatch({ isLenient }: Match): boolean {
  return isLenient;
}
