/** May a principal do an operation on a resource of Azure, and why. */
import type { Decision, Outcome } from '../decision.ts';
import type { AccessIndex } from './access-index.ts';
import type { AccessRequest, ConditionDecider } from './access-request.ts';
import type { AzureReason } from './azure-reason.ts';
import { askQuestion, type Question } from './evaluation/question.ts';
import { decideQuestion, quickValue } from './evaluation/question-decision.ts';
import { OUTCOMES, YES } from './evaluation/truth.ts';

export function decideAccess(
  index: AccessIndex,
  request: AccessRequest,
  conditions: ConditionDecider,
): Decision<AzureReason> {
  const { value, reasons, unknowns } = decideQuestion(questionOf(index, request, conditions));
  return { outcome: OUTCOMES[value], reasons, unknowns };
}

/** The outcome alone, at a fraction of the cost. */
export function decideOutcome(index: AccessIndex, request: AccessRequest, conditions: ConditionDecider): Outcome {
  return OUTCOMES[quickValue(questionOf(index, request, conditions))];
}

export function isAllowed(index: AccessIndex, request: AccessRequest, conditions: ConditionDecider): boolean {
  return quickValue(questionOf(index, request, conditions)) === YES;
}

function questionOf({ state }: AccessIndex, request: AccessRequest, conditions: ConditionDecider): Question {
  return askQuestion(state, request, conditions, state.view.tables.scopes.add(request.resource));
}
