/**
 * Reads scripts, whole or again after a change. Beside the tree it is kept at which lines a reading may begin: where no
 * quote, here-document, group or pipe reaches into the line. After a change only the stretch between two such lines
 * is read.
 */
import type { TextChange } from '../language.ts';
import {
  countBefore,
  type ListNode,
  moved,
  NOTHING,
  type Placed,
  type Problem,
  type Span,
  type SyntaxNode,
} from '../tree.ts';
import { CommandDraft } from './command-draft.ts';
import { CommandList } from './command-list.ts';
import { ListReader } from './list-reader.ts';

export interface ShellDocument {
  readonly root: Placed<ListNode>;
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
}

interface Stretch {
  readonly children: readonly SyntaxNode[];
  readonly starts: readonly number[];
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
  /** The starts of lines at which a reading may begin, the first one included. */
  readonly lines: readonly number[];
}

/** The lines at which a reading of a script may begin; of one that something unclosed reaches through, none are kept. */
const linesOf = new WeakMap<ListNode, readonly number[]>();

class ScriptReader extends ListReader {
  readonly #isEnd: (line: number) => boolean;
  readonly #lines: number[];
  isStopped = false;

  /** @param isEnd whether what follows from a line on is known; given where only a part is read */
  constructor(text: string, from: number, isEnd: ((line: number) => boolean) | undefined) {
    super(text, from);
    this.#lines = [from];
    this.#isEnd = isEnd ?? (() => false);
  }

  protected override atLine(): boolean {
    this.isStopped = this.#isEnd(this.at);
    if (!this.isStopped) {
      this.#lines.push(this.at);
    }
    return this.isStopped;
  }

  /** A pipe ties together all lines from the command that it reads from. */
  protected override atGroupPipe(list: CommandList): void {
    if (!list.isScript) {
      return;
    }
    // Where nothing stands above that it could read from, whatever is put there later would be it.
    this.reachesEnd = this.reachesEnd || !list.pipe;
    this.#lines.length = Math.max(1, countBefore(this.#lines, (list.pipe?.start ?? 0) + 1));
  }

  readScript(): Stretch {
    const list = new CommandList(true);
    this.readList(list, false);
    for (const { at } of this.isStopped ? NOTHING : list.open) {
      this.reachesEnd = true;
      this.problems.push({ code: 'unclosed', span: { start: at, end: at + 1 } });
    }
    const children: SyntaxNode[] = [];
    const starts: number[] = [];
    for (const item of list.items) {
      const placed = !(item instanceof CommandDraft) ? [item] : item.line.length > 0 ? [item.node] : item.nested;
      for (const { node, start } of placed) {
        children.push(node);
        starts.push(start);
      }
    }
    return { children, starts, problems: this.problems, comments: this.comments, lines: this.#lines };
  }
}

function makeDocument(width: number, stretch: Stretch, isFlawed: boolean, lines: readonly number[] | undefined) {
  const { children, starts, problems, comments } = stretch;
  const node: ListNode = {
    kind: 'list',
    flat: children.length === 0,
    children,
    starts,
    width,
    problems,
    comments,
    flawed: problems.length > 0 || isFlawed,
    commented: comments.length > 0,
  };
  if (lines) {
    linesOf.set(node, lines);
  }
  return { root: { node, start: 0 }, problems: NOTHING, comments: NOTHING };
}

function areFlawed(children: readonly SyntaxNode[]): boolean {
  return children.some(({ flawed }) => flawed);
}

/** How many quotes may be found out to be left open; it keeps reading from taking long. */
const MOST_MISLED = 3;

export function parseShell(text: string): ShellDocument {
  const forced = new Set<number>();
  for (;;) {
    const reader = new ScriptReader(text, 0, undefined);
    reader.forced = forced;
    const stretch = reader.readScript();
    if (!reader.isMisled || forced.size >= MOST_MISLED) {
      const lines = reader.reachesEnd ? undefined : stretch.lines;
      return makeDocument(text.length, stretch, areFlawed(stretch.children), lines);
    }
    forced.add(reader.suspect);
  }
}

/** @param before the root of the text before the change */
export function reparseShell(before: ListNode, text: string, change: TextChange): ShellDocument {
  const lines = linesOf.get(before);
  const delta = change.length - (change.end - change.start);
  const first = lines ? Math.max(0, countBefore(lines, change.start + 1) - 1) : 0;
  const restart = lines?.[first];
  if (!lines || restart === undefined) {
    return parseShell(text);
  }
  const reader = new ScriptReader(text, restart, (line) => {
    const place = line - delta;
    return place >= change.end && lines[countBefore(lines, place)] === place;
  });
  const fresh = reader.readScript();
  if (reader.reachesEnd) {
    return parseShell(text);
  }
  const known = reader.isStopped ? reader.at - delta : before.width + 1;
  const kept = countBefore(before.starts, restart);
  const from = countBefore(before.starts, known);
  const children = before.children.slice(0, kept).concat(fresh.children, before.children.slice(from));
  const spans = <T>(all: readonly T[], between: readonly T[], span: (item: T) => Span, move: (item: T) => T): T[] => [
    ...all.filter((item) => span(item).start < restart),
    ...between,
    ...all.filter((item) => span(item).start >= known).map(move),
  ];
  const stretch = {
    children,
    starts: before.starts.slice(0, kept).concat(fresh.starts, movedBy(before.starts.slice(from), delta)),
    problems: spans(
      before.problems,
      fresh.problems,
      ({ span }) => span,
      ({ code, span }) => ({ code, span: moved(span, delta) }),
    ),
    comments: spans(
      before.comments,
      fresh.comments,
      (span) => span,
      (span) => moved(span, delta),
    ),
    lines: lines.slice(0, first).concat(fresh.lines, movedBy(lines.slice(countBefore(lines, known)), delta)),
  };
  return makeDocument(text.length, stretch, areFlawed(children), stretch.lines);
}

function movedBy(starts: readonly number[], delta: number): readonly number[] {
  return delta === 0 ? starts : starts.map((start) => start + delta);
}
