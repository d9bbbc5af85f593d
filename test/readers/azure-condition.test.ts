/** Conditions are found wherever they stand, and a finding in one stands at the exact word of the file. */
import { describe, expect, test } from 'vitest';
import { TextChecker } from '../../server/src/features/check-text.ts';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import { partsOf } from '../../server/src/readers/parts.ts';
import { readModels } from '../../server/src/readers/read-models.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { json } from '../../server/src/syntax/json.ts';
import { fileFrame } from '../../server/src/syntax/language.ts';
import { facts } from '../facts.ts';

const checker = new TextChecker(facts);
const OPERATOR = 'azure/unknown-condition-operator';

function treeOf(language: string, text: string) {
  return (languageOfDocument(language, '') ?? json).parse(text);
}

/** The texts of the conditions of a file. */
function conditionsIn(language: string, text: string): string[] {
  const models = readModels(fileFrame(treeOf(language, text))).map(({ model }) => model);
  return [...models, ...models.flatMap((model) => partsOf(model).map((part) => part.model))].flatMap((model) =>
    model.kind === 'azure/condition' ? [model.value] : [],
  );
}

/** One condition with a misspelt operator, in every place that takes one. */
const PLACES: readonly (readonly [string, string, string])[] = [
  [
    'an ARM template',
    'json',
    `{ "type": "Microsoft.Authorization/roleAssignments", "properties": { "roleDefinitionId": "x", "principalId": "y",
      "condition": "@Resource[A/b:c]\\n\\tStringEqual 'a'" } }`,
  ],
  [
    'an export',
    'json',
    `[{ "principalId": "y", "roleDefinitionName": "Owner", "condition": "(\\u0040Resource[A/b:c] StringEqual 'a')" }]`,
  ],
  [
    'parameters',
    'json',
    `{ "parameters": { "parRoleAssignmentCondition": { "value": "(@Resource[A/b:c] StringEqual 'a')" } } }`,
  ],
  [
    'a role definition',
    'json',
    `{ "Name": "Mine", "IsCustom": true, "AssignableScopes": ["/subscriptions/d3f1a4c2-1111-4f2e-9c55-0b6a3c1f7e21"],
      "permissions": [{ "actions": ["*/read"], "condition": "@Resource[A/b:c] StringEqual 'a'", "conditionVersion": "2.0" }] }`,
  ],
  [
    'Bicep with escapes',
    'bicep',
    `var condition = '((!(ActionMatches{\\'Microsoft.KeyVault/vaults/read\\'})) OR (@Resource[A/b:\${c}] StringEqual \\'a\\'))'`,
  ],
  [
    'Bicep on several lines',
    'bicep',
    `resource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(id, role, scope)
  properties: {
    principalId: id
    roleDefinitionId: role
    condition: replace('''
      (
        @Resource[A/b:c] StringEqual '#name#'
      )
    ''', '#name#', name)
  }
}`,
  ],
  [
    'a heredoc of Terraform',
    'terraform',
    `resource "azurerm_role_assignment" "a" {
  scope = var.scope
  principal_id = var.id
  role_definition_id = var.role
  condition = <<-EOT
    (
      @Resource[A/b:c] StringEqual '\${var.name}'
    )
  EOT
}`,
  ],
  [
    'a local of Terraform',
    'terraform',
    `locals {\n  condition = var.x ? "@Resource[A/b:c] StringEqual \\"a" : null\n}`,
  ],
  [
    'the Azure CLI',
    'shellscript',
    `az role assignment create --role Reader --assignee-object-id "$ID" --scope "$SCOPE" \\
  --condition "(@Resource[A/b/tags:T<\\$key_case_sensitive\\$>] \\
    StringEqual '$NAME')" --condition-version 2.0`,
  ],
  [
    'a variable of a shell',
    'shellscript',
    `CONDITION="(\n @Resource[A/b:c] StringEqual 'a'\n)"\naz role assignment list`,
  ],
  [
    'a here-document of a shell',
    'shellscript',
    `CONDITION=$(cat <<'EOF' | tr -d '\\n'\n(\n @Resource[A/b:c] StringEqual 'a'\n)\nEOF\n)\naz role assignment list`,
  ],
  [
    'PowerShell',
    'powershell',
    `New-AzRoleAssignment -ObjectId $id -RoleDefinitionName Reader -Scope $scope -Condition "@Resource[A/b/tags:T<\`$key_case_sensitive\`$>] StringEqual '$name'"`,
  ],
  [
    'a script of a pipeline',
    'yaml',
    `steps:
  - script: |
      az role assignment create --role Reader --assignee "$ID" \\
        --condition '@Resource[A/b:c] StringEqual 1'
`,
  ],
];

describe('a condition is found, and a finding stands at its word', () => {
  test.each(PLACES)('in %s', (_, language, text) => {
    expect(conditionsIn(language, text)).toHaveLength(1);
    const tree = treeOf(language, text);
    const found = checker.check(tree, {}).filter(({ rule }) => rule === OPERATOR);
    expect(found.map(({ span }) => text.slice(span.start, span.end))).toEqual(['StringEqual']);
    const edits = found[0]?.fixes[0]?.edits() ?? [];
    expect(applyEdits(text, edits)).toBe(text.replace('StringEqual ', 'StringEquals '));
  });
});

test.each(PLACES)('a file with a condition that is cut anywhere is read: %s', (_, language, text) => {
  for (let end = 0; end <= text.length; end++) {
    const cut = text.slice(0, end);
    for (const { span, fixes } of checker.check(treeOf(language, cut), {})) {
      expect(0 <= span.start && span.start <= span.end && span.end <= end).toBe(true);
      for (const fix of fixes) {
        applyEdits(cut, fix.edits() ?? []);
      }
    }
  }
});

test('nothing is said of the conditions of the built-in roles, wherever they stand', () => {
  const conditions = facts.roles
    .all()
    .flatMap(({ permissions }) => permissions.flatMap(({ condition }) => condition ?? []));
  expect(conditions).toHaveLength(31);
  const text = `{ "parameters": { ${conditions.map((one, index) => `"condition${index}": ${JSON.stringify(one)}`).join(', ')} } }`;
  expect(conditionsIn('json', text)).toHaveLength(31);
  expect(checker.check(treeOf('json', text), {})).toEqual([]);
});

describe('what is no condition', () => {
  test.each([
    ['json', `{ "description": "(see ActionMatches{'x'} of roleDefinition)" }`],
    [
      'json',
      `{ "condition": "[format('(ActionMatches{{{0}}})', variables('actions\\"'))]", "principalId": "x", "roleDefinitionId": "y" }`,
    ],
    ['yaml', "if: github.event.action == 'x' # actionmatches\n"],
    ['terraform', 'resource "azurerm_role_assignment" "a" {\n  condition = var.condition\n}\n'],
    ['bicep', `var x = 'Use ActionMatches{} to guard' // actionmatches`],
  ])('%s: %s', (language, text) => {
    expect(conditionsIn(language, text)).toEqual([]);
  });

  test('a template that a compiler wrote is left alone', () => {
    const text = `{ "metadata": { "_generator": { "name": "bicep" } }, "condition": "@Resource[a:b] StringEqual 'x'" }`;
    expect(conditionsIn('json', text)).toEqual([]);
  });

  test('so is a built-in role', () => {
    const text = `{ "roleName": "R", "roleType": "BuiltInRole", "assignableScopes": ["/"], "permissions": [{ "actions": ["*/read"], "condition": "@Resource[a:b] StringEqual 'x'" }] }`;
    expect(conditionsIn('json', text)).toHaveLength(1);
    expect(checker.check(treeOf('json', text), {})).toEqual([]);
  });

  test.each([
    "var guard = '(!(ActionMatches{\\'Microsoft.KeyVault/vaults/read\\'}) OR ('",
    "func isOwn(id string) string => '@Resource[Microsoft.KeyVault/vaults:name] StringEquals ${id} AND ('",
  ])('a piece of one may be any piece: %s', (text) => {
    expect(conditionsIn('bicep', text)).toHaveLength(1);
    expect(checker.check(treeOf('bicep', text), {})).toEqual([]);
  });

  test('a program may put a condition together', () => {
    const text = `$c = "(!(ActionMatches{'Microsoft.KeyVault/vaults/read'})) OR ("\nNew-AzRoleAssignment -Condition ($c + $d)`;
    expect(conditionsIn('powershell', text)).toHaveLength(1);
    expect(checker.check(treeOf('powershell', text), {})).toEqual([]);
  });
});
