/** The way from a whole condition to one of its words. */
import type {
  Attribute,
  Comparison,
  Expression,
  FunctionCall,
  Literal,
  Operand,
  Operator,
  Stretch,
} from './condition-nodes.ts';

export type ConditionNode =
  | { readonly kind: 'attribute'; readonly node: Attribute }
  | { readonly kind: 'operator'; readonly node: Operator }
  /** A value that is compared, and what it is compared in. */
  | { readonly kind: 'value'; readonly node: Literal; readonly within: Comparison }
  /** The argument of a function. */
  | { readonly kind: 'argument'; readonly node: Literal; readonly within: FunctionCall }
  | { readonly kind: 'expression'; readonly node: Expression };

/**
 * The nodes that hold a place, innermost first.
 * @param holds whether the place is in a stretch of the condition
 */
export function nodesAt(expression: Expression, holds: (stretch: Stretch) => boolean): readonly ConditionNode[] {
  const path: ConditionNode[] = [];
  let at: Expression | undefined = expression;
  while (at && holds(at.span)) {
    path.unshift({ kind: 'expression', node: at });
    const word = wordAt(at, holds);
    if (word) {
      path.unshift(word);
    }
    at = childrenOf(at).find(({ span }) => holds(span));
  }
  return path;
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands;
    case 'not':
      return [expression.operand];
    case 'group':
      return [expression.inner];
    default:
      return [];
  }
}

function wordAt(expression: Expression, holds: (stretch: Stretch) => boolean): ConditionNode | undefined {
  if (expression.kind === 'comparison') {
    const { left, operator, right } = expression;
    if (holds(operator.span)) {
      return { kind: 'operator', node: operator };
    }
    return operandAt(left, expression, holds) ?? operandAt(right, expression, holds);
  }
  if (expression.kind === 'exists') {
    const { attribute } = expression;
    return attribute.kind === 'attribute' && holds(attribute.span) ? { kind: 'attribute', node: attribute } : undefined;
  }
  if (expression.kind === 'action-matches' || expression.kind === 'sub-operation-matches') {
    const { argument } = expression;
    return argument.kind === 'literal' && holds(argument.inner)
      ? { kind: 'argument', node: argument, within: expression }
      : undefined;
  }
  return undefined;
}

function operandAt(
  operand: Operand,
  within: Comparison,
  holds: (stretch: Stretch) => boolean,
): ConditionNode | undefined {
  if (operand.kind === 'attribute') {
    return holds(operand.span) ? { kind: 'attribute', node: operand } : undefined;
  }
  const values = operand.kind === 'set' ? operand.items : [operand];
  for (const value of values) {
    if (value.kind === 'literal' && holds(value.span)) {
      return { kind: 'value', node: value, within };
    }
  }
  return undefined;
}

/** A role that a comparison names. */
export interface NamedRole {
  /** GUID in lower case with its dashes. */
  readonly guid: string;
  readonly node: Literal;
}

/** The role that a value names, where it is compared with the role of an assignment. */
export function roleNamedBy(value: Literal, { left, right }: Comparison): NamedRole | undefined {
  const isRole = [left, right].some(
    (side) => side.kind === 'attribute' && /:RoleDefinitionId$/i.test(side.path.text.trim()),
  );
  const digits = value.value.replaceAll('-', '').toLowerCase();
  if (!isRole || !value.known || !/^[0-9a-f]{32}$/.test(digits)) {
    return undefined;
  }
  const cut = (from: number, to: number): string => digits.slice(from, to);
  return { guid: [cut(0, 8), cut(8, 12), cut(12, 16), cut(16, 20), cut(20, 32)].join('-'), node: value };
}

/** Every role that a comparison names, in order. */
export function rolesNamedIn(comparison: Comparison): readonly NamedRole[] {
  const sides = [comparison.left, comparison.right];
  const values = sides.flatMap((side): readonly Operand[] => (side.kind === 'set' ? side.items : [side]));
  return values.flatMap((value) => (value.kind === 'literal' ? (roleNamedBy(value, comparison) ?? []) : []));
}
