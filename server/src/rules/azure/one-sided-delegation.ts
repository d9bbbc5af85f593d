import { boundOperations, type Clause, clausesOf } from '../../access/azure/condition/condition-guards.ts';
import { attributesIn, type Expression } from '../../access/azure/condition/condition-nodes.ts';
import { parseOperation } from '../../access/azure/operation-pattern.ts';
import { grantsAny } from '../../access/azure/role-operations.ts';
import type { Condition } from '../../readers/azure-condition.ts';
import type { Part } from '../../readers/part.ts';
import type { Change } from '../../syntax/change.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { ASSIGNMENTS, binds, SIDES } from './assignment-sides.ts';
import { replaceInCondition, spanInCondition } from './condition-place.ts';
import { conditionalAssignments } from './conditional-assignment.ts';

export const oneSidedDelegation = defineRule({
  id: 'azure/one-sided-delegation',
  appliesTo: 'azure/deployment',
  severity: 'warning',
  fixable: true,
  summary: 'A condition that binds giving roles and not taking them away, or the reverse.',
  why: `Whoever may make assignments under a condition is kept to the roles that it names. Deleting is another operation: unbound, the same person may take any role from anybody, the owners included. The conditions of Microsoft's own roles and of the portal bind both, \`@Request\` for what is to be written and \`@Resource\` for what is there to be deleted.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples',
    'https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview',
  ],
  *check(deployment, facts) {
    const grants = (role: Parameters<typeof grantsAny>[0]): boolean =>
      SIDES.every(({ operation }) => grantsAny(role, parseOperation(operation), facts.operations));
    for (const { role, condition } of conditionalAssignments(deployment, facts)) {
      const { expression } = condition.model.parsed;
      const clauses = clausesOf(expression);
      for (const side of grants(role) ? SIDES : []) {
        const clause = clauses.find((one) => binds(one, side.operation) && asksForAssignment(one));
        const [call] = clause ? boundOperations(clause) : [];
        if (!clause || !call || clauses.some((one) => binds(one, side.other) || one.guards.length === 0)) {
          continue;
        }
        yield {
          at: spanInCondition(condition, call.span),
          message:
            side.source === 'Request'
              ? message(
                  'This binds which roles may be given. Which may be taken away is not bound: {0} lets its holder delete any assignment.',
                  role.name,
                )
              : message(
                  'This binds which roles may be taken away. Which may be given is not bound: {0} lets its holder give any role.',
                  role.name,
                ),
          fixes: () => [
            {
              title: message('Bind {0} in the same way', side.other),
              safe: false,
              changes: addSide(condition, expression, clause, side),
            },
          ],
        };
      }
    }
  },
  examples: [
    {
      language: 'terraform',
      flagged: `resource "azurerm_role_assignment" "delegate" {
  scope              = azurerm_resource_group.main.id
  role_definition_id = "/subscriptions/\${var.subscription}/providers/Microsoft.Authorization/roleDefinitions/f58310d9-a9f6-439a-9e8d-f62e7b41a168"
  principal_id       = var.principal
  condition          = "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {4633458b-17de-408a-b874-0445c86b69e6}))"
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
}`,
      fixed: `resource "azurerm_role_assignment" "delegate" {
  scope              = azurerm_resource_group.main.id
  role_definition_id = "/subscriptions/\${var.subscription}/providers/Microsoft.Authorization/roleDefinitions/f58310d9-a9f6-439a-9e8d-f62e7b41a168"
  principal_id       = var.principal
  condition          = "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {4633458b-17de-408a-b874-0445c86b69e6})) AND ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {4633458b-17de-408a-b874-0445c86b69e6}))"
}`,
    },
    {
      language: 'shellscript',
      flagged: `az role assignment create --role f58310d9-a9f6-439a-9e8d-f62e7b41a168 --assignee "$ID" --scope "$SCOPE" --condition "!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'}) OR @Resource[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'User'"
                                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `az role assignment create --role f58310d9-a9f6-439a-9e8d-f62e7b41a168 --assignee "$ID" --scope "$SCOPE" --condition "(!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'}) OR @Resource[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'User') AND ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'User'))"`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --role f58310d9-a9f6-439a-9e8d-f62e7b41a168 --assignee "$ID" --scope "$SCOPE" --condition "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/*'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {4633458b-17de-408a-b874-0445c86b69e6}))"
az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" --condition "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {4633458b-17de-408a-b874-0445c86b69e6}))"`,
    },
  ],
});

function asksForAssignment({ tests }: Clause): boolean {
  return tests.some((test) =>
    [...attributesIn(test)].some(({ path }) => path.text.toLowerCase().startsWith(`${ASSIGNMENTS.toLowerCase()}:`)),
  );
}

/** The same tests for the other operation, with the attributes of the other source. */
function addSide(
  condition: Part<Condition>,
  expression: Expression,
  { tests }: Clause,
  { other, source, otherSource }: (typeof SIDES)[number],
): readonly Change[] {
  const { value } = condition.model;
  const test = tests
    .map(({ span }) => value.slice(span.start, span.end))
    .join(' OR ')
    .replaceAll(`@${source}[`, `@${otherSource}[`);
  const { start, end } = expression.span;
  const added = ` AND ((!(ActionMatches{'${other}'})) OR (${test}))`;
  const isOpen = expression.kind === 'or';
  return [
    ...(isOpen ? [replaceInCondition(condition, { start, end: start }, '(')] : []),
    replaceInCondition(condition, { start: end, end }, `${isOpen ? ')' : ''}${added}`),
  ];
}
