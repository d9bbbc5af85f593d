/** Writes values in HCL. What cannot be written safely is undefined. */
import type { Written, WrittenEntry } from '../change.ts';
import type { MapPlace } from '../text-layout.ts';
import { spanOf } from '../tree.ts';
import { printExpression } from '../write-expression.ts';
import type { HclLayout } from './hcl-layout.ts';

/** How long a list may be to stand on one line. */
const SHORT = 80;
const NAME = /^[A-Za-z_][\w-]*$/;
/** Words that mean something else at the place of an object's key. */
const TAKEN = new Set(['for', 'true', 'false', 'null']);
/** The blocks of a configuration and how many labels each has. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  variable: 1,
  output: 1,
  module: 1,
  provider: 1,
  locals: 0,
  terraform: 0,
  moved: 0,
  removed: 0,
  import: 0,
};

/** Text as it stands between quotes. */
export function escapeText(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/[$%](?=\{)/g, '$&$&');
}

export function printKey(key: string, place: MapPlace): string | undefined {
  if (place === 'label') {
    return `"${escapeText(key)}"`;
  }
  if (NAME.test(key) && (place !== 'object' || !TAKEN.has(key))) {
    return key;
  }
  return place === 'object' ? `"${escapeText(key)}"` : undefined;
}

export function printValue(layout: HclLayout, value: Written, indent: string): string | undefined {
  if (value === null || typeof value !== 'object') {
    return typeof value === 'string' ? `"${escapeText(value)}"` : String(value);
  }
  if (value.kind === 'kept') {
    const text = layout.keep(spanOf(value.node), indent);
    // The lines of a here-document cannot be moved, and nothing may stand behind its end. Labels are no value.
    const isSafe = !/<<-?[\p{ID_Start}_]/u.test(text) && (value.node.node.kind !== 'map' || text.startsWith('{'));
    return isSafe ? text : undefined;
  }
  if (value.kind === 'expression') {
    return printExpression(layout.text, value.parts);
  }
  const inner = indent + layout.unit;
  if (value.kind === 'map') {
    const lines = value.entries.map((entry) => printEntry(layout, entry, inner, 'object'));
    return isWhole(lines) ? inBrackets(layout, lines, indent, '{}', '') : undefined;
  }
  const items = value.items.map((item) => printValue(layout, item, inner));
  if (!isWhole(items)) {
    return undefined;
  }
  const line = `[${items.join(', ')}]`;
  const isFlat = value.items.every((item) => item === null || typeof item !== 'object');
  return isFlat && line.length <= SHORT ? line : inBrackets(layout, items, indent, '[]', ',');
}

function isWhole(lines: readonly (string | undefined)[]): lines is readonly string[] {
  return lines.every((line) => line !== undefined);
}

function inBrackets(
  { newline, unit }: HclLayout,
  lines: readonly string[],
  indent: string,
  brackets: '[]' | '{}',
  comma: string,
): string {
  const [open = '', close = ''] = brackets;
  if (lines.length === 0) {
    return brackets;
  }
  return `${open}${lines.map((line) => `${newline}${indent}${unit}${line}${comma}`).join('')}${newline}${indent}${close}`;
}

export function printEntry(
  layout: HclLayout,
  [key, value]: WrittenEntry,
  indent: string,
  place: MapPlace,
): string | undefined {
  if (place === 'root') {
    const block = printBlock(layout, key, value, indent);
    if (block !== undefined) {
      return block;
    }
  }
  const name = printKey(key, place);
  const text = printValue(layout, value, indent);
  return name === undefined || text === undefined || place === 'label' ? undefined : `${name} = ${text}`;
}

/** An entry of the outermost level as the block that it means. */
function printBlock(layout: HclLayout, key: string, value: Written, indent: string): string | undefined {
  const count = LABELS[key];
  let head = key;
  let body = value;
  for (let label = 0; label < (count ?? 0); label++) {
    const [only, ...others] = entriesOf(body) ?? [];
    if (!only || others.length > 0) {
      return undefined;
    }
    head += ` "${escapeText(only[0])}"`;
    body = only[1];
  }
  const entries = count === undefined ? undefined : entriesOf(body);
  const lines = entries?.map((entry) => printEntry(layout, entry, indent + layout.unit, 'body'));
  return lines && isWhole(lines) ? `${head} ${inBrackets(layout, lines, indent, '{}', '')}` : undefined;
}

function entriesOf(value: Written): readonly WrittenEntry[] | undefined {
  return value !== null && typeof value === 'object' && value.kind === 'map' ? value.entries : undefined;
}
