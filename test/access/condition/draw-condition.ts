/** Random conditions, and conditions without the places they stand at, for comparing. */
import fc from 'fast-check';
import type {
  Attribute,
  Expression,
  Literal,
  Operand,
  Stretch,
} from '../../../server/src/access/azure/condition/condition-nodes.ts';
import { OPERATORS, QUANTIFIERS } from '../../../server/src/access/azure/condition/condition-operators.ts';

const span: Stretch = { start: 0, end: 0 };
const named = (text: string) => ({ text, span });

const attribute = fc
  .record({
    source: fc.constantFrom('Request', 'Resource', 'Principal', 'Environment'),
    path: fc.constantFrom('A/b:c', 'A/b:d', 'Isolated', 'tags:Key with blank<$key_case_sensitive$>', 'tags&$keys$&'),
  })
  .map(
    ({ source, path }): Attribute => ({
      kind: 'attribute',
      span,
      source: named(source),
      path: named(path),
      known: true,
    }),
  );

const literal = fc
  .oneof(
    fc.record({
      type: fc.constant('text' as const),
      value: fc.constantFrom('', 'a', 'A', 'b*', 'x y', '(', '1', 'AND'),
    }),
    fc.record({
      type: fc.constant('guid' as const),
      value: fc.constantFrom('49fc33c1886f4b21a00e1d9993234734', 'B86A8FE4-44ce-4948-aee5-eccb2c155cd7'),
    }),
    fc.record({ type: fc.constant('number' as const), value: fc.constantFrom('0', '-7', '42') }),
    fc.record({ type: fc.constant('boolean' as const), value: fc.constantFrom('true', 'FALSE') }),
  )
  .map((one): Literal => ({ kind: 'literal', span, inner: span, known: true, ...one }));

const operand: fc.Arbitrary<Operand> = fc.oneof(
  attribute,
  literal,
  fc.array(literal, { maxLength: 3 }).map((items): Operand => ({ kind: 'set', span, items })),
);

const operator = fc
  .record({
    quantifier: fc.option(fc.constantFrom(...QUANTIFIERS), { nil: undefined }),
    name: fc.constantFrom(...OPERATORS),
  })
  .map(({ quantifier, name }) => ({
    span,
    known: true,
    quantifier: quantifier && named(quantifier.name),
    name: named(name.name),
  }));

const text = (value: string): Literal => ({ kind: 'literal', type: 'text', value, span, inner: span, known: true });

/** Any condition that the grammar takes; without groups, which are no part of its meaning. */
export const anyCondition: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc
      .record({ left: operand, operator, right: operand })
      .map((one): Expression => ({ kind: 'comparison', span, ...one })),
    attribute.map((one): Expression => ({ kind: 'exists', span, name: named('Exists'), attribute: one })),
    fc
      .constantFrom('P/t/read', 'P/t/write', 'P/*')
      .map((one): Expression => ({ kind: 'action-matches', span, name: named('ActionMatches'), argument: text(one) })),
    fc.constantFrom('Blob.List', 'Other').map(
      (one): Expression => ({
        kind: 'sub-operation-matches',
        span,
        name: named('SubOperationMatches'),
        argument: text(one),
      }),
    ),
    tie('any').map((one): Expression => ({ kind: 'not', span, operand: one })),
    fc
      .record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('any'), { minLength: 2, maxLength: 3 }),
      })
      .map((one): Expression => ({ span, ...one })),
  ),
})).any;

const PLACES = new Set(['span', 'inner']);

/** The meaning alone: without groups and places. */
export function meaningOf(expression: Expression): unknown {
  return JSON.parse(
    JSON.stringify(expression, (key, value) => {
      let node = value;
      while (node?.kind === 'group') {
        node = node.inner;
      }
      return PLACES.has(key) && typeof node?.start === 'number' ? undefined : node;
    }),
  );
}
