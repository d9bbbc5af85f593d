/** Turns the verbs of fixes into edits of HCL text, in the style of the lines around. */
import { applyEdits, type Change, type Edit, type TemplatePart } from '../change.ts';
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
  spanOfText,
} from '../tree.ts';
import { writeExpression } from '../write-expression.ts';
import { HclLayout } from './hcl-layout.ts';
import { escapeText, printEntry, printKey, printValue } from './hcl-printer.ts';
import { HclScanner } from './hcl-scanner.ts';
import { readHere, readQuoted } from './hcl-template.ts';

export function writeHcl(text: string, change: Change): readonly Edit[] | undefined {
  const layout = new HclLayout(text);
  switch (change.verb) {
    case 'replaceText':
      return replaceText(layout, change.scalar, change.span, change.text);
    case 'replace':
      return replaceNode(layout, change);
    case 'remove':
      return removeChildren(layout, change.from, change.indexes);
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
    case 'writeName':
      return undefined;
    case 'renameKey':
      return renameKey(layout, change.map, change.index, change.key);
    case 'replaceWords':
      return undefined;
    case 'replaceTemplate':
      return replaceTemplate(change.scalar, change.parts);
    case 'replaceExpression':
      return writeExpression(text, change);
    case 'comment':
      return writeComment(layout, change.node, change.text);
    case 'uncomment':
      return layout.removeComment(change.node.start + change.node.node.width, ['#', '//'], change.text);
  }
}

function writeComment(layout: HclLayout, { node, start }: Placed, comment: string): readonly Edit[] | undefined {
  // Behind the end of a here-document nothing may stand.
  const isHere = node.kind === 'scalar' && /here$/.test(node.style);
  return isHere ? undefined : layout.writeComment(start + node.width, `# ${comment}`);
}

function replaceTemplate(scalar: Placed<ScalarNode>, parts: readonly TemplatePart[]): readonly Edit[] | undefined {
  if (scalar.node.style !== 'quoted' || scalar.node.flawed) {
    return undefined;
  }
  const text = parts.map((part) => (typeof part === 'string' ? escapeText(part) : `\${${part.expression}}`)).join('');
  return [{ span: spanOfText(scalar), text }];
}

/** The scalar with other text for a stretch, if reading it again gives just that. */
function replaceText(
  { text: source, newline }: HclLayout,
  scalar: Placed<ScalarNode>,
  span: Span,
  text: string,
): readonly Edit[] | undefined {
  const { node, start } = scalar;
  const isQuoted = node.style === 'quoted';
  const place = spanIn(scalar, span.start, span.end);
  const wanted = node.text.slice(0, span.start) + text + node.text.slice(span.end);
  if (node.style === 'bare' && node.type === 'word' && !node.flawed) {
    return /^[A-Za-z_][\w-]*$/.test(wanted) ? [{ span: place, text }] : undefined;
  }
  if (node.type !== 'string' || node.flawed) {
    return undefined;
  }
  const indent = node.style === 'flush-here' ? flushIndent(source, scalar, span.start) : '';
  const written = isQuoted
    ? escapeText(text)
    : text.replace(/[$%](?=\{)/g, '$&$&').replace(/\r?\n(?!$)/g, `${newline}${indent}`);
  const edit = { span: place, text: written };
  const result = applyEdits(source.slice(start, start + node.width), [{ span: moved(place, -start), text: written }]);
  const scanner = new HclScanner(result, 0);
  const after = isQuoted ? readQuoted(scanner) : readHere(scanner);
  const grown = text.length - (span.end - span.start);
  const opaque = node.opaque
    .filter((one) => one.end <= span.start || one.start >= span.end)
    .map((one) => (one.start >= span.end ? moved(one, grown) : one));
  const isRight =
    after?.width === result.length && after.text === wanted && JSON.stringify(after.opaque) === JSON.stringify(opaque);
  return isRight ? [edit] : undefined;
}

/** What stands before the text of the line that a place of a here-document's text is in. */
function flushIndent(source: string, scalar: Placed<ScalarNode>, place: number): string {
  const { text } = scalar.node;
  const line = place === 0 ? 0 : text.lastIndexOf('\n', place - 1) + 1;
  const { start } = spanIn(scalar, line, Math.min(line + 1, text.length));
  return source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
}

function replaceNode(
  layout: HclLayout,
  { node: old, value }: Change & { verb: 'replace' },
): readonly Edit[] | undefined {
  const place = isMap(old) ? layout.placeOf(old) : undefined;
  const isBlock = place === 'body' || place === 'label' || place === 'root';
  const isMapWritten = value !== null && typeof value === 'object' && value.kind === 'map';
  if (old.node.width === 0 || (isBlock && !(place === 'body' && isMapWritten))) {
    return undefined;
  }
  const text = printValue(layout, value, layout.indentAt(old.start));
  return text === undefined ? undefined : [{ span: spanOf(old), text }];
}

function renameKey(layout: HclLayout, map: Placed<MapNode>, index: number, key: string): readonly Edit[] | undefined {
  const entry = entryAt(map, index);
  const place = layout.placeOf(map);
  if (!entry || entry.key.node.flawed || entry.key.node.style === 'expression') {
    return undefined;
  }
  const isQuoted = entry.key.node.style === 'quoted' && place !== 'body' && place !== 'root';
  const text = isQuoted ? `"${escapeText(key)}"` : printKey(key, place);
  return text === undefined ? undefined : [{ span: spanOf(entry.key), text }];
}
