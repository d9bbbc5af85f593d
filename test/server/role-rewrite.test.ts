/** The rewrites of roles as an editor is offered them: names for ids, and both ways for roles of the workspace. */
import { describe, expect, test } from 'vitest';
import { OpenDocument } from '../../server/src/features/document.ts';
import { NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { facts } from '../facts.ts';
import { ROLE_PLACES } from './role-places.ts';

const READER = '21090545-7ca7-4776-b22c-e363652d74d2';
const SUBSCRIPTION = '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b';
const PATH = `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/`;

/** Names that are hard to quote somewhere. */
const CUSTOM = [
  "O'Brien's operator",
  'O’Brien ‘quoted’',
  'R&D <reader> "all"',
  'Schlüssel – Größe #1',
  '鍵コンテナー閲覧者 🔑',
  'back\\slash 50% / $5 `tick`',
  'yes',
  'a: b # c',
  'Key {vault}, [reader]!',
  '  blanks around ',
].map((name, index) => ({ name, id: `0d9a4f0e-9d2b-4c53-8f4a-6d1c2b3a4e${10 + index}` }));

function startSession(roles: readonly { readonly name: string; readonly id: string }[] = []): Session {
  const session = new Session({ facts, host: NO_HOST, warn: () => {} });
  session.start({}, { snippets: false, versionedEdits: false }, undefined, []);
  const text = JSON.stringify(
    roles.map(({ name, id }) => ({
      Name: name,
      Id: id,
      IsCustom: true,
      Description: 'Ours',
      Actions: ['Microsoft.KeyVault/vaults/read'],
      NotActions: [],
      AssignableScopes: [SUBSCRIPTION],
    })),
  );
  session.findings(new OpenDocument('file:///w/roles.json', 'json', 1, text));
  return session;
}

interface Offered {
  readonly title: string;
  readonly after: string;
}

function offered(session: Session, language: string, ending: string, text: string, at: number): readonly Offered[] {
  const document = new OpenDocument(`file:///w/x.${ending}`, language, 1, text);
  const place = document.positionAt(at);
  return session.codeActions(document, { start: place, end: place }, ['refactor.rewrite']).map(({ title, edit }) => ({
    title,
    after: applyEdits(
      text,
      (edit?.changes?.[document.uri] ?? []).map(({ range, newText }) => ({
        span: document.spanOf(range),
        text: newText,
      })),
    ),
  }));
}

/** What is offered where the text has `|`. */
function at(language: string, marked: string, session = startSession()): readonly Offered[] {
  return offered(session, language, language, marked.replace('|', ''), marked.indexOf('|'));
}

describe.each(ROLE_PLACES.map((place) => [place.label, place] as const))('%s', (_, places) => {
  const session = startSession(CUSTOM);

  test.each(CUSTOM)('takes the id of $name, and its name again', ({ name, id }) => {
    const text = places.write([name]);
    const plain = places.write(['@@@']);
    const start = plain.indexOf('@@@');
    const [use, ...others] = offered(session, places.language, places.ending, text, start);
    expect(others).toEqual([]);
    expect(use?.title).toBe(`Use the id of ${name.trim()}`);
    const withId = use?.after ?? '';
    expect(withId).toContain(id);
    const back = offered(session, places.language, places.ending, withId, withId.indexOf(id));
    expect(back).toEqual(places.onlyBuiltIn ? [] : [{ title: `Use the name ${name.trim()}`, after: text }]);
  });
});

const WRITTEN: readonly (readonly [language: string, marked: string, after: string])[] = [
  [
    'shellscript',
    `az role assignment create --role |${READER} # Key Vault Reader`,
    "az role assignment create --role 'Key Vault Reader'",
  ],
  [
    'shellscript',
    `az role assignment create --role=|${READER} -g x`,
    "az role assignment create --role='Key Vault Reader' -g x",
  ],
  [
    'shellscript',
    `az role assignment create "--role=|${READER}"`,
    'az role assignment create "--role=Key Vault Reader"',
  ],
  [
    'shellscript',
    `az role assignment list --role "/subscriptions/$SUB/providers/Microsoft.Authorization/roleDefinitions/|${READER.toUpperCase()}"`,
    'az role assignment list --role "Key Vault Reader"',
  ],
  [
    'shellscript',
    `az ad sp create-for-rbac --role \\\n  |${READER} \\\n  --scopes x # mine`,
    "az ad sp create-for-rbac --role \\\n  'Key Vault Reader' \\\n  --scopes x # mine",
  ],
  [
    'powershell',
    `New-AzRoleAssignment -ObjectId $x -RoleDefinitionId:|${READER} -Scope $y`,
    "New-AzRoleAssignment -ObjectId $x -RoleDefinitionName:'Key Vault Reader' -Scope $y",
  ],
  [
    'powershell',
    `az role assignment create --role |${READER} # Key Vault Reader\r\nexit`,
    "az role assignment create --role 'Key Vault Reader'\r\nexit",
  ],
  [
    'terraform',
    `resource "azurerm_role_assignment" "a" {\n  role_definition_id = "|${PATH}${READER}" // Key Vault Reader\n}`,
    'resource "azurerm_role_assignment" "a" {\n  role_definition_name = "Key Vault Reader"\n}',
  ],
  [
    'terraform',
    `resource "azurerm_role_assignment" "a" {\n  role_definition_id = "|${PATH}${READER}" # of the team\n}`,
    'resource "azurerm_role_assignment" "a" {\n  role_definition_name = "Key Vault Reader" # of the team\n}',
  ],
  [
    'yaml',
    `roleAssignments:\n  - roleDefinitionIdOrName: |${READER} # Key Vault Reader\n    principalId: x\n`,
    'roleAssignments:\n  - roleDefinitionIdOrName: Key Vault Reader\n    principalId: x\n',
  ],
  [
    'json',
    `{ "RoleDefinitionId": "|${READER}", "SignInName": "a@b.c" }`,
    '{ "RoleDefinitionName": "Key Vault Reader", "SignInName": "a@b.c" }',
  ],
];

const LEFT: readonly (readonly [language: string, marked: string])[] = [
  // Places that take ids only.
  ['bicep', `var r = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '|${READER}')`],
  [
    'bicep',
    `resource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name: 'x'\n  properties: {\n    principalId: p\n    scope: s\n    roleDefinitionId: '|${PATH}${READER}'\n  }\n}`,
  ],
  ['bicep', `var a = [\n  {\n    principalId: p\n    scope: s\n    roleDefinitionId: '|${PATH}${READER}'\n  }\n]`],
  [
    'json',
    `{ "type": "Microsoft.Authorization/roleAssignments", "properties": { "roleDefinitionId": "|${PATH}${READER}", "principalId": "x", "scope": "/" } }`,
  ],
  [
    'json',
    `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [{ "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '|${READER}')]", "principalId": "x", "scope": "y" }] }`,
  ],
  ['json', `{ "roleAssignments": [{ "roleDefinitionId": "|${READER}", "principalId": "x" }] }`],
  [
    'json',
    `{ "roleDefinitionIdOrName": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '|${READER}')]", "principalId": "x" }`,
  ],
  // What an export prints has both.
  [
    'json',
    `{ "roleDefinitionName": "Key Vault Reader", "roleDefinitionId": "|${PATH}${READER}", "principalId": "x", "scope": "/" }`,
  ],
  // Given twice.
  [
    'json',
    `{ "roleDefinitionId": "|${PATH}${READER}", "roleDefinitionId": "${PATH}${READER}", "principalId": "x", "scope": "/" }`,
  ],
  ['powershell', `New-AzRoleAssignment -ObjectId $x -RoleDefinitionId |${READER} -RoleDefinitionName Owner -Scope $y`],
  [
    'powershell',
    `New-AzRoleAssignment -ObjectId $x -RoleDefinitionId |${READER} -RoleDefinitionId ${READER} -Scope $y`,
  ],
  ['powershell', `$p = @{ ObjectId = $x; RoleDefinitionId = '|${READER}'; RoleDefinitionName = 'Owner' }`],
  [
    'terraform',
    `resource "azurerm_role_assignment" "a" {\n  role_definition_id = "${PATH}${READER}"\n  role_definition_id = "|${PATH}${READER}"\n}`,
  ],
  ['terraform', `data "azurerm_role_definition" "a" {\n  role_definition_id = "|${READER}"\n  name = "x"\n}`],
  // Broken quoting, and texts that are more than an id.
  ['shellscript', `az role assignment create --role "|${READER} --scope x\n`],
  ['shellscript', `az role assignment create --role '|${READER}`],
  ['shellscript', `az role assignment create --role "$PREFIX|${READER}"`],
  ['shellscript', `az role assignment create --role "/subscriptions/|${READER}/$ROLE"`],
  ['powershell', `New-AzRoleAssignment -RoleDefinitionId "|${READER} -Scope $y\n`],
  ['terraform', `resource "azurerm_role_assignment" "a" {\n  role_definition_id = "|${PATH}${READER}\n}`],
  ['json', `{ "principalId": "x", "scope": "/", "roleDefinitionId": "|${PATH}${READER}`],
  ['yaml', `- principalId: x\n  roleDefinitionIdOrName: "|${READER}\n`],
  // Of no known role.
  ['shellscript', 'az role assignment create --role |0d9a4f0e-9d2b-4c53-8f4a-6d1c2b3a4e5f'],
];

describe('the name of a built-in role', () => {
  test.each(WRITTEN)('is written in %s: %s', (language, marked, after) => {
    expect(at(language, marked)).toEqual([{ title: 'Use the name Key Vault Reader', after }]);
  });

  test('is the one it has now, and that of another role only if it is its own', () => {
    const [use] = at(
      'shellscript',
      'az role assignment create --role "|6b534d80-e337-47c4-864f-140f5c7f593d" # Key Vault Reader (preview)',
    );
    expect(use?.after).toMatch(/--role "Advisor Recommendations[^"]*" # Key Vault Reader \(preview\)$/);
  });

  test.each(LEFT)('is not written in %s: %s', (language, marked) => {
    expect(at(language, marked)).toEqual([]);
  });

  test('line ends stay as they are, mixed ones too', () => {
    const [use] = at(
      'shellscript',
      `a\r\naz role assignment create --role "|${READER}" # Key Vault Reader\r\nb\nc\r\n`,
    );
    expect(use?.after).toBe('a\r\naz role assignment create --role "Key Vault Reader"\r\nb\nc\r\n');
    const text = `x: 1\nsteps:\r\n  - script: |-\r\n      az role assignment create --role ${READER} # Key Vault Reader\r\n      b\n`;
    const [inYaml] = offered(startSession(), 'yaml', 'yml', text, text.indexOf(READER));
    expect(inYaml?.after).toBe(text.replace(`${READER} # Key Vault Reader`, "'Key Vault Reader'"));
  });

  test('a script of a million characters in one line is written', () => {
    const line = `echo "x y"; `.repeat(80_000);
    const [use] = at('shellscript', `${line}az role assignment create --role |${READER} # Key Vault Reader`);
    expect(use?.after).toBe(`${line}az role assignment create --role 'Key Vault Reader'`);
  });
});

describe('a role of the workspace', () => {
  const ID = '0d9a4f0e-9d2b-4c53-8f4a-6d1c2b3a4e5f';
  const other = '1d9a4f0e-9d2b-4c53-8f4a-6d1c2b3a4e5f';
  const shell = (role: string): string => `az role assignment create --role "|${role}"`;

  test('that shares its name with another one is not named, and its id is for the user to choose', () => {
    const session = startSession([
      { name: 'Payments operator', id: ID },
      { name: 'payments operator', id: other },
    ]);
    expect(at('shellscript', shell(ID), session)).toEqual([]);
    expect(at('shellscript', shell('Payments operator'), session).map(({ title }) => title)).toEqual([
      `Use the id of Payments operator, ${ID}`,
      `Use the id of Payments operator, ${other}`,
    ]);
  });

  test.each(['Key Vault Reader', '$(Role)', `/subscriptions/x`, '@role.json', '-x', READER, '[x]', 'a\nb', ' '])(
    'is not named where %j would be read as something else',
    (name) => {
      expect(at('shellscript', shell(ID), startSession([{ name, id: ID }]))).toEqual([]);
    },
  );

  test('is never changed unasked', () => {
    const session = startSession([{ name: 'Payments operator', id: ID }]);
    const text = 'az role assignment create --role "Payments operator" --scope "$SCOPE"\n';
    const document = new OpenDocument('file:///w/x.sh', 'shellscript', 1, text);
    expect(session.findings(document)).toEqual([]);
  });
});

describe('an id that a cmdlet does not take beside its other parameters is not written', () => {
  const fixes = (text: string): readonly string[] => {
    const document = new OpenDocument('file:///w/x.ps1', 'powershell', 1, text);
    const found = startSession().findings(document);
    expect(found.map(({ rule }) => rule)).toContain('azure/role-name');
    return found.flatMap((finding) => finding.fixes.map(({ edits }) => applyEdits(text, edits() ?? [])));
  };

  test.each([
    'New-AzRoleAssignment -SignInName a@b.c -RoleDefinitionName Reader -Scope $s',
    'New-AzRoleAssignment -ApplicationId $a -RoleDefinitionName Reader -Scope $s',
    'New-AzRoleAssignment -ObjectId $o -RoleDefinitionName Reader -ResourceGroupName rg',
    'New-AzRoleAssignment -ObjectId $o -RoleDefinitionName Reader',
    'New-AzRoleAssignment -ObjectId $o -RoleDefinitionName Reader -RoleDefinitionName Owner -Scope $s',
    "$p = @{ SignInName = 'a@b.c'; RoleDefinitionName = 'Reader'; Scope = $s }",
    "$p = @{ ObjectId = $o; RoleDefinitionName = 'Reader'; ResourceGroupName = 'rg' }",
  ])('%s', (text) => {
    expect(fixes(text)).toEqual([]);
  });

  test('with the object id and the scope it is', () => {
    expect(fixes('New-AzRoleAssignment -ObjectId $o -RoleDefinitionName Reader -Scope $s')).toEqual([
      'New-AzRoleAssignment -ObjectId $o -RoleDefinitionId acdd72a7-3385-48ef-bd42-f606fba81ae7 -Scope $s # Reader',
    ]);
  });
});
