import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

const TYPES = ['User', 'Group', 'ServicePrincipal', 'ForeignGroup', 'Device', 'AgentServicePrincipal', 'AgentUser'];
const TERRAFORM_TYPES = ['User', 'Group', 'ServicePrincipal'];
/** What people write for what is called otherwise here. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  msi: 'ServicePrincipal',
  managedidentity: 'ServicePrincipal',
  systemassigned: 'ServicePrincipal',
  systemassignedidentity: 'ServicePrincipal',
  userassigned: 'ServicePrincipal',
  userassignedidentity: 'ServicePrincipal',
  application: 'ServicePrincipal',
  app: 'ServicePrincipal',
  appregistration: 'ServicePrincipal',
  sp: 'ServicePrincipal',
  spn: 'ServicePrincipal',
  serviceprincipals: 'ServicePrincipal',
  securitygroup: 'Group',
  groups: 'Group',
  users: 'User',
};

export const invalidPrincipalType = defineRule({
  id: 'azure/invalid-principal-type',
  appliesTo: 'azure/role-assignment',
  severity: 'error',
  fixable: true,
  holdsInExcerpts: true,
  summary: 'A type of principal that Azure does not know.',
  why: `A principal is a \`User\`, a \`Group\`, a \`ServicePrincipal\` or, rarely, a \`ForeignGroup\` or a \`Device\`. Managed identities and applications are service principals. Any other word is refused, and Terraform refuses the right one in another case.`,
  sources: [
    'https://learn.microsoft.com/azure/templates/microsoft.authorization/roleassignments',
    'https://github.com/Azure/azure-rest-api-specs/issues/11830',
  ],
  *check({ form, principalType, writePrincipalType }) {
    const text = principalType?.text;
    const key = text?.value.replace(/[\s_-]/g, '').toLowerCase() ?? '';
    const isCaseSensitive = form === 'terraform';
    const types = isCaseSensitive ? TERRAFORM_TYPES : TYPES;
    const isType = types.some(
      (type) => type === text?.value || (!isCaseSensitive && type.toLowerCase() === text?.value.toLowerCase()),
    );
    if (form === 'item' || !text?.known || key === '' || isType) {
      return;
    }
    const meant = types.find((type) => type.toLowerCase() === key) ?? OTHER_WORDS[key];
    yield {
      at: spanOfText(text.scalar),
      message:
        meant === undefined
          ? message('"{0}" is no type of principal, and the assignment is refused. There are {1}.', text.value, types)
          : message('"{0}" is no type of principal, and the assignment is refused. Write "{1}".', text.value, meant),
      unfinished: types.some((type) => type.toLowerCase().startsWith(key)),
      fixes: () =>
        meant === undefined
          ? []
          : [{ title: message('Write "{0}"', meant), safe: true, changes: writePrincipalType(meant) }],
    };
  },
  examples: [
    {
      language: 'bicep',
      flagged: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roleId)
  properties: {
    principalId: principalId
    principalType: 'MSI'
                    ^^^
    roleDefinitionId: roleId
  }
}`,
      fixed: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roleId)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleId
  }
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_assignment" "vault" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = var.role
  principal_id       = var.principal
  principal_type     = "servicePrincipal"
                        ^^^^^^^^^^^^^^^^
}`,
      fixed: `resource "azurerm_role_assignment" "vault" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = var.role
  principal_id       = var.principal
  principal_type     = "ServicePrincipal"
}`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --assignee-object-id "$ID" --assignee-principal-type serviceprincipal --role "$ROLE" --scope "$SCOPE"
az role assignment create --assignee-object-id "$ID" --assignee-principal-type "$TYPE" --role "$ROLE" --scope "$SCOPE"`,
    },
    {
      clean: `{
  "type": "Microsoft.Authorization/roleAssignments",
  "properties": {
    "roleDefinitionId": "[parameters('role')]",
    "principalId": "[parameters('principalId')]",
    "principalType": "[parameters('type')]"
  }
}`,
    },
  ],
});
