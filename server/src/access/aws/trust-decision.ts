/**
 * Whether somebody may assume a role: with an assertion, where the trust policy alone decides, or from another role, where
 * that one's policies count too (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html).
 */
import type { Decision } from '../decision.ts';
import { decideRequest, withoutRepeats } from './access-decision.ts';
import { parseIamArn } from './arn.ts';
import type { AwsReason } from './aws-reason.ts';
import { accountOfCaller, type Caller, nameOfCaller } from './caller.ts';
import type { AwsIdentity, AwsRole } from './policy.ts';
import { askIdentityPolicies, askResourcePolicy } from './policy-answer.ts';
import type { RequestContext } from './request-context.ts';
import type { AccessRequest } from './statement.ts';

export type AssumeAction = 'sts:AssumeRole' | 'sts:AssumeRoleWithSAML' | 'sts:TagSession' | 'sts:SetSourceIdentity';

export interface TrustRequest {
  readonly role: AwsRole;
  readonly caller: Caller;
  /** The role that the caller is a session of, or the user with their policies, where a file has it. */
  readonly callerRole?: AwsIdentity;
  /** All of them have to be allowed. */
  readonly actions: readonly AssumeAction[];
  readonly context: RequestContext;
}

export function decideTrust(request: TrustRequest): Decision<AwsReason> {
  const decisions = request.actions.map((action) => decideAction(request, action));
  const denied = decisions.find(({ outcome }) => outcome === 'denied');
  if (denied) {
    return denied;
  }
  const isOpen = decisions.some(({ outcome }) => outcome === 'undetermined');
  return {
    outcome: isOpen ? 'undetermined' : 'allowed',
    reasons: decisions.flatMap(({ reasons }) => reasons),
    unknowns: withoutRepeats(decisions.flatMap(({ unknowns }) => unknowns)),
  };
}

function decideAction({ role, caller, callerRole, context }: TrustRequest, action: AssumeAction): Decision<AwsReason> {
  const from = parseIamArn(nameOfCaller(caller))?.partition;
  const to = parseIamArn(role.arn)?.partition;
  if (from !== undefined && to !== undefined && from !== to) {
    return { outcome: 'denied', reasons: [{ id: 'aws/partition', effect: 'deny', from, to }], unknowns: [] };
  }
  const request: AccessRequest = { caller, action, resource: undefined, context };
  const own: AccessRequest = { ...request, resource: role.arn };
  const resource = askResourcePolicy('trust-policy', role.trust, request);
  const identity = callerRole
    ? askIdentityPolicies('identity-policy', callerRole.policies, callerRole.hasAllPolicies, own)
    : caller.kind === 'session' || caller.kind === 'user'
      ? askIdentityPolicies('identity-policy', [], false, own)
      : undefined;
  const boundary = callerRole?.boundary
    ? askIdentityPolicies('permissions-boundary', [callerRole.boundary], true, own)
    : undefined;
  const relation = accountOfCaller(caller) === parseIamArn(role.arn)?.account ? 'same-account' : 'cross-account';
  return decideRequest({ identity, boundary, resource, relation, needsResource: true }, own);
}
