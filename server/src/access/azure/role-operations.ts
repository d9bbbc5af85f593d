/** What a role grants of the operations that a pattern matches, by its entries and what they exclude. */
import type { BuiltInRole, OperationFacts } from '../facts.ts';
import type { OperationPattern, Plane } from './operation-pattern.ts';
import { grantsInPlane } from './role-grants.ts';

const PLANES = ['control', 'data'] as const;

/** Whether a role grants an operation that the pattern matches, in either plane. */
export function grantsAny(role: BuiltInRole, pattern: OperationPattern, operations: OperationFacts): boolean {
  return PLANES.some((plane) =>
    pattern.stars === 0
      ? grantsInPlane(role, pattern.key, plane)
      : operations.list(pattern, plane).some(({ name }) => grantsInPlane(role, name.toLowerCase(), plane)),
  );
}

/** A published operation of a plane that a role grants and that is done on something else than the type or what is below it. */
export function grantedElsewhere(
  role: BuiltInRole,
  plane: Plane,
  type: string,
  patterns: readonly OperationPattern[],
  operations: OperationFacts,
): string | undefined {
  const below = `${type.toLowerCase()}/`;
  for (const pattern of patterns) {
    const found = operations.list(pattern, plane).find(({ name }) => {
      const key = name.toLowerCase();
      return !key.startsWith(below) && grantsInPlane(role, key, plane);
    });
    if (found) {
      return found.name;
    }
  }
  return undefined;
}
