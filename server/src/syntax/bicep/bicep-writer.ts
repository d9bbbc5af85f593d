/** Turns the verbs of fixes into edits of Bicep text, in the style of the lines around. */
import { applyEdits, type Change, type Edit } from '../change.ts';
import { insertChildren } from '../insert-children.ts';
import { removeChildren } from '../remove-children.ts';
import {
  entryAt,
  isMap,
  type MapNode,
  moved,
  type Placed,
  type ScalarNode,
  type Span,
  spanIn,
  spanOf,
} from '../tree.ts';
import { writeExpression } from '../write-expression.ts';
import { BicepLayout } from './bicep-layout.ts';
import { escapeText, printEntry, printKey, printValue } from './bicep-printer.ts';
import { BicepScanner } from './bicep-scanner.ts';
import { readString } from './bicep-string.ts';

export function writeBicep(text: string, change: Change): readonly Edit[] | undefined {
  const layout = new BicepLayout(text);
  switch (change.verb) {
    case 'replaceText':
      return replaceText(layout, change.scalar, change.span, change.text);
    case 'replace':
      return replaceNode(layout, change);
    case 'remove':
      return isMap(change.from) && layout.placeOf(change.from) === 'root'
        ? undefined
        : removeChildren(layout, change.from, change.indexes);
    case 'insertItems':
      return insertChildren(layout, change.into, change.at, change.items, (item, indent) =>
        printValue(layout, item, indent),
      );
    case 'insertEntries': {
      const place = layout.placeOf(change.into);
      return insertChildren(layout, change.into, change.at, change.entries, (entry, indent) =>
        printEntry(layout, entry, indent, place),
      );
    }
    case 'renameKey':
      return renameKey(layout, change.map, change.index, change.key);
    case 'comment':
      return layout.writeComment(change.node.start + change.node.node.width, `// ${change.text}`);
    case 'uncomment':
      return layout.removeComment(change.node.start + change.node.node.width, ['//'], change.text);
    case 'replaceExpression':
      return writeExpression(text, change);
    case 'writeName':
    case 'replaceWords':
    case 'replaceTemplate':
      return undefined;
  }
}

/** The scalar with other text for a stretch, if reading it again gives just that. */
function replaceText(
  { text: source, newline }: BicepLayout,
  scalar: Placed<ScalarNode>,
  span: Span,
  text: string,
): readonly Edit[] | undefined {
  const { node, start } = scalar;
  const place = spanIn(scalar, span.start, span.end);
  const wanted = node.text.slice(0, span.start) + text + node.text.slice(span.end);
  if (node.style === 'bare' && node.type === 'word' && !node.flawed) {
    return /^[A-Za-z_]\w*$/.test(wanted) ? [{ span: place, text }] : undefined;
  }
  if (node.type !== 'string' || node.flawed) {
    return undefined;
  }
  const written = node.style === 'long' ? text.replace(/\r?\n/g, newline) : escapeText(text);
  const result = applyEdits(source.slice(start, start + node.width), [{ span: moved(place, -start), text: written }]);
  const after = readString(new BicepScanner(result, 0));
  const grown = text.length - (span.end - span.start);
  const opaque = node.opaque
    .filter((one) => one.end <= span.start || one.start >= span.end)
    .map((one) => (one.start >= span.end ? moved(one, grown) : one));
  const isRight =
    after?.width === result.length && after.text === wanted && JSON.stringify(after.opaque) === JSON.stringify(opaque);
  return isRight ? [{ span: place, text: written }] : undefined;
}

function replaceNode(
  layout: BicepLayout,
  { node: old, value }: Change & { verb: 'replace' },
): readonly Edit[] | undefined {
  const isObject = !isMap(old) || layout.placeOf(old) === 'object';
  const text = old.node.width === 0 || !isObject ? undefined : printValue(layout, value, layout.indentAt(old.start));
  return text === undefined ? undefined : [{ span: spanOf(old), text }];
}

function renameKey(layout: BicepLayout, map: Placed<MapNode>, index: number, key: string): readonly Edit[] | undefined {
  const entry = entryAt(map, index);
  if (!entry || entry.key.node.flawed || entry.key.node.style === 'spread') {
    return undefined;
  }
  const text = entry.key.node.type === 'string' ? `'${escapeText(key)}'` : printKey(key, layout.placeOf(map));
  return text === undefined ? undefined : [{ span: spanOf(entry.key), text }];
}
