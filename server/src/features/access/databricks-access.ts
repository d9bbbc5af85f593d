/** Questions about secrets in Databricks. */
import { decideSecretAccess } from '../../access/databricks/decide-secret-access.ts';
import {
  readSecretOperation,
  SECRET_OPERATIONS,
  type SecretOperation,
} from '../../access/databricks/secret-access-request.ts';
import type { SecretReason } from '../../access/databricks/secret-reason.ts';
import { type SecretHolding, whatCanSecret } from '../../access/databricks/what-can-secret.ts';
import { whoCanSecret } from '../../access/databricks/who-can-secret.ts';
import type { Decision } from '../../access/decision.ts';
import { type Message, message } from '../../rules/message.ts';
import { nearestName } from '../../rules/nearest-name.ts';
import {
  type AccessAnswer,
  type AccessProvider,
  isRefusal,
  type Refusal,
  type ShownHolding,
  type ShownReason,
} from './access-answer.ts';
import { describeSecretReason, describeSecretUnknown } from './describe-databricks-reason.ts';

/** The scope under which what holds everywhere in a workspace is shown. */
const EVERYWHERE = 'databricks:/secrets';

export const databricksAccess: AccessProvider = {
  holds: (resource) => /^databricks:/i.test(resource),
  // What is not known here makes a decision undetermined by itself.
  isInformed: () => true,
  can: ({ principal, operation, resource }, { secrets }) => {
    const asked = operationOf(operation);
    return isRefusal(asked)
      ? asked
      : showDecision(decideSecretAccess(secrets, { principal, operation: asked.operation, resource }));
  },
  whoCan: ({ operation, resource }, { secrets }) => {
    const asked = operationOf(operation);
    return isRefusal(asked)
      ? asked
      : whoCanSecret(secrets, { operation: asked.operation, resource }).map(({ principal, decision }) => ({
          principal,
          ...showDecision(decision),
        }));
  },
  // Where no file tells of a workspace, nobody is asked whether somebody administers one.
  whatCan: (principal, { secrets }) =>
    secrets.scopes.length === 0 && secrets.admins === undefined
      ? []
      : whatCanSecret(secrets, principal).map(showHolding),
};

function operationOf(text: string): { readonly operation: SecretOperation } | Refusal {
  const operation = readSecretOperation(text);
  const known = Object.keys(SECRET_OPERATIONS);
  const near = nearestName(text, known);
  return operation
    ? { operation }
    : {
        kind: 'unknown-operation',
        near: near === undefined ? [] : [near],
        refusal: message('"{0}" is no operation on secrets of Databricks; there are {1}', text, known),
      };
}

function showDecision({ outcome, reasons, unknowns }: Decision<SecretReason>): AccessAnswer {
  return {
    outcome,
    reasons: reasons.map(showReason),
    unknowns: unknowns.map((unknown) => ({ ...unknown, message: describeSecretUnknown(unknown) })),
  };
}

function showReason(reason: SecretReason): ShownReason {
  const { id, effect, origin } = reason;
  return { id, effect, origin, message: describeSecretReason(reason) };
}

function showHolding(holding: SecretHolding): ShownHolding {
  const { kind, certain, path } = holding;
  return { kind, certain, path: path.map(showReason), ...describeHolding(holding) };
}

type Described = Pick<ShownHolding, 'scope' | 'label' | 'origin'> & { readonly message: Message };

function describeHolding(holding: SecretHolding): Described {
  switch (holding.kind) {
    case 'permission': {
      const { permission, origin } = holding.permission;
      return { scope: holding.scope, label: permission, origin, message: message('Permission {0}', permission) };
    }
    case 'initial-manager':
      return {
        scope: holding.scope,
        label: 'MANAGE',
        origin: holding.manager.origin,
        message: message('Permission {0}, since the scope was created', 'MANAGE'),
      };
    case 'workspace-admin':
      return {
        scope: EVERYWHERE,
        label: 'MANAGE',
        origin: undefined,
        message: message('Administrator of the workspace: may manage every scope'),
      };
  }
}
