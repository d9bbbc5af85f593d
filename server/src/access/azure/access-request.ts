/** What is asked about access in Azure, and who answers for conditions. */
import type { Answer } from '../facts.ts';
import type { Plane } from './operation-pattern.ts';

/** Who may change whether a vault uses access policies or Azure RBAC: no operation of Azure, a question of ours. */
export const SWITCH_PERMISSION_MODEL = 'grantscope:switchPermissionModel';

export interface AccessRequest {
  /** Object id, user principal name, or display name. */
  readonly principal: string;
  /** A full name, in any case. */
  readonly operation: string;
  readonly plane: Plane;
  /** The path of a scope. */
  readonly resource: string;
  /** Values of attributes that conditions ask for, by the attribute as it is given on the command line. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

export interface ConditionVerdict {
  readonly value: Answer;
  /** The attributes without which the value is unknown. */
  readonly missing: readonly string[];
}

/** Whether a condition holds for a request. The language of conditions is not known to the evaluator. */
export type ConditionDecider = (condition: string, request: AccessRequest) => ConditionVerdict;

/** Of somebody who cannot read conditions: every one of them is a missing fact. */
export const UNREAD_CONDITIONS: ConditionDecider = () => ({ value: 'unknown', missing: [] });
