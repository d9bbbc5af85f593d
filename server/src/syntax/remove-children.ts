/** Takes entries and items out of the text of a configuration, with their commas, lines and the comments behind them. */
import type { Edit } from './change.ts';
import { childSpan, type Holder, type TextLayout } from './text-layout.ts';
import { isMap, type Span } from './tree.ts';

export function removeChildren(
  layout: TextLayout,
  from: Holder,
  indexes: readonly number[],
): readonly Edit[] | undefined {
  const place = isMap(from) ? layout.placeOf(from) : 'object';
  if (place === 'label' || from.node.problems.some(({ code }) => code === 'unclosed')) {
    return undefined;
  }
  const gone = [...new Set(indexes)].sort((a, b) => a - b);
  if (gone.length === from.node.children.length && from.node.comments.length === 0 && place !== 'root') {
    return [{ span: { start: from.start + 1, end: from.start + from.node.width - 1 }, text: '' }];
  }
  const edits: Edit[] = [];
  for (let at = 0; at < gone.length; at++) {
    const first = gone[at] ?? 0;
    let last = first;
    while (gone[at + 1] === last + 1) {
      last++;
      at++;
    }
    edits.push({ span: spanOfRun(layout, from, first, last), text: '' });
  }
  return edits;
}

/** What goes with neighbours, from the child at `first` to the one at `last`. */
function spanOfRun(layout: TextLayout, from: Holder, first: number, last: number): Span {
  const start = childSpan(from, first)?.start ?? from.start;
  const end = childSpan(from, last)?.end ?? start;
  const hasCommas = !isMap(from) || layout.placeOf(from) === 'object';
  const behind = hasCommas ? layout.behindComma(end) : end;
  const nextLine = layout.nextLine(behind);
  if (layout.isFirstOnLine(start) && nextLine !== undefined) {
    return { start: layout.lineStart(start), end: nextLine };
  }
  const next = childSpan(from, last + 1)?.start;
  if (next !== undefined) {
    return { start, end: layout.isBare(behind, next) && !layout.hasNewline(behind, next) ? next : behind };
  }
  const previous = childSpan(from, first - 1)?.end ?? start;
  if (first > 0 && layout.isBare(previous, start)) {
    return { start: previous, end: layout.behindComment(behind) };
  }
  return { start, end: behind };
}
