/** `role` as it is built: what it prints, how it ends. */
import { expect, test } from 'vitest';
import { inFolder, OURS } from './in-folder.ts';

const { run, write } = inFolder();

function find(...line: readonly string[]) {
  const { status, stdout } = run(['role', ...line, '--format', 'json']);
  return { status, answer: JSON.parse(stdout) };
}

test('tells what a role grants, and its names, oldest first', () => {
  const { answer } = find('2837e146-70d7-4cfd-ad55-7efa6464f958');
  const until = answer.roles[0].formerNames.map((former: { until: string }) => former.until);
  expect(until.length).toBeGreaterThan(2);
  expect(until).toEqual([...until].sort());
  expect(find('Key Vault Secrets User').answer.roles[0]).toMatchObject({
    kind: 'built-in',
    matchedBy: 'name',
    formerNames: [{ name: 'Key Vault Secrets User (preview)', until: null }],
    operations: { control: 0, data: 2 },
    conditional: { control: 0, data: 0 },
    privileged: [],
  });
  expect(run(['role', 'Key Vault Secrets User']).stdout).toContain('grants 0 control and 2 data operations');
});

test('counts what is granted under conditions, block by block', () => {
  expect(find('Azure Sphere Owner').answer.roles[0]).toMatchObject({
    conditional: { control: 2, data: 0 },
    privileged: ['Microsoft.Authorization/roleAssignments/write', 'Microsoft.Authorization/roleAssignments/delete'],
  });
  expect(run(['role', 'Azure Sphere Owner']).stdout).toMatch(/block 3 of 3\n {2}actions\n[^\n]*\n {2}condition\n/);
});

test.each([
  '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6',
  '{4633458B17DE408AB8740445C86B69E6}',
  '  key vault SECRETS user ',
  'Key Vault Secrets User (preview)',
])('finds a role by %j', (asked) => {
  expect(find(asked).answer.roles).toMatchObject([{ name: 'Key Vault Secrets User' }]);
});

test('prefers none of the roles that a name may mean', () => {
  const { status, answer } = find('Advisor Recommendations Contributor');
  expect(status).toBe(0);
  expect(answer.roles.map(({ name, matchedBy }: { name: string; matchedBy: string }) => [name, matchedBy])).toEqual([
    ['Advisor Recommendations Contributor', 'name'],
    ['Advisor Recommendations Contributor (Assessments and Reviews)', 'former-name'],
  ]);
  expect(run(['role', 'Advisor Recommendations Contributor']).stdout).toContain('means more than one role');
});

test('knows roles that are gone, by id and by name', () => {
  for (const asked of ['de754d53-652d-4c75-a67f-1e48d8b49c97', 'service group reader']) {
    const { status, answer } = find(asked);
    expect(status).toBe(1);
    expect(answer.unlisted).toEqual({ id: 'de754d53-652d-4c75-a67f-1e48d8b49c97', name: 'Service Group Reader' });
  }
  expect(run(['role', 'Service Group Reader']).stdout).toContain('was the built-in role');
});

test('offers names that are near', () => {
  expect(find('Key Vault Secret User').answer.near[0]).toBe('Key Vault Secrets User');
  expect(find('Key Vault Secret User (preview)').answer.near[0]).toBe('Key Vault Secrets User (preview)');
  expect(find('Key Vault Secret User').status).toBe(1);
  expect(find('9633458b-17de-408a-b874-0445c86b69e6').answer).toMatchObject({ roles: [], near: [] });
});

test('knows custom roles of an inventory', () => {
  write('roles/ours.json', OURS);
  expect(find('secret reader of the SHOP', '--inventory', 'roles').answer.roles).toMatchObject([
    {
      kind: 'custom',
      name: OURS.Name,
      file: 'roles/ours.json',
      operations: { control: 0, data: 1 },
      complete: true,
      assignableScopes: OURS.AssignableScopes,
    },
  ]);
  expect(find('Secret reader of a shop', '--inventory', 'roles').answer.near).toEqual([OURS.Name]);
  expect(find(OURS.Name).status).toBe(1);
});

test('text of files steers no terminal', () => {
  write('ours.json', { ...OURS, Name: 'Ours\u001b[2J', DataActions: ['Microsoft.KeyVault/\u001b[31m*'] });
  const { stdout } = run(['role', 'Ours\u001b[2J', '--inventory', 'ours.json']);
  expect(stdout).toContain('custom role in ours.json');
  expect(stdout).not.toContain('\u001b');
});

test('a named file that is none of ours is said', () => {
  write('notes.xyz', 'x');
  const { status, stderr } = run(['role', 'Reader', '--inventory', 'notes.xyz']);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^grantscope: "notes\.xyz" is no file that Grantscope reads/);
});
