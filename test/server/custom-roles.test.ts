/** Custom roles of a workspace across files and languages, over the session as the server has it. */
import { describe, expect, test } from 'vitest';
import { OpenDocument } from '../../server/src/features/document.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { FILES, host, ID, NAME, openAt, start } from './role-workspace.ts';

function openNew(language: string, marked: string) {
  const document = new OpenDocument(`file:///w/new.${language}`, language, 1, marked.replace('|', ''));
  return { document, position: document.positionAt(Math.max(0, marked.indexOf('|'))) };
}

/** Each place as `file:line "text"`. */
function show(places: readonly { uri: string; range: { start: { line: number } } }[]): string[] {
  return places.map(({ uri, range }) => `${uri.slice('file:///w/'.length)}:${range.start.line + 1}`);
}

const REFERENCES = [
  ['by name in Terraform', 'roles.tf', NAME, ''],
  ['by id in Bicep', 'assign.bicep', ID, ''],
  ['as an existing resource of Bicep', 'assign.bicep', ID, 'existing'],
  ['by name in a shell', 'assign.sh', 'backup keys operator', ''],
  ['where a shell deletes it', 'assign.sh', NAME, 'delete'],
  ['by id in JSON in a shell', 'assign.sh', ID, ''],
  ['by name in PowerShell', 'assign.ps1', NAME, ''],
  ['in a table of PowerShell', 'assign.ps1', NAME, '@{'],
  ['where PowerShell removes it', 'assign.ps1', NAME, 'Remove'],
  ['where PowerShell looks it up', 'assign.ps1', NAME, 'Get-'],
  ['in a script in a pipeline', 'pipeline.yml', NAME, ''],
  ['by name in YAML', 'pipeline.yml', NAME, 'roleDefinitionName'],
  ['by name in JSON', 'assignment.json', NAME, ''],
] as const;

describe.each(REFERENCES)('a custom role that is referred to %s', (_, file, text, behind) => {
  test('leads to its definition', async () => {
    const { document, position } = openAt(file, text, behind);
    const expected = text === ID ? 'roles/backup.json:3' : 'roles/backup.json:2';
    expect(show(await start().definition(document, position))).toEqual([expected]);
  });

  test('says what it grants', async () => {
    const session = start();
    const { document, position } = openAt(file, text, behind);
    await session.definition(document, position);
    const markdown = session.hover(document, position)?.markdown ?? '';
    expect(markdown).toContain(`**${NAME}** (custom role)`);
    expect(markdown).toContain(ID);
    expect(markdown).toContain('Backs up \\<keys\\>');
    expect(markdown).toContain('KeyVault/vaults/keys/backup/action');
    expect(markdown).toContain('](file:///w/roles/backup.json#L');
  });
});

const EVERYWHERE = [
  'assign.bicep:4',
  'assign.bicep:12',
  'assign.ps1:1',
  'assign.ps1:2',
  'assign.ps1:3',
  'assign.ps1:4',
  'assign.sh:1',
  'assign.sh:3',
  'assign.sh:4',
  'assignment.json:1',
  'pipeline.yml:3',
  'pipeline.yml:7',
  'roles.tf:12',
];

describe('references', () => {
  test.each([
    ['its name in its definition', 'roles/backup.json', NAME, 'roles/backup.json:2'],
    ['its id in its definition', 'roles/backup.json', ID, 'roles/backup.json:3'],
    ['its name elsewhere', 'roles.tf', NAME, 'roles/backup.json:2'],
    ['its id elsewhere', 'assign.bicep', ID, 'roles/backup.json:3'],
  ])('are found from %s, by name and by id', async (_, file, text, declaration) => {
    const { document, position } = openAt(file, text);
    expect(show(await start().references(document, position, false))).toEqual(EVERYWHERE);
    expect(show(await start().references(document, position, true))).toEqual([...EVERYWHERE, declaration]);
  });

  test('are found of a role in JSON in a shell', async () => {
    const { document, position } = openAt('create.sh', 'Lone Role');
    expect(show(await start().references(document, position, true))).toEqual(['create.sh:2', 'create.sh:5']);
  });
});

describe('hints', () => {
  test.each([
    ['assign.bicep', [NAME, NAME]],
    ['assign.sh', [NAME]],
  ])('show the name beside the id in %s', async (file, expected) => {
    const { document } = openAt(file, ID);
    const whole = { start: document.positionAt(0), end: document.positionAt(document.text.length) };
    expect((await start().inlayHints(document, whole)).map(({ label }) => label)).toEqual(expected);
  });
});

const COMPLETIONS: readonly (readonly [language: string, marked: string, label: string, expected: string])[] = [
  ['shellscript', 'az role assignment create --role "|"', NAME, `az role assignment create --role "${ID}"`],
  ['shellscript', 'az role assignment create --role "|"', 'Lone Role', 'az role assignment create --role "Lone Role"'],
  ['shellscript', 'az role assignment create --role L|', 'Lone Role', "az role assignment create --role 'Lone Role'"],
  [
    'powershell',
    'New-AzRoleAssignment -RoleDefinitionName "|"',
    'Key Rotator',
    'New-AzRoleAssignment -RoleDefinitionName "Key Rotator"',
  ],
  [
    'terraform',
    'resource "azurerm_role_assignment" "a" {\n  role_definition_name = "|"\n}',
    'Key Rotator',
    'resource "azurerm_role_assignment" "a" {\n  role_definition_name = "Key Rotator"\n}',
  ],
  [
    'bicep',
    "var x = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '|')",
    NAME,
    `var x = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${ID}')`,
  ],
  [
    'json',
    '{ "roleDefinitionId": "|", "principalId": "x" }',
    NAME,
    `{ "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/${ID}", "principalId": "x" }`,
  ],
  ['json', '{ "roleDefinitionName": "|" }', NAME, `{ "roleDefinitionName": "${NAME}" }`],
  [
    'yaml',
    'steps:\n  - run: |\n      az role assignment create --role "~"\n',
    NAME,
    `steps:\n  - run: |\n      az role assignment create --role "${ID}"\n`,
  ],
];

describe('completion', () => {
  test.each(COMPLETIONS)('offers the roles of the workspace in %s: %s', async (language, marked, label, expected) => {
    const cursor = marked.includes('~') ? '~' : '|';
    const text = marked.replace(cursor, '');
    const document = new OpenDocument(`file:///w/new.${language}`, language, 1, text);
    const { items } = await start().completion(document, document.positionAt(marked.indexOf(cursor)));
    const item = items.find((one) => one.label === label);
    if (!item?.textEdit || !('range' in item.textEdit)) {
      throw new Error(`no such item among ${items.length}`);
    }
    expect(item.detail).toBe('custom role');
    const edit = { span: document.spanOf(item.textEdit.range), text: item.textEdit.newText };
    expect(applyEdits(document.text, [edit])).toBe(expected);
  });

  test('offers no role where its id is needed and not known', async () => {
    const { document, position } = openNew(
      'bicep',
      "var x = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '|')",
    );
    const { items } = await start().completion(document, position);
    expect(items.map(({ label }) => label)).not.toContain('Lone Role');
  });
});

test('what is closed and changed is read anew', async () => {
  const files: Record<string, string> = { ...FILES };
  const session = start({ ...host, readText: (uri) => files[uri] });
  const { document, position } = openAt('roles.tf', NAME);
  expect(show(await session.definition(document, position))).toEqual(['roles/backup.json:2']);
  const uri = 'file:///w/roles/backup.json';
  files[uri] = `\n\n${files[uri]}`;
  session.fileChanged(uri);
  expect(show(await session.definition(document, position))).toEqual(['roles/backup.json:4']);
  delete files[uri];
  session.fileChanged(uri);
  expect(await session.definition(document, position)).toEqual([]);
});

describe('a role in Terraform', () => {
  const role = (line: string): string =>
    `resource "azurerm_role_definition" "r" {\n  name = "R"\n  scope = var.scope\n  permissions {\n    ${line}\n  }\n}\n`;

  test.each([
    [
      'data_actions = ["Microsoft.KeyVault/vaults/keys/back|"]',
      'backup/action',
      'data_actions = ["Microsoft.KeyVault/vaults/keys/backup/action"]',
    ],
    ['not_actions = ["*/re|"]', '*', 'not_actions = ["*/*"]'],
    ['not_act|', 'not_actions', 'not_actions'],
  ])('is completed: %s', async (line, label, expected) => {
    const { document, position } = openNew('terraform', role(line));
    const { items } = await start().completion(document, position);
    const item = items.find((one) => one.label === label);
    if (!item?.textEdit || !('range' in item.textEdit)) {
      throw new Error(`no such item among ${items.map((one) => one.label)}`);
    }
    const edit = { span: document.spanOf(item.textEdit.range), text: item.textEdit.newText };
    expect(applyEdits(document.text, [edit])).toBe(role(expected));
  });

  test('has scopes of the workspace to offer', async () => {
    const { document, position } = openNew(
      'terraform',
      role('').replace('  permissions', '  assignable_scopes = ["|"]\n  permissions'),
    );
    const { items } = await start().completion(document, position);
    expect(items.map(({ label }) => label)).toContain('/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b');
  });

  test('stands in the outline, with its lists', () => {
    const { document } = openAt('roles.tf', 'Key Rotator');
    expect(start().symbols(document)).toEqual([
      expect.objectContaining({
        name: 'Key Rotator',
        children: [expect.objectContaining({ name: 'data_actions', detail: '1' })],
      }),
    ]);
  });
});
