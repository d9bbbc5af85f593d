import type { RoleShape } from '../../readers/azure-role-definition.ts';
import { entriesOf, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule } from '../rule.ts';
import { exampleBlock, exampleScopes } from './example-role.ts';
import { anchorOf } from './role-anchor.ts';

/** Others take a scope from elsewhere. */
const NEEDING: ReadonlySet<RoleShape> = new Set(['flat', 'permissions', 'list']);

export const missingAssignableScope = defineRule({
  id: 'azure/missing-assignable-scope',
  appliesTo: 'azure/role-definition',
  severity: 'error',
  fixable: false,
  summary: 'A role file without assignable scopes.',
  why: `Assignable scopes say where a role can be assigned, and the first of them is where the command lines create it. Both the Azure CLI and Azure PowerShell refuse a role without one. The portal and templates can supply a scope themselves, so their files are left alone.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/role-definitions#assignablescopes'],
  *check(role) {
    const { scopeList, shape, body, filledIn } = role;
    if (filledIn || !NEEDING.has(shape)) {
      return;
    }
    const text = message(
      'This role has no assignable scope. The Azure CLI and Azure PowerShell refuse it. Add at least one, such as a subscription ("/subscriptions/…").',
    );
    if (!scopeList) {
      const isMisspelt = [...entriesOf(body)].some(
        ({ key }) => nearestName(key.node.text, ['AssignableScopes']) !== undefined,
      );
      if (!isMisspelt) {
        yield { at: anchorOf(role), message: text };
      }
      return;
    }
    const value = scopeList.entry.value?.node;
    const isNull = value?.kind === 'scalar' && value.type === 'null';
    if (isNull || (scopeList.list && value?.kind === 'list' && value.children.length === 0)) {
      yield { at: spanOf(scopeList.entry.key), message: text };
    }
  },
  examples: [
    {
      flagged: `{
  "Name": "Vault reader",
           ^^^^^^^^^^^^
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read"]
}`,
    },
    {
      flagged: `{
  "Name": "Vault reader",
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": []
  ^^^^^^^^^^^^^^^^^^
}`,
    },
    {
      clean: `{
  "properties": {
    "roleName": "Vault reader",
    "permissions": [{ "actions": ["Microsoft.KeyVault/vaults/read"] }],
    "assignableScopes": []
  }
}`,
    },
    { clean: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"`) },
    {
      language: 'terraform',
      clean: exampleBlock(`    actions = ["Microsoft.KeyVault/vaults/read"]`),
    },
  ],
});
