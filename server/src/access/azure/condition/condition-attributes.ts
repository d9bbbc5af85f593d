/**
 * The attributes that conditions may ask for, by what the documentation of the services lists. It is not complete:
 * services get new ones, and that an attribute is not here says nothing.
 */
import type { ValueKind } from './condition-operators.ts';

export const SOURCES = ['Principal', 'Request', 'Resource', 'Environment'] as const;
export type Source = (typeof SOURCES)[number];

export interface AttributeMeaning {
  /** What stands in the brackets; ends in `:` where a name of the user's own follows. */
  readonly path: string;
  readonly sources: readonly Source[];
  readonly values: ValueKind;
  /** A word for what it is, the key to its description. */
  readonly about: AttributeTopic;
}

export type AttributeTopic =
  | 'assigned-role'
  | 'assigned-principal'
  | 'assigned-principal-type'
  | 'storage-account'
  | 'hierarchical-namespace'
  | 'container'
  | 'container-metadata'
  | 'blob-path'
  | 'blob-prefix'
  | 'blob-include'
  | 'blob-tag'
  | 'blob-tag-keys'
  | 'encryption-scope'
  | 'current-version'
  | 'snapshot'
  | 'version'
  | 'queue'
  | 'private-link'
  | 'private-endpoint'
  | 'subnet'
  | 'time'
  | 'security-attribute'
  | 'repository'
  | 'vault'
  | 'secret'
  | 'protection-level';

const STORAGE = 'Microsoft.Storage/storageAccounts';
const CONTAINERS = `${STORAGE}/blobServices/containers`;
const ASSIGNMENTS = 'Microsoft.Authorization/roleAssignments';

function attribute(
  path: string,
  sources: readonly Source[],
  values: ValueKind,
  about: AttributeTopic,
): AttributeMeaning {
  return { path, sources, values, about };
}

export const ATTRIBUTES: readonly AttributeMeaning[] = [
  attribute(`${ASSIGNMENTS}:RoleDefinitionId`, ['Request', 'Resource'], 'guid', 'assigned-role'),
  attribute(`${ASSIGNMENTS}:PrincipalId`, ['Request', 'Resource'], 'guid', 'assigned-principal'),
  attribute(`${ASSIGNMENTS}:PrincipalType`, ['Request', 'Resource'], 'text', 'assigned-principal-type'),
  attribute(`${STORAGE}:name`, ['Resource'], 'text', 'storage-account'),
  attribute(`${STORAGE}:isHnsEnabled`, ['Resource'], 'boolean', 'hierarchical-namespace'),
  attribute(`${STORAGE}/encryptionScopes:name`, ['Resource'], 'text', 'encryption-scope'),
  attribute(`${CONTAINERS}:name`, ['Resource'], 'text', 'container'),
  attribute(`${CONTAINERS}/metadata:`, ['Resource'], 'text', 'container-metadata'),
  attribute(`${CONTAINERS}/blobs:path`, ['Resource'], 'text', 'blob-path'),
  attribute(`${CONTAINERS}/blobs:prefix`, ['Request'], 'text', 'blob-prefix'),
  attribute(`${CONTAINERS}/blobs:include`, ['Request'], 'text', 'blob-include'),
  attribute(`${CONTAINERS}/blobs:isCurrentVersion`, ['Resource'], 'boolean', 'current-version'),
  attribute(`${CONTAINERS}/blobs:snapshot`, ['Request'], 'date', 'snapshot'),
  attribute(`${CONTAINERS}/blobs:versionId`, ['Request'], 'date', 'version'),
  attribute(`${CONTAINERS}/blobs/tags:`, ['Request', 'Resource'], 'text', 'blob-tag'),
  attribute(`${CONTAINERS}/blobs/tags&$keys$&`, ['Request', 'Resource'], 'text', 'blob-tag-keys'),
  attribute(`${STORAGE}/queueServices/queues:name`, ['Resource'], 'text', 'queue'),
  attribute('isPrivateLink', ['Environment'], 'boolean', 'private-link'),
  attribute('Microsoft.Network/privateEndpoints', ['Environment'], 'text', 'private-endpoint'),
  attribute('Microsoft.Network/virtualNetworks/subnets', ['Environment'], 'text', 'subnet'),
  attribute('UtcNow', ['Environment'], 'date', 'time'),
  attribute('Microsoft.Directory/CustomSecurityAttributes/Id:', ['Principal'], 'text', 'security-attribute'),
  attribute('Microsoft.ContainerRegistry/registries/repositories:name', ['Request'], 'text', 'repository'),
  attribute('Microsoft.KeyVault/vaults:name', ['Resource'], 'text', 'vault'),
  attribute('Microsoft.KeyVault/vaults/secrets:name', ['Request', 'Resource'], 'text', 'secret'),
  attribute(
    'Microsoft.OperationalInsights/workspaces/tables:protectionLevel',
    ['Resource'],
    'text',
    'protection-level',
  ),
  attribute('Microsoft.Insights/logs/tables:protectionLevel', ['Resource'], 'text', 'protection-level'),
];

const byPath = new Map(ATTRIBUTES.map((one) => [one.path.toLowerCase(), one]));

/** The attribute of a path, whatever its case; where it ends in a name of the user's own, that is not looked at. */
export function findAttribute(path: string): AttributeMeaning | undefined {
  const key = path.trim().toLowerCase();
  return byPath.get(key) ?? byPath.get(key.slice(0, key.indexOf(':') + 1));
}

/** The source as the documentation writes it. */
export function findSource(text: string): Source | undefined {
  const key = text.trim().toLowerCase();
  return SOURCES.find((source) => source.toLowerCase() === key);
}
