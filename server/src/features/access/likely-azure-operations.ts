/** The operations that somebody may ask about on a resource of Azure. */
import { SWITCH_PERMISSION_MODEL } from '../../access/azure/access-request.ts';
import { parseOperation } from '../../access/azure/operation-pattern.ts';
import type { OperationFacts } from '../../access/facts.ts';
import { typeOfScope } from './azure-scope-names.ts';

/** What people ask for first; the rest follows in the order of the list. */
const FIRST: readonly string[] = [
  'Microsoft.KeyVault/vaults/secrets/getSecret/action',
  'Microsoft.KeyVault/vaults/secrets/setSecret/action',
  'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  'Microsoft.KeyVault/vaults/secrets/delete',
  'Microsoft.Authorization/roleAssignments/write',
];
const VAULT = 'microsoft.keyvault/vaults';

/** Those of the type of a resource, of its parts and of whatever it is a part of; of a wider scope, what people ask for first. */
export function likelyOperations(resource: string, operations: OperationFacts): readonly string[] {
  const type = typeOfScope({ scope: resource, kind: 'resource' });
  const isInVault = type?.toLowerCase().startsWith(VAULT);
  const own = type === undefined || type.startsWith('Microsoft.Management') ? [] : operationsOf(type, operations);
  const first = type === undefined || isInVault ? FIRST : FIRST.slice(-1);
  return [...new Set([...first, ...own, ...(isInVault ? [SWITCH_PERMISSION_MODEL] : [])])];
}

function operationsOf(type: string, operations: OperationFacts): readonly string[] {
  const pattern = parseOperation(`${type}/*`);
  return [...operations.list(pattern, 'data'), ...operations.list(pattern, 'control')].map(({ name }) => name);
}
