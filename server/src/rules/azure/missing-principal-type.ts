import { referredBy } from '../../readers/azure-deployment.ts';
import type { RoleAssignment } from '../../readers/azure-role-assignment.ts';
import { DeploymentMemo } from '../../readers/deployment-memo.ts';
import { moveChange } from '../../syntax/change.ts';
import { moved, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const missingPrincipalType = defineRule({
  id: 'azure/missing-principal-type',
  appliesTo: 'azure/deployment',
  severity: 'warning',
  fixable: true,
  summary: 'A principal that the same deployment creates, without its type.',
  why: `Without a type Azure looks the principal up in Microsoft Entra ID, and a principal that was created a moment ago is not everywhere there yet: the first deployment fails with \`PrincipalNotFound\`, the second one works. With \`principalType\` nothing is looked up.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/role-assignments-template#new-service-principal',
    'https://learn.microsoft.com/azure/azure-resource-manager/bicep/scenarios-rbac#new-service-principals',
  ],
  *check(deployment) {
    for (const { model, start } of deployment.assignments) {
      const { principal } = model;
      if (!principal || !isMissing(model) || !madeHere.of(model, deployment)) {
        continue;
      }
      yield {
        at: moved(spanOf(principal.node), start),
        message: message(
          'This deployment creates the principal. Without "principalType" the first deployment often fails, because the principal is not found yet (PrincipalNotFound). Add "principalType" with "ServicePrincipal".',
        ),
        fixes: () => [
          {
            title: message('Add "principalType"'),
            safe: true,
            changes: model.writePrincipalType('ServicePrincipal').map((change) => moveChange(change, start)),
          },
        ],
      };
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'payments'
  location: location
}
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, identity.id, roleId)
  properties: {
    principalId: identity.properties.principalId
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    roleDefinitionId: roleId
  }
}`,
      fixed: `resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'payments'
  location: location
}
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, identity.id, roleId)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleId
  }
}`,
    },
    {
      language: 'bicep',
      clean: `resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'payments'
}
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'vault'
}
resource one 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, identity.id, roleId)
  properties: {
    principalId: identity.properties.principalId
    roleDefinitionId: roleId
  }
}
resource other 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roleId)
  scope: vault
  properties: { principalId: principalId, roleDefinitionId: roleId }
}`,
    },
  ],
});

function isMissing({ form, principalType, isWhole }: RoleAssignment): boolean {
  return form === 'template' && principalType === undefined && isWhole;
}

/** The managed identity of a thing that the file makes. */
const madeHere = new DeploymentMemo(({ principal }, deployment): boolean => {
  const referral = principal && referredBy(principal.operand, deployment);
  return referral?.declaration.kind === 'made' && /^(?:\.properties|\.identity)\.principalId$/.test(referral.path);
});
