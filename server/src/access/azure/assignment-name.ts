/** Names of role assignments, which are GUIDs: worked out from what is assigned, they are the same at every deployment. */
import { v5 } from 'uuid';

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-string#guid */
const NAMESPACE = '11fb06fb-712d-4ddd-98c7-e71bbd588830';

/** What `guid()` of templates gives for texts: a UUID of version 5 over the texts, joined by hyphens. */
export function templateGuid(texts: readonly string[]): string {
  return v5(texts.join('-'), NAMESPACE);
}

/**
 * The name that `getRoleAssignmentName` of Bicep gives: the same for the same assignment, whoever writes it and in which
 * case (https://github.com/Azure/bicep/pull/20293).
 * @param role the GUID of the role, or any id that ends in it
 */
export function assignmentName(scope: string, principal: string, role: string): string {
  const guid = role.slice(role.lastIndexOf('/') + 1);
  return templateGuid([scope, principal, guid].map((text) => text.toLowerCase()));
}
