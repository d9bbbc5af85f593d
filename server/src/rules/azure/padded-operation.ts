import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { findBlankAround } from './blank-around.ts';
import { exampleBlock, exampleRole } from './example-role.ts';

export const paddedOperation = defineRule({
  id: 'azure/padded-operation',
  appliesTo: 'azure/operation-entry',
  severity: 'warning',
  fixable: true,
  holdsInExcerpts: true,
  summary: 'A blank before or after an operation.',
  why: `An operation is compared as a whole, and no published operation has a blank in it. Whether Azure trims the entry is not documented; if it does not, it refuses the whole role with a message that does not show the blank. Microsoft's own guide to Key Vault roles has such a blank in its sample, and so have two built-in roles.

Remove the blank. Nothing else changes.`,
  sources: [
    'https://learn.microsoft.com/azure/key-vault/general/rbac-guide#creating-custom-roles',
    'https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format',
  ],
  *check({ text: { known, scalar } }) {
    const blank = known ? findBlankAround(scalar) : undefined;
    if (blank) {
      yield {
        at: blank.at,
        message: message(
          'There is a blank around "{0}". Azure may take it for a part of the name and then refuses the whole role. Remove the blank.',
          blank.trimmed,
        ),
        fixes: () => [{ title: message('Remove the blank'), safe: true, changes: blank.removal }],
      };
    }
  },
  examples: [
    {
      flagged: exampleRole(`  "DataActions": [
    "Microsoft.KeyVault/vaults/keys/read ",
                                        ^
    "Microsoft.KeyVault/vaults/keys/backup/action"
  ],`),
      fixed: exampleRole(`  "DataActions": [
    "Microsoft.KeyVault/vaults/keys/read",
    "Microsoft.KeyVault/vaults/keys/backup/action"
  ],`),
    },
    {
      flagged: exampleRole(`  "Actions": ["\\tMicrosoft.KeyVault/vaults/read"],
               ^^`),
      fixed: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],`),
    },
    { clean: exampleRole(`  "Actions": ["\${prefix} Microsoft.KeyVault/vaults/read "],`) },
    {
      language: 'terraform',
      flagged:
        exampleBlock(`    data_actions = ["Microsoft.KeyVault/vaults/keys/read ", "Microsoft.KeyVault/vaults/keys/backup/action"]
                                                        ^`),
      fixed: exampleBlock(
        `    data_actions = ["Microsoft.KeyVault/vaults/keys/read", "Microsoft.KeyVault/vaults/keys/backup/action"]`,
      ),
    },
  ],
});
