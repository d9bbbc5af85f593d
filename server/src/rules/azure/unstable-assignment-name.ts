import { writeStableName } from '../../readers/azure-assignment-name.ts';
import { type Deployment, roleOf } from '../../readers/azure-deployment.ts';
import { findCall, type Ingredients, ingredientsOf } from '../../readers/azure-name-ingredients.ts';
import type { AssignedValue, RoleAssignment } from '../../readers/azure-role-assignment.ts';
import { DeploymentMemo } from '../../readers/deployment-memo.ts';
import { moveChange } from '../../syntax/change.ts';
import { findEntry, isMap, moved, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type RuleFinding } from '../rule.ts';

export const unstableAssignmentName = defineRule({
  id: 'azure/unstable-assignment-name',
  appliesTo: 'azure/deployment',
  severity: 'warning',
  fixable: true,
  summary: 'The name of an assignment that changes from one deployment to the next, or that two assignments share.',
  why: `An assignment is known by its name. With a name that is new at every deployment the second deployment fails, because the same role is given already under another name (\`RoleAssignmentExists\`). A name that leaves out the principal, the role or the scope stays the same when these change, and an existing assignment cannot be given another principal, role or scope (\`RoleAssignmentUpdateNotPermitted\`). \`guid(scope, principal, role)\` is right.`,
  sources: [
    'https://learn.microsoft.com/azure/azure-resource-manager/bicep/scenarios-rbac#name',
    'https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter-rule-use-stable-resource-identifiers',
    'https://github.com/Azure/bicep/issues/18454',
  ],
  *check(deployment) {
    for (const { model, start } of deployment.assignments) {
      const { name } = model;
      const found = judgements.of(model, deployment);
      if (name && found) {
        yield {
          at: moved(spanOf(name.node), start),
          ...found,
          fixes: () => {
            const made = writeStableName(model, deployment).map((change) => moveChange(change, start));
            // An assignment that is there already has the old name.
            return made.length === 0
              ? []
              : [{ title: message('Use a name that stays the same'), safe: false, changes: made }];
          },
        };
      }
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `param assignmentName string = newGuid()
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv'
}
resource one 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: assignmentName
        ^^^^^^^^^^^^^^
  scope: vault
  properties: {
    principalId: principalId
    roleDefinitionId: roleId
  }
}`,
      fixed: `param assignmentName string = newGuid()
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv'
}
resource one 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roleId)
  scope: vault
  properties: {
    principalId: principalId
    roleDefinitionId: roleId
  }
}`,
    },
    {
      language: 'bicep',
      flagged: `param principalId string
resource one 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, 'reader')
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
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
      "name": "[guid(utcNow())]",
              ^^^^^^^^^^^^^^^^^^
      "properties": { "roleDefinitionId": "[parameters('role')]", "principalId": "[parameters('principalId')]" }
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
      "name": "[guid(resourceGroup().id, parameters('principalId'), parameters('role'))]",
      "properties": { "roleDefinitionId": "[parameters('role')]", "principalId": "[parameters('principalId')]" }
    }
  ]
}`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_assignment" "vault" {
  name               = uuid()
                       ^^^^^^
  scope              = "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"
  role_definition_id = "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
  principal_id       = "3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e"
}`,
    },
    {
      language: 'bicep',
      clean: `param principalId string
param roleId string
param name string
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv'
}
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'id'
}
resource one 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roleId)
  scope: vault
  properties: { principalId: principalId, roleDefinitionId: roleId }
}
resource two 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('\${resourceGroup().id}-\${identity.name}', 'reader')
  properties: { principalId: identity.properties.principalId, roleDefinitionId: roleId }
}
resource three 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(name)
  properties: { principalId: principalId, roleDefinitionId: roleId }
}
resource four 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (id, i) in ids: {
  name: guid(resourceGroup().id, string(i), roleId)
  properties: { principalId: id, roleDefinitionId: roleId }
}]`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_role_assignment" "vault" {
  name               = uuid()
  scope              = azurerm_key_vault.main.id
  role_definition_id = var.role
  principal_id       = var.principal
  lifecycle {
    ignore_changes = [name]
  }
}`,
    },
  ],
});

const judgements = new DeploymentMemo((assignment, deployment): Found | undefined => {
  const { name, form } = assignment;
  return name && (form === 'template' || form === 'terraform')
    ? (changes(name, assignment, deployment) ?? whatIsLeftOut(name, assignment, deployment))
    : undefined;
});

const CHANGING = /^(?:newGuid|utcNow|uuid|timestamp)$/i;

type Found = Pick<RuleFinding, 'message' | 'severity'>;

function changes(name: AssignedValue, { whole }: RoleAssignment, deployment: Deployment): Found | undefined {
  const call = findCall(name.operand, deployment, CHANGING);
  const isKept = isMap(whole) && findEntry(whole, 'lifecycle') !== undefined;
  return call && !isKept
    ? {
        message: message(
          '{0} gives another name at each deployment, and the second one fails: the role is given already under the first name (RoleAssignmentExists). Work the name out from scope, principal and role.',
          `${call.name}()`,
        ),
      }
    : undefined;
}

/** What a name by `guid()` leaves out, where all that it is worked out from is understood. */
function whatIsLeftOut(name: AssignedValue, assignment: RoleAssignment, deployment: Deployment): Found | undefined {
  const { form, principal, role, scope, isWhole } = assignment;
  const call = form === 'template' ? findCall(name.operand, deployment, /^guid$/i) : undefined;
  if (!call || !principal || !role || !isWhole) {
    return undefined;
  }
  const used = ingredientsOf(call, deployment);
  const [whose, what] = [principal, role].map((value) => ingredientsOf(value.operand, deployment));
  const where = scope && ingredientsOf(scope.operand, deployment);
  if (!whose || !what || isMoreThan(used, [whose, what, ...(where ? [where] : [])])) {
    return undefined;
  }
  // What is written as a text does not change by itself.
  const isConstant = principal.text?.known === true;
  if (!isConstant && !shares(used, whose)) {
    return {
      message: message(
        'This name leaves out the principal: for another principal it stays the same, and Azure refuses to change the assignment (RoleAssignmentUpdateNotPermitted). Use guid() with scope, principal and role.',
      ),
    };
  }
  if (!used.hasScope && !(where && shares(used, where))) {
    return {
      message: message(
        'This name leaves out the scope: names of assignments are unique in the whole tenant, so the same role for the same principal elsewhere is refused. Use guid() with scope, principal and role.',
      ),
    };
  }
  if (!used.hasText && !shares(used, what)) {
    return {
      message: message(
        'This name leaves out the role: a second role for the same principal at the same scope gets the same name, and Azure refuses it (RoleAssignmentUpdateNotPermitted). Use guid() with scope, principal and role.',
      ),
      // A role that is written out changes only when somebody writes another one.
      ...(roleOf(assignment, deployment) ? { severity: 'information' } : {}),
    };
  }
  return undefined;
}

function shares({ words }: Ingredients, other: Ingredients): boolean {
  return [...other.words].some((word) => words.has(word));
}

/** Whether there is anything in a name that is not understood: it may stand for what seems to be left out. */
function isMoreThan(used: Ingredients, others: readonly Ingredients[]): boolean {
  if (!used.hasMore) {
    return false;
  }
  const known = new Set(others.flatMap(({ words }) => [...words]));
  return [...used.words].some((word) => !known.has(word) && !word.startsWith('text '));
}
