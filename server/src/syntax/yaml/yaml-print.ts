/** Prints values as YAML: in lines where lines are around, else between brackets. */
import type { Written, WrittenEntry } from '../change.ts';
import type { YamlLayout } from './yaml-layout.ts';
import { writeString } from './yaml-text.ts';

const UNIT = 2;

/** A value in one line, for any place; undefined where it holds something that takes lines. */
export function printFlow(layout: YamlLayout, value: Written): string | undefined {
  if (typeof value === 'string') {
    return writeString(value, undefined);
  }
  if (value === null || typeof value !== 'object') {
    return JSON.stringify(value);
  }
  if (value.kind === 'kept') {
    return keepFlow(layout, value.node);
  }
  if (value.kind === 'expression') {
    return undefined;
  }
  const parts =
    value.kind === 'list'
      ? value.items.map((item) => printFlow(layout, item))
      : value.entries.map((entry) => printFlowEntry(layout, entry));
  if (parts.includes(undefined)) {
    return undefined;
  }
  return value.kind === 'list' ? `[${parts.join(', ')}]` : parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

export function printFlowEntry(layout: YamlLayout, [key, value]: WrittenEntry): string | undefined {
  const printed = printFlow(layout, value);
  return printed === undefined ? undefined : `${writeString(key, undefined)}: ${printed}`;
}

type Kept = Extract<Written, { readonly kind: 'kept' }>['node'];

function keepFlow(layout: YamlLayout, kept: Kept): string | undefined {
  const { node } = kept;
  const { start, end } = layout.source(kept);
  const source = layout.text.slice(start, end);
  const isFlowScalar = node.kind === 'scalar' && node.style !== 'literal' && node.style !== 'folded';
  const isBracketed = (node.kind === 'map' || node.kind === 'list') && layout.isFlow({ node, start: kept.start });
  if (node.flawed || node.commented || source.includes('\n') || !(isFlowScalar || isBracketed)) {
    return undefined;
  }
  const isPlain = node.kind === 'scalar' && node.style === 'plain';
  return isPlain && (source === '' || (node.type !== 'word' && /[[\]{},]/.test(source))) ? undefined : source;
}

/** A value behind a key or a dash; what takes lines starts at a column. */
interface Printed {
  readonly text: string;
  /** Whether it is a block that starts on a line of its own behind a key. */
  readonly isBlock: boolean;
}

/** Prints a block at a column: its first line without indentation, the others with it. */
export function printBlock(layout: YamlLayout, value: Written, column: number): Printed | undefined {
  if (value !== null && typeof value === 'object') {
    if (value.kind === 'kept') {
      return keepBlock(layout, value.node, column);
    }
    if (value.kind === 'expression') {
      return undefined;
    }
    const isEmpty = (value.kind === 'list' ? value.items : value.entries).length === 0;
    if (!isEmpty) {
      const lines =
        value.kind === 'list'
          ? value.items.map((item) => printItem(layout, item, column))
          : value.entries.map((entry) => printEntry(layout, entry, column));
      const text = lines.includes(undefined) ? undefined : lines.join(layout.newline + ' '.repeat(column));
      return text === undefined ? undefined : { text, isBlock: true };
    }
  }
  const text = printFlow(layout, value);
  return text === undefined ? undefined : { text, isBlock: false };
}

function keepBlock(layout: YamlLayout, kept: Kept, column: number): Printed | undefined {
  const { node } = kept;
  if (node.flawed || node.width === 0 || node.kind === 'opaque') {
    return undefined;
  }
  const isBlock = (node.kind === 'map' || node.kind === 'list') && !layout.isFlow({ node, start: kept.start });
  const text = layout.moveTo(kept, column);
  return text === undefined ? undefined : { text, isBlock };
}

/** @param column of the dash */
export function printItem(layout: YamlLayout, value: Written, column: number): string | undefined {
  const printed = printBlock(layout, value, column + UNIT);
  return printed && `- ${printed.text}`;
}

/** @param column of the key */
export function printEntry(layout: YamlLayout, [key, value]: WrittenEntry, column: number): string | undefined {
  const printed = printBlock(layout, value, column + UNIT);
  const gap = printed?.isBlock ? layout.newline + ' '.repeat(column + UNIT) : ' ';
  return printed && `${writeString(key, undefined)}:${gap}${printed.text}`;
}
