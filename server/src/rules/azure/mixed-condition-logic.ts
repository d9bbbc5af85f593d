import { type Combination, expressionsIn, type Stretch } from '../../access/azure/condition/condition-nodes.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { hasKnownShape, parenthesize, spanInCondition } from './condition-place.ts';

export const mixedConditionLogic = defineRule({
  id: 'azure/mixed-condition-logic',
  appliesTo: 'azure/condition',
  severity: 'warning',
  fixable: true,
  summary: 'AND and OR at one level without parentheses.',
  why: `The documentation does not say which of AND and OR binds closer, and tells authors to put parentheses around each mix of them. Read the other way round, a condition lets through what it was meant to keep out. Of the two fixes choose the one that says what is meant.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/conditions-format#logical-operators'],
  *check(condition) {
    if (!hasKnownShape(condition)) {
      return;
    }
    const part = { model: condition, start: 0 };
    for (const node of expressionsIn(condition.parsed.expression)) {
      const inner = node.kind === 'or' ? node.operands.filter(({ kind }) => kind === 'and') : [];
      const [first] = inner;
      if (node.kind !== 'or' || !first) {
        continue;
      }
      yield {
        at: spanInCondition(part, first.span),
        message: message(
          'AND and OR stand side by side without parentheses, and Azure does not say which of them comes first. Put parentheses around what belongs together.',
        ),
        fixes: () => [
          {
            title: message('Put parentheses around AND'),
            safe: false,
            changes: inner.flatMap(({ span }) => parenthesize(part, span)),
          },
          {
            title: message('Put parentheses around OR'),
            safe: false,
            changes: runsOfOr(node).flatMap((span) => parenthesize(part, span)),
          },
        ],
      };
    }
  },
  examples: [
    {
      flagged: `{ "principalId": "[parameters('id')]", "roleDefinitionId": "[parameters('role')]", "condition": "@Environment[isPrivateLink] BoolEquals true OR @Resource[Microsoft.KeyVault/vaults:name] StringEquals 'a' AND @Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'b'" }
                                                                                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `{ "principalId": "[parameters('id')]", "roleDefinitionId": "[parameters('role')]", "condition": "@Environment[isPrivateLink] BoolEquals true OR (@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'a' AND @Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'b')" }`,
    },
    {
      language: 'bicep',
      flagged: `var condition = '((!(ActionMatches{\\'Microsoft.KeyVault/vaults/secrets/getSecret/action\\'})) OR (@Resource[Microsoft.KeyVault/vaults:name] StringEquals \\'a\\') AND (@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals \\'b\\'))'
                                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      clean: `{ "principalId": "[parameters('id')]", "roleDefinitionId": "[parameters('role')]", "condition": "@Environment[isPrivateLink] BoolEquals true OR (@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'a' AND @Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'b')" }`,
    },
  ],
});

/** The operands that only OR stands between, where there are several. */
function runsOfOr({ operands }: Combination): readonly Stretch[] {
  const runs: Stretch[] = [];
  let run: Stretch[] = [];
  const close = (): void => {
    const [first] = run;
    const last = run.at(-1);
    if (first && last && first !== last) {
      runs.push({ start: first.start, end: last.end });
    }
    run = [];
  };
  for (const operand of operands) {
    const parts = operand.kind === 'and' ? operand.operands : [operand];
    for (const [index, { span }] of parts.entries()) {
      if (index > 0) {
        close();
      }
      run.push(span);
    }
  }
  close();
  return runs;
}
