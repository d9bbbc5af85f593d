/** `can`, `who-can` and `what-can` as they are built, over the inventory of the sample workspace. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');
const WORKSPACE = path.resolve(import.meta.dirname, '../workspace');

const SUBSCRIPTION = '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b';
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-payments`;
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-payments`;
const SECRET = `${VAULT}/secrets/card-processor-key`;
const NEW_SECRET = `${VAULT}/secrets/refund-key`;
const POLICY_VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-invoices`;
const MIKA = 'mika.sato@contoso.com';
const ROBIN = 'robin.lee@contoso.com';
const GET = 'Microsoft.KeyVault/vaults/secrets/getSecret/action';
const SET = 'Microsoft.KeyVault/vaults/secrets/setSecret/action';
const LIST = 'Microsoft.KeyVault/vaults/secrets/readMetadata/action';
const GRANT = 'Microsoft.Authorization/roleAssignments/write';
const GRANTED_ROLE = '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]';

/** Role assignments of the sample, by their names. */
const READER_ON_GROUP = '3d9f7b15-2a6c-4e80-8b4d-c8f1e5a72d63';
const OFFICER_ON_VAULT = '4ea08c26-3b7d-4f91-9c5e-d902f6b83e74';
const OFFICER_ON_SECRET = '5fb19d37-4c8e-4a02-8d6f-ea13a7c94f85';

interface Reason {
  readonly id: string;
  readonly effect: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

function run(...line: readonly string[]) {
  const env = { PATH: process.env.PATH };
  return spawnSync(process.execPath, [CLI, ...line, '--inventory', 'access'], {
    cwd: WORKSPACE,
    encoding: 'utf8',
    env,
  });
}

function ask(...line: readonly string[]) {
  const { status, stdout } = run(...line, '--format', 'json');
  return { status, answer: JSON.parse(stdout) };
}

const without = (...ids: readonly string[]): readonly string[] => ids.flatMap((id) => ['--without', id]);

describe("the checks of the key vault guide's walk-through", () => {
  test.each([
    ['a secret is created with Secrets Officer on the vault', SET, NEW_SECRET, [], 'allowed'],
    ['and not without it', SET, NEW_SECRET, [OFFICER_ON_VAULT], 'denied'],
    ['a secret is edited with Secrets Officer on it', SET, SECRET, [OFFICER_ON_VAULT], 'allowed'],
    ['and not without it', SET, SECRET, [OFFICER_ON_VAULT, OFFICER_ON_SECRET], 'denied'],
    ['its properties are seen all the same', LIST, SECRET, [OFFICER_ON_VAULT, OFFICER_ON_SECRET], 'allowed'],
    ['secrets are listed with Key Vault Reader', LIST, VAULT, [OFFICER_ON_VAULT, OFFICER_ON_SECRET], 'allowed'],
    ['and not without it', LIST, VAULT, [OFFICER_ON_VAULT, OFFICER_ON_SECRET, READER_ON_GROUP], 'denied'],
  ])('%s', (_, operation, resource, gone, decision) => {
    const { status, answer } = ask('can', MIKA, operation, resource, ...without(...gone));
    expect([answer.decision, status]).toEqual([decision, decision === 'allowed' ? 0 : 1]);
  });
});

describe('can', () => {
  test('answers in JSON with the chain of reasons, each at its line', () => {
    const { answer } = ask('can', ROBIN, LIST, VAULT);
    expect(answer).toEqual({
      version: 1,
      decision: 'allowed',
      request: { principal: ROBIN, operation: LIST, resource: VAULT },
      reasons: [
        {
          id: 'azure/group-membership',
          effect: 'none',
          message: `${ROBIN} is a member of the group payments-developers.`,
          file: 'access/access.inventory.yaml',
          line: 3,
        },
        expect.objectContaining({ id: 'azure/alias', file: 'access/assignments.json' }),
        expect.objectContaining({ id: 'azure/role-assignment', effect: 'allow', file: 'access/assignments.json' }),
        expect.objectContaining({ id: 'azure/role-entry', effect: 'allow' }),
      ],
      unknowns: [],
    });
  });

  test('answers in words, the decision first', () => {
    const { status, stdout } = run('can', ROBIN, SET, NEW_SECRET);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^denied\n {2}\S.*access\/assignments\.json:\d+\n/);
    expect(stdout).toContain('refund-key is not in it.');
  });

  test('names the deny assignment that takes away what a role gives, and spares whom it leaves out', () => {
    const { status, answer } = ask('can', MIKA, 'Microsoft.KeyVault/vaults/secrets/delete', NEW_SECRET);
    expect(status).toBe(1);
    expect(answer.reasons.at(-1)).toMatchObject({
      id: 'azure/deny-assignment',
      effect: 'deny',
      file: 'access/deny.json',
      line: 3,
    });
  });

  test('takes a file as if it were there', () => {
    const asked = ['can', 'kai.mori@contoso.com', 'secrets/get', 'databricks:/secrets/lake/client-id'];
    expect(ask(...asked).answer.decision).not.toBe('allowed');
    expect(ask(...asked, '--with', 'databricks/inventory/team.inventory.yaml').answer.decision).toBe('allowed');
  });

  test('gives the same bytes each time', () => {
    expect(run('can', ROBIN, LIST, VAULT).stdout).toBe(run('can', ROBIN, LIST, VAULT).stdout);
  });
});

describe('can, beyond roles on a vault', () => {
  test('follows the permission model of the vault', () => {
    const { answer } = ask('can', ROBIN, GET, POLICY_VAULT);
    expect(answer.decision).toBe('allowed');
    expect(answer.reasons.map(({ id }: Reason) => id)).toContain('azure/access-policy');
  });

  test.each([
    ['undetermined', 3, []],
    ['allowed', 0, ['--attribute', `${GRANTED_ROLE}=4633458b-17de-408a-b874-0445c86b69e6`]],
    ['denied', 1, ['--attribute', `${GRANTED_ROLE}=b86a8fe4-44ce-4948-aee5-eccb2c155cd7`]],
  ])('is %s under a condition by the attributes that are given', (decision, exit, attributes) => {
    const { status, answer } = ask('can', 'payments-pipeline', GRANT, VAULT, ...attributes);
    expect([answer.decision, status]).toEqual([decision, exit]);
    const missing = decision === 'undetermined' ? [{ kind: 'condition-attribute', subject: GRANTED_ROLE }] : [];
    expect(answer.unknowns).toMatchObject(missing);
  });

  test('says in words what is not known', () => {
    expect(run('can', 'payments-pipeline', GRANT, VAULT).stdout).toMatch(
      /^undetermined\n.*\n {2}What is not known:\n {4}The value of @Request\[\S+ is not known\.\n$/s,
    );
  });

  test('answers who may switch the permission model', () => {
    const operation = 'grantscope:switchPermissionModel';
    expect(ask('can', 'admin@contoso.com', operation, POLICY_VAULT).answer.decision).toBe('allowed');
    // Key Vault Data Access Administrator may write assignments of some roles only.
    expect(ask('can', MIKA, operation, POLICY_VAULT).answer.decision).toBe('denied');
    expect(ask('can', 'payments-pipeline', operation, POLICY_VAULT).answer.decision).toBe('denied');
  });

  test('knows custom roles, management groups and groups in groups', () => {
    const backup = 'Microsoft.KeyVault/vaults/keys/backup/action';
    expect(ask('can', 'key-backup', backup, `${VAULT}/keys/card-token`).answer.decision).toBe('allowed');
    const { answer } = ask('can', 'noa.berg@audit.example', 'Microsoft.KeyVault/vaults/read', VAULT);
    expect(answer.decision).toBe('allowed');
    expect(answer.reasons.map(({ id }: Reason) => id)).toContain('azure/management-group-parent');
  });
});

describe('who-can', () => {
  test('lists every principal that may, with reasons', () => {
    const { status, answer } = ask('who-can', GET, SECRET);
    expect(status).toBe(0);
    expect(answer.version).toBe(1);
    const allowed = answer.principals.filter(({ decision }: { decision: string }) => decision === 'allowed');
    const names = allowed.map(({ principal }: { principal: string }) => principal);
    expect(names).toEqual(expect.arrayContaining([MIKA, ROBIN]));
    expect(names).not.toContain('kai.mori@contoso.com');
    expect(allowed.every(({ reasons }: { reasons: readonly Reason[] }) => reasons.length > 0)).toBe(true);
  });

  test('in words names each principal above its reasons', () => {
    expect(run('who-can', SET, NEW_SECRET).stdout).toMatch(/^mika\.sato@contoso\.com\n {2}\S/m);
  });
});

describe('what-can', () => {
  test('lists scopes and what is held there', () => {
    const { status, answer } = ask('what-can', MIKA);
    expect(status).toBe(0);
    expect(answer.principal).toBe(MIKA);
    expect(answer.holdings.map(({ scope, label }: { scope: string; label: string }) => `${label} ${scope}`)).toEqual(
      expect.arrayContaining([
        `Key Vault Reader ${GROUP}`,
        `Key Vault Secrets Officer ${VAULT}`,
        `Key Vault Secrets Officer ${SECRET}`,
      ]),
    );
  });

  test('in words names each scope above what is held there; everybody has what is denied to everyone', () => {
    expect(run('what-can', 'stranger@contoso.com').stdout).toMatch(
      /^\/subscriptions\/\S+\/rg-payments\n {2}Deny assignment No deletion of what holds payment data {2}access\/deny\.json:3\n/,
    );
  });
});

describe('what cannot be answered ends with 2 and one line', () => {
  test.each([
    ['an unknown operation', ['can', MIKA, SET.replace('setSecret', 'setSecrt'), VAULT], `Did you mean ${SET}`],
    ['a wildcard', ['can', MIKA, 'Microsoft.KeyVault/*', VAULT], 'wildcard'],
    ['no resource', ['can', MIKA, SET, 'kv-payments'], 'is no resource'],
    ['no operation on secrets of Databricks', ['can', MIKA, GET, 'databricks:/secrets/lake'], 'secrets/get'],
    ['a missing word', ['can', MIKA, SET], 'can needs PRINCIPAL OPERATION RESOURCE'],
    ['a word too many', ['who-can', SET, VAULT, 'x'], 'who-can needs OPERATION RESOURCE'],
    ['no principal', ['what-can'], 'what-can needs a principal'],
    ['both planes', ['can', MIKA, SET, VAULT, '--control', '--data'], 'either --control or --data'],
    ['half an attribute', ['can', MIKA, SET, VAULT, '--attribute', 'x'], '--attribute takes NAME=VALUE'],
    [
      'an inventory that is not there',
      ['who-can', SET, VAULT, '--inventory', 'nowhere'],
      'no file or folder "nowhere"',
    ],
    [
      'a file that is none',
      ['can', MIKA, SET, VAULT, '--with', '../manifest.test.ts'],
      'is no file that Grantscope reads',
    ],
    ['an unknown format', ['can', MIKA, SET, VAULT, '--format', 'xml'], '--format takes pretty, json'],
  ])('%s', (_, line, words) => {
    const { status, stdout, stderr } = run(...line);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('an operation of both planes, until one is said', () => {
    const asked = ['can', 'key-backup', 'Microsoft.KeyVault/vaults/keys/read', `${VAULT}/keys/card-token`];
    const { status, stderr } = run(...asked);
    expect([status, stderr.includes('--control or --data')]).toEqual([2, true]);
    expect(run(...asked, '--data').status).toBe(0);
    expect(run(...asked, '--control').status).toBe(1);
  });

  test('an unknown operation can be asked for with its plane', () => {
    expect(run('can', 'admin@contoso.com', 'Contoso.Unheard/things/read', VAULT, '--control').status).toBe(0);
  });
});
