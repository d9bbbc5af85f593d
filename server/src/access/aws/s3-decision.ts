/** Whether a session of a role may do something with a bucket or an object in S3. */
import type { Decision, Origin } from '../decision.ts';
import { decideRequest } from './access-decision.ts';
import { parseArn, parseIamArn } from './arn.ts';
import type { AwsReason } from './aws-reason.ts';
import type { SessionCaller } from './caller.ts';
import { splitBucket } from './nearest-miss.ts';
import type { AwsRole, Policy } from './policy.ts';
import { askIdentityPolicies, askResourcePolicy, type PolicyAnswer } from './policy-answer.ts';
import type { RequestContext } from './request-context.ts';
import { kindOfS3Action } from './s3-actions.ts';
import type { AccessRequest } from './statement.ts';

/** What files say of a bucket. */
export interface Bucket {
  readonly name: string;
  /** Undefined where no file says whose it is. */
  readonly account?: string;
  /** `none` where it is known to have none, `unknown` where nobody knows. */
  readonly policy: Policy | 'none' | 'unknown';
  readonly origin?: Origin;
}

export interface S3Request {
  readonly role: AwsRole;
  readonly sessionName?: string;
  /** For instance `s3:GetObject`. */
  readonly action: string;
  /** `arn:aws:s3:::bucket` or `arn:aws:s3:::bucket/key`. */
  readonly resource: string;
  /** Undefined where no file says anything of it: it is then taken for one of the role's account without a policy. */
  readonly bucket: Bucket | undefined;
  readonly context: RequestContext;
}

export function decideS3(asked: S3Request): Decision<AwsReason> {
  const refusal = refuse(asked);
  if (refusal) {
    return { outcome: 'denied', reasons: [refusal], unknowns: [] };
  }
  const { role, bucket, sessionName, context, action, resource } = asked;
  const caller: SessionCaller =
    sessionName === undefined ? { kind: 'session', role: role.arn } : { kind: 'session', role: role.arn, sessionName };
  const request: AccessRequest = { caller, action, resource, context };
  const account = parseIamArn(role.arn)?.account ?? '';
  const owner = bucket ? bucket.account : account;
  const boundary = role.boundary && askIdentityPolicies('permissions-boundary', [role.boundary], true, request);
  const decision = decideRequest(
    {
      identity: askIdentityPolicies('identity-policy', role.policies, role.hasAllPolicies, request),
      boundary,
      resource: askBucket(bucket, request),
      relation: owner === undefined ? 'unknown' : owner === account ? 'same-account' : 'cross-account',
      needsResource: false,
    },
    request,
  );
  const links = linkBucket(asked, account, owner);
  return links.length === 0 ? decision : { ...decision, reasons: [...links, ...decision.reasons] };
}

function askBucket(bucket: Bucket | undefined, request: AccessRequest): PolicyAnswer | undefined {
  const policy = bucket?.policy ?? 'none';
  return policy === 'none'
    ? undefined
    : askResourcePolicy('bucket-policy', policy === 'unknown' ? undefined : policy, request);
}

/** What cannot be, whatever the policies say. */
function refuse({ role, action, resource }: S3Request): AwsReason | undefined {
  const arn = parseArn(resource);
  if (arn?.service !== 's3' || arn.resource === '') {
    return { id: 'aws/malformed-resource', effect: 'deny', resource };
  }
  const from = parseIamArn(role.arn)?.partition;
  if (from !== undefined && from !== arn.partition) {
    return { id: 'aws/partition', effect: 'deny', from, to: arn.partition };
  }
  const kind = arn.region === '' ? kindOfS3Action(action) : undefined;
  const isObject = splitBucket(arn.resource)[1] !== undefined;
  return kind && (kind === 'object') !== isObject
    ? { id: 'aws/resource-kind', effect: 'deny', action, resource, wanted: kind }
    : undefined;
}

function linkBucket({ bucket, resource }: S3Request, account: string, owner: string | undefined): readonly AwsReason[] {
  if (!bucket) {
    const [name] = splitBucket(parseArn(resource)?.resource ?? '');
    return [{ id: 'aws/assumed-bucket', effect: 'none', bucket: name }];
  }
  return owner === undefined || owner === account
    ? []
    : [{ id: 'aws/cross-account', effect: 'none', from: account, to: owner }];
}
