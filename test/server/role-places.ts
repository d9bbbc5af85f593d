/** Places for roles in every language, each written for as many names as one likes. */

export interface RolePlaces {
  readonly label: string;
  /** The editor's id of the language, and the ending of the file. */
  readonly language: string;
  readonly ending: string;
  /** A file with one place for each name. */
  write(names: readonly string[]): string;
  /** Whether the place takes the names of built-in roles only. */
  readonly onlyBuiltIn?: true;
  /** What begins a comment there, where there are comments. */
  readonly comment: '#' | '//' | undefined;
}

const SUBSCRIPTION = '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b';
const PRINCIPAL = '3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e';

/** As the writer of the shell quotes what double quotes would change. */
function quoteInShell(name: string): string {
  return /["$`\\!]/.test(name) ? `'${name.replaceAll("'", "'\\''")}'` : `"${name}"`;
}

function quoteInPowershell(name: string): string {
  return `'${name.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}

function quoteInBicep(name: string): string {
  return `'${name.replace(/[\\']/g, '\\$&')}'`;
}

function quoteInTerraform(name: string): string {
  return JSON.stringify(name).replace(/[$%](?=\{)/g, '$&$&');
}

function shellLine(name: string): string {
  return `az role assignment create --assignee "$ID" --role ${quoteInShell(name)} --scope "$SCOPE"`;
}

function list(names: readonly string[], item: (name: string, index: number) => string, separator: string): string {
  return names.map(item).join(separator);
}

export const ROLE_PLACES: readonly RolePlaces[] = [
  {
    label: 'JSON of the Azure CLI',
    language: 'json',
    ending: 'json',
    comment: undefined,
    write: (names) =>
      `[\n${list(
        names,
        (name) =>
          `  { "principalId": "${PRINCIPAL}", "roleDefinitionName": ${JSON.stringify(name)}, "scope": "${SUBSCRIPTION}" }`,
        ',\n',
      )}\n]\n`,
  },
  {
    label: 'parameters of an ARM template',
    language: 'json',
    ending: 'json',
    onlyBuiltIn: true,
    comment: undefined,
    write: (names) =>
      JSON.stringify(
        {
          $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
          contentVersion: '1.0.0.0',
          parameters: {
            roleAssignments: {
              type: 'array',
              defaultValue: names.map((name) => ({ principalId: PRINCIPAL, roleDefinitionIdOrName: name })),
            },
          },
          resources: [],
        },
        undefined,
        2,
      ),
  },
  {
    label: 'shell',
    language: 'shellscript',
    ending: 'sh',
    comment: '#',
    write: (names) => `#!/bin/bash\n${list(names, shellLine, '\n')}\n`,
  },
  {
    label: 'a script in a pipeline',
    language: 'yaml',
    ending: 'yml',
    comment: '#',
    write: (names) =>
      `steps:\n  - task: AzureCLI@2\n    inputs:\n      inlineScript: |\n${list(
        names,
        (name) => `        ${shellLine(name)}`,
        '\n',
      )}\n      scriptType: bash\n`,
  },
  {
    label: 'PowerShell',
    language: 'powershell',
    ending: 'ps1',
    comment: '#',
    write: (names) =>
      `param([string] $Id, [string] $Scope)\r\n${list(
        names,
        (name) => `New-AzRoleAssignment -ObjectId $Id -RoleDefinitionName ${quoteInPowershell(name)} -Scope $Scope`,
        '\r\n',
      )}\r\n`,
  },
  {
    label: 'splats of PowerShell',
    language: 'powershell',
    ending: 'ps1',
    comment: '#',
    write: (names) =>
      list(
        names,
        (name, index) =>
          `$p${index} = @{\n  ObjectId           = $Id\n  RoleDefinitionName = ${quoteInPowershell(name)}\n  Scope              = $Scope\n}\nNew-AzRoleAssignment @p${index}\n`,
        '',
      ),
  },
  {
    label: 'Bicep',
    language: 'bicep',
    ending: 'bicep',
    onlyBuiltIn: true,
    comment: '//',
    write: (names) =>
      `param id string\n\nmodule vault 'br/public:avm/res/key-vault/vault:0.9.0' = {\n  params: {\n    name: 'kv'\n    roleAssignments: [\n${list(
        names,
        (name) => `      {\n        principalId: id\n        roleDefinitionIdOrName: ${quoteInBicep(name)}\n      }\n`,
        '',
      )}    ]\n  }\n}\n`,
  },
  {
    label: 'Terraform',
    language: 'terraform',
    ending: 'tf',
    comment: '#',
    write: (names) =>
      `data "azurerm_subscription" "primary" {}\n${list(
        names,
        (name, index) =>
          `\nresource "azurerm_role_assignment" "r${index}" {\n  scope                = var.scope\n  role_definition_name = ${quoteInTerraform(name)}\n  principal_id         = var.principal\n}\n`,
        '',
      )}`,
  },
  {
    label: 'data sources of Terraform',
    language: 'terraform',
    ending: 'tf',
    comment: '#',
    write: (names) =>
      list(
        names,
        (name, index) => `data "azurerm_role_definition" "r${index}" {\n  name = ${quoteInTerraform(name)}\n}\n`,
        '',
      ),
  },
  {
    label: 'a notebook in Python',
    language: 'python',
    ending: 'py',
    comment: '#',
    write: (names) =>
      `# Databricks notebook source\nprint(1)\n\n# COMMAND ----------\n\n# MAGIC %sh\n${list(
        names,
        (name) => `# MAGIC ${shellLine(name)}`,
        '\n',
      )}\n`,
  },
  {
    label: 'a Jupyter notebook',
    language: 'json',
    ending: 'ipynb',
    comment: '#',
    write: (names) =>
      `${JSON.stringify(
        {
          cells: [
            {
              cell_type: 'code',
              execution_count: null,
              metadata: {},
              outputs: [],
              source: ['%%sh\n', ...names.map((name) => `${shellLine(name)}\n`)],
            },
          ],
          metadata: { kernelspec: { language: 'python', name: 'python3', display_name: 'Python 3' } },
          nbformat: 4,
          nbformat_minor: 5,
        },
        undefined,
        1,
      )}\n`,
  },
];
