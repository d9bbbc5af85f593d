import { takesAway } from '../../access/azure/operation-grants.ts';
import { tallyOf } from '../../access/azure/operation-tally.ts';
import type { Facts } from '../../access/facts.ts';
import { EXCLUSIONS, entriesOfList, planeOf } from '../../readers/azure-operation-list.ts';
import type { PermissionBlock } from '../../readers/azure-role-definition.ts';
import { moveChange } from '../../syntax/change.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { exampleBlock, exampleRole } from './example-role.ts';
import { judgeEntry } from './judged-entry.ts';
import { listName } from './list-names.ts';
import { removeEntry } from './remove-entry.ts';

export const uselessExclusion = defineRule({
  id: 'azure/useless-exclusion',
  appliesTo: 'azure/role-definition',
  severity: 'warning',
  fixable: true,
  unnecessary: true,
  summary: 'An entry of NotActions or NotDataActions that takes nothing away.',
  why: `NotActions is no deny. It only takes operations out of what Actions of the same role grants; another role can grant them all the same. An entry that meets nothing in Actions has no effect, and who wrote it mostly believes that it forbids something.

Remove it. To forbid an operation whatever else is granted, a deny assignment is needed.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/role-definitions#notactions'],
  *check({ permissions }, facts) {
    for (const block of permissions) {
      const { actions, dataActions } = block.lists;
      const isEmpty = [actions, dataActions].every(
        (field) => !field || field.list?.model.node.node.children.length === 0,
      );
      // A role that grants nothing has a finding as a whole.
      if (!isEmpty) {
        yield* checkExclusions(block, 'actions', facts);
        yield* checkExclusions(block, 'dataActions', facts);
      }
    }
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.Compute/*"],
  "NotActions": [
    "Microsoft.Compute/virtualMachines/delete",
    "Microsoft.Authorization/*/write"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ],`),
      fixed: exampleRole(`  "Actions": ["Microsoft.Compute/*"],
  "NotActions": [
    "Microsoft.Compute/virtualMachines/delete"
  ],`),
    },
    {
      clean: exampleRole(`  "Actions": ["Microsoft.Compute/*", "*/read"],
  "NotActions": ["Microsoft.Compute/virtualMachines/*", "Microsoft.Billing/*/read"],`),
    },
    {
      language: 'terraform',
      flagged: exampleBlock(`    actions     = ["Microsoft.KeyVault/vaults/read"]
    not_actions = ["Microsoft.KeyVault/vaults/delete"]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleBlock(`    actions     = ["Microsoft.KeyVault/vaults/read"]
    not_actions = []`),
    },
  ],
});

function* checkExclusions(
  { lists }: PermissionBlock,
  name: 'actions' | 'dataActions',
  facts: Facts,
): Generator<RuleFinding> {
  const exclusions = lists[EXCLUSIONS[name]]?.list;
  const grants = lists[name];
  if (!exclusions || grants?.filledIn || (grants?.list && !grants.list.model.complete)) {
    return;
  }
  const granted = tallyOf(grants?.list?.model.groups ?? []);
  for (const { model, start } of entriesOfList(exclusions.model)) {
    const isRight = judgeEntry(model, facts)?.judgement.verdict === 'right';
    if (!isRight || takesAway(model.operation, granted, planeOf(name), facts.operations)) {
      continue;
    }
    const { text } = model;
    yield {
      at: spanIn({ node: text.scalar.node, start: exclusions.start + start }, 0, text.value.length),
      message: message(
        '"{0}" takes nothing away: {1} of this role does not grant it. {2} forbids nothing that another role grants. Remove the entry.',
        text.value.trim(),
        listName(name, model.style),
        listName(EXCLUSIONS[name], model.style),
      ),
      fixes: () => {
        const fix = removeEntry(exclusions.model, start, message('Remove the exclusion'));
        return [{ ...fix, changes: fix.changes.map((change) => moveChange(change, exclusions.start)) }];
      },
    };
  }
}
