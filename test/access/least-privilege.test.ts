/** Which roles grant what is asked for and least beyond it: known cases. */
import { describe, expect, test } from 'vitest';
import { readAskedOperations } from '../../server/src/access/azure/asked-operations.ts';
import { findLeastPrivilege, type LeastPrivilege } from '../../server/src/access/azure/least-privilege.ts';
import type { Plane } from '../../server/src/access/azure/operation-pattern.ts';
import { OperationSet } from '../../server/src/access/azure/operation-set.ts';
import { PRIVILEGED_OPERATIONS } from '../../server/src/access/azure/privileged-operations.ts';
import type { BuiltInRole, Permission } from '../../server/src/access/facts.ts';
import { facts } from '../facts.ts';

const { operations } = facts;
const builtIn = facts.roles.all();

function ask(texts: readonly string[], plane?: Plane): OperationSet {
  const asked = new OperationSet(operations.size);
  for (const text of texts) {
    const read = readAskedOperations(text, plane, operations);
    if (read.verdict !== 'known') {
      throw new Error(`${text}: ${read.verdict}`);
    }
    asked.addAll(read.operations);
  }
  return asked;
}

function find(texts: readonly string[], plane?: Plane): LeastPrivilege<BuiltInRole> {
  return findLeastPrivilege(ask(texts, plane), builtIn, operations);
}

const names = ({ covering }: LeastPrivilege<BuiltInRole>): string[] => covering.map(({ role }) => role.name);
const namesOf = (set: OperationSet): string[] =>
  [...set.members()].map(({ number, plane }) => `${plane} ${operations.at(number)?.name}`);

describe('secrets of a key vault', () => {
  test('to read a value Secrets User is enough, and metadata is all that it gives beyond', () => {
    const found = find(['Microsoft.KeyVault/vaults/secrets/getSecret/action']);
    expect(names(found)).toEqual([
      'Key Vault Secrets User',
      'Key Vault Certificate User',
      'Key Vault Secrets Officer',
      'Key Vault Administrator',
    ]);
    const [first] = found.covering;
    expect(first?.excess).toEqual({ control: 0, data: 1 });
    expect(first && namesOf(first.granted.without(first.covered))).toEqual([
      'data Microsoft.KeyVault/vaults/secrets/readMetadata/action',
    ]);
  });

  test('to write one there is Secrets Officer, and a role made for one service', () => {
    expect(names(find(['microsoft.keyvault/VAULTS/secrets/setSecret/action']))).toEqual([
      'Operator Nexus Key Vault Writer Service Role (Preview)',
      'Key Vault Secrets Officer',
      'Key Vault Administrator',
    ]);
    expect(
      names(
        find([
          'Microsoft.KeyVault/vaults/secrets/setSecret/action',
          'Microsoft.KeyVault/vaults/secrets/getSecret/action',
        ]),
      ),
    ).toEqual(['Key Vault Secrets Officer', 'Key Vault Administrator']);
  });

  test('to list them metadata is enough', () => {
    expect(names(find(['Microsoft.KeyVault/vaults/secrets/readMetadata/action']))).toEqual([
      'Key Vault Secrets User',
      'Key Vault Certificate User',
      'Key Vault Reader',
      'Key Vault Secrets Officer',
      'Key Vault Administrator',
    ]);
  });

  test('a wildcard asks for all that it matches', () => {
    const asked = ask(['Microsoft.KeyVault/vaults/secrets/*']);
    expect(asked.count()).toEqual({ control: 2, data: 9 });
    expect(ask(['Microsoft.KeyVault/vaults/secrets/*'], 'data').count()).toEqual({ control: 0, data: 9 });
    expect(names(find(['Microsoft.KeyVault/vaults/secrets/*'], 'data'))).toEqual([
      'Key Vault Secrets Officer',
      'Key Vault Administrator',
    ]);
  });
});

describe('what roles grant besides', () => {
  test('operations by which rights are given are named, and not where they were asked for', () => {
    const owner = (found: LeastPrivilege<BuiltInRole>) => found.covering.find(({ role }) => role.name === 'Owner');
    const some = owner(find(['Microsoft.Compute/virtualMachines/start/action']));
    expect(some?.privileged).toContain('Microsoft.Authorization/roleAssignments/write');
    expect(some?.privileged).toContain('Microsoft.Authorization/elevateAccess/action');
    const asked = owner(find(['Microsoft.Authorization/roleAssignments/write']));
    expect(asked?.privileged).not.toContain('Microsoft.Authorization/roleAssignments/write');
    for (const name of PRIVILEGED_OPERATIONS) {
      expect(operations.find(name.toLowerCase())).toMatchObject({ name, planes: ['control'] });
    }
  });

  test('what is granted under a condition only is said to be', () => {
    const { covering } = find(['Microsoft.Authorization/roleAssignments/write']);
    const by = (name: string) => covering.find(({ role }) => role.name === name);
    expect(by('Key Vault Data Access Administrator')?.conditional.count()).toEqual({ control: 1, data: 0 });
    expect(by('Azure Sphere Owner')?.conditional.count()).toEqual({ control: 1, data: 0 });
    expect(by('Owner')?.conditional.isEmpty).toBe(true);
    const sphere = find(['Microsoft.AzureSphere/catalogs/read']).covering.find(
      ({ role }) => role.name === 'Azure Sphere Owner',
    );
    expect(sphere?.conditional.isEmpty).toBe(true);
  });

  test('an entry that has to be read leniently makes a role unsure', () => {
    const { covering } = find(['Microsoft.ManagedIdentity/userAssignedIdentities/assign/action']);
    expect(covering.filter(({ unsure }) => !unsure.isEmpty).map(({ role }) => role.name)).toEqual([
      'Managed Identity Operator',
    ]);
    expect(covering.filter(({ unsure }) => unsure.isEmpty).map(({ role }) => role.name)).toContain('Contributor');
  });
});

describe('several roles together', () => {
  test('one for each plane, where none grants in both', () => {
    const found = find(['Microsoft.KeyVault/vaults/secrets/getSecret/action', 'Microsoft.KeyVault/vaults/write']);
    expect(found.covering).toEqual([]);
    expect(found.missing.isEmpty).toBe(true);
    expect(found.together.map(({ role }) => role.name)).toContain('Key Vault Secrets User');
    expect(found.together).toHaveLength(2);
  });

  test('what no role grants is left over', () => {
    const grants = (entry: string): Permission => ({
      actions: [entry],
      notActions: [],
      dataActions: [],
      notDataActions: [],
    });
    const roles = [
      { name: 'reads', permissions: [grants('Microsoft.KeyVault/vaults/read')] },
      { name: 'nothing', permissions: [] },
    ];
    const asked = ask(['Microsoft.KeyVault/vaults/read', 'Microsoft.KeyVault/vaults/write']);
    const found = findLeastPrivilege(asked, roles, operations);
    expect(found.together.map(({ role }) => role.name)).toEqual(['reads']);
    expect(namesOf(found.missing)).toEqual(['control Microsoft.KeyVault/vaults/write']);
    expect(findLeastPrivilege(asked, [], operations)).toMatchObject({ covering: [], together: [] });
  });

  test('exclusions of a block take nothing from what another block grants', () => {
    const roles = [
      {
        name: 'two blocks',
        permissions: [
          {
            actions: ['Microsoft.KeyVault/*'],
            notActions: ['Microsoft.KeyVault/vaults/write'],
            dataActions: [],
            notDataActions: ['*'],
          },
          { actions: ['microsoft.keyvault/vaults/WRITE '], notActions: [], dataActions: [], notDataActions: [] },
        ],
      },
    ];
    const { covering } = findLeastPrivilege(ask(['Microsoft.KeyVault/vaults/*'], 'control'), roles, operations);
    expect(covering).toHaveLength(1);
    expect(covering[0]?.excess.data).toBe(0);
  });
});

describe('what is asked', () => {
  const read = (text: string, plane?: Plane) => readAskedOperations(text, plane, operations);

  test('a name in both planes has to be told apart', () => {
    expect(read('microsoft.keyvault/vaults/keys/read')).toEqual({
      verdict: 'both-planes',
      name: 'Microsoft.KeyVault/vaults/keys/read',
    });
    expect(namesOf(ask(['Microsoft.KeyVault/vaults/keys/read'], 'data'))).toEqual([
      'data Microsoft.KeyVault/vaults/keys/read',
    ]);
    expect(namesOf(ask(['Microsoft.KeyVault/vaults/keys/read'], 'control'))).toEqual([
      'control Microsoft.KeyVault/vaults/keys/read',
    ]);
    // The catalogue decides where there is nothing to choose.
    expect(namesOf(ask(['Microsoft.KeyVault/vaults/read'], 'data'))).toEqual([
      'control Microsoft.KeyVault/vaults/read',
    ]);
  });

  test.each([
    ['Microsoft.KeyVault/vaults/secret/read', ['Microsoft.KeyVault/vaults/secrets/read']],
    ['Microsoft.KeyVault/vaults/secrets/getSecret', ['Microsoft.KeyVault/vaults/secrets/getSecret/action']],
    ['microsoft.keyvault/vaults', ['Microsoft.KeyVault/vaults/*']],
    ['microsoft.keyvault/vaults/', ['Microsoft.KeyVault/vaults/*']],
    ['Microsoft.KeyVault/vault/*', ['Microsoft.KeyVault/vaults/*']],
    ['Contoso.Nothing/read', []],
    ['', []],
    ['/', []],
    ['getSecret', []],
  ])('%j is unknown', (text, near) => {
    expect(read(text)).toEqual({ verdict: 'unknown', near });
  });

  test('one that was published once is told from one that never was', () => {
    expect(read('Microsoft.Security/autoProvisioningSettings/read')).toMatchObject({
      verdict: 'retired',
      operation: { plane: 'control' },
    });
  });

  test('a plane that is only inferred is counted', () => {
    expect(read('Microsoft.KeyVault/vaults/certificates/release/action')).toMatchObject({ unverified: 1 });
    expect(read('Microsoft.KeyVault/vaults/read')).toMatchObject({ unverified: 0 });
  });
});
