import { leavesNothing } from '../../access/azure/operation-grants.ts';
import { tallyOf } from '../../access/azure/operation-tally.ts';
import { EXCLUSIONS, listKey, OPERATION_LISTS } from '../../readers/azure-operation-list.ts';
import type { PermissionBlock } from '../../readers/azure-role-definition.ts';
import { entriesOf, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule } from '../rule.ts';
import { exampleBlock, exampleRole } from './example-role.ts';
import { anchorOf } from './role-anchor.ts';

export const emptyRole = defineRule({
  id: 'azure/empty-role',
  appliesTo: 'azure/role-definition',
  severity: 'warning',
  fixable: false,
  summary: 'A role that grants nothing.',
  why: `Neither Actions nor DataActions leaves anything after the exclusions. Azure PowerShell refuses such a role; the other tools create it, and whoever is assigned it can do nothing.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-properties'],
  *check(role) {
    const { permissions, permissionList } = role;
    const isKnown = permissionList ? BLOCKS.has(permissionList.value?.node.kind ?? '') : permissions.length > 0;
    if (
      role.filledIn ||
      !isKnown ||
      !permissions.every((block) => grantsNothing(block, 'actions') && grantsNothing(block, 'dataActions'))
    ) {
      return;
    }
    const isWritten = permissions.some(({ lists }) => hasEntries(lists.actions) || hasEntries(lists.dataActions));
    const first = permissions[0]?.lists.actions ?? permissions[0]?.lists.dataActions;
    yield {
      at: first ? spanOf(first.entry.key) : anchorOf(role),
      message: isWritten
        ? message(
            'This role grants nothing: its exclusions take away everything that Actions and DataActions give. Remove an exclusion, or grant more.',
          )
        : message(
            'This role grants nothing: Actions and DataActions have no entry. Azure PowerShell refuses it; elsewhere whoever is assigned it can do nothing. Add the operations that it is for.',
          ),
    };
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": [],
  ^^^^^^^^^
  "DataActions": [],`),
    },
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],
  ^^^^^^^^^
  "NotActions": ["Microsoft.KeyVault/*"],`),
    },
    { clean: exampleRole(`  "Actions": ["\${operations}"],`) },
    {
      clean: exampleRole(`  "Actions": [],
  "DataActions": ["Microsoft.KeyVault/vaults/keys/read"],`),
    },
    {
      language: 'terraform',
      flagged: exampleBlock(`    actions     = ["Microsoft.KeyVault/vaults/read"]
    ^^^^^^^
    not_actions = ["Microsoft.KeyVault/*"]`),
    },
    {
      language: 'terraform',
      clean: exampleBlock(`    actions = concat(local.shared, ["Microsoft.KeyVault/vaults/read"])`),
    },
  ],
});

/** What stands where the blocks are known: a list of them, or in Terraform one. */
const BLOCKS: ReadonlySet<string> = new Set(['list', 'map']);

type ListField = PermissionBlock['lists']['actions'];

function hasEntries(field: ListField): boolean {
  return (field?.list?.model.node.node.children.length ?? 0) > 0;
}

/** Whether it is certain that a block grants nothing on a plane. */
function grantsNothing({ lists, map, style }: PermissionBlock, name: 'actions' | 'dataActions'): boolean {
  const known = OPERATION_LISTS.map((list) => listKey(list, style));
  for (const { key } of entriesOf(map)) {
    if (nearestName(key.node.text, known) !== undefined) {
      // The misspelt list has a finding of its own.
      return false;
    }
  }
  const grants = lists[name];
  const exclusions = lists[EXCLUSIONS[name]];
  if (!grants || (grants.list && !hasEntries(grants))) {
    return true;
  }
  if (!grants.list?.model.complete || !hasEntries(exclusions)) {
    return false;
  }
  const tally = (field: ListField) => tallyOf(field?.list?.model.groups ?? []);
  return leavesNothing(tally(grants), tally(exclusions));
}
