import { spanIn, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleRole } from './example-role.ts';

export const paddedOperation = defineRule({
  id: 'azure/padded-operation',
  appliesTo: 'azure/operation-entry',
  severity: 'warning',
  fixable: true,
  summary: 'A blank before or after an operation.',
  why: `An operation is compared as a whole, and no published operation has a blank in it. Whether Azure trims the entry is not documented; if it does not, it refuses the whole role with a message that does not show the blank. Microsoft's own guide to Key Vault roles has such a blank in its sample, and so have two built-in roles.

Remove the blank. Nothing else changes.`,
  sources: [
    'https://learn.microsoft.com/azure/key-vault/general/rbac-guide#creating-custom-roles',
    'https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format',
  ],
  *check({ text: { value, known, scalar } }) {
    const trimmed = value.trim();
    if (!known || trimmed === value || trimmed === '') {
      return;
    }
    const before = value.length - value.trimStart().length;
    const behind = value.trimEnd().length;
    const at =
      before > 0 && behind < value.length
        ? spanOfText(scalar)
        : before > 0
          ? spanIn(scalar, 0, before)
          : spanIn(scalar, behind, value.length);
    const remove = (start: number, end: number) =>
      ({ verb: 'replaceText', scalar, span: { start, end }, text: '' }) as const;
    yield {
      at,
      message: message(
        'There is a blank around "{0}". Azure may take it for a part of the name and then refuses the whole role. Remove the blank.',
        trimmed,
      ),
      fixes: () => [
        {
          title: message('Remove the blank'),
          safe: true,
          changes: [
            ...(before > 0 ? [remove(0, before)] : []),
            ...(behind < value.length ? [remove(behind, value.length)] : []),
          ],
        },
      ],
    };
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
  ],
});
