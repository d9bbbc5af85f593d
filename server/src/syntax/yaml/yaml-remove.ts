/** Takes entries and items out of YAML, with their lines and the comments behind them. */
import type { Edit } from '../change.ts';
import type { Holder, YamlLayout } from './yaml-layout.ts';

export function removeChildren(
  layout: YamlLayout,
  from: Holder,
  indexes: readonly number[],
): readonly Edit[] | undefined {
  const gone = [...new Set(indexes)].sort((a, b) => a - b);
  const isFlow = layout.isFlow(from);
  if (gone.length === 0) {
    return [];
  }
  if (isFlow ? from.node.problems.some(({ code }) => code !== 'duplicate-key') : !layout.isBlock(from)) {
    return undefined;
  }
  if (gone.length === from.node.children.length) {
    return isFlow ? emptyFlow(layout, from) : emptyBlock(layout, from);
  }
  const edits: Edit[] = [];
  for (let at = 0; at < gone.length; at++) {
    const first = gone[at] ?? 0;
    let last = first;
    while (gone[at + 1] === last + 1) {
      last++;
      at++;
    }
    const edit = isFlow ? removeFlow(layout, from, first, last) : removeLines(layout, from, first, last);
    if (!edit) {
      return undefined;
    }
    edits.push(...edit);
  }
  return edits;
}

function emptyFlow(layout: YamlLayout, { node, start }: Holder): readonly Edit[] | undefined {
  const span = { start: start + 1, end: start + node.width - 1 };
  return node.commented || layout.text[span.end] === undefined ? undefined : [{ span, text: '' }];
}

/** Puts `{}` or `[]` behind the key or the dash. */
function emptyBlock(layout: YamlLayout, from: Holder): readonly Edit[] | undefined {
  const { node, start } = from;
  const { end } = layout.source(from);
  const empty = node.kind === 'map' ? '{}' : '[]';
  const before = layout.text.slice(0, start).trimEnd();
  if (node.comments.length > 0) {
    return undefined;
  }
  if (before === '' || before === '\uFEFF') {
    return [{ span: { start, end }, text: empty }];
  }
  const line = before.slice(layout.lineStart(before.length));
  const isKey = /^[^#&!]*(?::|(?:^| )-)$/.test(line);
  return isKey ? [{ span: { start: before.length, end }, text: ` ${empty}` }] : undefined;
}

function removeFlow(layout: YamlLayout, from: Holder, first: number, last: number): readonly Edit[] | undefined {
  const isLast = last === from.node.children.length - 1;
  const start = isLast && first > 0 ? layout.childSpan(from, first - 1).end : layout.childSpan(from, first).start;
  const end = isLast ? layout.childSpan(from, last).end : layout.childSpan(from, last + 1).start;
  const isPlain = !/[#&!?*]/.test(outside(layout, from, first, last, start, end));
  return isPlain ? [{ span: { start, end }, text: '' }] : undefined;
}

/** What goes beside the children themselves. */
function outside(layout: YamlLayout, from: Holder, first: number, last: number, start: number, end: number): string {
  const head = layout.text.slice(start, Math.max(start, layout.childSpan(from, first).start));
  return head + layout.text.slice(layout.childSpan(from, last).end, end);
}

function removeLines(layout: YamlLayout, from: Holder, first: number, last: number): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (let index = first; index <= last; index++) {
    const child = layout.blockChild(from, index);
    const next = index + 1 < from.node.children.length ? layout.blockChild(from, index + 1) : undefined;
    if (!child) {
      return undefined;
    }
    if (child.line !== undefined) {
      edits.push({ span: { start: child.line, end: layout.lineEnd(child.end) }, text: '' });
      continue;
    }
    // It shares its line with a dash: all that goes, goes up to the child that stays, which takes its place.
    const stay = layout.blockChild(from, last + 1);
    const between = next && stay && layout.text.slice(layout.lineEnd(layout.childSpan(from, last).end), stay.start);
    const hasComments =
      between === undefined || between.trim() !== '' || hasCommentLines(from, child.start, stay?.start ?? 0);
    return stay && !hasComments ? [{ span: { start: child.start, end: stay.start }, text: '' }] : undefined;
  }
  return edits;
}

function hasCommentLines({ node, start }: Holder, from: number, to: number): boolean {
  return node.comments.some((span) => start + span.start >= from && start + span.end <= to);
}
