/**
 * What each role says about one operation in one plane: `Actions − NotActions` or `DataActions − NotDataActions`, block by
 * block (https://learn.microsoft.com/azure/role-based-access-control/role-definitions). Computed once for each role.
 */

import type { Effect } from '../../decision.ts';
import { SWITCH_PERMISSION_MODEL } from '../access-request.ts';
import type { AzureReason } from '../azure-reason.ts';
import { matchesOperation, type OperationPattern, type Plane, withoutStarSegment } from '../operation-pattern.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { HSM_OPERATIONS, VAULT_OPERATIONS } from './policy-permissions.ts';
import { type Block, listsOf, type Role, type RoleBook } from './role-book.ts';
import { both, either, NO, not, type Truth, UNKNOWN, YES } from './truth.ts';

/** A block that grants the operation, or may. */
export interface BlockMatch {
  readonly value: Truth;
  readonly block: number;
  /** The entry that grants. */
  readonly entry: OperationPattern;
  /** The entry of which the reading is not known. */
  readonly doubtful: OperationPattern | undefined;
  readonly condition: string | undefined;
}

export interface DefinitionMatch {
  readonly role: Role;
  readonly blocks: readonly BlockMatch[];
}

export interface RoleMatch {
  /** Empty where nobody defines the role. */
  readonly definitions: readonly DefinitionMatch[];
  /** The value where it hangs on no condition, else undefined. */
  readonly value: Truth | undefined;
  /** Links to its entry by their effect, where every request gets the same ones. */
  readonly links: Map<Effect, readonly AzureReason[]>;
}

/** Why a role that comes near does not grant. */
export interface RoleMiss {
  readonly role: Role;
  readonly kind: 'excluded' | 'wrong-plane';
  readonly entry: OperationPattern;
  readonly exclusion: OperationPattern | undefined;
}

interface EntryMatch {
  readonly value: Truth;
  readonly entry: OperationPattern;
}

/**
 * What an entry says of an operation. A star segment that would have to stand for no segment makes it unknown: whether the
 * service reads entries so is not known.
 */
function matchEntries(entries: readonly OperationPattern[], operation: string): EntryMatch | undefined {
  let doubtful: OperationPattern | undefined;
  for (const entry of entries) {
    if (matchesOperation(entry, operation)) {
      return { value: YES, entry };
    }
    const shorter = withoutStarSegment(entry);
    if (shorter && matchesOperation(shorter, operation)) {
      doubtful ??= entry;
    }
  }
  return doubtful && { value: UNKNOWN, entry: doubtful };
}

export function matchBlocks(blocks: readonly Block[], operation: string, plane: Plane): readonly BlockMatch[] {
  return blocks.flatMap((block, index) => {
    const { grants, exclusions } = listsOf(block, plane);
    const grant = matchEntries(grants, operation);
    if (!grant) {
      return [];
    }
    const exclusion = matchEntries(exclusions, operation);
    const value = both(grant.value, not(exclusion?.value ?? NO));
    const doubtful = grant.value === UNKNOWN ? grant.entry : exclusion?.value === UNKNOWN ? exclusion.entry : undefined;
    return value === NO ? [] : [{ value, block: index, entry: grant.entry, doubtful, condition: block.condition }];
  });
}

/** What the definitions of a role say together: where they disagree, nothing. */
export function agreed(values: readonly Truth[]): Truth {
  const [first = UNKNOWN] = values;
  return values.every((value) => value === first) ? first : UNKNOWN;
}

const UNASKED = -1;
/** Of a role that hangs on conditions. */
export const CONDITIONAL = 3;

function specialOf(operation: string, plane: Plane): OperationMatcher['special'] {
  if (operation === SWITCH_PERMISSION_MODEL.toLowerCase()) {
    return 'other';
  }
  if (plane === 'control') {
    return undefined;
  }
  return operation.startsWith(VAULT_OPERATIONS) ? 'vault' : operation.startsWith(HSM_OPERATIONS) ? 'other' : undefined;
}

export class OperationMatcher {
  /** In lower case. */
  readonly operation: string;
  readonly plane: Plane;
  /** What decides beside role assignments, or instead of them. */
  readonly special: 'vault' | 'other' | undefined;
  readonly #roles: RoleBook;
  readonly #matches: (RoleMatch | undefined)[] = [];
  readonly #quick = new GrowingNumbers(UNASKED);
  /** Null of a role that does not come near. */
  readonly #misses: (RoleMiss | null | undefined)[] = [];

  constructor(operation: string, plane: Plane, roles: RoleBook) {
    this.operation = operation;
    this.plane = plane;
    this.special = specialOf(operation, plane);
    this.#roles = roles;
  }

  /** The value of a role, or `CONDITIONAL`. */
  quickValueOf(role: number): Truth | typeof CONDITIONAL {
    const known = this.#quick.get(role);
    if (known === NO || known === YES || known === UNKNOWN || known === CONDITIONAL) {
      return known;
    }
    const value = this.matchOf(role).value ?? CONDITIONAL;
    this.#quick.set(role, value);
    return value;
  }

  matchOf(role: number): RoleMatch {
    return this.#matches[role] ?? this.#match(role);
  }

  #match(role: number): RoleMatch {
    const definitions = this.#roles
      .definitionsOf(role)
      .map((one) => ({ role: one, blocks: matchBlocks(one.blocks, this.operation, this.plane) }));
    const match = { definitions, value: valueWithoutConditions(definitions), links: new Map() };
    // The array stays without holes, which keeps it fast.
    while (this.#matches.length < role) {
      this.#matches.push(undefined);
    }
    this.#matches[role] = match;
    return match;
  }

  /** Why a role does not grant that comes near. */
  missOf(role: number): RoleMiss | undefined {
    let miss = this.#misses[role];
    if (miss === undefined) {
      miss = this.#miss(role) ?? null;
      while (this.#misses.length < role) {
        this.#misses.push(undefined);
      }
      this.#misses[role] = miss;
    }
    return miss ?? undefined;
  }

  #miss(role: number): RoleMiss | undefined {
    const definitions = this.#roles.definitionsOf(role);
    for (const one of definitions) {
      for (const block of one.blocks) {
        const { grants, exclusions } = listsOf(block, this.plane);
        const entry = grants.find((grant) => matchesOperation(grant, this.operation));
        const exclusion = exclusions.find((pattern) => matchesOperation(pattern, this.operation));
        if (entry && exclusion) {
          return { role: one, kind: 'excluded', entry, exclusion };
        }
      }
    }
    const otherPlane = this.plane === 'control' ? 'data' : 'control';
    for (const one of definitions) {
      const entry = matchBlocks(one.blocks, this.operation, otherPlane)[0]?.entry;
      if (entry) {
        return { role: one, kind: 'wrong-plane', entry, exclusion: undefined };
      }
    }
    return undefined;
  }
}

function valueWithoutConditions(definitions: readonly DefinitionMatch[]): Truth | undefined {
  const values: Truth[] = [];
  for (const { blocks } of definitions) {
    const plain = blocks.filter(({ condition }) => condition === undefined);
    const value = plain.reduce<Truth>((sum, block) => either(sum, block.value), NO);
    if (value !== YES && plain.length < blocks.length) {
      return undefined;
    }
    values.push(value);
  }
  return agreed(values);
}
