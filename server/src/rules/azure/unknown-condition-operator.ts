import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule } from '../rule.ts';
import { replaceInCondition, spanInCondition } from './condition-place.ts';

export const unknownConditionOperator = defineRule({
  id: 'azure/unknown-condition-operator',
  appliesTo: 'azure/condition',
  severity: 'warning',
  fixable: true,
  summary: 'An operator that conditions do not have.',
  why: `An operator names the kind of its values and the comparison: \`StringEquals\`, \`StringStartsWith\`, \`StringLike\`, \`NumericGreaterThan\`, \`DateTimeLessThan\`, \`GuidEquals\`, \`BoolEquals\`. Before it may stand one of \`ForAnyOfAnyValues:\`, \`ForAllOfAnyValues:\`, \`ForAnyOfAllValues:\` and \`ForAllOfAllValues:\`. With any other name Azure refuses the assignment and calls the whole condition invalid.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/conditions-format#operators'],
  *check(condition) {
    const part = { model: condition, start: 0 };
    for (const flaw of condition.flaws) {
      if (flaw.code === 'undocumented-operator') {
        yield {
          at: spanInCondition(part, flaw.span),
          severity: 'information',
          message: message('Azure does not document an operator "{0}". Whether it takes it is not known.', flaw.name),
        };
      }
      if (flaw.code !== 'unknown-operator' && flaw.code !== 'unknown-quantifier') {
        continue;
      }
      const near = nearestName(flaw.name, flaw.known);
      yield {
        at: spanInCondition(part, flaw.span),
        message:
          near === undefined
            ? message('Conditions have no operator "{0}".', flaw.name)
            : message('Conditions have no operator "{0}". Did you mean {1}?', flaw.name, near),
        unfinished: flaw.known.some((one) => one.toLowerCase().startsWith(flaw.name.toLowerCase())),
        fixes: () =>
          near === undefined
            ? []
            : [
                {
                  title: message('Change to {0}', near),
                  safe: false,
                  changes: [replaceInCondition(part, flaw.span, near)],
                },
              ],
      };
    }
  },
  examples: [
    {
      flagged: `{ "principalId": "[parameters('id')]", "roleDefinitionId": "[parameters('role')]", "condition": "@Resource[Microsoft.KeyVault/vaults:name] StringEqual 'kv'" }
                                                                                                                                           ^^^^^^^^^^^`,
      fixed: `{ "principalId": "[parameters('id')]", "roleDefinitionId": "[parameters('role')]", "condition": "@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'kv'" }`,
    },
    {
      language: 'bicep',
      flagged: `var condition = '@Request[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyofAnyValue:GuidEquals {\${id}}'
                                                                               ^^^^^^^^^^^^^^^^`,
      fixed: `var condition = '@Request[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyOfAnyValues:GuidEquals {\${id}}'`,
    },
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_assignment" "vault" {
  scope              = azurerm_key_vault.main.id
  role_definition_id = var.role
  principal_id       = var.principal
  condition          = "@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEndsWith '-app'"
                                                                          ^^^^^^^^^^^^^^
}`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" --condition "@Resource[Microsoft.KeyVault/vaults:name] stringequalsignorecase 'KV'"`,
    },
  ],
});
