/** `migrate`: the commands are run by a shell with an `az` that only notes what it is asked, so that nothing slips in. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runMigrate } from '../../server/src/cli/migrate-command.ts';
import { facts } from '../facts.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'grantscope-'));
afterAll(() => rmSync(folder, { recursive: true }));

function migrate(content: string, format: 'pretty' | 'json' = 'pretty', file = 'vault.json'): string {
  writeFileSync(path.join(folder, file), content);
  let output = '';
  const code = runMigrate(
    {
      folder,
      out: (text) => {
        output += text;
      },
      error: () => {},
      progress: () => {},
      colors: false,
      translations: {},
      facts,
      readInput: async () => new Uint8Array(),
    },
    file,
    format,
  );
  expect(code).toBe(0);
  return output;
}

/** The calls of `az` that a shell makes of a script, each with its arguments. */
function run(script: string): string[][] {
  const { stdout, stderr, status } = spawnSync('bash', ['-u'], {
    encoding: 'utf8',
    input: `az() { printf '%s\\0' "$@" >&2; printf '\\n\\0' >&2; printf '/the/vault'; }\nPRINCIPAL_1=one\nPRINCIPAL_2=two\n${script}`,
  });
  expect({ stdout, status }).toEqual({ stdout: '/the/vault'.repeat(stdout.length / 10), status: 0 });
  const calls: string[][] = [[]];
  for (const word of stderr.split('\0').slice(0, -1)) {
    if (word === '\n') {
      calls.push([]);
    } else {
      calls.at(-1)?.push(word);
    }
  }
  return calls.slice(0, -1);
}

const GROUP = '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg-payments';
const ID = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-payments`;
const ALICE = '3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e';
const BOB = '4f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e';

function show(accessPolicies: readonly object[], rest: object = {}): string {
  const properties = { accessPolicies, enableRbacAuthorization: null };
  return JSON.stringify({ id: ID, name: 'kv-payments', properties, type: 'Microsoft.KeyVault/vaults', ...rest });
}

function assigned(principal: string, role: string, scope = ID): string[] {
  return `role assignment create --assignee-object-id ${principal} --role ${role} --scope ${scope}`.split(' ');
}

describe('the commands', () => {
  test('for policies that roles cover, once for each principal and role', () => {
    const text = migrate(
      show([
        { objectId: ALICE, applicationId: null, permissions: { secrets: ['Get', 'List'], keys: [] } },
        { objectId: BOB, permissions: { keys: ['all'], secrets: ['all'] } },
        { objectId: ALICE, permissions: { secrets: ['get'] } },
      ]),
    );
    expect(run(text)).toEqual([
      assigned(ALICE, '4633458b-17de-408a-b874-0445c86b69e6'),
      assigned(BOB, '14b46e9e-c2b7-41b4-b07b-48a6ebf60603'),
      assigned(BOB, 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'),
    ]);
    expect(text).toContain(' # Key Vault Secrets User\n');
    expect(text).toContain('# This also allows: secrets/readMetadata/action\n');
  });

  test('for a policy that no roles come near', () => {
    const text = migrate(show([{ objectId: ALICE, permissions: { keys: ['get', 'list', 'unwrapKey'] } }]));
    const [create, assign, ...others] = run(text);
    expect(create?.slice(0, 4)).toEqual(['role', 'definition', 'create', '--role-definition']);
    expect(JSON.parse(create?.[4] ?? '')).toEqual({
      Name: 'Key Vault access on kv-payments 1',
      IsCustom: true,
      Description: 'Replaces access policies',
      Actions: [],
      DataActions: ['Microsoft.KeyVault/vaults/keys/read', 'Microsoft.KeyVault/vaults/keys/unwrap/action'],
      AssignableScopes: [GROUP],
    });
    expect(assign?.at(6)).toBe('Key Vault access on kv-payments 1');
    expect(others).toEqual([]);
    expect(text).toContain('# Or, with more than the policy allows: keys/wrap/action\n');
  });

  test('for a template, whose principals and vault only the deployment knows', () => {
    const text = migrate(
      `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '\${prefix}-kv'
  properties: {
    accessPolicies: [
      { objectId: app.identity.principalId, permissions: { secrets: ['get', 'list'] } }
      { objectId: app.identity.principalId, permissions: { keys: ['get', 'list', 'wrapKey', 'unwrapKey'] } }
      { objectId: other, permissions: other }
    ]
  }
}`,
      'pretty',
      'vault.bicep',
    );
    expect(run(`VAULT_NAME=kv\n${text}`)).toEqual([
      'keyvault show --name kv --query id --output tsv'.split(' '),
      assigned('one', '4633458b-17de-408a-b874-0445c86b69e6', '/the/vault'),
      assigned('one', 'e147488a-f6f5-4113-8e2d-b22465e65bf6', '/the/vault'),
    ]);
    expect(text).toContain('# Some permissions of this policy are put in from elsewhere');
  });
});

describe('nothing but assignments comes of', () => {
  test.each([
    ['no policies', show([]), []],
    ['a policy that allows nothing', show([{ objectId: ALICE, permissions: { keys: [] } }]), []],
    ['a list that the CLI printed without properties', show([], { properties: undefined }), []],
    [
      'a file that wants to be run',
      show(
        [
          { objectId: 'x\naz pwned \' "; az pwned #', permissions: { secrets: ['get', 'a\naz pwned'] } },
          {
            objectId: ALICE,
            applicationId: '$(az pwned)\u2028az pwned',
            permissions: { 'keys\naz': [], keys: ['sign'] },
          },
        ],
        { id: `${GROUP}\naz pwned/providers/Microsoft.KeyVault/vaults/kv`, name: "kv'; az pwned; '`az pwned`" },
      ),
      undefined,
    ],
  ])('%s', (_, content, expected) => {
    const text = migrate(content);
    const calls = run(text);
    expect(calls.filter(([first]) => first === 'pwned')).toEqual([]);
    expect(expected ?? calls).toEqual(calls);
  });
});

test('the vault of the sample workspace: exact, covering, and a role of its own', () => {
  const sample = path.resolve(import.meta.dirname, '../workspace/vaults/kv-orders.json');
  const {
    vaults: [{ policies }],
  } = JSON.parse(migrate(readFileSync(sample, 'utf8'), 'json'));
  expect(
    policies.map((policy: { fit: string; assignments: { roleName: string }[]; adds: string[] }) => [
      policy.fit,
      policy.assignments.map(({ roleName }) => roleName),
      policy.adds.filter((action) => !action.includes('/storageaccounts/')).length,
    ]),
  ).toEqual([
    ['exact', ['Key Vault Secrets User'], 0],
    ['covering', ['Key Vault Administrator'], 0],
    ['custom', ['Key Vault access on kv-orders 1'], 7 + 6],
  ]);
});

test('as JSON', () => {
  const policy = { objectId: ALICE, applicationId: null, permissions: { secrets: ['get', 'list'] } };
  expect(JSON.parse(migrate(show([policy]), 'json'))).toEqual({
    version: 1,
    vaults: [
      {
        id: ID,
        name: 'kv-payments',
        permissionModel: 'policy',
        complete: true,
        policies: [
          {
            principal: ALICE,
            principalKnown: true,
            applicationId: null,
            permissions: { secrets: ['get', 'list'] },
            unknownPermissions: [],
            complete: true,
            fit: 'exact',
            dataActions: [
              'Microsoft.KeyVault/vaults/secrets/getSecret/action',
              'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
            ],
            assignments: [
              {
                principalId: ALICE,
                roleId: '4633458b-17de-408a-b874-0445c86b69e6',
                roleName: 'Key Vault Secrets User',
                scope: ID,
              },
            ],
            customRole: null,
            builtInRoles: [{ id: '4633458b-17de-408a-b874-0445c86b69e6', name: 'Key Vault Secrets User', actions: [] }],
            adds: [],
          },
        ],
      },
    ],
  });
});

test.each([
  ['{}', /there is no vault in "vault.json"/],
  ['{ "type": "Microsoft.KeyVault/vaults"', /there is no vault/],
])('%s is an error', (content, expected) => {
  expect(() => migrate(content)).toThrow(expected);
});

test('a file that is not there is an error', () => {
  expect(() => migrate(show([]), 'pretty', '../none/none.json')).toThrow();
});
