/**
 * Expressions of Okta: the values of attribute statements, in files of their own, in Terraform, in exports and in inventory
 * files (https://developer.okta.com/docs/reference/okta-expression-language/).
 */
import { parseRoleValue } from '../access/aws/role-attribute.ts';
import type { OktaExpression, OktaProblem, OktaText } from '../access/okta/okta-nodes.ts';
import { parseExpression } from '../access/okta/okta-parser.ts';
import {
  entriesOf,
  findEntry,
  isList,
  isMap,
  isScalar,
  itemsOf,
  type MapNode,
  type Placed,
  type ScalarNode,
  type Span,
  spanIn,
} from '../syntax/tree.ts';
import { AWS_ATTRIBUTES } from './aws-saml-document.ts';
import type { Model } from './model.ts';
import type { Part } from './part.ts';

export interface AwsOktaExpression {
  readonly kind: 'aws/okta-expression';
  readonly scalar: Placed<ScalarNode>;
  readonly expression: OktaExpression;
  readonly problems: readonly OktaProblem[];
  /** The attribute that it gives; undefined in a file of its own. */
  readonly attribute: string | undefined;
}

/** The stretches of a text that a template tool fills in: `${…}` and `{{…}}`, which are nothing in an expression. */
const TOKEN = /\$\{[^{}]{0,500}\}|\{\{[^{}]{0,500}\}\}|<%[^%]{0,500}%>/g;

export function readOktaExpression(scalar: Placed<ScalarNode>, attribute: string | undefined): AwsOktaExpression {
  const { text, opaque } = scalar.node;
  const tokens = [...text.matchAll(TOKEN)].map(({ 0: token, index }) => ({ start: index, end: index + token.length }));
  const unknown = [...opaque, ...tokens].sort((a, b) => a.start - b.start);
  const { expression, problems } = parseExpression(text, unknown);
  return { kind: 'aws/okta-expression', scalar, expression, problems, attribute };
}

/** The statements of a map that is one: `name` and `values`, as Terraform and the interface of Okta write them. */
export function readAttributeStatement(map: Placed<MapNode>): readonly AwsOktaExpression[] {
  const name = findEntry(map, 'name')?.value;
  const values = findEntry(map, 'values')?.value;
  if (!isScalar(name) || !values || !name.node.text.startsWith(AWS_ATTRIBUTES)) {
    return [];
  }
  const texts = isList(values) ? [...itemsOf(values)].filter(isScalar) : isScalar(values) ? [values] : [];
  return texts.filter(isWritten).map((scalar) => readOktaExpression(scalar, name.node.text));
}

/** The expressions of an inventory file. */
export function readSaidExpressions(root: Placed<MapNode>): readonly AwsOktaExpression[] {
  const okta = findEntry(root, 'okta')?.value;
  const attributes = isMap(okta) ? findEntry(okta, 'attributes')?.value : undefined;
  return [...(isMap(attributes) ? entriesOf(attributes) : [])].flatMap(({ key, value }) =>
    isScalar(value) && isWritten(value) ? [readOktaExpression(value, key.node.text)] : [],
  );
}

/** A word of the host language refers to something that stands elsewhere. */
function isWritten({ node }: Placed<ScalarNode>): boolean {
  const isWhole = node.opaque.some(({ start, end }) => start === 0 && end === node.text.length);
  return node.type !== 'word' && node.type !== 'null' && node.text.trim() !== '' && !isWhole;
}

/** Where a stretch of an expression stands in the file. */
export function placeInExpression({ scalar }: AwsOktaExpression, { start, end }: Span): Span {
  return spanIn(scalar, start, end);
}

/** The roles that an expression names as values: texts that are put together are judged by what comes out of them. */
export function rolesInExpression(model: AwsOktaExpression): readonly Part<Model>[] {
  const { expression, attribute, scalar } = model;
  if (attribute !== undefined && attribute !== `${AWS_ATTRIBUTES}Role`) {
    return [];
  }
  return wholeTextsIn(expression).flatMap((text): Part<Model>[] => {
    const { start, end } = text.span;
    const written = scalar.node.text.slice(start + 1, end - 1);
    const isPlain = !text.known || written === text.value;
    if (!isPlain || !written.includes('arn:') || !/:(?:roles?|saml-provider)\//.test(written)) {
      return [];
    }
    const from = start + 1;
    return [
      {
        start: 0,
        model: {
          kind: 'aws/role-value',
          // What is filled in later is no part of what tells the parts apart.
          value: parseRoleValue(text.known ? written : written.replace(TOKEN, (token) => '0'.repeat(token.length))),
          text: written,
          span: spanIn(scalar, from, end - 1),
          scalar,
          from,
          known: text.known,
          isExpression: true,
        },
      },
    ];
  });
}

/** The texts that are values by themselves. */
function wholeTextsIn(node: OktaExpression): readonly OktaText[] {
  switch (node.kind) {
    case 'text':
      return [node];
    case 'ternary':
      return [node.consequence, node.otherwise].flatMap(wholeTextsIn);
    case 'elvis':
      return [node.value, node.otherwise].flatMap(wholeTextsIn);
    case 'group':
      return wholeTextsIn(node.inner);
    case 'list':
      return node.items.flatMap(wholeTextsIn);
    case 'broken':
      return node.parts.flatMap(wholeTextsIn);
    case 'call':
      return isOfArrays(node.callee) ? node.args.flatMap(wholeTextsIn) : [];
    default:
      return [];
  }
}

function isOfArrays(callee: OktaExpression): boolean {
  return (
    callee.kind === 'member' &&
    callee.object.kind === 'name' &&
    callee.object.text === 'Arrays' &&
    /^(?:flatten|add)$/.test(callee.name)
  );
}
