import { parseOperation } from '../../access/azure/operation-pattern.ts';
import { tallyOf } from '../../access/azure/operation-tally.ts';
import {
  type KeyStyle,
  listKey,
  type OperationEntry,
  type OperationListName,
} from '../../readers/azure-operation-list.ts';
import { type Change, list as listOf } from '../../syntax/change.ts';
import { childStartingAt } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { type Around, defineRule, findAround } from '../rule.ts';
import { exampleBlock, exampleRole } from './example-role.ts';
import { judgeEntry } from './judged-entry.ts';
import { listName } from './list-names.ts';

const COUNTERPARTS = {
  actions: 'dataActions',
  notActions: 'notDataActions',
  dataActions: 'actions',
  notDataActions: 'notActions',
} as const satisfies Record<OperationListName, OperationListName>;

export const wrongPlane = defineRule({
  id: 'azure/wrong-plane',
  appliesTo: 'azure/operation-entry',
  severity: 'error',
  fixable: true,
  holdsInExcerpts: true,
  summary: 'A data operation under Actions or NotActions, or a control operation under DataActions or NotDataActions.',
  why: `Control operations manage a resource, data operations work with what is in it, and each kind has its own lists. Azure checks every entry against the operations of its list's plane and refuses the whole role when one matches none there ("does not match any of the actions supported by the providers").

A wildcard under Actions grants nothing on the data plane: \`Microsoft.KeyVault/vaults/secrets/*\` under Actions matches two control operations and no secret's value. The fix moves the entry to the list where it belongs.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/role-definitions#control-and-data-actions',
    'https://github.com/hashicorp/terraform-provider-azurerm/issues/32845',
  ],
  *check(entry, facts) {
    const judged = judgeEntry(entry, facts);
    if (judged?.judgement.verdict !== 'wrong-plane') {
      return;
    }
    const there = COUNTERPARTS[entry.list];
    yield {
      at: judged.at(),
      message: describe(judged.name, entry),
      fixesWithin: (around) => {
        const changes = moveEntry(around, entry.list, judged.name);
        return changes ? [{ title: message('Move to {0}', listName(there, entry.style)), safe: true, changes }] : [];
      },
    };
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": [
    "Microsoft.KeyVault/vaults/read",
    "Microsoft.KeyVault/vaults/secrets/getSecret/action"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ],
  "DataActions": [],`),
      fixed: exampleRole(`  "Actions": [
    "Microsoft.KeyVault/vaults/read"
  ],
  "DataActions": [
    "Microsoft.KeyVault/vaults/secrets/getSecret/action"
  ],`),
    },
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "DataActions": [
    "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
    "Microsoft.Storage/storageAccounts/blobServices/containers/read"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ],`),
      fixed:
        exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read", "Microsoft.Storage/storageAccounts/blobServices/containers/read"],
  "DataActions": [
    "Microsoft.KeyVault/vaults/secrets/readMetadata/action"
  ],`),
    },
    {
      flagged: exampleRole(`  "Actions": [
    "Microsoft.KeyVault/vaults/read",
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ],`),
      fixed: exampleRole(`  "Actions": [
    "Microsoft.KeyVault/vaults/read"
  ],
  "DataActions": [
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"
  ],`),
    },
    {
      clean: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/keys/read", "Microsoft.KeyVault/vaults/secrets/*"],
  "DataActions": ["Microsoft.KeyVault/vaults/keys/read", "Microsoft.KeyVault/vaults/secrets/*"],`),
    },
    {
      language: 'terraform',
      flagged: exampleBlock(`    actions = [
      "Microsoft.KeyVault/vaults/read",
      "Microsoft.KeyVault/vaults/secrets/getSecret/action",
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ]
    not_actions = []`),
      fixed: exampleBlock(`    actions = [
      "Microsoft.KeyVault/vaults/read",
    ]
    data_actions = ["Microsoft.KeyVault/vaults/secrets/getSecret/action"]
    not_actions = []`),
    },
  ],
});

function describe(name: string, { list, style }: OperationEntry) {
  const [here, there] = [listName(list, style), listName(COUNTERPARTS[list], style)];
  const isData = COUNTERPARTS[list] === 'dataActions' || COUNTERPARTS[list] === 'notDataActions';
  if (name.includes('*')) {
    return isData
      ? message(
          '"{0}" stands under {1} and matches data operations only. Azure refuses the whole role. Move it to {2}.',
          name,
          here,
          there,
        )
      : message(
          '"{0}" stands under {1} and matches control operations only. Azure refuses the whole role. Move it to {2}.',
          name,
          here,
          there,
        );
  }
  return isData
    ? message(
        '"{0}" is a data operation, but it stands under {1}. Azure refuses the whole role. Move it to {2}.',
        name,
        here,
        there,
      )
    : message(
        '"{0}" is a control operation, but it stands under {1}. Azure refuses the whole role. Move it to {2}.',
        name,
        here,
        there,
      );
}

/** The changes that move an entry to the other plane's list, which is made where there is none. */
function moveEntry(around: Around, from: OperationListName, name: string): readonly Change[] | undefined {
  const role = findAround(around, 'azure/role-definition')?.model;
  const list = findAround(around, 'azure/operation-list');
  const entry = findAround(around, 'azure/operation-entry');
  const block = role?.permissions.find(({ lists }) => lists[from]?.list?.start === list?.start);
  const source = block?.lists[from];
  if (!block || !source || !list || !entry) {
    return undefined;
  }
  const { node } = list.model.node;
  const removal: Change = {
    verb: 'remove',
    from: { node, start: list.start },
    indexes: [childStartingAt(node, entry.start - list.start)],
  };
  const target = block.lists[COUNTERPARTS[from]];
  if (!target) {
    const key = otherKey(source.entry.key.node.text, COUNTERPARTS[from], entry.model.style);
    return [
      removal,
      { verb: 'insertEntries', into: block.map, at: source.entry.index + 1, entries: [[key, listOf([name])]] },
    ];
  }
  if (!target.list) {
    return undefined;
  }
  const into = { node: target.list.model.node.node, start: target.list.start };
  const isThere = tallyOf(target.list.model.groups).has(parseOperation(name));
  return isThere ? [removal] : [removal, { verb: 'insertItems', into, at: into.node.children.length, items: [name] }];
}

/** A key in the case in which its neighbours are written. */
function otherKey(neighbour: string, name: OperationListName, style: KeyStyle): string {
  return /^[A-Z]/.test(neighbour) ? listName(name, style) : listKey(name, style);
}
