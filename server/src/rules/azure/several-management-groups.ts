import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleScopes } from './example-role.ts';

export const severalManagementGroups = defineRule({
  id: 'azure/several-management-groups',
  appliesTo: 'azure/role-definition',
  severity: 'error',
  fixable: false,
  summary: 'More than one management group among the assignable scopes.',
  why: 'A custom role takes one management group, beside any number of subscriptions and resource groups; Azure refuses a second one. Give a management group above both, or make a role for each.',
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-limits'],
  *check({ scopeList }) {
    const groups = (scopeList?.list?.scopes ?? []).filter(
      ({ model }) => model.text.known && model.scope.kind === 'management-group',
    );
    const first = groups[0]?.model.scope.key;
    for (const { model, start } of groups) {
      if (model.scope.key !== first) {
        yield {
          at: spanOfText({ node: model.text.scalar.node, start }),
          message: message(
            'This is a second management group. Azure takes one in a custom role and refuses more. Give one above both, or make two roles.',
          ),
        };
      }
    }
  },
  examples: [
    {
      flagged: exampleScopes(`    "/providers/Microsoft.Management/managementGroups/platform",
    "/providers/Microsoft.Management/managementGroups/landing-zones"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
    },
    {
      clean: exampleScopes(`    "/providers/Microsoft.Management/managementGroups/platform",
    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"`),
    },
  ],
});
