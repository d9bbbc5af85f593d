/** Turns the verbs of fixes into edits of YAML text, in the style of the lines around. */
import type { Change, Edit, Written } from '../change.ts';
import { removeComment } from '../line-comment.ts';
import { type MapNode, type Placed, type ScalarNode, type Span, spanIn } from '../tree.ts';
import { insertChildren } from './yaml-insert.ts';
import { type Holder, YamlLayout } from './yaml-layout.ts';
import { printBlock, printEntry, printFlow, printFlowEntry, printItem } from './yaml-print.ts';
import { removeChildren } from './yaml-remove.ts';
import { encodeText, quoteDouble, writeString } from './yaml-text.ts';

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
    case 'writeName':
      return undefined;
    case 'renameKey':
      return renameKey(change.map, change.index, change.key);
    case 'replaceWords':
    case 'replaceTemplate':
    case 'replaceExpression':
      return undefined;
    case 'comment':
      return writeComment(layout, change.node, change.text);
    case 'uncomment':
      return takeComment(layout, change.node, change.text);
  }
}

/** Behind a value that ends on its line, and the brackets and commas that close what it is in. */
function writeComment(layout: YamlLayout, placed: Placed, comment: string): readonly Edit[] | undefined {
  const { node, start } = placed;
  const isFlow = (node.kind === 'map' || node.kind === 'list') && layout.isFlow({ node, start });
  const isLine = node.kind === 'scalar' && node.style !== 'literal' && node.style !== 'folded';
  if ((!isFlow && !isLine) || node.flawed || node.width === 0 || /[\r\n]/.test(comment)) {
    return undefined;
  }
  const { end } = layout.source(placed);
  const [rest = ''] = layout.text.slice(end, layout.lineEnd(end)).split(/\r?\n/, 1);
  const at = end + rest.trimEnd().length;
  return /^[ \t,\]}]*$/.test(rest) ? [{ span: { start: at, end: at }, text: ` # ${comment}` }] : undefined;
}

/** Takes out a comment that stands where `writeComment` would put it. */
function takeComment(layout: YamlLayout, placed: Placed, comment: string): readonly Edit[] | undefined {
  const { node } = placed;
  if (node.kind !== 'scalar' || node.style === 'literal' || node.style === 'folded' || node.flawed) {
    return undefined;
  }
  const { end } = layout.source(placed);
  const rest = layout.text.slice(end, layout.lineEnd(end));
  const closing = /^[ \t,\]}]*/.exec(rest)?.[0] ?? '';
  // A sign without a blank before it begins no comment.
  const isComment = rest[closing.length] === '#' && /[ \t]$/.test(closing);
  const edits = isComment ? removeComment(rest, end, ['#'], comment) : undefined;
  return edits?.every(({ span }) => span.start <= end + closing.length) ? edits : undefined;
}

function replaceText(whole: string, scalar: Placed<ScalarNode>, span: Span, text: string): readonly Edit[] | undefined {
  const { node, start } = scalar;
  const place = placeOf(scalar, span);
  const stretch = { from: span.start, to: span.end, start: place.start - start, end: place.end - start };
  const encoded = encodeText(node, whole.slice(start, start + node.width), stretch, text);
  return encoded === undefined ? undefined : [{ span: place, text: encoded }];
}

/** Where a stretch stands; the indentation behind a line end of a block scalar goes with the line end. */
function placeOf(scalar: Placed<ScalarNode>, span: Span): Span {
  const { style, text } = scalar.node;
  const place = spanIn(scalar, span.start, span.end);
  const isLineEnd = span.end > span.start && span.end < text.length && text[span.end - 1] === '\n';
  const next = isLineEnd && (style === 'literal' || style === 'folded') ? spanIn(scalar, span.end, span.end).start : 0;
  return { start: place.start, end: Math.max(place.end, next) };
}

function replaceNode(layout: YamlLayout, placed: Placed, value: Written): readonly Edit[] | undefined {
  const { node, start } = placed;
  switch (node.kind) {
    case 'scalar':
      return replaceScalar(layout, { node, start }, value);
    case 'opaque':
      return editOf(layout.source(placed), printFlow(layout, value));
    case 'map':
    case 'list':
      return replaceContainer(layout, { node, start }, value);
    default:
      return undefined;
  }
}

function editOf(span: Span, text: string | undefined): readonly Edit[] | undefined {
  return text === undefined ? undefined : [{ span, text }];
}

function replaceScalar(layout: YamlLayout, placed: Placed<ScalarNode>, value: Written): readonly Edit[] | undefined {
  const { type, style, width, problems } = placed.node;
  if (width === 0 || problems.some(({ code }) => code === 'unclosed-string')) {
    return undefined;
  }
  const span = layout.source(placed);
  if (typeof value !== 'string') {
    return editOf(span, printFlow(layout, value));
  }
  return editOf(span, type === 'word' ? quoteDouble(value) : writeString(value, style));
}

function replaceContainer(layout: YamlLayout, holder: Holder, value: Written): readonly Edit[] | undefined {
  const { node, start } = holder;
  const span = layout.source(holder);
  if (layout.isFlow(holder)) {
    return node.flawed ? undefined : editOf(span, printFlow(layout, value));
  }
  const printed = layout.isBlock(holder) ? printBlock(layout, value, layout.column(start)) : undefined;
  // A list may stand in the column of its key, and nothing else may.
  const gap = printed && node.kind === 'list' && !printed.text.startsWith('- ') ? '  ' : '';
  const isMovable = gap === '' || !printed?.text.includes('\n');
  return printed && isMovable ? editOf(span, gap + printed.text) : undefined;
}

function renameKey({ node, start }: Placed<MapNode>, index: number, name: string): readonly Edit[] | undefined {
  const key = node.children[index]?.key;
  if (!key || key.width === 0 || key.flawed || key.style === 'literal' || key.style === 'folded') {
    return undefined;
  }
  const from = start + (node.starts[index] ?? 0);
  return [{ span: { start: from, end: from + key.width }, text: writeString(name, key.style) }];
}
