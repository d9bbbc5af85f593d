/** Finds every model in a tree, wherever it stands: the walk that asks the readers, and what it remembers. */
import { embeddedFrame, type Frame, type Tree } from '../syntax/language.ts';
import { toDecoded } from '../syntax/offset-map.ts';
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
  spanOfText,
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
import { isPropertyText, placeBelow, placeOfArgument } from './databricks-place.ts';
import { type HeldSecret, NOTHING_HELD, namesHeldBy, readProgram } from './databricks-program.ts';
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

/**
 * @param around what surrounds the tree, where it stands in another one
 * @param held the names that hold secrets in other cells of a notebook
 */
export function readModels(
  frame: Frame,
  around: Place = placeOfFile(frame.tree),
  held: ReadonlyMap<string, HeldSecret> = NOTHING_HELD,
): readonly FoundModel[] {
  const { root } = frame.tree;
  if (!root) {
    return [];
  }
  const program = readProgram(frame.tree, held);
  const found = place(readNode(root.node, around), root.start, frame);
  return program ? [{ model: program, start: root.start, frame }, ...found] : found;
}

function place(found: readonly Below[], start: number, frame: Frame): FoundModel[] {
  const held = namesHeldBy(found.flatMap((one) => ('tree' in one ? [one.tree] : [])));
  return found.flatMap((one): FoundModel[] => {
    const at = start + one.start;
    if ('model' in one) {
      return [{ model: one.model, start: at, frame }];
    }
    return [...readModels(embeddedFrame(frame, { node: one.scalar, start: at }, one.tree), one.around, held)];
  });
}

/** The innermost tree in which a place of a tree stands, and the place in it. */
export function frameAt(
  frame: Frame,
  offset: number,
  around: Place = placeOfFile(frame.tree),
): { readonly frame: Frame; readonly offset: number; readonly around: Place } {
  const { root } = frame.tree;
  for (const one of root ? readNode(root.node, around) : NONE) {
    if ('model' in one) {
      continue;
    }
    const scalar = { node: one.scalar, start: one.start + (root?.start ?? 0) };
    const span = spanOfText(scalar);
    if (span.start <= offset && offset <= span.end) {
      const inner = toDecoded(one.scalar.map, offset - scalar.start);
      return frameAt(embeddedFrame(frame, scalar, one.tree), inner, one.around);
    }
  }
  return { frame, offset, around };
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
  if (around.standing === 'root' && isPropertyText(around.secrets)) {
    return readProperties(map, around);
  }
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

/**
 * Text of one property a line holds properties and nothing else. It has tens of thousands of them at times, all in the
 * same place, and an edit makes its map new.
 */
function readProperties(map: Placed<MapNode>, around: Place): readonly Below[] {
  const { children, starts } = map.node;
  const inside: Place = { ...around, standing: 'inside' };
  const memo = belowEntry.of(wordOfPlace(inside));
  const found: Below[] = [...readMapModels(map, around)];
  for (let index = 0; index < children.length; index++) {
    const entry = children[index];
    if (entry?.value?.kind === 'scalar') {
      const own = readEntryModels(map, entry, around, inside, memo) ?? NONE;
      if (own.length > 0) {
        found.push(...shift(own, starts[index] ?? 0));
      }
    }
  }
  return found;
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
export function dialectOf({ root, language }: Tree): Dialect {
  // A language whose texts stand for one key of something else has no templates.
  return language.rootKey === undefined && isMap(root) && isTemplate(root) ? 'arm' : 'plain';
}

/** Whether any node of a tree may hold a model; used before a file is read at all. */
export function mayHoldModels(text: string): boolean {
  return MODEL_MARKS.test(text);
}
