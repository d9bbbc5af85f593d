/** Where an assignment is made, as far as the file says so. */
import { type Deployment, referredBy, resolve } from './azure-deployment.ts';
import type { RoleAssignment } from './azure-role-assignment.ts';
import { DeploymentMemo } from './deployment-memo.ts';

export type AssignedLevel =
  | 'root'
  | 'management-group'
  | 'subscription'
  | 'resource-group'
  | 'resource'
  | 'vault'
  | 'vault-object';

/** By how an id ends; variables may stand for its names. The longest comes first. */
const IDS: readonly (readonly [RegExp, AssignedLevel])[] = [
  [
    /\/providers\/Microsoft\.KeyVault\/vaults\/[^/]+\/(?:secrets|keys|certificates)\/[^/]+(?:\/[^/]*)?\/?$/i,
    'vault-object',
  ],
  [/\/providers\/Microsoft\.KeyVault\/vaults\/[^/]+\/?$/i, 'vault'],
  [/^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+\/?$/i, 'management-group'],
  [/\/resourceGroups\/[^/]+\/providers\/.+/i, 'resource'],
  [/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/?$/i, 'resource-group'],
  [/^\/subscriptions\/[^/]+\/?$/i, 'subscription'],
  [/^\/$/, 'root'],
];

const BY_CALL: Readonly<Record<string, AssignedLevel>> = {
  subscription: 'subscription',
  managementgroup: 'management-group',
  tenant: 'root',
  resourcegroup: 'resource-group',
};

const BY_TYPE: Readonly<Record<string, AssignedLevel>> = {
  'microsoft.keyvault/vaults': 'vault',
  'microsoft.keyvault/vaults/secrets': 'vault-object',
  'microsoft.keyvault/vaults/keys': 'vault-object',
  'microsoft.management/managementgroups': 'management-group',
  azurerm_key_vault: 'vault',
  azurerm_key_vault_secret: 'vault-object',
  azurerm_key_vault_key: 'vault-object',
  azurerm_key_vault_certificate: 'vault-object',
  azurerm_subscription: 'subscription',
  azurerm_management_group: 'management-group',
  azurerm_resource_group: 'resource-group',
};

export function assignedLevel(assignment: RoleAssignment, deployment: Deployment): AssignedLevel | undefined {
  return levels.of(assignment, deployment);
}

const levels = new DeploymentMemo(readLevel);

function readLevel({ form, scope }: RoleAssignment, deployment: Deployment): AssignedLevel | undefined {
  if (!scope) {
    return form === 'template' ? BY_CALL[(deployment.target ?? '').toLowerCase()] : undefined;
  }
  const text = scope.text && !scope.text.value.startsWith('[') ? scope.text.value.trim() : undefined;
  if (text !== undefined) {
    return IDS.find(([pattern]) => pattern.test(text))?.[1];
  }
  const operand = resolve(scope.operand, deployment);
  if (operand.kind === 'text') {
    return IDS.find(([pattern]) => pattern.test(operand.value))?.[1];
  }
  if (operand.kind === 'call') {
    return BY_CALL[operand.name.toLowerCase()];
  }
  const referral = referredBy(operand, deployment);
  // What stands below a thing, such as the vault of a secret, is another one.
  return referral && /^(?:\.(?:id|resource_id|resource_versionless_id))?$/.test(referral.path)
    ? BY_TYPE[referral.declaration.type]
    : undefined;
}
