/** The lists of operations of a role. */
import { type OperationPattern, type Plane, parseOperation } from '../access/azure/operation-pattern.ts';
import type { ListNode, Placed, ScalarNode, SyntaxNode } from '../syntax/tree.ts';
import { NodeMemo } from './node-memo.ts';
import type { Part } from './part.ts';
import { type Dialect, readText, type Text } from './text.ts';

export const OPERATION_LISTS = ['actions', 'notActions', 'dataActions', 'notDataActions'] as const;
export type OperationListName = (typeof OPERATION_LISTS)[number];

export function planeOf(list: OperationListName): Plane {
  return list === 'actions' || list === 'notActions' ? 'control' : 'data';
}

/** How the keys of a role are written: `notActions`, whatever its case, or `not_actions`. */
export type KeyStyle = 'camel' | 'snake';

export function listKey(name: OperationListName, style: KeyStyle): string {
  return style === 'snake' ? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : name;
}

/** The list of the same plane whose entries are taken away. */
export const EXCLUSIONS = { actions: 'notActions', dataActions: 'notDataActions' } as const;

export interface OperationEntry {
  readonly kind: 'azure/operation-entry';
  readonly list: OperationListName;
  readonly style: KeyStyle;
  /** Placed at the start of the model. */
  readonly text: Text;
  readonly operation: OperationPattern;
}

/**
 * Some neighbouring entries of a list. Long lists come in runs, so that after an edit only the run that it touched has
 * to be read and checked anew.
 */
export interface OperationRun {
  readonly kind: 'azure/operation-run';
  /** Places count from the start of the run, which is that of its first entry. */
  readonly entries: readonly Part<OperationEntry>[];
  /** What stands among them and is no text. */
  readonly others: readonly Placed[];
  /** What the known entries say. */
  readonly patterns: readonly OperationPattern[];
  /** How many children of the list it spans, and where the last of them starts. */
  readonly count: number;
  readonly lastStart: number;
}

export interface OperationList {
  readonly kind: 'azure/operation-list';
  readonly name: OperationListName;
  /** Placed at the start of the model. */
  readonly node: Placed<ListNode>;
  readonly runs: readonly Part<OperationRun>[];
  /** The models of the runs. */
  readonly groups: readonly OperationRun[];
  /** Whether all entries are known; else more may be granted or taken away than stands here. */
  readonly complete: boolean;
}

/** Every entry of a list, placed from the start of the list. */
export function* entriesOfList({ runs }: OperationList): Generator<Part<OperationEntry>> {
  for (const run of runs) {
    for (const { model, start } of run.model.entries) {
      yield { model, start: run.start + start };
    }
  }
}

const RUN_LENGTH = 64;

const entryMemo = new NodeMemo<ScalarNode, OperationEntry>();
const listMemo = new NodeMemo<ListNode, OperationList>();
/** By first and by last child: where a list that was read before is looked for when it comes changed. */
const kinMemo = new NodeMemo<SyntaxNode, OperationList>();

/** What a list is read as: the same node read in another way gives another model. */
interface ListWay {
  readonly name: OperationListName;
  readonly dialect: Dialect;
  readonly style: KeyStyle;
}

export function readOperationList(
  node: ListNode,
  name: OperationListName,
  dialect: Dialect,
  style: KeyStyle,
): OperationList {
  const way = `${name} ${dialect} ${style}`;
  const lists = listMemo.of(way);
  const known = lists.get(node);
  if (known) {
    return known;
  }
  const kin = kinMemo.of(way);
  const [first] = node.children;
  const last = node.children.at(-1);
  const before = (first && kin.get(first)) ?? (last && kin.get(last));
  const runs = readRuns(node, before, (from, to) => readRun(node, from, to, { name, dialect, style }));
  const groups = runs.map(({ model }) => model);
  const complete = groups.every(
    ({ entries, patterns, count }) => entries.length === count && patterns.length === count,
  );
  const list: OperationList = { kind: 'azure/operation-list', name, node: { node, start: 0 }, runs, groups, complete };
  lists.set(node, list);
  if (first && last) {
    kin.set(first, list);
    kin.set(last, list);
  }
  return list;
}

/** The runs of a list: those of the list before that have nothing new in them, and new ones between. */
function readRuns(
  node: ListNode,
  before: OperationList | undefined,
  read: (from: number, to: number) => OperationRun,
): readonly Part<OperationRun>[] {
  const { children, starts } = node;
  const place = (model: OperationRun, from: number): Part<OperationRun> => ({ model, start: starts[from] ?? 0 });
  const isSame = (run: OperationRun, from: number, old: number): boolean => {
    const last = from + run.count - 1;
    // Where a blank was typed between two entries the same entries stand further apart.
    return (
      last < children.length &&
      (starts[last] ?? 0) - (starts[from] ?? 0) === run.lastStart &&
      hasSameChildren(children, from, before?.node.node.children ?? [], old, run.count)
    );
  };
  const head: Part<OperationRun>[] = [];
  let from = 0;
  const old = before?.groups ?? [];
  let kept = 0;
  for (let run = old[kept]; run && isSame(run, from, from); run = old[++kept]) {
    head.push(place(run, from));
    from += run.count;
  }
  const tail: Part<OperationRun>[] = [];
  let to = children.length;
  let oldTo = before?.node.node.children.length ?? 0;
  for (let index = old.length - 1; index >= kept; index--) {
    const run = old[index];
    if (!run || to - run.count < from || !isSame(run, to - run.count, oldTo - run.count)) {
      break;
    }
    to -= run.count;
    oldTo -= run.count;
    tail.unshift(place(run, to));
  }
  const middle: Part<OperationRun>[] = [];
  // A run may grow to twice the length before it is split, so that typing lines does not leave crumbs.
  const length = to - from <= 2 * RUN_LENGTH ? 2 * RUN_LENGTH : RUN_LENGTH;
  for (let at = from; at < to; at += length) {
    middle.push(place(read(at, Math.min(to, at + length)), at));
  }
  return [...head, ...middle, ...tail];
}

function hasSameChildren(
  children: readonly SyntaxNode[],
  from: number,
  others: readonly SyntaxNode[],
  otherFrom: number,
  count: number,
): boolean {
  for (let index = 0; index < count; index++) {
    if (children[from + index] !== others[otherFrom + index]) {
      return false;
    }
  }
  return true;
}

/** Reads the children from one index up to another. */
function readRun({ children, starts }: ListNode, from: number, to: number, way: ListWay): OperationRun {
  const memo = entryMemo.of(`${way.name} ${way.dialect} ${way.style}`);
  const entries: Part<OperationEntry>[] = [];
  const others: Placed[] = [];
  const runStart = starts[from] ?? 0;
  for (let index = from; index < to; index++) {
    const node = children[index];
    const start = (starts[index] ?? 0) - runStart;
    if (node?.kind === 'scalar' && (node.type === 'string' || node.type === 'word')) {
      const model = memo.get(node) ?? readEntry(node, way);
      memo.set(node, model);
      entries.push({ model, start });
    } else if (node) {
      others.push({ node, start });
    }
  }
  const patterns = entries.filter(({ model }) => model.text.known).map(({ model }) => model.operation);
  return {
    kind: 'azure/operation-run',
    entries,
    others,
    patterns,
    count: to - from,
    lastStart: (starts[to - 1] ?? 0) - runStart,
  };
}

function readEntry(node: ScalarNode, { name: list, dialect, style }: ListWay): OperationEntry {
  const text = readText({ node, start: 0 }, dialect);
  return { kind: 'azure/operation-entry', list, style, text, operation: parseOperation(node.text) };
}
