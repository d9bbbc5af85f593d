/**
 * Reads scripts, whole or again after a change. Beside the tree it is kept at which lines a reading may begin: where no
 * quote, here-string or pipe reaches into the line and nothing is open but braces; which braces those are is kept too.
 * After a change only the stretch between two such lines is read.
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
import { areAlike, type OpenBracket, StatementList } from './statement-list.ts';
import { StatementReader } from './statement-reader.ts';

export interface PowershellDocument {
  readonly root: Placed<ListNode>;
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
}

type Stack = OpenBracket | undefined;

/** The starts of the lines at which a reading may begin, and what is open there. */
interface Lines {
  readonly starts: readonly number[];
  readonly stacks: readonly Stack[];
}

interface Stretch extends Lines {
  readonly children: readonly SyntaxNode[];
  readonly places: readonly number[];
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
}

/** Deeper braces are not kept: comparing them would cost more than reading. */
const MOST_KEPT = 30;
/** How many quotes may be found out to be left open; it keeps reading from taking long. */
const MOST_MISLED = 3;

/** Of a script that something unclosed reaches through, no lines are kept. */
const linesOf = new WeakMap<ListNode, Lines>();

class ScriptReader extends StatementReader {
  readonly #list = new StatementList('text');
  readonly #isEnd: (line: number, stack: Stack) => boolean;
  readonly #starts: number[];
  readonly #stacks: Stack[];
  isStopped = false;

  /** @param isEnd whether what follows from a line on is known; given where only a part is read */
  constructor(text: string, from: number, stack: Stack, isEnd: ((line: number, stack: Stack) => boolean) | undefined) {
    super(text, from);
    this.#starts = [from];
    this.#stacks = [stack];
    this.#list.open = stack;
    this.#isEnd = isEnd ?? (() => false);
  }

  protected override atLine({ open }: StatementList): boolean {
    for (let top = open; top; top = top.below) {
      if (top.kind !== 'brace' || top.depth > MOST_KEPT) {
        return false;
      }
    }
    this.isStopped = this.#isEnd(this.at, open);
    if (!this.isStopped) {
      this.#starts.push(this.at);
      this.#stacks.push(open);
    }
    return this.isStopped;
  }

  /** A pipe ties together all lines from the command that it reads from. */
  protected override atLinePipe({ isScript, previous }: StatementList): void {
    if (!isScript) {
      return;
    }
    // Where nothing stands above that it could read from, whatever is put there later would be it.
    this.reachesEnd = this.reachesEnd || !previous;
    const start = (previous instanceof CommandDraft ? previous.node.start : previous?.start) ?? 0;
    const count = Math.max(1, countBefore(this.#starts, start + 1));
    this.#starts.length = count;
    this.#stacks.length = count;
  }

  readScript(): Stretch {
    const list = this.#list;
    this.readList(list);
    for (let top = this.isStopped ? undefined : list.open; top; top = top.below) {
      this.reachesEnd = true;
      this.problems.push({ code: 'unclosed', span: { start: top.at, end: top.at + 1 } });
    }
    const children: SyntaxNode[] = [];
    const places: number[] = [];
    for (const item of list.items) {
      const { node, start } = item instanceof CommandDraft ? item.node : item;
      children.push(node);
      places.push(start);
    }
    const { problems, comments } = this;
    return { children, places, problems, comments, starts: this.#starts, stacks: this.#stacks };
  }
}

function makeDocument(width: number, stretch: Stretch, areLinesKnown: boolean): PowershellDocument {
  const { children, places, problems, comments, starts, stacks } = stretch;
  const node: ListNode = {
    kind: 'list',
    flat: children.length === 0,
    children,
    starts: places,
    width,
    problems,
    comments,
    flawed: problems.length > 0 || children.some(({ flawed }) => flawed),
    commented: comments.length > 0,
  };
  if (areLinesKnown) {
    linesOf.set(node, { starts, stacks });
  }
  return { root: { node, start: 0 }, problems: NOTHING, comments: NOTHING };
}

export function parsePowershell(text: string): PowershellDocument {
  const forced = new Set<number>();
  for (;;) {
    const reader = new ScriptReader(text, 0, undefined, undefined);
    reader.forced = forced;
    const stretch = reader.readScript();
    if (!reader.isMisled || forced.size >= MOST_MISLED) {
      return makeDocument(text.length, stretch, !reader.reachesEnd);
    }
    forced.add(reader.suspect);
  }
}

/** @param before the root of the text before the change */
export function reparsePowershell(before: ListNode, text: string, change: TextChange): PowershellDocument {
  const lines = linesOf.get(before);
  const first = lines ? Math.max(0, countBefore(lines.starts, change.start + 1) - 1) : 0;
  const restart = lines?.starts[first];
  if (!lines || restart === undefined) {
    return parsePowershell(text);
  }
  const delta = change.length - (change.end - change.start);
  const reader = new ScriptReader(text, restart, lines.stacks[first], (line, stack) => {
    const place = line - delta;
    const index = place >= change.end ? countBefore(lines.starts, place) : -1;
    return lines.starts[index] === place && areAlike(lines.stacks[index], stack);
  });
  const fresh = reader.readScript();
  if (reader.reachesEnd) {
    return parsePowershell(text);
  }
  const known = reader.isStopped ? reader.at - delta : before.width + 1;
  return makeDocument(text.length, splice(before, lines, fresh, { restart, known, delta, first }), true);
}

interface Seam {
  readonly restart: number;
  readonly known: number;
  readonly delta: number;
  /** The index of the line at which the reading began. */
  readonly first: number;
}

function splice(before: ListNode, lines: Lines, fresh: Stretch, { restart, known, delta, first }: Seam): Stretch {
  const kept = countBefore(before.starts, restart);
  const from = countBefore(before.starts, known);
  const last = countBefore(lines.starts, known);
  const spans = <T>(all: readonly T[], between: readonly T[], span: (item: T) => Span, move: (item: T) => T): T[] => [
    ...all.filter((item) => span(item).start < restart),
    ...between,
    ...all.filter((item) => span(item).start >= known).map(move),
  ];
  return {
    children: before.children.slice(0, kept).concat(fresh.children, before.children.slice(from)),
    places: before.starts.slice(0, kept).concat(fresh.places, movedBy(before.starts.slice(from), delta)),
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
    starts: lines.starts.slice(0, first).concat(fresh.starts, movedBy(lines.starts.slice(last), delta)),
    stacks: lines.stacks.slice(0, first).concat(fresh.stacks, lines.stacks.slice(last)),
  };
}

function movedBy(starts: readonly number[], delta: number): readonly number[] {
  return delta === 0 ? starts : starts.map((start) => start + delta);
}
