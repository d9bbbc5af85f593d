import { expressionsIn } from '../../access/azure/condition/condition-nodes.ts';
import { parseOperation } from '../../access/azure/operation-pattern.ts';
import { grantsAny } from '../../access/azure/role-operations.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { spanInCondition } from './condition-place.ts';
import { conditionalAssignments } from './conditional-assignment.ts';

export const deadConditionGuard = defineRule({
  id: 'azure/dead-condition-guard',
  appliesTo: 'azure/deployment',
  severity: 'warning',
  fixable: false,
  summary: 'A condition for an operation that the role does not grant.',
  why: `\`!(ActionMatches{'…'}) OR (test)\` binds one operation. Where the role does not grant that operation the test is never asked, and what the role does grant goes unbound: mostly the operation of a neighbouring role was copied.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/conditions-format#actions'],
  *check(deployment, facts) {
    const { operations } = facts;
    for (const { role, condition } of conditionalAssignments(deployment, facts)) {
      for (const node of expressionsIn(condition.model.parsed.expression)) {
        if (node.kind !== 'action-matches' || node.argument.kind === 'hole') {
          continue;
        }
        const { value, inner } = node.argument;
        const pattern = parseOperation(value);
        const count = operations.count(pattern);
        // What nobody publishes is a mistake of another kind.
        if (count.control + count.data > 0 && !grantsAny(role, pattern, operations)) {
          yield {
            at: spanInCondition(condition, inner),
            message: message(
              '{0} does not grant "{1}", so this part of the condition never binds anything.',
              role.name,
              value,
            ),
          };
        }
      }
    }
  },
  examples: [
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_assignment" "blobs" {
  scope              = var.scope
  role_definition_id = "/subscriptions/\${var.subscription}/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
  principal_id       = var.principal
  condition          = <<-EOT
    (
      !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'})
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      OR
      @Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'logs'
    )
  EOT
}`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --role 2a2b9908-6ea1-4ae2-8e65-a410df84e7d1 --assignee "$ID" --scope "$SCOPE" --condition "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'logs'))"
az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" --condition "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'logs'))"`,
    },
  ],
});
