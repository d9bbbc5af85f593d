/** Writes an expression of Okta so that it reads as the same again. Holes are written as a name that nobody has. */
import type { BinaryOperator, OktaExpression } from './okta-nodes.ts';

/** How tightly an expression holds together; the larger, the tighter. */
const CHOICE = 0;
const UNARY = 6;
const PRIMARY = 7;
const BINARY: Readonly<Record<BinaryOperator, number>> = {
  OR: 1,
  AND: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '>': 3,
  '<=': 3,
  '>=': 3,
  matches: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
};

export function printExpression(node: OktaExpression): string {
  return print(node, CHOICE);
}

/** @param least how tightly it has to hold together where it stands */
function print(node: OktaExpression, least: number): string {
  const text = printBare(node);
  return tightness(node) < least ? `(${text})` : text;
}

function tightness(node: OktaExpression): number {
  switch (node.kind) {
    case 'ternary':
    case 'elvis':
      return CHOICE;
    case 'binary':
      return BINARY[node.operator];
    case 'unary':
      return UNARY;
    default:
      return PRIMARY;
  }
}

function printBare(node: OktaExpression): string {
  switch (node.kind) {
    case 'hole':
      return '$hole';
    case 'broken':
      return node.parts.map((part) => print(part, CHOICE)).join(' ; ');
    case 'text':
      return printText(node.value, node.quote === "'" ? "'" : '"');
    case 'number':
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'list':
      return `{${printAll(node.items)}}`;
    case 'map':
      return `{${node.entries.map(({ key, value }) => `${print(key, CHOICE + 1)}: ${print(value, CHOICE)}`).join(', ') || ':'}}`;
    case 'name':
      return node.text;
    case 'member':
      return `${print(node.object, PRIMARY)}.${node.name}`;
    case 'call':
      return `${printBare(node.callee)}(${printAll(node.args)})`;
    case 'index':
      return `${print(node.object, PRIMARY)}[${print(node.index, CHOICE)}]`;
    case 'projection':
      return `${print(node.object, PRIMARY)}.![${print(node.body, CHOICE)}]`;
    case 'selection':
      return `${print(node.object, PRIMARY)}.?[${print(node.body, CHOICE)}]`;
    case 'unary':
      return `${node.operator}${print(node.operand, UNARY)}`;
    case 'binary': {
      const own = BINARY[node.operator];
      return `${print(node.left, own)} ${node.operator} ${print(node.right, own + 1)}`;
    }
    case 'ternary':
      return `${print(node.condition, CHOICE + 1)} ? ${print(node.consequence, CHOICE)} : ${print(node.otherwise, CHOICE)}`;
    case 'elvis':
      return `${print(node.value, CHOICE + 1)} ?: ${print(node.otherwise, CHOICE)}`;
    case 'group':
      return `(${print(node.inner, CHOICE)})`;
  }
}

function printAll(nodes: readonly OktaExpression[]): string {
  return nodes.map((node) => print(node, CHOICE)).join(', ');
}

/** A text in quotes; those in it are doubled. */
export function printText(value: string, quote: '"' | "'" = '"'): string {
  return quote + value.replaceAll(quote, quote + quote) + quote;
}
