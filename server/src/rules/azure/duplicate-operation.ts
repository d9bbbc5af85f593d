import type { OperationPattern } from '../../access/azure/operation-pattern.ts';
import { tallyOf } from '../../access/azure/operation-tally.ts';
import { entriesOfList } from '../../readers/azure-operation-list.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleRole } from './example-role.ts';
import { removeEntry } from './remove-entry.ts';

export const duplicateOperation = defineRule({
  id: 'azure/duplicate-operation',
  appliesTo: 'azure/operation-list',
  severity: 'information',
  fixable: true,
  unnecessary: true,
  holdsInExcerpts: true,
  summary: 'The same entry twice in one list, whatever the case.',
  why: 'Azure compares operations without case, so the second entry adds nothing. Who reviews the role reads it twice, and who takes the right away has to find both.',
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-properties'],
  *check(list) {
    const { repeated } = tallyOf(list.groups);
    if (repeated.size === 0) {
      return;
    }
    const seen = new Set<OperationPattern>();
    for (const { model, start } of entriesOfList(list)) {
      const { operation, text } = model;
      if (!repeated.has(operation) || !text.known || operation.key === '') {
        continue;
      }
      if (!seen.has(operation)) {
        seen.add(operation);
        continue;
      }
      yield {
        at: spanIn({ node: text.scalar.node, start }, 0, text.value.length),
        message: message(
          '"{0}" is in this list already; upper and lower case make no difference. Remove one of the two.',
          text.value.trim(),
        ),
        fixes: () => [removeEntry(list, start, message('Remove the second entry'))],
      };
    }
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": [
    "Microsoft.KeyVault/vaults/read",
    "Microsoft.Compute/virtualMachines/read",
    "microsoft.keyvault/vaults/Read"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ],`),
      fixed: exampleRole(`  "Actions": [
    "Microsoft.KeyVault/vaults/read",
    "Microsoft.Compute/virtualMachines/read"
  ],`),
    },
    {
      clean: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/keys/read"],
  "DataActions": ["Microsoft.KeyVault/vaults/keys/read"],`),
    },
  ],
});
