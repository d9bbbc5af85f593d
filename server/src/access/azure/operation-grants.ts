/** What the lists of a role give and take away, as far as the published operations tell. */
import type { OperationFacts } from '../facts.ts';
import { coverOf } from './operation-cover.ts';
import { matchesOperation, type OperationPattern, type Plane } from './operation-pattern.ts';
import type { OperationTally } from './operation-tally.ts';

/** Whether some published operation of the plane is matched by both. */
export function shareOperation(
  a: OperationPattern,
  b: OperationPattern,
  plane: Plane,
  operations: OperationFacts,
): boolean {
  if (a === b) {
    return true;
  }
  if (a.stars === 0 || b.stars === 0) {
    const [wildcard, name] = a.stars === 0 ? [b, a] : [a, b];
    return matchesOperation(wildcard, name.key);
  }
  const fitsBefore = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  const fitsBehind = a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix);
  if (!fitsBefore || !fitsBehind) {
    return false;
  }
  const [narrow, wide] = a.prefix.length + a.suffix.length >= b.prefix.length + b.suffix.length ? [a, b] : [b, a];
  return operations.list(narrow, plane).some(({ name }) => matchesOperation(wide, name.toLowerCase()));
}

/** Whether an exclusion takes anything away from what the grants give. */
export function takesAway(
  exclusion: OperationPattern,
  grants: OperationTally,
  plane: Plane,
  operations: OperationFacts,
): boolean {
  // Wildcards first: they are few, and the usual `*` settles it.
  for (const wildcard of grants.wildcards) {
    if (shareOperation(wildcard, exclusion, plane, operations)) {
      return true;
    }
  }
  if (exclusion.stars === 0) {
    return grants.has(exclusion);
  }
  for (const grant of grants.patterns()) {
    if (grant.stars === 0 && matchesOperation(exclusion, grant.key)) {
      return true;
    }
  }
  return false;
}

/** Whether nothing is left of the grants, whatever operations there are. */
export function leavesNothing(grants: OperationTally, exclusions: OperationTally): boolean {
  const cover = coverOf(exclusions.wildcards);
  for (const grant of grants.patterns()) {
    if (!exclusions.has(grant) && cover.by(grant) === undefined) {
      return false;
    }
  }
  return true;
}
