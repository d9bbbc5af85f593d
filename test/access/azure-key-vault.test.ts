/** The data of key vaults: the seed's three checks, permission models, access policies, Managed HSM, and the switch. */
import { describe, expect, test } from 'vitest';
import { SWITCH_PERMISSION_MODEL } from '../../server/src/access/azure/access-request.ts';
import { type Case, GET, testCases } from './azure-cases.ts';
import {
  ALICE,
  ask,
  assign,
  brief,
  CUSTOM,
  decide,
  define,
  deny,
  ENGINEERS,
  group,
  indexOf,
  policy,
  RG,
  role,
  SECRET,
  SUB,
  VAULT,
  vault,
} from './azure-inventory.ts';

const SET = 'Microsoft.KeyVault/vaults/secrets/setSecret/action';
const UPDATE = 'Microsoft.KeyVault/vaults/secrets/update/action';
const LIST = 'Microsoft.KeyVault/vaults/secrets/readMetadata/action';
const KEYS = 'Microsoft.KeyVault/vaults/keys/read';
const GUIDE = 'https://learn.microsoft.com/azure/key-vault/general/rbac-guide';
const POLICIES = 'https://learn.microsoft.com/azure/key-vault/general/assign-access-policy';

/** https://learn.microsoft.com/azure/key-vault/general/rbac-guide#test-and-verify */
describe('the three checks of the guide', () => {
  const officer = role('Key Vault Secrets Officer');
  const reader = role('Key Vault Reader');
  const vaults = [vault('rbac')];
  const outcome = (roleAssignments: ReturnType<typeof assign>[], operation: string, on: string) =>
    decide(indexOf({ roleAssignments, vaults }), ask(ALICE, operation, on)).outcome;

  test('creating a secret takes Key Vault Secrets Officer on the vault', () => {
    expect(outcome([assign(ALICE, officer, VAULT)], SET, `${VAULT}/secrets/new`)).toBe('allowed');
    expect(outcome([assign(ALICE, reader, RG)], SET, `${VAULT}/secrets/new`)).toBe('denied');
    expect(outcome([assign(ALICE, officer, SECRET)], SET, `${VAULT}/secrets/new`)).toBe('denied');
  });

  test('editing a secret takes Key Vault Secrets Officer on the secret', () => {
    expect(outcome([assign(ALICE, officer, SECRET)], UPDATE, SECRET)).toBe('allowed');
    expect(outcome([assign(ALICE, reader, RG)], UPDATE, SECRET)).toBe('denied');
    expect(outcome([assign(ALICE, officer, `${VAULT}/secrets/other`)], UPDATE, SECRET)).toBe('denied');
  });

  test('listing the secrets takes Key Vault Reader', () => {
    expect(outcome([assign(ALICE, reader, RG)], LIST, VAULT)).toBe('allowed');
    expect(outcome([assign(ALICE, officer, SECRET)], LIST, VAULT)).toBe('denied');
    expect(outcome([assign(ALICE, reader, RG)], GET, SECRET)).toBe('denied');
  });
});

const officer = [assign(ALICE, role('Key Vault Secrets Officer'), RG)];
const secrets = (...permissions: readonly string[]) => policy(ALICE, { secrets: permissions });
const grantedByRole = 'role-assignment allows → role-entry allows';

const CASES: readonly Case[] = [
  {
    name: 'Key Vault Contributor has no data',
    source: GUIDE,
    facts: { roleAssignments: [assign(ALICE, role('Key Vault Contributor'), RG)], vaults: [vault('rbac')] },
    operation: GET,
    expected: 'denied: role-assignment → wrong-plane denies',
  },
  {
    name: 'data roles have no effect on a vault that uses access policies',
    source: GUIDE,
    facts: { roleAssignments: officer, vaults: [vault('policy')] },
    operation: GET,
    expected: 'denied: role-assignment → role-entry → permission-model denies',
  },
  {
    name: 'an access policy decides there',
    source: POLICIES,
    facts: { vaults: [vault('policy', [secrets('Get')])] },
    operation: GET,
    on: SECRET,
    expected: 'allowed: access-policy allows → permission-model',
  },
  {
    name: 'an access policy of a group',
    source: POLICIES,
    facts: {
      groups: [group(ENGINEERS, [ALICE])],
      vaults: [vault('policy', [policy(ENGINEERS, { secrets: ['all'] })])],
    },
    operation: SET,
    expected: 'allowed: group-membership → access-policy allows → permission-model',
  },
  {
    name: 'an access policy without the permission',
    source: POLICIES,
    facts: { vaults: [vault('policy', [secrets('list')])] },
    operation: GET,
    expected: 'denied: access-policy denies → permission-model',
  },
  {
    name: 'access policies have no effect on a vault that uses roles',
    source: GUIDE,
    facts: { vaults: [vault('rbac', [secrets('get')])] },
    operation: GET,
    expected: 'denied: access-policy → permission-model denies',
  },
  {
    name: 'a policy for somebody through an application',
    source: 'https://learn.microsoft.com/azure/key-vault/general/authentication',
    facts: { vaults: [vault('policy', [policy(ALICE, { secrets: ['get'], applicationId: CUSTOM })])] },
    operation: GET,
    expected: `undetermined: access-policy → permission-model: ? application ${CUSTOM}`,
  },
  {
    name: 'nobody knows the vault',
    source: GUIDE,
    facts: { roleAssignments: officer },
    operation: GET,
    expected: `undetermined: role-assignment allows → role-entry allows → permission-model: ? access-policies ${VAULT}, permission-model ${VAULT}`,
  },
  {
    name: 'the model is unknown and would make a difference',
    source: GUIDE,
    facts: { roleAssignments: officer, vaults: [vault('unknown', [])] },
    operation: GET,
    expected: `undetermined: role-assignment allows → role-entry allows → permission-model: ? permission-model ${VAULT}`,
  },
  {
    name: 'the model is unknown and makes no difference: allowed',
    source: GUIDE,
    facts: { roleAssignments: officer, vaults: [vault('unknown', [secrets('get')])] },
    operation: GET,
    expected: `allowed: ${grantedByRole} → access-policy allows → permission-model`,
  },
  {
    name: 'the model is unknown and makes no difference: denied',
    source: GUIDE,
    facts: { vaults: [vault('unknown', [])] },
    operation: GET,
    expected: 'denied: no-grant denies → permission-model',
  },
  {
    name: 'files say different models',
    source: GUIDE,
    facts: { roleAssignments: officer, vaults: [vault('rbac'), vault('policy')] },
    operation: GET,
    expected: `undetermined: role-assignment allows → role-entry allows → permission-model: ? permission-model ${VAULT}`,
  },
  {
    name: 'whether deny assignments reach access policies is not documented',
    source: 'deny-assignments',
    facts: {
      vaults: [vault('policy', [secrets('get')])],
      denyAssignments: [deny([ALICE], [{ dataActions: ['*'] }], RG, { id: 'blueprint' })],
    },
    operation: GET,
    expected:
      'undetermined: access-policy allows → deny-assignment → permission-model: ? deny-on-access-policies blueprint',
  },
  {
    name: 'an access policy that gives nothing of the kind',
    source: POLICIES,
    facts: { vaults: [vault('policy', [secrets('get')])] },
    operation: 'Microsoft.KeyVault/vaults/storageaccounts/sas/delete',
    expected: 'denied: access-policy denies → permission-model',
  },
  {
    name: 'what Microsoft writes of rotation policies contradicts itself',
    source: 'https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation',
    facts: { vaults: [vault('policy', [policy(ALICE, { keys: ['get'] })])] },
    operation: 'Microsoft.KeyVault/vaults/keyrotationpolicies/read',
    expected:
      'undetermined: access-policy → permission-model: ? access-policy-permission microsoft.keyvault/vaults/keyrotationpolicies/read',
  },
  {
    name: 'control operations do not ask the permission model',
    source: GUIDE,
    facts: { roleAssignments: [assign(ALICE, role('Key Vault Contributor'), RG)], vaults: [vault('policy')] },
    operation: 'Microsoft.KeyVault/vaults/write',
    expected: `allowed: ${grantedByRole}`,
  },
  {
    name: 'the data of Managed HSM is out of scope',
    source: 'https://learn.microsoft.com/azure/key-vault/managed-hsm/access-control',
    facts: { roleAssignments: [assign(ALICE, CUSTOM, SUB)], roleDefinitions: [define([{ dataActions: ['*'] }])] },
    operation: GET,
    on: `${RG}/providers/Microsoft.KeyVault/managedHSMs/hsm1`,
    expected: `undetermined: out-of-scope: ? managed-hsm-access ${RG}/providers/Microsoft.KeyVault/managedHSMs/hsm1`,
  },
  // https://learn.microsoft.com/azure/key-vault/general/rbac-guide#enable-azure-rbac-permissions-on-key-vault
  {
    name: 'Owner may switch the permission model',
    source: GUIDE,
    facts: { roleAssignments: [assign(ALICE, role('Owner'), SUB)] },
    operation: SWITCH_PERMISSION_MODEL,
    expected: `allowed: required-operation → ${grantedByRole} → required-operation → ${grantedByRole}`,
  },
  {
    name: 'User Access Administrator may not alone',
    source: GUIDE,
    facts: { roleAssignments: [assign(ALICE, role('User Access Administrator'), SUB)] },
    operation: SWITCH_PERMISSION_MODEL,
    expected: 'denied: required-operation → no-grant denies',
  },
  {
    name: 'Key Vault Contributor and User Access Administrator may together',
    source: GUIDE,
    facts: {
      roleAssignments: [
        assign(ALICE, role('Key Vault Contributor'), VAULT),
        assign(ALICE, role('User Access Administrator'), SUB),
      ],
    },
    operation: SWITCH_PERMISSION_MODEL,
    expected: `allowed: required-operation → ${grantedByRole} → required-operation → ${grantedByRole}`,
  },
  {
    name: 'Key Vault Contributor and Key Vault Data Access Administrator may not',
    source: GUIDE,
    facts: {
      roleAssignments: [
        assign(ALICE, role('Key Vault Contributor'), VAULT),
        assign(ALICE, role('Key Vault Data Access Administrator'), SUB),
      ],
    },
    operation: SWITCH_PERMISSION_MODEL,
    expected: 'denied: required-operation → role-assignment → role-entry → restricted denies',
  },
  {
    name: 'Contributor may not: it has no roleAssignments/write',
    source: 'https://github.com/Azure/bicep/issues/13541',
    facts: { roleAssignments: [assign(ALICE, role('Contributor'), SUB)] },
    operation: SWITCH_PERMISSION_MODEL,
    expected: 'denied: required-operation → role-assignment → excluded denies',
  },
  {
    name: 'Owner under a condition may not, even where the condition holds',
    source: GUIDE,
    facts: {
      roleAssignments: [
        assign(ALICE, role('Owner'), SUB, { condition: 'yes' }),
        assign(ALICE, role('Contributor'), SUB),
      ],
    },
    operation: SWITCH_PERMISSION_MODEL,
    expected: 'denied: required-operation → role-assignment → role-entry → restricted denies',
  },
];

testCases(CASES);

test('a name of both planes is asked in one', () => {
  const facts = { roleAssignments: [assign(ALICE, role('Key Vault Crypto User'), RG)], vaults: [vault('rbac')] };
  const request = ask(ALICE, KEYS, VAULT);
  expect(brief(decide(indexOf(facts), request))).toBe('denied: role-assignment → wrong-plane denies');
  expect(decide(indexOf(facts), { ...request, plane: 'data' }).outcome).toBe('allowed');
});

test('getting a key takes get, reading all of them takes list too', () => {
  const index = indexOf({ vaults: [vault('policy', [policy(ALICE, { keys: ['get'] })])] });
  const request = ask(ALICE, KEYS, `${VAULT}/keys/k1`);
  expect(decide(index, { ...request, plane: 'data' }).outcome).toBe('allowed');
  expect(brief(decide(index, { ...request, plane: 'data', resource: VAULT }))).toBe(
    'undetermined: access-policy → permission-model: ? access-policy-permission microsoft.keyvault/vaults/keys/read',
  );
});
