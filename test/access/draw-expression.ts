/** Random expressions of Okta, without spans that mean anything. */
import fc from 'fast-check';
import {
  BINARY_OPERATORS,
  type OktaExpression,
  type OktaMember,
  type OktaName,
  type Stretch,
} from '../../server/src/access/okta/okta-nodes.ts';

const span: Stretch = { start: 0, end: 0 };
const word = fc.constantFrom(
  'user',
  'login',
  'Arrays',
  'isMemberOfGroupName',
  'über',
  'constructor',
  '_a1',
  'orange',
  'nothing',
);
const name: fc.Arbitrary<OktaName> = word.map((text) => ({ kind: 'name', text, span }));

const leaf: fc.Arbitrary<OktaExpression> = fc.oneof(
  fc
    .record({
      value: fc.oneof(fc.string(), fc.constantFrom('', '"', "'", '""', 'a,b', '\\', '“x”', '${x}')),
      quote: fc.constantFrom('"', "'"),
    })
    .map((one): OktaExpression => ({ kind: 'text', known: true, span, ...one })),
  fc.nat(10_000).map((value): OktaExpression => ({ kind: 'number', value: value / 8, span })),
  fc.boolean().map((value): OktaExpression => ({ kind: 'boolean', value, span })),
  fc.constant<OktaExpression>({ kind: 'null', span }),
  name,
);

export const expression: fc.Arbitrary<OktaExpression> = fc.letrec<{ node: OktaExpression }>((tie) => {
  const node = tie('node');
  const items = fc.array(node, { maxLength: 3 });
  const member: fc.Arbitrary<OktaMember> = fc
    .record({ object: node, name: fc.oneof(word, fc.constantFrom('or', 'not', 'true', 'matches')) })
    .map((one) => ({ kind: 'member', nameSpan: span, span, ...one }));
  return {
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      items.map((all): OktaExpression => ({ kind: 'list', items: all, span })),
      fc
        .array(fc.record({ key: node, value: node }), { maxLength: 2 })
        .map((entries): OktaExpression => ({ kind: 'map', entries, span })),
      member,
      fc
        .record({ callee: fc.oneof(name, member), args: items })
        .map((one): OktaExpression => ({ kind: 'call', span, ...one })),
      fc.record({ object: node, index: node }).map((one): OktaExpression => ({ kind: 'index', span, ...one })),
      fc
        .record({ kind: fc.constantFrom('projection', 'selection'), object: node, body: node })
        .map((one): OktaExpression => ({ span, ...one })),
      fc
        .record({ operator: fc.constantFrom('!', '-'), operand: node })
        .map((one): OktaExpression => ({ kind: 'unary', span, ...one })),
      fc
        .record({ operator: fc.constantFrom(...BINARY_OPERATORS), left: node, right: node })
        .map((one): OktaExpression => ({ kind: 'binary', span, ...one })),
      fc
        .record({ condition: node, consequence: node, otherwise: node })
        .map((one): OktaExpression => ({ kind: 'ternary', span, ...one })),
      fc.record({ value: node, otherwise: node }).map((one): OktaExpression => ({ kind: 'elvis', span, ...one })),
      node.map((inner): OktaExpression => ({ kind: 'group', inner, span })),
    ),
  };
}).node;

/** What an expression says, without spans and parentheses. */
export function outlineOf(node: OktaExpression): unknown {
  switch (node.kind) {
    case 'hole':
    case 'null':
      return node.kind;
    case 'group':
      return outlineOf(node.inner);
    case 'broken':
      return ['broken', ...node.parts.map(outlineOf)];
    case 'text':
    case 'number':
    case 'boolean':
      return [node.kind, node.value];
    case 'name':
      return ['name', node.text];
    case 'list':
      return ['list', ...node.items.map(outlineOf)];
    case 'map':
      return ['map', ...node.entries.map(({ key, value }) => [outlineOf(key), outlineOf(value)])];
    case 'member':
      return ['member', outlineOf(node.object), node.name];
    case 'call':
      return ['call', outlineOf(node.callee), ...node.args.map(outlineOf)];
    case 'index':
      return ['index', outlineOf(node.object), outlineOf(node.index)];
    case 'projection':
    case 'selection':
      return [node.kind, outlineOf(node.object), outlineOf(node.body)];
    case 'unary':
      return [node.operator, outlineOf(node.operand)];
    case 'binary':
      return [node.operator, outlineOf(node.left), outlineOf(node.right)];
    case 'ternary':
      return ['?', outlineOf(node.condition), outlineOf(node.consequence), outlineOf(node.otherwise)];
    case 'elvis':
      return ['?:', outlineOf(node.value), outlineOf(node.otherwise)];
  }
}
