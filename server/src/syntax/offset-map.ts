/** From places in the decoded text of a scalar to places in its source, through quotes, escapes and continuation lines. */

/** Half-open, in UTF-16 code units. Relative to what the comment beside it says. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of decoded text and the stretch of source that it was written as. */
export interface Piece {
  readonly decoded: Span;
  readonly source: Span;
}

/**
 * Where each place of the decoded text stands in the source, relative to the start of the scalar.
 * Without pieces the text is written as it reads, `shift` behind the start (1 behind a quote).
 * Pieces are in order and without gaps in the decoded text; the source may have gaps between them (continuation lines).
 * A piece of equal lengths maps place by place, any other one (an escape) only as a whole.
 */
export interface OffsetMap {
  readonly shift: number;
  readonly pieces: readonly Piece[];
}

export function uniformMap(shift: number): OffsetMap {
  return { shift, pieces: [] };
}

/** The source of a stretch of decoded text, gaps at its borders left out. */
export function toSource(map: OffsetMap, span: Span): Span {
  const start = sourceOffset(map, span.start, 'start');
  return { start, end: span.end > span.start ? Math.max(start, sourceOffset(map, span.end, 'end')) : start };
}

function sourceOffset(map: OffsetMap, offset: number, border: 'start' | 'end'): number {
  const { pieces, shift } = map;
  let low = 0;
  let high = pieces.length - 1;
  // The last piece that begins before the offset, or at it where the offset is a start.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const at = pieces[middle]?.decoded.start ?? 0;
    if (at < offset || (at === offset && border === 'start')) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  const piece = pieces[low];
  if (!piece) {
    return shift + offset;
  }
  const { decoded, source } = piece;
  if (offset <= decoded.start) {
    return source.start;
  }
  if (offset >= decoded.end) {
    return source.end;
  }
  if (decoded.end - decoded.start === source.end - source.start) {
    return source.start + (offset - decoded.start);
  }
  return border === 'start' ? source.start : source.end;
}

/** The decoded place of a place in the source: the inverse of `toSource` for the cursor. */
export function toDecoded(map: OffsetMap, offset: number): number {
  if (map.pieces.length === 0) {
    return Math.max(0, offset - map.shift);
  }
  let last = 0;
  for (const { decoded, source } of map.pieces) {
    if (offset < source.start) {
      return decoded.start;
    }
    if (offset <= source.end) {
      const linear = decoded.end - decoded.start === source.end - source.start;
      return linear ? decoded.start + (offset - source.start) : offset < source.end ? decoded.start : decoded.end;
    }
    last = decoded.end;
  }
  return last;
}
