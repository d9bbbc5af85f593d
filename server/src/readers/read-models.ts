/** Finds every model in a tree, wherever it stands: the walk that asks the readers, and what it remembers. */
import { embeddedFrame, type Frame, type Tree } from '../syntax/language.ts';
import {
  type CallNode,
  type EntryNode,
  findEntry,
  isMap,
  isScalar,
  type ListNode,
  type MapNode,
  type Placed,
  type ScalarNode,
  type SyntaxNode,
} from '../syntax/tree.ts';
import { readRoleDefinition } from './azure-role-definition.ts';
import { readRoleReferences } from './azure-role-reference.ts';
import { type Below, NONE, shift } from './below.ts';
import {
  readCallModels,
  readCommandModels,
  readEntryModels,
  readMapModels,
  readTextModels,
} from './databricks-models.ts';
import { placeBelow, placeOfArgument } from './databricks-place.ts';
import { cellsBelow } from './embedded-text.ts';
import type { Model } from './model.ts';
import { NodeMemo } from './node-memo.ts';
import { type Dialect, type Place, placeOfFile, wordOfPlace } from './text.ts';

/** A model in a file, and in which tree it stands. */
export interface FoundModel {
  readonly model: Model;
  /** Where the model starts in the tree of the frame. */
  readonly start: number;
  readonly frame: Frame;
}

/** Words of which a file has at least one if it has any model at all. */
export const MODEL_MARKS =
  /actions"|actions'|assignable_?scope|roledefinition|secrets?[/_(.]|secrets[ \t]|\{secret|spark_(?:conf|env)|^[ \t]*spark\./im;

const below = new NodeMemo<SyntaxNode, readonly Below[]>();
const belowEntry = new NodeMemo<EntryNode, readonly Below[]>();

/** @param around what surrounds the tree, where it stands in another one */
export function readModels(frame: Frame, around: Place = placeOfFile(frame.tree)): readonly FoundModel[] {
  const { root } = frame.tree;
  return root ? place(readNode(root.node, around), root.start, frame) : [];
}

function place(found: readonly Below[], start: number, frame: Frame): FoundModel[] {
  return found.flatMap((one): FoundModel[] => {
    const at = start + one.start;
    if ('model' in one) {
      return [{ model: one.model, start: at, frame }];
    }
    return [...readModels(embeddedFrame(frame, { node: one.scalar, start: at }, one.tree), one.around)];
  });
}

function readNode(node: SyntaxNode, around: Place): readonly Below[] {
  if (node.kind === 'opaque') {
    return NONE;
  }
  if (node.kind === 'scalar') {
    return readTextModels(node, around);
  }
  const memo = below.of(wordOfPlace(around));
  const found = memo.get(node) ?? findIn(node, around);
  memo.set(node, found);
  return found;
}

function findIn(node: Exclude<SyntaxNode, ScalarNode>, around: Place): readonly Below[] {
  switch (node.kind) {
    case 'map':
      return readMap(node, around);
    case 'list': {
      const isOnly = around.standing === 'root' && node.children.length === 1;
      return readItems(node, { ...around, standing: isOnly ? 'only-item' : 'inside' });
    }
    case 'call':
      return readCall(node, around);
    case 'command':
      return readCommandModels({ node, start: 0 }, around, readNode);
    default:
      return NONE;
  }
}

function readMap(node: MapNode, around: Place): readonly Below[] {
  const map: Placed<MapNode> = { node, start: 0 };
  const cells = cellsBelow(map, around);
  if (cells) {
    return cells;
  }
  const dialect = isTemplate(map) ? 'arm' : around.dialect;
  const found: Below[] = [];
  const generated = around.generated || isGenerated(map);
  const role = readRoleDefinition(map, { ...around, dialect });
  if (role) {
    found.push({ model: role, start: 0 });
  }
  for (const reference of role || generated ? [] : readRoleReferences(map, dialect)) {
    found.push({ model: reference, start: 0 });
  }
  found.push(...readMapModels(map, around));
  for (const [index, entry] of node.children.entries()) {
    if (entry.value && entry.value.kind !== 'opaque') {
      const start = node.starts[index] ?? 0;
      found.push(...shift(readEntry(map, entry, { ...around, dialect, generated }), start));
    }
  }
  return found.length > 0 ? found : NONE;
}

function readEntry(map: Placed<MapNode>, entry: EntryNode, around: Place): readonly Below[] {
  const key = entry.key.text;
  const value = entry.value;
  const inside: Place = {
    ...around,
    standing: key.toLowerCase() === 'properties' ? 'properties' : 'inside',
    secrets: placeBelow(map, key, value, around.secrets),
    // A variable of a bundle that holds a cluster mostly holds one for jobs.
    isJob: around.isJob || /^(?:new_cluster|job_clusters?|variables)$/.test(key),
  };
  const own = readEntryModels(map, entry, around, inside, belowEntry.of(wordOfPlace(inside)));
  return own ?? (value ? shift(readNode(value, inside), entry.valueStart) : NONE);
}

function readItems(node: ListNode, around: Place): readonly Below[] {
  let found: Below[] | undefined;
  for (const [index, child] of node.children.entries()) {
    const inside = readNode(child, around);
    if (inside.length > 0) {
      found ??= [];
      found.push(...shift(inside, node.starts[index] ?? 0));
    }
  }
  return found ?? NONE;
}

function readCall(node: CallNode, around: Place): readonly Below[] {
  const found: Below[] = [...readCallModels({ node, start: 0 }, around)];
  for (const [index, child] of node.children.entries()) {
    const inside = {
      ...around,
      standing: 'inside',
      secrets: placeOfArgument(node, index, around.secrets),
    } as const;
    found.push(...shift(readNode(child, inside), node.starts[index] ?? 0));
  }
  return found;
}

/** Whether a map is an ARM template, whose texts in brackets are expressions. */
function isTemplate(map: Placed<MapNode>): boolean {
  const schema = findEntry(map, '$schema')?.value;
  if (isScalar(schema) && /deploymentTemplate\.json/i.test(schema.node.text)) {
    return true;
  }
  return findEntry(map, 'contentVersion') !== undefined && findEntry(map, 'resources') !== undefined;
}

/** Whether a map is a template that Bicep compiled. */
function isGenerated(map: Placed<MapNode>): boolean {
  const metadata = findEntry(map, 'metadata')?.value;
  return isMap(metadata) && findEntry(metadata, '_generator') !== undefined;
}

/** How the texts of a whole file are to be read. */
export function dialectOf({ root }: Tree): Dialect {
  return isMap(root) && isTemplate(root) ? 'arm' : 'plain';
}

/** Whether any node of a tree may hold a model; used before a file is read at all. */
export function mayHoldModels(text: string): boolean {
  return MODEL_MARKS.test(text);
}
