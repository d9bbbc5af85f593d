/** What readers find. Rules see models only, never the language that a model is written in. */

import type { AccessTestFile } from './access-test.ts';
import type { AwsOktaExpression } from './aws-okta-expression.ts';
import type { AwsRoleValue } from './aws-role-value.ts';
import type { SamlAssertion, SamlMetadata } from './aws-saml-document.ts';
import type { AssignableScope } from './azure-assignable-scope.ts';
import type { Condition } from './azure-condition.ts';
import type { Deployment } from './azure-deployment.ts';
import type { KeyVault, VaultAccessPolicies } from './azure-key-vault.ts';
import type { OperationEntry, OperationList, OperationRun } from './azure-operation-list.ts';
import type { RoleAssignment } from './azure-role-assignment.ts';
import type { RoleDefinition } from './azure-role-definition.ts';
import type { RoleLookup } from './azure-role-lookup.ts';
import type { RoleReference } from './azure-role-reference.ts';
import type { AclGrant } from './databricks-acl-grant.ts';
import type { Cluster } from './databricks-cluster.ts';
import type { ClusterPolicy } from './databricks-cluster-policy.ts';
import type { FileSystemCell, PassthroughCode } from './databricks-passthrough-code.ts';
import type { Program } from './databricks-program.ts';
import type { PropertyName } from './databricks-property-name.ts';
import type { ScopeAction } from './databricks-scope-action.ts';
import type { ScopeCreation } from './databricks-scope-creation.ts';
import type { SecretCommand } from './databricks-secret-command.ts';
import type { SecretName } from './databricks-secret-name.ts';
import type { Secret, SecretAcl, SecretScope } from './databricks-secret-objects.ts';
import type { SecretUse } from './databricks-secret-use.ts';
import type { Setting } from './databricks-setting.ts';
import type { StoredValue } from './databricks-stored-value.ts';
import type { Task } from './databricks-task.ts';
import type { SourceFile } from './source-file.ts';

export type Model =
  | RoleDefinition
  | OperationList
  | OperationRun
  | OperationEntry
  | AssignableScope
  | RoleReference
  | RoleLookup
  | RoleAssignment
  | Condition
  | Deployment
  | KeyVault
  | VaultAccessPolicies
  | Setting
  | Cluster
  | ClusterPolicy
  | Task
  | PassthroughCode
  | FileSystemCell
  | SecretScope
  | Secret
  | SecretAcl
  | SecretCommand
  | SecretUse
  | Program
  | SecretName
  | AclGrant
  | ScopeCreation
  | ScopeAction
  | StoredValue
  | PropertyName
  | SamlAssertion
  | SamlMetadata
  | AwsRoleValue
  | AwsOktaExpression
  | AccessTestFile
  | SourceFile;
export type ModelKind = Model['kind'];
export type ModelOf<K extends ModelKind> = Extract<Model, { kind: K }>;
