import type { Facts } from '../../access/facts.ts';
import type { Deployment } from '../../readers/azure-deployment.ts';
import { type WrongRoleForm, writeRoleForm, wrongRoleForm } from '../../readers/azure-role-form.ts';
import { moveChange } from '../../syntax/change.ts';
import { moved, spanOf } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule, type Severity } from '../rule.ts';
import { checkIdOfRole } from './check-id-of-role.ts';

export const invalidRoleReference = defineRule({
  id: 'azure/invalid-role-reference',
  appliesTo: ['azure/deployment', 'azure/role-reference'],
  severity: 'error',
  fixable: true,
  // Of a deployment a piece does not show whether it is one to a management group.
  holdsInExcerpts: ['azure/role-reference'],
  summary: 'A role in a form that the place does not take.',
  why: `An assignment names its role by the whole id of the definition, which ends with a GUID. A bare GUID, a name in the place of the GUID, the id of another type of resource or a GUID worked out of a GUID are refused while the deployment runs (\`BadRequestFormat\`, \`InvalidRoleDefinitionId\`, \`RoleDefinitionDoesNotExist\`), and validation before it says nothing. In Terraform the \`id\` of \`azurerm_role_definition\` has the scope behind the id. \`resourceId()\` in a resource group is taken, but Azure keeps another id, so that each what-if shows a change.`,
  sources: [
    'https://learn.microsoft.com/azure/azure-resource-manager/bicep/scenarios-rbac',
    'https://github.com/Azure/bicep/issues/2031',
    'https://github.com/Azure/bicep/issues/18696',
    'https://github.com/hashicorp/terraform-provider-azurerm/issues/8547',
    'https://learn.microsoft.com/azure/governance/policy/how-to/remediate-resources',
  ],
  *check(model, facts) {
    if (model.kind === 'azure/role-reference') {
      yield* checkIdOfRole(model, facts.roles);
      return;
    }
    for (const { model: assignment, start } of model.assignments) {
      const form = wrongRoleForm(assignment, model);
      const said = form && describe(form, model, facts);
      if (form && said && assignment.role) {
        yield {
          at: moved(spanOf(assignment.role.node), start),
          message: said.message,
          severity: said.severity,
          fixes: () => {
            const changes = writeRoleForm(assignment, form, model, said.guid);
            const made = changes.map((change) => moveChange(change, start));
            return made.length === 0 ? [] : [{ title: said.title, safe: said.severity !== 'hint', changes: made }];
          },
        };
      }
    }
  },
  examples: [
    {
      flagged: `{
  "then": {
    "effect": "modify",
    "details": {
      "roleDefinitionIds": ["/providers/Microsoft.Authorization/roleDefinitions/Contributor"],
                                                                                ^^^^^^^^^^^
      "operations": []
    }
  }
}`,
    },
    {
      language: 'bicep',
      flagged: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  properties: {
    principalId: principalId
    roleDefinitionId: 'b24988ac-6180-42a0-ab88-20f7382dd24c'
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
      fixed: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}`,
    },
    {
      language: 'bicep',
      flagged: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, 'reader')
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'Reader')
                                                                                         ^^^^^^
  }
}`,
      fixed: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, 'reader')
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7') // Reader
  }
}`,
    },
    {
      language: 'bicep',
      flagged: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, role)
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleAssignments', role)
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
      fixed: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, role)
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}`,
    },
    {
      language: 'bicep',
      flagged: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, role)
  properties: {
    principalId: principalId
    roleDefinitionId: resourceId('Microsoft.Authorization/roleDefinitions', role)
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
      fixed: `resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, role)
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}`,
    },
    {
      flagged: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Authorization/roleAssignments",
      "apiVersion": "2022-04-01",
      "name": "[guid(resourceGroup().id, parameters('id'), 'Reader')]",
      "properties": {
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', guid('acdd72a7-3385-48ef-bd42-f606fba81ae7'))]",
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "principalId": "[parameters('id')]"
      }
    }
  ]
}`,
      fixed: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Authorization/roleAssignments",
      "apiVersion": "2022-04-01",
      "name": "[guid(resourceGroup().id, parameters('id'), 'Reader')]",
      "properties": {
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')]",
        "principalId": "[parameters('id')]"
      }
    }
  ]
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_definition" "backup" {
  name  = "Backup"
  scope = var.scope
}
resource "azurerm_role_assignment" "backup" {
  scope              = var.scope
  role_definition_id = azurerm_role_definition.backup.id
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  principal_id       = var.principal
}`,
      fixed: `resource "azurerm_role_definition" "backup" {
  name  = "Backup"
  scope = var.scope
}
resource "azurerm_role_assignment" "backup" {
  scope              = var.scope
  role_definition_id = azurerm_role_definition.backup.role_definition_resource_id
  principal_id       = var.principal
}`,
    },
    {
      language: 'terraform',
      clean: `data "azurerm_role_definition" "reader" {
  role_definition_id = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
  scope              = var.scope
}
resource "azurerm_role_assignment" "reader" {
  scope              = var.scope
  role_definition_id = data.azurerm_role_definition.reader.id
  principal_id       = var.principal
}`,
    },
    {
      language: 'bicep',
      clean: `param roleId string = 'b24988ac-6180-42a0-ab88-20f7382dd24c'
resource custom 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  name: guid('payments operator')
}
resource one 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, roleId)
  properties: { principalId: principalId, roleDefinitionId: roleId }
}
resource two 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, custom.id)
  properties: { principalId: principalId, roleDefinitionId: custom.id }
}
resource three 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, 'x')
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', guid('payments operator'))
  }
}
module four 'br/public:avm/res/key-vault/vault:0.9.0' = {
  params: { name: 'kv', roleAssignments: [{ roleDefinitionIdOrName: 'b24988ac-6180-42a0-ab88-20f7382dd24c', principalId: principalId }] }
}`,
    },
  ],
});

interface Said {
  readonly message: Message;
  readonly severity: Severity;
  readonly title: Message;
  readonly guid?: string;
}

const WHOLE_ID = message('Write the whole id of the role');

function describe(form: WrongRoleForm, { target }: Deployment, { roles }: Facts): Said | undefined {
  switch (form.kind) {
    case 'bare-guid':
      // Above subscriptions the id of a role begins in other ways.
      return /^(?:managementGroup|tenant)$/i.test(target ?? '')
        ? undefined
        : {
            message: message(
              'A bare GUID is no id of a role here: the deployment fails (BadRequestFormat). Write subscriptionResourceId() with the type "Microsoft.Authorization/roleDefinitions" and the GUID.',
            ),
            severity: 'error',
            title: WHOLE_ID,
          };
    case 'other-type':
      return {
        message: message(
          'This makes the id of something of the type "{0}", not of a role: Azure refuses it, or finds the role only by chance. Write "Microsoft.Authorization/roleDefinitions".',
          form.type,
        ),
        severity: 'warning',
        title: message('Write the type of roles'),
      };
    case 'guid-of': {
      const role = roles.byId(form.value.toLowerCase());
      return (
        role && {
          message: message(
            'guid() works out another GUID than the one of {0}, and no role has it: the deployment fails (RoleDefinitionDoesNotExist). Write the GUID of the role as it is, {1}.',
            role.name,
            role.id,
          ),
          severity: 'error',
          title: message('Use the id of {0}', role.name),
          guid: role.id,
        }
      );
    }
    case 'composite-id':
      return {
        message: message(
          'The "id" of azurerm_role_definition is the id of the role with its scope behind it, and Azure refuses that (InvalidRoleDefinitionId). Use "role_definition_resource_id".',
        ),
        severity: 'error',
        title: message('Use "role_definition_resource_id"'),
      };
    case 'in-resource-group':
      return {
        message: message(
          'resourceId() puts the resource group into the id. Azure finds the role, but keeps the id without it, and each what-if shows a change. Use subscriptionResourceId().',
        ),
        severity: 'hint',
        title: message('Use subscriptionResourceId()'),
      };
  }
}
