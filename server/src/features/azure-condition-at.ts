/** The conditions of a file, and what of one stands at a place. */
import { type ConditionNode, nodesAt } from '../access/azure/condition/condition-path.ts';
import type { Condition } from '../readers/azure-condition.ts';
import { partsOf } from '../readers/parts.ts';
import { type FoundModel, readModels } from '../readers/read-models.ts';
import type { Place } from '../readers/text.ts';
import type { Frame, Tree } from '../syntax/language.ts';
import { type ScalarNode, type Span, spanIn, spanOfText } from '../syntax/tree.ts';
import { type ModelAt, modelsOf } from './role-at.ts';

/** Every condition among models and their parts. */
export function* conditionsAmong(found: readonly FoundModel[]): Generator<ModelAt<Condition>> {
  for (const { model, start, frame } of found) {
    if (model.kind === 'azure/condition') {
      yield { model, start, frame };
    } else if (model.kind === 'azure/role-assignment' || model.kind === 'azure/role-definition') {
      for (const part of partsOf(model)) {
        if (part.model.kind === 'azure/condition') {
          yield { model: part.model, start: start + part.start, frame };
        }
      }
    }
  }
}

/** The texts of one tree that are conditions, without those of the trees within it. */
export function conditionScalarsIn(frame: Frame, around: Place): ReadonlySet<ScalarNode> {
  return new Set([...conditionsAmong(readModels(frame, around))].map(({ model }) => model.scalar.node));
}

export interface ConditionPlace {
  readonly condition: Condition;
  /** The nodes around the place, innermost first. */
  readonly nodes: readonly ConditionNode[];
  /** The span in the file of a stretch of the condition. */
  spanOf(stretch: Span): Span;
}

/** The condition at an offset of the file. */
export function conditionAt(tree: Tree, offset: number): ConditionPlace | undefined {
  for (const { model, start, frame } of conditionsAmong(modelsOf(tree))) {
    const scalar = { node: model.scalar.node, start };
    const spanOf = ({ start: from, end: to }: Span): Span => frame.toFile(spanIn(scalar, from, to));
    const whole = frame.toFile(spanOfText(scalar));
    if (whole.start <= offset && offset <= whole.end) {
      // What the file has at the offset, the stretches of the condition have where they are mapped to it.
      const holds = (stretch: Span): boolean => {
        const span = spanOf(stretch);
        return span.start <= offset && offset <= span.end;
      };
      return { condition: model, nodes: nodesAt(model.parsed.expression, holds), spanOf };
    }
  }
  return undefined;
}
