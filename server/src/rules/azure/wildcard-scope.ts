import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleScopes } from './example-role.ts';

export const wildcardScope = defineRule({
  id: 'azure/wildcard-scope',
  appliesTo: 'azure/assignable-scope',
  severity: 'error',
  fixable: false,
  summary: 'A `*` in a scope.',
  why: 'Operations take wildcards, scopes do not. Azure refuses the role. To make it assignable in all subscriptions below a management group, give the management group.',
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-properties'],
  *check({ text, scope }) {
    if (text.known && scope.flaw?.code === 'wildcard') {
      yield {
        at: spanIn(text.scalar, scope.flaw.from, scope.flaw.to),
        message: message(
          'A scope takes no wildcard; Azure refuses the role. List the scopes one by one, or give the management group above them.',
        ),
      };
    }
  },
  examples: [
    {
      flagged: exampleScopes(`    "/subscriptions/*"
                    ^`),
    },
    { clean: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg-app"`) },
  ],
});
