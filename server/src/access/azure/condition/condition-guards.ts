/**
 * The parts of a condition by what they bind. Nearly every condition is an AND of parts of the form
 * `!(ActionMatches{'…'}) OR (test)`: the test binds that operation, and no other
 * (https://learn.microsoft.com/azure/role-based-access-control/conditions-format#actions).
 */
import { type Expression, expressionsIn, type FunctionCall, ungrouped } from './condition-nodes.ts';

export interface Clause {
  readonly whole: Expression;
  /** Where it binds some operations only: what holds for all others. Nothing but operations and sub-operations is in it. */
  readonly guards: readonly Expression[];
  /** One of these has to hold for the operations that are bound. */
  readonly tests: readonly Expression[];
}

/** The parts that all have to hold. */
export function clausesOf(expression: Expression): readonly Clause[] {
  return flatten(expression, 'and').map((whole) => {
    const parts = flatten(whole, 'or');
    const guards = parts.filter(isGuard);
    return { whole, guards, tests: parts.filter((part) => !guards.includes(part)) };
  });
}

function flatten(expression: Expression, kind: 'and' | 'or'): readonly Expression[] {
  const inner = ungrouped(expression);
  return inner.kind === kind ? inner.operands.flatMap((operand) => flatten(operand, kind)) : [inner];
}

/** Whether an expression speaks of the operation alone. */
function isGuard(expression: Expression): boolean {
  switch (expression.kind) {
    case 'group':
      return isGuard(expression.inner);
    case 'not':
      return isGuard(expression.operand);
    case 'and':
    case 'or':
      return expression.operands.every(isGuard);
    default:
      return expression.kind === 'action-matches' || expression.kind === 'sub-operation-matches';
  }
}

/** The calls of ActionMatches that say which operations a part binds. */
export function boundOperations({ guards }: Clause): readonly FunctionCall[] {
  return guards.flatMap((guard) => [...callsUnder(guard, false)]);
}

/** The calls that stand under a negation, or under an odd number of them. */
function* callsUnder(expression: Expression, negated: boolean): Generator<FunctionCall> {
  switch (expression.kind) {
    case 'group':
      yield* callsUnder(expression.inner, negated);
      break;
    case 'not':
      yield* callsUnder(expression.operand, !negated);
      break;
    case 'and':
    case 'or':
      for (const operand of expression.operands) {
        yield* callsUnder(operand, negated);
      }
      break;
    case 'action-matches':
      if (negated) {
        yield expression;
      }
  }
}

/** Whether a part of a condition says, in whatever way, which operations it is about. */
export function namesOperations(whole: Expression): boolean {
  for (const { kind } of expressionsIn(whole)) {
    if (kind === 'action-matches' || kind === 'sub-operation-matches') {
      return true;
    }
  }
  return false;
}
