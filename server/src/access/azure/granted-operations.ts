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

/** Remembers what entries match: roles repeat theirs. */
export class GrantIndex {
  readonly #operations: OperationFacts;
  readonly #matches: Readonly<Record<Plane, Map<OperationPattern, Match>>> = { control: new Map(), data: new Map() };

  constructor(operations: OperationFacts) {
    this.#operations = operations;
  }

  emptySet(): OperationSet {
    return new OperationSet(this.#operations.size);
  }

  grantedBy(permissions: readonly Permission[]): GrantedOperations {
    const all = this.#unite(permissions, true);
    const isOpen = permissions.some((permission) => this.#hasLenient(permission));
    const free = permissions.filter(({ condition }) => condition === undefined);
    return {
      all,
      sure: isOpen ? this.#unite(permissions, false) : all,
      unconditional: free.length === permissions.length ? all : this.#unite(free, true),
    };
  }

  /** @param generous whether a doubtful entry grants and a doubtful exclusion does not exclude; else the reverse */
  #unite(permissions: readonly Permission[], generous: boolean): OperationSet {
    const [first, ...others] = permissions.map((permission) => this.#grantedByBlock(permission, generous));
    for (const other of others) {
      first?.addAll(other);
    }
    return first ?? this.emptySet();
  }

  #grantedByBlock(permission: Permission, generous: boolean): OperationSet {
    const granted = this.emptySet();
    for (const [plane, grants, exclusions] of LISTS) {
      const [added, removed] = [grants, exclusions].map((list) => this.#matchesOf(permission[list], plane));
      for (const { numbers, isLenient } of added ?? []) {
        if (generous || !isLenient) {
          granted.addNumbers(numbers, plane);
        }
      }
      for (const { numbers, isLenient } of removed ?? []) {
        if (!generous || !isLenient) {
          granted.removeNumbers(numbers, plane);
        }
      }
    }
    return granted;
  }

  #hasLenient(permission: Permission): boolean {
    return LISTS.some(([plane, grants, exclusions]) =>
      [grants, exclusions].some((list) => this.#matchesOf(permission[list], plane).some(({ isLenient }) => isLenient)),
    );
  }

  #matchesOf(entries: readonly string[], plane: Plane): readonly Match[] {
    return entries.map((entry) => {
      const pattern = parseOperation(entry);
      const match = this.#matches[plane].get(pattern) ?? this.#findMatch(pattern, plane);
      this.#matches[plane].set(pattern, match);
      return match;
    });
  }

  #findMatch(pattern: OperationPattern, plane: Plane): Match {
    const strict = this.#collect(pattern, plane);
    const lenient = withoutStarSegment(pattern);
    if (strict.isKnown || !lenient) {
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
