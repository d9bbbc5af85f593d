/** An inventory of Azure of any size, the same every time: what decisions are timed on. */
import type { AccessFacts, Group, RoleAssignment } from '../src/access/azure/access-facts.ts';
import type { AccessRequest } from '../src/access/azure/access-request.ts';

export interface InventorySize {
  readonly assignments: number;
  readonly scopes: number;
  readonly principals: number;
  /** The share of assignments with a condition. */
  readonly conditions: number;
}

export interface BenchInventory {
  readonly sources: readonly (readonly [string, AccessFacts])[];
  readonly scopes: readonly string[];
  readonly principals: readonly string[];
  requests(count: number): AccessRequest[];
}

const ROLES = [
  'b24988ac-6180-42a0-ab88-20f7382dd24c', // Contributor
  'acdd72a7-3385-48ef-bd42-f606fba81ae7', // Reader
  '4633458b-17de-408a-b874-0445c86b69e6', // Key Vault Secrets User
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7', // Key Vault Secrets Officer
  '21090545-7ca7-4776-b22c-e363652d74d2', // Key Vault Reader
  'f25e0fa2-a7c8-4377-a976-54943a77a395', // Key Vault Contributor
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', // Storage Blob Data Reader
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe', // Storage Blob Data Contributor
] as const;

const OPERATIONS = [
  ['Microsoft.KeyVault/vaults/secrets/getSecret/action', 'data'],
  ['Microsoft.KeyVault/vaults/secrets/setSecret/action', 'data'],
  ['Microsoft.KeyVault/vaults/keys/read', 'data'],
  ['Microsoft.KeyVault/vaults/read', 'control'],
  ['Microsoft.KeyVault/vaults/write', 'control'],
  ['Microsoft.Authorization/roleAssignments/write', 'control'],
  ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read', 'data'],
] as const;

const GROUPS = 200;
/** Sources of this many assignments, as exports of single subscriptions are. */
const SOURCE_SIZE = 1000;

/** Numbers below one million that look random, the same every time. */
function* noise(): Generator<number, never> {
  for (let state = 12_345; ; ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    yield (state >>> 8) % 1_000_000;
  }
}

const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0');
const guid = (kind: number, index: number): string => `${hex(index, 8)}-000${kind}-4000-8000-${hex(index * 7919, 12)}`;
const origin = (offset: number) => ({ uri: 'file:///bench.json', offset });

/** Subscriptions of 10 resource groups of 10 vaults of 9 secrets. */
function scopesOf(count: number): string[] {
  const scopes: string[] = [];
  for (let index = 0; scopes.length < count; index++) {
    const vault = index % 100;
    const subscription = `/subscriptions/${guid(1, Math.floor(index / 100))}`;
    const path = `${subscription}/resourceGroups/rg-${Math.floor(vault / 10)}/providers/Microsoft.KeyVault/vaults/kv-${index}`;
    scopes.push(path, ...Array.from({ length: 9 }, (_, secret) => `${path}/secrets/s-${secret}`));
  }
  return scopes.slice(0, count);
}

function groupsOf(principals: readonly string[]): Group[] {
  // Each group but the first is in another, about six deep; each principal is in two.
  return Array.from({ length: GROUPS }, (_, index) => ({
    id: guid(3, index),
    members: [
      ...principals.filter((_one, at) => at % GROUPS === index || (at * 7) % GROUPS === index),
      ...[index * 2 + 1, index * 2 + 2].filter((inner) => inner < GROUPS).map((inner) => guid(3, inner)),
    ],
    closed: true,
    origin: origin(index),
  }));
}

export function benchInventory({
  assignments,
  scopes: count,
  principals: people,
  conditions,
}: InventorySize): BenchInventory {
  const random = noise();
  const draw = (below: number): number => random.next().value % below;
  const scopes = scopesOf(count);
  const principals = Array.from({ length: people }, (_, index) => guid(2, index));
  const subscriptions = [...new Set(scopes.map((scope) => scope.slice(0, 51)))];
  const placeOf = (): string => {
    const scope = scopes[draw(scopes.length)] ?? '/';
    const cut = [8, 8, 9, 5, 3][draw(5)] ?? 9;
    return scope
      .split('/')
      .slice(0, cut === 8 ? 9 : cut === 9 ? 11 : cut)
      .join('/');
  };
  const made: RoleAssignment[] = Array.from({ length: assignments }, (_, index) => ({
    id: `/providers/Microsoft.Authorization/roleAssignments/${guid(4, index)}`,
    principalId: draw(3) === 0 ? guid(3, draw(GROUPS)) : (principals[draw(people)] ?? ''),
    roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${ROLES[draw(ROLES.length)]}`,
    scope: placeOf(),
    ...(draw(1000) < conditions * 1000 ? { condition: `condition ${index % 10}` } : {}),
    state: 'deployed',
    origin: origin(index),
  }));
  const vaults = scopes
    .filter((scope) => !scope.includes('/secrets/'))
    .map((scope, offset) => ({
      scope,
      permissionModel: 'rbac' as const,
      accessPolicies: [],
      isHsm: false,
      origin: origin(offset),
    }));
  const parents = subscriptions.map((child, index) => ({
    child,
    parent: `/providers/Microsoft.Management/managementGroups/mg${index % 5}`,
    origin: origin(index),
  }));
  const upper = [0, 1, 2, 3, 4].map((index) => ({
    child: `/providers/Microsoft.Management/managementGroups/mg${index}`,
    parent: '/',
    origin: origin(index),
  }));
  const slices = Array.from({ length: Math.ceil(assignments / SOURCE_SIZE) }, (_, index) => {
    const roleAssignments = made.slice(index * SOURCE_SIZE, (index + 1) * SOURCE_SIZE);
    return [`file:///assignments-${index}.json`, { roleAssignments }] as const;
  });
  return {
    scopes,
    principals,
    sources: [
      ...slices,
      ['file:///vaults.json', { vaults }],
      ['file:///groups.yaml', { groups: groupsOf(principals), managementGroupParents: [...parents, ...upper] }],
    ],
    requests: (wanted) =>
      Array.from({ length: wanted }, () => {
        const [operation, plane] = OPERATIONS[draw(OPERATIONS.length)] ?? OPERATIONS[0];
        const resource = scopes[draw(scopes.length)] ?? '/';
        return { principal: principals[draw(people)] ?? '', operation, plane, resource, attributes: new Map() };
      }),
  };
}
