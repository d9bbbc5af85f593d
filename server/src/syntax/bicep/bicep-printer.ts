/** Writes values in Bicep. What cannot be written safely is undefined. */
import type { Written, WrittenEntry } from '../change.ts';
import type { MapPlace } from '../text-layout.ts';
import { spanOf } from '../tree.ts';
import { printExpression } from '../write-expression.ts';
import type { BicepLayout } from './bicep-layout.ts';

/** How long an array may be to stand on one line. */
const SHORT = 80;
const NAME = /^[A-Za-z_]\w*$/;

/** Text as it stands between quotes. */
export function escapeText(text: string): string {
  return text
    .replace(/[\\']/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/\$(?=\{)/g, '\\$')
    .replace(/[\p{Cc}\u2028\u2029]/gu, (sign) => `\\u{${sign.charCodeAt(0).toString(16)}}`);
}

export function printKey(key: string, place: MapPlace): string | undefined {
  if (place !== 'object') {
    return place === 'label' && NAME.test(key) ? key : undefined;
  }
  return NAME.test(key) ? key : `'${escapeText(key)}'`;
}

export function printValue(layout: BicepLayout, value: Written, indent: string): string | undefined {
  if (value === null || typeof value !== 'object') {
    // There are no numbers but whole ones.
    const isNumber = typeof value === 'number';
    return typeof value === 'string'
      ? `'${escapeText(value)}'`
      : isNumber && !Number.isInteger(value)
        ? undefined
        : String(value);
  }
  if (value.kind === 'kept') {
    const text = layout.keep(spanOf(value.node), indent);
    // The lines of a string cannot be moved. What stands before a body is no value.
    const isSafe = !text.includes("'''") && (value.node.node.kind !== 'map' || text.startsWith('{'));
    return isSafe ? text : undefined;
  }
  if (value.kind === 'expression') {
    return printExpression(layout.text, value.parts);
  }
  const inner = indent + layout.unit;
  if (value.kind === 'map') {
    const lines = value.entries.map((entry) => printEntry(layout, entry, inner, 'object'));
    return isWhole(lines) ? inBrackets(layout, lines, indent, '{}') : undefined;
  }
  const items = value.items.map((item) => printValue(layout, item, inner));
  if (!isWhole(items)) {
    return undefined;
  }
  const line = `[${items.join(', ')}]`;
  const isFlat = value.items.every((item) => item === null || typeof item !== 'object');
  return isFlat && line.length <= SHORT ? line : inBrackets(layout, items, indent, '[]');
}

function isWhole(lines: readonly (string | undefined)[]): lines is readonly string[] {
  return lines.every((line) => line !== undefined);
}

function inBrackets(
  { newline, unit }: BicepLayout,
  lines: readonly string[],
  indent: string,
  brackets: '[]' | '{}',
): string {
  const [open = '', close = ''] = brackets;
  if (lines.length === 0) {
    return brackets;
  }
  return `${open}${lines.map((line) => `${newline}${indent}${unit}${line}`).join('')}${newline}${indent}${close}`;
}

export function printEntry(
  layout: BicepLayout,
  [key, value]: WrittenEntry,
  indent: string,
  place: MapPlace,
): string | undefined {
  if (place === 'root') {
    return key === 'resource' ? printResource(layout, value, indent) : undefined;
  }
  const name = printKey(key, place);
  const text = printValue(layout, value, indent);
  return name === undefined || text === undefined || place !== 'object' ? undefined : `${name}: ${text}`;
}

/** A resource of the outermost level: its name, below that its type, below that its body. */
function printResource(layout: BicepLayout, value: Written, indent: string): string | undefined {
  const [name, typed] = onlyEntry(value) ?? [];
  const [type, body] = onlyEntry(typed) ?? [];
  const text = body === undefined ? undefined : printValue(layout, body, indent);
  return name !== undefined && NAME.test(name) && type !== undefined && text !== undefined
    ? `resource ${name} '${escapeText(type)}' = ${text}`
    : undefined;
}

function onlyEntry(value: Written | undefined): WrittenEntry | undefined {
  const entries = value && typeof value === 'object' && value.kind === 'map' ? value.entries : [];
  return entries.length === 1 ? entries[0] : undefined;
}
