/** The lists of operations of a role. */
import { type OperationPattern, type Plane, parseOperation } from '../access/azure/operation-pattern.ts';
import { isScalar, itemsOf, type ListNode, type Placed, type ScalarNode } from '../syntax/tree.ts';
import type { Part } from './model.ts';
import { NodeMemo } from './node-memo.ts';
import { type Dialect, readText, type Text } from './text.ts';

export const OPERATION_LISTS = ['actions', 'notActions', 'dataActions', 'notDataActions'] as const;
export type OperationListName = (typeof OPERATION_LISTS)[number];

export function planeOf(list: OperationListName): Plane {
  return list === 'actions' || list === 'notActions' ? 'control' : 'data';
}

/** The list of the same plane whose entries are taken away. */
export const EXCLUSIONS = { actions: 'notActions', dataActions: 'notDataActions' } as const;

export interface OperationEntry {
  readonly kind: 'azure/operation-entry';
  readonly list: OperationListName;
  /** Placed at the start of the model. */
  readonly text: Text;
  readonly operation: OperationPattern;
}

export interface OperationList {
  readonly kind: 'azure/operation-list';
  readonly name: OperationListName;
  /** Placed at the start of the model. */
  readonly node: Placed<ListNode>;
  readonly entries: readonly Part<OperationEntry>[];
  /** What stands in the list and is no text. */
  readonly others: readonly Placed[];
  /** Whether all entries are known; else more may be granted or taken away than stands here. */
  readonly complete: boolean;
}

const entryMemo = new NodeMemo<ScalarNode, OperationEntry>();
const listMemo = new NodeMemo<ListNode, OperationList>();

export function readOperationList(node: ListNode, name: OperationListName, dialect: Dialect): OperationList {
  const way = `${name} ${dialect}`;
  const lists = listMemo.of(way);
  const list = lists.get(node) ?? readList({ node, start: 0 }, name, dialect, entryMemo.of(way));
  lists.set(node, list);
  return list;
}

function readList(
  node: Placed<ListNode>,
  name: OperationListName,
  dialect: Dialect,
  memo: WeakMap<ScalarNode, OperationEntry>,
): OperationList {
  const entries: Part<OperationEntry>[] = [];
  const others: Placed[] = [];
  let complete = true;
  for (const item of itemsOf(node)) {
    if (isScalar(item) && (item.node.type === 'string' || item.node.type === 'word')) {
      const model = memo.get(item.node) ?? readEntry(item.node, name, dialect);
      memo.set(item.node, model);
      entries.push({ model, start: item.start });
      complete &&= model.text.known;
    } else {
      others.push(item);
    }
  }
  return { kind: 'azure/operation-list', name, node, entries, others, complete: complete && others.length === 0 };
}

function readEntry(node: ScalarNode, list: OperationListName, dialect: Dialect): OperationEntry {
  const text = readText({ node, start: 0 }, dialect);
  return { kind: 'azure/operation-entry', list, text, operation: parseOperation(node.text) };
}
