import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseOperation } from '../../server/src/access/azure/operation-pattern.ts';
import { openCatalogue } from '../../server/src/catalogue/open-catalogue.ts';

const { operations, roles } = openCatalogue((file) => readFileSync(`server/data/${file}`, 'utf8'));

describe('operations', () => {
  test('are found by name, whatever the case', () => {
    expect(operations.find('microsoft.keyvault/vaults/secrets/getsecret/action')).toEqual({
      name: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      planes: ['data'],
      planeVerified: true,
    });
    expect(operations.find('microsoft.keyvault/vaults/keys/read')?.planes).toEqual(['control', 'data']);
    expect(operations.find('microsoft.keyvault/vaults/certificates/release/action')?.planeVerified).toBe(false);
    expect(operations.find('microsoft.keyvault/vaults/keys')).toBeUndefined();
    expect(operations.find('microsoft.keyvault')).toBeUndefined();
    expect(operations.find('')).toBeUndefined();
  });

  test('are counted for wildcards, across slashes and per plane', () => {
    expect(operations.count(parseOperation('*')).control).toBeGreaterThan(18_000);
    expect(operations.count(parseOperation('*')).data).toBeGreaterThan(4_000);
    expect(operations.count(parseOperation('Microsoft.KeyVault/vaults/secrets/*'))).toMatchObject({
      control: 2,
      data: 9,
    });
    expect(operations.count(parseOperation('Microsoft.KeyVault/vaults/certificates/*'))).toMatchObject({ control: 0 });
    expect(operations.count(parseOperation('Microsoft.Authorization/*/read')).control).toBeGreaterThan(20);
    expect(operations.count(parseOperation('Microsoft.Nothing/*'))).toEqual({ control: 0, data: 0, unverified: 0 });
  });

  test('are listed for wildcards in one plane', () => {
    const pattern = parseOperation('microsoft.keyvault/vaults/secrets/*');
    expect(operations.list(pattern, 'control').map(({ name }) => name)).toEqual([
      'Microsoft.KeyVault/vaults/secrets/read',
      'Microsoft.KeyVault/vaults/secrets/write',
    ]);
  });

  test('a star segment may stand for no segment where nothing else matches', () => {
    const pattern = parseOperation('Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action');
    expect(operations.count(pattern).control).toBe(1);
    expect(operations.list(pattern, 'control')).toHaveLength(1);
    expect(operations.list(pattern, 'data')).toHaveLength(0);
  });

  test('near ones are offered for a typing error', () => {
    const near = (text: string) => operations.nearest(parseOperation(text), 'control');
    expect(near('Microsoft.Compute/virtualMachine/read')).toContain('Microsoft.Compute/virtualMachines/read');
    expect(near('Microsoft.Compte/virtualMachines/start/action')).toEqual([
      'Microsoft.Compute/virtualMachines/start/action',
    ]);
    expect(near('Microsoft.Storage/storageAccount/*')).toEqual(['Microsoft.Storage/storageAccounts/*']);
    expect(near('Microsoft.Storage/storageAccounts/containers/read')).toContain(
      'Microsoft.Storage/storageAccounts/blobServices/containers/read',
    );
    expect(near('Contoso.Nothing/at/all')).toEqual([]);
  });

  test('retired ones are known with their last day', () => {
    expect(operations.retired(parseOperation('Microsoft.Security/autoProvisioningSettings/read'))).toMatchObject({
      plane: 'control',
    });
    expect(operations.retired(parseOperation('Microsoft.KeyVault/vaults/read'))).toBeUndefined();
  });

  test('segments follow a path', () => {
    expect(operations.segments('', 'data').map(({ text }) => text)).toContain('Microsoft.KeyVault');
    expect(operations.segments('', 'data').map(({ text }) => text)).not.toContain('Microsoft.Authorization');
    const next = operations.segments('microsoft.keyvault/vaults/', 'data');
    expect(next.find(({ text }) => text === 'secrets')?.count).toBe(9);
    expect(operations.segments('microsoft.nothing/', 'data')).toEqual([]);
  });
});

describe('roles', () => {
  test('are found by id, name and former name', () => {
    expect(roles.all()).toHaveLength(928);
    expect(roles.byId('21090545-7CA7-4776-B22C-E363652D74D2')?.name).toBe('Key Vault Reader');
    expect(roles.byName('key vault reader')?.id).toBe('21090545-7ca7-4776-b22c-e363652d74d2');
    expect(roles.byName('Azure Arc VMware Administrator role')).toBeDefined();
    expect(roles.byFormerName('Key Vault Reader (preview)')).toMatchObject([{ to: 'Key Vault Reader', date: '' }]);
    expect(roles.byFormerName('Key Vault Reader')).toEqual([]);
  });

  test('one name went from one role to another', () => {
    const name = 'Advisor Recommendations Contributor';
    expect(roles.byName(name)?.id).toBe('f680209a-a2a2-4e0d-aa81-5d2a65c13604');
    expect(roles.byFormerName(name).map(({ id }) => id)).toEqual(['6b534d80-e337-47c4-864f-140f5c7f593d']);
  });

  test('keep their permissions and conditions', () => {
    const contributor = roles.byName('Contributor');
    expect(contributor?.permissions[0]?.actions).toEqual(['*']);
    expect(contributor?.permissions[0]?.notActions).toHaveLength(11);
    expect(roles.all().filter(({ permissions }) => permissions.length > 1)).toHaveLength(16);
    expect(
      roles.all().flatMap(({ permissions }) => permissions.flatMap(({ condition }) => condition ?? [])),
    ).toHaveLength(31);
  });

  test('ones that lists do not have any more are known', () => {
    expect(roles.unlisted('de754d53-652d-4c75-a67f-1e48d8b49c97')?.name).toBe('Service Group Reader');
  });
});
