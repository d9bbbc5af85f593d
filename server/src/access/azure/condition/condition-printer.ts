/** Writes a parsed condition as text that reads back as the same condition. */
import { findSource } from './condition-attributes.ts';
import type { Attribute, Expression, Hole, Literal, Operand, Operator } from './condition-nodes.ts';
import { findOperator, findQuantifier } from './condition-operators.ts';

/** How names are written: as they were, or as the documentation has them. */
type Spelling = 'kept' | 'canonical';

/** On one line, names as they were written. What nobody knows is written as `…`. */
export function printCondition(expression: Expression): string {
  return print(expression, 'kept');
}

/** One line for each part, indented as the documentation does it, names as the documentation has them. */
export function prettyCondition(expression: Expression): string {
  return pretty(expression, '');
}

const STEP = '  ';

function pretty(expression: Expression, indent: string): string {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const joint = `\n${indent}${expression.kind.toUpperCase()}\n`;
      return expression.operands.map((operand) => prettyOperand(operand, indent)).join(joint);
    }
    case 'group':
      return isLong(expression.inner)
        ? `${indent}(\n${pretty(expression.inner, indent + STEP)}\n${indent})`
        : `${indent}(${print(expression.inner, 'canonical')})`;
    default:
      return indent + print(expression, 'canonical');
  }
}

function prettyOperand(operand: Expression, indent: string): string {
  return operand.kind === 'and' || operand.kind === 'or'
    ? `${indent}(\n${pretty(operand, indent + STEP)}\n${indent})`
    : pretty(operand, indent);
}

function isLong({ kind }: Expression): boolean {
  return kind === 'and' || kind === 'or' || kind === 'group';
}

function print(expression: Expression, spelling: Spelling): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.map((one) => printPart(one, spelling)).join(` ${expression.kind.toUpperCase()} `);
    case 'not':
      return `!${printPart(expression.operand, spelling)}`;
    case 'group':
      return `(${print(expression.inner, spelling)})`;
    case 'action-matches':
      return `${spelling === 'kept' ? expression.name.text : 'ActionMatches'}{${printOperand(expression.argument, spelling)}}`;
    case 'sub-operation-matches':
      return `${spelling === 'kept' ? expression.name.text : 'SubOperationMatches'}{${printOperand(expression.argument, spelling)}}`;
    case 'exists':
      return `${spelling === 'kept' ? expression.name.text : 'Exists'} ${printOperand(expression.attribute, spelling)}`;
    case 'comparison':
      return [
        printOperand(expression.left, spelling),
        printOperator(expression.operator, spelling),
        printOperand(expression.right, spelling),
      ].join(' ');
    case 'hole':
      return '…';
  }
}

/** With parentheses where it would be read otherwise. */
function printPart(expression: Expression, spelling: Spelling): string {
  const text = print(expression, spelling);
  return expression.kind === 'and' || expression.kind === 'or' ? `(${text})` : text;
}

function printOperator({ quantifier, name }: Operator, spelling: Spelling): string {
  if (spelling === 'kept') {
    return quantifier ? `${quantifier.text}:${name.text}` : name.text;
  }
  const operator = findOperator(name.text)?.name ?? name.text;
  return quantifier ? `${findQuantifier(quantifier.text)?.name ?? quantifier.text}:${operator}` : operator;
}

function printOperand(operand: Operand, spelling: Spelling): string {
  switch (operand.kind) {
    case 'attribute':
      return printAttribute(operand, spelling);
    case 'set':
      return `{${operand.items.map((item) => printOperand(item, spelling)).join(', ')}}`;
    default:
      return printValue(operand);
  }
}

/** `@Source[path]`, the source as the documentation has it where it is one. */
export function printAttribute({ source, path }: Attribute, spelling: Spelling = 'canonical'): string {
  const name = spelling === 'kept' ? source.text : (findSource(source.text) ?? source.text);
  return `@${name}[${path.text}]`;
}

function printValue(value: Literal | Hole): string {
  if (value.kind === 'hole') {
    return '…';
  }
  return value.type === 'text' ? `'${value.value}'` : value.value;
}
