/** The assignments of a file that give a built-in role under a condition that can be read. */
import type { BuiltInRole, Facts } from '../../access/facts.ts';
import { type Condition, conditionOf } from '../../readers/azure-condition.ts';
import type { Deployment } from '../../readers/azure-deployment.ts';
import type { Part } from '../../readers/part.ts';
import { assignedBuiltInRole } from './assigned-role.ts';
import { hasKnownShape } from './condition-place.ts';

export interface ConditionalAssignment {
  readonly role: BuiltInRole;
  /** Placed from where the deployment's places count. */
  readonly condition: Part<Condition>;
}

export function* conditionalAssignments(deployment: Deployment, { roles }: Facts): Generator<ConditionalAssignment> {
  for (const { model, start } of deployment.assignments) {
    const found = conditionOf(model);
    const role = found && hasKnownShape(found.model) ? assignedBuiltInRole(model, deployment, roles) : undefined;
    if (found && role) {
      yield { role, condition: { model: found.model, start: start + found.start } };
    }
  }
}
