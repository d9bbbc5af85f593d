/** `check --fix` on scripts, pipelines, Bicep and Terraform: every name of a role becomes its id, nothing else changes. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { TextChecker } from '../../server/src/features/check-text.ts';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import { facts } from '../facts.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CLI = path.join(ROOT, 'dist/cli.js');
const FOLDER = path.join(ROOT, 'test/workspace/deploy');

/** What the fixes take away and put in, by line, in every file. */
const CHANGES: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  'grant-access.sh': [
    [
      '"Key Vault Secrets User" --scope "$VAULT"',
      '"4633458b-17de-408a-b874-0445c86b69e6" --scope "$VAULT" # Key Vault Secrets User',
    ],
    [
      '\'Key Vault Reader\' --scope "$VAULT"',
      '\'21090545-7ca7-4776-b22c-e363652d74d2\' --scope "$VAULT" # Key Vault Reader',
    ],
    [
      '"Key Vault Reader (preview)" --scope "$VAULT"',
      '"21090545-7ca7-4776-b22c-e363652d74d2" --scope "$VAULT" # Key Vault Reader',
    ],
    [
      '--role Reader --scopes "/subscriptions/$SUBSCRIPTION_ID"',
      '--role acdd72a7-3385-48ef-bd42-f606fba81ae7 --scopes "/subscriptions/$SUBSCRIPTION_ID" # Reader',
    ],
    ['keys/read "', 'keys/read"'],
  ],
  'create-role.sh': [['keys/read ", \\', 'keys/read", \\']],
  'roles.tf': [
    ['      "Microsoft.KeyVault/vaults/keys/rotate/action",\n', ''],
    [
      'not_actions = ["Microsoft.KeyVault/vaults/delete"]',
      'data_actions = ["Microsoft.KeyVault/vaults/keys/rotate/action"]\n    not_actions = []',
    ],
  ],
  'grant-access.ps1': [
    [
      '-RoleDefinitionName "Storage Blob Data Reader" -Scope $Scope',
      '-RoleDefinitionId "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1" -Scope $Scope # Storage Blob Data Reader',
    ],
    [
      "RoleDefinitionName = 'Key Vault Crypto User'",
      "RoleDefinitionId = '12338af0-0e69-4776-bea7-57ae8d297424' # Key Vault Crypto User",
    ],
  ],
  'azure-pipelines.yml': [
    ['"Storage Blob Data Contributor"', '"ba92f5b4-2d11-453d-a403-e96b0029c9fe"'],
    [
      '-RoleDefinitionName "AcrPull" -Scope $env:REGISTRY_ID',
      '-RoleDefinitionId "7f951dda-4ed3-4680-a7ca-43fe172d538d" -Scope $env:REGISTRY_ID # AcrPull',
    ],
  ],
  'vault-access.bicep': [
    ["'Key Vault Secrets User')", "'4633458b-17de-408a-b874-0445c86b69e6') // Key Vault Secrets User"],
  ],
  'access.tf': [
    ['name = "Reader"', 'role_definition_id = "acdd72a7-3385-48ef-bd42-f606fba81ae7" # Reader'],
    [
      'role_definition_name = "Monitoring Metrics Publisher"',
      'role_definition_id = "${data.azurerm_subscription.current.id}/providers/Microsoft.Authorization/roleDefinitions/3913510d-42f4-4e42-8a64-420c390055eb" # Monitoring Metrics Publisher',
    ],
  ],
};

test('names become ids, and nothing else changes', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'grantscope-'));
  try {
    cpSync(FOLDER, folder, { recursive: true });
    spawnSync(process.execPath, [CLI, 'check', '--fix', '--quiet', '.'], { cwd: folder });
    expect(readdirSync(folder).sort()).toEqual(Object.keys(CHANGES).sort());
    for (const [name, changes] of Object.entries(CHANGES)) {
      let wanted = readFileSync(path.join(FOLDER, name), 'utf8');
      for (const [from, to] of changes) {
        expect(wanted).toContain(from);
        wanted = wanted.replace(from, () => to);
      }
      expect(readFileSync(path.join(folder, name), 'utf8')).toBe(wanted);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** A place for a role in each language: with a name, and as the fix has to leave it. */
const PLACES: readonly (readonly [language: string, write: (role: string) => string, after: (id: string) => string])[] =
  [
    [
      'shellscript',
      (role) => `az role assignment create --role "${role}"`,
      (id) => `az role assignment create --role "${id}"`,
    ],
    [
      'powershell',
      (role) => `New-AzRoleAssignment -RoleDefinitionName '${role.replaceAll("'", "''")}'`,
      (id) => `New-AzRoleAssignment -RoleDefinitionId '${id}'`,
    ],
    [
      'bicep',
      (role) =>
        `var x = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${role.replaceAll("'", "\\'")}')`,
      (id) => `var x = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${id}')`,
    ],
    [
      'terraform',
      (role) => `data "azurerm_role_definition" "x" {\n  name = "${role}"\n}`,
      (id) => `data "azurerm_role_definition" "x" {\n  role_definition_id = "${id}"`,
    ],
    [
      'json',
      (role) => JSON.stringify({ roleDefinitionIdOrName: role, principalId: 'x' }),
      (id) => JSON.stringify({ roleDefinitionIdOrName: id, principalId: 'x' }),
    ],
    [
      'yaml',
      (role) => `run: |\n  az role assignment create --role "${role}"\n`,
      (id) => `run: |\n  az role assignment create --role "${id}"`,
    ],
  ];

describe('every built-in role by its name', () => {
  const checker = new TextChecker(facts);

  test.each(PLACES)('in %s', (language, write, after) => {
    const found = languageOfDocument(language, '');
    if (!found) {
      throw new Error(`no language ${language}`);
    }
    const wrong = facts.roles.all().filter(({ id, name }) => {
      const { text, count } = checker.fix(write(name), found, {});
      // A name that was given on is for a person to decide.
      const isGivenOn = facts.roles.byFormerName(name).some((former) => former.id !== id);
      return isGivenOn ? count !== 0 : !text.startsWith(after(id));
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
