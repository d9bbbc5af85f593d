import { isList, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleScopes } from './example-role.ts';

export const duplicateScope = defineRule({
  id: 'azure/duplicate-scope',
  appliesTo: 'azure/role-definition',
  severity: 'information',
  fixable: true,
  unnecessary: true,
  summary: 'The same assignable scope twice.',
  why: 'Scopes are compared without case, so the second one adds nothing. Tools that compare the file with what Azure returns report a difference for ever.',
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/scope-overview#scope-format'],
  *check({ scopeList }) {
    const list = scopeList?.entry.value;
    const seen = new Set<string>();
    for (const { model, start } of scopeList?.list?.scopes ?? []) {
      const { scope, text } = model;
      if (!text.known || scope.key === '' || !isList(list)) {
        continue;
      }
      if (!seen.has(scope.key)) {
        seen.add(scope.key);
        continue;
      }
      yield {
        at: spanOfText({ node: text.scalar.node, start }),
        message: message('This scope is in the list already. Remove one of the two.'),
        fixes: () => [
          {
            title: message('Remove the second scope'),
            safe: true,
            changes: [{ verb: 'remove', from: list, indexes: [list.node.starts.indexOf(start - list.start)] }],
          },
        ],
      };
    }
  },
  examples: [
    {
      flagged: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b",
    "/Subscriptions/6F1C2A34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"`),
    },
    {
      clean: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/a",
    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/b"`),
    },
  ],
});
