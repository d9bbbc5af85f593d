/**
 * An expression of Okta's expression language, parsed. What could not be read, and what a tool fills in later, is a hole:
 * nobody knows what stands there (https://developer.okta.com/docs/reference/okta-expression-language/).
 */

/** Half-open, in UTF-16 code units of the expression. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface NodeBase {
  readonly span: Stretch;
}

export interface Hole extends NodeBase {
  readonly kind: 'hole';
}

/** Expressions that no grammar puts together. */
export interface OktaBroken extends NodeBase {
  readonly kind: 'broken';
  readonly parts: readonly OktaExpression[];
}

export interface OktaText extends NodeBase {
  readonly kind: 'text';
  /** Without quotes; a doubled quote is one. */
  readonly value: string;
  /** What it begins with, typographic quotes included. */
  readonly quote: string;
  /** False where a part of it is filled in later. */
  readonly known: boolean;
}

export interface OktaNumber extends NodeBase {
  readonly kind: 'number';
  readonly value: number;
}

export interface OktaBoolean extends NodeBase {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface OktaNull extends NodeBase {
  readonly kind: 'null';
}

/** `{1, 2}`; `{}` is the empty list. */
export interface OktaList extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly OktaExpression[];
}

/** `{'group.id': {'00g…'}}`; `{:}` is the empty map. */
export interface OktaMap extends NodeBase {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: OktaExpression; readonly value: OktaExpression }[];
}

/** `user`, `Arrays`, `firstName`. */
export interface OktaName extends NodeBase {
  readonly kind: 'name';
  readonly text: string;
}

/** `user.login`. */
export interface OktaMember extends NodeBase {
  readonly kind: 'member';
  readonly object: OktaExpression;
  readonly name: string;
  readonly nameSpan: Stretch;
}

/** `isMemberOfGroupName("a")`, `Arrays.flatten(…)`. */
export interface OktaCall extends NodeBase {
  readonly kind: 'call';
  readonly callee: OktaName | OktaMember;
  readonly args: readonly OktaExpression[];
}

/** `{1, 2}[0]`. */
export interface OktaIndex extends NodeBase {
  readonly kind: 'index';
  readonly object: OktaExpression;
  readonly index: OktaExpression;
}

/** `.![name]` takes something of each element, `.?[…]` takes the elements for which it holds. */
export interface OktaProjection extends NodeBase {
  readonly kind: 'projection' | 'selection';
  readonly object: OktaExpression;
  readonly body: OktaExpression;
}

export type UnaryOperator = '!' | '-';

export interface OktaUnary extends NodeBase {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: OktaExpression;
}

export const BINARY_OPERATORS = [
  'OR',
  'AND',
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  'matches',
  '+',
  '-',
  '*',
  '/',
  '%',
] as const;
export type BinaryOperator = (typeof BINARY_OPERATORS)[number];

export interface OktaBinary extends NodeBase {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: OktaExpression;
  readonly right: OktaExpression;
}

export interface OktaTernary extends NodeBase {
  readonly kind: 'ternary';
  readonly condition: OktaExpression;
  readonly consequence: OktaExpression;
  /** A hole where there is none. */
  readonly otherwise: OktaExpression;
}

/** `a ?: b`. */
export interface OktaElvis extends NodeBase {
  readonly kind: 'elvis';
  readonly value: OktaExpression;
  readonly otherwise: OktaExpression;
}

export interface OktaGroup extends NodeBase {
  readonly kind: 'group';
  readonly inner: OktaExpression;
}

export type OktaExpression =
  | Hole
  | OktaBroken
  | OktaText
  | OktaNumber
  | OktaBoolean
  | OktaNull
  | OktaList
  | OktaMap
  | OktaName
  | OktaMember
  | OktaCall
  | OktaIndex
  | OktaProjection
  | OktaUnary
  | OktaBinary
  | OktaTernary
  | OktaElvis
  | OktaGroup;

export type OktaProblemCode =
  | 'empty'
  | 'missing-expression'
  /** `a ? b` without `: c`. */
  | 'missing-else'
  | 'missing-colon'
  | 'missing-comma'
  | 'missing-name'
  | 'unclosed-parenthesis'
  | 'unclosed-bracket'
  | 'unclosed-brace'
  | 'unclosed-text'
  | 'unmatched'
  /** `[…]` where a list has braces. */
  | 'square-list'
  /** `=` where equality is `==`. */
  | 'assignment'
  | 'typographic-quotes'
  /** `&` or `|` by itself. */
  | 'single-sign'
  /** Something that is no function is called. */
  | 'not-callable'
  | 'too-deep'
  | 'unexpected';

/** Something that the grammar does not take. */
export interface OktaProblem {
  readonly code: OktaProblemCode;
  readonly span: Stretch;
}

/** What a node consists of, in order of place. */
export function childrenOf(node: OktaExpression): readonly OktaExpression[] {
  switch (node.kind) {
    case 'broken':
      return node.parts;
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'member':
      return [node.object];
    case 'call':
      return [node.callee, ...node.args];
    case 'index':
      return [node.object, node.index];
    case 'projection':
    case 'selection':
      return [node.object, node.body];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'ternary':
      return [node.condition, node.consequence, node.otherwise];
    case 'elvis':
      return [node.value, node.otherwise];
    case 'group':
      return [node.inner];
    default:
      return [];
  }
}

/** A node and everything below it, in order of place. */
export function* nodesIn(node: OktaExpression): Generator<OktaExpression> {
  const pending = [node];
  for (let next = pending.pop(); next; next = pending.pop()) {
    yield next;
    const children = childrenOf(next);
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child) {
        pending.push(child);
      }
    }
  }
}

/** A node without the parentheses around it. */
export function ungrouped(node: OktaExpression): OktaExpression {
  return node.kind === 'group' ? ungrouped(node.inner) : node;
}
