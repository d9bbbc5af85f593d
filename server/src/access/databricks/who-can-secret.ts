/** Every known principal that may do an operation on a secret scope, or of which a missing fact leaves that open. */
import type { Decision } from '../decision.ts';
import { decideSecretAccess, decideSecretOutcome } from './decide-secret-access.ts';
import { stateOf } from './evaluation/secret-access-state.ts';
import type { SecretAccessFacts } from './secret-access-facts.ts';
import type { SecretAccessRequest } from './secret-access-request.ts';
import type { SecretReason } from './secret-reason.ts';

export interface SecretPrincipalDecision {
  /** The e-mail, else the name of a group, else the id. */
  readonly principal: string;
  readonly decision: Decision<SecretReason>;
}

/** Sorted by principal; who may not is left out. */
export function whoCanSecret(
  facts: SecretAccessFacts,
  asked: Omit<SecretAccessRequest, 'principal'>,
): readonly SecretPrincipalDecision[] {
  return stateOf(facts)
    .principals.map((principal) => ({ ...asked, principal }))
    .filter((request) => decideSecretOutcome(facts, request) !== 'denied')
    .map((request) => ({ principal: request.principal, decision: decideSecretAccess(facts, request) }));
}
