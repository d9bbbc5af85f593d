/** Questions about access in Azure. */
import { SWITCH_PERMISSION_MODEL } from '../../access/azure/access-request.ts';
import type { AzureReason } from '../../access/azure/azure-reason.ts';
import { decideByLanguage } from '../../access/azure/condition-decider.ts';
import { decideAccess } from '../../access/azure/decide-access.ts';
import { type Plane, parseOperation } from '../../access/azure/operation-pattern.ts';
import { type Holding, whatCan } from '../../access/azure/what-can.ts';
import { whoCan } from '../../access/azure/who-can.ts';
import type { Decision } from '../../access/decision.ts';
import type { OperationFacts } from '../../access/facts.ts';
import { type Message, message } from '../../rules/message.ts';
import type { AccessAnswer, AccessProvider, Refusal, ShownHolding, ShownReason } from './access-answer.ts';
import { isRefusal } from './access-answer.ts';
import { describeAzureReason, describeAzureUnknown } from './describe-azure-reason.ts';

export const azureAccess: AccessProvider = {
  holds: (resource) => resource.startsWith('/'),
  isInformed: ({ azure: { state } }) => state.view.grantPrincipals().size > 0 || state.view.vaultScopes().size > 0,
  can: (question, { facts, azure }) => {
    const plane = planeOf(question.operation, question.plane, facts.operations);
    return isRefusal(plane)
      ? plane
      : showDecision(decideAccess(azure, { ...question, plane: plane.plane }, decideByLanguage));
  },
  whoCan: (question, { facts, azure }) => {
    const plane = planeOf(question.operation, question.plane, facts.operations);
    return isRefusal(plane)
      ? plane
      : whoCan(azure, { ...question, plane: plane.plane }, decideByLanguage).map(({ principal, decision }) => ({
          principal,
          ...showDecision(decision),
        }));
  },
  whatCan: (principal, { azure }) => whatCan(azure, principal).map(showHolding),
};

/** The plane of an operation follows from the catalogue; the few names that are in both need somebody to say it. */
function planeOf(
  operation: string,
  chosen: Plane | undefined,
  operations: OperationFacts,
): { readonly plane: Plane } | Refusal {
  if (operation === SWITCH_PERMISSION_MODEL) {
    return { plane: 'control' };
  }
  if (operation.includes('*')) {
    return { kind: 'wildcard', near: [], refusal: message('"{0}" is a wildcard. Ask for one operation.', operation) };
  }
  const known = operations.find(operation.toLowerCase());
  const [only] = known?.planes ?? [];
  if (known?.planes.length === 1 && only) {
    return { plane: only };
  }
  if (chosen) {
    return { plane: chosen };
  }
  return known ? inBothPlanes(known.name) : unknownOperation(operation, operations);
}

const inBothPlanes = (operation: string): Refusal => ({
  kind: 'both-planes',
  near: [],
  refusal: message('"{0}" is an operation of both planes: say --control or --data', operation),
});

function unknownOperation(operation: string, operations: OperationFacts): Refusal {
  const pattern = parseOperation(operation);
  const near = [...new Set([...operations.nearest(pattern, 'control'), ...operations.nearest(pattern, 'data')])];
  const { date } = operations;
  const refusal: Message =
    near.length > 0
      ? message('no operation in the list of {0} is called "{1}". Did you mean {2}?', date, operation, near)
      : message(
          'no operation in the list of {0} is called "{1}". If there is one, say --control or --data',
          date,
          operation,
        );
  return { kind: 'unknown-operation', near, refusal };
}

function showDecision({ outcome, reasons, unknowns }: Decision<AzureReason>): AccessAnswer {
  return {
    outcome,
    reasons: reasons.map(showReason),
    unknowns: unknowns.map((unknown) => ({ ...unknown, message: describeAzureUnknown(unknown) })),
  };
}

function showReason(reason: AzureReason): ShownReason {
  const { id, effect, origin } = reason;
  return { id, effect, origin, message: describeAzureReason(reason) };
}

function showHolding(holding: Holding): ShownHolding {
  const { kind, scope, certain, path } = holding;
  const said = describeHolding(holding);
  const fact = holding.kind === 'access-policy' ? holding.policy : holding.assignment;
  return { kind, scope, certain, path: path.map(showReason), origin: fact.origin, ...said };
}

function describeHolding(holding: Holding): { readonly label: string; readonly message: Message } {
  switch (holding.kind) {
    case 'role-assignment': {
      const { assignment, role } = holding;
      const label = role?.name ?? role?.id ?? assignment.roleDefinitionId;
      const text = assignment.condition
        ? message('Role {0}, under a condition: {1}', label, assignment.condition)
        : message('Role {0}', label);
      return { label, message: role ? text : message('Role {0}; nobody says what it grants', label) };
    }
    case 'deny-assignment': {
      const label = holding.assignment.name ?? holding.assignment.id;
      return {
        label,
        message:
          holding.assignment.effect === 'audit'
            ? message('Deny assignment {0}, which only writes a log', label)
            : message('Deny assignment {0}', label),
      };
    }
    case 'access-policy': {
      const { policy, effective } = holding;
      const permissions = [
        ...policy.secrets.map((one) => `secrets/${one}`),
        ...policy.keys.map((one) => `keys/${one}`),
        ...policy.certificates.map((one) => `certificates/${one}`),
        ...policy.storage.map((one) => `storage/${one}`),
      ];
      const label = permissions.join(', ');
      return {
        label,
        message:
          effective === 'no'
            ? message('Access policy without effect, because the vault uses Azure RBAC: {0}', permissions)
            : message('Access policy: {0}', permissions),
      };
    }
  }
}
