/** `least-privilege` as it is built: what it prints, how it ends. */
import { expect, test } from 'vitest';
import { inFolder, OURS } from './in-folder.ts';

const READ_SECRET = 'Microsoft.KeyVault/vaults/secrets/getSecret/action';
const WRITE_SECRET = 'Microsoft.KeyVault/vaults/secrets/setSecret/action';
const READ_KEY = 'Microsoft.KeyVault/vaults/keys/read';

const { run, write } = inFolder();

function least(...line: readonly string[]) {
  const { status, stdout } = run(['least-privilege', ...line, '--format', 'json']);
  return { status, answer: JSON.parse(stdout) };
}

test('puts the role first that gives least beyond', () => {
  const { status, answer } = least(READ_SECRET);
  expect(status).toBe(0);
  expect(answer).toMatchObject({
    version: 1,
    asked: [{ operation: READ_SECRET, control: 0, data: 1, unverified: 0 }],
    covering: 4,
    together: null,
    missing: [],
    leftOut: [],
  });
  expect(answer.roles[0]).toEqual({
    kind: 'built-in',
    id: '4633458b-17de-408a-b874-0445c86b69e6',
    name: 'Key Vault Secrets User',
    covers: { control: 0, data: 1 },
    beyond: { control: 0, data: 1 },
    privileged: [],
    conditional: [],
    unsure: [],
  });
  expect(run(['least-privilege', READ_SECRET]).stdout).toMatch(
    /\n1\. Key Vault Secrets User {2}4633458b-[^\n]*\n {3}beyond: 0 control, 1 data: Microsoft\.KeyVault\/vaults\/secrets\/readMetadata\/action\n2\. /,
  );
});

test('suggests a role for general use where the first is none', () => {
  const { answer } = least(WRITE_SECRET);
  expect(answer.roles[0].name).toBe('Operator Nexus Key Vault Writer Service Role (Preview)');
  expect(answer.suggestion.name).toBe('Key Vault Secrets Officer');
  expect(run(['least-privilege', WRITE_SECRET]).stdout).toMatch(/For general use, [^\n]*: Key Vault Secrets Officer\n/);
});

test('says which rights a role decides over, and what it grants under a condition only', () => {
  const { answer } = least('Microsoft.KeyVault/vaults/secrets/read', '--limit', '2');
  expect(answer.roles).toHaveLength(2);
  expect(answer.roles[0]).toMatchObject({
    name: 'Key Vault Data Access Administrator',
    privileged: ['Microsoft.Authorization/roleAssignments/write', 'Microsoft.Authorization/roleAssignments/delete'],
    conditional: [{ operation: 'Microsoft.KeyVault/vaults/secrets/read', plane: 'control' }],
  });
  expect(answer.suggestion.name).toBe('Key Vault Reader');
  const { stdout } = run(['least-privilege', 'Microsoft.KeyVault/vaults/secrets/read', '--limit', '2']);
  expect(stdout).toMatch(/decides over rights, by Microsoft\.Authorization\/roleAssignments\/write/);
  expect(stdout).toMatch(/conditional: /);
  expect(stdout).toContain(`and ${answer.covering - 2} more`);
});

test('suggests several roles where none does alone', () => {
  const { status, answer } = least(READ_SECRET, 'Microsoft.KeyVault/vaults/write');
  expect(status).toBe(0);
  expect(answer).toMatchObject({ covering: 0, roles: [], suggestion: null, missing: [] });
  expect(answer.together).toMatchObject({ method: 'greedy', smallest: true });
  expect(answer.together.roles.map(({ name }: { name: string }) => name)).toContain('Key Vault Secrets User');
  expect(run(['least-privilege', READ_SECRET, 'Microsoft.KeyVault/vaults/write']).stdout).toContain('greedily');
});

test('ends with 1 where no role grants something that was asked for', () => {
  const { status, answer } = least('*', '--data');
  expect(status).toBe(1);
  expect(answer.missing.length).toBeGreaterThan(10);
  expect(answer.together.smallest).toBe(false);
});

test('takes wildcards, and a plane for what is in both', () => {
  expect(least('Microsoft.KeyVault/vaults/secrets/*').answer.asked).toMatchObject([{ control: 2, data: 9 }]);
  expect(least('Microsoft.KeyVault/vaults/secrets/*', '--control').answer.asked).toMatchObject([
    { control: 2, data: 0 },
  ]);
  expect(least(READ_KEY, '--data').answer.asked).toMatchObject([{ control: 0, data: 1 }]);
  expect(least(READ_KEY, '--control', 'Microsoft.KeyVault/vaults/read').answer.asked).toMatchObject([
    { control: 1 },
    { control: 1 },
  ]);
});

test.each([
  [[READ_KEY], /both planes: say --control or --data/],
  [['Microsoft.KeyVault/vaults/secret/read'], /Did you mean Microsoft\.KeyVault\/vaults\/secrets\/read\?/],
  [[READ_SECRET, 'Microsoft.KeyVault/vaults/secrets/getSecret'], /Did you mean .*getSecret\/action\?/],
  [['Microsoft.Security/autoProvisioningSettings/read'], /not published any more/],
  [['Contoso.Nothing/read'], /no operation in the list of .* is or matches "Contoso\.Nothing\/read"$/m],
  [['a\nb\u001b[2J'], /is or matches "a b.\[2J"/],
  [[''], /no operation/],
  [[], /needs an operation/],
  [[READ_SECRET, '--data', '--control'], /either --control or --data/],
  [[READ_SECRET, '--limit', '0'], /--limit takes a number/],
  [[READ_SECRET, '--limit', 'x'], /--limit takes a number/],
  [[READ_SECRET, '--inventory', 'nowhere'], /no file or folder/],
  [[READ_SECRET, '--fix'], /takes no --fix/],
  [[READ_SECRET, '--format', 'sarif'], /--format takes/],
])('%j cannot be answered', (line, why) => {
  const { status, stdout, stderr } = run(['least-privilege', ...line]);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^grantscope: [^\n]+\n$/);
  expect(stderr).toMatch(why);
});

test('knows custom roles of an inventory, and leaves out those that are filled in elsewhere', () => {
  write('roles/ours.json', OURS);
  write('roles/again.json', OURS);
  write('roles/open.json', { ...OURS, Name: 'Open', DataActions: [READ_SECRET, '$(more)'] });
  const { answer } = least(READ_SECRET, '--inventory', 'roles');
  expect(answer.covering).toBe(5);
  expect(answer.roles[0]).toMatchObject({
    kind: 'custom',
    id: null,
    name: 'Secret reader of the shop',
    file: 'roles/again.json',
    beyond: { control: 0, data: 0 },
  });
  expect(answer.leftOut).toMatchObject([{ name: 'Open', file: 'roles/open.json' }]);
  expect(least(READ_SECRET).answer.covering).toBe(4);
});
