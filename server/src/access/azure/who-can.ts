/** Every known principal that may do an operation on a resource, or of which a missing fact leaves that open. */
import type { Decision, Outcome } from '../decision.ts';
import type { AccessIndex } from './access-index.ts';
import type { AccessRequest, ConditionDecider } from './access-request.ts';
import type { AzureReason } from './azure-reason.ts';
import type { AccessState } from './evaluation/access-state.ts';
import { askQuestion, Question } from './evaluation/question.ts';
import { decideQuestion, quickValue } from './evaluation/question-decision.ts';
import { NO, OUTCOMES, type Truth } from './evaluation/truth.ts';

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
  return findAllowed(state, asked, conditions).map(({ question }) => {
    const { value, reasons, unknowns } = decideQuestion(question);
    return { principal: question.request.principal, decision: { outcome: OUTCOMES[value], reasons, unknowns } };
  });
}

/** The same without reasons, at a fraction of the cost. */
export function whoCanBriefly(
  { state }: AccessIndex,
  asked: Asked,
  conditions: ConditionDecider,
): readonly PrincipalOutcome[] {
  return findAllowed(state, asked, conditions).map(({ question, value }) => ({
    principal: question.request.principal,
    outcome: OUTCOMES[value],
  }));
}

interface Found {
  readonly question: Question;
  readonly value: Truth;
}

function findAllowed(state: AccessState, asked: Asked, conditions: ConditionDecider): readonly Found[] {
  const scope = state.view.tables.scopes.add(asked.resource);
  const first = askQuestion(state, { ...asked, principal: '' }, conditions, scope);
  const { matcher, unrestricted } = first;
  const { operation, plane, resource, attributes } = asked;
  const found: Found[] = [];
  for (const { name, principal } of state.principals) {
    const request = { principal, operation, plane, resource, attributes };
    const profile = state.profileOfName(name);
    const question = new Question(state, profile, matcher, scope, request, conditions, unrestricted);
    const value = quickValue(question);
    if (value !== NO) {
      found.push({ question, value });
    }
  }
  return found;
}
