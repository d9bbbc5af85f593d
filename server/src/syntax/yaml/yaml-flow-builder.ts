/** Builds maps and lists that are written between brackets. */
import type { CST } from 'yaml';
import { type EntryNode, type ListNode, type MapNode, NOTHING, type Placed, type SyntaxNode } from '../tree.ts';
import { Children, type YamlBuilder } from './yaml-builder.ts';
import { makeNothing } from './yaml-nodes.ts';
import type { Props } from './yaml-props.ts';

export function buildFlow(builder: YamlBuilder, token: CST.FlowCollection): Placed<MapNode | ListNode> {
  const mark = builder.mark();
  const isMap = token.start.source === '{';
  const start = builder.base + token.offset;
  const entries = new Children<EntryNode>();
  const items = new Children<SyntaxNode>();
  const children = isMap ? entries : items;
  for (const [index, item] of token.items.entries()) {
    readItem(builder, token, item, index, isMap, entries, items);
  }
  const [close] = token.end;
  const isClosed = close?.source === (isMap ? '}' : ']');
  if (!isClosed) {
    builder.report('unclosed', token.offset, token.offset + 1);
  }
  const end = isClosed ? builder.base + close.offset + 1 : children.endOr(start + 1);
  return isMap ? builder.map(entries, start, end, mark) : builder.list(items, start, end, mark);
}

function readItem(
  builder: YamlBuilder,
  token: CST.FlowCollection,
  { start, key, sep, value }: CST.CollectionItem,
  index: number,
  isMap: boolean,
  entries: Children<EntryNode>,
  items: Children<SyntaxNode>,
): void {
  const context = { isFlow: true, parentIndent: token.indent, startsLine: false };
  const props = builder.props(start, { ...context, indicator: 'explicit-key-ind', next: key ?? sep?.[0] });
  const isEmpty = !props.found && !props.hasAnchor && props.tag === undefined && !sep && !value && !key;
  checkComma(builder, token, props, index, isEmpty, key ?? value ?? sep?.[0]);
  if (isEmpty) {
    return;
  }
  if (!isMap && !sep && !props.found) {
    if (value && builder.isInText(value)) {
      items.add(builder.value(value, props.tag));
    }
    return;
  }
  const mark = builder.mark();
  const colon = sep?.find(({ type }) => type === 'map-value-ind');
  const at = builder.base + (colon ?? props.found ?? start.at(-1) ?? token).offset;
  const placed = key ? builder.key(key, props.tag) : { node: makeNothing(), start: at };
  const valueProps = builder.props(sep ?? NOTHING, { ...context, indicator: 'map-value-ind', next: value });
  if (value && !valueProps.found) {
    builder.report('missing-comma', value.offset, value.offset + 1);
  }
  const end = valueProps.found ? builder.base + valueProps.found.offset + 1 : placed.start + placed.node.width;
  const found = value && builder.isInText(value) ? builder.value(value, valueProps.tag) : undefined;
  const entry = builder.entry(placed, found, end, mark);
  if (isMap) {
    entries.add(entry);
    return;
  }
  const pair = new Children<EntryNode>();
  pair.add(entry);
  items.add(builder.map(pair, entry.start, undefined, mark));
}

/** Items are parted by one comma each; one behind the last is allowed. */
function checkComma(
  builder: YamlBuilder,
  token: CST.FlowCollection,
  { comma }: Props,
  index: number,
  isEmpty: boolean,
  next: CST.Token | null | undefined,
): void {
  const isLast = index === token.items.length - 1;
  if (comma && (index === 0 || (isEmpty && !isLast))) {
    builder.report('unexpected', comma.offset, comma.offset + 1);
  } else if (!comma && index > 0 && !isEmpty && next) {
    builder.report('missing-comma', next.offset, next.offset + 1);
  }
}
