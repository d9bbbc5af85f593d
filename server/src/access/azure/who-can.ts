/** Every known principal that may do an operation on a resource, or of which a missing fact leaves that open. */
import type { Decision, Outcome } from '../decision.ts';
import type { AccessIndex } from './access-index.ts';
import type { AccessRequest, ConditionDecider } from './access-request.ts';
import type { AzureReason } from './azure-reason.ts';
import type { AccessState } from './evaluation/access-state.ts';
import { findAllowed } from './evaluation/allowed-principals.ts';
import { askQuestion, type Question } from './evaluation/question.ts';
import { decideQuestion } from './evaluation/question-decision.ts';
import { OUTCOMES } from './evaluation/truth.ts';

export interface PrincipalDecision {
  /** The user principal name, else the display name, else the object id. */
  readonly principal: string;
  readonly decision: Decision<AzureReason>;
}

export interface PrincipalOutcome {
  readonly principal: string;
  readonly outcome: Outcome;
}

type Asked = Omit<AccessRequest, 'principal'>;

/** Sorted by principal; who may not is left out. */
export function whoCan(
  { state }: AccessIndex,
  asked: Asked,
  conditions: ConditionDecider,
): readonly PrincipalDecision[] {
  const first = askFirst(state, asked, conditions);
  return findAllowed(first).map(({ known }) => {
    const question = first.of(known);
    const { value, reasons, unknowns } = decideQuestion(question);
    return { principal: known.principal, decision: { outcome: OUTCOMES[value], reasons, unknowns } };
  });
}

/** The same without reasons, at a fraction of the cost. */
export function whoCanBriefly(
  { state }: AccessIndex,
  asked: Asked,
  conditions: ConditionDecider,
): readonly PrincipalOutcome[] {
  return findAllowed(askFirst(state, asked, conditions)).map(({ known, value }) => ({
    principal: known.principal,
    outcome: OUTCOMES[value],
  }));
}

function askFirst(state: AccessState, asked: Asked, conditions: ConditionDecider): Question {
  // All but the principal is the same for everybody.
  return askQuestion(state, { ...asked, principal: '' }, conditions, state.view.tables.scopes.add(asked.resource));
}
