/** Access policies and the roles that replace them: Microsoft's own templates, and a naive model of what is best. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { migratePolicy, vaultCatalogue } from '../../server/src/access/azure/vault-migration.ts';
import {
  permissionsOf,
  VAULT_OBJECT_KINDS,
  type VaultPermissions,
} from '../../server/src/access/azure/vault-permission.ts';
import { facts } from '../facts.ts';

const catalogue = vaultCatalogue(facts.roles, facts.operations);

function migrate(permissions: VaultPermissions): { fit: string; roles: string[]; adds: string[] } {
  const { fit, roles, adds } = migratePolicy(permissions, catalogue);
  return {
    fit,
    roles: roles.map(({ name }) => name.replace('Key Vault ', '')).sort(),
    adds: adds.map((action) => action.replace('Microsoft.KeyVault/vaults/', '')),
  };
}

/** https://learn.microsoft.com/azure/key-vault/general/rbac-migration#access-policies-templates-to-azure-roles-mapping */
const TEMPLATES: readonly (readonly [
  name: string,
  permissions: VaultPermissions,
  roles: readonly string[] | 'custom',
])[] = [
  [
    'Key, Secret, Certificate Management',
    { keys: ['all'], secrets: ['all'], certificates: ['all'] },
    ['Administrator'],
  ],
  ['Key & Secret Management', { keys: ['all'], secrets: ['all'] }, ['Crypto Officer', 'Secrets Officer']],
  [
    'Secret & Certificate Management',
    { secrets: ['all'], certificates: ['all'] },
    ['Certificates Officer', 'Secrets Officer'],
  ],
  ['Key Management', { keys: ['all'] }, ['Crypto Officer']],
  ['Secret Management', { secrets: ['all'] }, ['Secrets Officer']],
  ['Certificate Management', { certificates: ['all'] }, ['Certificates Officer']],
  ['SQL Server Connector', { keys: ['get', 'list', 'wrapKey', 'unwrapKey'] }, ['Crypto Service Encryption User']],
  ['Azure Data Lake Storage or Azure Storage', { keys: ['get', 'list', 'unwrapKey'] }, 'custom'],
  ['Azure Backup', { keys: ['get', 'list', 'backup'], secrets: ['get', 'list', 'backup'] }, 'custom'],
  [
    'Exchange Online Customer Key',
    { keys: ['get', 'list', 'wrapKey', 'unwrapKey'] },
    ['Crypto Service Encryption User'],
  ],
  ['Azure Information BYOK', { keys: ['get', 'decrypt', 'sign'] }, 'custom'],
];

describe("Microsoft's templates", () => {
  test.each(TEMPLATES)('%s', (_, permissions, expected) => {
    const { fit, roles } = migrate(permissions);
    expect(expected === 'custom' ? fit : roles).toEqual(expected);
    expect(fit === 'custom').toBe(expected === 'custom');
  });
});

const CASES: readonly (readonly [VaultPermissions, ReturnType<typeof migrate>])[] = [
  [{ secrets: ['get', 'list'] }, { fit: 'exact', roles: ['Secrets User'], adds: [] }],
  [{ secrets: ['Get'] }, { fit: 'covering', roles: ['Secrets User'], adds: ['secrets/readMetadata/action'] }],
  // Secrets User would add one thing only, but that is the secrets themselves.
  [
    { secrets: ['list'] },
    {
      fit: 'covering',
      roles: ['Reader'],
      adds: [
        'certificatecas/read',
        'certificates/read',
        'keyrotationpolicies/read',
        'keys/read',
        'storageaccounts/read',
        'storageaccounts/sas/read',
      ],
    },
  ],
  [
    { certificates: ['get'], secrets: ['get', 'list'] },
    { fit: 'covering', roles: ['Certificate User'], adds: ['keys/read'] },
  ],
  [
    { secrets: ['get', 'list', 'set', 'delete'] },
    {
      fit: 'custom',
      roles: ['Secrets Officer'],
      adds: ['secrets/backup/action', 'secrets/purge/action', 'secrets/recover/action', 'secrets/restore/action'],
    },
  ],
  [{ keys: ['release'] }, { fit: 'exact', roles: ['Crypto Service Release User'], adds: [] }],
  [
    { keys: ['get', 'list', 'update', 'backup', 'encrypt', 'decrypt', 'wrapKey', 'unwrapKey', 'sign', 'verify'] },
    { fit: 'exact', roles: ['Crypto User'], adds: [] },
  ],
  [{}, { fit: 'exact', roles: [], adds: [] }],
  [{ keys: [] }, { fit: 'exact', roles: [], adds: [] }],
];

describe('what it adds', () => {
  test.each(CASES)('%j', (permissions, expected) => {
    expect(migrate(permissions)).toEqual(expected);
  });

  test('names of permissions compare without case, and unknown ones are told', () => {
    const { unknown, needs } = migratePolicy(
      { secrets: ['GET', ' list ', 'read', 'toString'], keys: ['__proto__'] },
      catalogue,
    );
    expect(needs).toEqual([
      'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
    ]);
    expect(unknown).toEqual([
      { kind: 'keys', name: '__proto__' },
      { kind: 'secrets', name: 'read' },
      { kind: 'secrets', name: 'toString' },
    ]);
  });

  test('every permission allows something that Azure publishes', () => {
    for (const kind of VAULT_OBJECT_KINDS) {
      for (const permission of permissionsOf(kind)) {
        const { needs, unknown } = migratePolicy({ [kind]: [permission] }, catalogue);
        expect(unknown).toEqual([]);
        expect(needs.filter((action) => !catalogue.dataActions.includes(action))).toEqual([]);
        expect(needs.length).toBeGreaterThan(0);
      }
    }
  });

  test('the roles are the ten of Microsoft that work on a vault', () => {
    expect(catalogue.roles.map(({ name }) => name)).toEqual([
      'Key Vault Administrator',
      'Key Vault Certificate User',
      'Key Vault Certificates Officer',
      'Key Vault Crypto Officer',
      'Key Vault Crypto Service Encryption User',
      'Key Vault Crypto Service Release User',
      'Key Vault Crypto User',
      'Key Vault Reader',
      'Key Vault Secrets Officer',
      'Key Vault Secrets User',
    ]);
  });
});

/** Every set of roles there is, by counting: which of them grant what is needed, and what each adds. */
function everyCover(needs: readonly string[]): { operations: number; count: number; reads: number }[] {
  const covers: { operations: number; count: number; reads: number }[] = [];
  for (let number = 0; number < 2 ** catalogue.roles.length; number++) {
    const set = catalogue.roles.filter((_, index) => Math.floor(number / 2 ** index) % 2 === 1);
    if (!needs.every((action) => set.some((role) => role.dataActions.has(action)))) {
      continue;
    }
    let operations = 0;
    let reads = 0;
    for (const action of catalogue.dataActions) {
      const isAdded = !needs.includes(action) && set.some((role) => role.dataActions.has(action));
      const isStorage = action.includes('/storageaccounts/');
      const isRead = action.endsWith('/read') || action.includes('/readMetadata/');
      operations += isAdded && !isStorage && !isRead ? 1 : 0;
      reads += isAdded && !isStorage && isRead ? 1 : 0;
    }
    covers.push({ operations, count: set.length, reads });
  }
  return covers;
}

const policies = fc.record(
  {
    keys: fc.subarray([...permissionsOf('keys')]),
    secrets: fc.subarray([...permissionsOf('secrets')]),
    certificates: fc.subarray([...permissionsOf('certificates')]),
    storage: fc.subarray([...permissionsOf('storage')]),
  },
  { requiredKeys: [] },
);

describe('any policy', () => {
  test('is covered, and no set of roles is better', () => {
    fc.assert(
      fc.property(policies, (permissions) => {
        const { needs, roles, adds, fit } = migratePolicy(permissions, catalogue);
        const granted = new Set(roles.flatMap(({ dataActions }) => [...dataActions]));
        expect(needs.filter((action) => !granted.has(action))).toEqual([]);
        expect([...granted].filter((action) => !needs.includes(action)).sort()).toEqual(adds);
        const covers = everyCover(needs).sort(
          (a, b) => a.operations - b.operations || a.count - b.count || a.reads - b.reads,
        );
        const [best] = covers;
        const isStorage = (action: string): boolean => action.includes('/storageaccounts/');
        const isRead = (action: string): boolean => action.endsWith('/read') || action.includes('/readMetadata/');
        expect({
          operations: adds.filter((action) => !isStorage(action) && !isRead(action)).length,
          count: roles.length,
          reads: adds.filter((action) => !isStorage(action) && isRead(action)).length,
        }).toEqual(best);
        expect(fit).toBe(best?.operations ? 'custom' : adds.length > 0 ? 'covering' : 'exact');
      }),
      { numRuns: 150 },
    );
  });
});
