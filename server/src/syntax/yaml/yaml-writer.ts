/** Turns the verbs of fixes into edits of YAML text, in the style of the lines around. */
import type { Change, Edit, Written } from '../change.ts';
import { type MapNode, type Placed, type ScalarNode, type Span, spanIn } from '../tree.ts';
import { insertChildren } from './yaml-insert.ts';
import { YamlLayout } from './yaml-layout.ts';
import { printBlock, printEntry, printFlow, printFlowEntry, printItem } from './yaml-print.ts';
import { removeChildren } from './yaml-remove.ts';
import { encodeText, writeString } from './yaml-text.ts';

export function writeYaml(text: string, change: Change): readonly Edit[] | undefined {
  const layout = new YamlLayout(text);
  switch (change.verb) {
    case 'replaceText':
      return replaceText(text, change.scalar, change.span, change.text);
    case 'replace':
      return replaceNode(layout, change.node, change.value);
    case 'remove':
      return removeChildren(layout, change.from, change.indexes);
    case 'insertItems':
      return insertChildren(layout, change.into, change.at, change.items, {
        flow: (item) => printFlow(layout, item),
        block: (item, column) => printItem(layout, item, column),
      });
    case 'insertEntries':
      return insertChildren(layout, change.into, change.at, change.entries, {
        flow: (entry) => printFlowEntry(layout, entry),
        block: (entry, column) => printEntry(layout, entry, column),
      });
    case 'renameKey':
      return renameKey(change.map, change.index, change.key);
    case 'replaceWords':
      return undefined;
  }
}

function replaceText(whole: string, scalar: Placed<ScalarNode>, span: Span, text: string): readonly Edit[] | undefined {
  const { node, start } = scalar;
  const place = spanIn(scalar, span.start, span.end);
  const stretch = { from: span.start, to: span.end, start: place.start - start, end: place.end - start };
  const encoded = encodeText(node, whole.slice(start, start + node.width), stretch, text);
  return encoded === undefined ? undefined : [{ span: place, text: encoded }];
}

function replaceNode(layout: YamlLayout, placed: Placed, value: Written): readonly Edit[] | undefined {
  const { node } = placed;
  const span = layout.source(placed);
  if (node.kind === 'scalar' || node.kind === 'opaque') {
    const isUnclosed = node.problems.some(({ code }) => code === 'unclosed-string');
    const style = node.kind === 'scalar' && node.type !== 'word' ? node.style : undefined;
    const text = typeof value === 'string' ? writeString(value, style) : printFlow(layout, value);
    const written =
      node.kind === 'scalar' && node.type === 'word' && typeof value === 'string' ? JSON.stringify(value) : text;
    return written === undefined || isUnclosed || node.width === 0 ? undefined : [{ span, text: written }];
  }
  if (node.kind !== 'map' && node.kind !== 'list') {
    return undefined;
  }
  const holder = { node, start: placed.start };
  if (layout.isFlow(holder)) {
    const text = node.flawed ? undefined : printFlow(layout, value);
    return text === undefined ? undefined : [{ span, text }];
  }
  if (!layout.isBlock(holder)) {
    return undefined;
  }
  const printed = printBlock(layout, value, layout.column(placed.start));
  // A list may stand in the column of its key, and nothing else may.
  const gap = printed && node.kind === 'list' && !printed.text.startsWith('- ') ? '  ' : '';
  const isMovable = gap === '' || !printed?.text.includes('\n');
  return printed && isMovable ? [{ span, text: gap + printed.text }] : undefined;
}

function renameKey({ node, start }: Placed<MapNode>, index: number, name: string): readonly Edit[] | undefined {
  const key = node.children[index]?.key;
  if (!key || key.width === 0 || key.flawed || key.style === 'literal' || key.style === 'folded') {
    return undefined;
  }
  const from = start + (node.starts[index] ?? 0);
  return [{ span: { start: from, end: from + key.width }, text: writeString(name, key.style) }];
}
