/** Principals that are named by another of their ids than the object id, which is the one that assignments take. */

import type { Deployment } from './azure-deployment.ts';
import { referredBy } from './azure-deployment.ts';
import type { AssignedValue, RoleAssignment } from './azure-role-assignment.ts';
import { DeploymentMemo } from './deployment-memo.ts';

export interface WrongPrincipal {
  /** The id that is given: the client id of an application, the id of a resource, or the object of an application. */
  readonly given: 'client-id' | 'resource-id' | 'application';
  /** The expression of the object id, where it is beside the other one. */
  readonly right: string | undefined;
}

type Row = readonly [type: string, path: string, given: WrongPrincipal['given'], right?: string];

/**
 * https://learn.microsoft.com/azure/templates/microsoft.managedidentity/userassignedidentities and the attributes of
 * azurerm_user_assigned_identity, azuread_service_principal and azuread_application.
 */
const ROWS: readonly Row[] = [
  ['microsoft.managedidentity/userassignedidentities', '.properties.clientId', 'client-id', '.properties.principalId'],
  ['microsoft.managedidentity/userassignedidentities', '.id', 'resource-id', '.properties.principalId'],
  ['azurerm_user_assigned_identity', '.client_id', 'client-id', '.principal_id'],
  ['azurerm_user_assigned_identity', '.id', 'resource-id', '.principal_id'],
  ['azuread_service_principal', '.client_id', 'client-id', '.object_id'],
  ['azuread_service_principal', '.application_id', 'client-id', '.object_id'],
  ['azuread_application', '.client_id', 'client-id'],
  ['azuread_application', '.application_id', 'client-id'],
  ['azuread_application', '.object_id', 'application'],
];

export function wrongPrincipal(assignment: RoleAssignment, deployment: Deployment): WrongPrincipal | undefined {
  return principals.of(assignment, deployment);
}

const principals = new DeploymentMemo(readPrincipal);

function readPrincipal({ principal }: RoleAssignment, deployment: Deployment): WrongPrincipal | undefined {
  const referral = principal && referredBy(principal.operand, deployment);
  const row = referral && ROWS.find(([type, path]) => type === referral.declaration.type && path === referral.path);
  if (!row) {
    return undefined;
  }
  const [, path, given, right] = row;
  return { given, right: right && withPath(principal, path, right) };
}

/** Nothing where the id is given through a name: it may be right for others who use the name. */
function withPath({ node }: AssignedValue, path: string, right: string): string | undefined {
  const source = node.node.kind === 'opaque' ? node.node.source : undefined;
  return source?.endsWith(path) ? source.slice(0, -path.length) + right : undefined;
}
