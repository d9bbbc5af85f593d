/** Writing and deleting assignments: conditions ask for the same attributes from another source. */
import { boundOperations, type Clause } from '../../access/azure/condition/condition-guards.ts';
import { matchesOperation, parseOperation } from '../../access/azure/operation-pattern.ts';

export const ASSIGNMENTS = 'Microsoft.Authorization/roleAssignments';

/** Each operation on assignments, the source of the assignment's attributes there, and the other operation. */
export const SIDES = [
  { operation: `${ASSIGNMENTS}/write`, source: 'Request', other: `${ASSIGNMENTS}/delete`, otherSource: 'Resource' },
  { operation: `${ASSIGNMENTS}/delete`, source: 'Resource', other: `${ASSIGNMENTS}/write`, otherSource: 'Request' },
] as const;

export type Side = (typeof SIDES)[number];

/** Whether a part of a condition binds an operation. */
export function binds(clause: Clause, operation: string): boolean {
  return boundOperations(clause).some(
    ({ argument }) =>
      argument.kind === 'literal' && matchesOperation(parseOperation(argument.value), operation.toLowerCase()),
  );
}

/** The operation on assignments that a part of a condition binds, where it is the only one. */
export function sideOf(clause: Clause): Side | undefined {
  const side = SIDES.find(({ operation }) => binds(clause, operation));
  const calls = boundOperations(clause);
  const isOnly = calls.every(
    ({ argument }) => argument.kind === 'literal' && argument.value.toLowerCase() === side?.operation.toLowerCase(),
  );
  return isOnly ? side : undefined;
}
