import { coverOf } from '../../access/azure/operation-cover.ts';
import type { OperationPattern } from '../../access/azure/operation-pattern.ts';
import { tallyOf } from '../../access/azure/operation-tally.ts';
import { entriesOfList, type OperationList } from '../../readers/azure-operation-list.ts';
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
  unnecessary: true,
  summary: 'An entry that a wildcard of the same list covers.',
  why: 'The wildcard grants it already, so the entry changes nothing today. It misleads: who narrows the wildcard later believes to know what is left, and who reads the list believes that the entry is needed.',
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format'],
  *check(list, facts) {
    const { wildcards } = tallyOf(list.groups);
    if (wildcards.size === 0) {
      return;
    }
    const cover = coverOf(wildcards);
    let written: ReadonlyMap<OperationPattern, string> | undefined;
    for (const run of list.runs) {
      const covered = cover.covered(run.model);
      for (const { model, start } of covered.size > 0 ? run.model.entries : []) {
        // What Azure would refuse anyway has a finding of its own.
        const by = covered.has(model.operation) ? cover.by(model.operation) : undefined;
        if (!by || judgeEntry(model, facts)?.judgement.verdict !== 'right') {
          continue;
        }
        written ??= writtenWildcards(list);
        const place = run.start + start;
        const { text } = model;
        yield {
          at: spanIn({ node: text.scalar.node, start: place }, 0, text.value.length),
          message: message(
            '"{0}" is covered by "{1}" in the same list and changes nothing. Remove it, or narrow the wildcard.',
            text.value.trim(),
            written.get(by) ?? by.key,
          ),
          fixes: () => [removeEntry(list, place, message('Remove the entry that is covered'))],
        };
      }
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

/** The wildcards of a list as it writes them, with their capitals. */
function writtenWildcards(list: OperationList): ReadonlyMap<OperationPattern, string> {
  const written = new Map<OperationPattern, string>();
  for (const { model } of entriesOfList(list)) {
    if (model.operation.stars > 0) {
      written.set(model.operation, model.text.value.trim());
    }
  }
  return written;
}
