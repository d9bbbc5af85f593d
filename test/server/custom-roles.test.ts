/** Custom roles of a workspace across files and languages, over the session as the server has it. */
import { describe, expect, test } from 'vitest';
import type { TextEdit } from 'vscode-languageserver-types';
import { OpenDocument } from '../../server/src/features/document.ts';
import { type Host, NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { facts } from '../facts.ts';

const ID = '0d9a4f0e-9d2b-4c53-8f4a-6d1c2b3a4e5f';
const TF_ID = '5b1e7c3a-2f4d-4a6b-9c8d-7e6f5a4b3c2d';
const NAME = 'Backup Keys Operator';

const FILES: Readonly<Record<string, string>> = {
  'file:///w/roles/backup.json': `{
  "Name": "${NAME}",
  "Id": "${ID}",
  "Description": "Backs up <keys>",
  "Actions": [],
  "DataActions": ["Microsoft.KeyVault/vaults/keys/backup/action"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}
`,
  'file:///w/roles.tf': `resource "azurerm_role_definition" "rotator" {
  role_definition_id = "${TF_ID}"
  name               = "Key Rotator"
  scope              = "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"
  permissions {
    data_actions = ["Microsoft.KeyVault/vaults/keys/rotate/action"]
  }
}

resource "azurerm_role_assignment" "backup" {
  scope                = var.scope
  role_definition_name = "${NAME}"
  principal_id         = var.principal_id
}
`,
  'file:///w/assign.bicep': `resource assign 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, 'backup')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${ID}')
    principalId: principalId
    principalType: 'Group'
  }
}
`,
  'file:///w/assign.sh': `az role assignment create --assignee "$ID" --role "backup keys operator" --scope "$SCOPE"
az role assignment create --assignee "$ID" --role KeyRotator --scope "$SCOPE"
az role definition delete --name '${NAME}'
az rest --method put --url "$URL" --body '{"properties": {"roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/${ID}", "principalId": "x"}}'
`,
  'file:///w/assign.ps1': `New-AzRoleAssignment -ObjectId $id -RoleDefinitionName "${NAME}" -Scope $scope
$given = @{ RoleDefinitionName = '${NAME}'; ObjectId = $id }
Remove-AzRoleDefinition -Name '${NAME}'
Get-AzRoleDefinition '${NAME}'
`,
  'file:///w/pipeline.yml': `steps:
  - bash: |
      az role assignment create --assignee $ID --role '${NAME}' --scope $SCOPE
  - task: Assign
    inputs:
      assignments:
        - roleDefinitionName: ${NAME}
          principalId: 6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b
`,
  'file:///w/assignment.json': `{ "RoleDefinitionName": "${NAME}", "ObjectId": "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b" }
`,
  'file:///w/create.sh': `az role definition create --role-definition '{
  "Name": "Lone Role", "Description": "d", "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}'
az role assignment create --assignee x --role "Lone Role"
az role assignment create --assignee x --role Reader
`,
};

const LANGUAGES: Readonly<Record<string, string>> = {
  json: 'json',
  tf: 'terraform',
  bicep: 'bicep',
  sh: 'shellscript',
  ps1: 'powershell',
  yml: 'yaml',
};

const host: Host = {
  ...NO_HOST,
  readText: (uri) => FILES[uri],
  readFolder: async function* () {
    for (const [uri, text] of Object.entries(FILES)) {
      yield { uri, text };
    }
  },
};

function start(): Session {
  const session = new Session({ facts, host, warn: () => {} });
  session.start({}, { snippets: false, versionedEdits: false }, undefined, [{ uri: 'file:///w', name: 'w' }]);
  return session;
}

/** A file of the workspace, with the cursor in the middle of the first such text behind another one. */
function openAt(name: string, text: string, behind = '') {
  const uri = `file:///w/${name}`;
  const source = FILES[uri] ?? '';
  const document = new OpenDocument(uri, LANGUAGES[name.slice(name.lastIndexOf('.') + 1)] ?? '', 1, source);
  const offset = source.indexOf(text, source.indexOf(behind));
  expect(offset).toBeGreaterThan(-1);
  return { document, position: document.positionAt(offset + 2) };
}

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

async function rename(file: string, text: string, newName: string, session = start()) {
  const { document, position } = openAt(file, text);
  const edit = await session.rename(document, position, newName);
  if (typeof edit === 'string') {
    return edit;
  }
  return Object.fromEntries(
    Object.entries(edit.changes ?? {}).map(([uri, edits]: [string, TextEdit[]]) => {
      const before = new OpenDocument(uri, 'x', 1, FILES[uri] ?? '');
      const changes = edits.map(({ range, newText }) => ({ span: before.spanOf(range), text: newText }));
      return [uri, applyEdits(before.text, changes)];
    }),
  );
}

describe('renaming', () => {
  test.each([
    ['roles/backup.json', NAME],
    ['pipeline.yml', NAME],
  ])('from %s changes the definition and every place that names the role', async (file, text) => {
    const expected = Object.fromEntries(
      Object.entries(FILES)
        .filter(([, content]) => content.toLowerCase().includes(NAME.toLowerCase()))
        .map(([uri, content]) => [uri, content.replace(/backup keys operator/gi, "Keys' Keeper 2")]),
    );
    // Single quotes are written as each language writes them.
    const escaped = {
      ...expected,
      'file:///w/assign.sh': (expected['file:///w/assign.sh'] ?? '').replace(
        "'Keys' Keeper 2'",
        "'Keys'\\'' Keeper 2'",
      ),
      'file:///w/assign.ps1': (expected['file:///w/assign.ps1'] ?? '').replaceAll(
        "'Keys' Keeper 2'",
        "'Keys'' Keeper 2'",
      ),
      'file:///w/pipeline.yml': (expected['file:///w/pipeline.yml'] ?? '').replace(
        "'Keys' Keeper 2'",
        "'Keys'\\'' Keeper 2'",
      ),
    };
    expect(await rename(file, text, "Keys' Keeper 2")).toEqual(escaped);
  });

  test('puts quotes where the new name needs them', async () => {
    const files: Record<string, string> = {
      'file:///w/r.json': (FILES['file:///w/roles/backup.json'] ?? '').replace(NAME, 'Keeper'),
      'file:///w/a.sh': 'az role assignment create --role Keeper --scope x\n',
    };
    const session = new Session({
      facts,
      host: {
        ...host,
        readText: (uri) => files[uri],
        readFolder: async function* () {
          for (const [uri, text] of Object.entries(files)) {
            yield { uri, text };
          }
        },
      },
      warn: () => {},
    });
    session.start({}, { snippets: false, versionedEdits: false }, undefined, [{ uri: 'file:///w', name: 'w' }]);
    const document = new OpenDocument('file:///w/r.json', 'json', 1, files['file:///w/r.json'] ?? '');
    const position = document.positionAt(document.text.indexOf('Keeper') + 1);
    const edit = await session.rename(document, position, 'Keeper of keys');
    const edits = typeof edit === 'string' ? edit : edit.changes?.['file:///w/a.sh'];
    expect(edits).toEqual([
      expect.objectContaining({
        newText: expect.stringMatching(/^(?:'Keeper of keys'|"Keeper of keys"|Keeper\\ of\\ keys)$/),
      }),
    ]);
  });
});

describe('renaming', () => {
  test('of a role in Terraform', async () => {
    const renamed = await rename('roles.tf', 'Key Rotator', 'Rotator');
    expect(renamed).toEqual({
      'file:///w/roles.tf': (FILES['file:///w/roles.tf'] ?? '').replace('Key Rotator', 'Rotator'),
    });
  });

  test.each([
    ['a name that is taken by a built-in role', 'roles/backup.json', NAME, 'key vault reader', 'already'],
    ['a name that is taken by another role', 'roles/backup.json', NAME, 'Key Rotator', 'already'],
    ['nothing', 'roles/backup.json', NAME, ' ', 'no name'],
    ['a name of more lines', 'roles/backup.json', NAME, 'a\nb', 'no name'],
    ['a role that nothing defines', 'create.sh', 'Reader', 'Writer', 'declares'],
    ['an id', 'roles/backup.json', ID, TF_ID, 'does not change'],
  ])('is refused for %s', async (_, file, text, newName, words) => {
    expect(await rename(file, text, newName)).toContain(words);
  });

  test('is offered for names and not for ids', () => {
    const byName = openAt('assign.ps1', NAME);
    expect(start().prepareRename(byName.document, byName.position)?.placeholder).toBe(NAME);
    const byId = openAt('assign.bicep', ID);
    expect(start().prepareRename(byId.document, byId.position)).toBeUndefined();
  });

  test('may change letters to capitals', async () => {
    expect(await rename('create.sh', 'Lone Role', 'LONE ROLE')).toEqual({
      'file:///w/create.sh': (FILES['file:///w/create.sh'] ?? '').replaceAll('Lone Role', 'LONE ROLE'),
    });
  });
});

describe('hints', () => {
  test.each([
    ['assign.bicep', [NAME]],
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
  const session = new Session({ facts, host: { ...host, readText: (uri) => files[uri] }, warn: () => {} });
  session.start({}, { snippets: false, versionedEdits: false }, undefined, [{ uri: 'file:///w', name: 'w' }]);
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
