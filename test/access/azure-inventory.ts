/** Facts about access in Azure, written short, each with an origin of its own: the n-th fact is at offset n. */
import type {
  AccessFacts,
  AccessPolicy,
  Alias,
  DenyAssignment,
  Group,
  ManagementGroupParent,
  RoleAssignment,
  RoleDefinition,
  Vault,
} from '../../server/src/access/azure/access-facts.ts';
import { AccessIndex } from '../../server/src/access/azure/access-index.ts';
import type { AccessRequest, ConditionDecider } from '../../server/src/access/azure/access-request.ts';
import type { AzureReason } from '../../server/src/access/azure/azure-reason.ts';
import { decideAccess, decideOutcome } from '../../server/src/access/azure/decide-access.ts';
import type { Decision } from '../../server/src/access/decision.ts';
import type { Permission } from '../../server/src/access/facts.ts';
import { facts as catalogue } from '../facts.ts';

export const ALICE = '11111111-1111-4111-8111-111111111111';
export const BOB = '22222222-2222-4222-8222-222222222222';
export const ENGINEERS = '33333333-3333-4333-8333-333333333333';
export const STAFF = '44444444-4444-4444-8444-444444444444';
export const EVERYONE = '00000000-0000-0000-0000-000000000000';
export const CUSTOM = 'cccccccc-0000-4000-8000-00000000000c';
export const SUB = '/subscriptions/99999999-0000-4000-8000-000000000001';
export const RG = `${SUB}/resourceGroups/rg1`;
export const VAULT = `${RG}/providers/Microsoft.KeyVault/vaults/kv1`;
export const SECRET = `${VAULT}/secrets/s1`;
export const MG = '/providers/Microsoft.Management/managementGroups';

/** Built-in roles by what they are called. */
export function role(name: string): string {
  const id = catalogue.roles.byName(name)?.id;
  if (id === undefined) {
    throw new Error(`no built-in role ${name}`);
  }
  return `${SUB}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
}

let offset = 0;
const origin = () => ({ uri: 'file:///inventory.json', offset: ++offset });

export function assign(
  principalId: string,
  roleDefinitionId: string,
  scope: string,
  more: Partial<RoleAssignment> = {},
): RoleAssignment {
  const place = origin();
  return { id: `ra-${place.offset}`, principalId, roleDefinitionId, scope, state: 'deployed', origin: place, ...more };
}

export function permission(more: Partial<Permission>): Permission {
  return { actions: [], notActions: [], dataActions: [], notDataActions: [], ...more };
}

export function define(
  permissions: readonly Partial<Permission>[],
  more: Partial<RoleDefinition> = {},
): RoleDefinition {
  return { id: CUSTOM, permissions: permissions.map(permission), state: 'deployed', origin: origin(), ...more };
}

export function deny(
  principals: readonly string[],
  permissions: readonly Partial<Permission>[],
  scope: string,
  more: Partial<DenyAssignment> = {},
): DenyAssignment {
  const place = origin();
  return {
    id: `deny-${place.offset}`,
    permissions: permissions.map(permission),
    scope,
    doNotApplyToChildScopes: false,
    principals: principals.map((id) => ({ id })),
    excludePrincipals: [],
    effect: 'enforced',
    state: 'deployed',
    origin: place,
    ...more,
  };
}

export function group(id: string, members: readonly string[], closed = true): Group {
  return { id, members, closed, origin: origin() };
}

export function parent(child: string, above: string): ManagementGroupParent {
  return { child, parent: above, origin: origin() };
}

export function alias(...names: readonly string[]): Alias {
  return { names, origin: origin() };
}

export function policy(objectId: string, more: Partial<AccessPolicy>): AccessPolicy {
  return { objectId, keys: [], secrets: [], certificates: [], storage: [], origin: origin(), ...more };
}

export function vault(
  permissionModel: Vault['permissionModel'],
  accessPolicies: Vault['accessPolicies'] = [],
  more: Partial<Vault> = {},
): Vault {
  return { scope: VAULT, permissionModel, accessPolicies, isHsm: false, origin: origin(), ...more };
}

/** The condition language of these tests: the verdict itself, or the attribute that is missing. */
export const decideCondition: ConditionDecider = (condition) =>
  condition === 'yes' || condition === 'no'
    ? { value: condition, missing: [] }
    : { value: 'unknown', missing: condition.startsWith('@') ? [condition] : [] };

export function indexOf(...sources: readonly AccessFacts[]): AccessIndex {
  const index = new AccessIndex(catalogue.roles);
  for (const [number, facts] of sources.entries()) {
    index.update(`source${number}`, facts);
  }
  return index;
}

/** The plane follows from the catalogue; a name of both planes is asked in the control plane. */
export function ask(principal: string, operation: string, resource: string): AccessRequest {
  const found = catalogue.operations.find(operation.toLowerCase());
  const plane = found?.planes.length === 1 && found.planes[0] === 'data' ? 'data' : 'control';
  return { principal, operation, plane, resource, attributes: new Map() };
}

/** The decision, which the quick way must share. */
export function decide(index: AccessIndex, request: AccessRequest): Decision<AzureReason> {
  const decision = decideAccess(index, request, decideCondition);
  const quick = decideOutcome(index, request, decideCondition);
  if (quick !== decision.outcome) {
    throw new Error(`${decision.outcome}, and ${quick} without reasons`);
  }
  return decision;
}

const WORDS = { allow: ' allows', deny: ' denies', none: '' } as const;

/** A decision in one line: outcome, links without the cloud, unknown facts. */
export function brief({ outcome, reasons, unknowns }: Decision<AzureReason>): string {
  const links = reasons.map(({ id, effect }) => `${id.slice('azure/'.length)}${WORDS[effect]}`);
  const missing = unknowns.map(({ kind, subject }) => `${kind} ${subject}`);
  return [outcome, links.join(' → '), ...(missing.length > 0 ? [`? ${missing.join(', ')}`] : [])].join(': ');
}
