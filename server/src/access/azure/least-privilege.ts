/**
 * Which roles grant what is asked for and the least beyond it. A role grants what its entries match, less its exclusions;
 * whether a condition holds and where a role is assigned is not looked at.
 */
import type { OperationFacts, Permission } from '../facts.ts';
import { GrantIndex } from './granted-operations.ts';
import type { OperationSet, PlaneCount } from './operation-set.ts';
import { PRIVILEGED_OPERATIONS } from './privileged-operations.ts';
import { mayGrant, sampleOf } from './role-sieve.ts';

/** What has to be known of a role to rank it; roles that grant equally much stand in the order of their names. */
export interface RankedPermissions {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

export interface RankedRole<R> {
  readonly role: R;
  /** What it grants of what was asked for. */
  readonly covered: OperationSet;
  /** Everything that it grants. */
  readonly granted: OperationSet;
  /** How much of it nobody asked for. */
  readonly excess: PlaneCount;
  /** Operations among those beyond by which rights are given. */
  readonly privileged: readonly string[];
  /** What it grants of what was asked for by blocks with a condition only. */
  readonly conditional: OperationSet;
  /** What it grants of what was asked for only if a star segment may stand for no segment. */
  readonly unsure: OperationSet;
}

export interface LeastPrivilege<R> {
  /** The roles that grant everything, those that grant least beyond it first. */
  readonly covering: readonly RankedRole<R>[];
  /**
   * Where no role grants everything, roles that do it together, found greedily: each is the one that grants most of what
   * is left, and of those the one with least beyond. So a smaller set may exist, if there are more than two.
   */
  readonly together: readonly RankedRole<R>[];
  /** What no role grants. */
  readonly missing: OperationSet;
}

export function findLeastPrivilege<R extends RankedPermissions>(
  asked: OperationSet,
  roles: readonly R[],
  operations: OperationFacts,
): LeastPrivilege<R> {
  const index = new GrantIndex(operations);
  const sample = sampleOf(asked, operations);
  const rank = rankerOf<R>(asked, index, operations);
  const covering = roles
    .filter((role) => mayGrant(role.permissions, sample, 'all'))
    .map(rank)
    .filter(({ covered }) => covered === asked);
  if (covering.length > 0) {
    return { covering: covering.sort(compareRoles), together: [], missing: index.emptySet() };
  }
  const helping = roles
    .filter((role) => mayGrant(role.permissions, sample, 'some'))
    .map(rank)
    .filter(({ covered }) => !covered.isEmpty)
    .sort(compareRoles);
  const missing = asked.copy();
  for (const { covered } of helping) {
    missing.removeAll(covered);
  }
  return { covering: [], together: coverTogether(asked.without(missing), helping), missing };
}

/** Ranks roles one by one; what many of them have in common is one object, for hundreds may be asked about. */
function rankerOf<R extends RankedPermissions>(
  asked: OperationSet,
  index: GrantIndex,
  operations: OperationFacts,
): (role: R) => RankedRole<R> {
  const nothing = index.emptySet();
  const privileged = privilegedNumbers(operations);
  return (role) => {
    const { all, sure, unconditional } = index.grantedBy(role.permissions);
    const covered = all.contains(asked) ? asked : asked.shared(all);
    return {
      role,
      covered,
      granted: all,
      excess: all.countWithout(asked),
      privileged: namesIn(all, privileged, asked),
      conditional: unconditional === all ? nothing : covered.without(unconditional),
      unsure: sure === all ? nothing : covered.without(sure),
    };
  };
}

type NumberedName = readonly [name: string, number: number];

function privilegedNumbers(operations: OperationFacts): readonly NumberedName[] {
  return PRIVILEGED_OPERATIONS.flatMap((name): NumberedName[] => {
    const number = operations.numberOf(name.toLowerCase());
    return number === undefined ? [] : [[name, number]];
  });
}

function namesIn(set: OperationSet, names: readonly NumberedName[], except?: OperationSet): readonly string[] {
  return names
    .filter(([, number]) => set.has(number, 'control') && !except?.has(number, 'control'))
    .map(([name]) => name);
}

/** The operations of a set by which rights are given, in Azure's own writing. */
export function privilegedIn(set: OperationSet, operations: OperationFacts): readonly string[] {
  return namesIn(set, privilegedNumbers(operations));
}

/** Least beyond first; where that is equally much, nothing privileged first, then by name. */
function compareRoles(a: RankedRole<RankedPermissions>, b: RankedRole<RankedPermissions>): number {
  return (
    a.excess.control + a.excess.data - (b.excess.control + b.excess.data) ||
    a.privileged.length - b.privileged.length ||
    (a.role.name < b.role.name ? -1 : a.role.name > b.role.name ? 1 : 0)
  );
}

/** @param roles those that grant some of it, least beyond first */
function coverTogether<R>(asked: OperationSet, roles: readonly RankedRole<R>[]): readonly RankedRole<R>[] {
  const chosen: RankedRole<R>[] = [];
  const left = asked.copy();
  // What a role adds only ever shrinks, so what it added last is the most that it can add now.
  const most = roles.map(({ covered }) => total(covered.count()));
  while (!left.isEmpty) {
    let best = -1;
    let bestCount = 0;
    for (const [at, role] of roles.entries()) {
      if ((most[at] ?? 0) > bestCount) {
        const count = role.covered.countShared(left);
        most[at] = count;
        if (count > bestCount) {
          best = at;
          bestCount = count;
        }
      }
    }
    const role = roles[best];
    if (!role) {
      break;
    }
    chosen.push(role);
    left.removeAll(role.covered);
  }
  return tighten(asked, chosen, roles);
}

/** Puts in the place of each role the one with least beyond that grants what the others leave to it, or none. */
function tighten<R>(
  asked: OperationSet,
  chosen: readonly RankedRole<R>[],
  roles: readonly RankedRole<R>[],
): readonly RankedRole<R>[] {
  const kept = [...chosen];
  for (const role of chosen) {
    const at = kept.indexOf(role);
    const needed = asked.copy();
    for (const other of kept) {
      if (other !== role) {
        needed.removeAll(other.covered);
      }
    }
    const tightest = needed.isEmpty ? undefined : roles.find(({ covered }) => covered.contains(needed));
    kept.splice(at, 1, ...(tightest ? [tightest] : []));
  }
  return kept;
}

function total({ control, data }: PlaneCount): number {
  return control + data;
}
