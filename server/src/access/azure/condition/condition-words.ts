/** What a condition says, put so that it can be worded: negations pushed down to what they negate, operations first. */
import { type AttributeMeaning, findAttribute, findSource, type Source } from './condition-attributes.ts';
import { type Clause, clausesOf } from './condition-guards.ts';
import { type Attribute, type Comparison, type Expression, type Operand, ungrouped } from './condition-nodes.ts';
import { findOperator, findQuantifier, type OperatorMeaning, type Quantifier } from './condition-operators.ts';

/** An attribute as it can be spoken of. */
export interface SpokenAttribute {
  readonly kind: 'attribute';
  readonly source: Source | undefined;
  readonly path: string;
  readonly meaning: AttributeMeaning | undefined;
}

export type SpokenOperand =
  | SpokenAttribute
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'unknown' };

export type Statement =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Statement[] }
  | { readonly kind: 'operation' | 'sub-operation'; readonly name: string; readonly negated: boolean }
  | { readonly kind: 'exists'; readonly attribute: SpokenAttribute; readonly negated: boolean }
  | {
      readonly kind: 'comparison';
      readonly left: SpokenOperand;
      readonly operator: OperatorMeaning;
      readonly quantifier: Quantifier | undefined;
      readonly right: SpokenOperand;
      /** Whether all of it is negated; that the operator itself negates is not counted. */
      readonly negated: boolean;
    }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' };

/** One part of a condition: what has to hold, and for which requests. */
export interface ClauseInWords {
  /** Undefined where it has to hold always. */
  readonly when: Statement | undefined;
  readonly must: Statement;
}

/** All of them have to hold. */
export function conditionInWords(expression: Expression): readonly ClauseInWords[] {
  return clausesOf(expression).map(clauseInWords);
}

function clauseInWords({ guards, tests, whole }: Clause): ClauseInWords {
  if (guards.length === 0) {
    return { when: undefined, must: statementOf(whole, false) };
  }
  const must = tests.map((test) => statementOf(test, false));
  return {
    when: join(
      'all',
      guards.map((guard) => statementOf(guard, true)),
    ),
    must: must.length === 0 ? { kind: 'never' } : join('any', must),
  };
}

function join(kind: 'all' | 'any', parts: readonly Statement[]): Statement {
  const [first, ...others] = parts;
  if (first && others.length === 0) {
    return first;
  }
  return {
    kind,
    parts: parts.flatMap((part): readonly Statement[] => (part.kind === kind ? part.parts : [part])),
  };
}

function statementOf(expression: Expression, negated: boolean): Statement {
  const inner = ungrouped(expression);
  switch (inner.kind) {
    case 'not':
      return statementOf(inner.operand, !negated);
    case 'and':
    case 'or':
      return join(
        (inner.kind === 'and') === negated ? 'any' : 'all',
        inner.operands.map((operand) => statementOf(operand, negated)),
      );
    case 'action-matches':
    case 'sub-operation-matches': {
      const kind = inner.kind === 'action-matches' ? 'operation' : 'sub-operation';
      return inner.argument.kind === 'hole' ? UNKNOWN : { kind, name: inner.argument.value, negated };
    }
    case 'exists':
      return inner.attribute.kind === 'hole'
        ? UNKNOWN
        : { kind: 'exists', attribute: speakAttribute(inner.attribute), negated };
    case 'comparison':
      return compareInWords(inner, negated);
    default:
      return UNKNOWN;
  }
}

const UNKNOWN: Statement = { kind: 'unknown' };

function compareInWords({ left, operator, right }: Comparison, negated: boolean): Statement {
  const meaning = findOperator(operator.name.text);
  if (!meaning) {
    return UNKNOWN;
  }
  return {
    kind: 'comparison',
    left: speak(left),
    operator: meaning,
    quantifier: operator.quantifier && findQuantifier(operator.quantifier.text),
    right: speak(right),
    negated,
  };
}

export function speakAttribute({ source, path }: Attribute): SpokenAttribute {
  return {
    kind: 'attribute',
    source: findSource(source.text),
    path: path.text,
    meaning: findAttribute(path.text),
  };
}

function speak(operand: Operand): SpokenOperand {
  switch (operand.kind) {
    case 'attribute':
      return speakAttribute(operand);
    case 'literal':
      return { kind: 'values', values: [operand.value] };
    case 'set':
      return {
        kind: 'values',
        values: operand.items.map((item) => (item.kind === 'literal' ? item.value : '…')),
      };
    case 'hole':
      return { kind: 'unknown' };
  }
}
