import type { RoleDefinition, RoleShape } from '../../readers/azure-role-definition.ts';
import { entriesOf, findEntry, type MapNode, type Placed, type PlacedEntry, spanOfText } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { exampleBlock, exampleRole } from './example-role.ts';
import { blockKeys, bodyKeys, inCaseOf, listKeys } from './role-keys.ts';

export const unknownProperty = defineRule({
  id: 'azure/unknown-property',
  appliesTo: 'azure/role-definition',
  severity: 'warning',
  fixable: true,
  summary: 'A misspelt, misplaced or repeated key, which the tools drop without a word.',
  why: `The tools read the properties that they know and drop all others. A role with \`DataAction\` for \`DataActions\` is created without an error and without its data operations. The Azure CLI compares keys letter by letter, but for the first one; where a key comes twice, the last one counts.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-properties',
    'https://learn.microsoft.com/azure/role-based-access-control/custom-roles-cli',
  ],
  *check(role) {
    yield* checkKeys(role, role.body, bodyKeys(role.shape));
    for (const { map } of role.permissions.filter((block) => block.map.node !== role.body.node)) {
      yield* checkKeys(role, map, blockKeys(role.shape));
    }
    if (role.permissionList || role.shape === 'terraform') {
      yield* checkPlaces(role);
    }
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "DataAction": ["Microsoft.KeyVault/vaults/keys/read"],
   ^^^^^^^^^^`),
      fixed: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "DataActions": ["Microsoft.KeyVault/vaults/keys/read"],`),
    },
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.Compute/*"],
  "NOTACTIONS": ["Microsoft.Compute/virtualMachines/delete"],
   ^^^^^^^^^^`),
      fixed: exampleRole(`  "Actions": ["Microsoft.Compute/*"],
  "NotActions": ["Microsoft.Compute/virtualMachines/delete"],`),
    },
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],
   ^^^^^^^
  "Actions": ["Microsoft.Compute/virtualMachines/read"],`),
    },
    {
      flagged: `{
  "Name": "Vault reader",
  "Description": "Reads vaults",
  "Permissions": [{ "Actions": ["Microsoft.KeyVault/vaults/read"] }],
  "DataActions": ["Microsoft.KeyVault/vaults/keys/read"],
   ^^^^^^^^^^^
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    {
      clean: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "CreatedOn": "2026-01-01", "Metadata": { "owner": "team" },`),
    },
    {
      language: 'terraform',
      flagged: exampleBlock(`    actions     = ["Microsoft.KeyVault/vaults/read"]
    data_action = ["Microsoft.KeyVault/vaults/keys/read"]
    ^^^^^^^^^^^`),
      fixed: exampleBlock(`    actions     = ["Microsoft.KeyVault/vaults/read"]
    data_actions = ["Microsoft.KeyVault/vaults/keys/read"]`),
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_definition" "reader" {
  name    = "Vault reader"
  scope   = data.azurerm_subscription.current.id
  actions = ["Microsoft.KeyVault/vaults/read"]
  ^^^^^^^
}
`,
    },
  ],
});

function* checkKeys(role: RoleDefinition, map: Placed<MapNode>, known: readonly string[]): Generator<RuleFinding> {
  const last = new Map<string, number>();
  for (const { key, index } of entriesOf(map)) {
    last.set(key.node.text.toLowerCase(), index);
  }
  for (const entry of entriesOf(map)) {
    const written = entry.key.node.text;
    const same = known.find((name) => name.toLowerCase() === written.toLowerCase());
    const near = same ?? nearestName(written, known);
    if (near === undefined) {
      continue;
    }
    // Blocks of Terraform come as often as they like, and of its arguments it says itself that they come twice.
    if (same && role.shape !== 'terraform' && last.get(written.toLowerCase()) !== entry.index) {
      yield {
        at: spanOfText(entry.key),
        message: message(
          '"{0}" comes again below, and only the last one counts: what stands here is dropped. Put both together.',
          written,
        ),
      };
      continue;
    }
    const right = inCaseOf(role, near);
    if (same && !isCaseSlip(role, written, same)) {
      continue;
    }
    yield {
      at: spanOfText(entry.key),
      message: describe(role.shape, written, right, same !== undefined),
      fixes: () => (same || findEntry(map, near) === undefined ? [rename(map, entry, right)] : []),
    };
  }
}

/** Azure Resource Manager reads keys whatever their case, and of some nothing depends. */
function isCaseSlip({ shape }: RoleDefinition, written: string, key: string): boolean {
  if (shape === 'terraform') {
    return written !== key;
  }
  const isFree = (shape !== 'flat' && shape !== 'permissions') || key === 'Id' || key === 'IsCustom';
  return !isFree && written.slice(1) !== key.slice(1);
}

function refusedByTerraform(written: string, right: string): Message {
  return message('"{0}" is no argument there, and Terraform refuses it. Write "{1}".', written, right);
}

function describe(shape: RoleShape, written: string, right: string, isCase: boolean): Message {
  if (shape === 'terraform') {
    return refusedByTerraform(written, right);
  }
  return isCase
    ? message('The Azure CLI compares keys letter by letter and drops "{0}". Write "{1}".', written, right)
    : message('"{0}" is no property of a role and is dropped without an error. Did you mean "{1}"?', written, right);
}

function rename(map: Placed<MapNode>, { index }: PlacedEntry, key: string) {
  return {
    title: message('Change to {0}', key),
    safe: false,
    changes: [{ verb: 'renameKey', map, index, key } as const],
  };
}

/** Lists that stand beside the blocks, where no tool looks for them. */
function* checkPlaces({ body, shape }: RoleDefinition): Generator<RuleFinding> {
  const lists = listKeys(shape);
  for (const { key } of entriesOf(body)) {
    const written = key.node.text;
    if (lists.has(written.toLowerCase())) {
      yield {
        at: spanOfText(key),
        message:
          shape === 'terraform'
            ? refusedByTerraform(written, `permissions { ${written} }`)
            : message(
                '"{0}" stands beside "{1}" and is dropped without an error. Put it into the object in that list.',
                written,
                shape === 'permissions' ? 'Permissions' : 'permissions',
              ),
      };
    }
  }
}
