/** A role says the same wherever it stands: in a file of its own, in a script, in a template, in a program's text. */
import { describe, expect, test } from 'vitest';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import { Checker } from '../../server/src/rules/check.ts';
import type { Finding } from '../../server/src/rules/finding.ts';
import { EXEMPTIONS, RULES } from '../../server/src/rules/index.ts';
import { render } from '../../server/src/rules/message.ts';
import { reportFindings } from '../../server/src/rules/report-findings.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { json } from '../../server/src/syntax/json.ts';
import { fileFrame } from '../../server/src/syntax/language.ts';
import { facts } from '../facts.ts';

const checker = new Checker(RULES, EXEMPTIONS, facts);

function check(language: string, text: string): readonly Finding[] {
  const tree = (languageOfDocument(language, '') ?? json).parse(text);
  return reportFindings(tree, checker.check(fileFrame(tree)), {});
}

/** Rule, message and covered text of each finding, in the order of the file; each language quotes in its own way. */
function describeFindings(language: string, text: string): readonly string[] {
  return check(language, text).map(({ rule, message, span }) => {
    const covered = text.slice(span.start, span.end).replace(/[\\"']/g, '');
    return `${rule} [${covered}] ${render(message, {})}`;
  });
}

const OPERATIONS = `[
    "Microsoft.KeyVault/vaults/keys/read ",
    "Microsoft.KeyVault/vaults/keys/backup/action",
    "Microsoft.KeyVault/vaults/keys/backup/action",
    "Microsoft.KeyVault/vaults/keys/restor/action"
  ]`;
const FLAT = `{
  "Name": "Backup Keys Operator (platform)",
  "Description": "Perform key backup/restore operations",
  "Actions": ["Microsoft.KeyVault/vaults/keys/restore/action"],
  "DataActions": ${OPERATIONS},
  "NotDataActions": [],
  "AssignableScopes": ["/subscriptions/{subscriptionId}", "/"]
}`;
const PROPERTIES = `{
  "properties": {
    "roleName": "Backup Keys Operator (platform)",
    "description": "Perform key backup/restore operations",
    "permissions": [
      { "actions": ["Microsoft.KeyVault/vaults/keys/restore/action"], "dataActions": ${OPERATIONS} }
    ],
    "assignableScopes": ["/subscriptions/{subscriptionId}", "/"]
  }
}`;
/** What is wrong with the role as a whole is said of it everywhere, too. */
const NAMELESS = `{
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "NotAction": [],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`;

const indent = (text: string, by: number): string => text.replaceAll('\n', `\n${' '.repeat(by)}`);
const asHcl = (text: string): string => text.replace(/"(\w+)":/g, '$1 =');
const asBicep = (text: string): string =>
  text
    .replace(/"(\w+)":/g, '$1:')
    .replaceAll('"', "'")
    .replaceAll(',\n', '\n');

type Host = readonly [name: string, language: string, put: (role: string) => string];

const CREATE = 'az role definition create --role-definition';
const FROM_FILE = `${CREATE} @role.json\n`;
const ROLE_TYPE = 'Microsoft.Authorization/roleDefinitions@2022-04-01';

const HOSTS: readonly Host[] = [
  ['an argument', 'shellscript', (role) => `${CREATE} '${role}'\n`],
  [
    'an argument behind an equals sign',
    'shellscript',
    (role) => `az role definition update --role-definition='${role}'`,
  ],
  ['an argument before others', 'shellscript', (role) => `${CREATE} '${role}' --output none\n`],
  ['standard input', 'shellscript', (role) => `${CREATE} @- <<'EOF'\n${role}\nEOF\n`],
  ['a here-document', 'shellscript', (role) => `cat > role.json <<EOF\n${role}\nEOF\n${FROM_FILE}`],
  ['a here-document without tabs', 'shellscript', (role) => `cat <<-'JSON' | tee role.json\n${role}\nJSON\n`],
  ['a substitution', 'shellscript', (role) => `${CREATE} "$(cat <<'EOF'\n${role}\nEOF\n)"\n`],
  ['a variable', 'shellscript', (role) => `ROLE='${role}'\n${CREATE} "$ROLE"\n`],
  ['echo', 'shellscript', (role) => `echo '${role}' > role.json\n`],
  ['the body of a request', 'shellscript', (role) => `az rest --method put --url "$URL" --body '${role}'\n`],
  ['a step of a pipeline', 'yaml', (role) => `steps:\n  - run: |\n      ${CREATE} '${indent(role, 6)}'\n`],
  [
    'a here-document in a step',
    'yaml',
    (role) =>
      `steps:\n  - bash: |\n      cat > role.json <<'EOF'\n      ${indent(role, 6)}\n      EOF\n      ${FROM_FILE}`,
  ],
  ['a text in YAML', 'yaml', (role) => `data:\n  role.json: |\n    ${indent(role, 4)}\n`],
  ['a here-string', 'powershell', (role) => `$role = @'\n${role}\n'@\n$role | Out-File role.json\n`],
  ['an expandable here-string', 'powershell', (role) => `@"\n${role}\n"@ | Out-File role.json\n`],
  ['an argument of PowerShell', 'powershell', (role) => `Set-Content -Path role.json -Value @'\n${role}\n'@\n`],
  ['an argument of the Azure CLI in PowerShell', 'powershell', (role) => `${CREATE} '${role}'\n`],
  [
    'a here-string in a pipeline',
    'yaml',
    (role) =>
      `steps:\n  - pwsh: |\n      $role = @'\n      ${indent(role, 6)}\n      '@\n      New-AzRoleDefinition -InputFile x\n`,
  ],
  ['jsonencode', 'terraform', (role) => `resource "local_file" "role" {\n  content = jsonencode(${asHcl(role)})\n}\n`],
  ['jsonencode with colons', 'terraform', (role) => `locals {\n  role = jsonencode(${role})\n}\n`],
  ['a here-document of HCL', 'terraform', (role) => `locals {\n  role = <<EOF\n${role}\nEOF\n}\n`],
  [
    'an indented here-document of HCL',
    'terraform',
    (role) => `locals {\n  role = <<-EOF\n    ${indent(role, 4)}\n  EOF\n}\n`,
  ],
  [
    'a command in Terraform',
    'terraform',
    (role) =>
      `resource "x" "role" {\n  provisioner "local-exec" {\n    command = <<EOF\n${CREATE} '${role}'\nEOF\n  }\n}\n`,
  ],
  [
    'a deployment script of Bicep',
    'bicep',
    (role) =>
      `resource s 'Microsoft.Resources/deploymentScripts@2023-08-01' = {\n  properties: {\n    scriptContent: '''\n${CREATE} '${role}'\n'''\n  }\n}\n`,
  ],
  ['a text of Bicep', 'bicep', (role) => `var role = '''\n${role}\n'''\n`],
  ['a text of an ARM template', 'json', (role) => `{ "variables": { "role": ${JSON.stringify(role)} } }\n`],
  ['a program', 'python', (role) => `ROLE = """${role}"""\n`],
  ['a module of Terraform', 'terraform', (role) => `module "role" {\n  json = jsonencode(${asHcl(role)})\n}\n`],
];

const RESOURCES: readonly Host[] = [
  [
    'azapi',
    'terraform',
    (role) => `resource "azapi_resource" "role" {\n  type = "${ROLE_TYPE}"\n  body = ${asHcl(role)}\n}\n`,
  ],
  [
    'azapi, as text',
    'terraform',
    (role) => `resource "azapi_resource" "role" {\n  type = "${ROLE_TYPE}"\n  body = jsonencode(${asHcl(role)})\n}\n`,
  ],
  ['a resource of Bicep', 'bicep', (role) => `resource role '${ROLE_TYPE}' = ${asBicep(role)}\n`],
  ['a loop of Bicep', 'bicep', (role) => `resource role '${ROLE_TYPE}' = [for name in names: ${asBicep(role)}]\n`],
  ['a condition of Bicep', 'bicep', (role) => `resource role '${ROLE_TYPE}' = if (wanted) ${asBicep(role)}\n`],
  [
    'a loop with a condition of Bicep',
    'bicep',
    (role) => `resource role '${ROLE_TYPE}' = [for (name, i) in names: if (i > 0) ${asBicep(role)}]\n`,
  ],
];

test('the role is flagged in a file of its own', () => {
  expect(check('json', FLAT).map(({ rule }) => rule)).toEqual([
    'azure/wrong-plane',
    'azure/padded-operation',
    'azure/duplicate-operation',
    'azure/unknown-operation',
    'azure/placeholder',
    'azure/root-assignable-scope',
  ]);
});

describe.each(HOSTS)('in %s (%s)', (_, language, put) => {
  test.each([
    ['flat', FLAT],
    ['wrapped in properties', PROPERTIES],
    ['without a name', NAMELESS],
  ])('a role has the findings that it has in its own file: %s', (__, role) => {
    expect(describeFindings(language, put(role))).toEqual(describeFindings('json', role));
  });

  test('a fix changes the same text', () => {
    const text = put(FLAT);
    const padded = check(language, text).find(({ rule }) => rule === 'azure/padded-operation');
    expect(applyEdits(text, padded?.fixes[0]?.edits() ?? [])).toBe(text.replace('keys/read ', 'keys/read'));
  });
});

describe.each(RESOURCES)('in %s (%s)', (_, language, put) => {
  test('a role has the findings that it has in its own file', () => {
    expect(describeFindings(language, put(PROPERTIES))).toEqual(describeFindings('json', PROPERTIES));
  });
});

describe('nothing is said of', () => {
  test.each([
    ['a file that a command is given', 'shellscript', FROM_FILE],
    [
      'a file that Bicep loads',
      'bicep',
      `var loaded = loadJsonContent('role.json')
resource role '${ROLE_TYPE}' = {
  name: guid(subscription().id, loaded.Name)
  properties: {
    roleName: loaded.Name
    permissions: [{ actions: loaded.Actions, dataActions: concat(loaded.DataActions, more) }]
    assignableScopes: [subscription().id]
  }
}
`,
    ],
    [
      'what a module of Bicep is given',
      'bicep',
      `module role 'br/public:avm/ptn/authorization/role-definition:0.1.0' = {\n  params: ${asBicep(FLAT)}\n}\n`,
    ],
    ['what a module of Terraform is given', 'terraform', `module "role" {\n  role = ${asHcl(FLAT)}\n}\n`],
    [
      'a role of Cosmos DB',
      'shellscript',
      `az cosmosdb sql role definition create --account-name a --resource-group g --body '{
  "RoleName": "Reader", "Type": "CustomRole", "AssignableScopes": ["/"],
  "Permissions": [{ "DataActions": ["Microsoft.DocumentDB/databaseAccounts/readMetadata"] }]
}'
`,
    ],
    [
      'a role of a managed HSM',
      'shellscript',
      `az keyvault role definition create --hsm-name h --role-definition '{
  "roleName": "Reader", "description": "d", "actions": [], "notActions": [],
  "dataActions": ["Microsoft.KeyVault/managedHsm/keys/read/action"], "notDataActions": [], "assignableScopes": ["/"]
}'
`,
    ],
    [
      'what a program formats',
      'python',
      'BODY = \'{"Name": "%s", "Actions": ["*/read"], "AssignableScopes": ["/subscriptions/%s"]}\' % (name, subscription)\n',
    ],
    [
      'what a program puts together',
      'python',
      'BODY = \'{"Name": "X", "Actions": ["*/read "], "AssignableScopes": ["/subscriptions/\' + subscription + \'"]}\'\n',
    ],
    [
      'what PowerShell puts together',
      'powershell',
      '$role = \'{"Name": "X", "Actions": ["*/read "], "AssignableScopes": ["/subscriptions/\' + $id + \'"]}\'\n',
    ],
    [
      'what a script formats',
      'shellscript',
      'printf \'{"Name": "%s", "Actions": ["*/read"], "AssignableScopes": ["/subscriptions/%s"]}\\n\' "$N" "$S" > r.json\n',
    ],
    [
      'what a script fills in',
      'shellscript',
      `cat > role.json <<EOF
{ "Name": "$NAME", "Actions": ["$OPERATION "], "AssignableScopes": ["/subscriptions/$SUBSCRIPTION_ID"] }
EOF
`,
    ],
  ])('%s', (_, language, text) => {
    expect(describeFindings(language, text)).toEqual([]);
  });
});
