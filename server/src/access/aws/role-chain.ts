/**
 * The way over a meta instance profile: a cluster runs as the meta role, which assumes the data role of whoever runs the
 * job. The meta role's policy and the data role's trust policy have to name each other
 * (https://docs.databricks.com/archive/credential-passthrough/iam-passthrough.html).
 */
import type { Decision } from '../decision.ts';
import type { AwsReason } from './aws-reason.ts';
import type { AwsRole } from './policy.ts';
import type { RequestContext } from './request-context.ts';
import { decideDuration, type SessionDuration } from './session-duration.ts';
import { decideTrust } from './trust-decision.ts';

export interface RoleChain {
  readonly decision: Decision<AwsReason>;
  readonly duration: SessionDuration;
}

/** @param context of the call that assumes the data role */
export function decideRoleChain(meta: AwsRole, data: AwsRole, context: RequestContext): RoleChain {
  const trust = decideTrust({
    role: data,
    caller: { kind: 'session', role: meta.arn },
    callerRole: meta,
    actions: ['sts:AssumeRole'],
    context,
  });
  const link: AwsReason = { id: 'aws/role-chain', effect: 'none', from: meta.arn, to: data.arn, origin: meta.origin };
  return {
    decision: { ...trust, reasons: [link, ...trust.reasons] },
    duration: decideDuration({
      ...(data.maxSessionDuration === undefined ? {} : { maxSessionDuration: data.maxSessionDuration }),
      isChained: true,
    }),
  };
}
