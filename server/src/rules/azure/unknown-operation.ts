import { parseOperation } from '../../access/azure/operation-pattern.ts';
import { planeOf } from '../../readers/azure-operation-list.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleRole } from './example-role.ts';
import { judgeEntry } from './judged-entry.ts';

export const unknownOperation = defineRule({
  id: 'azure/unknown-operation',
  appliesTo: 'azure/operation-entry',
  severity: 'warning',
  fixable: true,
  holdsInExcerpts: true,
  summary: 'An entry that matches no operation that Azure publishes.',
  why: `Azure checks every entry of a role against the operations that resource providers publish, those of NotActions and NotDataActions too, and a wildcard has to match at least one. One entry that matches nothing, and the whole role is refused, on every later update as well.

The list of operations in Grantscope has a date. An operation that is newer, or that Azure shows only to some subscriptions, is not in it; silence the rule for that line then.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-properties',
    'https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations',
  ],
  *check(entry, facts) {
    const judged = judgeEntry(entry, facts);
    if (judged?.judgement.verdict !== 'unknown') {
      return;
    }
    const { name, span } = judged;
    const { operations } = facts;
    const near = operations.nearest(parseOperation(name), planeOf(entry.list));
    yield {
      at: judged.at(),
      message:
        near.length > 0
          ? message(
              '"{0}" matches no operation in the list of {1}. Azure refuses the whole role because of one such entry. Did you mean {2}?',
              name,
              operations.date,
              near,
            )
          : message(
              '"{0}" matches no operation in the list of {1}. Azure refuses the whole role because of one such entry. Correct the name or remove it.',
              name,
              operations.date,
            ),
      fixes: () =>
        near.map((other) => ({
          title: message('Change to {0}', other),
          safe: false,
          changes: [{ verb: 'replaceText', scalar: entry.text.scalar, span, text: other }],
        })),
    };
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.Compute/virtualMachine/read"],
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleRole(`  "Actions": ["Microsoft.Compute/virtualMachines/read"],`),
    },
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.Storage/storageAccount/*"],
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleRole(`  "Actions": ["Microsoft.Storage/storageAccounts/*"],`),
    },
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "NotActions": ["Contoso.Nothing/things/delete"],
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
    },
    {
      clean: exampleRole(
        `  "Actions": ["MICROSOFT.KeyVault/vaults/READ", "*/register/action", "Microsoft.Authorization/*/read"],`,
      ),
    },
    { clean: exampleRole(`  "Actions": ["Microsoft.\${provider}/things/read", "{{ operation }}"],`) },
  ],
});
