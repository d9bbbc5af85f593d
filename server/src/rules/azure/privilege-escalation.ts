import { type OperationPattern, parseOperation } from '../../access/azure/operation-pattern.ts';
import { tallyOf } from '../../access/azure/operation-tally.ts';
import { entriesOfList, type OperationEntry, type OperationList } from '../../readers/azure-operation-list.ts';
import type { Part } from '../../readers/part.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleBlock, exampleRole } from './example-role.ts';
import { listName } from './list-names.ts';

/** Operations by which holders can give themselves, or others, more than the role gives. */
const ESCALATIONS = [
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleDefinitions/write',
  'Microsoft.Authorization/elevateAccess/action',
];
/** On a vault with access policies its policies decide, so who writes them decides who reads the secrets. */
const VAULT_ESCALATION = 'Microsoft.KeyVault/vaults/accessPolicies/write';
const VAULT_PREFIX = 'microsoft.keyvault/';

export const privilegeEscalation = defineRule({
  id: 'azure/privilege-escalation',
  appliesTo: 'azure/role-definition',
  severity: 'warning',
  fixable: false,
  summary: 'A role whose holders can give themselves more.',
  why: `Whoever may write role assignments can assign Owner to themselves; whoever may write role definitions can widen a role that they hold; \`elevateAccess\` gives User Access Administrator over the whole tenant; whoever may write access policies of a vault can let themselves read its secrets. A role that grants one of these is as strong as Owner, whatever its name says.

A role like Contributor takes them away again: \`Microsoft.Authorization/*/Write\`, \`Microsoft.Authorization/*/Delete\` and \`Microsoft.Authorization/elevateAccess/Action\` in NotActions. Where assigning roles is the purpose, put a condition on the role assignment that limits which roles can be given to whom.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/best-practices#limit-privileged-administrator-role-assignments',
    'https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin',
    'https://learn.microsoft.com/azure/key-vault/general/rbac-guide',
  ],
  *check({ permissions }) {
    for (const { lists, condition } of permissions) {
      const grants = lists.actions?.list;
      const exclusions = lists.notActions;
      // A condition, or an exclusion that is filled in later, may take it away again.
      if (!grants || condition?.text || exclusions?.filledIn || (exclusions?.list && !exclusions.list.model.complete)) {
        continue;
      }
      for (const [entry, operations] of escalations(grants.model, exclusions?.list?.model)) {
        const { text } = entry.model;
        yield {
          at: spanIn({ node: text.scalar.node, start: grants.start + entry.start }, 0, text.value.length),
          message: message(
            '"{0}" lets holders of this role give themselves more rights, by {1}. Take that away in {2}, or treat the role as you treat Owner.',
            text.value.trim(),
            operations,
            listName('notActions', entry.model.style),
          ),
        };
      }
    }
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": ["*"],
               ^`),
    },
    {
      flagged: exampleRole(`  "Actions": [
    "Microsoft.Compute/*",
    "Microsoft.Authorization/*",
     ^^^^^^^^^^^^^^^^^^^^^^^^^
    "Microsoft.KeyVault/vaults/*"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ],
  "NotActions": ["Microsoft.Authorization/elevateAccess/action"],`),
    },
    {
      clean: exampleRole(`  "Actions": ["*"],
  "NotActions": [
    "Microsoft.Authorization/*/Delete",
    "Microsoft.Authorization/*/Write",
    "Microsoft.Authorization/elevateAccess/Action"
  ],`),
    },
    { clean: exampleRole(`  "Actions": ["Microsoft.Authorization/*/read", "Microsoft.KeyVault/vaults/write"],`) },
    {
      language: 'terraform',
      flagged: exampleBlock(`    actions     = ["*"]
                    ^
    not_actions = ["Microsoft.Authorization/*/Delete"]`),
    },
  ],
});

/** The entries that grant such an operation, each with those that it is the first to grant. */
function escalations(
  grants: OperationList,
  exclusions: OperationList | undefined,
): Map<Part<OperationEntry>, string[]> {
  const found = new Map<Part<OperationEntry>, string[]>();
  const granted = tallyOf(grants.groups);
  const excluded = tallyOf(exclusions?.groups ?? []);
  for (const name of [...ESCALATIONS, VAULT_ESCALATION]) {
    const operation = parseOperation(name);
    const matching = [...granted.matching(operation)];
    // That a star over everything reaches vaults too says nothing new about it.
    const patterns = new Set(
      name === VAULT_ESCALATION ? matching.filter(({ prefix }) => prefix.startsWith(VAULT_PREFIX)) : matching,
    );
    const entry =
      patterns.size > 0 && excluded.matching(operation).size === 0 ? firstEntry(grants, patterns, found) : undefined;
    if (entry) {
      found.set(entry, [...(found.get(entry) ?? []), name]);
    }
  }
  return found;
}

/** The first entry with one of the patterns, the same one each time that it is asked for. */
function firstEntry(
  list: OperationList,
  patterns: ReadonlySet<OperationPattern>,
  known: ReadonlyMap<Part<OperationEntry>, unknown>,
): Part<OperationEntry> | undefined {
  for (const entry of entriesOfList(list)) {
    if (patterns.has(entry.model.operation)) {
      return [...known.keys()].find(({ start }) => start === entry.start) ?? entry;
    }
  }
  return undefined;
}
