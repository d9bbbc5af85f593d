/** Every known principal that may do an operation on a resource, or of which a missing fact leaves that open. */
import type { Decision } from '../decision.ts';
import type { AccessIndex } from './access-index.ts';
import type { AccessRequest, ConditionDecider } from './access-request.ts';
import type { AzureReason } from './azure-reason.ts';
import { askQuestion, type Question } from './evaluation/question.ts';
import { decideQuestion, quickValue } from './evaluation/question-decision.ts';
import { NO, OUTCOMES } from './evaluation/truth.ts';

export interface PrincipalDecision {
  /** The user principal name, else the display name, else the object id. */
  readonly principal: string;
  readonly decision: Decision<AzureReason>;
}

/** Sorted by principal; who may not is left out. */
export function whoCan(
  { state }: AccessIndex,
  asked: Omit<AccessRequest, 'principal'>,
  conditions: ConditionDecider,
): readonly PrincipalDecision[] {
  const scope = state.view.tables.scopes.add(asked.resource);
  const found: PrincipalDecision[] = [];
  const first = askQuestion(state, { ...asked, principal: '' }, conditions, scope);
  for (const { name, principal } of state.principals) {
    const request = { ...asked, principal };
    const question: Question = { ...first, request, profile: state.profileOfName(name) };
    if (quickValue(question) === NO) {
      continue;
    }
    const { value, reasons, unknowns } = decideQuestion(question);
    found.push({ principal, decision: { outcome: OUTCOMES[value], reasons, unknowns } });
  }
  return found;
}
