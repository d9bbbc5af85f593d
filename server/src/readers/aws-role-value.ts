/** A value that is to name a role and a provider, in an assertion or in an expression that makes one. */
import { parseRoleValue, type RoleValue } from '../access/aws/role-attribute.ts';
import type { Placed, ScalarNode, Span } from '../syntax/tree.ts';
import type { Part } from './part.ts';
import type { DocumentText } from './xml-element.ts';

export interface AwsRoleValue {
  readonly kind: 'aws/role-value';
  readonly value: RoleValue;
  readonly text: string;
  /** Where the value stands in the file. */
  readonly span: Span;
  /** Undefined where it cannot be written. */
  readonly scalar: Placed<ScalarNode> | undefined;
  /** Where the text begins in that of the scalar. */
  readonly from: number;
  /** False where something is filled in later: then only the order of its parts is certain. */
  readonly known: boolean;
  readonly isExpression: boolean;
}

export function roleValueInDocument({ value: text, span, scalar, written }: DocumentText): Part<AwsRoleValue> {
  const from = text === '' ? 0 : written.indexOf(text);
  const value = parseRoleValue(text);
  const model: AwsRoleValue = {
    kind: 'aws/role-value',
    value,
    text,
    span,
    scalar,
    from,
    known: true,
    isExpression: false,
  };
  return { model, start: 0 };
}
