/** The table of rules, in the order of the documentation. Adding a rule is its file and its line here. */

import type { Facts } from '../access/facts.ts';
import type { Model } from '../readers/model.ts';
import { accessTest } from './access-test.ts';
import { malformedRoleAttribute } from './aws/malformed-role-attribute.ts';
import { oktaDialect } from './aws/okta-dialect.ts';
import { oktaElseBranch } from './aws/okta-else-branch.ts';
import { oktaSyntax } from './aws/okta-syntax.ts';
import { oktaUnknownGroup } from './aws/okta-unknown-group.ts';
import { roleAttributeOrder } from './aws/role-attribute-order.ts';
import { roleSessionName } from './aws/role-session-name.ts';
import { samlResponse } from './aws/saml-response.ts';
import { ambiguousRoleName } from './azure/ambiguous-role-name.ts';
import { isBuiltInRole } from './azure/built-in-role.ts';
import { conditionSyntax } from './azure/condition-syntax.ts';
import { conditionTooLong } from './azure/condition-too-long.ts';
import { conditionValue } from './azure/condition-value.ts';
import { conditionVersion } from './azure/condition-version.ts';
import { controlRoleForData } from './azure/control-role-for-data.ts';
import { customDataRoleAtManagementGroup } from './azure/custom-data-role-at-management-group.ts';
import { dataActionsAtManagementGroup } from './azure/data-actions-at-management-group.ts';
import { dataRoleWithoutRbac } from './azure/data-role-without-rbac.ts';
import { deadConditionGuard } from './azure/dead-condition-guard.ts';
import { duplicateAssignment } from './azure/duplicate-assignment.ts';
import { duplicateOperation } from './azure/duplicate-operation.ts';
import { duplicateScope } from './azure/duplicate-scope.ts';
import { emptyRole } from './azure/empty-role.ts';
import { ignoredAccessPolicies } from './azure/ignored-access-policies.ts';
import { invalidAssignmentName } from './azure/invalid-assignment-name.ts';
import { invalidPrincipalId } from './azure/invalid-principal-id.ts';
import { invalidPrincipalType } from './azure/invalid-principal-type.ts';
import { invalidRoleDefinition } from './azure/invalid-role-definition.ts';
import { invalidRoleId } from './azure/invalid-role-id.ts';
import { invalidRoleReference } from './azure/invalid-role-reference.ts';
import { malformedOperation } from './azure/malformed-operation.ts';
import { malformedScope } from './azure/malformed-scope.ts';
import { missingAssignableScope } from './azure/missing-assignable-scope.ts';
import { missingPrincipalType } from './azure/missing-principal-type.ts';
import { mixedConditionLogic } from './azure/mixed-condition-logic.ts';
import { multipleWildcards } from './azure/multiple-wildcards.ts';
import { objectScopeAssignment } from './azure/object-scope-assignment.ts';
import { oneSidedDelegation } from './azure/one-sided-delegation.ts';
import { outsideAssignableScopes } from './azure/outside-assignable-scopes.ts';
import { paddedOperation } from './azure/padded-operation.ts';
import { paddedRoleName } from './azure/padded-role-name.ts';
import { partialWildcard } from './azure/partial-wildcard.ts';
import { permissionModelDefault } from './azure/permission-model-default.ts';
import { permissionModelOutage } from './azure/permission-model-outage.ts';
import { placeholder } from './azure/placeholder.ts';
import { privilegeEscalation } from './azure/privilege-escalation.ts';
import { privilegedAssignment } from './azure/privileged-assignment.ts';
import { redundantOperation } from './azure/redundant-operation.ts';
import { renamedRole } from './azure/renamed-role.ts';
import { rewriteVault } from './azure/replace-policies.ts';
import { resourceAssignableScope } from './azure/resource-assignable-scope.ts';
import { retiredOperation } from './azure/retired-operation.ts';
import { retiringVaultApi } from './azure/retiring-vault-api.ts';
import { rewriteRoleReference } from './azure/rewrite-role-reference.ts';
import { roleDescriptionLength } from './azure/role-description-length.ts';
import { roleName } from './azure/role-name.ts';
import { roleNameLength } from './azure/role-name-length.ts';
import { roleNameTaken } from './azure/role-name-taken.ts';
import { rootAssignableScope } from './azure/root-assignable-scope.ts';
import { severalManagementGroups } from './azure/several-management-groups.ts';
import { severalPermissions } from './azure/several-permissions.ts';
import { tooManyScopes } from './azure/too-many-scopes.ts';
import { unguardedCondition } from './azure/unguarded-condition.ts';
import { unknownConditionAttribute } from './azure/unknown-condition-attribute.ts';
import { unknownConditionOperation } from './azure/unknown-condition-operation.ts';
import { unknownConditionOperator } from './azure/unknown-condition-operator.ts';
import { unknownOperation } from './azure/unknown-operation.ts';
import { unknownProperty } from './azure/unknown-property.ts';
import { unknownRole } from './azure/unknown-role.ts';
import { unknownRoleId } from './azure/unknown-role-id.ts';
import { unstableAssignmentName } from './azure/unstable-assignment-name.ts';
import { uselessExclusion } from './azure/useless-exclusion.ts';
import { vaultName } from './azure/vault-name.ts';
import { vaultProperty } from './azure/vault-property.ts';
import { wildcardScope } from './azure/wildcard-scope.ts';
import { wrongPlane } from './azure/wrong-plane.ts';
import { rewriteRole, wrongShape } from './azure/wrong-shape.ts';
import type { Exemption } from './check.ts';
import { aclOverwritten } from './databricks/acl-overwritten.ts';
import { aclPrincipal } from './databricks/acl-principal.ts';
import { caseOnlyDifference } from './databricks/case-only-difference.ts';
import { confSeparator } from './databricks/conf-separator.ts';
import { driverLogVisible } from './databricks/driver-log-visible.ts';
import { embeddedSecretReference } from './databricks/embedded-secret-reference.ts';
import { fStringSecretReference } from './databricks/f-string-secret-reference.ts';
import { hardCodedSecret } from './databricks/hard-coded-secret.ts';
import { implicitPassthrough } from './databricks/implicit-passthrough.ts';
import { invalidAclPermission } from './databricks/invalid-acl-permission.ts';
import { invalidManagePrincipal } from './databricks/invalid-manage-principal.ts';
import { invalidSecretName } from './databricks/invalid-secret-name.ts';
import { invalidVariableName } from './databricks/invalid-variable-name.ts';
import { keyVaultScope } from './databricks/key-vault-scope.ts';
import { malformedSecretReference } from './databricks/malformed-secret-reference.ts';
import { misplacedSecretReference } from './databricks/misplaced-secret-reference.ts';
import { nonConstantSecret } from './databricks/non-constant-secret.ts';
import { ownerCannotRead } from './databricks/owner-cannot-read.ts';
import { passthroughConflict } from './databricks/passthrough-conflict.ts';
import { passthroughDeprecated } from './databricks/passthrough-deprecated.ts';
import { passthroughInstanceProfile } from './databricks/passthrough-instance-profile.ts';
import { passthroughUnsupported } from './databricks/passthrough-unsupported.ts';
import { printedSecret } from './databricks/printed-secret.ts';
import { runtimeEndOfLife } from './databricks/runtime-end-of-life.ts';
import { runtimeTooOld } from './databricks/runtime-too-old.ts';
import { scopeFull } from './databricks/scope-full.ts';
import { scopeOpenToAll } from './databricks/scope-open-to-all.ts';
import { secretCommand } from './databricks/secret-command.ts';
import { secretInCommand } from './databricks/secret-in-command.ts';
import { secretInEnvironment } from './databricks/secret-in-environment.ts';
import { secretTooLarge } from './databricks/secret-too-large.ts';
import { secretVisibleToClusterUsers } from './databricks/secret-visible-to-cluster-users.ts';
import { severalSecretReferences } from './databricks/several-secret-references.ts';
import { spacedSecretReference } from './databricks/spaced-secret-reference.ts';
import { swappedSecretArguments } from './databricks/swapped-secret-arguments.ts';
import { trailingNewlineSecret } from './databricks/trailing-newline-secret.ts';
import { unknownSecretKey } from './databricks/unknown-secret-key.ts';
import { unknownSecretScope } from './databricks/unknown-secret-scope.ts';
import { unquotedSecretReference } from './databricks/unquoted-secret-reference.ts';
import { invalidAccessTest } from './invalid-access-test.ts';
import type { Fix, Rule } from './rule.ts';
import { syntax } from './syntax.ts';
import { unusedSuppression } from './unused-suppression.ts';

export const RULES: readonly Rule[] = [
  invalidRoleDefinition,
  unknownProperty,
  unknownOperation,
  retiredOperation,
  wrongPlane,
  multipleWildcards,
  partialWildcard,
  malformedOperation,
  paddedOperation,
  duplicateOperation,
  redundantOperation,
  uselessExclusion,
  emptyRole,
  privilegeEscalation,
  severalPermissions,
  roleNameLength,
  roleDescriptionLength,
  roleNameTaken,
  paddedRoleName,
  invalidRoleId,
  wrongShape,
  missingAssignableScope,
  rootAssignableScope,
  wildcardScope,
  malformedScope,
  severalManagementGroups,
  tooManyScopes,
  resourceAssignableScope,
  dataActionsAtManagementGroup,
  placeholder,
  duplicateScope,
  roleName,
  renamedRole,
  ambiguousRoleName,
  unknownRole,
  unknownRoleId,
  invalidRoleReference,
  invalidPrincipalId,
  missingPrincipalType,
  invalidPrincipalType,
  invalidAssignmentName,
  unstableAssignmentName,
  outsideAssignableScopes,
  duplicateAssignment,
  customDataRoleAtManagementGroup,
  objectScopeAssignment,
  dataRoleWithoutRbac,
  controlRoleForData,
  privilegedAssignment,
  conditionSyntax,
  conditionVersion,
  conditionTooLong,
  conditionValue,
  unknownConditionOperator,
  unknownConditionAttribute,
  unknownConditionOperation,
  mixedConditionLogic,
  unguardedCondition,
  deadConditionGuard,
  oneSidedDelegation,
  ignoredAccessPolicies,
  permissionModelOutage,
  permissionModelDefault,
  retiringVaultApi,
  vaultProperty,
  vaultName,
  spacedSecretReference,
  malformedSecretReference,
  embeddedSecretReference,
  severalSecretReferences,
  unquotedSecretReference,
  fStringSecretReference,
  misplacedSecretReference,
  invalidSecretName,
  unknownSecretScope,
  unknownSecretKey,
  ownerCannotRead,
  secretVisibleToClusterUsers,
  secretInEnvironment,
  driverLogVisible,
  hardCodedSecret,
  invalidVariableName,
  confSeparator,
  runtimeTooOld,
  secretCommand,
  secretInCommand,
  trailingNewlineSecret,
  secretTooLarge,
  scopeFull,
  caseOnlyDifference,
  invalidAclPermission,
  aclOverwritten,
  aclPrincipal,
  scopeOpenToAll,
  keyVaultScope,
  swappedSecretArguments,
  nonConstantSecret,
  printedSecret,
  invalidManagePrincipal,
  roleAttributeOrder,
  malformedRoleAttribute,
  roleSessionName,
  samlResponse,
  oktaSyntax,
  oktaElseBranch,
  oktaDialect,
  oktaUnknownGroup,
  passthroughDeprecated,
  passthroughInstanceProfile,
  passthroughConflict,
  implicitPassthrough,
  passthroughUnsupported,
  runtimeEndOfLife,
  syntax,
  invalidAccessTest,
  accessTest,
  unusedSuppression,
];

/**
 * Other ways to write a model, offered wherever it stands, flagged or not. What they are asked about is a place, as it
 * counts from the start of the model.
 */
export const REWRITES: readonly ((model: Model, facts: Facts, place: number) => readonly Fix[])[] = [
  rewriteRole,
  rewriteRoleReference,
  rewriteVault,
];

/** Models that no rule looks at. */
export const EXEMPTIONS: readonly Exemption[] = [isBuiltInRole];
