/** Turns the verbs of fixes into edits of text with one property a line. */
import type { Change, Edit, Written } from './change.ts';
import type { PropertyFormat } from './property-lines.ts';
import { type MapNode, type Placed, type ScalarNode, type Span, spanIn, spanOf } from './tree.ts';

export function writeProperty(text: string, change: Change, format: PropertyFormat): readonly Edit[] | undefined {
  switch (change.verb) {
    case 'replaceText':
      return replaceText(change.scalar, change.span, change.text);
    case 'replace': {
      const value = printValue(change.value, format);
      return value === undefined ? undefined : [{ span: spanOf(change.node), text: value }];
    }
    case 'remove':
      return change.from.node.kind === 'map' ? removeLines(text, change.from.node, change.indexes) : undefined;
    case 'insertEntries':
      return insertLines(text, change.into, change.at, change.entries, format);
    case 'writeName':
      return /[\s=:#]/.test(change.text)
        ? undefined
        : [{ span: { start: change.name.start, end: change.value.start }, text: change.text + format.separator }];
    case 'renameKey': {
      const entry = change.map.node.children[change.index];
      const start = change.map.start + (change.map.node.starts[change.index] ?? 0);
      return entry && !/[\s=:#]/.test(change.key)
        ? [{ span: { start: start + entry.key.map.shift, end: start + entry.key.width }, text: change.key }]
        : undefined;
    }
    default:
      return undefined;
  }
}

function replaceText(scalar: Placed<ScalarNode>, span: Span, text: string): readonly Edit[] | undefined {
  const { style } = scalar.node;
  const isUnsafe =
    /[\r\n]/.test(text) || (style.length === 1 && text.includes(style)) || (style === 'name' && /[\s=:#]/.test(text));
  return isUnsafe ? undefined : [{ span: spanIn(scalar, span.start, span.end), text }];
}

/** A value as its line has it, or undefined where no line can hold it. */
function printValue(value: Written, { quotes }: PropertyFormat): string | undefined {
  if (value === null || typeof value === 'object') {
    return undefined;
  }
  const text = String(value);
  if (/[\r\n]|\\$/.test(text)) {
    return undefined;
  }
  if (!quotes) {
    return text.trim() === text ? text : undefined;
  }
  if (/^[^\s#'"]*$/.test(text)) {
    return text;
  }
  return text.includes('"') ? undefined : `"${text}"`;
}

/** Whole lines, so that nothing is left of them. */
function removeLines(text: string, node: MapNode, indexes: readonly number[]): readonly Edit[] {
  return [...new Set(indexes)].map((index) => {
    const from = node.starts[index] ?? 0;
    const newline = text.indexOf('\n', from + (node.children[index]?.width ?? 0));
    const start = text.lastIndexOf('\n', from - 1) + 1;
    return { span: { start, end: newline < 0 ? text.length : newline + 1 }, text: '' };
  });
}

function insertLines(
  text: string,
  { node }: Placed<MapNode>,
  at: number,
  entries: readonly (readonly [key: string, value: Written])[],
  format: PropertyFormat,
): readonly Edit[] | undefined {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines: string[] = [];
  for (const [key, value] of entries) {
    const written = printValue(value, format);
    if (written === undefined || /[\s=:#]/.test(key)) {
      return undefined;
    }
    lines.push(`${key}${format.separator}${written}`);
  }
  const next = node.starts[at];
  if (next !== undefined) {
    const start = text.lastIndexOf('\n', next - 1) + 1;
    const indent = text.slice(start, next);
    return [{ span: { start, end: start }, text: lines.map((line) => indent + line + newline).join('') }];
  }
  const last = node.children.length - 1;
  const end = last < 0 ? text.length : (node.starts[last] ?? 0) + (node.children[last]?.width ?? 0);
  const lineEnd = text.indexOf('\n', end);
  const place = lineEnd < 0 ? text.length : lineEnd + 1;
  const lead = place > 0 && text.charAt(place - 1) !== '\n' ? newline : '';
  return [{ span: { start: place, end: place }, text: lead + lines.map((line) => line + newline).join('') }];
}
