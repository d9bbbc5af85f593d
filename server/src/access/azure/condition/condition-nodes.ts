/**
 * A condition of a role assignment, parsed. What could not be read, and what a tool fills in later, is a hole: nobody
 * knows what stands there (https://learn.microsoft.com/azure/role-based-access-control/conditions-format).
 */

/** Half-open, in UTF-16 code units of the condition. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface NodeBase {
  readonly span: Stretch;
}

/** A word and where it stands. */
export interface Named extends NodeBase {
  readonly text: string;
}

export interface Hole extends NodeBase {
  readonly kind: 'hole';
}

export interface Literal extends NodeBase {
  readonly kind: 'literal';
  readonly type: 'text' | 'guid' | 'number' | 'boolean';
  /** As it is written, without quotes. */
  readonly value: string;
  /** Where the value stands, without quotes. */
  readonly inner: Stretch;
  /** False where a part of it is filled in later, or it is a placeholder. */
  readonly known: boolean;
}

/** `@Source[path]`. */
export interface Attribute extends NodeBase {
  readonly kind: 'attribute';
  readonly source: Named;
  readonly path: Named;
  /** False where a part of it is filled in later. */
  readonly known: boolean;
}

export interface ValueSet extends NodeBase {
  readonly kind: 'set';
  readonly items: readonly (Literal | Hole)[];
}

export type Operand = Attribute | ValueSet | Literal | Hole;

/** `ForAnyOfAnyValues:GuidEquals`. */
export interface Operator extends NodeBase {
  readonly quantifier: Named | undefined;
  readonly name: Named;
  readonly known: boolean;
}

export interface Combination extends NodeBase {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Expression[];
}

export interface Negation extends NodeBase {
  readonly kind: 'not';
  readonly operand: Expression;
}

export interface Group extends NodeBase {
  readonly kind: 'group';
  readonly inner: Expression;
}

/** `ActionMatches{'…'}` and `SubOperationMatches{'…'}`. */
export interface FunctionCall extends NodeBase {
  readonly kind: 'action-matches' | 'sub-operation-matches';
  readonly name: Named;
  readonly argument: Literal | Hole;
}

export interface Existence extends NodeBase {
  readonly kind: 'exists';
  readonly name: Named;
  readonly attribute: Attribute | Hole;
}

export interface Comparison extends NodeBase {
  readonly kind: 'comparison';
  readonly left: Operand;
  readonly operator: Operator;
  readonly right: Operand;
}

export type Expression = Combination | Negation | Group | FunctionCall | Existence | Comparison | Hole;

export type ConditionProblemCode =
  | 'empty'
  | 'missing-expression'
  | 'missing-connective'
  | 'missing-operator'
  | 'missing-value'
  | 'missing-comma'
  | 'missing-attribute'
  | 'missing-argument'
  | 'unclosed-parenthesis'
  | 'unmatched-parenthesis'
  | 'unclosed-set'
  | 'unclosed-text'
  | 'unclosed-attribute'
  | 'empty-attribute'
  | 'attribute-in-set'
  | 'function-brackets'
  | 'unknown-function'
  | 'unquoted-text'
  | 'wrong-quotes'
  | 'comment'
  | 'too-deep'
  | 'unexpected';

/** Something that the grammar does not take. */
export interface ConditionProblem extends NodeBase {
  readonly code: ConditionProblemCode;
}

/** The expression without the parentheses around it. */
export function ungrouped(expression: Expression): Expression {
  let at = expression;
  while (at.kind === 'group') {
    at = at.inner;
  }
  return at;
}

/** Every node of an expression that is itself one, the outermost first. */
export function* expressionsIn(expression: Expression): Generator<Expression> {
  yield expression;
  if (expression.kind === 'and' || expression.kind === 'or') {
    for (const operand of expression.operands) {
      yield* expressionsIn(operand);
    }
  } else if (expression.kind === 'not') {
    yield* expressionsIn(expression.operand);
  } else if (expression.kind === 'group') {
    yield* expressionsIn(expression.inner);
  }
}

/** Every attribute in an expression, in order. */
export function* attributesIn(expression: Expression): Generator<Attribute> {
  for (const node of expressionsIn(expression)) {
    const operands =
      node.kind === 'comparison' ? [node.left, node.right] : node.kind === 'exists' ? [node.attribute] : [];
    for (const operand of operands) {
      if (operand.kind === 'attribute') {
        yield operand;
      }
    }
  }
}

/** Every single value in an expression, those of sets included, in order. */
export function* literalsIn(expression: Expression): Generator<Literal> {
  for (const node of expressionsIn(expression)) {
    const operands = node.kind === 'comparison' ? [node.left, node.right] : [];
    for (const operand of operands) {
      for (const item of operand.kind === 'set' ? operand.items : [operand]) {
        if (item.kind === 'literal') {
          yield item;
        }
      }
    }
  }
}
