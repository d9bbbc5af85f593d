import { OPERATION_LISTS, type OperationList } from '../../readers/azure-operation-list.ts';
import type { ListField, RoleDefinition } from '../../readers/azure-role-definition.ts';
import type { Part } from '../../readers/part.ts';
import { entriesOf, isList, itemsOf, type Placed, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { exampleBlock, exampleRole } from './example-role.ts';
import { anchorOf } from './role-anchor.ts';
import { nameKey } from './role-keys.ts';

export const invalidRoleDefinition = defineRule({
  id: 'azure/invalid-role-definition',
  appliesTo: 'azure/role-definition',
  severity: 'error',
  fixable: false,
  summary: 'A required part of a role is missing or is of the wrong type.',
  why: `A role needs a display name, and its operations and scopes are lists of texts. The tools refuse anything else, some of them with an error about JSON that names neither the property nor the line.

The file of one role holds one object. The Azure CLI and Azure PowerShell both refuse a list, even with a single role in it.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-properties',
    'https://github.com/Azure/azure-powershell/issues/6350',
  ],
  *check(role) {
    yield* checkName(role);
    for (const { lists } of role.permissions) {
      for (const name of OPERATION_LISTS) {
        const field = lists[name];
        if (field) {
          yield* checkList(field, othersOf(field.list));
        }
      }
    }
    if (role.scopeList) {
      yield* checkList(role.scopeList, role.scopeList.list?.others ?? []);
    }
    yield* checkPermissionList(role);
    if (role.standing === 'only-item' && !role.id && (role.shape === 'flat' || role.shape === 'permissions')) {
      yield {
        at: anchorOf(role),
        // Somebody's own script may take the list apart.
        severity: 'warning',
        message: message(
          'This role stands in a list. The Azure CLI and Azure PowerShell take one object in a file and refuse a list. Take the brackets away.',
        ),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "Description": "Reads vaults",
  ^^^^^^^^^^^^^
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    {
      flagged: exampleRole(`  "Actions": "Microsoft.KeyVault/vaults/read",
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  "DataActions": ["Microsoft.KeyVault/vaults/keys/read"],`),
    },
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read", 7, null],
                                                ^
                                                   ^^^^`),
    },
    {
      flagged: `[
  {
    "Name": "Vault reader",
             ^^^^^^^^^^^^
    "Description": "Reads vaults",
    "Actions": ["Microsoft.KeyVault/vaults/read"],
    "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
  }
]`,
    },
    { clean: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],`) },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_definition" "reader" {
  scope = data.azurerm_subscription.current.id
  ^^^^^
  permissions {
    actions = "Microsoft.KeyVault/vaults/read"
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}
`,
    },
    {
      language: 'terraform',
      clean: exampleBlock(`    actions      = concat(local.actions, ["Microsoft.KeyVault/vaults/read"])
    data_actions = toset(local.data_actions)`),
    },
  ],
});

function* checkName(role: RoleDefinition): Generator<RuleFinding> {
  const { name, body, shape, filledIn } = role;
  if (!name) {
    const isMisspelt = [...entriesOf(body)].some(
      ({ key }) => nearestName(key.node.text, [nameKey(shape)]) !== undefined,
    );
    if (!filledIn && !isMisspelt) {
      yield {
        at: anchorOf(role),
        message: message('This role has no name. Every tool refuses it. Add "{0}".', nameKey(shape)),
      };
    }
    return;
  }
  const { value } = name.entry;
  const isBlank = name.text?.known && name.text.value.trim() === '';
  if (value && !isUnknown(value.node) && (!name.text || isBlank)) {
    yield {
      at: spanOf(value),
      message: message(
        'The name of a role has to be a text that is not empty. Every tool refuses the role without it.',
      ),
    };
  }
}

/** What only running it would tell. */
const isUnknown = ({ kind }: Placed['node']): boolean => kind === 'opaque' || kind === 'call';

/** What stands in a list of operations and is no text, placed from the start of the role. */
function othersOf(list: Part<OperationList> | undefined): readonly Placed[] {
  return (list?.model.runs ?? []).flatMap((run) =>
    run.model.others.map(({ node, start }) => ({ node, start: (list?.start ?? 0) + run.start + start })),
  );
}

function* checkList<T>(field: ListField<T>, others: readonly Placed[]): Generator<RuleFinding> {
  const { value, key } = field.entry;
  if (value && !field.list && !field.filledIn && !isNull(value)) {
    yield {
      at: spanOf(value),
      message: message(
        '"{0}" has to be a list of texts. The tools refuse the role or drop the property. Put the value in brackets.',
        key.node.text,
      ),
    };
  }
  for (const other of others) {
    if (isUnknown(other.node)) {
      continue;
    }
    yield {
      at: spanOf(other),
      message: message(
        '"{0}" takes texts only. The tools refuse the role because of this entry. Put it in quotes or remove it.',
        key.node.text,
      ),
    };
  }
}

/** Tools write null for an empty list, and read it as one. */
function isNull({ node }: Placed): boolean {
  return node.kind === 'scalar' && node.type === 'null';
}

function* checkPermissionList({ permissionList, shape }: RoleDefinition): Generator<RuleFinding> {
  const value = permissionList?.value;
  // Of Terraform it is a block, and Terraform says so where it is none.
  if (value?.node.kind === 'map' && shape !== 'terraform') {
    yield {
      at: spanOf(permissionList?.key ?? value),
      message: message(
        '"permissions" has to be a list with one object in it. The service refuses a bare object. Put it in brackets.',
      ),
    };
  }
  for (const block of isList(value) ? itemsOf(value) : []) {
    if (block.node.kind === 'list') {
      yield {
        at: spanOf(block),
        message: message('"permissions" has to be a list of objects. The service refuses a list in it.'),
      };
    }
  }
}
