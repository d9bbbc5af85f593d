/**
 * What is wrong with a condition that the grammar takes: names that nobody knows, values of another kind, quantifiers
 * where there are none. What is filled in later is not judged.
 */
import { ATTRIBUTES, findAttribute, findSource, SOURCES } from './condition-attributes.ts';
import {
  type Attribute,
  attributesIn,
  type Comparison,
  type Expression,
  expressionsIn,
  type Literal,
  type Operand,
  type Stretch,
} from './condition-nodes.ts';
import {
  findOperator,
  findQuantifier,
  isUndocumentedOperator,
  OPERATORS,
  type OperatorMeaning,
  QUANTIFIERS,
} from './condition-operators.ts';
import { guidKey, instantKey } from './condition-values.ts';

export type ConditionFlaw =
  /** A name, and the names of its kind that there are. */
  | {
      readonly code: 'unknown-operator' | 'unknown-quantifier' | 'unknown-source' | 'unknown-attribute';
      readonly span: Stretch;
      readonly name: string;
      readonly known: readonly string[];
    }
  /** An attribute that other sources have. */
  | {
      readonly code: 'foreign-attribute';
      readonly span: Stretch;
      readonly name: string;
      readonly source: string;
      readonly sources: readonly string[];
    }
  | {
      readonly code: 'undocumented-operator' | 'unquantifiable-operator' | 'missing-quantifier';
      readonly span: Stretch;
      readonly name: string;
    }
  /** A value that is none of the kind that the operator compares. */
  | { readonly code: 'wrong-value'; readonly span: Stretch; readonly name: string; readonly value: string };

export function checkCondition(expression: Expression): readonly ConditionFlaw[] {
  const flaws: ConditionFlaw[] = [];
  for (const node of expressionsIn(expression)) {
    if (node.kind === 'comparison') {
      flaws.push(...checkComparison(node));
    }
  }
  for (const attribute of attributesIn(expression)) {
    flaws.push(...checkAttribute(attribute));
  }
  return flaws.sort((a, b) => a.span.start - b.span.start);
}

function* checkComparison({ operator, left, right }: Comparison): Generator<ConditionFlaw> {
  const { name, quantifier } = operator;
  if (!operator.known) {
    return;
  }
  if (quantifier && !findQuantifier(quantifier.text)) {
    const known = QUANTIFIERS.map((one) => one.name);
    yield { code: 'unknown-quantifier', span: quantifier.span, name: quantifier.text, known };
  }
  const meaning = findOperator(name.text);
  if (!meaning) {
    yield isUndocumentedOperator(name.text)
      ? { code: 'undocumented-operator', span: name.span, name: name.text }
      : { code: 'unknown-operator', span: name.span, name: name.text, known: OPERATORS.map((one) => one.name) };
    return;
  }
  if (quantifier && !meaning.quantifiable) {
    yield { code: 'unquantifiable-operator', span: operator.span, name: meaning.name };
  } else if (!quantifier && (left.kind === 'set' || right.kind === 'set')) {
    yield { code: 'missing-quantifier', span: operator.span, name: meaning.name };
  }
  for (const side of [left, right]) {
    yield* checkValues(side, meaning);
  }
}

function* checkValues(side: Operand, meaning: OperatorMeaning): Generator<ConditionFlaw> {
  const values = side.kind === 'set' ? side.items : [side];
  for (const value of values) {
    if (value.kind === 'literal' && value.known && !fits(value, meaning)) {
      yield { code: 'wrong-value', span: value.span, name: meaning.name, value: value.value };
    }
  }
}

function fits({ type, value }: Literal, { values }: OperatorMeaning): boolean {
  switch (values) {
    case 'boolean':
      return type === 'boolean' || (type === 'text' && /^(?:true|false)$/i.test(value));
    case 'number':
      return type === 'number' || (type === 'text' && value.trim() !== '' && Number.isFinite(Number(value)));
    case 'guid':
      return guidKey(value) !== undefined;
    case 'date':
      return type === 'text' && instantKey(value) !== undefined;
    case 'text':
      // A bare GUID is taken for the text that it is.
      return type === 'text' || type === 'guid';
  }
}

function* checkAttribute({ source, path, known }: Attribute): Generator<ConditionFlaw> {
  if (!known || path.text === '') {
    return;
  }
  const asked = findSource(source.text);
  if (!asked) {
    yield { code: 'unknown-source', span: source.span, name: source.text, known: SOURCES };
    return;
  }
  const meaning = findAttribute(path.text);
  if (!meaning) {
    const ofSource = ATTRIBUTES.filter((one) => one.sources.includes(asked)).map((one) => one.path);
    yield { code: 'unknown-attribute', span: path.span, name: path.text, known: ofSource };
  } else if (!meaning.sources.includes(asked)) {
    yield { code: 'foreign-attribute', span: source.span, name: path.text, source: asked, sources: meaning.sources };
  }
}
