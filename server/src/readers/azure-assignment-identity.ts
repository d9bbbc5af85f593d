/** What makes two assignments the same one to Azure: principal, role and scope, however a file writes them. */
import { referralOf } from './azure-declarations.ts';
import { type Deployment, type RoleNamed, resolve, roleOf } from './azure-deployment.ts';
import type { Operand } from './azure-operand.ts';
import type { AssignedValue, RoleAssignment } from './azure-role-assignment.ts';
import { DeploymentMemo } from './deployment-memo.ts';

export interface AssignmentIdentity {
  /** Principal and scope, written so that the same ones are equal. */
  readonly where: string;
  /** The role, where the file says which. */
  readonly role: RoleNamed | undefined;
  /** The role as it is written, equal where it is the same for certain. */
  readonly writtenRole: string;
}

const DEEPEST = 10;

/** What tells an assignment from others of the same file; undefined where a part of it is not understood. */
export function identityOf(assignment: RoleAssignment, deployment: Deployment): AssignmentIdentity | undefined {
  return identities.of(assignment, deployment);
}

const identities = new DeploymentMemo(readIdentity);

function readIdentity(assignment: RoleAssignment, deployment: Deployment): AssignmentIdentity | undefined {
  const { principal, role, scope, form } = assignment;
  const [whose, what] = [principal, role].map((value) => value && identify(value, deployment));
  const at = scope
    ? identify(scope, deployment)?.replace(/\.id$/, '')
    : form === 'template' && `the target ${(deployment.target ?? '').toLowerCase()}`;
  return whose && what && at
    ? { where: `${whose} at ${at}`, role: roleOf(assignment, deployment), writtenRole: what }
    : undefined;
}

/** A value, written so that the same ones are equal; undefined where it is not understood. A text begins with a quote. */
export function identify({ operand }: Pick<AssignedValue, 'operand'>, deployment: Deployment): string | undefined {
  return write(operand, deployment, 0);
}

function write(operand: Operand, deployment: Deployment, depth: number): string | undefined {
  const resolved = resolve(operand, deployment);
  if (resolved.kind === 'unknown' || depth > DEEPEST) {
    return undefined;
  }
  if (resolved.kind === 'text') {
    return `'${resolved.value.toLowerCase()}'`;
  }
  if (resolved.kind === 'name') {
    const key = referralOf(resolved, deployment.declarations);
    const picks = resolved.picks.map((pick) => write(pick, deployment, depth + 1));
    const name = key ? `${key.key}${key.path}` : `${resolved.name}${resolved.path}`;
    return picks.includes(undefined) ? undefined : `${name}${picks.length > 0 ? `[${picks.join()}]` : ''}`;
  }
  const operands = resolved.operands.map((inner) => write(inner, deployment, depth + 1));
  return operands.includes(undefined) ? undefined : `${resolved.name}(${operands.join()})${resolved.path}`;
}
