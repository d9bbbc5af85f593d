/** What stands under the cursor in a condition: a role, an operation, an attribute, an operator, or all of it in words. */

import type { Stretch } from '../access/azure/condition/condition-nodes.ts';
import { type ConditionNode, roleNamedBy } from '../access/azure/condition/condition-path.ts';
import type { Facts } from '../access/facts.ts';
import type { Translations } from '../rules/message.ts';
import type { Tree } from '../syntax/language.ts';
import { type ConditionPlace, conditionAt } from './azure-condition-at.ts';
import { describeAttribute, describeCondition, describeOperator } from './describe-condition.ts';
import { describeEntry } from './describe-operation.ts';
import { describeRole } from './describe-role.ts';
import type { Hover } from './hover.ts';

export function hoverOnCondition(
  tree: Tree,
  offset: number,
  facts: Facts,
  translations: Translations,
): Hover | undefined {
  const place = conditionAt(tree, offset);
  if (!place) {
    return undefined;
  }
  const [innermost] = place.nodes;
  const word = innermost && describeWord(innermost, facts, translations);
  if (word) {
    return { markdown: word.markdown, span: place.spanOf(word.stretch) };
  }
  return hoverOnWhole(place, facts, translations);
}

function hoverOnWhole(
  { condition, spanOf }: ConditionPlace,
  facts: Facts,
  translations: Translations,
): Hover | undefined {
  const { parsed } = condition;
  if (parsed.problems.length > 0) {
    return undefined;
  }
  return { markdown: describeCondition(parsed.expression, facts, translations), span: spanOf(parsed.expression.span) };
}

function describeWord(
  node: ConditionNode,
  facts: Facts,
  translations: Translations,
): { readonly markdown: string; readonly stretch: Stretch } | undefined {
  switch (node.kind) {
    case 'attribute':
      return { markdown: describeAttribute(node.node, facts, translations), stretch: node.node.span };
    case 'operator': {
      const markdown = describeOperator(node.node, facts, translations);
      return markdown === undefined ? undefined : { markdown, stretch: node.node.span };
    }
    case 'value': {
      const named = roleNamedBy(node.node, node.within);
      const role = named && facts.roles.byId(named.guid);
      return role && { markdown: describeRole(role, facts, translations), stretch: node.node.inner };
    }
    case 'argument': {
      const { value, known, inner } = node.node;
      if (node.within.kind !== 'action-matches' || !known) {
        return undefined;
      }
      const plane = facts.operations.find(value.trim().toLowerCase())?.planes[0] ?? 'data';
      return { markdown: describeEntry(value, plane, [], facts, translations), stretch: inner };
    }
    default:
      return undefined;
  }
}
