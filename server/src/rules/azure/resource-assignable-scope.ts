import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleScopes } from './example-role.ts';

export const resourceAssignableScope = defineRule({
  id: 'azure/resource-assignable-scope',
  appliesTo: 'azure/assignable-scope',
  severity: 'warning',
  fixable: false,
  summary: 'A single resource as assignable scope.',
  why: `The command lines and REST take a resource as an assignable scope, but it is advised against: the portal does not offer it, and when the resource is deleted, every later update of the role fails until the scope is taken out. Give the resource group and assign the role at the resource.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/role-definitions#assignablescopes'],
  *check({ text, scope }) {
    if (text.known && scope.kind === 'resource' && !scope.flaw) {
      yield {
        at: spanOfText(text.scalar),
        message: message(
          'This scope is a single resource. Azure takes it but advises against it: when the resource is gone, the role cannot be updated any more. Give its resource group and assign the role at the resource.',
        ),
      };
    }
  },
  examples: [
    {
      flagged:
        exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
    },
    { clean: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg"`) },
  ],
});
