/** Every known principal that may do an operation on a secret scope, or of which a missing fact leaves that open. */
import type { Decision } from '../decision.ts';
import { decideSecretAccess } from './decide-secret-access.ts';
import { knownSecretPrincipals } from './evaluation/known-secret-principals.ts';
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
  return knownSecretPrincipals(stateOf(facts))
    .map((principal) => ({ principal, decision: decideSecretAccess(facts, { ...asked, principal }) }))
    .filter(({ decision }) => decision.outcome !== 'denied');
}
