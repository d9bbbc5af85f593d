import type { ConditionProblemCode } from '../../access/azure/condition/condition-nodes.ts';
import { type Message, message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { spanInCondition } from './condition-place.ts';

const TEXTS: Readonly<Record<Exclude<ConditionProblemCode, 'empty'>, (text: string) => Message>> = {
  'missing-expression': () => message('A test is missing here: AND, OR and parentheses need one on each side.'),
  'missing-connective': (text) => message('AND or OR is missing before "{0}".', text),
  'missing-operator': (text) =>
    message('"{0}" is compared with nothing: an operator such as StringEquals has to follow.', text),
  'missing-value': (text) => message('A value is missing behind "{0}".', text),
  'missing-comma': (text) => message('A comma is missing before {0}.', text),
  'missing-attribute': () => message('Exists needs an attribute behind it: Exists @Resource[…].'),
  'missing-argument': (text) => message("{0} needs a text in braces behind it: {0}{'…'}.", text),
  'unclosed-parenthesis': () => message('This parenthesis is never closed.'),
  'unmatched-parenthesis': () => message('This parenthesis closes nothing.'),
  'unclosed-set': () => message('This brace is never closed.'),
  'unclosed-text': () => message('This text has no closing quote.'),
  'unclosed-attribute': () =>
    message(
      'An attribute is written @Source[name], with its closing bracket: @Resource[Microsoft.KeyVault/vaults:name].',
    ),
  'empty-attribute': () => message('Between the brackets the name of an attribute is missing.'),
  'attribute-in-set': () => message('A set takes values only, no attributes.'),
  'function-brackets': () => message("Functions of conditions take braces, not parentheses: ActionMatches{'…'}."),
  'unknown-function': (text) =>
    message('"{0}" is no function of conditions. There are ActionMatches, SubOperationMatches and Exists.', text),
  'unquoted-text': (text) => message('"{0}" is no value. A text stands in single quotes: \'{0}\'.', text),
  'wrong-quotes': () => message('A text stands in single quotes; other quotes mean nothing in a condition.'),
  comment: () => message('Conditions have no comments, as far as Azure documents them.'),
  'too-deep': () => message('This is nested too deeply to be read.'),
  unexpected: (text) => message('"{0}" has no place here.', text),
};

export const conditionSyntax = defineRule({
  id: 'azure/condition-syntax',
  appliesTo: 'azure/condition',
  severity: 'error',
  fixable: false,
  summary: 'A condition that Azure cannot read.',
  why: `Azure reads a condition when the assignment is made, and refuses the whole assignment with \`The given role assignment condition is invalid\`, without saying where. A condition is made of tests (\`@Source[attribute] Operator value\`, \`Exists @Source[attribute]\`, \`ActionMatches{'…'}\`, \`SubOperationMatches{'…'}\`) that are put together with \`AND\`, \`OR\`, \`NOT\` and parentheses. Texts stand in single quotes, GUIDs and numbers in none, several values in braces.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/conditions-format'],
  *check(condition) {
    const { parsed, isWhole, value } = condition;
    for (const { code, span } of isWhole ? parsed.problems : []) {
      if (code === 'empty') {
        // Templates have it for no condition at all.
        continue;
      }
      yield {
        at: spanInCondition({ model: condition, start: 0 }, span),
        message: TEXTS[code](value.slice(span.start, span.end)),
        // What the documentation does not say cannot be an error.
        ...(code === 'comment' ? { severity: 'warning' as const } : {}),
        unfinished: true,
      };
    }
  },
  examples: [
    {
      flagged: `{
  "principalId": "d3f1a4c2-1111-4f2e-9c55-0b6a3c1f7e21",
  "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  "condition": "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals \\"logs\\"))"
                                                                                                                                                                                                       ^^^^^^^^
}`,
    },
    {
      language: 'bicep',
      flagged: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roleId)
  properties: {
    principalId: principalId
    roleDefinitionId: roleId
    condition: '''
      (
      ^
        !(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})
        OR
        @Resource[Microsoft.KeyVault/vaults/secrets:name] StringStartsWith app-
                                                                           ^^^^
'''
    conditionVersion: '2.0'
  }
}`,
    },
    {
      language: 'shellscript',
      flagged: `az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" \\
  --condition "@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'kv' @Environment[isPrivateLink] BoolEquals true" \\
                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  --condition-version 2.0`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_role_assignment" "blobs" {
  scope              = azurerm_storage_account.main.id
  role_definition_id = var.role
  principal_id       = var.principal
  condition          = <<-EOT
    (
      !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})
      OR
      @Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals '\${var.container}'
    )
  EOT
}`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" --condition "$CONDITION"
az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" --condition "($GUARD OR @Resource[Microsoft.KeyVault/vaults:name] StringEquals '$NAME'"`,
    },
  ],
});
