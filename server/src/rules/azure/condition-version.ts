import { isScalar, spanOf, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

const VERSION = '2.0';

export const conditionVersion = defineRule({
  id: 'azure/condition-version',
  appliesTo: 'azure/role-assignment',
  severity: 'error',
  fixable: true,
  summary: 'A version of conditions other than 2.0.',
  why: `Azure takes version \`2.0\` of conditions only. With \`1.0\` it refuses the assignment and says that the condition is invalid, which leads people to look for the mistake in the condition. The version is a text: as a number it loses its zero.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/conditions-format',
    'https://github.com/MicrosoftDocs/azure-docs/issues/119449',
  ],
  *check({ conditionVersion: version, form }) {
    const node = version?.node;
    if (!isScalar(node)) {
      return;
    }
    const { type, text } = node.node;
    // Command lines take every word as a text, and an export only tells.
    const isNumber = type === 'number' && (form === 'template' || form === 'terraform');
    const isOther = version?.text?.known === true && text !== VERSION && text.trim() !== '';
    if (!isNumber && !isOther) {
      return;
    }
    yield {
      at: isNumber ? spanOf(node) : spanOfText(node),
      message: isNumber
        ? message('The version of a condition is a text, and this is a number. Write "{0}".', VERSION)
        : message(
            'Azure takes conditions of version {1} only, and refuses "{0}" as an invalid condition.',
            text,
            VERSION,
          ),
      unfinished: VERSION.startsWith(text),
      fixes: () => [
        {
          title: message('Write "{0}"', VERSION),
          safe: true,
          changes: [{ verb: 'replace', node, value: VERSION }],
        },
      ],
    };
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roleId)
  properties: {
    principalId: principalId
    roleDefinitionId: roleId
    condition: condition
    conditionVersion: '1.0'
                       ^^^
  }
}`,
      fixed: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roleId)
  properties: {
    principalId: principalId
    roleDefinitionId: roleId
    condition: condition
    conditionVersion: '2.0'
  }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_assignment" "vault" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = var.role
  principal_id       = var.principal
  condition          = var.condition
  condition_version  = 2.0
                       ^^^
}`,
      fixed: `resource "azurerm_role_assignment" "vault" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = var.role
  principal_id       = var.principal
  condition          = var.condition
  condition_version  = "2.0"
}`,
    },
    {
      language: 'shellscript',
      flagged: `az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" --condition "$CONDITION" --condition-version 1.0
                                                                                                                        ^^^`,
    },
    {
      language: 'powershell',
      clean: `New-AzRoleAssignment -ObjectId $id -RoleDefinitionId $role -Scope $scope -Condition $condition -ConditionVersion 2.0
New-AzRoleAssignment -ObjectId $id -RoleDefinitionId $role -Scope $scope -Condition $condition -ConditionVersion $version`,
    },
  ],
});
