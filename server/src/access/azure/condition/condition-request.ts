/** What is asked of a condition, and the values that its sides have there. */
import { findSource, type Source } from './condition-attributes.ts';
import type { Literal, Operand } from './condition-nodes.ts';
import { printAttribute } from './condition-printer.ts';
import type { ConditionValue } from './condition-values.ts';

/** What somebody knows of an attribute: its value or values, null that it is not there, undefined that nobody knows. */
export type AttributeAnswer = ConditionValue | readonly ConditionValue[] | null | undefined;

export interface ConditionRequest {
  /** A full operation in any case. */
  readonly operation: string;
  /** `Blob.List` and the like; undefined where the request has none. */
  readonly subOperation?: string;
  /** @param path as the condition writes it */
  attribute(source: Source, path: string): AttributeAnswer;
}

/** A request whose operation is in lower case. */
export interface Asked {
  readonly operation: string;
  readonly subOperation: string;
  readonly request: ConditionRequest;
}

/** One side of a comparison. */
export interface Values {
  /** Null where the attribute is not there, undefined where nobody knows. */
  read(asked: Asked): readonly ConditionValue[] | null | undefined;
  /** The attribute that they come from. */
  readonly label: string | undefined;
  /** Where they are the same for every request. */
  readonly fixed: readonly ConditionValue[] | undefined;
}

export function valuesOf(operand: Operand): Values | undefined {
  switch (operand.kind) {
    case 'hole':
      return undefined;
    case 'attribute': {
      const source = findSource(operand.source.text);
      if (!source || !operand.known) {
        return undefined;
      }
      const { text: path } = operand.path;
      return {
        read: ({ request }) => {
          const answer = request.attribute(source, path);
          return typeof answer === 'object' || answer === undefined ? answer : [answer];
        },
        label: printAttribute(operand),
        fixed: undefined,
      };
    }
    case 'set': {
      const items = operand.items.flatMap((item) =>
        item.kind === 'literal' && item.known ? [valueOfLiteral(item)] : [],
      );
      return items.length === operand.items.length ? { read: () => items, label: undefined, fixed: items } : undefined;
    }
    case 'literal': {
      const value = [valueOfLiteral(operand)];
      return operand.known ? { read: () => value, label: undefined, fixed: value } : undefined;
    }
  }
}

function valueOfLiteral({ type, value }: Literal): ConditionValue {
  switch (type) {
    case 'number':
      return Number(value);
    case 'boolean':
      return value.toLowerCase() === 'true';
    default:
      return value;
  }
}
