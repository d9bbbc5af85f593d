/** Conditions by their text, each read once. */
import { type ConditionDecision, type ConditionRequest, decideCondition } from './condition-evaluator.ts';
import type { ConditionProblem, Expression } from './condition-nodes.ts';
import { parseCondition } from './condition-parser.ts';

export interface CompiledCondition {
  readonly expression: Expression;
  readonly problems: readonly ConditionProblem[];
  /** A condition that the grammar does not take is never decided. */
  decide(request: ConditionRequest): ConditionDecision;
}

const KEPT = 5_000;
const compiled = new Map<string, CompiledCondition>();

export function compileCondition(text: string): CompiledCondition {
  const known = compiled.get(text);
  if (known) {
    return known;
  }
  if (compiled.size >= KEPT) {
    compiled.clear();
  }
  const { expression, problems } = parseCondition(text);
  const condition: CompiledCondition = {
    expression,
    problems,
    decide: (request) => {
      const decision = decideCondition(expression, request);
      return problems.length > 0 ? { value: 'unknown', missing: decision.missing } : decision;
    },
  };
  compiled.set(text, condition);
  return condition;
}
