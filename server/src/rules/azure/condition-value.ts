import type { ConditionFlaw } from '../../access/azure/condition/condition-checker.ts';
import { type Message, message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { spanInCondition } from './condition-place.ts';

export const conditionValue = defineRule({
  id: 'azure/condition-value',
  appliesTo: 'azure/condition',
  severity: 'warning',
  fixable: false,
  summary: 'A value or a set that the operator does not compare.',
  why: `The operator says the kind of both sides: a GUID for \`GuidEquals\`, a number for \`NumericEquals\`, \`true\` or \`false\` for \`BoolEquals\`, an instant in single quotes for \`DateTimeEquals\`. Several values in braces need a quantifier, such as \`ForAnyOfAnyValues:\`, and only operators that compare for equality, patterns, numbers and GUIDs take one.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/conditions-format#cross-product-comparison-operators',
  ],
  *check(condition) {
    for (const flaw of condition.flaws) {
      const text = wordFlaw(flaw);
      if (text) {
        yield { at: spanInCondition({ model: condition, start: 0 }, flaw.span), message: text, unfinished: true };
      }
    }
  },
  examples: [
    {
      flagged: `{ "principalId": "[parameters('id')]", "roleDefinitionId": "[parameters('role')]", "condition": "@Request[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyOfAnyValues:GuidEquals {'Owner'}" }
                                                                                                                                                                                             ^^^^^^^`,
    },
    {
      flagged: `{ "principalId": "[parameters('id')]", "roleDefinitionId": "[parameters('role')]", "condition": "@Resource[Microsoft.KeyVault/vaults:name] StringEquals {'kv', 'other'}" }
                                                                                                                                           ^^^^^^^^^^^^`,
    },
    {
      language: 'shellscript',
      flagged: `az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" --condition "@Resource[Microsoft.KeyVault/vaults:name] ForAnyOfAnyValues:StringStartsWith {'kv'}"
                                                                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'bicep',
      clean: `var condition = '@Environment[UtcNow] DateTimeGreaterThan \\'2023-05-01T13:00:00.000Z\\' AND @Environment[isPrivateLink] BoolEquals true AND @Request[Microsoft.Authorization/roleAssignments:PrincipalId] GuidEquals \${id}'`,
    },
  ],
});

function wordFlaw(flaw: ConditionFlaw): Message | undefined {
  switch (flaw.code) {
    case 'wrong-value':
      return message('{0} cannot compare "{1}": it is a value of another kind.', flaw.name, flaw.value);
    case 'missing-quantifier':
      return message(
        '{0} compares one value with one. With a set write a quantifier before it: ForAnyOfAnyValues:{0}.',
        flaw.name,
      );
    case 'unquantifiable-operator':
      return message('Azure does not document {0} with a quantifier. Write one comparison for each value.', flaw.name);
    default:
      return undefined;
  }
}
