/** Scalars that stand for the text of several, or for a part of one; what is found in their text is found in the source. */
import { makeText } from './make-text.ts';
import type { Piece } from './offset-map.ts';
import type { Placed, ScalarNode, Span } from './tree.ts';

/** The pieces of a map, also where it has none because the text is written as it reads. */
function piecesOf({ text, map }: ScalarNode): readonly Piece[] {
  if (map.pieces.length > 0 || text === '') {
    return map.pieces;
  }
  const { shift } = map;
  return [{ decoded: { start: 0, end: text.length }, source: { start: shift, end: shift + text.length } }];
}

/**
 * One scalar for the texts of several, one behind the other, in the quoting of the first.
 * @param span where they stand, together with what is between them
 */
export function joinScalars(scalars: readonly Placed<ScalarNode>[], span: Span): Placed<ScalarNode> {
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let length = 0;
  for (const { node, start } of scalars) {
    const by = start - span.start;
    for (const { decoded, source } of piecesOf(node)) {
      pieces.push({
        decoded: { start: decoded.start + length, end: decoded.end + length },
        source: { start: source.start + by, end: source.end + by },
      });
    }
    texts.push(node.text);
    length += node.text.length;
  }
  const map = { shift: 0, pieces };
  const style = scalars[0]?.node.style ?? 'string';
  return { node: makeText(texts.join(''), span.end - span.start, map, style), start: span.start };
}

/** The scalar of a text without its first signs. */
export function textBehind({ node, start }: Placed<ScalarNode>, offset: number): Placed<ScalarNode> {
  if (offset === 0) {
    return { node, start };
  }
  const pieces = piecesOf(node)
    .filter(({ decoded }) => decoded.end > offset)
    .map(({ decoded, source }) => {
      const cut = Math.max(0, offset - decoded.start);
      return {
        decoded: { start: decoded.start + cut - offset, end: decoded.end - offset },
        source: { start: source.start + cut, end: source.end },
      };
    });
  return { node: makeText(node.text.slice(offset), node.width, { shift: 0, pieces }, node.style), start };
}
