/**
 * Operations by which holders decide over rights, their own and those of others, so that a role with one of them may be as strong as
 * the strongest right that can be given. All of them are control operations.
 */
export const PRIVILEGED_OPERATIONS: readonly string[] = [
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleAssignments/delete',
  'Microsoft.Authorization/roleDefinitions/write',
  'Microsoft.Authorization/roleDefinitions/delete',
  'Microsoft.Authorization/elevateAccess/action',
  'Microsoft.Authorization/denyAssignments/write',
  'Microsoft.Authorization/denyAssignments/delete',
  // Privileged Identity Management makes assignments of what these ask for.
  'Microsoft.Authorization/roleAssignmentScheduleRequests/write',
  'Microsoft.Authorization/roleEligibilityScheduleRequests/write',
  'Microsoft.Authorization/roleManagementPolicies/write',
  // On a vault with access policies, whoever writes them decides who reads the secrets.
  'Microsoft.KeyVault/vaults/accessPolicies/write',
];
