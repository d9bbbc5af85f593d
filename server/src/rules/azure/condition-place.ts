/** Places and changes in a condition, by the offsets of its text. */
import { expressionsIn, type Stretch } from '../../access/azure/condition/condition-nodes.ts';
import type { Condition } from '../../readers/azure-condition.ts';
import type { Part } from '../../readers/part.ts';
import type { Change } from '../../syntax/change.ts';
import { type Span, spanIn } from '../../syntax/tree.ts';

/** Where a stretch of a condition stands, from where the condition's own place counts. */
export function spanInCondition({ model, start }: Part<Condition>, { start: from, end: to }: Stretch): Span {
  return spanIn({ node: model.scalar.node, start: start + model.scalar.start }, from, to);
}

export function replaceInCondition({ model, start }: Part<Condition>, span: Stretch, text: string): Change {
  return {
    verb: 'replaceText',
    scalar: { node: model.scalar.node, start: start + model.scalar.start },
    span,
    text,
  };
}

/** Parentheses around a stretch. */
export function parenthesize(condition: Part<Condition>, { start, end }: Stretch): readonly Change[] {
  return [
    replaceInCondition(condition, { start, end: start }, '('),
    replaceInCondition(condition, { start: end, end }, ')'),
  ];
}

/** Whether everything but values is known: which parts there are, how they hang together, and which operations they name. */
export function hasKnownShape({ parsed }: Condition): boolean {
  if (parsed.problems.length > 0) {
    return false;
  }
  for (const node of expressionsIn(parsed.expression)) {
    const isCall = node.kind === 'action-matches' || node.kind === 'sub-operation-matches';
    if (node.kind === 'hole' || (isCall && (node.argument.kind === 'hole' || !node.argument.known))) {
      return false;
    }
  }
  return true;
}
