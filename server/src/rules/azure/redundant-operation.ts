import { coverOf } from '../../access/azure/operation-cover.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleRole } from './example-role.ts';
import { judgeEntry } from './judged-entry.ts';
import { removeEntry } from './remove-entry.ts';

export const redundantOperation = defineRule({
  id: 'azure/redundant-operation',
  appliesTo: 'azure/operation-list',
  severity: 'information',
  fixable: true,
  summary: 'An entry that a wildcard of the same list covers.',
  why: 'The wildcard grants it already, so the entry changes nothing today. It misleads: who narrows the wildcard later believes to know what is left, and who reads the list believes that the entry is needed.',
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format'],
  *check(list, facts) {
    const wildcards = list.entries.filter(({ model }) => model.operation.stars === 1 && model.text.known);
    if (wildcards.length === 0) {
      return;
    }
    const cover = coverOf(wildcards.map(({ model }) => model.operation));
    for (const { model, start } of list.entries) {
      const by = cover.by(model.operation);
      // What Azure would refuse anyway has a finding of its own.
      if (!by || judgeEntry(model, facts)?.judgement.verdict !== 'right') {
        continue;
      }
      const written =
        wildcards.find(({ model: wildcard }) => wildcard.operation === by)?.model.text.value.trim() ?? by.key;
      const { text } = model;
      yield {
        at: spanIn({ node: text.scalar.node, start }, 0, text.value.length),
        message: message(
          '"{0}" is covered by "{1}" in the same list and changes nothing. Remove it, or narrow the wildcard.',
          text.value.trim(),
          written,
        ),
        fixes: [removeEntry(list, start, message('Remove the entry that is covered'))],
      };
    }
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": [
    "Microsoft.Compute/virtualMachines/read",
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "Microsoft.Compute/*"
  ],`),
      fixed: exampleRole(`  "Actions": [
    "Microsoft.Compute/*"
  ],`),
    },
    {
      flagged: exampleRole(`  "Actions": ["*/read", "Microsoft.Compute/*/read"],
                         ^^^^^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleRole(`  "Actions": ["*/read"],`),
    },
    {
      clean: exampleRole(
        `  "Actions": ["Microsoft.KeyVault/vaults/*/read", "Microsoft.Compute/*/read", "Microsoft.Compute/virtualMachines/write"],`,
      ),
    },
  ],
});
