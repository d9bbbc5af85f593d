import { type Expression, expressionsIn, type Literal } from '../../access/azure/condition/condition-nodes.ts';
import { type Plane, parseOperation } from '../../access/azure/operation-pattern.ts';
import type { OperationFacts } from '../../access/facts.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { replaceInCondition, spanInCondition } from './condition-place.ts';

const PLANES: readonly Plane[] = ['data', 'control'];

export const unknownConditionOperation = defineRule({
  id: 'azure/unknown-condition-operation',
  appliesTo: 'azure/condition',
  severity: 'warning',
  fixable: true,
  summary: 'An operation in a condition that Azure does not publish.',
  why: `\`ActionMatches\` of an operation that there is not is never true. The usual \`!(ActionMatches{'…'}) OR (test)\` then holds for every request, and the condition keeps nobody out.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/conditions-format#actions',
    'https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations',
  ],
  *check(condition, { operations }) {
    const part = { model: condition, start: 0 };
    for (const { value, inner } of operationsIn(condition.parsed.expression)) {
      if (isPublished(value, operations)) {
        continue;
      }
      const near = PLANES.flatMap((plane) => operations.nearest(parseOperation(value), plane)).slice(0, 3);
      yield {
        at: spanInCondition(part, inner),
        message:
          near.length > 0
            ? message(
                '"{0}" matches no operation in the list of {1}, so this is never true. Did you mean {2}?',
                value,
                operations.date,
                near,
              )
            : message('"{0}" matches no operation in the list of {1}, so this is never true.', value, operations.date),
        unfinished: true,
        fixes: () =>
          near.map((other) => ({
            title: message('Change to {0}', other),
            safe: false,
            changes: [replaceInCondition(part, inner, other)],
          })),
      };
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `var condition = '((!(ActionMatches{\\'Microsoft.KeyVault/vaults/secrets/getSecrets/action\\'})) OR (@Resource[Microsoft.KeyVault/vaults/secrets:name] StringStartsWith \\'app-\\'))'
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `var condition = '((!(ActionMatches{\\'Microsoft.KeyVault/vaults/secrets/getSecret/action\\'})) OR (@Resource[Microsoft.KeyVault/vaults/secrets:name] StringStartsWith \\'app-\\'))'`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" --condition "((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/*'}) AND !(ActionMatches{'$OPERATION'})) OR (@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'kv'))"`,
    },
  ],
});

/** The operations that a condition names, where all of the name is known. */
function* operationsIn(expression: Expression): Generator<Literal> {
  for (const node of expressionsIn(expression)) {
    if (node.kind === 'action-matches' && node.argument.kind === 'literal' && node.argument.known) {
      yield node.argument;
    }
  }
}

function isPublished(name: string, operations: OperationFacts): boolean {
  const pattern = parseOperation(name);
  const { control, data } = operations.count(pattern);
  return control + data > 0 || operations.retired(pattern) !== undefined;
}
